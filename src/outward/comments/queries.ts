import { and, desc, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { comments, events, people, plans, releases, releaseVersions, years } from "#db/schema.ts"
import { not } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { mayBeNamed, officeId, wasOut } from "#src/outward/public/scope.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { awaitsAnswer, commentSeenBy } from "./scope.ts"

type Db = Pick<Database, "db">

const nameOf = (column: SQL) => sql<string | null>`(select name from ${people} where ${people.id} = ${column})`

const titleOf = sql<string>`(select ${releaseVersions.title} from ${releaseVersions}
  where ${releaseVersions.releaseId} = ${releases.id} order by ${releaseVersions.number} desc limit 1)`

/** By what everybody knows it: a version on its way is not told of outside. */
const titleOut = sql<string>`(select ${releaseVersions.title} from ${releaseVersions}
  where ${releaseVersions.releaseId} = ${releases.id} and ${wasOut()} order by ${releaseVersions.number} desc limit 1)`

const rows = ({ db }: Db, condition: SQL | undefined) =>
  db
    .select({
      comment: comments,
      officeId,
      planId: releases.planId,
      title: titleOf,
      number: sql<number>`(select max(${releaseVersions.number}) from ${releaseVersions}
        where ${releaseVersions.releaseId} = ${releases.id})`,
      answeredBy: nameOf(sql`${comments.answeredById}`),
      shownBy: nameOf(sql`${comments.shownById}`),
    })
    .from(comments)
    .innerJoin(releases, eq(releases.id, comments.releaseId))
    .leftJoin(years, eq(years.year, releases.year))
    .leftJoin(plans, eq(plans.id, releases.planId))
    .where(condition)

export type CommentLine = Awaited<ReturnType<typeof rows>>[number]

export const countComments = ({ db }: Db, condition: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(comments)
    .innerJoin(releases, eq(releases.id, comments.releaseId))
    .leftJoin(years, eq(years.year, releases.year))
    .leftJoin(plans, eq(plans.id, releases.planId))
    .where(condition)

const COMMENTS_A_PAGE = 50

/** 公众意见: what waits first, then the newest. */
export async function commentsToSee(database: Database, actor: Actor, page: number) {
  const [found, [waiting]] = await database.read([
    rows(database, commentSeenBy(actor))
      .orderBy(not(awaitsAnswer(actor)), desc(comments.id))
      .limit(COMMENTS_A_PAGE + 1)
      .offset((page - 1) * COMMENTS_A_PAGE),
    countComments(database, awaitsAnswer(actor)),
  ])
  return {
    comments: found.slice(0, COMMENTS_A_PAGE),
    hasMore: found.length > COMMENTS_A_PAGE,
    waiting: waiting?.n ?? 0,
  }
}

/** One with its trail; null: there is nothing to see. */
export async function findComment(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [[row], trail] = await read([
    rows(database, and(eq(comments.id, id), commentSeenBy(actor))),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `comment:${id}`))
      .orderBy(desc(events.version)),
  ])
  return row ? { ...row, trail } : null
}

export type FoundComment = NonNullable<Awaited<ReturnType<typeof findComment>>>

/** What became of it, for whoever has its address. */
export async function commentByKey({ db, read }: Database, keyHash: string) {
  const [[row]] = await read([
    db
      .select({
        releaseId: comments.releaseId,
        text: comments.text,
        state: comments.state,
        receivedAt: comments.receivedAt,
        answer: comments.answer,
        answeredAt: comments.answeredAt,
        title: sql<string | null>`case when ${mayBeNamed()} then ${titleOut} end`,
      })
      .from(comments)
      .innerJoin(releases, eq(releases.id, comments.releaseId))
      .where(eq(comments.keyHash, keyHash)),
  ])
  return row ?? null
}

export type KeptComment = NonNullable<Awaited<ReturnType<typeof commentByKey>>>
