import { expect, test } from "vitest"
import { CASE_STATES, type CaseState } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { decidesCase, isChecked, mayCheck, publishesCase } from "#src/year/cases/policy.ts"
import {
  CASE_MOVES,
  type CaseMove,
  canMove,
  isOut,
  isSent,
  isWithOffice,
  isWritten,
  MOVES,
} from "#src/year/cases/workflow.ts"

/** Where each move leads from each state; a state that is not named refuses. */
const EXPECTED: Record<CaseMove, Partial<Record<CaseState, CaseState>>> = {
  edit: { collected: "edited", returned: "edited" },
  study: { edited: "studied" },
  report: { studied: "reported", returned: "reported" },
  recall: { reported: "studied" },
  discard: { collected: "discarded", edited: "discarded", studied: "discarded", returned: "discarded" },
  approve: { reported: "approved" },
  return: { reported: "returned", approved: "returned" },
  publish: { approved: "published" },
  retract: { published: "retracted" },
}

test.each(CASE_STATES.flatMap((state) => CASE_MOVES.map((move) => [state, move] as const)))("%s, %s", (state, move) => {
  const to = EXPECTED[move][state]
  expect(canMove(state, move)).toBe(to !== undefined)
  if (to) expect(MOVES[move].to).toBe(to)
})

test("the moves are these; what was retracted or discarded is left by none", () => {
  expect([...CASE_MOVES].sort()).toEqual(Object.keys(EXPECTED).sort())
  const left = CASE_STATES.filter((state) => CASE_MOVES.some((move) => canMove(state, move)))
  expect(CASE_STATES.filter((state) => !left.includes(state))).toEqual(["retracted", "discarded"])
  expect(CASE_STATES.filter(isWritten)).toEqual(["collected", "edited", "studied", "returned"])
  expect(CASE_STATES.filter(isWithOffice)).toEqual(["reported", "approved"])
  expect(CASE_STATES.filter(isSent)).toEqual(["reported", "approved", "published"])
  expect(CASE_STATES.filter(isOut)).toEqual(["published"])
})

const person = (id: number, kind: "supervisor" | "liaison" | "head", unitId: number): Actor => ({
  id,
  login: "x",
  name: "某人",
  unitId,
  unitName: "",
  posts: [{ kind, unitId, unitName: "", standIn: false, beat: [] }],
  address: "",
  mustChangePassword: false,
})
const YEAR = { officeId: 3 }
const ONE = { unitId: 1, sha256: "a", checkedSha256: null, checkedById: null, writers: [1, 3] }

test.each([
  ["another supervisor", person(9, "supervisor", 3), true],
  ["the unit's head", person(8, "head", 1), true],
  ["another liaison of the unit", person(7, "liaison", 1), true],
  ["a supervisor who wrote in it", person(3, "supervisor", 3), false],
  ["its liaison who wrote it", person(1, "liaison", 1), false],
  ["a liaison of another unit", person(6, "liaison", 2), false],
  ["a supervisor of another office", person(5, "supervisor", 2), false],
] as const)("脱敏 is signed by %s: %s", (_, who, may) => {
  const states = CASE_STATES.filter((state) => mayCheck(who, YEAR, { ...ONE, state }))
  expect(states).toEqual(may ? ["reported", "approved"] : [])
})

test("who publishes is neither a writer nor who signed", () => {
  const lin = person(4, "supervisor", 3)
  expect(decidesCase(lin, YEAR, ONE)).toBe(true)
  expect(decidesCase(lin, YEAR, { writers: [4] })).toBe(false)
  expect(publishesCase(lin, YEAR, ONE)).toBe(true)
  expect(publishesCase(lin, YEAR, { ...ONE, checkedById: 4 })).toBe(false)
  expect(publishesCase(person(4, "supervisor", 2), YEAR, ONE)).toBe(false)
})

test("a signature stands on words: of other words it says nothing", () => {
  expect(isChecked({ sha256: "a", checkedSha256: null })).toBe(false)
  expect(isChecked({ sha256: "a", checkedSha256: "a" })).toBe(true)
  expect(isChecked({ sha256: "b", checkedSha256: "a" })).toBe(false)
})
