import type { ReportState } from "#db/schema.ts"
import type { ReportStanding } from "#src/plans/rounds/reported.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * none, draft, returned ── send ──> signing ── sign ──> submitted ── accept ──> accepted
 *          ^                 │         │ send_back          │ return
 *          │                 └─────────┼───────────────> submitted (no head asked)
 *          └───── withdraw, send_back ─┴────────────────────┘
 */
export const MOVES = {
  send: { from: ["none", "draft", "returned"], to: "submitted", by: "liaison" },
  send_to_head: { from: ["none", "draft", "returned"], to: "signing", by: "liaison" },
  sign: { from: ["signing"], to: "submitted", by: "head" },
  send_back: { from: ["signing"], to: "draft", by: "head" },
  withdraw: { from: ["signing", "submitted"], to: "draft", by: "liaison" },
  enter: { from: ["none", "draft", "returned"], to: "submitted", by: "supervisor" },
  accept: { from: ["submitted"], to: "accepted", by: "supervisor" },
  return: { from: ["submitted"], to: "returned", by: "supervisor" },
  // 移交: another unit goes on with it where it stood, and this one is nobody's any more.
  transfer: { from: ["signing", "submitted", "returned"], to: "draft", by: "supervisor" },
} as const satisfies Record<
  string,
  { from: readonly ReportStanding[]; to: ReportState; by: "liaison" | "head" | "supervisor" }
>

export type ReportMove = keyof typeof MOVES

export const REPORT_MOVES = Object.keys(MOVES) as ReportMove[]

export const canMove: (standing: ReportStanding, move: ReportMove) => boolean = possibleBy(MOVES)

/** The unit may still write. */
export const isOpen = (standing: ReportStanding): boolean => canMove(standing, "send")

type States = readonly [ReportState, ...ReportState[]]

/** The unit no longer writes: its head has it, or the office. */
export const SHUT = ["signing", "submitted", "accepted"] as const satisfies States

/** Not sent to the office, or taken back: still the unit's own. */
export const INNER = ["draft", "signing"] as const satisfies States

/** What can become of a version that was sent: judged, or a draft again. */
export const AFTER_SENDING = ["draft", "accepted", "returned"] as const satisfies States
