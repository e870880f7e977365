import type { Activity } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

type State = Activity["state"]

/*
 * none ──┬──────────────────────> held 已开展 ── discard 作废, a reason ──> discarded 已作废
 *        │                          ^
 *        └──> planned 拟开展 ── hold ┘
 *               └─ cancel 取消, a reason ──> cancelled 已取消
 *
 * An activity that was held is entered as such. What was cancelled or discarded stays to be read and counts nowhere.
 */
export const MOVES = {
  hold: { from: ["planned"], to: "held" },
  cancel: { from: ["planned"], to: "cancelled" },
  discard: { from: ["held"], to: "discarded" },
} as const satisfies Record<string, { from: readonly State[]; to: State }>

export type ActivityMove = keyof typeof MOVES

export const ACTIVITY_MOVES = Object.keys(MOVES) as ActivityMove[]

type States = readonly [State, ...State[]]

/** Its words may still be put right. */
export const KEPT = ["planned", "held"] as const satisfies States

export const canMove: (state: State, move: ActivityMove) => boolean = possibleBy(MOVES)

export const isKept = (state: State): boolean => KEPT.some((one) => one === state)
