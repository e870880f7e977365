import { act } from "#src/door/act.ts"
import { forbidden } from "#src/refusal.ts"
import { findSummary, writeSummary } from "./commands.ts"
import { Writing } from "./input.ts"
import { maySummarize } from "./policy.ts"

/** 综述 of a task for a round: the address names the task, the input the round. */
export const writeSummaryOf = (round: number) =>
  act({
    find: ({ database, actor, number }) => findSummary(database, actor, number("plan"), number("ordinal"), round),
    may: (actor, found) => {
      if (!maySummarize(actor, found)) throw forbidden()
    },
    input: Writing,
    version: ({ latest }) => latest,
    does: async ({ database, by }, found, { text }) => {
      await writeSummary(database, found, found.latest, text, by)
      return "summary_written"
    },
  })
