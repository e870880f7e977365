import { createClient } from "@libsql/client"
import { type SQL, sql } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { database } from "#db/database.ts"
import * as schema from "#db/schema.ts"
import {
  ACTIVITY_STATES,
  APPRAISAL_STATES,
  ASSIGNMENT_STATES,
  BREAKDOWN_REPORT_STATES,
  BREAKDOWN_STATES,
  BULLETIN_STATES,
  CASE_STATES,
  COMMENT_STATES,
  CONCLUSION_STATES,
  CONSULTATION_STATES,
  DECISION_STATES,
  DOCUMENT_STATES,
  DRAFT_RULE_STATES,
  EXTENSION_STATES,
  HANDOVER_STATES,
  INSPECTION_STATES,
  INSTRUCTION_STATES,
  LEDGER_IMPORT_STATES,
  MEETING_STATES,
  NOTICE_STATES,
  OFFER_STATES,
  ORDER_STATES,
  PLAN_STATES,
  RELEASE_STATES,
  REPORT_STATES,
  RESET_STATES,
  RESOURCE_STATES,
  STANDARD_STATES,
  SUGGESTION_STATES,
  TARGET_STATES,
} from "#db/schema.ts"
import type { StateColumn } from "#db/states.ts"
import * as handovers from "#src/office/handovers/scope.ts"
import * as handoverRules from "#src/office/handovers/workflow.ts"
import * as resets from "#src/office/resets/scope.ts"
import * as resetRules from "#src/office/resets/workflow.ts"
import * as bulletins from "#src/outward/bulletins/scope.ts"
import * as bulletinRules from "#src/outward/bulletins/workflow.ts"
import * as comments from "#src/outward/comments/scope.ts"
import * as commentRules from "#src/outward/comments/workflow.ts"
import * as returns from "#src/outward/ledger/returning/scope.ts"
import * as releases from "#src/outward/public/scope.ts"
import * as releaseRules from "#src/outward/public/workflow.ts"
import * as awaited from "#src/owing/awaited.ts"
import * as owing from "#src/owing/scope.ts"
import * as deadlines from "#src/plans/assignments/deadline_scope.ts"
import * as assignments from "#src/plans/assignments/scope.ts"
import * as assignmentRules from "#src/plans/assignments/workflow.ts"
import * as consultations from "#src/plans/consultations/scope.ts"
import * as consultationRules from "#src/plans/consultations/workflow.ts"
import * as plans from "#src/plans/plan/scope.ts"
import * as reportedRules from "#src/plans/rounds/reported.ts"
import * as reported from "#src/plans/rounds/reported_scope.ts"
import * as breakdowns from "#src/reports/breakdowns/scope.ts"
import * as breakdownRules from "#src/reports/breakdowns/workflow.ts"
import * as reports from "#src/reports/report/scope.ts"
import * as reportRules from "#src/reports/report/workflow.ts"
import * as inspections from "#src/supervision/inspections/scope.ts"
import * as instructions from "#src/supervision/instructions/scope.ts"
import * as instructionRules from "#src/supervision/instructions/workflow.ts"
import * as notices from "#src/supervision/notices/scope.ts"
import * as noticeRules from "#src/supervision/notices/workflow.ts"
import * as silence from "#src/supervision/silence/scope.ts"
import * as running from "#src/trail/running.ts"
import * as trail from "#src/trail/scope.ts"
import * as activities from "#src/year/activities/scope.ts"
import * as activityRules from "#src/year/activities/workflow.ts"
import * as appraisals from "#src/year/appraisals/scope.ts"
import * as appraisalRules from "#src/year/appraisals/workflow.ts"
import * as cases from "#src/year/cases/scope.ts"
import * as caseRules from "#src/year/cases/workflow.ts"
import * as documents from "#src/year/documents/scope.ts"
import * as documentRules from "#src/year/documents/workflow.ts"
import * as dutyRules from "#src/year/duties/policy.ts"
import * as duties from "#src/year/duties/scope.ts"
import * as decisionRules from "#src/year/meetings/decision_workflow.ts"
import * as meetings from "#src/year/meetings/scope.ts"
import * as meetingRules from "#src/year/meetings/workflow.ts"
import * as orders from "#src/year/orders/scope.ts"
import * as orderRules from "#src/year/orders/workflow.ts"
import * as resources from "#src/year/resources/scope.ts"
import * as resourceRules from "#src/year/resources/workflow.ts"
import * as rules from "#src/year/rules/scope.ts"
import * as ruleRules from "#src/year/rules/workflow.ts"
import * as suggestions from "#src/year/suggestions/scope.ts"
import { sources } from "./sources.ts"

