import { asc, eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { people, posts, units } from "#db/schema.ts"
import { handoversOf } from "#src/office/handovers/queries.ts"
import { sessionsOf } from "#src/office/people/queries.ts"
import { feedsOf } from "#src/outward/agenda/feed_queries.ts"
import { ownLinks } from "#src/reports/links/queries.ts"

/** The account page of the person who asks. One round trip. */
export async function accountOf({ db, read }: Database, personId: number, now: number) {
  const [[person], held, open, links, passing, feeds, [last]] = await read([
    db
      .select({
        contact: people.contact,
        email: people.email,
        confirmedEmail: people.confirmedEmail,
        version: people.version,
        passwordSetAt: people.passwordSetAt,
      })
      .from(people)
      .where(eq(people.id, personId)),
    db
      .select({
        id: posts.id,
        personId: posts.personId,
        kind: posts.kind,
        fromOn: posts.fromOn,
        untilOn: posts.untilOn,
        standIn: posts.standIn,
        unit: units.name,
      })
      .from(posts)
      .leftJoin(units, eq(units.id, posts.unitId))
      .where(eq(posts.personId, personId))
      .orderBy(asc(posts.fromOn), asc(posts.id)),
    sessionsOf({ db }, personId),
    ownLinks({ db }, personId, now),
    handoversOf({ db }, personId),
    ...feedsOf({ db }, personId),
  ])
  if (!person) throw new Error("the account of a signed-in person is gone")
  return {
    ...person,
    posts: held,
    sessions: open,
    links,
    handovers: passing,
    feeds: { feeds, version: last?.version ?? 0 },
  }
}
