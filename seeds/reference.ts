import { sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { calendarYears } from "#db/schema.ts"
import workdays from "./workdays.json" with { type: "json" }

/** Years whose State Council notice stands in seeds/workdays.json. */
const YEARS = [2024, 2025, 2026]

/** The official working days that ship with the program, put in once; years entered by hand are left alone. */
export async function seedReference({ db, read, write }: Database): Promise<void> {
  const [known] = await read([db.select({ year: calendarYears.year }).from(calendarYears)])
  const missing = YEARS.filter((year) => !known.some((row) => row.year === year))
  if (missing.length === 0) return
  await write([
    db
      .insert(calendarYears)
      .values(missing.map(yearOf))
      .onConflictDoUpdate({ target: calendarYears.year, set: { year: sql`year` } }),
  ])
}

const yearOf = (year: number) => ({
  year,
  off: datesOf(workdays.off, year),
  work: datesOf(workdays.work, year),
  source: (workdays.source as Record<string, string[]>)[year]?.[0] ?? "",
})

const datesOf = (days: { date: string }[], year: number) =>
  days.map(({ date }) => date).filter((date) => date.startsWith(`${year}-`))
