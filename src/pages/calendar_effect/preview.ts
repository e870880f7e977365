import { addWorkingDays, type Calendar, isWorkingDay, workingDaysBetween } from "#src/office/calendar/working_days.ts"
import type { What } from "#src/owing/owing.ts"

/** A date somebody set that is still open: a round's due day, or so many of what is owed besides. */
export type OpenDate = {
  kind: "round" | Exclude<What, "report">
  planId: number
  /** The round's name. */
  name: string | null
  by: string
  count: number
}

export type MovedDate = OpenDate & {
  /** Working days left from today: by the old table, by the new one. */
  left: { before: number; after: number }
  /** The automatic cut-off day of a round; null: never by itself. */
  cutOff: { before: string; after: string } | null
  /** Falls on a day off by the new table. It is not moved. */
  restDay: boolean
}

/** What a new table changes about the open dates. Dates people set stay; what is derived from them moves. */
export function movedDates(
  dates: readonly OpenDate[],
  { before, after, today, cutOffDays }: { before: Calendar; after: Calendar; today: string; cutOffDays: number },
): MovedDate[] {
  return dates
    .map((date): MovedDate => {
      const cutOff = (calendar: Calendar) => addWorkingDays(calendar, date.by, cutOffDays)
      return {
        ...date,
        left: { before: workingDaysBetween(before, today, date.by), after: workingDaysBetween(after, today, date.by) },
        cutOff: date.kind === "round" && cutOffDays > 0 ? { before: cutOff(before), after: cutOff(after) } : null,
        restDay: !isWorkingDay(after, date.by),
      }
    })
    .filter(
      ({ left, cutOff, restDay, by }) =>
        left.before !== left.after ||
        (cutOff && cutOff.before !== cutOff.after) ||
        (restDay && isWorkingDay(before, by)),
    )
}

/** The days whose nature differs between two calendars, within some days. */
export const changedDays = (
  days: readonly string[],
  before: Calendar,
  after: Calendar,
): { day: string; works: boolean }[] =>
  [...new Set(days)]
    .sort()
    .filter((day) => isWorkingDay(before, day) !== isWorkingDay(after, day))
    .map((day) => ({ day, works: isWorkingDay(after, day) }))
