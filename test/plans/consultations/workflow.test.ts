import { expect, test } from "vitest"
import { CONSULTATION_STATES } from "#db/schema.ts"
import { type ConsultationMove, canMove, isOpen, isShown, MOVES } from "#src/plans/consultations/workflow.ts"

const EXPECTED: Record<ConsultationMove, string> = { close: "closed", recall: "dropped", issue: "issued" }

test.each(Object.keys(MOVES) as ConsultationMove[])("%s: from what is open, and from nothing else", (move) => {
  expect(MOVES[move].to).toBe(EXPECTED[move])
  expect(CONSULTATION_STATES.filter((state) => canMove(state, move))).toEqual(["open"])
})

test("units answer what is open, and read whatever was not taken back", () => {
  expect(CONSULTATION_STATES.filter(isOpen)).toEqual(["open"])
  expect(CONSULTATION_STATES.filter(isShown)).toEqual(["open", "closed", "issued"])
})
