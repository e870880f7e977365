import { sql } from "drizzle-orm"
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id, versionColumn } from "./columns.ts"
import { people } from "./people.ts"
import { plans } from "./plans.ts"
import { rounds } from "./rounds.ts"
import { units } from "./units.ts"

/**
 * 填报链接: lets one liaison report for one unit in one round without signing in. At most one of them is live; a new one
 * revokes it. Its events have the subject `link:round/unit/person`, over all links of the three. `version` is the number
 * of the last of them that is about this link.
 */
export const links = sqliteTable(
  "links",
  {
    id: id(),
    planId: integer("plan_id")
      .notNull()
      .references(() => plans.id),
    roundId: integer("round_id")
      .notNull()
      .references(() => rounds.id),
    unitId: integer("unit_id")
      .notNull()
      .references(() => units.id),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    createdAt: integer("created_at").notNull(),
    /** Null: the program, for a 催办 by mail. */
    createdById: integer("created_by_id"),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
    revokedById: integer("revoked_by_id"),
    /** Why it was revoked, if a reason was given. */
    reason: text("reason").notNull().default(""),
    lastUsedAt: integer("last_used_at"),
    uses: integer("uses").notNull().default(0),
    version: versionColumn(),
  },
  (t) => [
    uniqueIndex("links_live").on(t.personId, t.unitId, t.roundId).where(sql`revoked_at is null`),
    index("links_round").on(t.roundId),
  ],
)

/**
 * The keys of a link: one that the office was shown, and one of each mail that carried it. Only hashes; a key itself is
 * never stored. All of them end with the link.
 */
export const linkKeys = sqliteTable(
  "link_keys",
  {
    hash: text("hash").primaryKey(),
    linkId: integer("link_id")
      .notNull()
      .references(() => links.id),
    at: integer("at").notNull(),
    /** The mail that carried it. */
    deliveryId: integer("delivery_id"),
  },
  (t) => [index("link_keys_link").on(t.linkId)],
)

export type Link = typeof links.$inferSelect
