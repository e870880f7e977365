import { describe, expect, test } from "vitest"
import { ASSIGNMENT_STATES, RHYTHMS, type Rhythm, ROLES } from "#db/schema.ts"
import { addDays, endOf } from "#src/clock.ts"
import { owing } from "#src/plans/rounds/joining.ts"
import { freeName, isDueInRound, nextPeriod, periodBegin, periodEnd, roundName } from "#src/plans/rounds/periods.ts"
import { automaticCutOff, periodOf } from "#src/plans/rounds/rounds.ts"
import { officialCalendar } from "#test/support/calendar.ts"

const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1)
const dueIn = (month: number) => `2026-${String(month).padStart(2, "0")}-28`
const ALL = MONTHS
const QUARTERS = [3, 6, 9, 12]
const HALVES = [6, 12]
const LAST_QUARTERS = [10, 11, 12]
const HALF_BY_QUARTER = [4, 5, 6, 10, 11, 12]
const SECOND_HALF = [7, 8, 9, 10, 11, 12]

/** The months in which a task of a rhythm reports, in a plan whose rounds have another. */
const EXPECTED: Record<Exclude<Rhythm, "none" | "weekly">, Record<Rhythm, number[]>> = {
  monthly: { weekly: ALL, monthly: ALL, quarterly: QUARTERS, half_yearly: HALVES, yearly: [12], none: [] },
  quarterly: {
    weekly: ALL,
    monthly: ALL,
    quarterly: ALL,
    half_yearly: HALF_BY_QUARTER,
    yearly: LAST_QUARTERS,
    none: [],
  },
  half_yearly: { weekly: ALL, monthly: ALL, quarterly: ALL, half_yearly: ALL, yearly: SECOND_HALF, none: [] },
  yearly: { weekly: ALL, monthly: ALL, quarterly: ALL, half_yearly: ALL, yearly: ALL, none: [] },
}

test.each(
  (Object.keys(EXPECTED) as (keyof typeof EXPECTED)[]).flatMap((plan) => RHYTHMS.map((task) => [task, plan] as const)),
)("a %s task in %s rounds", (task, plan) => {
  expect(MONTHS.filter((month) => isDueInRound(task, plan, dueIn(month)))).toEqual(EXPECTED[plan][task])
})

describe("in a weekly plan", () => {
  const sundays = Array.from({ length: 53 }, (_, i) => addDays("2026-01-04", 7 * i))
  const dueOn = (rhythm: Rhythm) => sundays.filter((sunday) => isDueInRound(rhythm, "weekly", sunday))

  test("a weekly task reports each week, one without a rhythm never", () => {
    expect(dueOn("weekly")).toEqual(sundays)
    expect(dueOn("none")).toEqual([])
  })

  // A week goes with its Thursday: the one of 28 September to 4 October 2026 is October's first.
  test("longer ones report in the last week of their period", () => {
    expect(dueOn("quarterly")).toEqual(["2026-03-29", "2026-06-28", "2026-09-27", "2027-01-03"])
    expect(dueOn("half_yearly")).toEqual(["2026-06-28", "2027-01-03"])
    expect(dueOn("yearly")).toEqual(["2026-01-04", "2027-01-03"].slice(1))
    expect(dueOn("monthly")).toHaveLength(12)
  })

  test("whatever day of the week is named, it is that week", () => {
    for (let day = "2026-09-21"; day <= "2026-09-27"; day = addDays(day, 1)) {
      expect(isDueInRound("quarterly", "weekly", day), day).toBe(true)
    }
  })
})

describe("who owes a report", () => {
  const plan = { rhythm: "quarterly" as const, supportReports: false }
  const all = ROLES.flatMap((role, i) =>
    ASSIGNMENT_STATES.map((state, j) => ({ id: i * 100 + j, unitId: 1, role, state, rhythm: null })),
  )

  test("leads and responsible units that are at work", () => {
    const states = ["awaiting", "active", "claimed", "rectifying"]
    const owed = owing(plan, "2026-09-30", all)
    expect(owed.map(({ role, state }) => `${role} ${state}`)).toEqual(
      ["lead", "responsible"].flatMap((role) => states.map((state) => `${role} ${state}`)),
    )
  })

  test("supporting ones too where the plan says so", () => {
    expect(owing({ ...plan, supportReports: true }, "2026-09-30", all)).toHaveLength(12)
  })

  test("by the task's own rhythm before the plan's; a plan without one asks by the quarter", () => {
    const one = { id: 1, unitId: 1, role: "lead" as const, state: "active" as const }
    const asks = (rhythm: Rhythm | null, planRhythm: Rhythm, dueBy: string) =>
      owing({ ...plan, rhythm: planRhythm }, dueBy, [{ ...one, rhythm }]).length === 1
    expect(asks("yearly", "quarterly", "2026-09-30")).toBe(false)
    expect(asks("yearly", "quarterly", "2026-12-31")).toBe(true)
    expect(asks("none", "quarterly", "2026-12-31")).toBe(false)
    expect(asks("yearly", "none", "2026-12-31")).toBe(true)
    expect(asks(null, "none", "2026-12-31")).toBe(false)
  })
})

