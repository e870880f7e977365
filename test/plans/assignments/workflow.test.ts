import { expect, test } from "vitest"
import { ASSIGNMENT_STATES, type AssignmentState } from "#db/schema.ts"
import {
  ASSIGNMENT_MOVES,
  type AssignmentMove,
  canMove,
  isOut,
  isReporting,
  MOVES,
  withdrawalOf,
} from "#src/plans/assignments/workflow.ts"

/** design.md 4, written out: where each move leads from each state; a state that is not named refuses. */
const EXPECTED: Record<AssignmentMove, Partial<Record<AssignmentState, AssignmentState>>> = {
  acknowledge: { awaiting: "active" },
  begin: { awaiting: "active" },
  dispute: { awaiting: "disputed" },
  uphold: { disputed: "awaiting" },
  reassign: {
    disputed: "terminated",
    awaiting: "terminated",
    active: "terminated",
    rectifying: "terminated",
    suspended: "terminated",
  },
  transfer: {
    awaiting: "terminated",
    active: "terminated",
    claimed: "terminated",
    rectifying: "terminated",
    disputed: "terminated",
    suspended: "terminated",
  },
  claim: { active: "claimed", rectifying: "claimed" },
  withdraw_claim: { claimed: "active" },
  withdraw_reclaim: { claimed: "rectifying" },
  close: { claimed: "closed" },
  complete_year: { claimed: "active" },
  hand_back: { claimed: "active" },
  rectify: { claimed: "rectifying" },
  suspend: { active: "suspended" },
  prolong: { suspended: "suspended" },
  resume: { suspended: "active" },
  terminate: { awaiting: "terminated", active: "terminated", suspended: "terminated" },
  reopen: { closed: "active" },
}

const PAIRS = ASSIGNMENT_STATES.flatMap((state) => ASSIGNMENT_MOVES.map((move) => [state, move] as const))

test.each(PAIRS)("%s, %s", (state, move) => {
  const to = EXPECTED[move][state]
  expect(canMove(state, move)).toBe(to !== undefined)
  if (to) expect(MOVES[move].to).toBe(to)
})

test("the moves are these and no others", () => {
  expect([...ASSIGNMENT_MOVES].sort()).toEqual(Object.keys(EXPECTED).sort())
})

test("a continuing duty is never claimed and otherwise moves like any other", () => {
  for (const [state, move] of PAIRS) {
    expect(canMove(state, move, true)).toBe(move !== "claim" && canMove(state, move))
  }
})

test("the unit acknowledges, disputes and claims; everything else is the office's", () => {
  const byUnit = ASSIGNMENT_MOVES.filter((move) => MOVES[move].by === "liaison")
  expect(byUnit).toEqual(["acknowledge", "begin", "dispute", "claim", "withdraw_claim", "withdraw_reclaim"])
})

test("whatever is decided needs its reason, what changes the duty whose decision it is, a rectification its date, a reassignment its unit", () => {
  const needs = Object.fromEntries(ASSIGNMENT_MOVES.map((move) => [move, [...MOVES[move].needs]]))
  expect(needs).toEqual({
    acknowledge: [],
    begin: [],
    dispute: ["remark"],
    uphold: ["remark"],
    reassign: ["remark", "unit"],
    transfer: ["unit"],
    claim: ["remark"],
    withdraw_claim: [],
    withdraw_reclaim: [],
    close: ["remark"],
    complete_year: ["remark"],
    hand_back: ["remark"],
    rectify: ["remark", "answerBy"],
    suspend: ["remark", "authority"],
    prolong: ["remark", "authority", "untilOn"],
    resume: ["remark"],
    terminate: ["remark", "authority"],
    reopen: ["remark", "authority"],
  })
})

test("a claim that is withdrawn leads back to where it was made", () => {
  for (const before of ["active", "rectifying"] as const) {
    expect(canMove(before, "claim")).toBe(true)
    expect(MOVES[withdrawalOf(before)].to).toBe(before)
  }
  expect(withdrawalOf(null)).toBe("withdraw_claim")
})

test("every state is reached, and only 终止 is left by no move", () => {
  const left = ASSIGNMENT_STATES.filter((state) => ASSIGNMENT_MOVES.some((move) => canMove(state, move)))
  expect(ASSIGNMENT_STATES.filter((state) => !left.includes(state))).toEqual(["terminated"])
  const reached = new Set<AssignmentState>(["awaiting", ...ASSIGNMENT_MOVES.map((move) => MOVES[move].to)])
  expect([...reached].sort()).toEqual([...ASSIGNMENT_STATES].sort())
})

test("suspended and terminated ones leave the rate; reports are taken while the unit is at work", () => {
  expect(ASSIGNMENT_STATES.filter(isOut)).toEqual(["suspended", "terminated"])
  expect(ASSIGNMENT_STATES.filter(isReporting)).toEqual(["awaiting", "active", "claimed", "rectifying"])
})
