import { type SQL, sql } from "drizzle-orm"
import { attachments, attendances, type DecisionState, decisions, type MeetingState, meetings } from "#db/schema.ts"
import { not, oneOf, type StateColumn, stateOf } from "#db/states.ts"
import { type Actor, isAdministrator, isLeader } from "#src/office/people/actor.ts"
import { yearPlacesOf } from "#src/year/years/policy.ts"
import { keptBy } from "#src/year/years/scope.ts"
import { TOLD, UNDONE } from "./decision_workflow.ts"
import { PAST, TO_COME } from "./workflow.ts"

type State = StateColumn<MeetingState>
type OfDecision = StateColumn<DecisionState>

/** Its day is still to come, or nobody has written down yet how it was. */
export const isToCome = (state: State = meetings.state): SQL => oneOf(state, TO_COME)

/** It has taken place. */
export const isPast = (state: State = meetings.state): SQL => oneOf(state, PAST)

/** Its minutes are being written. */
export const isHeld = (state: State = meetings.state): SQL => oneOf(state, ["held"])

/** Its minutes were issued. */
export const isIssued = (state: State = meetings.state): SQL => oneOf(state, ["issued"])

/** Was called, and waits for its day: units answer. */
export const isCalled = (state: State = meetings.state): SQL => oneOf(state, ["called"])

/** Is in that very state. */
export const meetingIsIn = (state: MeetingState): SQL => sql`${meetings.state} = ${state}`

/** 未办结. */
export const isUndone = (state: OfDecision = decisions.state): SQL => oneOf(state, UNDONE)

/** Stands in minutes that were issued. */
export const wasTold = (state: OfDecision = decisions.state): SQL => oneOf(state, TOLD)

/** The unit has to tell what was done. */
export const awaitsUnit = (state: OfDecision = decisions.state): SQL => oneOf(state, ["open"])

/** The unit has told it, and the office has to say. */
export const isAnswered = (state: OfDecision = decisions.state): SQL => oneOf(state, ["answered"])

/** Was not struck out before the minutes were issued. */
export const isKept = (state: OfDecision = decisions.state): SQL => not(oneOf(state, ["struck"]))

const nobody = (actor: Actor): boolean => isAdministrator(actor) || Boolean(actor.link)
const placesOf = (actor: Actor): SQL => sql`(select value from json_each(${JSON.stringify(yearPlacesOf(actor))}))`

/** The unit is one of the actor's, or one over which it is 行业主管部门 in the meeting's year. */
const isAround = (unit: SQL, actor: Actor): SQL => sql`(${unit} in ${placesOf(actor)}
  or exists (select 1 from bodies ab where ab.year = ${meetings.year} and ab.unit_id = ${unit}
    and ab.supervisor_unit_id in ${placesOf(actor)}))`

/** Others than the office have been told of it. */
const isOut = (): SQL => sql`(${meetings.calledAt} is not null or ${isPast()})`

/**
 * Who sees a meeting, as a condition on `meetings` and `years`: its office; once it was called or held leaders and the units
 * that were called; once its minutes are issued those too that are named in them. With a unit its 行业主管部门.
 */
export function meetingSeenBy(actor: Actor): SQL {
  if (nobody(actor)) return sql`0`
  const around = isLeader(actor)
    ? sql`1`
    : sql`(exists (select 1 from attendances sa where sa.meeting_id = ${meetings.id} and sa.asked and ${isAround(sql`sa.unit_id`, actor)})
      or exists (select 1 from decisions sd where sd.meeting_id = ${meetings.id} and ${wasTold(stateOf("sd"))}
        and ${isAround(sql`sd.unit_id`, actor)}))`
  return sql`(${keptBy(actor)} or ${isOut()} and ${around})`
}

/** Who reads minutes and decisions of a meeting they see: its office; others once they are issued. */
export const minutesReadBy = (actor: Actor): SQL => sql`(${keptBy(actor)} or ${isIssued()})`

/** Reads what a unit answers to a call: itself, its 行业主管部门, the office, leaders. A condition on `attendances` too. */
export function repliesReadBy(actor: Actor): SQL {
  if (nobody(actor)) return sql`0`
  if (isLeader(actor)) return sql`1`
  return sql`(${keptBy(actor)} or ${isAround(sql`${attendances.unitId}`, actor)})`
}

/** Who sees a decision: whoever sees its meeting and reads its minutes. A condition on `decisions` too. */
export const decisionSeenBy = (actor: Actor): SQL =>
  sql`(${meetingSeenBy(actor)} and ${isKept()} and (${keptBy(actor)} or ${wasTold()}))`

/** `readsAnswers` as a condition on `decisions`, `meetings` and `years`. */
export function answersReadBy(actor: Actor): SQL {
  if (nobody(actor)) return sql`0`
  if (isLeader(actor)) return sql`1`
  return sql`(${keptBy(actor)} or ${isAround(sql`${decisions.unitId}`, actor)})`
}

/** `isLate` as a condition: what stands was told, or nothing until today, after its day. */
export const isOverdue = (today: string): SQL => sql`(${decisions.dueBy} is not null and ${wasTold()}
  and ${not(oneOf(decisions.state, ["dropped"]))}
  and coalesce(${decisions.answeredOn}, ${decisions.closedOn}, ${today}) > ${decisions.dueBy})`

/** What waits for the office that keeps the year. */
export const decisionsWaiting = (actor: Actor): SQL => sql`(${isAnswered()} and ${keptBy(actor)})`

/** A file came with the call, and not with the minutes: a condition on `attachments` and `meetings`. */
export const cameWithCall = (): SQL => sql`(${meetings.heldAt} is null or ${attachments.addedAt} < ${meetings.heldAt})`

/** Files that are read: by the office all, by others those of the call, and of the minutes once these are issued. */
export const fileReadBy = (actor: Actor): SQL => sql`(${minutesReadBy(actor)} or ${cameWithCall()})`
