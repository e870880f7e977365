import { sql } from "drizzle-orm"
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { assignments } from "./assignments.ts"
import { flag, id, versionColumn } from "./columns.ts"
import { people } from "./people.ts"
import { rounds } from "./rounds.ts"
import { units } from "./units.ts"

/** Of a part passed on to a lower body (src/reports/breakdowns/workflow.ts). */
export const BREAKDOWN_STATES = ["passed", "accepted", "declined", "withdrawn", "ended"] as const
export const BREAKDOWN_REPORT_STATES = ["draft", "sent", "returned"] as const

/**
 * 分解落实: a part that its unit has passed on, whole or in words of its own, to one lower body: a unit below it
 * (`unitId`), or a 科室 that has no account and is only a name (`office`) with a 经办人 of the unit (`handlerId`). A lower
 * body passes on again what it was given by `upperId`.
 */
export const breakdowns = sqliteTable(
  "breakdowns",
  {
    id: id(),
    planId: integer("plan_id").notNull(),
    taskId: integer("task_id").notNull(),
    assignmentId: integer("assignment_id")
      .notNull()
      .references(() => assignments.id),
    upperId: integer("upper_id"),
    fromUnitId: integer("from_unit_id")
      .notNull()
      .references(() => units.id),
    unitId: integer("unit_id").references(() => units.id),
    office: text("office").notNull().default(""),
    handlerId: integer("handler_id").references(() => people.id),
    /** What exactly it is to do; empty: the whole part. */
    words: text("words").notNull().default(""),
    /** 内部期限: so many days before the day by which the unit itself reports. */
    daysBefore: integer("days_before").notNull(),
    state: text("state", { enum: BREAKDOWN_STATES }).notNull(),
    /** The words, hand and moment of the last move. */
    remark: text("remark").notNull().default(""),
    passedById: integer("passed_by_id").notNull(),
    passedAt: integer("passed_at").notNull(),
    movedById: integer("moved_by_id"),
    movedAt: integer("moved_at"),
    /** 催办 by the upper unit, the last one. */
    urgedAt: integer("urged_at"),
    version: versionColumn(),
  },
  (t) => [
    index("breakdowns_assignment").on(t.assignmentId),
    index("breakdowns_unit").on(t.unitId, t.state),
    index("breakdowns_from").on(t.fromUnitId, t.state),
    index("breakdowns_handler").on(t.handlerId).where(sql`handler_id is not null`),
  ],
)

/** What a lower body reports to the unit that passed the part on, for one round; never to the office. */
export const breakdownReports = sqliteTable(
  "breakdown_reports",
  {
    breakdownId: integer("breakdown_id")
      .notNull()
      .references(() => breakdowns.id),
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    state: text("state", { enum: BREAKDOWN_REPORT_STATES }).notNull(),
    latest: integer("latest").notNull(),
    sentAt: integer("sent_at"),
    firstSentAt: integer("first_sent_at"),
    /** Why the upper unit sent it back, and by when it is to come again. */
    remark: text("remark").notNull().default(""),
    resubmitBy: text("resubmit_by"),
    /** 汇入: the version that the upper unit has taken into its own report. */
    takenUp: integer("taken_up"),
    version: versionColumn(),
  },
  (t) => [primaryKey({ columns: [t.breakdownId, t.roundId] })],
)

/** What a lower body has sent, version beside version. */
export const breakdownVersions = sqliteTable(
  "breakdown_versions",
  {
    breakdownId: integer("breakdown_id").notNull(),
    roundId: integer("round_id").notNull(),
    number: integer("number").notNull(),
    achieved: text("achieved").notNull(),
    problems: text("problems").notNull(),
    nextSteps: text("next_steps").notNull(),
    hasDifficulty: flag("has_difficulty"),
    sentById: integer("sent_by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.breakdownId, t.roundId, t.number] })],
)

/** What a lower body is typing; like every draft overwritten without an event. */
export const breakdownDrafts = sqliteTable(
  "breakdown_drafts",
  {
    breakdownId: integer("breakdown_id").notNull(),
    roundId: integer("round_id").notNull(),
    achieved: text("achieved").notNull(),
    problems: text("problems").notNull(),
    nextSteps: text("next_steps").notNull(),
    hasDifficulty: flag("has_difficulty"),
    revision: integer("revision").notNull(),
    savedById: integer("saved_by_id").notNull(),
    savedAt: integer("saved_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.breakdownId, t.roundId] })],
)

export type Breakdown = typeof breakdowns.$inferSelect
export type BreakdownReport = typeof breakdownReports.$inferSelect
export type BreakdownDraft = typeof breakdownDrafts.$inferSelect
