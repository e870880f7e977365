import { sql } from "drizzle-orm"
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { assignments } from "./assignments.ts"
import { id } from "./columns.ts"
import { tasks } from "./tasks.ts"

/** 阶段: what is to be reached of a task by a day of its own, before the whole is done. A removed one stays. */
export const stages = sqliteTable(
  "stages",
  {
    id: id(),
    taskId: integer("task_id")
      .notNull()
      .references(() => tasks.id),
    ordinal: integer("ordinal").notNull(),
    text: text("text").notNull(),
    dueBy: text("due_by").notNull(),
    removedAt: integer("removed_at"),
  },
  (t) => [index("stages_task").on(t.taskId), index("stages_due").on(t.dueBy).where(sql`removed_at is null`)],
)

/**
 * The office's own word on whether a part has reached a stage; the latest counts. Usually nobody has to say it: a report
 * that ticks the stage says so as long as the office has it (src/plans/stages/scope.ts).
 */
export const stageCompletions = sqliteTable(
  "stage_completions",
  {
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    stageId: integer("stage_id")
      .notNull()
      .references(() => stages.id),
    at: integer("at").notNull(),
    byId: integer("by_id").notNull(),
    reached: integer("reached", { mode: "boolean" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.assignmentId, t.stageId, t.at] })],
)
