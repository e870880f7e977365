import type { Report, ReportState } from "#db/schema.ts"
import type { RefusalCode } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"

/*
 * 撤销 of an answer to a report: a slip of the finger at the desk is mended before anybody has acted on it. The answer
 * stays in the trail, and beside it that it was taken back.
 *
 * submitted ── accept, return ──> accepted, returned ── undo ──> submitted
 * submitted ── 初核, or 复核 that declines it ──> submitted, the word open or answered ── undo ──> as it was before
 */

/** So long after it was given, in milliseconds; the last of them counts. */
export const UNDO_FOR = 2 * 60_000

/** What can be undone: where it has brought the report, and how the trail says that it was undone. */
export const UNDOING = {
  report_accepted: { from: "accepted", says: "report_acceptance_undone" },
  report_returned: { from: "returned", says: "report_return_undone" },
  report_verdict_proposed: { from: "submitted", says: "report_proposal_undone" },
  report_proposal_declined: { from: "submitted", says: "report_decline_undone" },
} as const satisfies Partial<Record<Action, { from: ReportState; says: Action }>>

export type Undoable = keyof typeof UNDOING

export const UNDOABLE = Object.keys(UNDOING) as Undoable[]

const isUndoable = (action: string): action is Undoable => action in UNDOING

/** The last event on the report. */
export type LastWord = { action: string; actorId: number | null; at: number }

/** Who asks when; `followed`: the unit or the office has already done something that rests on it. */
export type Asking = { by: number; at: number; followed: boolean }

type Answer = { how: "undo"; what: Undoable } | { how: "refused"; code: RefusalCode }

/** Whether the last word on a report may be undone, and by whom: whoever gave it, for a short while, before it counted. */
export function undoing(last: LastWord | undefined, { by, at, followed }: Asking): Answer {
  if (!last || !isUndoable(last.action)) return refused("undo_followed")
  if (last.actorId !== by) return refused("others_verdict")
  if (at - last.at > UNDO_FOR) return refused("undo_too_late")
  return followed ? refused("undo_followed") : { how: "undo", what: last.action }
}

const refused = (code: RefusalCode): Answer => ({ how: "refused", code })

/** The office's answer as it stands on a report. */
export type StandingVerdict = Pick<Report, "opinion" | "judgedById" | "judgedAt" | "resubmitBy">

const UNJUDGED: StandingVerdict = { opinion: "", judgedById: null, judgedAt: null, resubmitBy: null }

type Told = LastWord & { particulars: Record<string, unknown> }

/** The answer that stands by the trail of a report, oldest first: the latest one that was not undone. */
export function standingVerdict(trail: readonly Told[]): StandingVerdict {
  const standing: StandingVerdict[] = []
  for (const told of trail) {
    if (told.action === "report_accepted" || told.action === "report_returned") standing.push(verdictOf(told))
    else if (told.action === "report_acceptance_undone" || told.action === "report_return_undone") standing.pop()
  }
  return standing.at(-1) ?? UNJUDGED
}

const verdictOf = ({ actorId, at, particulars: { remark, answerBy } }: Told): StandingVerdict => ({
  opinion: typeof remark === "string" ? remark : "",
  judgedById: actorId,
  judgedAt: at,
  resubmitBy: typeof answerBy === "string" ? answerBy : null,
})
