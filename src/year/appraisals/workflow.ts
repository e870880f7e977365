import type { Appraisal, AppraisalRules, AppraisalRuling, AppraisalTarget } from "#db/schema.ts"
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

type States = readonly [State, ...State[]]

/** Until then a cycle is its office's alone. */
export const BEGUN = ["scoring", "panel", "confirming", "published", "closed"] as const satisfies States
/** 自查自评: units write on their sheets. */
export const SELF = ["scoring"] as const satisfies States
/** 集中评议: jurors score. */
export const PANEL = ["panel"] as const satisfies States
/** Its rules are changed: there are no results yet to which they were applied. */
const CHANGED = ["draft", "scoring"] as const satisfies States
/** The office audits. */
export const AUDITED = ["panel", "confirming"] as const satisfies States
/** What the sheets came to is everybody's of the year. */
export const OUT = ["published", "closed"] as const satisfies States
/** Until then something is recorded beside the sheets, and somebody joins the panel. */
export const BEFORE_OUT = ["draft", "scoring", "panel", "confirming"] as const satisfies States
/** Results are objected to and decided on; what is closed is closed. */
export const DECIDED = ["published"] as const satisfies States

const among =
  (states: States) =>
  (state: State): boolean =>
    states.includes(state)

export const isBegun = among(BEGUN)
export const isSelf = among(SELF)
export const isPanel = among(PANEL)
export const isChanged = among(CHANGED)
export const isOut = among(OUT)
export const isDecided = among(DECIDED)

export const SHEET_MOVES = {
  submit: { from: ["pending", "returned"], to: "submitted" },
  return: { from: ["submitted"], to: "returned" },
} as const satisfies Record<string, { from: readonly AppraisalTarget["state"][]; to: AppraisalTarget["state"] }>

export const canMove: (state: AppraisalTarget["state"], move: keyof typeof SHEET_MOVES) => boolean =
  possibleBy(SHEET_MOVES)

/** The sheet is still with its unit: what stands in it is the unit's own. */
export const UNSUBMITTED = ["pending", "returned"] as const satisfies readonly AppraisalTarget["state"][]

type OfCycle = { appraisal: Pick<Appraisal, "state"> }
type Of = OfCycle & { target: Pick<AppraisalTarget, "state"> }

/** The unit writes on its sheet. */
export const isWriting = ({ appraisal, target }: Of): boolean =>
  isSelf(appraisal.state) && canMove(target.state, "submit")

/** The office sends it back. */
export const isReturnable = ({ appraisal, target }: Of): boolean =>
  isSelf(appraisal.state) && canMove(target.state, "return")

/** The office audits until the results stand, also the sheet of who never submitted: it has no grade otherwise. */
export const isAuditing = ({ appraisal }: OfCycle): boolean => among(AUDITED)(appraisal.state)

/** What it came to, what was audited and what 社会评议 said is the office's until it is published. */
export const readsResults = ({ appraisal, keeps }: OfCycle & { keeps: boolean }): boolean =>
  keeps || isOut(appraisal.state)

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

/** What a unit said against its result, and what became of that: the last of these tells whether it waits. */
export const OBJECTING = ["objected", "upheld", "corrected"] as const satisfies readonly AppraisalRuling["kind"][]
/** The last of these tells whether a result was found false. */
export const FALSE_OR_NOT = ["falsified", "cleared"] as const satisfies readonly AppraisalRuling["kind"][]
/** An objection is decided within so many days. */
export const REVIEW_DAYS = 30
