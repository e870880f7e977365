import { addMonths } from "#src/clock.ts"
import { monthIn as firstDayIn } from "#src/office/typed/figures.ts"

/*
 * 减负: how many reports all plans together ask of a unit in a month, by the day on which they are due, and how many they
 * asked in the month before. Whatever a round asked for counts, also what was suspended afterwards.
 */

/** `2026-11`. */
export type Month = string

export const monthOf = (day: string): Month => day.slice(0, 7)

/** From the address; what is none is this one. */
export const monthIn = (text: string | undefined, today: string): Month => monthOf(firstDayIn(text ?? "") ?? today)

export const monthsOn = (month: Month, n: number): Month => monthOf(addMonths(`${month}-01`, n))

export type Burden = { asked: number; before: number }
export const NO_BURDEN: Burden = { asked: 0, before: 0 }
export type UnitBurden = Burden & { unit: { id: number; name: string } }

export const totalOf = (units: readonly Burden[]): Burden => ({
  asked: units.reduce((sum, { asked }) => sum + asked, 0),
  before: units.reduce((sum, { before }) => sum + before, 0),
})
