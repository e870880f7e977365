import type { Decision, DecisionState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * draft 拟定, as long as the minutes are not issued
 *   │ └── strike 删去 ──> struck
 *   └── issue, with the minutes ──> open 待落实 ── answer 反馈 ──> answered 已反馈 ── close 办结 ──> closed 已办结
 *                                    │  ^  ^ <── return 退回 ─────────┘                           │
 *                                    │  │  └───────────────────── reopen 重新打开, a reason ────────┘
 *                                    │  └── turn: into a 分工 that is there, or a 督办单; it stays open
 *                                    ├── close (the office knows) ──> closed
 *                                    └── drop 不另交办, a reason ──> dropped ── reopen ──> open
 */
export const DECISION_MOVES = {
  strike: { from: ["draft"], to: "struck", by: "office" },
  issue: { from: ["draft"], to: "open", by: "office" },
  turn: { from: ["open"], to: "open", by: "office" },
  answer: { from: ["open"], to: "answered", by: "unit" },
  close: { from: ["open", "answered"], to: "closed", by: "office" },
  return: { from: ["answered"], to: "open", by: "office" },
  drop: { from: ["open"], to: "dropped", by: "office" },
  reopen: { from: ["closed", "dropped"], to: "open", by: "office" },
} as const satisfies Record<string, { from: readonly DecisionState[]; to: DecisionState; by: "office" | "unit" }>

export type DecisionMove = keyof typeof DECISION_MOVES

export const decisionCan: (state: DecisionState, move: DecisionMove) => boolean = possibleBy(DECISION_MOVES)

type States = readonly [DecisionState, ...DecisionState[]]

/** Stands in minutes that were issued. */
export const TOLD = ["open", "answered", "closed", "dropped"] as const satisfies States
/** 未办结. */
export const UNDONE = ["open", "answered"] as const satisfies States

export const isTold = (state: DecisionState): boolean => (TOLD as States).includes(state)
export const isUndone = (state: DecisionState): boolean => (UNDONE as States).includes(state)

/**
 * 逾期: its day is over and nothing was told, or what stands was told after it: then for ever. What the office closed without
 * an answer counts by the day of closing; what nobody is asked for is never late.
 */
export function isLate(
  { state, dueBy, answeredOn, closedOn }: Pick<Decision, "state" | "dueBy" | "answeredOn" | "closedOn">,
  today: string,
): boolean {
  if (dueBy === null || !isTold(state) || state === "dropped") return false
  return (answeredOn ?? closedOn ?? today) > dueBy
}
