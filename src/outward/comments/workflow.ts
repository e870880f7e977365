import type { CommentState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * received 收到 ── answer 答复 ──> answered 已答复 ── show 公开, by another person ──> shown 已公开
 *     └── dismiss 不予办理 ──> dismissed    ^────────────── hide 取消公开 ──────────────┘
 */
export const MOVES = {
  answer: { from: ["received"], to: "answered" },
  dismiss: { from: ["received"], to: "dismissed" },
  show: { from: ["answered"], to: "shown" },
  hide: { from: ["shown"], to: "answered" },
} as const satisfies Record<string, { from: readonly CommentState[]; to: CommentState }>

export type CommentMove = keyof typeof MOVES

export const COMMENT_MOVES = Object.keys(MOVES) as CommentMove[]

export const canMove: (state: CommentState, move: CommentMove) => boolean = possibleBy(MOVES)
