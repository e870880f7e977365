import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core"
import { id } from "./columns.ts"
import { people } from "./people.ts"
import { units } from "./units.ts"

/**
 * 日历订阅: a secret address by which a person's calendar program asks for what falls due, of the person or of one of their
 * units. Only a hash of it is kept. A new one of the same person and unit revokes it. The events have the subject
 * `feed:person`, over all of them.
 */
export const feeds = sqliteTable(
  "feeds",
  {
    id: id(),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    /** Null: whatever the person has to do with. */
    unitId: integer("unit_id").references(() => units.id),
    hash: text("hash").notNull(),
    madeAt: integer("made_at").notNull(),
    revokedAt: integer("revoked_at"),
    /** When it was last asked for, to the hour. */
    lastAskedAt: integer("last_asked_at"),
  },
  (t) => [uniqueIndex("feeds_hash").on(t.hash), index("feeds_person").on(t.personId)],
)

export type Feed = typeof feeds.$inferSelect
