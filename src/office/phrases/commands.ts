import { eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type Phrase, phrases } from "#db/schema.ts"
import { conflict, missing } from "#src/refusal.ts"
import { type By, record } from "#src/trail/record.ts"
import { type FoundPhrases, phrasesSubject } from "./queries.ts"

/** More would be slower to search than to type. */
export const MOST_PHRASES = 30

/** Keeps a phrase for its box. What it says stays out of the trail: it is nobody's business but the person's. */
export async function savePhrase(
  database: Database,
  found: FoundPhrases,
  { kind, text }: Pick<Phrase, "kind" | "text">,
  by: By,
) {
  if (found.phrases.some((one) => one.kind === kind && one.text === text)) throw conflict("same_phrase")
  if (found.phrases.length >= MOST_PHRASES) throw conflict("too_many_phrases")
  await record(
    database,
    by,
    [{ action: "phrase_saved", ...next(found, by), particulars: { verdict: kind } }],
    [database.db.insert(phrases).values({ personId: by.actor.id, kind, text, addedAt: by.at })],
  )
}

/** Takes one's own phrase out of the list; another person's does not exist. */
export async function removePhrase(database: Database, found: FoundPhrases, id: number, by: By) {
  const own = found.phrases.find((one) => one.id === id)
  if (!own) throw missing()
  await record(
    database,
    by,
    [{ action: "phrase_removed", ...next(found, by), particulars: { verdict: own.kind } }],
    [database.db.update(phrases).set({ removedAt: by.at }).where(eq(phrases.id, id))],
  )
}

const next = ({ version }: FoundPhrases, { actor }: By) => ({
  subject: phrasesSubject(actor.id),
  version: version + 1,
})
