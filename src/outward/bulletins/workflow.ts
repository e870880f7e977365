import type { BulletinKind, BulletinState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * draft 拟稿 ── submit 送审 ──> approving ── approve 审定 ──> approved ── issue 印发 ──> issued ── withdraw 撤回 ──> withdrawn
 *   │  ^                        │  │                         │
 *   │  └── decline, recall ─────┘  │                         │
 *   │  └── recall ─────────────────┴─────────────────────────┘
 *   └── discard 作废 ──> discarded (never had a number)
 */
export const MOVES = {
  submit: { from: ["draft"], to: "approving", by: "office" },
  recall: { from: ["approving", "approved"], to: "draft", by: "office" },
  decline: { from: ["approving"], to: "draft", by: "leader" },
  approve: { from: ["approving"], to: "approved", by: "leader" },
  issue: { from: ["approved"], to: "issued", by: "office" },
  withdraw: { from: ["issued"], to: "withdrawn", by: "office" },
  discard: { from: ["draft"], to: "discarded", by: "office" },
} as const satisfies Record<string, { from: readonly BulletinState[]; to: BulletinState; by: "office" | "leader" }>

export type BulletinMove = keyof typeof MOVES

export const BULLETIN_MOVES = Object.keys(MOVES) as BulletinMove[]

export const canMove: (state: BulletinState, move: BulletinMove) => boolean = possibleBy(MOVES)

/** Is being written. */
export const isDraft = (state: BulletinState): boolean => canMove(state, "submit")

type States = readonly [BulletinState, ...BulletinState[]]

/** Has left the office: its words are fixed for good and its number is spent. */
export const OUTSIDE = ["issued", "withdrawn"] as const satisfies States

export const isOutside = (state: BulletinState): boolean => (OUTSIDE as States).includes(state)

/** 通报 go across, to the units of the plan; 专报, 报告 and 总结 go up and to nobody else. */
export const ACROSS = ["bulletin", "yearly_bulletin"] as const satisfies readonly BulletinKind[]

export const goesAcross = (kind: BulletinKind): boolean => (ACROSS as readonly BulletinKind[]).includes(kind)

/** About all rounds of a year, and not about one. */
export const isYearly = (kind: BulletinKind): boolean => kind === "yearly_bulletin" || kind === "yearly_summary"
