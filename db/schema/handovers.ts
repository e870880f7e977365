import { sql } from "drizzle-orm"
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { flag, id, versionColumn } from "./columns.ts"
import { people, posts } from "./people.ts"

export const HANDOVER_STATES = ["proposed", "confirmed", "refused", "withdrawn"] as const
/** Why a post is handed over: its holder wants to; the account is disabled; the person goes to another unit. */
export const HANDOVER_CAUSES = ["own", "left", "moved"] as const

export const handovers = sqliteTable(
  "handovers",
  {
    id: id(),
    postId: integer("post_id")
      .notNull()
      .references(() => posts.id),
    cause: text("cause", { enum: HANDOVER_CAUSES }).notNull(),
    toPersonId: integer("to_person_id").references(() => people.id),
    toName: text("to_name").notNull().default(""),
    standIn: flag("stand_in"),
    fromOn: text("from_on").notNull(),
    untilOn: text("until_on"),
    /** What else the proposer says, such as how to reach somebody who has no account yet. */
    remark: text("remark").notNull().default(""),
    state: text("state", { enum: HANDOVER_STATES }).notNull(),
    proposedById: integer("proposed_by_id")
      .notNull()
      .references(() => people.id),
    proposedAt: integer("proposed_at").notNull(),
    decidedById: integer("decided_by_id"),
    decidedAt: integer("decided_at"),
    /** Why it was refused. */
    opinion: text("opinion").notNull().default(""),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("handovers_open").on(t.postId, t.standIn).where(sql`state = 'proposed'`),
    index("handovers_post").on(t.postId),
    index("handovers_successor").on(t.toPersonId).where(sql`to_person_id is not null`),
  ],
)

export type Handover = typeof handovers.$inferSelect
