import { and, eq, inArray, or, type Placeholder, type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { assignments, type Plan, planDrafts, plans } from "#db/schema.ts"
import { not, oneOf, type StateColumn } from "#db/states.ts"
import { type Actor, holds, isAdministrator, isLeader, type LinkBinding, unitsOf } from "#src/office/people/actor.ts"
import { unitsSeenFrom } from "./policy.ts"
import { ISSUED } from "./workflow.ts"

type State = StateColumn<Plan["state"]>

/** Was issued once: not a draft that only its office knows. */
export const wasIssued = (state: State = plans.state): SQL => oneOf(state, ISSUED)

/** Done, and kept to be read. */
export const isArchived = (state: State = plans.state): SQL => oneOf(state, ["archived"])

/** Issued by mistake: its words are the office's again. */
export const isWithdrawn = (state: State = plans.state): SQL => oneOf(state, ["withdrawn"])

/** A draft that waits for its approver. */
export const isApproving = (state: State = planDrafts.state): SQL => oneOf(state, ["approving"])

/** A draft that is being corrected. */
export const isDrafted = (state: State = planDrafts.state): SQL => oneOf(state, ["draft"])

/** `seesPlan` as a condition on `plans`: what one may not see, one cannot name. Undefined: no limit. */
export function visibleTo(actor: Actor): SQL | undefined {
  if (isAdministrator(actor)) return sql`0`
  if (actor.link) return ofLink(actor.link)
  if (isLeader(actor)) return undefined
  const places = unitsSeenFrom(actor)
  const offices = holds(actor, "supervisor") ? unitsOf(actor, "supervisor") : []
  if (places.length === 0) return sql`0`
  return or(
    offices.length > 0 ? inArray(plans.supervisingUnitId, offices) : undefined,
    and(
      not(isWithdrawn()),
      or(
        inArray(plans.confirmingUnitId, places),
        sql`exists (select 1 from ${assignments} where ${assignments.planId} = ${plans.id} and ${inArray(assignments.unitId, places)})`,
      ),
    ),
  )
}

/** `visibleTo`, decided once for each plan and not for each row: where there are many rows of few plans. */
export function ofVisiblePlan(actor: Actor, planId: SQLWrapper): SQL | undefined {
  const seen = visibleTo(actor)
  return seen && sql`${planId} in (select ${plans.id} from ${plans} where ${seen})`
}

/** `visibleTo`, and the parts that were handed to the actor as 经办人 (`isHandedTo`): a condition on `plans` and `assignments`. */
export function visibleOrHandedTo(actor: Actor): SQL | undefined {
  const seen = visibleTo(actor)
  if (seen === undefined || actor.link || isAdministrator(actor)) return seen
  return or(seen, and(not(isWithdrawn()), eq(assignments.handlerId, actor.id)))
}

/** A link shows its unit's part of its plan; which round and which reports is for src/reports/links/reach.ts. */
const ofLink = ({ planId, unitId }: LinkBinding): SQL => sql`(${plans.id} = ${planId} and exists (
  select 1 from ${assignments} where ${assignments.planId} = ${plans.id} and ${assignments.unitId} = ${unitId}))`

/** With whose eyes a query is asked that is put together once for everybody (db/compiled.ts). */
export type Eyes = { seesAll: 0 | 1; offices: string; places: string }

export function eyesOf(actor: Actor): Eyes {
  // No page that asks this way is within the reach of a link.
  if (actor.link) return { seesAll: 0, offices: "[]", places: "[]" }
  const offices = isAdministrator(actor) ? [] : unitsOf(actor, "supervisor")
  return {
    seesAll: isLeader(actor) && !isAdministrator(actor) ? 1 : 0,
    offices: JSON.stringify(offices),
    places: JSON.stringify(unitsSeenFrom(actor)),
  }
}

/** `visibleTo` in the one shape that fits every actor. */
export const visible = ({ seesAll, offices, places }: { [K in keyof Eyes]: Placeholder<K> }): SQL => sql`(
  ${seesAll}
  or ${plans.supervisingUnitId} in (select value from json_each(${offices}))
  or ${not(isWithdrawn())} and ${isFrom(places)})`

/** With whose eyes an assignment is looked for: also a 经办人's, and those of whoever came by a link. */
export type Reach = Eyes & { me: number; linkPlan: number; linkUnit: number }

export const reachOf = (actor: Actor): Reach => ({
  ...eyesOf(actor),
  me: actor.link || isAdministrator(actor) ? 0 : actor.id,
  linkPlan: actor.link?.planId ?? 0,
  linkUnit: actor.link?.unitId ?? 0,
})

/** `visibleOrHandedTo` in the one shape that fits every actor. */
export const visibleOrHanded = (given: { [K in keyof Reach]: Placeholder<K> }): SQL => sql`(
  ${visible(given)}
  or ${not(isWithdrawn())} and ${assignments.handlerId} = ${given.me}
  or ${plans.id} = ${given.linkPlan} and exists (
    select 1 from ${assignments} a where a.plan_id = ${plans.id} and a.unit_id = ${given.linkUnit}))`

/** The units of the actor have a part in the plan, or confirm in it. */
const isFrom = (places: Placeholder<"places">): SQL => sql`(
  ${plans.confirmingUnitId} in (select value from json_each(${places}))
  or exists (select 1 from ${assignments} where ${assignments.planId} = ${plans.id}
    and ${assignments.unitId} in (select value from json_each(${places}))))`

/** Had a part in a plan that was withdrawn: is told so, and shown nothing of it. */
export const lostTo = ({ places }: { places: Placeholder<"places"> }): SQL =>
  sql`(${isWithdrawn()} and ${isFrom(places)})`

const among = (unitId: SQLWrapper, unitIds: readonly number[]): SQL =>
  sql`${unitId} in (select value from json_each(${JSON.stringify(unitIds)}))`

const supervisedBy = (actor: Actor): SQL => among(plans.supervisingUnitId, unitsOf(actor, "supervisor"))

/** `seesDrafts` as a condition on `plans` that are seen, and the unit of a row. */
export const draftsSeenBy = (actor: Actor, unitId: SQLWrapper): SQL =>
  sql`(${supervisedBy(actor)} or ${among(unitId, unitsSeenFrom(actor))})`

/** `seesOpinions` as such a condition. */
export const closelySeenBy = (actor: Actor, unitId: SQLWrapper): SQL => sql`(${isLeader(actor) ? 1 : 0}
  or ${draftsSeenBy(actor, unitId)}
  or ${plans.confirmer} = 'unit' and ${unitId} = ${plans.supervisingUnitId}
    and ${among(plans.confirmingUnitId, unitsOf(actor, "head", "supervisor"))})`
