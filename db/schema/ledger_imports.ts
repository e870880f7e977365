import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { flag, id, versionColumn } from "./columns.ts"
import { plans } from "./plans.ts"
import { rounds } from "./rounds.ts"

export const LEDGER_IMPORT_STATES = ["open", "closed"] as const

/**
 * 回传: a 台账 that was filled outside and came back. The file in `ledger_import_pieces`, what it says row by row in
 * `ledger_import_rows`; nothing of it is in a report before somebody has taken it (`ledger_takings`).
 */
export const ledgerImports = sqliteTable(
  "ledger_imports",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    /** For whose reports it is compared. */
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    /** The one unit of which it has rows; null: several. */
    unitId: integer("unit_id"),
    /** Brought by the supervising office, which enters for units (代录); else by a unit for its own drafts. */
    asOffice: flag("as_office"),
    state: text("state", { enum: LEDGER_IMPORT_STATES }).notNull().default("open"),
    name: text("name").notNull(),
    size: integer("size").notNull(),
    sha256: text("sha256").notNull(),
    /** What is told of the sheet as a whole, and of rows that are not compared. */
    told: text("told", { mode: "json" }).$type<unknown>().notNull(),
    broughtById: integer("brought_by_id").notNull(),
    broughtAt: integer("brought_at").notNull(),
    closedById: integer("closed_by_id"),
    closedAt: integer("closed_at"),
    version: versionColumn(),
  },
  (t) => [index("ledger_imports_plan").on(t.planId, t.sha256)],
)

export const ledgerImportPieces = sqliteTable(
  "ledger_import_pieces",
  {
    importId: integer("import_id").notNull(),
    position: integer("position").notNull(),
    bytes: blob("bytes", { mode: "buffer" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.position] })],
)

/** The rows that say something, as they were read; `page` on which they are shown. */
export const ledgerImportRows = sqliteTable(
  "ledger_import_rows",
  {
    importId: integer("import_id").notNull(),
    position: integer("position").notNull(),
    page: integer("page").notNull(),
    assignmentId: integer("assignment_id").notNull(),
    content: text("content", { mode: "json" }).$type<unknown>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.position] })],
)

export const TAKING_OUTCOMES = ["taken", "left", "refused"] as const

/** What was decided about one cell: the text as it left, as it was typed, as it stood here, and what became of it. */
export const ledgerTakings = sqliteTable(
  "ledger_takings",
  {
    importId: integer("import_id").notNull(),
    position: integer("position").notNull(),
    field: text("field").notNull(),
    /** The import's version of the act that decided: what was refused may be taken later. */
    turn: integer("turn").notNull(),
    assignmentId: integer("assignment_id").notNull(),
    /** Null: the text as it left is not among what was reported. */
    before: text("before"),
    typed: text("typed").notNull(),
    standing: text("standing").notNull(),
    outcome: text("outcome", { enum: TAKING_OUTCOMES }).notNull(),
    /** Why it was refused, as a code and its facts. */
    reason: text("reason", { mode: "json" }).$type<{ code: string; facts: Record<string, string> }>(),
    byId: integer("by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.position, t.field, t.turn] }),
    index("ledger_takings_assignment").on(t.assignmentId),
  ],
)

export type LedgerImport = typeof ledgerImports.$inferSelect
export type LedgerTaking = typeof ledgerTakings.$inferSelect
