import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { assignments, type ReportState, reports } from "#db/schema.ts"
import { not, oneOf, type StateColumn } from "#db/states.ts"
import { type Actor, isAdministrator } from "#src/office/people/actor.ts"
import { unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { closelySeenBy, draftsSeenBy, isWithdrawn, ofVisiblePlan, visibleTo } from "#src/plans/plan/scope.ts"
import { AFTER_SENDING, INNER, SHUT } from "./workflow.ts"

/* The rules of workflow.ts as conditions on `reports`, or on a row of it by another name. */

type State = StateColumn<ReportState>

/** Neither words nor files of the unit are taken any more. */
export const isShut = (state: State = reports.state): SQL => oneOf(state, SHUT)

/** The move says what became of a version that was sent: judged, or taken back. */
export const followsSending = (state: State): SQL => oneOf(state, AFTER_SENDING)

/** The move made it a draft again. */
export const isTakenBack = (state: State): SQL => oneOf(state, ["draft"])

/** Not sent to the office, or taken back. */
export const isInner = (state: State = reports.state): SQL => oneOf(state, INNER)

const isAccepted = (state: State = reports.state): SQL => oneOf(state, ["accepted"])

/** Handed to the actor as 经办人, who sees it whatever its state. */
const isHanded = (actor: Actor): SQL => sql`(${not(isWithdrawn())} and ${assignments.handlerId} = ${actor.id})`

/**
 * `seesWords`, and the parts that were handed to the actor: a condition on `plans`, `assignments` and `reports` in one. By a
 * link nothing is read this way.
 */
export function wordsSeenBy(actor: Actor): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  const close = closelySeenBy(actor, assignments.unitId)
  const inner = draftsSeenBy(actor, assignments.unitId)
  const ofTask = sql`exists (select 1 from assignments co where co.task_id = ${assignments.taskId}
    and co.unit_id in (select value from json_each(${JSON.stringify(unitsSeenFrom(actor))})))`
  return sql`(${ofVisiblePlan(actor, assignments.planId) ?? sql`1`} and (${close} and (not ${isInner()} or ${inner}) or ${isAccepted()} and ${ofTask})
    or ${isHanded(actor)})`
}

/** `seesEvidence` of a report's files that have not been taken off, and the parts handed to the actor; `reports` may find nothing. */
export function filesSeenBy(actor: Actor, unitId: SQLWrapper): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  const isSent = sql`coalesce(not ${isInner()}, 0)`
  const seen = sql`case when ${isSent} then ${closelySeenBy(actor, unitId)} else ${draftsSeenBy(actor, unitId)} end`
  return sql`(${visibleTo(actor) ?? sql`1`} and ${seen} or ${isHanded(actor)})`
}
