import { sql } from "drizzle-orm"
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { assignments } from "./assignments.ts"
import { flag, versionColumn } from "./columns.ts"
import { rounds } from "./rounds.ts"

export const REPORT_STATES = ["draft", "signing", "submitted", "accepted", "returned"] as const

/** 进展: where the report of one assignment for one round stands; its words are in `report_versions`. */
export const reports = sqliteTable(
  "reports",
  {
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    planId: integer("plan_id").notNull(),
    unitId: integer("unit_id").notNull(),
    state: text("state", { enum: REPORT_STATES }).notNull(),
    /** The latest version's number, tick and moment. */
    latest: integer("latest").notNull(),
    hasDifficulty: flag("has_difficulty"),
    firstSubmittedAt: integer("first_submitted_at"),
    submittedAt: integer("submitted_at"),
    /** The head who signed the latest version. */
    signedById: integer("signed_by_id"),
    /** Why the head sent it back inside the unit (审签退回); nobody else's business. */
    headRemark: text("head_remark").notNull().default(""),
    /** The office's answer; it stands until the next one. */
    opinion: text("opinion").notNull().default(""),
    judgedById: integer("judged_by_id"),
    judgedAt: integer("judged_at"),
    resubmitBy: text("resubmit_by"),
    version: versionColumn(),
  },
  (t) => [
    primaryKey({ columns: [t.assignmentId, t.roundId] }),
    index("reports_round").on(t.roundId),
    index("reports_state").on(t.state, t.submittedAt),
    index("reports_difficulty").on(t.roundId).where(sql`has_difficulty`),
  ],
)

/** What was reported, version beside version; never changed. */
export const reportVersions = sqliteTable(
  "report_versions",
  {
    assignmentId: integer("assignment_id").notNull(),
    roundId: integer("round_id").notNull(),
    number: integer("number").notNull(),
    /** 落实情况, 存在问题, 下步打算, 有困难 (needs coordination), 无变化. */
    achieved: text("achieved").notNull(),
    problems: text("problems").notNull(),
    nextSteps: text("next_steps").notNull(),
    hasDifficulty: flag("has_difficulty"),
    unchanged: flag("unchanged"),
    /** Who drafted, who sent it off; for a paper report who entered it (代录). */
    writtenById: integer("written_by_id").notNull(),
    sentById: integer("sent_by_id").notNull(),
    enteredById: integer("entered_by_id"),
    at: integer("at").notNull(),
    /** 已完成本阶段: the stage that this report says is reached. */
    stageId: integer("stage_id"),
  },
  (t) => [
    primaryKey({ columns: [t.assignmentId, t.roundId, t.number] }),
    index("report_versions_stage").on(t.assignmentId, t.stageId).where(sql`stage_id is not null`),
  ],
)

/** What is being typed. Overwritten without an event; `revision` tells two tabs apart. */
export const drafts = sqliteTable(
  "drafts",
  {
    assignmentId: integer("assignment_id").notNull(),
    roundId: integer("round_id").notNull(),
    achieved: text("achieved").notNull(),
    problems: text("problems").notNull(),
    nextSteps: text("next_steps").notNull(),
    hasDifficulty: flag("has_difficulty"),
    unchanged: flag("unchanged"),
    revision: integer("revision").notNull(),
    savedById: integer("saved_by_id").notNull(),
    savedAt: integer("saved_at").notNull(),
    stageId: integer("stage_id"),
  },
  (t) => [primaryKey({ columns: [t.assignmentId, t.roundId] })],
)

export type Report = typeof reports.$inferSelect
export type ReportVersion = typeof reportVersions.$inferSelect
export type Draft = typeof drafts.$inferSelect
export type ReportState = Report["state"]
