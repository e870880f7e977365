import type { Context } from "hono"
import { type DaySet, type DaysAsked, daysToAsk } from "#src/office/calendar/day_told.ts"
import type { Typed } from "#src/office/typed/spelling.ts"
import type { Env } from "./env.ts"
import type { Flawed } from "./form.ts"

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
