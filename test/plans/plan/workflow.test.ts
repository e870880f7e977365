import { describe, expect, test } from "vitest"
import { PLAN_STATES, type Plan } from "#db/schema.ts"
import {
  canMove,
  ISSUED,
  isAllDone,
  isReportedOn,
  MOVES,
  PLAN_MOVES,
  type PlanMove,
  type SentIn,
  type StillOpen,
} from "#src/plans/plan/workflow.ts"
import { isRunning } from "#src/trail/running.ts"

type State = Plan["state"]

/** Where each move leads from each state; a state that is not named refuses. */
const EXPECTED: Record<PlanMove, Partial<Record<State, State>>> = {
  submit: { draft: "approving" },
  recall: { approving: "draft" },
  decline: { approving: "draft" },
  approve: { approving: "issued" },
  issue: { draft: "issued" },
  withdraw: { issued: "withdrawn" },
  archive: { issued: "archived" },
  restore: { archived: "issued" },
}

const PAIRS = PLAN_STATES.flatMap((state) => PLAN_MOVES.map((move) => [state, move] as const))

test.each(PAIRS)("%s, %s", (state, move) => {
  const to = EXPECTED[move][state]
  expect(canMove(state, move)).toBe(to !== undefined)
  if (to) expect(MOVES[move].to).toBe(to)
})

test("the moves are these and no others; the approver's are two", () => {
  expect([...PLAN_MOVES].sort()).toEqual(Object.keys(EXPECTED).sort())
  expect(PLAN_MOVES.filter((move) => MOVES[move].by === "approver")).toEqual(["decline", "approve"])
})

test("giving back, taking back and taking up again need their reason", () => {
  expect(PLAN_MOVES.filter((move) => MOVES[move].needs.length > 0)).toEqual(["decline", "withdraw", "restore"])
})

test("every state is reached from a draft, and only a withdrawn plan is left by no move", () => {
  const reached = new Set<State>(["draft"])
  for (const _ of PLAN_STATES)
    for (const [state, move] of PAIRS) if (reached.has(state) && canMove(state, move)) reached.add(MOVES[move].to)
  expect([...reached].sort()).toEqual([...PLAN_STATES].sort())
  const left = PLAN_STATES.filter((state) => PLAN_MOVES.some((move) => canMove(state, move)))
  expect(PLAN_STATES.filter((state) => !left.includes(state))).toEqual(["withdrawn"])
})

test("only an issued plan runs", () => {
  expect(PLAN_STATES.filter(isRunning)).toEqual(["issued"])
  expect(ISSUED).toEqual(["issued", "withdrawn", "archived"])
})

describe("withdrawing and archiving", () => {
  const none: SentIn = { reports: 0, answers: 0, claims: 0 }
  test("whatever says that something was done keeps the plan", () => {
    expect(isReportedOn(none)).toBe(false)
    for (const kind of Object.keys(none)) expect(isReportedOn({ ...none, [kind]: 1 })).toBe(true)
  })

  const nothing: StillOpen = { parts: 0, rounds: 0, notices: 0, extensions: 0, instructions: 0, inspections: 0 }
  test("a plan is done when nothing of it is open", () => {
    expect(isAllDone(nothing)).toBe(true)
    for (const kind of Object.keys(nothing)) expect(isAllDone({ ...nothing, [kind]: 1 })).toBe(false)
  })
})
