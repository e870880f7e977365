import { act, actsAs } from "#src/door/act.ts"
import { ensureHolds } from "#src/office/people/actor.ts"
import { trailWatch } from "./clock_watch.ts"
import { beginBackup, confirmClock } from "./commands.ts"
import { Confirming } from "./input.ts"
import { backupFacts, clockFacts } from "./queries.ts"

/** 时间无误. What is wrong with the clock the process knows that runs on it; without one, the trail alone tells. */
export const CONFIRM_CLOCK = act({
  find: async ({ database }) => {
    const [[facts]] = await database.read([clockFacts(database)])
    if (!facts) throw new Error("the trail does not answer")
    return facts
  },
  may: (actor) => ensureHolds(actor, "admin"),
  input: Confirming,
  version: ({ confirmations }) => confirmations,
  does: async (asked, facts) => {
    const fault = (asked.runtime.clockWatch ?? trailWatch).fault(asked.by.at, facts)
    await confirmClock(asked.database, facts, fault, actsAs(asked, "admin"))
    return "clock_confirmed"
  },
})

/** 立即备份; `made`: under which name it is made once this is said (routes.tsx), and how often the trail has spoken. */
export const BACK_UP = act({
  find: async ({ database, runtime }) => {
    const [[newest]] = await database.read(backupFacts(database))
    const space = (await runtime.space?.()) ?? null
    return { version: newest?.version ?? 0, backups: runtime.backups, space }
  },
  may: (actor) => ensureHolds(actor, "admin"),
  input: Confirming,
  version: ({ version }) => version,
  does: async (asked, found) => {
    const made = await beginBackup(asked.database, found, actsAs(asked, "admin"))
    return { said: "backup_begun", made }
  },
})
