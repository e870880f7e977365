import { addDays, weekdayOf, yearOf } from "#src/clock.ts"

/** The official days off and make-up days of the years that have been entered (domain.md 8.4). */
export type Calendar = { years: ReadonlySet<number>; off: ReadonlySet<string>; work: ReadonlySet<string> }

export type CalendarYear = { year: number; off: string[]; work: string[] }

export const calendarOf = (years: CalendarYear[]): Calendar => ({
  years: new Set(years.map(({ year }) => year)),
  off: new Set(years.flatMap(({ off }) => off)),
  work: new Set(years.flatMap(({ work }) => work)),
})

/** False: the year's notice has not been entered, and weekends alone are counted (暂按周末推算). */
export const isKnown = (calendar: Calendar, date: string): boolean => calendar.years.has(yearOf(date))

export function isWorkingDay(calendar: Calendar, date: string): boolean {
  if (calendar.work.has(date)) return true
  if (calendar.off.has(date)) return false
  return weekdayOf(date) <= 5
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

/** The day itself, or the next working day when it is off (民法典 203). */
export function workingDayFrom(calendar: Calendar, date: string): string {
  let day = date
  while (!isWorkingDay(calendar, day)) day = addDays(day, 1)
  return day
}
