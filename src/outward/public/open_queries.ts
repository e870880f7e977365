import { and, desc, eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { comments, plans, type ReleaseKind, releases, releaseVersions, settings, years } from "#db/schema.ts"
import { isShown } from "#src/outward/comments/scope.ts"
import { bodyIn } from "./body.ts"
import { isAtAddress, isReleased, mayBeNamed, mayBeShown, wasOut } from "./scope.ts"

/*
 * All that is read for whoever has not signed in: versions that were released, of what may be shown to everybody now, and
 * nothing of the tables that they were made of.
 */

type Db = Pick<Database, "db">

const organisationOf = ({ db }: Db) =>
  db.select({ value: settings.value }).from(settings).where(eq(settings.key, "organisation"))

const organisationIn = ([row]: { value: unknown }[]): string => (typeof row?.value === "string" ? row.value : "")

export const SHOWN_A_PAGE = 50

/** What everybody can read now, newest first. */
export async function releasesShown(database: Database, kind: ReleaseKind | null, page: number) {
  const { db, read } = database
  const [rows, organisation] = await read([
    db
      .select({
        id: releases.id,
        kind: releases.kind,
        number: releaseVersions.number,
        title: releaseVersions.title,
        releasedAt: releaseVersions.releasedAt,
      })
      .from(releaseVersions)
      .innerJoin(releases, eq(releases.id, releaseVersions.releaseId))
      .where(and(isReleased(), mayBeShown(), kind === null ? undefined : eq(releases.kind, kind)))
      .orderBy(desc(releaseVersions.releasedAt), desc(releaseVersions.id))
      .limit(SHOWN_A_PAGE + 1)
      .offset((page - 1) * SHOWN_A_PAGE),
    organisationOf(database),
  ])
  return {
    rows: rows.slice(0, SHOWN_A_PAGE),
    hasMore: rows.length > SHOWN_A_PAGE,
    organisation: organisationIn(organisation),
  }
}

export type ReleasesShown = Awaited<ReturnType<typeof releasesShown>>

/** What stands at an address: the text, or the note in its place; null: nothing ever was. */
export async function releaseShown(database: Database, id: number) {
  const { db, read } = database
  const shown = sql`(${isReleased()} and ${mayBeShown()})`
  const [[row], earlier, told, organisation] = await read([
    db
      .select({
        id: releases.id,
        kind: releases.kind,
        number: releaseVersions.number,
        state: releaseVersions.state,
        releasedAt: releaseVersions.releasedAt,
        endedAt: releaseVersions.endedAt,
        // What is marked 内部 since is not even named.
        title: sql<string | null>`case when ${mayBeNamed()} then ${releaseVersions.title} end`,
        note: sql<string | null>`case when ${mayBeNamed()} then ${releaseVersions.note} end`,
        body: sql<string | null>`case when ${shown} then ${releaseVersions.body} end`,
      })
      .from(releaseVersions)
      .innerJoin(releases, eq(releases.id, releaseVersions.releaseId))
      .leftJoin(years, eq(years.year, releases.year))
      .leftJoin(plans, eq(plans.id, releases.planId))
      .where(and(eq(releases.id, id), isAtAddress()))
      .orderBy(desc(releaseVersions.number))
      .limit(1),
    db
      .select({
        number: releaseVersions.number,
        state: releaseVersions.state,
        releasedAt: releaseVersions.releasedAt,
        endedAt: releaseVersions.endedAt,
        note: releaseVersions.note,
      })
      .from(releaseVersions)
      .innerJoin(releases, eq(releases.id, releaseVersions.releaseId))
      .where(and(eq(releases.id, id), wasOut(), mayBeNamed()))
      .orderBy(desc(releaseVersions.number))
      .limit(SHOWN_A_PAGE),
    db
      .select({
        text: comments.text,
        receivedAt: comments.receivedAt,
        answer: comments.answer,
        answeredAt: comments.answeredAt,
      })
      .from(comments)
      .innerJoin(releases, eq(releases.id, comments.releaseId))
      .where(and(eq(comments.releaseId, id), isShown(), mayBeShown()))
      .orderBy(desc(comments.id))
      .limit(SHOWN_A_PAGE),
    organisationOf(database),
  ])
  if (!row) return null
  const { body, ...rest } = row
  return {
    ...rest,
    body: body === null ? null : bodyIn(body),
    comments: told,
    earlier: earlier.filter(({ number }) => number < row.number),
    organisation: organisationIn(organisation),
  }
}

export type ReleaseShown = NonNullable<Awaited<ReturnType<typeof releaseShown>>>
