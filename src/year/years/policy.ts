import { type Actor, holds, isAdministrator, isLeader, placesOf } from "#src/office/people/actor.ts"
import { speaksFor } from "#src/plans/plan/policy.ts"

/*
 * Who has to do with a 普法年度: its office (普法办), leadership, its 责任单位 and the 行业主管部门 over them. By a link nobody comes
 * here: it is bound to a round of a plan.
 */

/** A 普法年度 by the office that keeps it. */
export type Kept = { officeId: number }

/** A supervisor of the office that keeps the year: 普法办. */
export const keepsYear = (actor: Actor, { officeId }: Kept): boolean => holds(actor, "supervisor", officeId)

/** Enters and sends for the unit: its liaison or head. */
export const entersFor = (actor: Actor, unitId: number): boolean => !actor.link && speaksFor(actor, unitId)

/** A unit does it for itself; the year's office does it for a unit. */
export const actsFor = (actor: Actor, year: Kept, unitId: number): boolean =>
  entersFor(actor, unitId) || keepsYear(actor, year)

/** The units from which an actor looks at a year. */
export const yearPlacesOf = (actor: Actor): number[] => (isAdministrator(actor) || actor.link ? [] : placesOf(actor))

/** What a unit does in the year is seen by itself, by its 行业主管部门, by the year's office and by leadership. */
export const seesBody = (
  actor: Actor,
  year: Kept,
  { unitId, supervisorUnitId }: { unitId: number; supervisorUnitId: number | null },
): boolean => {
  if (isAdministrator(actor) || actor.link) return false
  if (isLeader(actor) || keepsYear(actor, year)) return true
  return yearPlacesOf(actor).some((place) => place === unitId || place === supervisorUnitId)
}
