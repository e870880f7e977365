import { sql } from "drizzle-orm"
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id } from "./columns.ts"

export const VERDICTS = [
  "accept",
  "return",
  "close",
  "hand_back",
  "rectify",
  "suspend",
  "prolong",
  "terminate",
  "fail",
  "grant",
  "refuse",
] as const

/**
 * 初核 of what the supervising office does itself, waiting for or answered by 复核: of a report (`assignmentId`,
 * `roundId`), a closure, suspension or termination (`assignmentId` alone), the answer to a notice (`noticeId`) or an
 * extension (`extensionId`).
 */
export const proposals = sqliteTable(
  "proposals",
  {
    id: id(),
    planId: integer("plan_id").notNull(),
    assignmentId: integer("assignment_id"),
    roundId: integer("round_id"),
    noticeId: integer("notice_id"),
    extensionId: integer("extension_id"),
    verdict: text("verdict", { enum: VERDICTS }).notNull(),
    opinion: text("opinion").notNull(),
    /** Resubmit, rectify, answer or finish by; suspended until. */
    answerBy: text("answer_by"),
    /** What else the act will say: whose decision it is, into what a part is merged. */
    particulars: text("particulars", { mode: "json" }).$type<Record<string, unknown>>().notNull().default({}),
    proposedById: integer("proposed_by_id").notNull(),
    proposedAt: integer("proposed_at").notNull(),
    confirmed: integer("confirmed", { mode: "boolean" }),
    decidedById: integer("decided_by_id"),
    decidedAt: integer("decided_at"),
    decision: text("decision").notNull().default(""),
  },
  (t) => [
    index("proposals_open").on(t.assignmentId).where(sql`confirmed is null`),
    index("proposals_assignment").on(t.assignmentId),
    index("proposals_notice").on(t.noticeId).where(sql`notice_id is not null`),
    index("proposals_extension").on(t.extensionId).where(sql`extension_id is not null`),
  ],
)

export type Proposal = typeof proposals.$inferSelect
export type Verdict = Proposal["verdict"]
