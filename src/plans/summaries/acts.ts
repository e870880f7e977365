import { act } from "#src/door/act.ts"
import { forbidden } from "#src/refusal.ts"
import { findSummary, writeSummary } from "./commands.ts"
import { Writing } from "./input.ts"
import { maySummarize } from "./policy.ts"

type Numbered<T> = { rounds: (T & { number: number })[] }

const roundOf = <T>({ rounds }: Numbered<T>, wanted: number) => rounds.find(({ number }) => number === wanted) ?? null

/** 综述 of a task for a round: the address names the task, the input the round. */
export const WRITE_SUMMARY = act({
  find: ({ database, actor, number }) => findSummary(database, actor, number("plan"), number("ordinal")),
  may: (actor, found) => {
    if (!maySummarize(actor, found)) throw forbidden()
  },
  input: Writing,
  version: (found, { round }) => roundOf(found, round)?.latest ?? 0,
  does: async ({ database, by }, found, { round, text }) => {
    await writeSummary(database, found, roundOf(found, round), text, by)
    return "summary_written"
  },
})
