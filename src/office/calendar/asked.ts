import type { Context } from "hono"
import type { Env } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { type DaySet, type DaysAsked, daysToAsk, dayTold } from "./day_told.ts"

/** The form as it was typed, with the question whether the days that are over are meant; null: nothing to ask. */
export function asksAbout(
  c: Context<Env>,
  typed: Typed,
  days: readonly DaySet[],
  button?: string,
): (Flawed & { asks: DaysAsked }) | null {
  const { today, calendar } = c.var
  const asks = daysToAsk(days, { today, calendar, typed, button })
  return asks && { ok: false, typed, problems: {}, asks }
}

/** The problem at the field where a day that is over makes no sense; null: it is not over, or none is set. */
export function overAlready(c: Context<Env>, { field, what, on }: DaySet): Problems | null {
  if (on === null || dayTold(on, c.var.today, c.var.calendar).told !== "past") return null
  return { [field]: [`${what}不能早于今天`] }
}
