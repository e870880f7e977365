import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { RHYTHMS, type Rhythm, ROLLS } from "#db/schema.ts"
import { addDays, monthEnd, parts, weekdayOf } from "#src/clock.ts"
import { type Calendar, calendarOf, isWorkingDay, workingDaysBetween } from "#src/office/calendar/working_days.ts"
import { nextPeriod, periodEnd, previousPeriod } from "#src/plans/rounds/periods.ts"
import {
  type Ahead,
  arrangementOf,
  type DueRule,
  impliedRule,
  isRule,
  MONTH_END,
  movedFrom,
  nextRound,
  periodDueOn,
  roundAbout,
  roundsBetween,
  ruledDay,
  shiftsOf,
} from "#src/plans/rounds/rounds.ts"
import { officialCalendar as calendar } from "#test/support/calendar.ts"

const QUARTER_END: DueRule = { rhythm: "quarterly", shift: 0, day: MONTH_END, roll: "next" }

const rules = fc.constantFrom(...RHYTHMS.filter((rhythm) => rhythm !== "none")).chain((rhythm) =>
  fc.record({
    rhythm: fc.constant<Rhythm>(rhythm),
    shift: fc.constantFrom(...shiftsOf(rhythm)),
    day: fc.integer({ min: 1, max: rhythm === "weekly" ? 7 : MONTH_END }),
    roll: fc.constantFrom(...ROLLS),
  }),
)
const day = fc.integer({ min: 0, max: 6 * 365 }).map((days) => addDays("2025-01-01", days))

/** Takes the program's own proposals so often, each after the one before, on the day that it is due. */
function taken(rule: DueRule, from: string, times: number, by: Calendar = calendar) {
  const rounds = [nextRound(rule, [], from, by, 10)]
  while (rounds.length < times) {
    const last = rounds.at(-1)
    rounds.push(
      nextRound(
        rule,
        rounds.map(({ period }) => period),
        last?.dueBy ?? from,
        by,
        10,
      ),
    )
  }
  return rounds
}

