import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core"

/** How often a table has changed of what changes without an event; counted by triggers (db/quiet.ts). */
export const quiet = sqliteTable("quiet", {
  name: text("name").primaryKey(),
  n: integer("n").notNull(),
})
