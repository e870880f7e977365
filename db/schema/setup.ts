import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core"

/** The one-time code that guards setting up an empty database; only its hash is kept. */
export const setupCodes = sqliteTable("setup_codes", {
  hash: text("hash").primaryKey(),
  createdAt: integer("created_at").notNull(),
})
