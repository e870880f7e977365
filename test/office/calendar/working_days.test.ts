import fc from "fast-check"
import { expect, test } from "vitest"
import { addDays, addMonths, dateOf, endOf, isDate, startOf } from "#src/clock.ts"
import {
  addWorkingDays,
  calendarOf,
  isKnown,
  isWorkingDay,
  workingDayFrom,
  workingDaysBetween,
} from "#src/office/calendar/working_days.ts"
import { officialCalendar as calendar, WORKING_DAY_VECTORS } from "#test/support/calendar.ts"

test.each(WORKING_DAY_VECTORS)("%s and %i working days is %s", (from, days, to) => {
  expect(addWorkingDays(calendar, from, days)).toBe(to)
  expect(workingDaysBetween(calendar, from, to)).toBe(days)
})

test.each([
  [2024, 251],
  [2025, 248],
  [2026, 248],
])("%i has %i working days", (year, days) => {
  expect(workingDaysBetween(calendar, `${year - 1}-12-31`, `${year}-12-31`)).toBe(days)
})

test("make-up Saturdays and Sundays are worked, holidays on weekdays are not", () => {
  expect(isWorkingDay(calendar, "2026-10-10")).toBe(true)
  expect(isWorkingDay(calendar, "2026-09-20")).toBe(true)
  expect(isWorkingDay(calendar, "2026-10-01")).toBe(false)
  expect(isWorkingDay(calendar, "2026-10-11")).toBe(false)
})

test("a day off rolls to the next working day, a working day stays", () => {
  expect(workingDayFrom(calendar, "2026-10-01")).toBe("2026-10-08")
  expect(workingDayFrom(calendar, "2026-10-08")).toBe("2026-10-08")
})

test("a year without a table counts weekends and the days that the law fixes, and says so", () => {
  expect(isKnown(calendar, "2026-05-01")).toBe(true)
  expect(isKnown(calendar, "2027-05-01")).toBe(false)
  expect(addWorkingDays(calendarOf([]), "2026-09-30", 1)).toBe("2026-10-05")
  expect(addWorkingDays(calendar, "2027-02-04", 1)).toBe("2027-02-09")
})

const day = fc.integer({ min: 0, max: 3 * 365 }).map((days) => addDays("2024-01-01", days))

test("adding and counting agree, and going back undoes going on", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 60 }), (from, days) => {
      const to = addWorkingDays(calendar, from, days)
      expect(isWorkingDay(calendar, to)).toBe(true)
      expect(workingDaysBetween(calendar, from, to)).toBe(days)
      expect(addWorkingDays(calendar, addDays(to, 1), -1)).toBe(to)
    }),
  )
})

test("the count is never negative and nothing lies between a day and itself", () => {
  fc.assert(
    fc.property(day, day, (one, other) => {
      const days = workingDaysBetween(calendar, one, other)
      expect(days).toBeGreaterThanOrEqual(0)
      if (other <= one) expect(days).toBe(0)
    }),
  )
})

test("a day in Shanghai ends at 24:00 there, whatever the machine's zone", () => {
  expect(dateOf(startOf("2026-09-21"))).toBe("2026-09-21")
  expect(dateOf(endOf("2026-09-21"))).toBe("2026-09-21")
  expect(dateOf(endOf("2026-09-21") + 1)).toBe("2026-09-22")
  expect(dateOf(Date.parse("2026-09-21T15:59:59Z"))).toBe("2026-09-21")
  expect(dateOf(Date.parse("2026-09-21T16:00:00Z"))).toBe("2026-09-22")
})

test.each([
  ["2026-01-31", 1, "2026-02-28"],
  ["2024-01-31", 1, "2024-02-29"],
  ["2026-11-30", 3, "2027-02-28"],
  ["2026-03-31", -1, "2026-02-28"],
])("%s and %i months is %s", (date, months, then) => {
  expect(addMonths(date, months)).toBe(then)
})

test.each(["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "", "2026-01-01 ", "今天"])("%j is no date", (text) => {
  expect(isDate(text)).toBe(false)
})
