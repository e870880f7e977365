import type { Rhythm } from "#db/schema.ts"
import { addDays, addMonths, daysBetween, monthEnd, parts, weekdayOf, yearOf } from "#src/clock.ts"

/*
 * The period that a round is about: a week (Monday to Sunday, ISO 8601), a month, a quarter, half a year, a year. Its last
 * day stands for it. Without a rhythm of its own a plan reports by the quarter.
 */

/** How many months a rhythm spans; null: a week. */
const MONTHS: Record<Rhythm, number | null> = {
  weekly: null,
  monthly: 1,
  quarterly: 3,
  half_yearly: 6,
  yearly: 12,
  none: 3,
}

/** How many months lie between two rounds; a week is less than one. */
export const monthsOf = (rhythm: Rhythm): number => MONTHS[rhythm] ?? 0

const monthIn = (year: number, month: number) => `${year}-${String(month).padStart(2, "0")}-01`

/** The last day of the period in which a day lies. */
export function periodEnd(rhythm: Rhythm, day: string): string {
  const months = MONTHS[rhythm]
  if (months === null) return addDays(day, 7 - weekdayOf(day))
  const [year, month] = parts(day)
  return monthEnd(monthIn(year, Math.ceil(month / months) * months))
}

/** The first day of the period that ends with a day. */
export const periodBegin = (rhythm: Rhythm, end: string): string => {
  const months = MONTHS[rhythm]
  return months === null ? addDays(end, -6) : addMonths(`${end.slice(0, 7)}-01`, 1 - months)
}

export const nextPeriod = (rhythm: Rhythm, end: string): string => periodEnd(rhythm, addDays(end, 1))

export const previousPeriod = (rhythm: Rhythm, end: string): string => addDays(periodBegin(rhythm, end), -1)

/** The day by which a period belongs to a longer one: a week goes with its Thursday (ISO 8601), all others with their end. */
const bearing = (rhythm: Rhythm, end: string): string => (rhythm === "weekly" ? addDays(end, -3) : end)

/**
 * Whether a task of this rhythm reports in a round about the period in which a day lies: in the last round of each of
 * its own periods. So a quarter's report is due in the months, or the weeks, that end with it.
 */
export function isDueInRound(rhythm: Rhythm, planRhythm: Rhythm, period: string): boolean {
  if (rhythm === "none") return false
  const end = periodEnd(planRhythm, period)
  const own = (round: string) => periodEnd(rhythm, bearing(planRhythm, round))
  return own(end) !== own(nextPeriod(planRhythm, end))
}

/** [year, week] by ISO 8601: the first week of a year is the one with its first Thursday. */
function weekOf(day: string): [number, number] {
  const thursday = addDays(day, 4 - weekdayOf(day))
  const year = yearOf(thursday)
  return [year, Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1]
}

/** 「2026年第三季度」, by the period in which a day lies. */
export function roundName(rhythm: Rhythm, period: string): string {
  const [year, month] = parts(period)
  switch (rhythm) {
    case "weekly": {
      const [ofYear, week] = weekOf(period)
      return `${ofYear}年第${week}周`
    }
    case "monthly":
      return `${year}年${month}月`
    case "half_yearly":
      return `${year}年${month <= 6 ? "上半年" : "下半年"}`
    case "yearly":
      return `${year}年度`
    default:
      return `${year}年第${["一", "二", "三", "四"][Math.ceil(month / 3) - 1]}季度`
  }
}

/** Longest name of a round. */
export const LONGEST_NAME = 40

/** The name itself, or where a round of the plan has it already, the next one that none has. */
export function freeName(name: string, taken: readonly string[]): string {
  for (let time = 1; ; time++) {
    const suffix = time === 1 ? "" : `（第${TIMES[time] ?? time}次）`
    const tried = name.slice(0, LONGEST_NAME - suffix.length) + suffix
    if (!taken.includes(tried)) return tried
  }
}

const TIMES: Record<number, string> = {
  2: "二",
  3: "三",
  4: "四",
  5: "五",
  6: "六",
  7: "七",
  8: "八",
  9: "九",
  10: "十",
}
