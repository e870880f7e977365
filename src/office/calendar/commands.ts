import type { Database } from "#db/database.ts"
import { calendarYears } from "#db/schema.ts"
import { type By, record } from "#src/trail/record.ts"
import type { CalendarTable } from "./queries.ts"

export type YearEntry = { year: number; off: string[]; work: string[]; source: string }

/** Enters or replaces a year's table. Everything derived from it follows on the next read; nothing else is written. */
export function saveYear(database: Database, entry: YearEntry, before: CalendarTable | null, by: By) {
  const version = (before?.version ?? 0) + 1
  const of = (table: Omit<YearEntry, "year"> | null) =>
    table && { off: table.off, work: table.work, source: table.source }
  return record(
    database,
    by,
    [
      {
        action: "calendar_changed",
        subject: `calendar:${entry.year}`,
        version,
        particulars: { before: of(before), after: of(entry) },
      },
    ],
    [
      database.db
        .insert(calendarYears)
        .values({ ...entry, version })
        .onConflictDoUpdate({ target: calendarYears.year, set: { ...entry, version } }),
    ],
  )
}
