import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"

/** 综述: the first lead's or the office's words on a task for a round, version beside version. */
export const summaries = sqliteTable(
  "summaries",
  {
    taskId: integer("task_id").notNull(),
    roundId: integer("round_id").notNull(),
    number: integer("number").notNull(),
    text: text("text").notNull(),
    byId: integer("by_id").notNull(),
    byUnitId: integer("by_unit_id"),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.taskId, t.roundId, t.number] })],
)

export type Summary = typeof summaries.$inferSelect
