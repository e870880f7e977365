import fc from "fast-check"
import { expect, test } from "vitest"
import { EXTENSION_STATES, type Extension } from "#db/schema.ts"
import { canMove, EXTENSION_MOVES, type ExtensionMove, isInTime, laterOf, MOVES } from "#src/extensions/workflow.ts"

/** design.md 4, written out; a state that is not named refuses. */
const EXPECTED: Record<ExtensionMove, Partial<Record<Extension["state"], Extension["state"]>>> = {
  withdraw: { asked: "withdrawn" },
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

const day = fc.date({ min: new Date("2025-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
const date = day.map((one) => one.toISOString().slice(0, 10))

test("what was granted never shortens a deadline, and gives none to what has none", () => {
  fc.assert(
    fc.property(fc.option(date), fc.option(date), (dueBy, grantedBy) => {
      const later = laterOf(dueBy, grantedBy)
      expect(later === null).toBe(dueBy === null)
      if (dueBy !== null && later !== null) {
        expect(later >= dueBy).toBe(true)
        expect([dueBy, grantedBy]).toContain(later)
        if (grantedBy !== null) expect(later >= grantedBy).toBe(true)
      }
    }),
  )
})
