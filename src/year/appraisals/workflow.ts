import type { Appraisal, AppraisalRules, AppraisalTarget } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

type State = Appraisal["state"]

/*
 * cycle   draft 筹备 ──> scoring 自查自评 ──> panel 集中评议 ──> confirming 待审定 ──> published 已公布 ──> closed 已办结
 * sheet   pending 自评中 ── submit ──> submitted 已提交 ── return, a reason ──> returned 已退回 ── submit ──> submitted
 *         From 集中评议 on no sheet moves: all of them are locked.
 */
export const NEXT: Partial<Record<State, State>> = {
  draft: "scoring",
  scoring: "panel",
  panel: "confirming",
  confirming: "published",
  published: "closed",
}

export const SHEET_MOVES = {
  submit: { from: ["pending", "returned"], to: "submitted" },
  return: { from: ["submitted"], to: "returned" },
} as const satisfies Record<string, { from: readonly AppraisalTarget["state"][]; to: AppraisalTarget["state"] }>

export const canMove: (state: AppraisalTarget["state"], move: keyof typeof SHEET_MOVES) => boolean =
  possibleBy(SHEET_MOVES)

type Of = { appraisal: Pick<Appraisal, "state">; target: Pick<AppraisalTarget, "state"> }

/** The unit writes on its sheet. */
export const isWriting = ({ appraisal, target }: Of): boolean =>
  appraisal.state === "scoring" && canMove(target.state, "submit")

/** The office audits what was submitted, until the results stand. */
export const isAuditing = ({ appraisal, target }: Of): boolean =>
  (appraisal.state === "panel" || appraisal.state === "confirming") && target.state === "submitted"

/** How a year is appraised unless somebody says otherwise. */
export const USUAL: Omit<AppraisalRules, "convener" | "stages"> = {
  ratio: 15,
  sparesLast: false,
  panel: 100,
  aggregation: "mean",
  floor: "criterion",
  rounding: "none",
  bands: [9000, 7500, 6000],
}

/** The stages of a cycle with their days where nobody has said others. */
export const USUAL_STAGES: readonly (readonly [name: string, day: string])[] = [
  ["自查自评", "11-15"],
  ["集中评议", "12-10"],
  ["公布结果", "12-25"],
]
/** What the sheets came to is everybody's of the year. */
export const isOut = (state: State): boolean => state === "published" || state === "closed"

/**
 * What was said of a unit is told to it with the results; the office may prepare it before. What a unit says of itself is its
 * own until it is submitted.
 */
export function hasTargetPaper(
  kind: string,
  { appraisal, target, keeps }: Of & { keeps: boolean },
  isOwn: boolean,
): boolean {
  if (kind === "self") return isOwn || target.state === "submitted"
  return kind !== "feedback" || isOut(appraisal.state) || (keeps && appraisal.state === "confirming")
}

/** Of a draw there is a record once something was drawn, of results a paper once the panel is done. */
export const hasYearPaper = (kind: string, { state }: Pick<Appraisal, "state">, draws: readonly unknown[]): boolean =>
  kind === "draw" ? draws.length > 0 : state === "confirming" || isOut(state)

/** 异议 may be raised so many days after 公布, and is decided within so many after it was raised. */
export const OBJECTION_DAYS = 30
