import { sql } from "drizzle-orm"
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { assignments } from "./assignments.ts"
import { flag, id, versionColumn } from "./columns.ts"
import { plans } from "./plans.ts"

/** 填报期. */
export const rounds = sqliteTable(
  "rounds",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    /** Running number within the plan, from 1. */
    number: integer("number").notNull(),
    name: text("name").notNull(),
    opensOn: text("opens_on").notNull(),
    dueBy: text("due_by").notNull(),
    evidenceRequired: flag("evidence_required"),
    /** 所属时期: the last day of the period that the round is about; null: opened before it was kept. */
    period: text("period"),
    /** The day that the plan's rule names, where the due day was moved off a rest day. */
    ruleBy: text("rule_by"),
    /** 截止: figures are frozen as of this instant; null while open. */
    cutOffAt: integer("cut_off_at"),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("rounds_plan").on(t.planId, t.number),
    index("rounds_open").on(t.dueBy).where(sql`cut_off_at is null`),
  ],
)

/** What is owed: one row per assignment and round, decided when the round opens. */
export const dues = sqliteTable(
  "dues",
  {
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    planId: integer("plan_id").notNull(),
    unitId: integer("unit_id").notNull(),
    /** First 报送; null: still owed. */
    reportedAt: integer("reported_at"),
    /** 补列: taken into the round after it had opened, when and by whom. */
    addedAt: integer("added_at"),
    addedById: integer("added_by_id"),
  },
  (t) => [
    primaryKey({ columns: [t.roundId, t.assignmentId] }),
    index("dues_owed").on(t.unitId, t.roundId).where(sql`reported_at is null`),
    index("dues_assignment").on(t.assignmentId),
  ],
)

export type Round = typeof rounds.$inferSelect
