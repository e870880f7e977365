import type { AppraisalRules, AppraisalRuling, AppraisalTarget, Marks, StandardBlock } from "#db/schema.ts"
import { exactly, type Grade, gradeOf, meanOf, type Score, weighed } from "./grading.ts"
import { sheetScore } from "./scoring.ts"
import { FALSE_OR_NOT } from "./workflow.ts"

/*
 * What a unit comes to. Who was drawn has the score of the panel, with 社会评议 where there is some; everybody else that of the
 * audited self-score, and it says so. 更正 puts another score in its place, 弄虚作假 makes it 不合格: the original stays beside it.
 */

/** `self`: what the unit submitted, which nobody has audited yet; `office`: audited without a sheet of the unit. */
export type Basis = "panel" | "audited" | "self" | "office"

export type Given = {
  isDrawn: boolean
  /** Of each juror who scored it. */
  ballots: readonly number[]
  /** 社会评议. */
  outside: readonly number[]
  audited: Marks | null
  /** What these marks are. */
  own?: Exclude<Basis, "panel">
  rulings: readonly Pick<AppraisalRuling, "kind" | "points">[]
}

export type Result = {
  basis: Basis
  panel: Score | null
  outside: Score | null
  /** As it was scored. */
  original: Score
  /** As it stands, after 更正. */
  score: Score
  grade: Grade
  isFalsified: boolean
}

/** Found false by the last decision that says anything of it. */
export const isFalsified = (rulings: Given["rulings"]): boolean =>
  rulings.findLast(({ kind }) => FALSE_OR_NOT.some((one) => one === kind))?.kind === "falsified"

/** Of which marks the result of a unit is made that was not drawn: not audited, what it submitted stands as it is. */
export function ownOf({ state, marks, audited }: Pick<AppraisalTarget, "state" | "marks" | "audited">) {
  const isSubmitted = state === "submitted"
  if (audited) return { audited, own: isSubmitted ? ("audited" as const) : ("office" as const) }
  return { audited: isSubmitted ? marks : null, own: "self" as const }
}

/** Null: there is nothing yet of which it could be made. */
export function resultOf(
  rules: AppraisalRules,
  blocks: readonly StandardBlock[],
  { isDrawn, ballots, outside, audited, own: basis = "audited", rulings }: Given,
): Result | null {
  const panel = meanOf(ballots, rules.aggregation)
  const around = meanOf(outside, "mean")
  const own = audited && exactly(sheetScore(blocks, audited, rules.floor))
  const original = isDrawn ? panel && weighed(panel, around, rules.panel) : own
  if (!original) return null
  const corrected = rulings.findLast(({ points }) => points !== null)?.points ?? null
  const score = corrected === null ? original : exactly(corrected)
  const isFalse = isFalsified(rulings)
  return {
    basis: isDrawn ? "panel" : basis,
    panel,
    outside: around,
    original,
    score,
    grade: isFalse ? "failed" : gradeOf(score, rules),
    isFalsified: isFalse,
  }
}
