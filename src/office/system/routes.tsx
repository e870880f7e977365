import { actsAs, askedOf, ensureShown, reached } from "#src/door/act.ts"
import { say } from "#src/door/cookies.ts"
import { factory } from "#src/door/env.ts"
import { readWhole } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { onward, page } from "#src/door/respond.tsx"
import { SystemPage } from "#views/system/system.tsx"
import program from "../../../package.json" with { type: "json" }
import { CONFIRM_CLOCK } from "./acts.ts"
import { trailWatch } from "./clock_watch.ts"
import { confirmClock } from "./commands.ts"
import { clockFacts, systemFacts } from "./queries.ts"

const runtime = (): string =>
  typeof navigator !== "undefined" && navigator.userAgent === "Cloudflare-Workers"
    ? "Workers（workerd）"
    : `Node.js ${process.versions.node}`

/** For whoever watches the program: the database answers, and the clock can be believed. Says nothing else. */
export const readiness = factory.createApp().get("/readyz", async (c) => {
  const { database, clock, clockWatch = trailWatch } = c.var.ports
  c.header("Cache-Control", "no-store")
  try {
    const asked = database()
    const [[facts]] = await asked.read([clockFacts(asked)])
    const fault = facts && clockWatch.fault(clock(), facts)
    return fault ? c.text(`clock: ${fault}`, 503) : c.text("ok")
  } catch (error) {
    console.error(error)
    return c.text("database", 503)
  }
})

/** 系统: how the program stands, without a word of what it holds. */
export const system = factory
  .createApp()
  .use(only("admin"))
  .get("/", async (c) => {
    const { database, now, today, settings } = c.var
    const facts = await systemFacts(database, now, settings.idleMinutes)
    return page(
      c,
      { title: "系统" },
      <SystemPage
        facts={facts}
        clockFault={(c.var.ports.clockWatch ?? trailWatch).fault(now, facts.clock)}
        now={now}
        space={(await c.var.ports.space?.()) ?? null}
        version={program.version}
        runtime={runtime()}
        isFile={database.client.protocol === "file"}
        baseUrl={c.var.ports.baseUrl}
        today={today}
      />,
    )
  })
  .post("/clock", async (c) => {
    const asked = askedOf(c)
    const facts = await reached(CONFIRM_CLOCK, asked)
    ensureShown(CONFIRM_CLOCK, facts, await readWhole(c, CONFIRM_CLOCK.input))
    const fault = (c.var.ports.clockWatch ?? trailWatch).fault(asked.by.at, facts)
    await confirmClock(asked.database, facts, fault, actsAs(asked, "admin"))
    say(c, "clock_confirmed")
    return onward(c, "/admin/system")
  })
