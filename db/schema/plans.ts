import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { flag, id, versionColumn } from "./columns.ts"
import { units } from "./units.ts"

export const RHYTHMS = ["weekly", "monthly", "quarterly", "half_yearly", "yearly", "none"] as const
/** Where a due day goes that falls on a rest day: to the working day after it (顺延), or before it. */
export const ROLLS = ["next", "previous"] as const
export const ROLL_UPS = ["all", "first", "any"] as const
export const CONFIRMERS = ["supervisor", "unit", "leader"] as const
export const URGENCIES = ["flat", "urgent", "most_urgent"] as const
export const HANDLINGS = ["public", "internal", "work_secret"] as const
export type Handling = (typeof HANDLINGS)[number]
/** Of a draft the first two, of a plan the others: one table of moves (src/plans/plan/workflow.ts). */
export const PLAN_STATES = ["draft", "approving", "issued", "withdrawn", "archived"] as const
export const APPROVERS = ["none", "supervisor", "head", "leader"] as const

/** 分工方案. `number` of design.md is the row id: the running number from 1. */
export const plans = sqliteTable("plans", {
  id: id(),
  title: text("title").notNull(),
  docNumber: text("doc_number"),
  issuer: text("issuer").notNull().default(""),
  basis: text("basis"),
  basisDocNumber: text("basis_doc_number"),
  preamble: text("preamble"),
  closing: text("closing"),
  issuedOn: text("issued_on").notNull(),
  supervisingUnitId: integer("supervising_unit_id")
    .notNull()
    .references(() => units.id),
  /** Who confirms (复核) what the supervising office judges of itself. */
  confirmer: text("confirmer", { enum: CONFIRMERS }).notNull().default("supervisor"),
  confirmingUnitId: integer("confirming_unit_id").references(() => units.id),
  rhythm: text("rhythm", { enum: RHYTHMS }).notNull().default("quarterly"),
  rollUp: text("roll_up", { enum: ROLL_UPS }).notNull().default("all"),
  /** Reports pass the unit's head before they are sent. */
  headSigns: flag("head_signs"),
  /** Supporting units report too. */
  supportReports: flag("support_reports"),
  /** Who approves a 督办单 before it is issued. */
  noticeApprover: text("notice_approver", { enum: APPROVERS }).notNull().default("none"),
  urgency: text("urgency", { enum: URGENCIES }).notNull().default("flat"),
  handling: text("handling", { enum: HANDLINGS }).notNull().default("internal"),
  state: text("state", { enum: PLAN_STATES }).notNull(),
  /** The document as it was read, and its file name. */
  source: text("source").notNull(),
  sourceName: text("source_name").notNull().default(""),
  version: versionColumn(),
  /** The plan of the year before, if this one was drafted from it. */
  predecessorId: integer("predecessor_id"),
  /** 允许凭链接填报: liaisons may report by a personal link (src/reports/links). */
  allowsLinks: flag("allows_links"),
  /**
   * 报送安排: the day on which each round falls due (src/plans/rounds/rounds.ts). `dueShift`: so many months (weeks of a weekly
   * rhythm) after the last one of the period; `dueDay`: of that month, 31 its last one whatever its length (of that week,
   * 1 Monday … 7 Sunday). Null: none has been set.
   */
  dueShift: integer("due_shift"),
  dueDay: integer("due_day"),
  dueRoll: text("due_roll", { enum: ROLLS }).notNull().default("next"),
  /** So many working days before its due day a round opens; null: as the office's settings propose. */
  opensBefore: integer("opens_before"),
  /** On that day it opens by itself. */
  opensItself: flag("opens_itself"),
  /** The words, hand and moment of the last move after 下达: 撤回, 归档, 恢复; all of them are in the trail. */
  remark: text("remark").notNull().default(""),
  movedById: integer("moved_by_id"),
  movedAt: integer("moved_at"),
  /** 审定: who agreed to its 下达, or to its last 更新; null: nobody was asked. */
  approvedById: integer("approved_by_id"),
  approvedAt: integer("approved_at"),
})

export const sections = sqliteTable(
  "sections",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    position: integer("position").notNull(),
    text: text("text").notNull(),
  },
  (t) => [uniqueIndex("sections_plan").on(t.planId, t.position)],
)

export type Plan = typeof plans.$inferSelect
export type Section = typeof sections.$inferSelect
export type Rhythm = Plan["rhythm"]
export type Roll = Plan["dueRoll"]
