import type { NoticeState } from "#db/schema.ts"

/*
 * draft ── issue (no approval asked) ─────────> issued ── acknowledge ──> acknowledged
 *   │ ^                                           │                          │
 *   │ └─ decline, recall ─ approving ── approve ──┘                          │
 *   ├── submit ────────────^                      └────── answer ──> answered <── answer
 *   └── discard ──> discarded                     (acknowledges)      │  │ ^
 *                                    closed 销号 <── close ───────────┘  │ └── answer ── failed
 *                                                                        └── fail (a new date) ──^
 * issued, acknowledged, answered, failed ── revoke ──> revoked          answered ── take_back ──> acknowledged
 */
export const MOVES = {
  submit: { from: ["draft"], to: "approving", by: "office" },
  recall: { from: ["approving"], to: "draft", by: "office" },
  decline: { from: ["approving"], to: "draft", by: "approver" },
  approve: { from: ["approving"], to: "issued", by: "approver" },
  issue: { from: ["draft"], to: "issued", by: "office" },
  discard: { from: ["draft"], to: "discarded", by: "office" },
  acknowledge: { from: ["issued"], to: "acknowledged", by: "unit" },
  answer: { from: ["issued", "acknowledged", "failed"], to: "answered", by: "unit" },
  take_back: { from: ["answered"], to: "acknowledged", by: "unit" },
  close: { from: ["answered"], to: "closed", by: "office" },
  fail: { from: ["answered"], to: "failed", by: "office" },
  revoke: { from: ["issued", "acknowledged", "answered", "failed"], to: "revoked", by: "office" },
} as const satisfies Record<
  string,
  { from: readonly NoticeState[]; to: NoticeState; by: "office" | "approver" | "unit" }
>

export type NoticeMove = keyof typeof MOVES

export const NOTICE_MOVES = Object.keys(MOVES) as NoticeMove[]

export const canMove = (state: NoticeState, move: NoticeMove): boolean =>
  MOVES[move].from.some((from) => from === state)

/** The states in which the unit owes an answer by the notice's day. */
export const AWAITING_ANSWER = ["issued", "acknowledged", "failed"] as const satisfies readonly NoticeState[]

export const isAwaitingAnswer = (state: NoticeState): boolean => AWAITING_ANSWER.some((one) => one === state)

/** Not yet issued: the office's own business. */
export const isInternal = (state: NoticeState): boolean =>
  state === "draft" || state === "approving" || state === "discarded"
