import { and, eq, isNull, or, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { feeds } from "#db/schema.ts"
import { hashToken, newToken } from "#src/office/people/sessions.ts"
import { type By, record } from "#src/trail/record.ts"
import { feedSubject, type OwnFeed, type OwnFeeds } from "./feed_queries.ts"

const nextOf = ({ version }: OwnFeeds, { actor }: By) => ({ subject: feedSubject(actor.id), version: version + 1 })

const ended = ({ db }: Database, at: number, condition: Parameters<typeof and>[0]) =>
  db
    .update(feeds)
    .set({ revokedAt: at })
    .where(and(isNull(feeds.revokedAt), condition))

/** Resolves with the address's secret, which is shown once. The one before it of the same person and unit ends. */
export async function makeFeed(
  database: Database,
  found: OwnFeeds,
  { unitId, unit }: { unitId: number | null; unit: string | null },
  by: By,
): Promise<string> {
  const secret = newToken()
  const { id } = by.actor
  const replaces = found.feeds.some(({ feed }) => feed.unitId === unitId)
  await record(
    database,
    by,
    [{ action: "feed_made", ...nextOf(found, by), particulars: { unit, replaces } }],
    [
      ended(database, by.at, and(eq(feeds.personId, id), sql`${feeds.unitId} is ${unitId}`)),
      database.db.insert(feeds).values({ personId: id, unitId, hash: hashToken(secret), madeAt: by.at }),
    ],
  )
  return secret
}

export async function revokeFeed(database: Database, found: OwnFeeds, { feed, unit }: OwnFeed, by: By) {
  await record(
    database,
    by,
    [{ action: "feed_revoked", ...nextOf(found, by), particulars: { unit } }],
    [ended(database, by.at, eq(feeds.id, feed.id))],
  )
}

const HOUR = 3_600_000

/** Notes that it was asked for, once an hour and without an event. */
export const touchFeed = (database: Database, feedId: number, now: number) =>
  database.write([
    database.db
      .update(feeds)
      .set({ lastAskedAt: now })
      .where(and(eq(feeds.id, feedId), or(isNull(feeds.lastAskedAt), sql`${feeds.lastAskedAt} <= ${now - HOUR}`))),
  ])
