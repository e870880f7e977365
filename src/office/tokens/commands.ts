import { and, eq, isNull, lt, or, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type ApiToken, apiAnswers, apiTokens } from "#db/schema.ts"
import { hashToken, newToken } from "#src/office/people/sessions.ts"
import { conflict, ensureFits } from "#src/refusal.ts"
import { type By, nextSubject, record } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { endFits, MOST_TOKENS } from "./policy.ts"

type Given = Pick<ApiToken, "name" | "scope" | "endsOn">

/** By this a token is known where it is found in a file or a mail. */
export const TOKEN_BEGINS = "fg_"

/** Resolves with the token, which is shown once. */
export async function makeToken(database: Database, own: readonly ApiToken[], given: Given, by: By): Promise<string> {
  ensureFits(endFits(given.endsOn, by.today))
  if (own.length >= MOST_TOKENS) throw conflict("too_many_tokens", { most: String(MOST_TOKENS) })
  const token = TOKEN_BEGINS + newToken()
  await record(
    database,
    by,
    [{ action: "api_token_made", subject: nextSubject("api_token", apiTokens), version: 1, particulars: given }],
    [database.db.insert(apiTokens).values({ ...given, personId: by.actor.id, hash: hashToken(token), madeAt: by.at })],
  )
  return token
}

export async function revokeToken(database: Database, token: ApiToken, by: By) {
  const event = {
    action: "api_token_revoked" as const,
    subject: `api_token:${token.id}`,
    particulars: { name: token.name },
  }
  const { act, change } = step(database, apiTokens, token, event, { revokedAt: by.at })
  await record(database, by, [act], [change])
}

const HOUR = 3_600_000

/** Notes that it was used, once an hour and without an event. */
export const touchToken = (database: Database, tokenId: number, now: number) =>
  database.write([
    database.db
      .update(apiTokens)
      .set({ lastUsedAt: now })
      .where(
        and(eq(apiTokens.id, tokenId), or(isNull(apiTokens.lastUsedAt), sql`${apiTokens.lastUsedAt} <= ${now - HOUR}`)),
      ),
  ])

/** An answer is kept so long, in milliseconds. */
const KEPT = 24 * HOUR
/** Whoever began and never ended, because the process died, holds up the same key no longer. */
const BEGUN = 60_000

export type Answer = { status: number; answer: string }

/**
 * Before something is done under a key: null where it is to be done now, or what was answered when it was done. Throws where
 * the key was used for something else, and where it is just being done.
 */
export async function answeredBefore(
  { db, read, write }: Database,
  { tokenId, key, asked }: { tokenId: number; key: string; asked: string },
  now: number,
): Promise<Answer | null> {
  const own = and(eq(apiAnswers.tokenId, tokenId), eq(apiAnswers.key, key))
  const [, , begun] = await write([
    db.delete(apiAnswers).where(lt(apiAnswers.at, now - KEPT)),
    db.delete(apiAnswers).where(and(own, isNull(apiAnswers.status), lt(apiAnswers.at, now - BEGUN))),
    db
      .insert(apiAnswers)
      .values({ tokenId, key, askedHash: asked, at: now })
      .onConflictDoNothing()
      .returning({ at: apiAnswers.at }),
  ])
  if (begun.length > 0) return null
  const [[known]] = await read([db.select().from(apiAnswers).where(own)])
  if (known && known.askedHash !== asked) throw conflict("token_asked_otherwise")
  if (!known || known.status === null) throw conflict("token_asking")
  return { status: known.status, answer: known.answer }
}

/** Keeps what was answered; what went wrong on our side is forgotten, and may be asked again. */
export const keepAnswer = (
  { db, write }: Database,
  { tokenId, key }: { tokenId: number; key: string },
  answer: Answer | null,
) => {
  const own = and(eq(apiAnswers.tokenId, tokenId), eq(apiAnswers.key, key))
  return write([answer ? db.update(apiAnswers).set(answer).where(own) : db.delete(apiAnswers).where(own)])
}
