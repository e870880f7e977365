import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id } from "./columns.ts"
import { people } from "./people.ts"

export const TOKEN_SCOPES = ["read", "act"] as const

/**
 * 接口令牌: by which a program asks as a person does, until a day, and no further than that person may. Only a hash of it is
 * kept. The events have the subject `api_token:id`.
 */
export const apiTokens = sqliteTable(
  "api_tokens",
  {
    id: id(),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    /** What it is for, in the words of its owner. */
    name: text("name").notNull(),
    scope: text("scope", { enum: TOKEN_SCOPES }).notNull(),
    /** The last civil day on which it is taken. */
    endsOn: text("ends_on").notNull(),
    hash: text("hash").notNull(),
    madeAt: integer("made_at").notNull(),
    revokedAt: integer("revoked_at"),
    /** When it was last used, to the hour. */
    lastUsedAt: integer("last_used_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [uniqueIndex("api_tokens_hash").on(t.hash), index("api_tokens_person").on(t.personId)],
)

export type ApiToken = typeof apiTokens.$inferSelect

/** What a program was answered under its Idempotency-Key, so that the same asked again is not done again; kept for a day. */
export const apiAnswers = sqliteTable(
  "api_answers",
  {
    tokenId: integer("token_id")
      .notNull()
      .references(() => apiTokens.id),
    key: text("key").notNull(),
    /** Of what was asked: method, address and body. */
    askedHash: text("asked_hash").notNull(),
    at: integer("at").notNull(),
    /** Null: it is being done. */
    status: integer("status"),
    answer: text("answer").notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.tokenId, t.key] })],
)
