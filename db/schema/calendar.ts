import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { versionColumn } from "./columns.ts"

/** A year's official days off and make-up working days, as the State Council's notice gives them. */
export const calendarYears = sqliteTable("calendar_years", {
  year: integer("year").primaryKey(),
  /** Civil dates that are off although not necessarily a weekend. */
  off: text("off", { mode: "json" }).$type<string[]>().notNull(),
  /** Civil dates of weekends on which people work (调休上班). */
  work: text("work", { mode: "json" }).$type<string[]>().notNull(),
  source: text("source").notNull().default(""),
  version: versionColumn(),
})
