import { describe, expect, test } from "vitest"
import { DECISION_STATES, MEETING_STATES } from "#db/schema.ts"
import { DECISION_MOVES, type DecisionMove, decisionCan, isLate } from "#src/year/meetings/decision_workflow.ts"
import { canMove, type MeetingMove, MOVES } from "#src/year/meetings/workflow.ts"

const possible = <Move extends string, State extends string>(
  moves: Record<Move, unknown>,
  states: readonly State[],
  can: (state: State, move: Move) => boolean,
) =>
  (Object.keys(moves) as Move[]).flatMap((move) =>
    states.filter((one) => can(one, move)).map((one) => `${one} ${move}`),
  )

test("a meeting is called, held and told of, or cancelled before it is held", () => {
  expect(possible<MeetingMove, (typeof MEETING_STATES)[number]>(MOVES, MEETING_STATES, canMove)).toEqual([
    "planned call",
    "planned hold",
    "called hold",
    "held note",
    "held issue",
    "planned cancel",
    "called cancel",
  ])
})

test("a decision is followed from the issue of the minutes until the office closes it", () => {
  expect(
    possible<DecisionMove, (typeof DECISION_STATES)[number]>(DECISION_MOVES, DECISION_STATES, decisionCan),
  ).toEqual([
    "draft strike",
    "draft issue",
    "open turn",
    "open answer",
    "open close",
    "answered close",
    "answered return",
    "open drop",
    "closed reopen",
    "dropped reopen",
  ])
})

describe("逾期", () => {
  const open = { state: "open", dueBy: "2026-10-31", answeredOn: null, closedOn: null } as const
  test.each([
    ["its day is still running", open, "2026-10-31", false],
    ["its day is over", open, "2026-11-01", true],
    ["it has no day", { ...open, dueBy: null }, "2030-01-01", false],
    ["it is not told yet", { ...open, state: "draft" }, "2026-11-01", false],
    ["nothing is asked for", { ...open, state: "dropped", closedOn: "2026-11-05" }, "2026-11-06", false],
    ["told in time, it waits", { ...open, state: "answered", answeredOn: "2026-10-31" }, "2026-11-09", false],
    [
      "told late, it is closed",
      { ...open, state: "closed", answeredOn: "2026-11-01", closedOn: "2026-11-02" },
      "2027-01-01",
      true,
    ],
    [
      "told in time, closed after its day",
      { ...open, state: "closed", answeredOn: "2026-10-30", closedOn: "2026-11-02" },
      "2027-01-01",
      false,
    ],
    ["closed by the office after its day", { ...open, state: "closed", closedOn: "2026-11-02" }, "2027-01-01", true],
  ] as const)("%s", (_, decision, today, late) => {
    expect(isLate(decision, today)).toBe(late)
  })
})
