import type { Notice, ReportState } from "#db/schema.ts"
import type { BoardPlan } from "#src/board/standing.ts"
import { type Actor, isLeader } from "#src/office/people/actor.ts"
import { seesDrafts, seesOpinions, seesWords, supervises, unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { seesInstructions } from "#src/supervision/instructions/policy.ts"
import type { Action } from "#src/trail/actions.ts"

/** The words of a version that was sent. */
export type SentWords = {
  achieved: string
  problems: string
  nextSteps: string
  hasDifficulty: boolean
  unchanged: boolean
}

/** A 督办单, as the timeline names it. */
export type NoticeLink = Pick<Notice, "id" | "kind" | "year" | "number">

/** One event on a task, with the assignment's unit it is about (null: the task as a whole). */
export type Happening = {
  id: number
  at: number
  actorName: string
  actingAs: string
  action: Action
  unitId: number | null
  particulars: Record<string, unknown>
  /** The 督办单 it is about. */
  notice: NoticeLink | null
  words: SentWords | null
  /** Of the report, as it stands now; the words are those of its latest version. */
  reportState: ReportState | null
  isLatest: boolean
  /** Taken back before anybody judged it: it has stayed the unit's own. */
  isTakenBack: boolean
}

/** A line of the timeline: what the actor may know of a happening. */
export type Entry = Pick<
  Happening,
  "id" | "at" | "actorName" | "actingAs" | "action" | "unitId" | "words" | "notice"
> & {
  remark: string | null
  answerBy: string | null
  details: Record<string, unknown>
}

/**
 * Who learns that something happened (`fact`) and who reads the remark that came with it (`remark`).
 *
 * plan: everyone who sees the plan. close: the unit, the supervising office and leaders. inner: the unit and the
 * office. within: the unit alone. office: those who take part in 初核 and 复核. units: the task's units, the office and leaders. above: leaders
 * and the office.
 */
type Circle = "plan" | "units" | "close" | "inner" | "within" | "office" | "above"

const SHOWN: Partial<Record<Action, { fact: Circle; remark: Circle }>> = {
  tasks_scheduled: { fact: "plan", remark: "plan" },
  task_staged: { fact: "plan", remark: "plan" },
  assignment_stage_marked: { fact: "plan", remark: "plan" },
  task_leaders_set: { fact: "plan", remark: "plan" },
  task_added: { fact: "plan", remark: "plan" },
  task_changed: { fact: "plan", remark: "plan" },
  assignment_added: { fact: "plan", remark: "inner" },
  assignment_listed: { fact: "plan", remark: "plan" },
  assignment_role_changed: { fact: "plan", remark: "plan" },
  assignment_acknowledged: { fact: "plan", remark: "close" },
  assignment_begun: { fact: "plan", remark: "close" },
  assignment_planned: { fact: "plan", remark: "plan" },
  assignment_handed: { fact: "inner", remark: "inner" },
  assignment_disputed: { fact: "inner", remark: "inner" },
  assignment_upheld: { fact: "inner", remark: "inner" },
  assignment_reassigned: { fact: "plan", remark: "inner" },
  assignment_transferred: { fact: "plan", remark: "close" },
  assignment_absorbed: { fact: "plan", remark: "close" },
  assignment_claimed: { fact: "plan", remark: "close" },
  assignment_claim_withdrawn: { fact: "plan", remark: "close" },
  assignment_closed: { fact: "plan", remark: "close" },
  assignment_year_completed: { fact: "plan", remark: "close" },
  assignment_handed_back: { fact: "close", remark: "close" },
  assignment_rectifying: { fact: "plan", remark: "close" },
  assignment_suspended: { fact: "plan", remark: "plan" },
  assignment_suspension_prolonged: { fact: "plan", remark: "plan" },
  assignment_resumed: { fact: "plan", remark: "plan" },
  assignment_terminated: { fact: "plan", remark: "plan" },
  assignment_reopened: { fact: "plan", remark: "plan" },
  assignment_closure_proposed: { fact: "office", remark: "office" },
  assignment_proposal_declined: { fact: "office", remark: "office" },
  light_overridden: { fact: "plan", remark: "plan" },
  extension_asked: { fact: "close", remark: "close" },
  extension_withdrawn: { fact: "close", remark: "close" },
  // A day that has moved is the plan's business; why it did is not.
  extension_granted: { fact: "plan", remark: "close" },
  extension_refused: { fact: "close", remark: "close" },
  extension_decision_proposed: { fact: "office", remark: "office" },
  extension_proposal_declined: { fact: "office", remark: "office" },
  // 分解落实 is the unit's own; that it was done the office sees with the part.
  breakdown_passed: { fact: "inner", remark: "inner" },
  breakdown_accepted: { fact: "within", remark: "within" },
  breakdown_declined: { fact: "within", remark: "within" },
  breakdown_passed_again: { fact: "within", remark: "within" },
  breakdown_withdrawn: { fact: "inner", remark: "within" },
  breakdown_ended: { fact: "inner", remark: "within" },
  breakdown_urged: { fact: "within", remark: "within" },
  breakdown_report_sent: { fact: "within", remark: "within" },
  breakdown_report_taken_back: { fact: "within", remark: "within" },
  breakdown_report_returned: { fact: "within", remark: "within" },
  breakdown_report_taken_up: { fact: "within", remark: "within" },
  report_sent: { fact: "plan", remark: "close" },
  report_signing: { fact: "inner", remark: "inner" },
  report_signed: { fact: "plan", remark: "close" },
  report_sent_back: { fact: "inner", remark: "inner" },
  report_withdrawn: { fact: "inner", remark: "inner" },
  report_entered: { fact: "plan", remark: "close" },
  report_transferred: { fact: "close", remark: "close" },
  report_accepted: { fact: "plan", remark: "close" },
  report_returned: { fact: "close", remark: "close" },
  report_verdict_proposed: { fact: "office", remark: "office" },
  report_proposal_declined: { fact: "office", remark: "office" },
  // Whoever learned of the verdict learns that it was taken back.
  report_acceptance_undone: { fact: "plan", remark: "close" },
  report_return_undone: { fact: "close", remark: "close" },
  report_proposal_undone: { fact: "office", remark: "office" },
  report_decline_undone: { fact: "office", remark: "office" },
  attachment_added: { fact: "close", remark: "close" },
  attachment_removed: { fact: "close", remark: "close" },
  summary_written: { fact: "units", remark: "units" },
  reminder_made: { fact: "close", remark: "close" },
  instruction_given: { fact: "above", remark: "above" },
  instruction_answered: { fact: "above", remark: "above" },
  instruction_settled: { fact: "above", remark: "above" },
  instruction_reopened: { fact: "above", remark: "above" },
  // Drafts stay with the office; what whoever approved said of one stays between the two.
  notice_issued: { fact: "close", remark: "office" },
  notice_acknowledged: { fact: "close", remark: "close" },
  notice_answered: { fact: "close", remark: "close" },
  notice_taken_back: { fact: "inner", remark: "inner" },
  notice_closed: { fact: "close", remark: "close" },
  notice_failed: { fact: "close", remark: "close" },
  notice_revoked: { fact: "close", remark: "close" },
  notice_transferred: { fact: "close", remark: "close" },
  notice_verdict_proposed: { fact: "office", remark: "office" },
  notice_proposal_declined: { fact: "office", remark: "office" },
}

/** Their events repeat the day that stands, so that a cut-off finds it; to people it says nothing new. */
const KEEPS_ITS_DAY: ReadonlySet<Action> = new Set([
  "notice_acknowledged",
  "notice_answered",
  "notice_taken_back",
  "notice_closed",
  "notice_revoked",
  "extension_granted",
])

type SeenPlan = Pick<BoardPlan, "supervisingUnitId" | "confirmingUnitId">

/** What the actor may know of a happening on a task of these units; null: nothing. */
export function entryFor(
  actor: Actor,
  plan: SeenPlan,
  coUnitIds: readonly number[],
  happening: Happening,
): Entry | null {
  const shown = SHOWN[happening.action]
  const { unitId, particulars, words } = happening
  const within = (circle: Circle) => isWithin(circle, actor, plan, unitId, coUnitIds)
  if (!shown || !within(shown.fact)) return null
  return {
    id: happening.id,
    at: happening.at,
    actorName: happening.actorName,
    actingAs: happening.actingAs,
    action: happening.action,
    unitId,
    notice: happening.notice,
    words: words !== null && unitId !== null && readsWords(actor, plan, happening, unitId, coUnitIds) ? words : null,
    remark: within(shown.remark) ? textIn(particulars, "remark", "reason", "decision", "text") : null,
    answerBy: within(shown.remark) && !KEEPS_ITS_DAY.has(happening.action) ? textIn(particulars, "answerBy") : null,
    details: detailsIn(particulars, within(shown.remark)),
  }
}

function isWithin(
  circle: Circle,
  actor: Actor,
  plan: SeenPlan,
  unitId: number | null,
  coUnitIds: readonly number[],
): boolean {
  switch (circle) {
    case "plan":
      return true
    case "units":
      return seesSummaries(actor, plan, coUnitIds)
    case "above":
      return seesInstructions(actor, plan)
    case "close":
      return unitId === null ? supervises(actor, plan) || isLeader(actor) : seesOpinions(actor, plan, unitId)
    case "inner":
      return unitId === null ? supervises(actor, plan) : seesDrafts(actor, plan, unitId)
    case "within":
      return unitId !== null && unitsSeenFrom(actor).includes(unitId)
    case "office":
      return (
        supervises(actor, plan) ||
        isLeader(actor) ||
        (plan.confirmingUnitId !== null && unitsSeenFrom(actor).includes(plan.confirmingUnitId))
      )
  }
}

/** 综述: made of the units' reports, so for the units of the task, the office and leaders. */
export const seesSummaries = (actor: Actor, plan: SeenPlan, coUnitIds: readonly number[]): boolean =>
  supervises(actor, plan) || isLeader(actor) || unitsSeenFrom(actor).some((own) => coUnitIds.includes(own))

/** A version that another has replaced was never the accepted one: co-units do not read it. */
const readsWords = (
  actor: Actor,
  plan: SeenPlan,
  { reportState, isLatest, isTakenBack }: Happening,
  unitId: number,
  coUnitIds: readonly number[],
): boolean => {
  const state = isLatest && reportState ? reportState : isTakenBack ? "draft" : "returned"
  return seesWords(actor, plan, unitId, state, coUnitIds)
}

function textIn(particulars: Record<string, unknown>, ...keys: string[]): string | null {
  for (const key of keys) {
    const value = particulars[key]
    if (typeof value === "string" && value !== "") return value
  }
  return null
}

/** Facts that belong to the event itself; a file's name is as private as the file. */
const FACTS = [
  "round",
  "unit",
  "instead_of",
  "light",
  "after",
  "before",
  "kind",
  "wording",
  "role",
  "formerBy",
  "grantedBy",
  "authority",
  "untilOn",
  "stage",
  "mergedInto",
]
const PRIVATE_FACTS = ["name", "body", "office", "personInCharge", "wantedBy"]

const detailsIn = (particulars: Record<string, unknown>, all: boolean): Record<string, unknown> =>
  Object.fromEntries(
    [...FACTS, ...(all ? PRIVATE_FACTS : [])].filter((key) => key in particulars).map((key) => [key, particulars[key]]),
  )
