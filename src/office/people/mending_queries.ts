import { and, asc, between, eq, gte, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { handovers, people, posts, signInAttempts, units } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import { awaitsConfirmation } from "#src/office/handovers/scope.ts"
import { SHOWN_BEFORE_END, UNIT_POSTS } from "./policy.ts"

/*
 * What is missing or soon will be: units without a 联络员, posts that run out, posts of disabled accounts, accounts that
 * nobody uses, posts that stayed with whoever was moved. Names of units
 * and people only; nothing here knows a plan.
 */

/** Somebody of the unit is its 联络员 on the day, with an account in use. */
const hasLiaison = (today: string) => sql`exists (
  select 1 from posts p join people h on h.id = p.person_id
  where p.unit_id = units.id and p.kind = 'liaison' and h.active
    and p.from_on <= ${today} and (p.until_on is null or p.until_on >= ${today}))`

/** The ids of units in use for which nobody is 联络员 today, as a list in SQL. */
export const idsWithoutLiaison = (today: string): SQL =>
  sql`(select units.id from units where units.active and not ${hasLiaison(today)})`

/** When the next one begins, if one has been granted. */
const nextLiaisonOn = (today: string) => sql<string | null>`(
  select min(p.from_on) from posts p join people h on h.id = p.person_id
  where p.unit_id = units.id and p.kind = 'liaison' and h.active and p.from_on > ${today})`

/**
 * 无联络员单位: units in use for which nobody is 联络员 today, in 单位排序, and from when somebody will be. One statement.
 *
 * @param which A further condition on `units`.
 */
export const unitsWithoutLiaison = ({ db }: Pick<Database, "db">, today: string, which?: SQL) =>
  db
    .select({ unitId: units.id, unit: units.name, nextOn: nextLiaisonOn(today) })
    .from(units)
    .where(and(eq(units.active, true), sql`not ${hasLiaison(today)}`, which))
    .orderBy(asc(units.position), asc(units.id))

export type LiaisonGap = Awaited<ReturnType<typeof unitsWithoutLiaison>>[number]

/** The same post is somebody else's on the day after this one ends. */
const isPassedOn = sql<boolean>`exists (
  select 1 from posts p join people h on h.id = p.person_id
  where p.kind = ${posts.kind} and p.unit_id is ${posts.unitId} and p.id <> ${posts.id} and h.active
    and p.from_on <= date(${posts.untilOn}, '+1 day') and (p.until_on is null or p.until_on > ${posts.untilOn}))`.mapWith(
  Boolean,
)

const postColumns = {
  id: posts.id,
  version: posts.version,
  kind: posts.kind,
  unit: units.name,
  standIn: posts.standIn,
  fromOn: posts.fromOn,
  untilOn: posts.untilOn,
  name: people.name,
  login: people.login,
  isPassedOn,
}

const holders = ({ db }: Pick<Database, "db">) =>
  db
    .select(postColumns)
    .from(posts)
    .innerJoin(people, eq(people.id, posts.personId))
    .leftJoin(units, eq(units.id, posts.unitId))

/** So long without a sign-in, and an account is asked about; successful ones are kept for as long (clearSessions). */
const UNUSED_AFTER = 90 * 86_400_000

/** 长期未登录: accounts in use whose owner has not come for ninety days, longest there first. One statement. */
export const accountsUnused = ({ db }: Pick<Database, "db">, now: number) =>
  db
    .select({ login: people.login, name: people.name, unit: units.name })
    .from(people)
    .leftJoin(units, eq(units.id, people.unitId))
    .where(
      and(
        eq(people.active, true),
        lt(people.passwordSetAt, now - UNUSED_AFTER),
        sql`not exists (select 1 from ${signInAttempts} a
          where a.login = ${people.login} and a.succeeded and a.at >= ${now - UNUSED_AFTER})`,
      ),
    )
    .orderBy(asc(people.passwordSetAt), asc(people.id))

export type UnusedAccount = Awaited<ReturnType<typeof accountsUnused>>[number]

/** Posts that end within thirty days, the first to end first. One statement. */
export const postsThatEnd = (database: Pick<Database, "db">, today: string) =>
  holders(database)
    .where(and(eq(people.active, true), between(posts.untilOn, today, addDays(today, SHOWN_BEFORE_END))))
    .orderBy(asc(posts.untilOn), asc(posts.id))

export type EndingPost = Awaited<ReturnType<typeof postsThatEnd>>[number]

/** Posts that stand although the account is disabled: without effect until it is enabled again. One statement. */
export const postsOfDisabled = (database: Pick<Database, "db">, today: string) =>
  holders(database)
    .where(and(eq(people.active, false), or(isNull(posts.untilOn), gte(posts.untilOn, today))))
    .orderBy(asc(posts.id))

/** The trail knows nothing of the post since its holder was moved to another unit the last time. */
const isUnseenSinceMove = sql`exists (
  select 1 from events e where e.subject = 'person:' || ${posts.personId} and e.action = 'person_changed'
    and json_extract(e.particulars, '$.unitId') is not null
    and e.id > coalesce((select max(x.id) from events x where x.subject = 'post:' || ${posts.id}), 0))`

/** Whoever takes the post over has been proposed. */
const isProposed = sql`exists (select 1 from ${handovers}
  where ${handovers.postId} = ${posts.id} and not ${handovers.standIn} and ${awaitsConfirmation()})`

/**
 * Posts that stayed with somebody who was moved to another unit, until the 安全管理员 has kept or ended them. One statement.
 *
 * @param postId Whether this one is among them.
 */
export const postsKept = (database: Pick<Database, "db">, today: string, postId?: number) =>
  holders(database)
    .where(
      and(
        postId === undefined ? undefined : eq(posts.id, postId),
        eq(people.active, true),
        inArray(posts.kind, [...UNIT_POSTS]),
        or(isNull(posts.untilOn), gte(posts.untilOn, today)),
        sql`${people.unitId} is not ${posts.unitId}`,
        isUnseenSinceMove,
        sql`not ${isProposed}`,
      ),
    )
    .orderBy(asc(posts.id))

export type KeptPost = Awaited<ReturnType<typeof postsKept>>[number]
