/*
 * What a unit was called on a day. The directory has the name of today; each 更名 in the trail tells what stood before it.
 * A 更正 of a misprint is no 更名: the name had never been meant otherwise, and all days show it as it is put right.
 */

/** What an entry in the trail says of before; null: it did not touch this one. `until`: the instant of the change. */
export type FormerName = { until: number; name: string | null; shortName: string | null; correction: boolean }

export type Names = { name: string; shortName: string }
export type Named = Names & {
  /** Oldest first. */
  former: readonly FormerName[]
}

const NEVER: readonly FormerName[] = []

/** From the JSON that `formerNames` of scope.ts answers with. */
export const formerIn = (json: string): readonly FormerName[] => (json === "[]" ? NEVER : JSON.parse(json))

/** The unit's names at an instant. Its short name follows its name: as long as that is the same, so is the other. */
export function namesAt({ name, shortName, former }: Named, at: number): Names {
  const renamed = former.find((one) => one.until > at && one.name !== null && !one.correction)
  if (!renamed || renamed.name === null) return { name, shortName }
  const shortened = former.find((one) => one.until >= renamed.until && one.shortName !== null)
  return { name: renamed.name, shortName: shortened?.shortName ?? shortName }
}

/** What a unit was called before, with the instant of each 更名, the latest first; for its own page. */
export const formerNamesOf = ({ former }: Pick<Named, "former">): { name: string; until: number }[] =>
  former.flatMap(({ name, until, correction }) => (name === null || correction ? [] : [{ name, until }])).reverse()

/** A unit that is no longer in use, with the name of who has taken over. */
export type Ended = { into: string | null }

export const endedOf = ({ active, successor }: { active: boolean; successor: string | null }): Ended | null =>
  active ? null : { into: successor }
