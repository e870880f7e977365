import { index, integer, sqliteTable, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id } from "./columns.ts"

/**
 * 搜索: which report stands in the index of words (`sought_pairs`) under which id, the newest last. Made by triggers of the
 * versions, and made again from them (db/sought.ts).
 */
export const soughtReports = sqliteTable(
  "sought_reports",
  {
    id: id(),
    assignmentId: integer("assignment_id").notNull(),
    roundId: integer("round_id").notNull(),
    planId: integer("plan_id").notNull(),
  },
  (t) => [
    uniqueIndex("sought_reports_report").on(t.assignmentId, t.roundId),
    index("sought_reports_plan").on(t.planId, t.id),
  ],
)
