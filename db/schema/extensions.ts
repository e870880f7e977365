import { sql } from "drizzle-orm"
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id } from "./columns.ts"
import { plans } from "./plans.ts"

export const EXTENSION_TARGETS = ["deadline", "rectification", "notice"] as const
export const EXTENSION_STATES = ["asked", "granted", "refused", "withdrawn"] as const

/**
 * 延期: asked for by the unit before the day has passed, decided by the office. Of an assignment's own deadline, of its
 * 限期整改, or of a notice. The row says what stood before, what was asked for and what was granted, for ever. Its events
 * are those of the assignment or the notice, whose version guards it.
 */
export const extensions = sqliteTable(
  "extensions",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    unitId: integer("unit_id").notNull(),
    target: text("target", { enum: EXTENSION_TARGETS }).notNull(),
    assignmentId: integer("assignment_id"),
    noticeId: integer("notice_id"),
    /** The day that stood when it was asked for. */
    formerBy: text("former_by").notNull(),
    wantedBy: text("wanted_by").notNull(),
    reason: text("reason").notNull(),
    /** What has been done so far. */
    progress: text("progress").notNull(),
    state: text("state", { enum: EXTENSION_STATES }).notNull(),
    grantedBy: text("granted_by"),
    askedById: integer("asked_by_id").notNull(),
    askedAt: integer("asked_at").notNull(),
    decidedById: integer("decided_by_id"),
    decidedAt: integer("decided_at"),
    opinion: text("opinion").notNull().default(""),
  },
  (t) => [
    index("extensions_assignment").on(t.assignmentId),
    index("extensions_notice").on(t.noticeId).where(sql`notice_id is not null`),
    index("extensions_open").on(t.planId, t.askedAt).where(sql`state = 'asked'`),
  ],
)

export type Extension = typeof extensions.$inferSelect
