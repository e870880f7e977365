import type { NoticeKind, NoticeState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

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

export const canMove: (state: NoticeState, move: NoticeMove) => boolean = possibleBy(MOVES)

/** 约谈 and 通报 are for leadership to decide: the office only proposes them (政府督查工作条例 21). */
export const GOES_UP = ["interview", "circular"] as const satisfies readonly NoticeKind[]

export const goesUp = (kind: NoticeKind): boolean => GOES_UP.some((one) => one === kind)

type States = readonly [NoticeState, ...NoticeState[]]

/** Issued, and neither closed nor revoked. */
export const OPEN = ["issued", "acknowledged", "answered", "failed"] as const satisfies States

/** On its way to be issued. */
export const DRAFTED = ["draft", "approving"] as const satisfies States

/** Ended otherwise than by 销号. */
export const GIVEN_UP = ["revoked", "discarded"] as const satisfies States

/** Not issued, or never: the office's own business. */
export const INTERNAL = ["draft", "approving", "discarded"] as const satisfies States

/** Nothing more can come of it. */
export const ENDED = ["closed", "revoked", "discarded"] as const satisfies States

/** The unit's newest answer lies with the office or has been judged: not one that was taken back. */
export const ANSWERED = ["answered", "failed", "closed"] as const satisfies States

const among = (states: States) => (state: NoticeState) => states.includes(state)

export const isInternal = among(INTERNAL)

/** 约谈 that leadership has agreed to: the unit is summoned by a 约谈通知书. */
export const hasSummons = ({ kind, state }: { kind: NoticeKind; state: NoticeState }): boolean =>
  kind === "interview" && !isInternal(state) && state !== "revoked"
