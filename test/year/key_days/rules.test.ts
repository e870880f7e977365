import { describe, expect, test } from "vitest"
import { addDays, weekdayOf } from "#src/clock.ts"
import { type Arranged, arrangedFor, rateOf, standingsOf } from "#src/year/key_days/arranged.ts"
import { type DayRule, spanIn, spansBetween, spansOfYear } from "#src/year/key_days/rules.ts"

const rule = (over: Partial<DayRule>): DayRule => ({
  rule: "fixed",
  monthDay: "12-04",
  sinceYear: null,
  untilYear: null,
  effectiveOn: null,
  ...over,
})

const YEARS = Array.from({ length: 201 }, (_, i) => 1950 + i)

describe("a day of the calendar", () => {
  test.each(YEARS)("%i", (year) => {
    expect(spanIn(year, rule({}))).toEqual({ fromOn: `${year}-12-04`, untilOn: `${year}-12-04` })
    const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
    expect(spanIn(year, rule({ monthDay: "02-29" })) !== null).toBe(isLeap)
  })

  test("begins and ends with its years", () => {
    const bounded = rule({ sinceYear: 2014, untilYear: 2026 })
    expect([2013, 2014, 2026, 2027].map((year) => spanIn(year, bounded) !== null)).toEqual([false, true, true, false])
  })
})

describe("a week", () => {
  test.each(YEARS)("%i: Monday to Sunday, with its day in it, also over the turn of a year", (year) => {
    for (const monthDay of ["12-04", "01-01", "12-31", "02-28"]) {
      const span = spanIn(year, rule({ rule: "week", monthDay }))
      expect(span).not.toBeNull()
      if (!span) continue
      expect([weekdayOf(span.fromOn), weekdayOf(span.untilOn)]).toEqual([1, 7])
      expect(addDays(span.fromOn, 6)).toBe(span.untilOn)
      const day = `${year}-${monthDay}`
      expect(span.fromOn <= day && day <= span.untilOn).toBe(true)
    }
  })

  test.each([
    [2022, "2022-11-28", "2022-12-04"],
    [2023, "2023-12-04", "2023-12-10"],
    [2026, "2026-11-30", "2026-12-06"],
  ])("宪法宣传周 of %i", (year, fromOn, untilOn) => {
    expect(spanIn(year, rule({ rule: "week" }))).toEqual({ fromOn, untilOn })
  })

  test("of New Year's Day begins in the year before and belongs to the year of its day", () => {
    expect(spanIn(2026, rule({ rule: "week", monthDay: "01-01" }))).toEqual({
      fromOn: "2025-12-29",
      untilOn: "2026-01-04",
    })
  })
})

describe("a law's day", () => {
  const civilCode = rule({ rule: "law", monthDay: null, effectiveOn: "2021-01-01" })

  test("is that of its coming into force, from that year on", () => {
    expect([2020, 2021, 2026].map((year) => spanIn(year, civilCode)?.fromOn ?? null)).toEqual([
      null,
      "2021-01-01",
      "2026-01-01",
    ])
  })

  test("is none as long as nobody knows the day, and on 29 February only in a leap year", () => {
    expect(spanIn(2026, { ...civilCode, effectiveOn: null })).toBeNull()
    const leap = { ...civilCode, effectiveOn: "2024-02-29" }
    expect([2024, 2025, 2028].map((year) => spanIn(year, leap) !== null)).toEqual([true, false, true])
  })
})

describe("between two days", () => {
  const days = [
    rule({}),
    rule({ rule: "week" }),
    rule({ rule: "week", monthDay: "01-01" }),
    rule({ monthDay: "01-10" }),
  ]

  test("stand those that begin or still run, over the turn of the year, the earliest first", () => {
    const found = spansBetween(days, "2025-12-03", "2026-02-01").map(({ fromOn, untilOn }) => `${fromOn} ${untilOn}`)
    expect(found).toEqual([
      "2025-12-01 2025-12-07",
      "2025-12-04 2025-12-04",
      "2025-12-29 2026-01-04",
      "2026-01-10 2026-01-10",
    ])
    expect(spansBetween(days, "2026-01-04", "2026-01-04")).toHaveLength(1)
    expect(spansBetween(days, "2026-01-05", "2026-01-09")).toHaveLength(0)
  })

  test("each of them once, the same as year by year", () => {
    const years = [2024, 2025, 2026].flatMap((year) => spansOfYear(days, year)).map(({ fromOn }) => fromOn)
    const through = spansBetween(days, "2024-01-08", "2026-12-31").map(({ fromOn }) => fromOn)
    // The week of 1 January 2027 begins in 2026, that of 2024 was over.
    expect(through).toEqual([...years.filter((on) => on > "2024-01-01"), "2026-12-28"].sort())
  })
})

describe("每年一次以上", () => {
  const units = [
    { id: 1, duty: "primary" as const },
    { id: 2, duty: "primary" as const },
    { id: 3, duty: "voluntary" as const },
    { id: 4, duty: "supervised" as const },
  ]
  const one = (unitId: number, over: Partial<Arranged> = {}): Arranged => ({
    dayId: 1,
    unitId,
    state: "held",
    themed: true,
    n: 1,
    ...over,
  })

  test("one is enough, a planned one is not yet one, one of another kind is none", () => {
    const standings = (all: Arranged[]) => standingsOf(units, all).map(({ standing }) => standing)
    expect(standings([])).toEqual(["nothing", "nothing", "nothing", "nothing"])
    expect(standings([one(1), one(2, { state: "planned" })])).toEqual(["done", "arranged", "nothing", "nothing"])
    expect(standings([one(1, { themed: false })])).toEqual(["nothing", "nothing", "nothing", "nothing"])
  })

  test("who takes part 参照 or is seen to by another is counted nowhere as owing", () => {
    expect(rateOf(standingsOf(units, []))).toEqual({ done: 0, owed: 2 })
    expect(rateOf(standingsOf(units, [one(1), one(3), one(4)]))).toEqual({ done: 1, owed: 2 })
  })

  test("a day of one unit is asked of nobody else", () => {
    const all = arrangedFor({ id: 1, unitId: null }, units, [one(1, { themed: false })])
    expect([all.with.map(({ id }) => id), all.without.map(({ id }) => id)]).toEqual([[1], [2, 3, 4]])
    const own = arrangedFor({ id: 1, unitId: 2 }, units, [one(1)])
    expect([own.with.map(({ id }) => id), own.without.map(({ id }) => id)]).toEqual([[1], [2]])
  })
})