describe("a rule keeps its day", () => {
  // faults.md B4: the end of November, then the program's own proposals: 1 March, 1 June, 1 September, 1 December.
  test("季末 stays 季末: only the date that falls on a rest day is moved", () => {
    const rounds = taken(QUARTER_END, "2026-11-01", 6)
    expect(rounds.map(({ ruleBy, dueBy }) => [ruleBy, dueBy])).toEqual([
      ["2026-12-31", "2026-12-31"],
      ["2027-03-31", "2027-03-31"],
      ["2027-06-30", "2027-06-30"],
      ["2027-09-30", "2027-09-30"],
      ["2027-12-31", "2027-12-31"],
      ["2028-03-31", "2028-03-31"],
    ])
    const middle = taken({ ...QUARTER_END, shift: -1 }, "2026-11-01", 5)
    expect(middle.map(({ ruleBy, dueBy }) => [ruleBy, dueBy])).toEqual([
      ["2026-11-30", "2026-11-30"],
      ["2027-02-28", "2027-03-01"],
      ["2027-05-31", "2027-05-31"],
      ["2027-08-31", "2027-08-31"],
      ["2027-11-30", "2027-11-30"],
    ])
  })

  test("forward or back, as the office chooses, over a holiday too", () => {
    const monthly = (roll: DueRule["roll"], shift = 0, on = 3): DueRule => ({ rhythm: "monthly", shift, day: on, roll })
    const due = (rule: DueRule, end: string) => roundAbout(rule, end, calendar, 5).dueBy
    expect(due(monthly("next"), "2026-10-31")).toBe("2026-10-08")
    expect(due(monthly("previous"), "2026-10-31")).toBe("2026-09-30")
    // The month after, about the month before.
    expect(due(monthly("next", 1, 5), "2026-09-30")).toBe("2026-10-08")
    // A Saturday that is worked stays.
    expect(due(monthly("next", 0, 10), "2026-10-31")).toBe("2026-10-10")
  })

  test("every rule, for years: the day is the one that was meant, moved at most to the nearest working day", () => {
    fc.assert(
      fc.property(rules, day, (rule, from) => {
        const rounds = taken(rule, from, rule.rhythm === "weekly" ? 60 : 16)
        for (const [i, { period, ruleBy, dueBy }] of rounds.entries()) {
          if (rule.rhythm === "weekly") expect(weekdayOf(ruleBy)).toBe(rule.day)
          else expect(parts(ruleBy)[2]).toBe(Math.min(rule.day, parts(monthEnd(ruleBy))[2]))
          expect(isWorkingDay(calendar, dueBy)).toBe(true)
          if (isWorkingDay(calendar, ruleBy)) expect(dueBy).toBe(ruleBy)
          else if (rule.roll === "next") expect(workingDaysBetween(calendar, ruleBy, dueBy)).toBe(1)
          else expect(workingDaysBetween(calendar, dueBy, ruleBy)).toBe(0)
          // None is left out and none comes twice.
          const before = rounds[i - 1]
          if (before) expect(period).toBe(nextPeriod(rule.rhythm, before.period))
        }
      }),
      { numRuns: 200 },
    )
  })

  test("it falls due in its own period or the one after it, and the due day tells which", () => {
    fc.assert(
      fc.property(rules, day, (rule, on) => {
        const end = periodEnd(rule.rhythm, on)
        const plan = { rhythm: rule.rhythm, dueShift: rule.shift, dueDay: rule.day, dueRoll: rule.roll }
        const dueBy = (period: string) => roundAbout(rule, period, calendar, 0).dueBy
        // Over a long holiday the days of two weeks meet on one, which then tells neither.
        fc.pre(dueBy(previousPeriod(rule.rhythm, end)) < dueBy(end) && dueBy(end) < dueBy(nextPeriod(rule.rhythm, end)))
        expect(periodDueOn(plan, dueBy(end), { calendar, lastPeriodDays: 20 })).toBe(end)
        const due = periodEnd(rule.rhythm, ruledDay(rule, end))
        expect([end, nextPeriod(rule.rhythm, end)]).toContain(due)
      }),
    )
  })

  test("opening comes so many working days before", () => {
    expect(roundAbout(QUARTER_END, "2026-09-30", calendar, 10).opensOn).toBe("2026-09-16")
    expect(roundAbout(QUARTER_END, "2026-09-30", calendar, 0).opensOn).toBe("2026-09-30")
  })

  test.each<[Partial<DueRule>, boolean]>([
    [{}, true],
    [{ shift: -1 }, true],
    [{ shift: 1 }, true],
    [{ shift: -2 }, false],
    [{ shift: 2 }, false],
    [{ day: 0 }, false],
    [{ day: 32 }, false],
    [{ rhythm: "weekly", day: 7 }, true],
    [{ rhythm: "weekly", day: 8 }, false],
    [{ rhythm: "yearly", shift: -10 }, true],
    [{ rhythm: "yearly", shift: -11 }, false],
    [{ rhythm: "none" }, false],
  ])("%o is one: %s", (over, is) => {
    expect(isRule({ ...QUARTER_END, ...over })).toBe(is)
  })
})

describe("the rounds of a time", () => {
  test("those due within it, no more and no fewer", () => {
    const weekly: DueRule = { rhythm: "weekly", shift: 0, day: 5, roll: "next" }
    const rounds = roundsBetween(weekly, "2026-09-21", "2026-10-16", calendar, 3)
    expect(rounds.map(({ name, opensOn, dueBy }) => [name, opensOn, dueBy])).toEqual([
      // 25 September is 中秋, and the week after it ends in the holiday.
      ["2026年第39周", "2026-09-22", "2026-09-28"],
      ["2026年第40周", "2026-09-28", "2026-10-08"],
      ["2026年第41周", "2026-09-29", "2026-10-09"],
      ["2026年第42周", "2026-10-13", "2026-10-16"],
    ])
  })

  test("what was moved says from which day; what somebody else set says nothing", () => {
    const rule: DueRule = { ...QUARTER_END, shift: -1 }
    expect(movedFrom(rule, "2027-03-31", "2027-03-01", calendar)).toBe("2027-02-28")
    expect(movedFrom(rule, "2027-03-31", "2027-03-02", calendar)).toBeNull()
    expect(movedFrom(rule, "2026-12-31", "2026-11-30", calendar)).toBeNull()
  })
})

