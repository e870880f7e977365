import { and, asc, desc, eq, isNull, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { events, feeds, people, posts, units } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { heldPosts, inForce } from "#src/office/people/queries.ts"

export const feedSubject = (personId: number): string => `feed:${personId}`

/** The addresses of a person that are in use, and how many events all of theirs have had. */
export const feedsOf = ({ db }: Pick<Database, "db">, personId: number) =>
  [
    db
      .select({ feed: feeds, unit: units.name })
      .from(feeds)
      .leftJoin(units, eq(units.id, feeds.unitId))
      .where(and(eq(feeds.personId, personId), isNull(feeds.revokedAt)))
      .orderBy(asc(feeds.id)),
    db
      .select({ version: events.version })
      .from(events)
      .where(eq(events.subject, feedSubject(personId)))
      .orderBy(desc(events.version))
      .limit(1),
  ] as const

export type OwnFeed = { feed: typeof feeds.$inferSelect; unit: string | null }
export type OwnFeeds = { feeds: OwnFeed[]; version: number }

export async function ownFeeds(database: Database, personId: number): Promise<OwnFeeds> {
  const [found, [last]] = await database.read([...feedsOf(database, personId)])
  return { feeds: found, version: last?.version ?? 0 }
}

/** Whose calendar an address is, with the posts that they hold today; null: it is none, or of nobody any more. */
export async function feedBy({ db, read }: Database, hash: string, today: string, address: string) {
  const [[found], held] = await read([
    db
      .select({
        feed: feeds,
        unit: units.name,
        person: { id: people.id, login: people.login, name: people.name, unitId: people.unitId },
      })
      .from(feeds)
      .innerJoin(people, eq(people.id, feeds.personId))
      .leftJoin(units, eq(units.id, feeds.unitId))
      .where(and(eq(feeds.hash, hash), isNull(feeds.revokedAt), sql`${people.active}`)),
    heldPosts({ db })
      .innerJoin(feeds, and(eq(feeds.personId, posts.personId), eq(feeds.hash, hash)))
      .where(inForce(today)),
  ])
  if (!found) return null
  const actor: Actor = { ...found.person, unitName: null, posts: held, address, mustChangePassword: false }
  return { ...found, actor }
}

export type FoundFeed = NonNullable<Awaited<ReturnType<typeof feedBy>>>
