import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { flag, id, versionColumn } from "./columns.ts"
import { plans } from "./plans.ts"
import { tasks } from "./tasks.ts"

export const INSTRUCTION_STATES = ["noted", "open", "answered", "settled"] as const

/**
 * 批示: a leader's remark on a task, on a list or on the whole plan. Given by the leader, or entered by the office from
 * paper. `followUp`: the office is to see to it and answer.
 */
export const instructions = sqliteTable(
  "instructions",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    /** Null: on a list or the whole plan, which `about` names. */
    taskId: integer("task_id").references(() => tasks.id),
    about: text("about").notNull(),
    text: text("text").notNull(),
    /** Who gave it; `leaderId` where that is a person with a login. */
    leaderName: text("leader_name").notNull(),
    leaderId: integer("leader_id"),
    givenOn: text("given_on").notNull(),
    writtenById: integer("written_by_id").notNull(),
    writtenAt: integer("written_at").notNull(),
    followUp: flag("follow_up"),
    replyBy: text("reply_by"),
    state: text("state", { enum: INSTRUCTION_STATES }).notNull(),
    /** The office's answer, and what the leader said of it; earlier ones are in the trail. */
    reply: text("reply").notNull().default(""),
    repliedById: integer("replied_by_id"),
    repliedAt: integer("replied_at"),
    remark: text("remark").notNull().default(""),
    version: versionColumn(),
  },
  (t) => [index("instructions_plan").on(t.planId, t.state), index("instructions_task").on(t.taskId)],
)

/** The assignments that an instruction is about. */
export const instructionItems = sqliteTable(
  "instruction_items",
  { instructionId: integer("instruction_id").notNull(), assignmentId: integer("assignment_id").notNull() },
  (t) => [primaryKey({ columns: [t.instructionId, t.assignmentId] })],
)

export type Instruction = typeof instructions.$inferSelect
