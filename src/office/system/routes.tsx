import type { Context } from "hono"
import { nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { only } from "#src/door/guard.ts"
import { page } from "#src/door/respond.tsx"
import { SystemPage } from "#views/system/system.tsx"
import program from "../../../package.json" with { type: "json" }
import { BACK_UP, CONFIRM_CLOCK } from "./acts.ts"
import { backupStanding } from "./backups.ts"
import { trailWatch } from "./clock_watch.ts"
import { makeBackup } from "./commands.ts"
import { clockFacts, type SystemFacts, systemFacts } from "./queries.ts"

const runtime = (): string =>
  typeof navigator !== "undefined" && navigator.userAgent === "Cloudflare-Workers"
    ? "Workers（workerd）"
    : `Node.js ${process.versions.node}`

/** How backups stand, and what lies in their folder; null: they are made elsewhere. */
async function backupsShown({ var: { ports, now } }: Context<Env>, { backups, restored }: SystemFacts) {
  const made = ports.backups
  if (!made) return null
  const isUnderway = made.isUnderway()
  return {
    ...backupStanding(backups, restored, { isUnderway, now }),
    isUnderway,
    folder: made.folder,
    kept: await made.kept(),
  }
}

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
        backups={await backupsShown(c, facts)}
        isFile={database.client.protocol === "file"}
        baseUrl={c.var.ports.baseUrl}
        today={today}
      />,
    )
  })
  .post(
    "/backup",
    pressed(BACK_UP, {
      again: nothingTyped,
      done: (c, { found: { backups }, made }) => {
        const { database, ports } = c.var
        if (backups && made) ports.afterwards(c, makeBackup(database, backups, made, ports.clock))
        return null
      },
      onward: () => "/admin/system#backup",
    }),
  )
  .post("/clock", pressed(CONFIRM_CLOCK, { again: nothingTyped, onward: () => "/admin/system" }))
