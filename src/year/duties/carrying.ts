import type { DutyText } from "#db/schema.ts"
import { isDate } from "#src/clock.ts"
import type { Span } from "#src/year/key_days/rules.ts"
import { timingOf } from "./timing.ts"

/*
 * 沿用去年清单: what an item says becomes what it says of the new year. Its days are the same ones of that year, a 普法节点 has
 * its own, and who has left the year leads nothing in it.
 */

type Words = Omit<DutyText, "dutyId" | "number" | "byId" | "at">

type NewYear = {
  year: number
  units: readonly { id: number; hasLeft: boolean }[]
  days: readonly (Span & { day: { id: number } })[]
}

/** The same day of another year; 29 February of one that has none is the day before. */
function dayIn(year: number, day: string | null): string | null {
  if (day === null) return null
  const same = `${year}${day.slice(4)}`
  return isDate(same) ? same : `${year}-02-28`
}

/** What the item says in the new year. */
export function carried(text: Words, year: NewYear): Words {
  const present = new Set(year.units.filter(({ hasLeft }) => !hasLeft).map(({ id }) => id))
  const leadIds = text.leadIds.filter((id) => present.has(id))
  const [only, ...others] = leadIds
  const first = text.firstId !== null && present.has(text.firstId) ? text.firstId : null
  const isLost = text.timing === "key_day" && !year.days.some(({ day }) => day.id === text.keyDayId)
  return {
    ...text,
    ...timingOf(
      {
        timing: isLost ? null : text.timing,
        rhythm: text.rhythm,
        keyDay: text.keyDayId,
        fromOn: dayIn(year.year, text.fromOn),
        untilOn: dayIn(year.year, text.untilOn),
      },
      year,
    ),
    leadIds,
    firstId: only !== undefined && others.length === 0 ? only : first,
    steps: text.steps.map(({ text, by }) => ({ text, by: dayIn(year.year, by) })),
  }
}
