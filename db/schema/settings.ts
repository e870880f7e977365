import { sqliteTable, text } from "drizzle-orm/sqlite-core"
import { versionColumn } from "./columns.ts"

/** Settings that differ from their defaults (src/office/settings). */
export const settings = sqliteTable("settings", {
  key: text("key").primaryKey(),
  value: text("value", { mode: "json" }).$type<unknown>().notNull(),
  version: versionColumn(),
})
