import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"
import { years } from "./years.ts"

/** 合格, 不合格, 参加 without a mark. */
export const EXAM_RESULTS = ["passed", "failed", "took"] as const
/** 书面述法, 口头述法. */
export const STATEMENT_FORMS = ["written", "oral"] as const
/** 优秀 (好), 良好 (较好), 一般, 较差 (差). */
export const STATEMENT_GRADES = ["excellent", "good", "fair", "poor"] as const

/**
 * 学法考试 and 述法 of a year, a person each: the name and the post, and no other word about who it is. Name and post leave no
 * imprint, and no event says them, so that a row that is removed is gone.
 */
export const results = sqliteTable(
  "results",
  {
    id: id(),
    year: integer("year")
      .notNull()
      .references(() => years.year),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    name: text("name").notNull(),
    post: text("post").notNull(),
    /** In tenths of a point; null: no score. */
    score: integer("score"),
    exam: text("exam", { enum: EXAM_RESULTS }),
    statement: text("statement", { enum: STATEMENT_FORMS }),
    grade: text("grade", { enum: STATEMENT_GRADES }),
    /** The day of the exam, or of the 述法 where there was none. */
    happenedOn: text("happened_on"),
    enteredById: integer("entered_by_id").notNull(),
    enteredAt: integer("entered_at").notNull(),
    version: versionColumn(),
  },
  (t) => [index("results_unit").on(t.year, t.unitId)],
)

export type Result = typeof results.$inferSelect
