import { desc } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { calendarYears } from "#db/schema.ts"

export const calendarTables = ({ db }: Pick<Database, "db">) =>
  db.select().from(calendarYears).orderBy(desc(calendarYears.year))

export type CalendarTable = typeof calendarYears.$inferSelect
