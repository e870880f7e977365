import { expect, test } from "vitest"
import { EXTENSION_STATES, type Extension } from "#db/schema.ts"
import { canMove, EXTENSION_MOVES, type ExtensionMove, isInTime, MOVES } from "#src/supervision/extensions/workflow.ts"

/** design.md 4, written out; a state that is not named refuses. */
const EXPECTED: Record<ExtensionMove, Partial<Record<Extension["state"], Extension["state"]>>> = {
  withdraw: { asked: "withdrawn" },
  transfer: { asked: "withdrawn" },
  grant: { asked: "granted" },
  refuse: { asked: "refused" },
}

const PAIRS = EXTENSION_STATES.flatMap((state) => EXTENSION_MOVES.map((move) => [state, move] as const))

test.each(PAIRS)("%s, %s", (state, move) => {
  const to = EXPECTED[move][state]
  expect(canMove(state, move)).toBe(to !== undefined)
  if (to) expect(MOVES[move].to).toBe(to)
})

test("it may be asked for on the day itself and not on the next", () => {
  expect(isInTime("2026-09-30", "2026-09-29")).toBe(true)
  expect(isInTime("2026-09-30", "2026-09-30")).toBe(true)
  expect(isInTime("2026-09-30", "2026-10-01")).toBe(false)
})
