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

/** 初核 of what the supervising office does itself, waiting for or answered by 复核. */
export const proposals = sqliteTable(
  "proposals",
  {
    id: id(),
    /** What is judged: `report:12/3`, `assignment:3` for its closure, suspension or termination, `notice:4`, `extension:5`. */
    subject: text("subject").notNull(),
    /** Null: it belongs to no plan. */
    planId: integer("plan_id"),
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
    index("proposals_subject").on(t.subject),
    index("proposals_open").on(t.subject).where(sql`confirmed is null`),
  ],
)

export type Proposal = typeof proposals.$inferSelect
export type Verdict = Proposal["verdict"]