/*
 * Every condition on a state stands once, in the scope.ts of its capability. It is held here against what it means: the
 * states written out from design.md 4, and the pure rule where there is one.
 */

/** The conditions that stand in the table. */
const HELD = new Set<unknown>()

type Row = { name: string; asked: readonly { state: string; condition: SQL }[]; holds: readonly string[] }

/** One condition, asked of every state of its machine; `holds` are those of which it is true. */
function held<State extends string>(
  name: string,
  states: readonly State[],
  condition: (state: StateColumn<State>) => SQL,
  holds: readonly NoInfer<State>[] | ((state: State) => boolean),
): Row {
  HELD.add(condition)
  return {
    name,
    asked: states.map((state) => ({ state, condition: condition(sql<State>`${state}`) })),
    holds: typeof holds === "function" ? states.filter(holds) : holds,
  }
}

const ROWS: Row[] = [
  held("a plan runs", PLAN_STATES, trail.isRunning, ["issued"]),
  held("… by the rule", PLAN_STATES, trail.isRunning, running.isRunning),
  held("a plan was issued", PLAN_STATES, plans.wasIssued, ["issued", "withdrawn", "archived"]),
  held("a plan is archived", PLAN_STATES, plans.isArchived, ["archived"]),
  held("a plan was withdrawn", PLAN_STATES, plans.isWithdrawn, ["withdrawn"]),
  held("a draft waits for its approver", PLAN_STATES, plans.isApproving, ["approving"]),
  held("a draft is being corrected", PLAN_STATES, plans.isDrafted, ["draft"]),

  held("a document waits for the office", DOCUMENT_STATES, documents.isFiled, ["filed"]),
  held("a document is with the office", DOCUMENT_STATES, documents.isWithOffice, documentRules.isWithOffice),
  held("… written out", DOCUMENT_STATES, documents.isWithOffice, ["filed", "recorded", "released", "withdrawn"]),
  held("a document was recorded", DOCUMENT_STATES, documents.isRecorded, ["recorded", "released", "withdrawn"]),
  held("… by the rule", DOCUMENT_STATES, documents.isRecorded, documentRules.isRecorded),

  held("a cycle has begun", APPRAISAL_STATES, appraisals.hasBegun, [
    "scoring",
    "panel",
    "confirming",
    "published",
    "closed",
  ]),
  held("jurors score", APPRAISAL_STATES, appraisals.takesBallots, ["panel"]),
  held("units write on their sheets", APPRAISAL_STATES, appraisals.isOfSelf, ["scoring"]),
  held("results are decided on", APPRAISAL_STATES, appraisals.isDecidedOn, appraisalRules.isDecided),
  held("a cycle has begun, by the rule", APPRAISAL_STATES, appraisals.hasBegun, appraisalRules.isBegun),
  held("results are not announced", APPRAISAL_STATES, appraisals.isUnsettled, (state) => !appraisalRules.isOut(state)),
  held("a sheet is to be submitted", TARGET_STATES, appraisals.isUnsubmitted, ["pending", "returned"]),
  held("a standard is opened", STANDARD_STATES, appraisals.isOpen, ["open"]),

  held("a list is written on", DOCUMENT_STATES, duties.isDrafted, ["draft"]),
  held("… by the rule", DOCUMENT_STATES, duties.isDrafted, dutyRules.isOpenList),

  held("a part is out of every rate", ASSIGNMENT_STATES, assignments.isOut, ["suspended", "terminated"]),
  held("… by the rule", ASSIGNMENT_STATES, assignments.isOut, assignmentRules.isOut),
  held("a part reports", ASSIGNMENT_STATES, assignments.isReporting, ["awaiting", "active", "claimed", "rectifying"]),
  held("… by the rule", ASSIGNMENT_STATES, assignments.isReporting, assignmentRules.isReporting),
  held("a part owes the task's day", ASSIGNMENT_STATES, assignments.isHeldToDeadline, ["awaiting", "active"]),
  held("… by the rule", ASSIGNMENT_STATES, assignments.isHeldToDeadline, assignmentRules.isHeldToDeadline),
  held("a part is on 我的待办", ASSIGNMENT_STATES, assignments.isToBeAnswered, ["awaiting", "rectifying", "disputed"]),
  held("a word is the unit's to say", ASSIGNMENT_STATES, silence.isSpeaking, ["awaiting", "active", "rectifying"]),
  held("a part is being rectified", ASSIGNMENT_STATES, assignments.isRectifying, ["rectifying"]),
  held("a part waits for 销号", ASSIGNMENT_STATES, assignments.isClaimed, ["claimed"]),
  held("a part's 异议 waits", ASSIGNMENT_STATES, assignments.isDisputed, ["disputed"]),
  held("a part is unfinished", ASSIGNMENT_STATES, assignments.isUnfinished, [
    "awaiting",
    "active",
    "claimed",
    "rectifying",
    "disputed",
    "suspended",
  ]),
  held("… by the rule", ASSIGNMENT_STATES, assignments.isUnfinished, assignmentRules.isUnfinished),
  held("a part is suspended", ASSIGNMENT_STATES, assignments.isSuspended, ["suspended"]),
  held("a part waits for 签收", ASSIGNMENT_STATES, assignments.isAwaiting, ["awaiting"]),
  held("a part was said to be done", ASSIGNMENT_STATES, assignments.saysDone, ["claimed", "rectifying", "closed"]),
  held("a part has ended without 销号", ASSIGNMENT_STATES, assignments.isTerminated, ["terminated"]),

  held("a report is with the office", REPORT_STATES, reported.isReported, ["submitted", "accepted"]),
  held("… by the rule", REPORT_STATES, reported.isReported, reportedRules.isReported),
  held("a report is not", REPORT_STATES, reported.isUnreported, ["draft", "signing", "returned"]),
  held("a report is with the unit", REPORT_STATES, reported.isWithUnit, ["draft", "signing", "returned"]),
  held("a report waits for the head", REPORT_STATES, reported.isSigning, ["signing"]),
  held("a report is no longer written", REPORT_STATES, reports.isShut, (state) => !reportRules.isOpen(state)),
  held("a report came back", REPORT_STATES, reported.isReturned, ["returned"]),
  held("a report waits for a verdict", REPORT_STATES, reported.awaitsVerdict, ["submitted"]),
  held("a report is still the unit's own", REPORT_STATES, reports.isInner, ["draft", "signing"]),
  held("a move follows the sending", REPORT_STATES, reports.followsSending, ["draft", "accepted", "returned"]),
  held("a move takes the report back", REPORT_STATES, reports.isTakenBack, ["draft"]),

  held("a meeting is to come", MEETING_STATES, meetings.isToCome, ["planned", "called"]),
  held("… by the rule", MEETING_STATES, meetings.isToCome, meetingRules.isToCome),
  held("a meeting has taken place", MEETING_STATES, meetings.isPast, ["held", "issued"]),
  held("… by the rule", MEETING_STATES, meetings.isPast, meetingRules.isPast),
  held("minutes are being written", MEETING_STATES, meetings.isHeld, ["held"]),
  held("minutes were issued", MEETING_STATES, meetings.isIssued, ["issued"]),
  held("units answer a call", MEETING_STATES, meetings.isCalled, ["called"]),
  held("a decision is not done", DECISION_STATES, meetings.isUndone, ["open", "answered"]),
  held("… by the rule", DECISION_STATES, meetings.isUndone, decisionRules.isUndone),
  held("a decision was told", DECISION_STATES, meetings.wasTold, ["open", "answered", "closed", "dropped"]),
  held("… by the rule", DECISION_STATES, meetings.wasTold, decisionRules.isTold),
  held("a decision waits for its unit", DECISION_STATES, meetings.awaitsUnit, ["open"]),
  held("a decision waits for the office", DECISION_STATES, meetings.isAnswered, ["answered"]),
  held("a decision was not struck out", DECISION_STATES, meetings.isKept, (state) => state !== "struck"),

  held("a suggestion is to be answered", SUGGESTION_STATES, suggestions.isOpen, ["open"]),
  held("a suggestion was answered", SUGGESTION_STATES, suggestions.isAnswered, ["answered"]),
  held("a suggestion was not discarded", SUGGESTION_STATES, suggestions.isKept, ["open", "answered", "closed"]),

  held("the public is asked about a 草案", DRAFT_RULE_STATES, rules.isConsulting, ["consulting"]),
  held("… by the rule", DRAFT_RULE_STATES, rules.isConsulting, (state) => ruleRules.canMove(state, "tell")),

  held("an offer can be ordered", OFFER_STATES, orders.isOffered, ["open"]),
  held("… by the rule", OFFER_STATES, orders.isOffered, (state) => orderRules.canMoveOffer(state, "close")),
  held("an order waits for whoever offers", ORDER_STATES, orders.isOrdered, ["ordered"]),
  held("an order is to be held", ORDER_STATES, orders.isAccepted, ["accepted"]),
  held("… by the rule", ORDER_STATES, orders.isAccepted, (state) => orderRules.canMove(state, "finish")),
  held("an order was held", ORDER_STATES, orders.isDone, ["done"]),
  held("an order is under way", ORDER_STATES, orders.isUnderWay, ["ordered", "accepted"]),
  held("… by the rule", ORDER_STATES, orders.isUnderWay, (state) => orderRules.canMove(state, "cancel")),

  held("a 普法资源 is in use", RESOURCE_STATES, resources.isInUse, ["in_use"]),
  held("… by the rule", RESOURCE_STATES, resources.isInUse, (state) => resourceRules.canMove(state, "end")),

  held("an activity was held", ACTIVITY_STATES, activities.isHeld, ["held"]),
  held("an activity counts or is to come", ACTIVITY_STATES, activities.isKept, ["planned", "held"]),
  held("… by the rule", ACTIVITY_STATES, activities.isKept, activityRules.isKept),

  held("a notice awaits an answer", NOTICE_STATES, owing.awaitsAnswer, ["issued", "acknowledged", "failed"]),
  held("… by the rule", NOTICE_STATES, owing.awaitsAnswer, awaited.isAwaitingAnswer),
  held("a notice is answered", NOTICE_STATES, notices.isAnswered, ["answered"]),
  held("a notice is open", NOTICE_STATES, notices.isOpen, ["issued", "acknowledged", "answered", "failed"]),
  held("a notice has left the office", NOTICE_STATES, notices.isIssued, [
    "issued",
    "acknowledged",
    "answered",
    "closed",
    "failed",
    "revoked",
  ]),
  held("… by the rule", NOTICE_STATES, notices.isIssued, (state) => !noticeRules.isInternal(state)),
  held("a notice is drafted", NOTICE_STATES, notices.isDrafted, ["draft", "approving"]),
  held("a notice waits for 审定", NOTICE_STATES, notices.isApproving, ["approving"]),
  held("a notice is closed", NOTICE_STATES, notices.isClosed, ["closed"]),
  held("a notice was given up", NOTICE_STATES, notices.isGivenUp, ["revoked", "discarded"]),
  held("a notice was kept", NOTICE_STATES, notices.isKept, (state) => state !== "discarded"),
  held("a notice is under way", NOTICE_STATES, notices.isUnderWay, [
    "draft",
    "approving",
    "issued",
    "acknowledged",
    "answered",
    "failed",
  ]),
  held("a notice has an answer", NOTICE_STATES, notices.hasAnswer, ["answered", "closed", "failed"]),

  held("an extension is asked for", EXTENSION_STATES, deadlines.isAsked, ["asked"]),
  held("an extension is granted", EXTENSION_STATES, deadlines.isGranted, ["granted"]),

  held("a lower body is asked", BREAKDOWN_STATES, breakdowns.isAsked, ["passed", "accepted"]),
  held("… by the rule", BREAKDOWN_STATES, breakdowns.isAsked, breakdownRules.isAsked),
  held("a breakdown is open", BREAKDOWN_STATES, breakdowns.isOpen, ["passed", "accepted", "declined"]),
  held("… by the rule", BREAKDOWN_STATES, breakdowns.isOpen, breakdownRules.isOpen),
  held("a breakdown was kept", BREAKDOWN_STATES, breakdowns.isKept, (state) => state !== "withdrawn"),
  held("a breakdown waits for 签收", BREAKDOWN_STATES, breakdowns.isPassed, (state) =>
    breakdownRules.canMove(state, "accept"),
  ),
  held("a breakdown came back", BREAKDOWN_STATES, breakdowns.isDeclined, ["declined"]),
  held("a lower report has come", BREAKDOWN_REPORT_STATES, breakdowns.isSent, ["sent"]),
  held("… by the rule", BREAKDOWN_REPORT_STATES, breakdowns.isSent, breakdownRules.isSent),
  held("a lower report has not", BREAKDOWN_REPORT_STATES, breakdowns.isUnsent, ["draft", "returned"]),

  held("a 回传 waits to be looked through", LEDGER_IMPORT_STATES, returns.isPending, ["open"]),
  held("an instruction runs", INSTRUCTION_STATES, instructions.isRunning, ["open", "answered"]),
  held("an instruction waits for the office", INSTRUCTION_STATES, instructions.awaitsReply, ["open"]),
  held("an answer waits for the leader", INSTRUCTION_STATES, instructions.awaitsReading, ["answered"]),
  held("… by the rule", INSTRUCTION_STATES, instructions.awaitsReading, (state) =>
    instructionRules.canMove(state, "settle"),
  ),

  held("a paper is being written", BULLETIN_STATES, bulletins.isDraft, ["draft"]),
  held("… by the rule", BULLETIN_STATES, bulletins.isDraft, bulletinRules.isDraft),
  held("a case is written by its unit", CASE_STATES, cases.isWritten, ["collected", "edited", "studied", "returned"]),
  held("… by the rule", CASE_STATES, cases.isWritten, caseRules.isWritten),
  held("a case is with the office", CASE_STATES, cases.isWithOffice, ["reported", "approved"]),
  held("… by the rule", CASE_STATES, cases.isWithOffice, caseRules.isWithOffice),
  held("a case counts as 已报送", CASE_STATES, cases.isSent, ["reported", "approved", "published"]),
  held("… by the rule", CASE_STATES, cases.isSent, caseRules.isSent),
  held("a case is out", CASE_STATES, cases.isOut, caseRules.isOut),
  held("a case was kept", CASE_STATES, cases.isKept, (state) => state !== "discarded"),
  held("a paper has left the office", BULLETIN_STATES, bulletins.isOutside, ["issued", "withdrawn"]),
  held("… by the rule", BULLETIN_STATES, bulletins.isOutside, bulletinRules.isOutside),
  held("a paper waits for a leader", BULLETIN_STATES, bulletins.awaitsApproval, (state) =>
    bulletinRules.canMove(state, "approve"),
  ),
  held("a paper's words were sent", BULLETIN_STATES, bulletins.isSent, [
    "approving",
    "approved",
    "issued",
    "withdrawn",
  ]),
  held("a paper was taken back", BULLETIN_STATES, bulletins.isTakenBack, ["withdrawn"]),
  held("a paper was kept", BULLETIN_STATES, bulletins.isKept, (state) => state !== "discarded"),

  held("a comment waits to be answered", COMMENT_STATES, comments.isReceived, (state) =>
    commentRules.canMove(state, "answer"),
  ),
  held("a comment can be read by everybody", COMMENT_STATES, comments.isShown, (state) =>
    commentRules.canMove(state, "hide"),
  ),
  held("a release is on its way", RELEASE_STATES, releases.isOpen, ["prepared", "checked"]),
  held("… by the rule", RELEASE_STATES, releases.isOpen, releaseRules.isOpen),
  held("a release waits for a second person", RELEASE_STATES, releases.isPrepared, (state) =>
    releaseRules.canMove(state, "check"),
  ),
  held("a release can be read by everybody", RELEASE_STATES, releases.isReleased, ["released"]),
  held("a release could be read once", RELEASE_STATES, releases.wasOut, ["released", "replaced", "withdrawn"]),
  held("… by the rule", RELEASE_STATES, releases.wasOut, releaseRules.wasOut),
  held("a release stands at its address", RELEASE_STATES, releases.isAtAddress, ["released", "withdrawn"]),
  held("… by the rule", RELEASE_STATES, releases.isAtAddress, releaseRules.isAtAddress),
  held("a release is found", RELEASE_STATES, releases.isFindable, ["prepared", "checked", "released", "withdrawn"]),
  held("… by the rule", RELEASE_STATES, releases.isFindable, releaseRules.isFindable),

  held("a handover waits for the 安全管理员", HANDOVER_STATES, handovers.awaitsConfirmation, ["proposed"]),
  held("… by the rule", HANDOVER_STATES, handovers.awaitsConfirmation, (state) =>
    handoverRules.canMove(state, "confirm"),
  ),

  held("a reset is under way", RESET_STATES, resets.isOpen, ["asked", "confirmed"]),
  held("… by the rule", RESET_STATES, resets.isOpen, (state) => resetRules.canMove(state, "withdraw")),

  held("units may answer a 征求意见稿", CONSULTATION_STATES, consultations.isOpen, ["open"]),
  held("… by the rule", CONSULTATION_STATES, consultations.isOpen, consultationRules.isOpen),
  held("units may read a 征求意见稿", CONSULTATION_STATES, consultations.isShown, ["open", "closed", "issued"]),
  held("… by the rule", CONSULTATION_STATES, consultations.isShown, consultationRules.isShown),

  held("an inspection is drafted", INSPECTION_STATES, inspections.isDraft, ["draft"]),
  held("an inspection is under way", INSPECTION_STATES, inspections.isUnderway, ["underway"]),
  held("a conclusion is objected to", CONCLUSION_STATES, inspections.isObjected, ["objected"]),
  held("a conclusion is unread", CONCLUSION_STATES, inspections.isUnread, ["fed_back"]),
]

