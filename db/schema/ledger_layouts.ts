import { sql } from "drizzle-orm"
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { flag, id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"

export const PAPERS = ["A3", "A4"] as const

/** 版式 of a supervising office for the 台账 of its plans. A removed one stays, as everything does that somebody entered. */
export const ledgerLayouts = sqliteTable(
  "ledger_layouts",
  {
    id: id(),
    officeId: integer("office_id")
      .notNull()
      .references(() => units.id),
    name: text("name").notNull(),
    /** In their order, each with its heading there. */
    columns: text("columns", { mode: "json" }).$type<{ key: string; heading: string }[]>().notNull(),
    /** Cells of a task are drawn together over its rows. */
    merges: flag("merges"),
    paper: text("paper", { enum: PAPERS }).notNull(),
    savedById: integer("saved_by_id").notNull(),
    savedAt: integer("saved_at").notNull(),
    removedAt: integer("removed_at"),
    version: versionColumn(),
  },
  (t) => [index("ledger_layouts_office").on(t.officeId).where(sql`removed_at is null`)],
)

export type LedgerLayout = typeof ledgerLayouts.$inferSelect