describe("where no rule has been set", () => {
  const AHEAD: Omit<Ahead, "today"> = { calendar, lastPeriodDays: 20, roundDays: 10 }
  const plan = (rhythm: Rhythm) =>
    ({ rhythm, dueShift: null, dueDay: null, dueRoll: "next", opensBefore: null }) as const
  const round = (number: number, dueBy: string) =>
    ({ number, name: `第${number}期`, period: null, dueBy, cutOffAt: null }) as const

  test("the rounds so far show one, and what was moved off a rest day does not become it", () => {
    const rounds = [round(1, "2026-11-30")]
    for (let today = "2026-12-01"; rounds.length < 9; today = rounds[0]?.dueBy ?? "") {
      const { next } = arrangementOf(plan("quarterly"), rounds, { ...AHEAD, today })
      rounds.unshift({ ...round(rounds.length + 1, next.dueBy) })
    }
    expect(rounds.map(({ dueBy }) => dueBy).reverse()).toEqual([
      "2026-11-30",
      "2027-03-01",
      "2027-05-31",
      "2027-08-31",
      "2027-11-30",
      "2028-02-29",
      "2028-05-31",
      "2028-08-31",
      "2028-11-30",
    ])
  })

  test.each<[Rhythm, string, Partial<DueRule>]>([
    ["quarterly", "2026-11-26", { shift: -1, day: 26 }],
    ["quarterly", "2026-10-10", { shift: 1, day: 10 }],
    ["monthly", "2026-09-25", { shift: 0, day: 25 }],
    ["monthly", "2026-09-30", { shift: 0, day: MONTH_END }],
    ["monthly", "2026-10-09", { shift: 1, day: 9 }],
    ["yearly", "2026-12-10", { shift: 0, day: 10 }],
    ["weekly", "2026-09-18", { shift: 0, day: 5 }],
  ])("a %s round due on %s shows %o", (rhythm, dueBy, rule) => {
    expect(impliedRule(rhythm, [{ dueBy, period: periodDueOn(plan(rhythm), dueBy, AHEAD) }], calendar)).toMatchObject(
      rule,
    )
  })

  test("without any round there is a usual one; rounds of another rhythm show nothing", () => {
    expect(impliedRule("quarterly", [], calendar)).toEqual({ rhythm: "quarterly", shift: 0, day: 25, roll: "next" })
    expect(impliedRule("weekly", [{ dueBy: "2026-11-26", period: "2027-01-03" }], calendar)).toMatchObject({ day: 5 })
    expect(impliedRule("monthly", [{ dueBy: "2026-11-26", period: "2026-12-31" }], calendar)).toMatchObject({ day: 25 })
  })
})

describe("how a plan's rounds go on", () => {
  const set = { rhythm: "quarterly", dueShift: 0, dueDay: MONTH_END, dueRoll: "next", opensBefore: 5 } as const
  const round = (number: number, name: string, period: string) => ({
    number,
    name,
    period,
    dueBy: period,
    cutOffAt: null,
  })
  const ahead = { today: "2026-09-21", calendar, lastPeriodDays: 20, roundDays: 10 }

  test("the next one is about the period after all that were asked about, under a name that is free", () => {
    const { next, coming } = arrangementOf(set, [round(2, "2026年第四季度", "2026-09-30")], ahead)
    expect(next).toMatchObject({ name: "2026年第四季度（第二次）", period: "2026-12-31", opensOn: "2026-12-24" })
    expect(coming.map(({ name, round: opened }) => [name, opened?.number ?? null])).toEqual([
      ["2026年第三季度", 2],
      ["2026年第四季度", null],
      ["2027年第一季度", null],
      ["2027年第二季度", null],
    ])
  })

  test("days that have passed are not proposed", () => {
    expect(arrangementOf(set, [], { ...ahead, today: "2026-10-01" }).next.name).toBe("2026年第四季度")
    expect(arrangementOf(set, [], { ...ahead, today: "2026-09-30" }).next.name).toBe("2026年第三季度")
  })

  test("without a table of the year the days that the law fixes still move it", () => {
    const weekly = { ...set, rhythm: "weekly", dueDay: 5 } as const
    const { next } = arrangementOf(weekly, [], { ...ahead, calendar: calendarOf([]), today: "2027-10-01" })
    expect([next.ruleBy, next.dueBy]).toEqual(["2027-10-01", "2027-10-04"])
  })
})
