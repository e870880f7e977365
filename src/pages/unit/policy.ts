import { type Actor, isLeader, isSupervisor } from "#src/office/people/actor.ts"
import { unitsSeenFrom } from "#src/plans/plan/policy.ts"

/*
 * A unit's record: its words, its 督办单, what it was reminded of. Of which plans, is for `inSight` (record_queries.ts).
 */

/** The unit's own people, and leaders, read all of it. */
export const readsAll = (actor: Actor, unitId: number): boolean =>
  isLeader(actor) || unitsSeenFrom(actor).includes(unitId)

/** Supervisors read what the plans of their office say. */
export const seesRecord = (actor: Actor, unitId: number): boolean => readsAll(actor, unitId) || isSupervisor(actor)
