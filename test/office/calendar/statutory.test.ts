import { describe, expect, test } from "vitest"
import workdays from "#seeds/workdays.json" with { type: "json" }
import { addDays, weekdayOf, yearOf } from "#src/clock.ts"
import { type Holiday, statutoryDays, statutoryHoliday } from "#src/office/calendar/statutory.ts"
import { calendarOf, isWorkingDay, restDayOf } from "#src/office/calendar/working_days.ts"
import { officialCalendar } from "#test/support/calendar.ts"

const of = (year: number, holiday: Holiday) =>
  [...statutoryDays()]
    .filter(([day, one]) => yearOf(day) === year && one === holiday)
    .map(([day]) => day.slice(5))
    .sort()

/** As published: 春节 (初一), 清明, 端午, 中秋. */
const PUBLISHED: [number, string, string, string, string][] = [
  [2025, "01-29", "04-04", "05-31", "10-06"],
  [2026, "02-17", "04-05", "06-19", "09-25"],
  [2027, "02-06", "04-05", "06-09", "09-15"],
  [2028, "01-26", "04-04", "05-28", "10-03"],
  [2029, "02-13", "04-04", "06-16", "09-22"],
  [2030, "02-03", "04-05", "06-05", "09-12"],
  [2031, "01-23", "04-05", "06-24", "10-01"],
  [2032, "02-11", "04-04", "06-12", "09-19"],
  // The year of 闰十一月: a formula that takes it for 闰八月 is a month beside it.
  [2033, "01-31", "04-04", "06-01", "09-08"],
  [2034, "02-19", "04-05", "06-20", "09-27"],
  [2035, "02-08", "04-05", "06-10", "09-16"],
]

describe("the days off that the law fixes", () => {
  test.each(PUBLISHED)("%i: 春节 on %s, 清明 on %s, 端午 on %s, 中秋 on %s", (year, spring, qingming, boat, autumn) => {
    const first = `${year}-${spring}`
    expect(of(year, "spring")).toEqual([-1, 0, 1, 2].map((ahead) => addDays(first, ahead).slice(5)))
    expect(of(year, "qingming")).toEqual([qingming])
    expect(of(year, "dragon_boat")).toEqual([boat])
    // Where it falls on 国庆 the day keeps that name.
    expect(of(year, "mid_autumn")).toEqual(autumn >= "10-01" && autumn <= "10-03" ? [] : [autumn])
  })

  test("every year from 2025 to 2100 has thirteen, or twelve where 中秋 and 国庆 share a day", () => {
    for (let year = 2025; year <= 2100; year++) {
      const days = [...statutoryDays().keys()].filter((day) => yearOf(day) === year)
      expect(days.length, String(year)).toBe(of(year, "mid_autumn").length === 1 ? 13 : 12)
      expect(of(year, "new_year")).toEqual(["01-01"])
      expect(of(year, "labour")).toEqual(["05-01", "05-02"])
      expect(of(year, "national")).toEqual(["10-01", "10-02", "10-03"])
    }
  })

  // The lunar months are bounded by the sun: a slip of a month in the table leaves these bounds.
  test("the lunar ones stay where they can be, and follow each other as the months do", () => {
    const days = [...statutoryDays()]
    const firstOf = (year: number, holiday: Holiday) => days.find(([d, h]) => yearOf(d) === year && h === holiday)?.[0]
    for (let year = 2025; year <= 2100; year++) {
      const eve = firstOf(year, "spring") ?? ""
      const boat = firstOf(year, "dragon_boat") ?? ""
      const spring = addDays(eve, 1)
      expect(spring >= `${year}-01-21` && spring <= `${year}-02-21`, spring).toBe(true)
      const apart = (Date.parse(boat) - Date.parse(spring)) / 86_400_000
      // Four or five lunar months and four days.
      expect([...range(121, 124), ...range(151, 153)], boat).toContain(apart)
      const autumn = firstOf(year, "mid_autumn")
      if (!autumn) continue
      const later = (Date.parse(autumn) - Date.parse(boat)) / 86_400_000
      // Three or four months and ten days.
      expect([...range(97, 100), ...range(127, 130)], autumn).toContain(later)
    }
  })

  test("every one of them was off by the notices of 2025 and 2026, and by the program's own table", () => {
    const noticed = new Map(workdays.off.map(({ date, name }) => [date, name]))
    for (const day of statutoryDays().keys()) {
      if (yearOf(day) > 2026) continue
      expect(noticed.has(day) || weekdayOf(day) > 5, day).toBe(true)
      expect(isWorkingDay(officialCalendar, day), day).toBe(false)
    }
  })

  test("what is not known is said of no year: before the law of today, and after the table", () => {
    expect(statutoryHoliday("2024-10-01")).toBeNull()
    expect(statutoryHoliday("2101-01-01")).toBeNull()
  })
})

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

describe("why nobody works on a day", () => {
  test.each<[string, ReturnType<typeof restDayOf>]>([
    ["2026-10-03", { why: "holiday", holiday: "national" }],
    // Given by the notice beside the holiday.
    ["2026-10-06", { why: "holiday", holiday: "national" }],
    ["2026-09-26", { why: "holiday", holiday: "mid_autumn" }],
    ["2026-02-23", { why: "holiday", holiday: "spring" }],
    ["2026-10-11", { why: "weekend" }],
    // Worked although a Saturday.
    ["2026-10-10", null],
    ["2026-11-23", null],
    ["2027-09-15", { why: "holiday", holiday: "mid_autumn" }],
    ["2027-09-18", { why: "weekend" }],
  ])("%s", (day, why) => {
    expect(restDayOf(officialCalendar, day)).toEqual(why)
  })

  test("a day that an office's table gives far from every holiday has no name", () => {
    const calendar = calendarOf([{ year: 2027, off: ["2027-07-15"], work: [] }])
    expect(restDayOf(calendar, "2027-07-15")).toEqual({ why: "holiday", holiday: null })
  })

  test("a statutory day that a year's table forgot stays off; one that it orders to be worked is worked", () => {
    const calendar = calendarOf([{ year: 2027, off: [], work: ["2027-05-01"] }])
    expect(isWorkingDay(calendar, "2027-09-15")).toBe(false)
    expect(isWorkingDay(calendar, "2027-05-01")).toBe(true)
  })
})
