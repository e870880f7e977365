import { type Calendar, workingDaysBetween } from "#src/office/calendar/working_days.ts"
import type { Supervision } from "./log_queries.ts"

type OverdueRow = Supervision["overdue"][number]
export type Overdue = OverdueRow & { days: number }

/** A unit that a 通报建议 may be drafted about, with what it has left undone for so long. */
export type Candidate = { unitId: number; unit: string; items: Overdue[] }

/**
 * 通报建议: by unit what is overdue by at least so many working days and not yet proposed; 0 days: never. The program
 * only points it out, a supervisor drafts it and a leader decides (domain.md 3.4).
 */
export function circularCandidates(
  overdue: OverdueRow[],
  { after, today, calendar }: { after: number; today: string; calendar: Calendar },
): Candidate[] {
  if (after === 0) return []
  const long = overdue
    .filter(({ proposed }) => !proposed)
    .map((one) => ({ ...one, days: workingDaysBetween(calendar, one.dueBy, today) }))
    .filter(({ days }) => days >= after)
  const ids = [...new Set(long.map(({ unitId }) => unitId))]
  return ids.map((unitId) => {
    const items = long.filter((one) => one.unitId === unitId)
    return { unitId, unit: items[0]?.unit ?? "", items }
  })
}
