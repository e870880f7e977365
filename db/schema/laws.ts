import { sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"

/** 宪法, 法律, 行政法规, 地方性法规, 规章, 党内法规, 规范性文件. */
export const LAW_CATEGORIES = ["constitution", "law", "regulation", "local", "rule", "party", "normative"] as const

/** 法律法规: what is taught. Dates are civil days; one that is repealed is warned of where it is named. */
export const laws = sqliteTable("laws", {
  id: id(),
  /** Without 《》. */
  title: text("title").notNull().unique(),
  category: text("category", { enum: LAW_CATEGORIES }).notNull(),
  issuedOn: text("issued_on"),
  effectiveOn: text("effective_on"),
  amendedOn: text("amended_on"),
  repealedOn: text("repealed_on"),
  /** What stands in its place since; empty: nothing that is known. */
  successor: text("replaced_by").notNull().default(""),
  version: versionColumn(),
})

export type Law = typeof laws.$inferSelect
export type LawCategory = Law["category"]
