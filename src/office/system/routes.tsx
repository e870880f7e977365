import { nothingTyped, pressed } from "#src/door/act.ts"
import { factory } from "#src/door/env.ts"
import { only } from "#src/door/guard.ts"
import { page } from "#src/door/respond.tsx"
import { SystemPage } from "#views/system/system.tsx"
import program from "../../../package.json" with { type: "json" }
import { CONFIRM_CLOCK } from "./acts.ts"
import { trailWatch } from "./clock_watch.ts"
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
  .post("/clock", pressed(CONFIRM_CLOCK, { again: nothingTyped, onward: () => "/admin/system" }))
