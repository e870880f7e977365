import { type Actor, isLeader } from "#src/office/people/actor.ts"
import { entersFor, type Kept, keepsYear, yearPlacesOf } from "#src/year/years/policy.ts"

type Responsible = { unitId: number; supervisorUnitId: number | null }

/** Calls, holds, writes the minutes and follows what was decided: the year's office. */
export const convenes = (actor: Actor, year: Kept): boolean => keepsYear(actor, year)

/** Answers for a unit: its liaison or head. */
export const repliesFor = (actor: Actor, { unitId }: { unitId: number }): boolean => entersFor(actor, unitId)

/** Reads what a unit told of a decision: itself, its 行业主管部门, the office, leaders; not whoever reads the minutes. */
export const readsAnswers = (actor: Actor, year: Kept, { unitId, supervisorUnitId }: Responsible): boolean =>
  keepsYear(actor, year) ||
  isLeader(actor) ||
  yearPlacesOf(actor).some((place) => place === unitId || place === supervisorUnitId)
