import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

/** 表彰奖励, 经验做法, 结果运用. */
export const OUTCOME_KINDS = ["praise", "practice", "use"] as const

/** What came of a year for a unit: praise, a practice worth copying, a use that was made of a result. */
export const outcomes = sqliteTable(
  "outcomes",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => years.year),
    kind: text("kind", { enum: OUTCOME_KINDS }).notNull(),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    happenedOn: text("happened_on").notNull(),
    title: text("title").notNull(),
    /** By whom it was decided, and by which document. */
    authority: text("authority").notNull().default(""),
    docNumber: text("doc_number").notNull().default(""),
    text: text("text").notNull().default(""),
    discardWhy: text("discard_why").notNull().default(""),
    enteredById: integer("entered_by_id").notNull(),
    enteredAt: integer("entered_at").notNull(),
    version: versionColumn(),
  },
  (t) => [index("outcomes_year").on(t.year, t.happenedOn), index("outcomes_unit").on(t.unitId, t.year)],
)

export type Outcome = typeof outcomes.$inferSelect
export type OutcomeKind = Outcome["kind"]
