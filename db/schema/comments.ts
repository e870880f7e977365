import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { releases } from "./releases.ts"

export const COMMENT_STATES = ["received", "answered", "shown", "dismissed"] as const

/**
 * 公众意见 on what was released. Of whoever wrote it nothing is kept but the words; by `keyHash` they find the answer at an
 * address that only they have.
 */
export const comments = sqliteTable(
  "comments",
  {
    id: id(),
    releaseId: integer("release_id")
      .notNull()
      .references(() => releases.id),
    text: text("text").notNull(),
    keyHash: text("key_hash").notNull().unique(),
    receivedAt: integer("received_at").notNull(),
    state: text("state", { enum: COMMENT_STATES }).notNull(),
    /** What was answered, or why nothing is done about it. */
    answer: text("answer").notNull().default(""),
    answeredById: integer("answered_by_id"),
    answeredAt: integer("answered_at"),
    shownById: integer("shown_by_id"),
    shownAt: integer("shown_at"),
    version: versionColumn(),
  },
  (t) => [index("comments_release").on(t.releaseId, t.state), index("comments_received").on(t.receivedAt)],
)

export type Comment = typeof comments.$inferSelect
export type CommentState = Comment["state"]
