import type { AssignmentState } from "#db/schema.ts"
import { isHeldToDeadline, isReporting } from "#src/plans/assignments/workflow.ts"
import { isReported, type ReportStanding } from "#src/plans/rounds/reported.ts"

/*
 * By when something is owed, whether it still is, whether it is late: for board, 我的待办, desk, reminders, papers, links
 * and calendar alike. scope.ts says the same in SQL, and a test holds the two together over all states.
 */

/** What one part of a plan may owe, in the order in which a light names it. */
export const OWED = ["resubmission", "report", "rectification", "notice", "stage", "deadline"] as const
export type What = (typeof OWED)[number]
/** What is owed at all: to the office, or by a lower body to the unit that passed its part on (src/reports/breakdowns). */
export type OwedThing = What | "breakdown"
export type Owing = { what: What; by: string }

export type OwingFacts = {
  state: AssignmentState
  /** Due day of the round's report; null when the round asks for none, or does not take it any more. */
  reportDueBy: string | null
  standing: ReportStanding
  /** Set with the return, and standing until the office has the report again. */
  resubmitBy: string | null
  rectifyBy: string | null
  /** The earliest day of the 督办单 that the unit has not answered. */
  noticeBy: string | null
  /** Day of the first 阶段 that the part has not reached; none: the task has no stages, or all are reached. */
  stageBy?: string | null
  /** `deadlineOf` the task for this unit. */
  deadlineBy: string | null
}

/** 迟报: sent after the round's figures were frozen; a cut-off whose instant has not come yet makes nobody late. */
export const isAfterCutOff = (at: number, { cutOffAt }: { cutOffAt: number | null }): boolean =>
  cutOffAt !== null && at > cutOffAt

/** The same of a report, by when the office had it first. */
export const isReportedLate = (
  { firstSubmittedAt }: { firstSubmittedAt: number | null },
  round: { cutOffAt: number | null },
): boolean => firstSubmittedAt !== null && isAfterCutOff(firstSubmittedAt, round)

/** A day is kept until its end (24:00). */
export const isLate = (by: string, today: string): boolean => by < today

/** Returned, and not with the office again: what was withdrawn or waits for the head's signature is owed by the same day. */
export const owesAgain = ({ standing, resubmitBy }: Pick<OwingFacts, "standing" | "resubmitBy">): boolean =>
  standing === "returned" || (resubmitBy !== null && !isReported(standing))

/** A round takes first reports while it is open or the newest of its plan; what has once come to it, always. */
export const isTaken = (round: { isOpen: boolean; isNewest: boolean }, standing: ReportStanding): boolean =>
  round.isOpen || round.isNewest || standing !== "none"

/** Everything that a part owes, each with its day. */
export function owings(facts: OwingFacts): Owing[] {
  const { state } = facts
  const days: Record<What, string | null> = {
    resubmission: owesReport(facts) && owesAgain(facts) ? (facts.resubmitBy ?? facts.reportDueBy) : null,
    report: owesReport(facts) && !owesAgain(facts) ? facts.reportDueBy : null,
    rectification: state === "rectifying" ? facts.rectifyBy : null,
    notice: facts.noticeBy,
    stage: isHeldToDeadline(state) ? (facts.stageBy ?? null) : null,
    deadline: isHeldToDeadline(state) ? facts.deadlineBy : null,
  }
  return OWED.flatMap((what) => {
    const by = days[what]
    return by === null ? [] : [{ what, by }]
  })
}

const owesReport = ({ state, standing }: OwingFacts) => isReporting(state) && !isReported(standing)
