import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { people, posts, units } from "#db/schema.ts"
import type { Actor } from "./actor.ts"
import { inForce } from "./queries.ts"
import { contactsSeenBy } from "./scope.ts"

/**
 * Whom to ring at a unit: its 联络员 in office today, then its 单位负责人; each with telephone (empty: none is known) and
 * whether they have a mailbox. In 单位排序; whoever stands in comes after whoever is in office. Only as far as the actor
 * may see them (`seesContacts` in policy.ts), so that it can be asked on any page. One statement, for the page's batch:
 *
 *     const [found, contacts] = await read([…, contactsOf(database, actor, [unitId], today)])
 *
 * @param unitIds The ids of some units; or a subquery that gives them; undefined: of all.
 */
export const contactsOf = (
  { db }: Pick<Database, "db">,
  actor: Actor,
  unitIds: number[] | SQL | undefined,
  today: string,
) =>
  db
    .select({
      unitId: units.id,
      personId: people.id,
      kind: posts.kind,
      name: people.name,
      phone: people.contact,
      hasMailbox: sql<boolean>`${people.email} <> ''`.mapWith(Boolean),
      standIn: posts.standIn,
      untilOn: posts.untilOn,
    })
    .from(posts)
    .innerJoin(people, and(eq(people.id, posts.personId), eq(people.active, true)))
    .innerJoin(units, eq(units.id, posts.unitId))
    .where(
      and(
        inArray(posts.kind, ["liaison", "head"]),
        inForce(today),
        unitIds && inArray(posts.unitId, unitIds),
        contactsSeenBy(actor),
      ),
    )
    .orderBy(asc(units.position), asc(units.id), asc(sql`${posts.kind} = 'head'`), asc(posts.standIn), asc(posts.id))

export type Contact = Awaited<ReturnType<typeof contactsOf>>[number]

/** Whom to ask about what the actor writes: 「陈督查 8012」, as it is printed. A column of any query. */
export const ownContact = ({ id }: Pick<Actor, "id">) => sql<string>`(
  select trim(name || ' ' || contact) from people where id = ${id})`
