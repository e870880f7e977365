import type { MeetingKind, MeetingState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * planned 拟召开 ── call 通知 ──> called 已通知 ── hold 召开 ──> held 已召开 ── issue 印发纪要 ──> issued 纪要已印发
 *    │  └────────────── hold (nobody was called by the program) ──^ └─┘ note 整理纪要
 *    └── cancel 取消, a reason ──> cancelled <── cancel ── called
 */
export const MOVES = {
  call: { from: ["planned"], to: "called" },
  hold: { from: ["planned", "called"], to: "held" },
  note: { from: ["held"], to: "held" },
  issue: { from: ["held"], to: "issued" },
  cancel: { from: ["planned", "called"], to: "cancelled" },
} as const satisfies Record<string, { from: readonly MeetingState[]; to: MeetingState }>

export type MeetingMove = keyof typeof MOVES

export const canMove: (state: MeetingState, move: MeetingMove) => boolean = possibleBy(MOVES)

type States = readonly [MeetingState, ...MeetingState[]]

/** Day, place and who is to come may still change. */
export const TO_COME = ["planned", "called"] as const satisfies States
/** It has taken place. */
export const PAST = ["held", "issued"] as const satisfies States

export const isToCome = (state: MeetingState): boolean => (TO_COME as States).includes(state)
export const isPast = (state: MeetingState): boolean => (PAST as States).includes(state)

/** Held with outside bodies, who are named. */
export const isWithGuests = (kind: MeetingKind): boolean => kind === "visit" || kind === "following"
