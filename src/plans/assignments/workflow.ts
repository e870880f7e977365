import type { AssignmentState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 *              ┌── dispute ──> disputed ── reassign ──> terminated
 *              │                  │ uphold
 * awaiting <───┼──────────────────┘
 *    │ acknowledge, begin (first report)
 *    v
 *  active ── claim ──> claimed ── close ──> closed
 *    │ ^                 │  ^ rectify          │ reopen (回头看)
 *    │ ├── complete_year 每年完成：本年度 ┘
 *    │ └── hand_back ────┘  └─> rectifying     └──> active
 *    └── suspend ──> suspended ── resume ──> active          suspended ── prolong 续挂 ──> suspended
 *
 * claimed ── withdraw_claim, withdraw_reclaim 撤回申请 ──> active or rectifying, as it was before the claim
 * awaiting, active, suspended ── terminate 终止、并入 ──> terminated
 * awaiting, active, rectifying, suspended ── reassign 改派 ──> terminated, and a new one for the other unit
 * all but closed and terminated ── transfer 移交 ──> terminated, and goes on with another unit where it stood
 */
export const MOVES = {
  acknowledge: { from: ["awaiting"], to: "active", by: "liaison", needs: [] },
  begin: { from: ["awaiting"], to: "active", by: "liaison", needs: [] },
  dispute: { from: ["awaiting"], to: "disputed", by: "liaison", needs: ["remark"] },
  uphold: { from: ["disputed"], to: "awaiting", by: "supervisor", needs: ["remark"] },
  reassign: {
    from: ["disputed", "awaiting", "active", "rectifying", "suspended"],
    to: "terminated",
    by: "supervisor",
    needs: ["remark", "unit"],
  },
  transfer: {
    from: ["awaiting", "active", "claimed", "rectifying", "disputed", "suspended"],
    to: "terminated",
    by: "supervisor",
    needs: ["unit"],
  },
  claim: { from: ["active", "rectifying"], to: "claimed", by: "liaison", needs: ["remark"] },
  withdraw_claim: { from: ["claimed"], to: "active", by: "liaison", needs: [] },
  withdraw_reclaim: { from: ["claimed"], to: "rectifying", by: "liaison", needs: [] },
  close: { from: ["claimed"], to: "closed", by: "supervisor", needs: ["remark"] },
  complete_year: { from: ["claimed"], to: "active", by: "supervisor", needs: ["remark"] },
  hand_back: { from: ["claimed"], to: "active", by: "supervisor", needs: ["remark"] },
  rectify: { from: ["claimed"], to: "rectifying", by: "supervisor", needs: ["remark", "answerBy"] },
  suspend: { from: ["active"], to: "suspended", by: "supervisor", needs: ["remark", "authority"] },
  prolong: { from: ["suspended"], to: "suspended", by: "supervisor", needs: ["remark", "authority", "untilOn"] },
  resume: { from: ["suspended"], to: "active", by: "supervisor", needs: ["remark"] },
  terminate: {
    from: ["awaiting", "active", "suspended"],
    to: "terminated",
    by: "supervisor",
    needs: ["remark", "authority"],
  },
  reopen: { from: ["closed"], to: "active", by: "supervisor", needs: ["remark", "authority"] },
} as const satisfies Record<
  string,
  {
    from: readonly AssignmentState[]
    to: AssignmentState
    by: "liaison" | "supervisor"
    needs: readonly ("remark" | "unit" | "answerBy" | "authority" | "untilOn")[]
  }
>

export type AssignmentMove = keyof typeof MOVES

export const ASSIGNMENT_MOVES = Object.keys(MOVES) as AssignmentMove[]

const isPossible = possibleBy(MOVES)

/** A continuing duty (长期坚持) is judged round by round and never claimed or closed. */
export const canMove = (state: AssignmentState, move: AssignmentMove, continuing = false): boolean =>
  isPossible(state, move) && !(continuing && move === "claim")

/** 撤回 of a claim leads back to where it came from. */
export const withdrawalOf = (before: string | null): "withdraw_claim" | "withdraw_reclaim" =>
  before === "rectifying" ? "withdraw_reclaim" : "withdraw_claim"

type States = readonly [AssignmentState, ...AssignmentState[]]

/** Those that take an assignment out of every rate, with the word. */
export const OUT = ["suspended", "terminated"] as const satisfies States

/** Reports are owed and taken in these states only. */
export const REPORTING = ["awaiting", "active", "claimed", "rectifying"] as const satisfies States

/**
 * The task's own day is owed in these: whoever claims completion has answered it, and a 整改 sets a day in its place
 * (which is the one that can then be extended).
 */
export const HELD_TO_DEADLINE = ["awaiting", "active"] as const satisfies States

/** Neither done nor ended: somebody's to do. */
export const UNFINISHED = [
  "awaiting",
  "active",
  "claimed",
  "rectifying",
  "disputed",
  "suspended",
] as const satisfies States

/** Waits for the unit's 签收 or rectification, or the unit waits for an answer to its 异议. */
export const TO_BE_ANSWERED = ["awaiting", "rectifying", "disputed"] as const satisfies States

/** The unit has said that it is done, or was told what is missing. */
export const SAYS_DONE = ["claimed", "rectifying", "closed"] as const satisfies States

const among = (states: States) => (state: AssignmentState) => states.includes(state)

export const isOut = among(OUT)
export const isReporting = among(REPORTING)
export const isHeldToDeadline = among(HELD_TO_DEADLINE)
export const isUnfinished = among(UNFINISHED)
