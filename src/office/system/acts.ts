import type { Asked } from "#src/door/act.ts"
import { type Actor, ensureHolds } from "#src/office/people/actor.ts"
import type { ClockFacts } from "./clock_watch.ts"
import { Confirming } from "./input.ts"
import { clockFacts } from "./queries.ts"

/** 时间无误: what is wrong with the clock only the program knows that runs on it, so the door asks it and does the rest. */
export const CONFIRM_CLOCK = {
  find: async ({ database }: Asked): Promise<ClockFacts> => {
    const [[facts]] = await database.read([clockFacts(database)])
    if (!facts) throw new Error("the trail does not answer")
    return facts
  },
  may: (actor: Actor) => ensureHolds(actor, "admin"),
  input: Confirming,
  version: ({ confirmations }: ClockFacts) => confirmations,
}
