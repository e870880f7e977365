import type { OfferState, OrderState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * offer: open 可点单 <── reopen ── close 停止点单 ──> closed
 *
 * order: ordered 已点单 ── accept 接单, a day ──> accepted 已接单 ── finish 完成, made into an activity ──> done 已完成
 *           ├─ decline 婉拒, a reason ──> declined    │
 *           └─ cancel 取消 ──> cancelled <────────────┘ cancel, a reason
 */
export const OFFER_MOVES = {
  close: { from: ["open"], to: "closed" },
  reopen: { from: ["closed"], to: "open" },
} as const satisfies Record<string, { from: readonly OfferState[]; to: OfferState }>

export type OfferMove = keyof typeof OFFER_MOVES

export const canMoveOffer: (state: OfferState, move: OfferMove) => boolean = possibleBy(OFFER_MOVES)

export const MOVES = {
  accept: { from: ["ordered"], to: "accepted" },
  decline: { from: ["ordered"], to: "declined" },
  finish: { from: ["accepted"], to: "done" },
  cancel: { from: ["ordered", "accepted"], to: "cancelled" },
} as const satisfies Record<string, { from: readonly OrderState[]; to: OrderState }>

export type OrderMove = keyof typeof MOVES

export const canMove: (state: OrderState, move: OrderMove) => boolean = possibleBy(MOVES)
