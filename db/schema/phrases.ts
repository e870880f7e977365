import { sql } from "drizzle-orm"
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { id } from "./columns.ts"
import { people } from "./people.ts"

/** Which box of the desk a saved phrase is for: 采纳 or 退回. */
export const PHRASE_KINDS = ["accept", "return"] as const

/** 常用语: what a person often answers. A removed one stays, as everything does that somebody entered. */
export const phrases = sqliteTable(
  "phrases",
  {
    id: id(),
    personId: integer("person_id")
      .notNull()
      .references(() => people.id),
    kind: text("kind", { enum: PHRASE_KINDS }).notNull(),
    text: text("text").notNull(),
    addedAt: integer("added_at").notNull(),
    removedAt: integer("removed_at"),
  },
  (t) => [index("phrases_person").on(t.personId).where(sql`removed_at is null`)],
)

export type Phrase = typeof phrases.$inferSelect