const nothing = database(createClient({ url: ":memory:" }))

async function answers(condition: SQL): Promise<boolean> {
  const [[row]] = await nothing.read([
    nothing.db.select({ holds: sql<number>`coalesce(${condition}, 0)` }).from(sql`(select 1)`),
  ])
  return row?.holds === 1
}

test.each(ROWS.map((row) => [row.name, row] as const))("%s", async (_, { asked, holds }) => {
  for (const { state, condition } of asked)
    expect([state, await answers(condition)]).toEqual([state, holds.includes(state)])
})

const isScope = (path: string) => /[/_]scope\.ts$/.test(path)

/** Conditions on who asks, on other rows, or on no state. */
const OTHERWISE = [
  "visibleTo",
  "ofVisiblePlan",
  "visibleOrHandedTo",
  "holdsTwoPersonPost",
  "lostTo",
  "hasEnded",
  "visible",
  "eyesOf",
  "reachOf",
  "visibleOrHanded",
  "draftsSeenBy",
  "closelySeenBy",
  "wordsSeenBy",
  "wasHeld",
  "filesSeenBy",
  "summariesSeenBy",
  "visibleNotices",
  "answersSeenBy",
  "isBetween",
  "sentSeenBy",
  "visiblePapers",
  "visibleBulletins",
  "readableBulletins",
  "isBeingWritten",
  "isThawed",
  "src/outward/bulletins/scope.ts approvable",
  "visibleConsultations",
  "instructionsSeenBy",
  "extensionOf",
  "isReportAsked",
  "isReportOwed",
  "isOwed",
  "partOf",
  "unreported",
  "doneYear",
  "stageStanding",
  "nextStageAt",
  "stageCountAt",
  "currentRound",
  "lastWord",
  "restedOn",
  "mayNeedAttention",
  "lockSince",
  "failuresAt",
  "failuresFrom",
  "isRoom",
  "lastFailure",
  "isInUse",
  "formerNames",
  "contactsSeenBy",
  "isSignedOut",
  "isAuditor",
  "hasLostPost",
  "isOfKind",
  "isOfSubject",
  "isBelow",
  "reportNamed",
  "isOfReport",
  "src/office/attempts/scope.ts isOpen",
  "src/confirming/scope.ts isOpen",
  "isProposed",
  "confirmable",
  "isOfPart",
  "broughtTo",
  "keptBy",
  "casesSeenBy",
  "versionsReadBy",
  "titleReadBy",
  "casesIn",
  "awaitsOffice",
  "namesLaw",
  "standsIn",
  "yearSeenBy",
  "bodySeenBy",
  "takesPart",
  "hasGaps",
  "bodiesIn",
  "lawsIn",
  "byRank",
  "groupSeenBy",
  "src/year/groups/scope.ts isKept",
  "isSetKept",
  "activitySeenBy",
  "isShut",
  "isFiledLast",
  "isRecordedLast",
  "isListed",
  "isOwnDuty",
  "countsIn",
  "src/year/orders/scope.ts isDue",
  "ordersWaiting",
  "dutyReadBy",
  "filedDutySeenBy",
  "isStruck",
  "isUnclear",
  "hasRepealed",
  "hasDay",
  "isCarriable",
  "dutiesIn",
  "documentSeenBy",
  "isOpenOutside",
  "isDraftRead",
  "filedReadBy",
  "isGiverInvited",
  "suggestionSeenBy",
  "hasLeft",
  "toRecord",
  "isOfYear",
  "countsAsThemed",
  "isInState",
  "src/outward/comments/scope.ts awaitsAnswer",
  "commentSeenBy",
  "isPublicPlan",
  "mayBeNamed",
  "mayBeShown",
  "releasedBy",
  "awaitsChecker",
  "versionSeenBy",
  "hasRecordedPlan",
  "isListOut",
  "isNewestRecorded",
  "meetingIsIn",
  "orderIsIn",
  "orderSeenBy",
  "isNamed",
  "resultSeenBy",
  "isOfOffice",
  "resourceSeenBy",
  "resourceSeenSomewhere",
  "suggestionIsIn",
  "suggestionsWaiting",
  "isDue",
  "untoldReadBy",
  "isResultRead",
  "isResultOpen",
  "wasTold",
  "isUnexplained",
  "verifyingIn",
  "toVerify",
  "isBegun",
  "isUnclaimed",
  "stands",
  "standardSeenBy",
  "lastDrawn",
  "isDrawn",
  "hasOtherKey",
  "targetsOf",
  "isObjected",
  "isObjectedIn",
  "lastObjection",
  "isOtherThanAt",
  "objectsUntil",
  "awaitsReview",
  "isScored",
  "newerDraw",
  "isNoted",
  "recordStands",
  "sourceOf",
  "cameOf",
  "recordSeenBy",
  "isOutdated",
  "targetSeenBy",
  "surveySeenBy",
  "meetingSeenBy",
  "minutesReadBy",
  "repliesReadBy",
  "decisionSeenBy",
  "answersReadBy",
  "isOverdue",
  "decisionsWaiting",
  "cameWithCall",
  "fileReadBy",
]

