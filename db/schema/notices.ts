import { sql } from "drizzle-orm"
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { plans } from "./plans.ts"
import { units } from "./units.ts"

export const NOTICE_KINDS = ["demand", "rectification", "interview", "circular"] as const
export const NOTICE_SOURCES = ["assignment", "task", "late_list", "instruction", "inspection"] as const

export const NOTICE_STATES = [
  "draft",
  "approving",
  "issued",
  "acknowledged",
  "answered",
  "failed",
  "closed",
  "revoked",
  "discarded",
] as const

/**
 * 督办单: a numbered written demand on one unit with a deadline. `year` and `number` come with its issue: each
 * kind is a 代字 that counts by itself within an office and a year. `firstDueBy` stays what was first asked; `dueBy` moves when an answer does not pass.
 */
export const notices = sqliteTable(
  "notices",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    /** The supervising office that issues it. */
    officeId: integer("office_id").notNull(),
    /** The addressee, or whoever has taken it over. */
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    kind: text("kind", { enum: NOTICE_KINDS }).notNull(),
    source: text("source", { enum: NOTICE_SOURCES }).notNull(),
    /** The 批示 that it follows up. */
    instructionId: integer("instruction_id"),
    /** The inspection whose findings it demands to be set right. */
    inspectionId: integer("inspection_id"),
    year: integer("year"),
    number: integer("number"),
    title: text("title").notNull(),
    /** 任务依据, 存在问题 (for a rectification), 办理要求. */
    basis: text("basis").notNull().default(""),
    facts: text("facts").notNull().default(""),
    demand: text("demand").notNull(),
    /** 联系人、电话, as printed. */
    contact: text("contact").notNull().default(""),
    firstDueBy: text("first_due_by").notNull(),
    dueBy: text("due_by").notNull(),
    state: text("state", { enum: NOTICE_STATES }).notNull(),
    draftedById: integer("drafted_by_id").notNull(),
    draftedAt: integer("drafted_at").notNull(),
    /** Who approved (审定) or simply issued it. */
    issuedById: integer("issued_by_id"),
    issuedAt: integer("issued_at"),
    acknowledgedById: integer("acknowledged_by_id"),
    acknowledgedAt: integer("acknowledged_at"),
    /** The latest answer's number; 0: none yet. */
    latest: integer("latest").notNull().default(0),
    answeredAt: integer("answered_at"),
    /** The last word about it: of whoever approved, verified or revoked it. */
    opinion: text("opinion").notNull().default(""),
    judgedById: integer("judged_by_id"),
    judgedAt: integer("judged_at"),
    version: versionColumn(),
    /** To whom it was issued, where that was another unit than the one that has it now. */
    issuedToId: integer("issued_to_id"),
  },
  (t) => [
    uniqueIndex("notices_number").on(t.officeId, t.year, t.kind, t.number),
    index("notices_unit").on(t.unitId, t.state),
    index("notices_plan").on(t.planId, t.state),
    index("notices_state").on(t.state, t.answeredAt),
    index("notices_instruction").on(t.instructionId).where(sql`instruction_id is not null`),
    index("notices_inspection").on(t.inspectionId).where(sql`inspection_id is not null`),
  ],
)

/** The unit's assignments that a notice is about. */
export const noticeItems = sqliteTable(
  "notice_items",
  { noticeId: integer("notice_id").notNull(), assignmentId: integer("assignment_id").notNull() },
  (t) => [primaryKey({ columns: [t.noticeId, t.assignmentId] }), index("notice_items_assignment").on(t.assignmentId)],
)

/** 办理情况 as sent, answer beside answer; never changed. */
export const noticeAnswers = sqliteTable(
  "notice_answers",
  {
    noticeId: integer("notice_id").notNull(),
    number: integer("number").notNull(),
    text: text("text").notNull(),
    writtenById: integer("written_by_id").notNull(),
    sentById: integer("sent_by_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.noticeId, t.number] })],
)

/** An answer being typed; like every draft overwritten without an event. */
export const noticeDrafts = sqliteTable("notice_drafts", {
  noticeId: integer("notice_id").primaryKey(),
  text: text("text").notNull(),
  revision: integer("revision").notNull(),
  savedById: integer("saved_by_id").notNull(),
  savedAt: integer("saved_at").notNull(),
})

export type Notice = typeof notices.$inferSelect
export type NoticeDraft = typeof noticeDrafts.$inferSelect
export type NoticeState = Notice["state"]
export type NoticeKind = Notice["kind"]
