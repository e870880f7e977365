import { addDays, addMonths, monthEnd, weekdayOf } from "#src/clock.ts"
import { type Actor, overlooks, unitsOf } from "#src/office/people/actor.ts"
import { monthIn, numberAsked } from "#src/office/typed/figures.ts"

/** More in one answer are not listed: whoever sees so many asks for less. */
export const MOST_DAYS = 600

/** Which month is looked at, and of whom. */
export type Choice = {
  /** Its first day. */
  month: string
  plan: number | null
  /** `own`: of the actor's own units; null: of all that the actor sees. */
  unit: number | "own" | null
}

/** Whose days somebody looks at first: those of the own unit, unless the others are one's work. */
const firstChoice = (actor: Actor): "own" | null => (overlooks(actor) || ownUnits(actor).length === 0 ? null : "own")

/** The units for which somebody reports or signs. */
export const ownUnits = (actor: Actor): number[] => unitsOf(actor, "liaison", "head")

export function choiceIn(query: Record<string, string>, actor: Actor, today: string): Choice {
  const unit = query.unit === undefined ? firstChoice(actor) : query.unit === "own" ? "own" : numberAsked(query.unit)
  return {
    month: monthIn(query.month ?? "") ?? `${today.slice(0, 7)}-01`,
    plan: numberAsked(query.plan),
    unit,
  }
}

/** The units that a choice means; null: all. */
export const unitsIn = ({ unit }: Pick<Choice, "unit">, actor: Actor): number[] | null =>
  unit === null ? null : unit === "own" ? ownUnits(actor) : [unit]

/** Another month, as addresses have it. */
export const monthAfter = (month: string, months: number): string => addMonths(month, months).slice(0, 7)

/** The weeks of a month from Monday to Sunday, with the days of its neighbours. */
export function weeksOf(month: string): string[][] {
  const first = addDays(month, 1 - weekdayOf(month))
  const last = monthEnd(month)
  const weeks: string[][] = []
  for (let day = first; day <= last; day = addDays(day, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, i) => addDays(day, i)))
  }
  return weeks
}
