import type { ResourceState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * in_use 在用 ── end 停用, a reason ──> ended 停用
 *    ^ ─────────── resume 恢复使用 ──────┘
 */
export const MOVES = {
  end: { from: ["in_use"], to: "ended" },
  resume: { from: ["ended"], to: "in_use" },
} as const satisfies Record<string, { from: readonly ResourceState[]; to: ResourceState }>

export type ResourceMove = keyof typeof MOVES

export const canMove: (state: ResourceState, move: ResourceMove) => boolean = possibleBy(MOVES)
