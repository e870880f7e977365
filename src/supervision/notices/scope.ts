import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm"
import { type NoticeState, noticeAnswers, notices, plans } from "#db/schema.ts"
import { not, oneOf, type StateColumn } from "#db/states.ts"
import { isProposed } from "#src/confirming/scope.ts"
import { type Actor, isAdministrator, isLeader, unitsOf } from "#src/office/people/actor.ts"
import { unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { isWithdrawn } from "#src/plans/plan/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { ANSWERED, DRAFTED, ENDED, GIVEN_UP, GOES_UP, INTERNAL, OPEN } from "./workflow.ts"

/* The rules of workflow.ts as conditions on `notices`, or on a row of it by another name. */

type State = StateColumn<NoticeState>

/** Answered, and not judged. */
export const isAnswered = (state: State = notices.state): SQL => oneOf(state, ["answered"])

/** Issued, and neither closed nor revoked. */
export const isOpen = (state: State = notices.state): SQL => oneOf(state, OPEN)

/** Not issued yet. */
export const isDrafted = (state: State = notices.state): SQL => oneOf(state, DRAFTED)

/** 已销号. */
export const isClosed = (state: State = notices.state): SQL => oneOf(state, ["closed"])

/** Ended otherwise than by 销号. */
export const isGivenUp = (state: State = notices.state): SQL => oneOf(state, GIVEN_UP)

/** Has left the office. */
export const isIssued = (state: State = notices.state): SQL => not(oneOf(state, INTERNAL))

/** Was not given up as a draft. */
export const isKept = (state: State = notices.state): SQL => not(oneOf(state, ["discarded"]))

/** Still drafted, or still followed up. */
export const isUnderWay = (state: State = notices.state): SQL => not(oneOf(state, ENDED))

/** Its newest answer lies with the office or has been judged. */
export const hasAnswer = (state: State = notices.state): SQL => oneOf(state, ANSWERED)

/** Waits for its 审定. */
export const isApproving = (state: State = notices.state): SQL => oneOf(state, ["approving"])

/** Answered, and nobody has proposed a verdict yet. */
export const awaitsVerdict = sql`${isAnswered()} and not ${isProposed(subjectOf("notice", notices.id))}`

/** Acknowledged; with an answer it is one whose newest was taken back. */
const isAcknowledged = (state: State = notices.state): SQL => oneOf(state, ["acknowledged"])

const submitted = not(oneOf(notices.state, ["draft", "discarded"]))
/** Of a plan that was withdrawn the units see nothing any more. */
const shown = and(isIssued(), not(isWithdrawn()))

/**
 * Who sees a notice, as a condition on `notices` joined with its plan: the office; once it is submitted also those who
 * may approve it; once it is issued its addressee, whoever has taken it over, leaders, and the unit that confirms what the office does itself.
 */
export function visibleNotices(actor: Actor): SQL {
  if (isAdministrator(actor)) return sql`0`
  const among = (
    column: typeof notices.officeId | typeof notices.unitId | typeof notices.issuedToId,
    units: number[],
  ) => (units.length > 0 ? inArray(column, units) : sql`0`)
  const confirming = unitsOf(actor, "supervisor", "head")
  return (
    or(
      among(notices.officeId, unitsOf(actor, "supervisor")),
      and(submitted, among(notices.officeId, unitsOf(actor, "head"))),
      isLeader(actor) ? submitted : undefined,
      and(shown, or(among(notices.unitId, unitsSeenFrom(actor)), among(notices.issuedToId, unitsSeenFrom(actor)))),
      confirming.length > 0
        ? and(shown, eq(notices.unitId, notices.officeId), inArray(plans.confirmingUnitId, confirming))
        : undefined,
    ) ?? sql`0`
  )
}

/**
 * Who reads an answer, as a condition on `notice_answers` joined with those: one that was taken back is the unit's own again,
 * who prepares the next of it (`mayPrepare`), and the office has had it.
 */
export function answersSeenBy(actor: Actor): SQL {
  const among = (units: number[]) => sql`(select value from json_each(${JSON.stringify(units)}))`
  return sql`(${visibleNotices(actor)} and ${noticeAnswers.number} <= ${notices.latest}
    and (not ${isAcknowledged()} or ${noticeAnswers.number} < ${notices.latest}
      or ${plans.supervisingUnitId} in ${among(unitsOf(actor, "supervisor"))}
      or ${notices.unitId} in ${among(unitsOf(actor, "liaison", "head"))}))`
}

/** Who gets its paper: what goes up is between the office and leaders, and its addressee is told in other words. */
export function visiblePapers(actor: Actor): SQL {
  const offices = unitsOf(actor, "supervisor")
  const inside = or(
    not(inArray(notices.kind, [...GOES_UP])),
    offices.length > 0 ? inArray(notices.officeId, offices) : undefined,
    isLeader(actor) ? sql`1` : undefined,
  )
  return sql`(${visibleNotices(actor)} and (${inside}))`
}
