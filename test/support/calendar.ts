import workdays from "#seeds/workdays.json" with { type: "json" }
import { calendarOf } from "#src/office/calendar/working_days.ts"

const dates = (days: { date: string }[], year: number) =>
  days.map(({ date }) => date).filter((date) => date.startsWith(`${year}-`))

/** The State Council's days off and make-up working days of 2024 to 2026. */
export const officialCalendar = calendarOf(
  [2024, 2025, 2026].map((year) => ({ year, off: dates(workdays.off, year), work: dates(workdays.work, year) })),
)

/** domain.md 8.4: from a day, so many working days on (itself not counted), to a day. */
export const WORKING_DAY_VECTORS: [string, number, string][] = [
  ["2026-02-12", 3, "2026-02-24"],
  ["2026-02-13", 1, "2026-02-14"],
  ["2026-04-30", 5, "2026-05-11"],
  ["2026-09-18", 2, "2026-09-21"],
  ["2026-09-24", 5, "2026-10-09"],
  ["2026-09-30", 3, "2026-10-10"],
  ["2026-01-01", 1, "2026-01-04"],
  ["2025-01-24", 3, "2025-02-05"],
  ["2025-09-26", 5, "2025-10-10"],
  ["2026-11-21", 5, "2026-11-27"],
  ["2024-10-11", 1, "2024-10-12"],
]
