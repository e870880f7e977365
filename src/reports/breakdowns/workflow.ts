import type { Breakdown, BreakdownReport } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import { possibleBy } from "#src/trail/machine.ts"

export type BreakdownState = Breakdown["state"]
/** Nothing has been sent yet: the absence of a report. */
export type LowerStanding = BreakdownReport["state"] | "none"

/*
 * passed 待签收 ── accept; begin (with the first report) ──> accepted 已签收
 *    │  ^                                                      │
 *    │  └────────── pass_again, with other words or a day ─────┤
 *    └── decline 异议, a reason ──> declined 有异议 ── pass_again ──> passed
 *
 * passed, accepted, declined ── withdraw 撤回分解, while nothing was sent ──> withdrawn
 * passed, accepted ── end 结束分解, what was sent stays ──> ended
 */
export const MOVES = {
  accept: { from: ["passed"], to: "accepted", by: "lower" },
  begin: { from: ["passed"], to: "accepted", by: "lower" },
  decline: { from: ["passed"], to: "declined", by: "lower" },
  pass_again: { from: ["passed", "accepted", "declined"], to: "passed", by: "upper" },
  withdraw: { from: ["passed", "accepted", "declined"], to: "withdrawn", by: "upper" },
  end: { from: ["passed", "accepted"], to: "ended", by: "upper" },
} as const satisfies Record<string, { from: readonly BreakdownState[]; to: BreakdownState; by: "lower" | "upper" }>

export type BreakdownMove = keyof typeof MOVES

export const BREAKDOWN_MOVES = Object.keys(MOVES) as BreakdownMove[]

export const canMove: (state: BreakdownState, move: BreakdownMove) => boolean = possibleBy(MOVES)

type States = readonly [BreakdownState, ...BreakdownState[]]

/** The lower body is at it: reports are asked and taken. */
export const ASKED = ["passed", "accepted"] as const satisfies States
/** With somebody: not taken back and not ended. */
export const OPEN = ["passed", "accepted", "declined"] as const satisfies States

/** Shown with the part: all but what was taken back before anything came of it. */
export const KEPT = ["passed", "accepted", "declined", "ended"] as const satisfies States

export const isAsked = (state: BreakdownState): boolean => ASKED.some((one) => one === state)
export const isOpen = (state: BreakdownState): boolean => OPEN.some((one) => one === state)

/*
 * none, draft, returned ── send ──> sent ── return ──> returned
 *                 ^──── take_back ───┘
 */
export const REPORT_MOVES = {
  send: { from: ["none", "draft", "returned"], to: "sent", by: "lower" },
  take_back: { from: ["sent"], to: "draft", by: "lower" },
  return: { from: ["sent"], to: "returned", by: "upper" },
} as const satisfies Record<
  string,
  { from: readonly LowerStanding[]; to: BreakdownReport["state"]; by: "lower" | "upper" }
>

export type LowerMove = keyof typeof REPORT_MOVES

export const LOWER_MOVES = Object.keys(REPORT_MOVES) as LowerMove[]

export const canReportMove: (standing: LowerStanding, move: LowerMove) => boolean = possibleBy(REPORT_MOVES)

/** With the upper unit. */
export const SENT = ["sent"] as const satisfies readonly [BreakdownReport["state"]]
export const isSent = (standing: LowerStanding): boolean => SENT.some((one) => one === standing)

type Asked = { report: Pick<BreakdownReport, "state"> | null; isAsked: boolean }

export const standingOf = ({ report }: Pick<Asked, "report">): LowerStanding => report?.state ?? "none"

/** Asked for in a round, and not with the unit above. */
export const isOwed = (one: Asked): boolean => one.isAsked && canReportMove(standingOf(one), "send")

/** The lower body has something to do: to sign for it, or to report. */
export const owesSomething = (state: BreakdownState, reports: readonly Asked[]): boolean =>
  canMove(state, "accept") || reports.some(isOwed)

/** What was sent last stands in the report above, as far as that has been written. */
export const isTakenUp = ({ latest, takenUp }: { latest: number | null; takenUp: number | null }): boolean =>
  takenUp !== null && takenUp === latest

/** The units that have a part already: each gets it once. */
export const unitsWithIt = (passed: readonly { breakdown: Pick<Breakdown, "state" | "unitId"> }[]): (number | null)[] =>
  passed.filter(({ breakdown }) => isOpen(breakdown.state)).map(({ breakdown }) => breakdown.unitId)

/** 内部期限: the day by which a lower body reports; a report that came back has a day of its own. */
export const internalBy = (
  { daysBefore }: Pick<Breakdown, "daysBefore">,
  round: { dueBy: string },
  report: Pick<BreakdownReport, "resubmitBy"> | null = null,
): string => report?.resubmitBy ?? addDays(round.dueBy, -daysBefore)
