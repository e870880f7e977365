import { describe, expect, test } from "vitest"
import { ASSIGNMENT_STATES, RHYTHMS, type Rhythm, ROLES } from "#db/schema.ts"
import { endOf } from "#src/clock.ts"
import { owing } from "#src/rounds/commands.ts"
import { automaticCutOff, isDueInRound, periodOf, roundName } from "#src/rounds/rounds.ts"
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
const EXPECTED: Record<Exclude<Rhythm, "none">, Record<Rhythm, number[]>> = {
  monthly: { monthly: ALL, quarterly: QUARTERS, half_yearly: HALVES, yearly: [12], none: [] },
  quarterly: { monthly: ALL, quarterly: ALL, half_yearly: HALF_BY_QUARTER, yearly: LAST_QUARTERS, none: [] },
  half_yearly: { monthly: ALL, quarterly: ALL, half_yearly: ALL, yearly: SECOND_HALF, none: [] },
  yearly: { monthly: ALL, quarterly: ALL, half_yearly: ALL, yearly: ALL, none: [] },
}

test.each(
  (Object.keys(EXPECTED) as (keyof typeof EXPECTED)[]).flatMap((plan) => RHYTHMS.map((task) => [task, plan] as const)),
)("a %s task in %s rounds", (task, plan) => {
  expect(MONTHS.filter((month) => isDueInRound(task, plan, dueIn(month)))).toEqual(EXPECTED[plan][task])
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
])("a %s round due on %s is called %s", (rhythm, dueBy, name) => {
  expect(roundName(rhythm, dueBy)).toBe(name)
})

describe("the period that a round is about, by its due day", () => {
  const DAYS = [1, 20, 21, 28]
  const day = (month: number, n: number) => `2026-${String(month).padStart(2, "0")}-${String(n).padStart(2, "0")}`
  const ENDS: Record<Rhythm, number[]> = {
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
