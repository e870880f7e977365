import { sql } from "drizzle-orm"
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { people } from "./people.ts"
import { plans } from "./plans.ts"
import { tasks } from "./tasks.ts"
import { units } from "./units.ts"

export const ROLES = ["lead", "responsible", "support"] as const

export const ASSIGNMENT_STATES = [
  "awaiting",
  "active",
  "claimed",
  "rectifying",
  "disputed",
  "suspended",
  "closed",
  "terminated",
] as const

/** 分工: one unit × one task. State is kept here; a task's state is derived. */
export const assignments = sqliteTable(
  "assignments",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    taskId: integer("task_id")
      .notNull()
      .references(() => tasks.id),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    role: text("role", { enum: ROLES }).notNull(),
    /** Order as printed; the first lead is 第一牵头单位. */
    position: integer("position").notNull(),
    state: text("state", { enum: ASSIGNMENT_STATES }).notNull().default("awaiting"),
    /** 具体措施, 责任科室, 责任人: what the unit says of its own part. */
    measures: text("measures").notNull().default(""),
    office: text("office").notNull().default(""),
    personInCharge: text("person_in_charge").notNull().default(""),
    /** 经办人, to whom the liaison handed the item. */
    handlerId: integer("handler_id").references(() => people.id),
    /** The 经办人 who has left: it came back to the liaison, who has not yet said who does it now. */
    formerHandlerId: integer("former_handler_id").references(() => people.id),
    /** The words, hand and moment of the last move; all of them are in the trail. */
    remark: text("remark").notNull().default(""),
    movedById: integer("moved_by_id"),
    movedAt: integer("moved_at"),
    rectifyBy: text("rectify_by"),
    /** 挂起至: the day after which it is to be taken up again, if one was named. */
    suspendedUntil: text("suspended_until"),
    /** 并入: the assignment that has taken this one over. */
    mergedIntoId: integer("merged_into_id"),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("assignments_task").on(t.taskId, t.unitId),
    index("assignments_plan").on(t.planId),
    index("assignments_unit").on(t.unitId, t.state),
    index("assignments_unit_plan").on(t.unitId, t.planId),
    index("assignments_state").on(t.state),
    index("assignments_handler").on(t.handlerId).where(sql`handler_id is not null`),
    index("assignments_described").on(t.planId).where(sql`measures || office || person_in_charge <> ''`),
    index("assignments_merged").on(t.mergedIntoId).where(sql`merged_into_id is not null`),
  ],
)

/** 每年完成: each year that a part has completed, by its 申请办结 and the office's word; the next day is a year later. */
export const completions = sqliteTable(
  "completions",
  {
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    year: integer("year").notNull(),
    /** The day that counted for the year, with what was granted. */
    dueBy: text("due_by").notNull(),
    claimedOn: text("claimed_on").notNull(),
    acceptedAt: integer("accepted_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.assignmentId, t.year] })],
)

export type Assignment = typeof assignments.$inferSelect
export type AssignmentState = Assignment["state"]
export type Role = Assignment["role"]
