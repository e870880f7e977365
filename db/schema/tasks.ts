import { sql } from "drizzle-orm"
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { flag, id, versionColumn } from "./columns.ts"
import { people } from "./people.ts"
import { plans, RHYTHMS, sections } from "./plans.ts"

export const DEADLINES = ["none", "date", "yearly", "continuing", "printed"] as const

export const tasks = sqliteTable(
  "tasks",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    sectionId: integer("section_id").references(() => sections.id),
    ordinal: integer("ordinal").notNull(),
    label: text("label").notNull(),
    text: text("text").notNull(),
    /** Null: as the plan says. */
    rhythm: text("rhythm", { enum: RHYTHMS }),
    deadline: text("deadline", { enum: DEADLINES }).notNull().default("none"),
    /** As printed, when the document names one. */
    deadlineText: text("deadline_text"),
    /** The day by which the task is to be done; for a yearly one its next such day. */
    dueBy: text("due_by"),
    version: versionColumn(),
    /** 追加: it was added to the issued plan and stands in no wording of the document. */
    isAdded: flag("is_added"),
  },
  (t) => [uniqueIndex("tasks_plan").on(t.planId, t.ordinal)],
)

/** 责任领导: who answers for a task among the leaders, in their order; `personId` null: known by name only. */
export const taskLeaders = sqliteTable(
  "task_leaders",
  {
    taskId: integer("task_id")
      .notNull()
      .references(() => tasks.id),
    position: integer("position").notNull(),
    personId: integer("person_id").references(() => people.id),
    name: text("name").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.taskId, t.position] }),
    index("task_leaders_person").on(t.personId).where(sql`person_id is not null`),
  ],
)

export type Task = typeof tasks.$inferSelect
export type Deadline = Task["deadline"]
