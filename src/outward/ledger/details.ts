import type { Notice, ReportState } from "#db/schema.ts"
import type { BoardAssignment, BoardPlan } from "#src/board/standing.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { seesOpinions, seesWords } from "#src/plans/plan/policy.ts"
import { isReported } from "#src/plans/rounds/reported.ts"
import { seesSummaries } from "#src/plans/summaries/policy.ts"

/** What stands in the database of one part in a round, and what was said before it. */
export type DetailRow = {
  assignmentId: number
  measures: string
  /** As it is now, whatever round is looked at: who may read rests on it. */
  reportState: ReportState | null
  isLatest: number | null
  achieved: string | null
  problems: string | null
  nextSteps: string | null
  hasDifficulty: boolean | null
  unchanged: boolean | null
  at: number | null
  opinion: string | null
  beforeRound: string | null
  beforeState: ReportState | null
  beforeIsLatest: number | null
  /** It is of the round just before this one. */
  beforeIsNext: number | null
  beforeAchieved: string | null
  beforeUnchanged: boolean | null
  /** As JSON. */
  notices: string
  reminders: number
  summary: string | null
}

export type DetailNotice = Pick<Notice, "kind" | "year" | "number">

/** The same with only what the actor may read. */
export type Detail = {
  measures: string
  words: {
    achieved: string
    problems: string
    nextSteps: string
    hasDifficulty: boolean
    unchanged: boolean
    at: number
  } | null
  /** Of the round before; of an earlier one with its name. */
  before: { round: string | null; achieved: string; unchanged: boolean } | null
  opinion: string
  notices: DetailNotice[]
  /** Null: not for the actor to know. */
  reminders: number | null
  summary: string
}

export const NO_DETAIL: Detail = {
  measures: "",
  words: null,
  before: null,
  opinion: "",
  notices: [],
  reminders: null,
  summary: "",
}

type Part = Pick<BoardAssignment, "unitId" | "standing">

/** What the actor may read of a part; `coUnitIds`: all units of its task. */
export function detailFor(
  actor: Actor,
  plan: BoardPlan,
  part: Part,
  coUnitIds: readonly number[],
  row: DetailRow,
): Detail {
  const close = seesOpinions(actor, plan, part.unitId)
  // A version that was replaced has been judged no more; only the one that stands may be shown to co-units.
  const reads = (state: ReportState | null, isLatest: number | null) =>
    state !== null && seesWords(actor, plan, part.unitId, isLatest === 1 ? state : "submitted", coUnitIds)
  const isSent = isReported(part.standing) || part.standing === "returned"
  const isJudged = part.standing === "accepted" || part.standing === "returned"
  return {
    measures: row.measures,
    words: isSent && reads(row.reportState, row.isLatest) ? wordsIn(row) : null,
    before: reads(row.beforeState, row.beforeIsLatest) ? beforeIn(row) : null,
    opinion: close && isJudged ? (row.opinion ?? "") : "",
    notices: close ? JSON.parse(row.notices) : [],
    reminders: close ? row.reminders : null,
    summary: seesSummaries(actor, plan, coUnitIds) ? (row.summary ?? "") : "",
  }
}

const wordsIn = ({ achieved, problems, nextSteps, hasDifficulty, unchanged, at }: DetailRow): Detail["words"] =>
  achieved === null || problems === null || nextSteps === null || at === null
    ? null
    : { achieved, problems, nextSteps, hasDifficulty: hasDifficulty === true, unchanged: unchanged === true, at }

const beforeIn = ({ beforeRound, beforeIsNext, beforeAchieved, beforeUnchanged }: DetailRow): Detail["before"] =>
  beforeAchieved === null
    ? null
    : {
        round: beforeIsNext === 1 ? null : beforeRound,
        achieved: beforeAchieved,
        unchanged: beforeUnchanged === true,
      }
