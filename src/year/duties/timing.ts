import type { DutyRhythm, DutyTiming } from "#db/schema.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import type { Span } from "#src/year/key_days/rules.ts"

/*
 * 何时普. Whichever way it is said it has a first and a last day within its year: what has a rhythm runs all year, and
 * 不定期 ends with the year, since what may be done at any time has to be done at some time.
 */

/** As a form says it. */
export type TimingTyped = {
  timing: DutyTiming | null
  rhythm: DutyRhythm | null
  keyDay: number | null
  fromOn: string | null
  untilOn: string | null
}

/** As an item keeps it. */
export type Timing = {
  timing: DutyTiming | null
  rhythm: DutyRhythm | null
  keyDayId: number | null
  fromOn: string | null
  untilOn: string | null
}

/** A 普法节点 of the year. */
type DayOfYear = Span & { day: { id: number } }
type In = { year: number; days: readonly DayOfYear[] }

const dayOf = ({ days }: In, keyDay: number | null) => days.find(({ day }) => day.id === keyDay) ?? null

/** What is wrong with it, at its field; null: nothing. */
export function timingFits(typed: TimingTyped, year: In): Problems | null {
  const { timing, fromOn, untilOn } = typed
  if (timing === "rhythm" && typed.rhythm === null) return { rhythm: ["请选择多久一次"] }
  if (timing === "key_day" && !dayOf(year, typed.keyDay)) return { keyDay: ["请从本年度的普法节点中选择"] }
  if (timing !== "date" && timing !== "range") return null
  if (fromOn === null) return { fromOn: ["请填写日期"] }
  if (timing === "range" && untilOn === null) return { untilOn: ["请填写结束日期"] }
  const within = (on: string | null) => on === null || on.startsWith(`${year.year}-`)
  if (!within(fromOn)) return { fromOn: [`请填写${year.year}年的日期`] }
  if (timing === "range" && !within(untilOn)) return { untilOn: [`请填写${year.year}年的日期`] }
  return timing === "range" && untilOn !== null && untilOn < fromOn ? { untilOn: ["结束日期不能早于开始日期"] } : null
}

/** What is kept of it: what belongs to another way of saying it is left out. */
export function timingOf(typed: TimingTyped, year: In): Timing {
  const { timing, fromOn } = typed
  const kept = { timing, rhythm: null, keyDayId: null, fromOn: null, untilOn: null }
  const wholeYear = { fromOn: `${year.year}-01-01`, untilOn: `${year.year}-12-31` }
  switch (timing) {
    case null:
      return kept
    case "date":
      return { ...kept, fromOn, untilOn: fromOn }
    case "range":
      return { ...kept, fromOn, untilOn: typed.untilOn }
    case "rhythm":
      return { ...kept, ...wholeYear, rhythm: typed.rhythm }
    case "irregular":
      return { ...kept, ...wholeYear }
    case "key_day": {
      const span = dayOf(year, typed.keyDay)
      return { ...kept, keyDayId: typed.keyDay, fromOn: span?.fromOn ?? null, untilOn: span?.untilOn ?? null }
    }
  }
}
