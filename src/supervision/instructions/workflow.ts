import type { Instruction } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

type State = Instruction["state"]

/*
 * given ──> noted 阅示 (nothing is asked)
 *       └─> open 待落实 ── answer ──> answered 已回复 ── settle 阅 ──> settled 办结
 *               ^────── ask_again 再批示 ──────┘
 */
export const MOVES = {
  answer: { from: ["open"], to: "answered", by: "office" },
  settle: { from: ["answered"], to: "settled", by: "leader" },
  ask_again: { from: ["answered", "settled"], to: "open", by: "leader" },
} as const satisfies Record<string, { from: readonly State[]; to: State; by: "office" | "leader" }>

export type InstructionMove = keyof typeof MOVES

export const INSTRUCTION_MOVES = Object.keys(MOVES) as InstructionMove[]

type States = readonly [State, ...State[]]

/** The office or the leader still has something to do about it. */
export const RUNNING = ["open", "answered"] as const satisfies States

export const canMove: (state: State, move: InstructionMove) => boolean = possibleBy(MOVES)
