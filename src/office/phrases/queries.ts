import { and, asc, eq, isNull, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { phrases } from "#db/schema.ts"

export const phrasesSubject = (personId: number) => `phrases:${personId}`

/** A person's own phrases, oldest first. */
export const phrasesOf = ({ db }: Pick<Database, "db">, personId: number) =>
  db
    .select({ id: phrases.id, kind: phrases.kind, text: phrases.text })
    .from(phrases)
    .where(and(eq(phrases.personId, personId), isNull(phrases.removedAt)))
    .orderBy(asc(phrases.id))

export type OwnPhrase = Awaited<ReturnType<typeof phrasesOf>>[number]

/** A person's phrases with the number of events that they have had. */
export async function findPhrases(database: Database, personId: number) {
  const subject = phrasesSubject(personId)
  const [own, [counted]] = await database.read([
    phrasesOf(database, personId),
    database.db
      .select({ version: sql<number>`coalesce((select max(version) from events where subject = ${subject}), 0)` })
      .from(sql`(select 1)`),
  ])
  return { phrases: own, version: counted?.version ?? 0 }
}

export type FoundPhrases = Awaited<ReturnType<typeof findPhrases>>
