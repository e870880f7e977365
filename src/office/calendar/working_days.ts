import { addDays, weekdayOf, yearOf } from "#src/clock.ts"
import { type Holiday, statutoryHoliday } from "./statutory.ts"

/** The official days off and make-up days of the years that have been entered (domain.md 8.4). */
export type Calendar = { years: ReadonlySet<number>; off: ReadonlySet<string>; work: ReadonlySet<string> }

export type CalendarYear = { year: number; off: string[]; work: string[] }

export const calendarOf = (years: CalendarYear[]): Calendar => ({
  years: new Set(years.map(({ year }) => year)),
  off: new Set(years.flatMap(({ off }) => off)),
  work: new Set(years.flatMap(({ work }) => work)),
})

/**
 * False: the year's notice has not been entered, and its days off are estimated (暂按周末和法定节假日推算): weekends and
 * what the law fixes, without the bridges and make-up days that only the notice gives.
 */
export const isKnown = (calendar: Calendar, date: string): boolean => calendar.years.has(yearOf(date))

/** What the notices say; beyond that neither weekends nor the days off that the law fixes are worked. */
export function isWorkingDay(calendar: Calendar, date: string): boolean {
  if (calendar.work.has(date)) return true
  if (calendar.off.has(date)) return false
  return weekdayOf(date) <= 5 && statutoryHoliday(date) === null
}

/** Why nobody works on a day: a holiday (without a name where only the year's table knows it), or the weekend. */
export type RestDay = { why: "holiday"; holiday: Holiday | null } | { why: "weekend" }

/** Null: a working day. */
export function restDayOf(calendar: Calendar, date: string): RestDay | null {
  if (isWorkingDay(calendar, date)) return null
  const holiday = statutoryHoliday(date)
  if (holiday) return { why: "holiday", holiday }
  return calendar.off.has(date) ? { why: "holiday", holiday: holidayNear(date) } : { why: "weekend" }
}

/** A notice gives days beside a holiday, never farther from it than this. */
const LONGEST_BRIDGE = 7

/** The holiday beside which a notice gives a day, the nearer one where there are two (国庆、中秋). */
function holidayNear(date: string): Holiday | null {
  for (let away = 1; away <= LONGEST_BRIDGE; away++) {
    const holiday = statutoryHoliday(addDays(date, -away)) ?? statutoryHoliday(addDays(date, away))
    if (holiday) return holiday
  }
  return null
}

/** The day `days` working days after (negative: before) `date`, which is not counted itself (民法典 201). */
export function addWorkingDays(calendar: Calendar, date: string, days: number): string {
  const step = days < 0 ? -1 : 1
  let left = Math.abs(days)
  let day = date
  while (left > 0) {
    day = addDays(day, step)
    if (isWorkingDay(calendar, day)) left--
  }
  return day
}

/** Working days after `from` up to and with `to`; 0 when `to` is not later. */
export function workingDaysBetween(calendar: Calendar, from: string, to: string): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day)) count++
  }
  return count
}

/** The day itself, or the working day before it when it is off. */
export function workingDayUntil(calendar: Calendar, date: string): string {
  let day = date
  while (!isWorkingDay(calendar, day)) day = addDays(day, -1)
  return day
}

/** The day itself, or the next working day when it is off (民法典 203). */
export function workingDayFrom(calendar: Calendar, date: string): string {
  let day = date
  while (!isWorkingDay(calendar, day)) day = addDays(day, 1)
  return day
}
