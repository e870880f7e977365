import type { CaseState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * collected 收集 ── edit 整理 ──> edited ── study 研究 ──> studied ── report 报送 ──> reported ── approve 审核 ──> approved ── publish 发布 ──> published
 *                    ^                                       ^ ^                      │ │                       │                         │
 *                    │                                       │ └── recall 撤回报送 ───┘ └── return 退回 ──┐     │ return                  └── retract 撤回 ──> retracted
 *                    │                                       │                                          v     v                             (stays on record)
 *                    └───────────────────────────────────────┼───────────────────────────────────────  returned
 *                                                            └── report again ─────────────────────────────┘
 *   collected, edited, studied, returned ── discard 作废 ──> discarded
 */
export const MOVES = {
  edit: { from: ["collected", "returned"], to: "edited", by: "unit" },
  study: { from: ["edited"], to: "studied", by: "unit" },
  report: { from: ["studied", "returned"], to: "reported", by: "unit" },
  recall: { from: ["reported"], to: "studied", by: "unit" },
  discard: { from: ["collected", "edited", "studied", "returned"], to: "discarded", by: "unit" },
  approve: { from: ["reported"], to: "approved", by: "office" },
  return: { from: ["reported", "approved"], to: "returned", by: "office" },
  publish: { from: ["approved"], to: "published", by: "office" },
  retract: { from: ["published"], to: "retracted", by: "office" },
} as const satisfies Record<string, { from: readonly CaseState[]; to: CaseState; by: "unit" | "office" }>

export type CaseMove = keyof typeof MOVES

export const CASE_MOVES = Object.keys(MOVES) as CaseMove[]

/** Steps that keep the words as a version. */
export const STEPS = ["edit", "study", "report"] as const satisfies readonly CaseMove[]
export type Step = (typeof STEPS)[number]

export const canMove: (state: CaseState, move: CaseMove) => boolean = possibleBy(MOVES)

type States = readonly [CaseState, ...CaseState[]]

/** The unit writes. */
export const WRITTEN = ["collected", "edited", "studied", "returned"] as const satisfies States

/** Its words stand, and are read by whoever signs 脱敏. */
export const CHECKED = ["reported", "approved"] as const satisfies States

/** The office has it, or has published it: 已报送. A case that was returned or retracted counts no more. */
export const SENT = ["reported", "approved", "published"] as const satisfies States

/** Out: 已发布. */
export const OUT = ["published"] as const satisfies States

const among =
  (states: States) =>
  (state: CaseState): boolean =>
    states.includes(state)

export const isWritten = among(WRITTEN)
export const isWithOffice = among(CHECKED)
export const isSent = among(SENT)
export const isOut = among(OUT)
