import { sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { calendarYears, events } from "#db/schema.ts"
import { type Act, acting, record } from "#src/trail/record.ts"
import workdays from "./workdays.json" with { type: "json" }

/** Years whose State Council notice stands in seeds/workdays.json. */
const YEARS = [2024, 2025, 2026]

/**
 * The official working days that ship with the program, put in once; years entered by hand are left alone. Where a trail
 * has begun, a newer program's years are an act of the program's.
 */
export async function seedReference(database: Database): Promise<void> {
  const { db, read, write } = database
  const [known, [begun]] = await read([
    db.select({ year: calendarYears.year }).from(calendarYears),
    db.select({ id: events.id }).from(events).limit(1),
  ])
  const [first, ...rest] = YEARS.filter((year) => !known.some((row) => row.year === year)).map(yearOf)
  if (!first) return
  const insertion = db
    .insert(calendarYears)
    .values([first, ...rest])
    .onConflictDoUpdate({ target: calendarYears.year, set: { year: sql`year` } })
  if (!begun) return void (await write([insertion]))
  const act = ({ year, ...after }: typeof first): Act => ({
    action: "calendar_changed",
    subject: `calendar:${year}`,
    version: 1,
    particulars: { before: null, after },
  })
  await record(database, acting(null, Date.now()), [act(first), ...rest.map(act)], [insertion])
}

const yearOf = (year: number) => ({
  year,
  off: datesOf(workdays.off, year),
  work: datesOf(workdays.work, year),
  source: (workdays.source as Record<string, string[]>)[year]?.[0] ?? "",
})

const datesOf = (days: { date: string }[], year: number) =>
  days.map(({ date }) => date).filter((date) => date.startsWith(`${year}-`))
