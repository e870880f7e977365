import type { BodyDuty } from "#db/schema.ts"

/*
 * 每年一次以上专题普法活动 (中山 2017, 十一): each unit that answers for it by law holds one themed activity a year or more for a
 * 普法节点. One is enough. Who takes part 参照 or is seen to by another is counted and never called late.
 */

/** What one unit has arranged for one day, the same for all that are alike. */
export type Arranged = { dayId: number; unitId: number; state: "held" | "planned"; themed: boolean; n: number }

export type Standing = {
  unitId: number
  held: number
  planned: number
  /** It has to hold one. */
  owes: boolean
  standing: "done" | "arranged" | "nothing"
}

type Unit = { id: number; duty: BodyDuty }

const summed = (all: readonly Arranged[], unitId: number, state: Arranged["state"]): number =>
  all.reduce((sum, one) => (one.unitId === unitId && one.state === state && one.themed ? sum + one.n : sum), 0)

/** How each unit stands by the yearly rule, in the order of the units. */
export const standingsOf = (units: readonly Unit[], arranged: readonly Arranged[]): Standing[] =>
  units.map(({ id, duty }) => {
    const held = summed(arranged, id, "held")
    const planned = summed(arranged, id, "planned")
    const standing = held > 0 ? "done" : planned > 0 ? "arranged" : "nothing"
    return { unitId: id, held, planned, owes: duty === "primary", standing }
  })

/** 已开展/应开展. */
export const rateOf = (standings: readonly Standing[]): { done: number; owed: number } => {
  const owing = standings.filter(({ owes }) => owes)
  return { done: owing.filter(({ standing }) => standing === "done").length, owed: owing.length }
}

/** Who has arranged something for a day, and who has not; a day of one unit is asked of nobody else. */
export function arrangedFor<U extends { id: number }>(
  day: { id: number; unitId: number | null },
  units: readonly U[],
  arranged: readonly Arranged[],
): { with: U[]; without: U[] } {
  const some = new Set(arranged.filter(({ dayId }) => dayId === day.id).map(({ unitId }) => unitId))
  return {
    with: units.filter(({ id }) => some.has(id)),
    without: units.filter(({ id }) => !some.has(id) && (day.unitId === null || day.unitId === id)),
  }
}