test("the automatic cut-off is the end of the n-th working day after the due day, over a holiday too", () => {
  expect(automaticCutOff(officialCalendar, "2026-09-30", 3)).toBe(endOf("2026-10-10"))
  expect(automaticCutOff(officialCalendar, "2026-09-24", 1)).toBe(endOf("2026-09-28"))
  expect(automaticCutOff(officialCalendar, "2026-09-30", 0)).toBeNull()
})

test.each<[Rhythm, string, string]>([
  ["monthly", "2026-09-30", "2026年9月"],
  ["quarterly", "2026-01-31", "2026年第一季度"],
  ["quarterly", "2026-12-31", "2026年第四季度"],
  ["half_yearly", "2026-06-30", "2026年上半年"],
  ["half_yearly", "2026-07-01", "2026年下半年"],
  ["yearly", "2026-12-31", "2026年度"],
  ["none", "2026-09-30", "2026年第三季度"],
  ["weekly", "2026-09-30", "2026年第40周"],
  ["weekly", "2026-10-04", "2026年第40周"],
  ["weekly", "2026-10-05", "2026年第41周"],
  // ISO 8601: the year of a week is that of its Thursday.
  ["weekly", "2026-12-31", "2026年第53周"],
  ["weekly", "2027-01-03", "2026年第53周"],
  ["weekly", "2027-01-04", "2027年第1周"],
  ["weekly", "2024-12-30", "2025年第1周"],
])("a %s round due on %s is called %s", (rhythm, dueBy, name) => {
  expect(roundName(rhythm, dueBy)).toBe(name)
})

describe("the period that a round is about, by its due day", () => {
  const DAYS = [1, 20, 21, 28]
  const day = (month: number, n: number) => `2026-${String(month).padStart(2, "0")}-${String(n).padStart(2, "0")}`
  const ENDS: Record<Rhythm, number[]> = {
    weekly: [],
    monthly: ALL,
    quarterly: QUARTERS,
    half_yearly: HALVES,
    yearly: [12],
    none: QUARTERS,
  }

  test.each(RHYTHMS)("%s: early after the end of a period it is that one, else its own month", (rhythm) => {
    for (const month of MONTHS) {
      const before = month === 1 ? 12 : month - 1
      const year = month === 1 ? 2025 : 2026
      for (const n of DAYS) {
        const last = n <= 20 && ENDS[rhythm].includes(before)
        const expected = last ? `${year}-${String(before).padStart(2, "0")}` : day(month, n).slice(0, 7)
        expect(periodOf(rhythm, day(month, n), 20).slice(0, 7), day(month, n)).toBe(expected)
      }
    }
  })

  test("a third quarter's report that is due on 10 October is called so and asks nothing half-yearly", () => {
    const period = periodOf("quarterly", "2026-10-10", 20)
    expect(roundName("quarterly", period)).toBe("2026年第三季度")
    expect(isDueInRound("half_yearly", "quarterly", period)).toBe(false)
    expect(roundName("quarterly", periodOf("quarterly", "2027-01-10", 20))).toBe("2026年第四季度")
  })
})

describe("periods", () => {
  test.each(RHYTHMS)("%s: every day lies in exactly one, and they follow each other without a gap", (rhythm) => {
    for (let day = "2026-01-01"; day <= "2028-12-31"; day = addDays(day, 1)) {
      const end = periodEnd(rhythm, day)
      expect(periodBegin(rhythm, end) <= day && day <= end, day).toBe(true)
      expect(periodEnd(rhythm, end)).toBe(end)
      expect(periodBegin(rhythm, nextPeriod(rhythm, end))).toBe(addDays(end, 1))
    }
  })
})

describe("a name that no round of the plan bears", () => {
  test("itself while it is free, then numbered", () => {
    expect(freeName("2026年第四季度", ["2026年第三季度"])).toBe("2026年第四季度")
    expect(freeName("2026年第四季度", ["2026年第四季度"])).toBe("2026年第四季度（第二次）")
    expect(freeName("甲", ["甲", "甲（第二次）"])).toBe("甲（第三次）")
  })

  test("never longer than a name may be", () => {
    const longest = "长".repeat(40)
    expect(freeName(longest, [longest])).toHaveLength(40)
    expect(freeName(longest, [longest])).not.toBe(longest)
  })
})
