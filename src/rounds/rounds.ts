import type { Rhythm } from "#db/schema.ts"
import { addWorkingDays, type Calendar } from "#src/calendar/working_days.ts"
import { addMonths, endOf, parts } from "#src/clock.ts"

/** How many months a rhythm spans; 0: no regular reports. */
const MONTHS: Record<Rhythm, number> = { monthly: 1, quarterly: 3, half_yearly: 6, yearly: 12, none: 0 }

/**
 * A day of the last month that a round is about: a third quarter's report is due on 10 October. Due up to the day
 * `lastPeriodDays` of a month it may be about the period that ended before. Without a rhythm of its own a plan reports
 * by the quarter.
 */
export function periodOf(rhythm: Rhythm, dueBy: string, lastPeriodDays: number): string {
  const before = addMonths(dueBy, -1)
  const [, month] = parts(before)
  const [, , day] = parts(dueBy)
  return day <= lastPeriodDays && month % monthsBetweenRounds(rhythm) === 0 ? before : dueBy
}

/**
 * Whether a task of this rhythm reports in a round that is about the given day's month. A quarter's report is due in
 * the months that end with it, half a year's in June and December, a year's in December.
 */
export function isDueInRound(rhythm: Rhythm, planRhythm: Rhythm, period: string): boolean {
  const months = MONTHS[rhythm]
  if (months === 0) return false
  if (months <= MONTHS[planRhythm]) return true
  const [, month] = parts(period)
  return Math.ceil(month / (MONTHS[planRhythm] || 1)) % (months / (MONTHS[planRhythm] || 1)) === 0
}

/** The automatic cut-off: end of the n-th working day after the due day; null when it never comes by itself. */
export const automaticCutOff = (calendar: Calendar, dueBy: string, cutOffDays: number): number | null =>
  cutOffDays === 0 ? null : endOf(addWorkingDays(calendar, dueBy, cutOffDays))

/** 「2026年第三季度」, by the period it is about and the plan's rhythm. */
export function roundName(rhythm: Rhythm, period: string): string {
  const [year, month] = parts(period)
  switch (rhythm) {
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

/** The due day of the next round after one, as proposed: a rhythm later. */
export function monthsBetweenRounds(rhythm: Rhythm): number {
  return MONTHS[rhythm] || 3
}
