import type { Handover } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

type State = Handover["state"]

/*
 * none ── propose 提出 ──> proposed 待确认 ── confirm ──> confirmed 已确认: posts end and begin
 *                            ├── refuse ──> refused 不同意, with the reason
 *                            └── withdraw ──> withdrawn 已撤回
 */
export const MOVES = {
  propose: { from: ["none"], to: "proposed" },
  confirm: { from: ["proposed"], to: "confirmed" },
  refuse: { from: ["proposed"], to: "refused" },
  withdraw: { from: ["proposed"], to: "withdrawn" },
} as const satisfies Record<string, { from: readonly (State | "none")[]; to: State }>

export type HandoverMove = keyof typeof MOVES

export const HANDOVER_MOVES = Object.keys(MOVES) as HandoverMove[]

export const canMove: (state: State | "none", move: HandoverMove) => boolean = possibleBy(MOVES)

/** Until then nothing changes. */
export const AWAITING_CONFIRMATION = ["proposed"] as const satisfies readonly State[]