test("every condition on a state is held above", async () => {
  const scopes = sources("src").filter(({ path }) => isScope(path))
  expect(scopes.length).toBeGreaterThan(15)
  for (const { path } of scopes) {
    const scope: Record<string, unknown> = await import(new URL(`../../${path}`, import.meta.url).href)
    for (const [name, value] of Object.entries(scope))
      if (typeof value === "function" && !OTHERWISE.includes(name) && !OTHERWISE.includes(`${path} ${name}`))
        expect(HELD, `${path} ${name}`).toContain(value)
  }
})

describe("nowhere else", () => {
  const STATES = new Set(
    Object.entries(schema).flatMap(([name, value]) =>
      /_(STATES|OUTCOMES)$/.test(name) ? (value as readonly string[]) : [],
    ),
  )
  const elsewhere = sources("src").filter(({ path }) => !isScope(path))

  test("the states are read from the schema", () => {
    expect([...STATES]).toEqual(expect.arrayContaining(["rectifying", "signing", "failed", "objected", "issued"]))
  })

  test("does a state stand inside SQL", () => {
    // Our own strings have double quotes: a single one is SQL's.
    const found = elsewhere.flatMap(({ path, text }) =>
      [...text.matchAll(/'(\w+)'/g)].flatMap(([, name = ""]) => (STATES.has(name) ? [`${path}: '${name}'`] : [])),
    )
    expect(found).toEqual([])
  })

  test("is a column of states compared", () => {
    const COMPARED = /\b(?:eq|ne|inArray|notInArray|oneOf)\(\s*(?:unindexed\()?\w+\.(?:state|outcome)\b/
    expect(elsewhere.filter(({ text }) => COMPARED.test(text)).map(({ path }) => path)).toEqual([])
    expect(COMPARED.test('eq(\n  notices.state, "issued")')).toBe(true)
  })
})
