import { expect, test } from "vitest"
import { DOCUMENT_STATES, type DocumentState } from "#db/schema.ts"
import {
  canMove,
  DOCUMENT_MOVES,
  type DocumentMove,
  isRecorded,
  isWithOffice,
  MOVES,
} from "#src/year/documents/workflow.ts"

/** Written out from the diagram: what is possible in each state. */
const POSSIBLE: Record<DocumentState, DocumentMove[]> = {
  draft: ["send_to_head", "file"],
  signing: ["sign", "send_back", "recall"],
  filed: ["recall", "return", "record"],
  recorded: ["release"],
  released: ["withdraw"],
  withdrawn: ["release"],
}

test.each(DOCUMENT_STATES.flatMap((state) => DOCUMENT_MOVES.map((move) => [state, move] as const)))(
  "%s: %s",
  (state, move) => {
    expect(canMove(state, move)).toBe(POSSIBLE[state].includes(move))
  },
)

test("every state but the first is reached, and none is left for good but by a later version", () => {
  const reached = new Set(Object.values(MOVES).map(({ to }) => to))
  expect([...DOCUMENT_STATES].filter((state) => !reached.has(state))).toEqual([])
})

test("what is recorded is with the office, and stays so", () => {
  for (const state of DOCUMENT_STATES) {
    if (!isRecorded(state)) continue
    expect(isWithOffice(state)).toBe(true)
    for (const move of POSSIBLE[state]) expect(isRecorded(MOVES[move].to)).toBe(true)
  }
  expect(isWithOffice("draft") || isWithOffice("signing")).toBe(false)
})
