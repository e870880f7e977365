import { and, asc, desc, eq, inArray, or, type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { handovers, people, posts, units } from "#db/schema.ts"
import {
  accountsUnused,
  postsKept,
  postsOfDisabled,
  postsThatEnd,
  unitsWithoutLiaison,
} from "#src/office/people/mending_queries.ts"
import { guards, inForce, type PeopleAsked, peopleIn, peopleListed } from "#src/office/people/queries.ts"
import { ofAdministrators } from "#src/office/people/scope.ts"
import { amongTheThree, resetsOpen } from "#src/office/resets/queries.ts"
import { awaitsConfirmation, namesNobodyYet } from "./scope.ts"

const holder = alias(people, "holder")
const successor = alias(people, "successor")
const proposer = alias(people, "proposer")

const rowColumns = {
  handover: handovers,
  post: posts,
  unit: units.name,
  holder: { name: holder.name, login: holder.login, active: holder.active },
  /** Null: has no account yet, or nobody. */
  successor: { name: successor.name, login: successor.login, active: successor.active },
  proposedBy: proposer.name,
  decidedBy: sql<string | null>`(select name from people where id = ${handovers.decidedById})`,
}

const rows = ({ db }: Pick<Database, "db">) =>
  db
    .select(rowColumns)
    .from(handovers)
    .innerJoin(posts, eq(posts.id, handovers.postId))
    .innerJoin(holder, eq(holder.id, posts.personId))
    .innerJoin(proposer, eq(proposer.id, handovers.proposedById))
    .leftJoin(successor, eq(successor.id, handovers.toPersonId))
    .leftJoin(units, eq(units.id, posts.unitId))

export type HandoverRow = Awaited<ReturnType<typeof rows>>[number]

/** What waits for the 安全管理员, the oldest first. One statement. */
export const handoversAwaiting = (database: Pick<Database, "db">) =>
  rows(database).where(awaitsConfirmation()).orderBy(asc(handovers.id))

/** What of the posts of some people waits for the 安全管理员. One statement. */
export const handoversOpenFor = (database: Pick<Database, "db">, people: SQLWrapper) =>
  rows(database)
    .where(and(inArray(posts.personId, people), awaitsConfirmation()))
    .orderBy(asc(handovers.id))

/** So many of somebody's are shown on their account page. */
const SHOWN = 10

/** What concerns a person: of their own posts, or to take one over; the newest first. One statement. */
export const handoversOf = (database: Pick<Database, "db">, personId: number) =>
  rows(database)
    .where(or(eq(posts.personId, personId), eq(handovers.toPersonId, personId)))
    .orderBy(desc(handovers.id))
    .limit(SHOWN)

/**
 * Who may take a post over: people of the units with accounts in use, by where they work or by a post there, and none of
 * the three administrators. A row for each unit they belong to.
 */
export const colleaguesIn = ({ db }: Pick<Database, "db">, unitIds: SQL | number[], today: string) =>
  db
    .select({ unitId: units.id, id: people.id, name: people.name })
    .from(units)
    .innerJoin(
      people,
      and(
        eq(people.active, true),
        or(
          eq(people.unitId, units.id),
          sql`exists (select 1 from ${posts} where ${posts.personId} = ${people.id} and ${posts.unitId} = ${units.id}
            and ${inForce(today)})`,
        ),
      ),
    )
    .where(
      and(
        inArray(units.id, unitIds),
        sql`not exists (select 1 from ${posts} where ${posts.personId} = ${people.id} and ${ofAdministrators}
          and ${inForce(today)})`,
      ),
    )
    .orderBy(asc(people.id))

/** One's own post with who could take it over; null where there is no such post of theirs. One round trip. */
export async function postToHandOver({ db, read }: Database, personId: number, postId: number, today: string) {
  const own = and(eq(posts.id, postId), eq(posts.personId, personId))
  const [[found], colleagues, open] = await read([
    db.select({ post: posts, unit: units.name }).from(posts).leftJoin(units, eq(units.id, posts.unitId)).where(own),
    colleaguesIn({ db }, sql`(select unit_id from posts where id = ${postId} and person_id = ${personId})`, today),
    rows({ db }).where(and(eq(handovers.postId, postId), awaitsConfirmation())),
  ])
  return found ? { ...found, colleagues: colleagues.filter(({ id }) => id !== personId), open } : null
}

export type PostToHandOver = NonNullable<Awaited<ReturnType<typeof postToHandOver>>>

/** All posts of the people of a unit, and of one person more: what a rule on a new post looks at. */
const heldAround = ({ db }: Pick<Database, "db">, unit: SQL, person: SQL) =>
  db
    .select({
      personId: posts.personId,
      kind: posts.kind,
      unitId: posts.unitId,
      fromOn: posts.fromOn,
      untilOn: posts.untilOn,
      active: people.active,
    })
    .from(posts)
    .innerJoin(people, eq(people.id, posts.personId))
    .where(
      or(
        inArray(posts.personId, person),
        inArray(posts.personId, sql`(select id from people where unit_id = ${unit})`),
        inArray(posts.personId, sql`(select person_id from posts where unit_id = ${unit})`),
      ),
    )

/** One post of somebody with who could take it over, for the 安全管理员 who ends it; null: there is none. One round trip. */
export async function postToEnd({ db, read }: Database, login: string, postId: number, today: string) {
  const unit = sql`(select unit_id from posts where id = ${postId})`
  const holderId = sql`(select person_id from posts where id = ${postId})`
  const [[found], colleagues, held, guardians, open, kept] = await read([
    db
      .select({ post: posts, person: { id: people.id, name: people.name, login: people.login }, unit: units.name })
      .from(posts)
      .innerJoin(people, eq(people.id, posts.personId))
      .leftJoin(units, eq(units.id, posts.unitId))
      .where(and(eq(posts.id, postId), eq(people.login, login))),
    colleaguesIn({ db }, unit, today),
    heldAround({ db }, unit, holderId),
    guards({ db }),
    rows({ db }).where(and(eq(handovers.postId, postId), awaitsConfirmation())),
    postsKept({ db }, today, postId),
  ])
  if (!found) return null
  const { post } = found
  return {
    ...found,
    colleagues: colleagues.filter(({ id }) => id !== post.personId),
    held,
    /** The same post of the same unit, of others whose accounts are in use. */
    others: [...held, ...guardians].filter(
      (one) =>
        one.kind === post.kind &&
        one.unitId === post.unitId &&
        one.personId !== post.personId &&
        (!("active" in one) || one.active),
    ),
    open,
    /** Stayed with somebody who was moved, and nobody has seen to it. */
    isKept: kept.length > 0,
  }
}

export type PostToEnd = NonNullable<Awaited<ReturnType<typeof postToEnd>>>

/** One handover with all that its decision needs; null: there is none. One round trip. */
export async function findHandover({ db, read }: Database, id: number, today: string) {
  const unit = sql`(select p.unit_id from handovers h join posts p on p.id = h.post_id where h.id = ${id})`
  const [[found], choices, held] = await read([
    rows({ db }).where(eq(handovers.id, id)),
    colleaguesIn({ db }, unit, today),
    heldAround({ db }, unit, sql`(select to_person_id from handovers where id = ${id})`),
  ])
  return found ? { ...found, colleagues: choices.filter((one) => one.id !== found.post.personId), held } : null
}

export type FoundHandover = NonNullable<Awaited<ReturnType<typeof findHandover>>>

/** 岗位授权: the people with their posts, and all that the 安全管理员 has to see to. One round trip. */
export async function postsToGrant(database: Database, asked: PeopleAsked) {
  const { today, now } = asked
  const [awaiting, gaps, ending, disabled, kept, told, open, ...listed] = await database.read([
    handoversAwaiting(database),
    unitsWithoutLiaison(database, today),
    postsThatEnd(database, today),
    postsOfDisabled(database, today),
    postsKept(database, today),
    amongTheThree(database, now),
    resetsOpen(database, today),
    ...peopleListed(database, asked),
  ])
  return { ...peopleIn(listed), mending: { awaiting, gaps, ending, disabled, kept }, among: { told, open } }
}

export type Mending = Awaited<ReturnType<typeof postsToGrant>>["mending"]

/** 账号: the people, units without a 联络员, and whoever is named in a handover and has no account yet. One round trip. */
export async function accountsToKeep(database: Database, asked: PeopleAsked) {
  const [gaps, unnamed, unused, told, open, ...listed] = await database.read([
    unitsWithoutLiaison(database, asked.today),
    rows(database).where(and(awaitsConfirmation(), namesNobodyYet)).orderBy(asc(handovers.id)),
    accountsUnused(database, asked.now),
    amongTheThree(database, asked.now),
    resetsOpen(database, asked.today),
    ...peopleListed(database, asked),
  ])
  return { ...peopleIn(listed), gaps, unnamed, unused, among: { told, open } }
}
