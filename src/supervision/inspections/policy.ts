import type { Conclusion, Inspection, Plan } from "#db/schema.ts"
import { type Actor, isAdministrator, isLeader } from "#src/office/people/actor.ts"
import { speaksFor, supervises, unitsSeenFrom } from "#src/plans/plan/policy.ts"

type Supervised = Pick<Plan, "supervisingUnitId">

/** The whole inspection: its office, and leaders from its opening on. */
export const seesInspection = (actor: Actor, plan: Supervised, { state }: Pick<Inspection, "state">): boolean =>
  !isAdministrator(actor) && (supervises(actor, plan) || (isLeader(actor) && state !== "draft"))

/** Of an inspection a unit sees its own conclusion and findings, once they are returned. */
export const seesConclusion = (actor: Actor, plan: Supervised, { unitId }: Pick<Conclusion, "unitId">): boolean =>
  supervises(actor, plan) || isLeader(actor) || unitsSeenFrom(actor).includes(unitId)

/** Plans it, opens, cancels and closes it: any supervisor of the office. */
export const mayPlan = supervises

/** Records what was found and concludes: those of the team who supervise today. */
export const mayFind = (actor: Actor, plan: Supervised, memberIds: readonly number[]): boolean =>
  supervises(actor, plan) && memberIds.includes(actor.id)

/** The office's own part takes two: who concludes has not found it (design.md 1, "The supervisor is supervised"). */
export const concludesOwn = (
  actor: Pick<Actor, "id">,
  plan: Supervised,
  items: readonly { unitId: number; foundById: number | null }[],
): boolean => items.some(({ unitId, foundById }) => unitId === plan.supervisingUnitId && foundById === actor.id)

/** Whoever finds something of the office's own part does not conclude: a team of one could never end. */
export const lacksSecond = (
  plan: Supervised,
  items: readonly { unit: { id: number } }[],
  members: readonly unknown[],
): boolean => members.length < 2 && items.some(({ unit }) => unit.id === plan.supervisingUnitId)

/** Reads and objects for the unit: liaison or head. */
export const mayObject = (actor: Actor, { unitId }: Pick<Conclusion, "unitId">): boolean => speaksFor(actor, unitId)

/**
 * Decides an objection (复核): a supervisor of the office or a leader who took no part in the inspection and does not speak
 * for the unit (733号令 art. 17).
 */
export const mayDecide = (
  actor: Actor,
  plan: Supervised,
  { unitId, objectedById }: Pick<Conclusion, "unitId" | "objectedById">,
  partakers: readonly (number | null)[],
): boolean =>
  (supervises(actor, plan) || isLeader(actor)) &&
  !partakers.includes(actor.id) &&
  objectedById !== actor.id &&
  !speaksFor(actor, unitId)
