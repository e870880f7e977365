import { describe, expect, test } from "vitest"
import { BREAKDOWN_REPORT_STATES, BREAKDOWN_STATES } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import { calendarOf, isWorkingDay } from "#src/office/calendar/working_days.ts"
import { dayProblem, daysBefore, latestBy, proposedBy } from "#src/reports/breakdowns/days.ts"
import { takenFrom, withRolledUp } from "#src/reports/breakdowns/roll_up.ts"
import {
  BREAKDOWN_MOVES,
  canMove,
  canReportMove,
  internalBy,
  isAsked,
  isOpen,
  isOwed,
  LOWER_MOVES,
  type LowerStanding,
  MOVES,
} from "#src/reports/breakdowns/workflow.ts"

const calendar = calendarOf([])
const STANDINGS: LowerStanding[] = ["none", ...BREAKDOWN_REPORT_STATES]

describe("the machine", () => {
  test("every move from every state, as the diagram has it", () => {
    const possible = BREAKDOWN_STATES.map((state) => [state, BREAKDOWN_MOVES.filter((move) => canMove(state, move))])
    expect(Object.fromEntries(possible)).toEqual({
      passed: ["accept", "begin", "decline", "pass_again", "withdraw", "end"],
      accepted: ["pass_again", "withdraw", "end"],
      declined: ["pass_again", "withdraw"],
      withdrawn: [],
      ended: [],
    })
  })

  test("what is over asks for nothing, and what is asked for is open", () => {
    for (const state of BREAKDOWN_STATES) {
      if (isAsked(state)) expect(isOpen(state)).toBe(true)
      if (!isOpen(state)) expect(BREAKDOWN_MOVES.some((move) => canMove(state, move))).toBe(false)
    }
    // Nobody above answers for the lower body, and nobody below takes anything back.
    for (const move of BREAKDOWN_MOVES)
      expect(MOVES[move].by).toBe(["accept", "begin", "decline"].includes(move) ? "lower" : "upper")
  })

  test("every move of a report", () => {
    const possible = STANDINGS.map((one) => [one, LOWER_MOVES.filter((move) => canReportMove(one, move))])
    expect(Object.fromEntries(possible)).toEqual({
      none: ["send"],
      draft: ["send"],
      returned: ["send"],
      sent: ["take_back", "return"],
    })
  })

  test("owed is what is asked for and has not come", () => {
    for (const standing of STANDINGS) {
      const report = standing === "none" ? null : { state: standing }
      expect(isOwed({ report, isAsked: true })).toBe(standing !== "sent")
      expect(isOwed({ report, isAsked: false })).toBe(false)
    }
  })
})

describe("内部期限", () => {
  const round = { dueBy: "2026-12-31" }

  test("is so many days before each round's own day; a report that came back has a day of its own", () => {
    expect(internalBy({ daysBefore: 6 }, round)).toBe("2026-12-25")
    expect(internalBy({ daysBefore: 6 }, round, { resubmitBy: null })).toBe("2026-12-25")
    expect(internalBy({ daysBefore: 6 }, round, { resubmitBy: "2026-12-28" })).toBe("2026-12-28")
  })

  test("as proposed is a working day before the unit's own, and never one that has passed", () => {
    for (let i = 0; i < 400; i++) {
      const dueBy = addDays("2026-01-01", i)
      const today = addDays(dueBy, (i % 20) - 18)
      const proposed = proposedBy({ dueBy }, 0, today, calendar) ?? ""
      expect(dayProblem(proposed, latestBy({ dueBy }, 0), today)).toBeNull()
      expect(proposed === today || (proposed < dueBy && isWorkingDay(calendar, proposed))).toBe(true)
      expect(internalBy({ daysBefore: daysBefore(proposed, { dueBy }, 0) }, { dueBy })).toBe(proposed)
    }
  })

  test("below a lower unit is counted from that unit's own 内部期限", () => {
    expect(latestBy(round, 6)).toBe("2026-12-25")
    expect(dayProblem("2026-12-26", "2026-12-25", "2026-12-01")).toBe("after_own")
    expect(dayProblem("2026-12-25", "2026-12-25", "2026-12-01")).toBeNull()
    expect(dayProblem("2026-11-30", "2026-12-25", "2026-12-01")).toBe("past")
  })

  test("without a round is some days before, whatever comes", () => {
    expect(latestBy(null, 0)).toBeNull()
    expect(proposedBy(null, 0, "2026-12-01", calendar)).toBeNull()
    expect(daysBefore(null, null, 2)).toBeGreaterThan(2)
    expect(dayProblem("2020-01-01", null, "2026-12-01")).toBeNull()
  })
})

describe("汇入", () => {
  const empty = { achieved: "", problems: "", nextSteps: "", hasDifficulty: false }
  const lower = { achieved: "学法2次。\n", problems: "", nextSteps: "考试。", hasDifficulty: false }

  test("keeps what was typed, letter by letter, and stands below it", () => {
    for (const typed of ["", "办班1期。", "办班1期。\n", "一\n二"]) {
      const { achieved } = withRolledUp({ ...empty, achieved: typed }, "综合处", lower)
      expect(achieved.startsWith(typed.trimEnd())).toBe(true)
      expect(achieved.endsWith("【综合处】学法2次。")).toBe(true)
    }
    expect(withRolledUp(empty, "综合处", lower)).toEqual({
      achieved: "【综合处】学法2次。",
      problems: "",
      nextSteps: "【综合处】考试。",
      hasDifficulty: false,
    })
  })

  test("twice is once; another body stands beside it", () => {
    const once = withRolledUp(empty, "综合处", lower)
    expect(withRolledUp(once, "综合处", lower)).toEqual(once)
    expect(withRolledUp(once, "督导处", lower).achieved).toBe("【综合处】学法2次。\n【督导处】学法2次。")
  })

  test("需要协调 is proposed with a word, and never taken away", () => {
    expect(withRolledUp(empty, "综合处", { ...lower, hasDifficulty: true })).toMatchObject({
      problems: "【综合处】需要协调。",
      hasDifficulty: true,
    })
    expect(withRolledUp({ ...empty, hasDifficulty: true }, "综合处", lower).hasDifficulty).toBe(true)
    expect(withRolledUp(empty, "综合处", { ...lower, problems: "缺人。", hasDifficulty: true }).problems).toBe(
      "【综合处】缺人。",
    )
  })

  test("takes only what was sent and asked for", () => {
    const rows = STANDINGS.map((standing, id) => ({ id, standing: standing === "none" ? null : standing, ...lower }))
    expect(takenFrom(rows, [0, 1, 2, 3]).map(({ standing }) => standing)).toEqual(["sent"])
    expect(takenFrom(rows, [])).toEqual([])
  })
})
