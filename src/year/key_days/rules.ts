import type { KeyDay } from "#db/schema.ts"
import { addDays, isDate, weekdayOf, yearOf } from "#src/clock.ts"

/*
 * Which day or week of a year a 普法节点 is: a day of the calendar, the week from Monday to Sunday that holds one, or the day
 * on which a law came into force. A week that reaches over the turn of a year belongs to the year of the day it holds.
 */

/** What a rule rests on; `effectiveOn` of a law's day. */
export type DayRule = Pick<KeyDay, "rule" | "monthDay" | "sinceYear" | "untilYear"> & { effectiveOn: string | null }

/** First and last day, the same of a single one. */
export type Span = { fromOn: string; untilOn: string }

/** What it is in a year; null: that year has none (29 February, a law that did not hold yet, a day that was ended). */
export function spanIn(year: number, rule: DayRule): Span | null {
  if (!holdsIn(year, rule)) return null
  const monthDay = rule.rule === "law" ? rule.effectiveOn?.slice(5) : rule.monthDay
  const day = `${String(year).padStart(4, "0")}-${monthDay ?? ""}`
  if (!isDate(day)) return null
  return rule.rule === "week" ? weekOf(day) : { fromOn: day, untilOn: day }
}

function holdsIn(year: number, { rule, effectiveOn, sinceYear, untilYear }: DayRule): boolean {
  if (rule === "law" && (effectiveOn === null || year < yearOf(effectiveOn))) return false
  return (sinceYear === null || sinceYear <= year) && (untilYear === null || year <= untilYear)
}

/** Monday to Sunday. */
function weekOf(day: string): Span {
  const fromOn = addDays(day, 1 - weekdayOf(day))
  return { fromOn, untilOn: addDays(fromOn, 6) }
}

/** Days and weeks that begin or still run from one day on and begin by another, the earliest first. */
export function spansBetween<T extends DayRule>(
  rules: readonly T[],
  from: string,
  until: string,
): (Span & { day: T })[] {
  const years = Array.from({ length: yearOf(until) - yearOf(from) + 3 }, (_, i) => yearOf(from) - 1 + i)
  return years
    .flatMap((year) => rules.flatMap((day) => spansOf(year, day)))
    .filter(({ fromOn, untilOn }) => untilOn >= from && fromOn <= until)
    .sort(earlier)
}

/** All of a year, the earliest first. */
export const spansOfYear = <T extends DayRule>(rules: readonly T[], year: number): (Span & { day: T })[] =>
  rules.flatMap((day) => spansOf(year, day)).sort(earlier)

function spansOf<T extends DayRule>(year: number, day: T): (Span & { day: T })[] {
  const span = spanIn(year, day)
  return span ? [{ ...span, day }] : []
}

// A single day stands before the week that begins with it.
const earlier = (a: Span, b: Span): number => a.fromOn.localeCompare(b.fromOn) || a.untilOn.localeCompare(b.untilOn)
