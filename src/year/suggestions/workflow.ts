import type { Satisfaction, Suggestion, SuggestionState } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * open 承办中 ── answer 答复, by the unit or by the office for it ──> answered 已答复 ── rate 满意、基本满意 ──> closed 已办结
 *   │  ^ <───────────────────────── rate 不满意: it is answered again ──┘
 *   └── discard 作废, a reason ──> discarded
 */
export const MOVES = {
  answer: { from: ["open"], to: "answered" },
  rate: { from: ["answered"], to: "closed" },
  answer_again: { from: ["answered"], to: "open" },
  discard: { from: ["open"], to: "discarded" },
} as const satisfies Record<string, { from: readonly SuggestionState[]; to: SuggestionState }>

export type SuggestionMove = keyof typeof MOVES

export const canMove: (state: SuggestionState, move: SuggestionMove) => boolean = possibleBy(MOVES)

/** What whoever suggested it says decides where it goes. */
export const moveOf = (satisfaction: Satisfaction): SuggestionMove =>
  satisfaction === "unsatisfied" ? "answer_again" : "rate"

/** 逾期: not answered by its day, or answered after it, then for ever. */
export const isLate = (
  { state, dueBy, answeredOn }: Pick<Suggestion, "state" | "dueBy" | "answeredOn">,
  today: string,
): boolean => dueBy !== null && state !== "discarded" && (answeredOn ?? today) > dueBy
