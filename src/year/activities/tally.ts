import { added, MEASURES, type Measure, NOTHING, type Numbers, type Sum, sumOf } from "./numbers.ts"

/*
 * How activities are counted: one that several units held together counts once in all and once for each of them, with the
 * whole of its numbers, so that the units' sums may be more than the total.
 */

/** What is counted of an activity that was held. */
export type Counted = { unitIds: readonly number[]; kind: string; laws: readonly string[]; numbers: Numbers }

export type Tally = { activities: number; sums: Record<Measure, Sum> }

export const noTally = (): Tally => ({
  activities: 0,
  sums: { sessions: NOTHING, copies: NOTHING, consulted: NOTHING, reached: NOTHING },
})

const withOne = ({ activities, sums }: Tally, { numbers }: Counted): Tally => ({
  activities: activities + 1,
  sums: Object.fromEntries(MEASURES.map((name) => [name, added(sums[name], sumOf(numbers[name]))])) as Tally["sums"],
})

/** Two parts of which no activity is in both. */
const together = (one: Tally, other: Tally): Tally => ({
  activities: one.activities + other.activities,
  sums: Object.fromEntries(MEASURES.map((name) => [name, added(one.sums[name], other.sums[name])])) as Tally["sums"],
})

/** Tallies that are put together by a key, in the order in which the keys come. */
export function tallied<Key>(rows: readonly { key: Key; tally: Tally }[]): Map<Key, Tally> {
  const tallies = new Map<Key, Tally>()
  for (const { key, tally } of rows) tallies.set(key, together(tallies.get(key) ?? noTally(), tally))
  return tallies
}

/** Parts of which no activity is in two. */
export const totalOf = (tallies: readonly Tally[]): Tally => tallies.reduce(together, noTally())

/** All of them, each once. */
export const tallyOf = (all: readonly Counted[]): Tally => all.reduce(withOne, noTally())

/** By whatever each of them belongs to; one that belongs to several counts once for each. */
function tallyBy<Key>(all: readonly Counted[], keysOf: (one: Counted) => readonly Key[]): Map<Key, Tally> {
  const tallies = new Map<Key, Tally>()
  for (const one of all) {
    for (const key of new Set(keysOf(one))) tallies.set(key, withOne(tallies.get(key) ?? noTally(), one))
  }
  return tallies
}

export const byUnit = (all: readonly Counted[]) => tallyBy(all, ({ unitIds }) => unitIds)
export const byKind = (all: readonly Counted[]) => tallyBy(all, ({ kind }) => [kind])
export const byLaw = (all: readonly Counted[]) => tallyBy(all, ({ laws }) => laws)
