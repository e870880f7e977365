import { sql } from "drizzle-orm"
import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { people } from "./people.ts"

/** 口令重置 by two administrators. */
export const RESET_STATES = ["asked", "confirmed", "used", "expired", "withdrawn", "refused"] as const

/**
 * 岗位交接: who is to hold a post instead of its holder, or beside them for a time (AB角). Its holder proposes it, or the
 * 系统管理员 when the holder leaves; the 安全管理员 confirms, and only then a post ends or begins. `toName` without
 * `toPersonId`: somebody who has no account yet. Neither: 暂缺, nobody for now.
 */
/** A password that takes two administrators: asked by one, confirmed by another, opened once by a code. No asker: from the server. */
export const resets = sqliteTable(
  "resets",
  {
    id: id(),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    state: text("state", { enum: RESET_STATES }).notNull(),
    codeHash: text("code_hash"),
    askedById: integer("asked_by_id").references(() => people.id),
    askedAt: integer("asked_at").notNull(),
    decidedById: integer("decided_by_id").references(() => people.id),
    decidedAt: integer("decided_at"),
    /** Why it was refused. */
    opinion: text("opinion").notNull().default(""),
    version: versionColumn(),
  },
  (t) => [uniqueIndex("resets_open").on(t.personId).where(sql`state in ('asked', 'confirmed')`)],
)

export type Reset = typeof resets.$inferSelect
