import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import {
  activities,
  appraisals,
  bodies,
  cases,
  caseVersions,
  documents,
  documentVersions,
  duties,
  dutyTexts,
  events,
  keyDays,
  people,
  plans,
  type Release,
  type ReleaseKind,
  releases,
  releaseVersions,
  units,
  type VerificationResult,
  years,
} from "#db/schema.ts"
import { not } from "#db/states.ts"
import { boardFrom, boardStatements, type Reading, valuesOf } from "#src/board/queries.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { isKept } from "#src/year/activities/scope.ts"
import { appraisalFrom, appraisalStatements } from "#src/year/appraisals/queries.ts"
import { objectsUntil } from "#src/year/appraisals/ruling.ts"
import { isOut as isAnnounced } from "#src/year/appraisals/workflow.ts"
import { isOut as isCaseOut } from "#src/year/cases/scope.ts"
import { textIn } from "#src/year/cases/text.ts"
import { isNewestRecorded } from "#src/year/documents/scope.ts"
import { isRecordedLast } from "#src/year/duties/scope.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { takesPart, yearSeenBy } from "#src/year/years/scope.ts"
import { bodyIn } from "./body.ts"
import {
  awaitsChecker,
  hasRecordedPlan,
  isListOut,
  isOutdated,
  isReleased,
  mayBeShown,
  officeId,
  versionSeenBy,
} from "./scope.ts"

const office = alias(units, "office")

type Db = Pick<Database, "db">

const nameOf = (column: SQL) => sql<string | null>`(select name from ${people} where ${people.id} = ${column})`

const lineColumns = {
  releaseId: releases.id,
  number: releaseVersions.number,
  kind: releases.kind,
  year: releases.year,
  planId: releases.planId,
  title: releaseVersions.title,
  state: releaseVersions.state,
  preparedById: releaseVersions.preparedById,
  preparedBy: nameOf(sql`${releaseVersions.preparedById}`),
  preparedAt: releaseVersions.preparedAt,
  checkedBy: nameOf(sql`${releaseVersions.checkedById}`),
  releasedAt: releaseVersions.releasedAt,
  endedAt: releaseVersions.endedAt,
  note: releaseVersions.note,
  officeId,
  shown: sql`${mayBeShown()}`.mapWith(Boolean),
  isOutdated: sql`${isOutdated()}`.mapWith(Boolean),
}

const joined = ({ db }: Db) =>
  db
    .select(lineColumns)
    .from(releaseVersions)
    .innerJoin(releases, eq(releases.id, releaseVersions.releaseId))
    .leftJoin(years, eq(years.year, releases.year))
    .leftJoin(plans, eq(plans.id, releases.planId))

const lines = (database: Db, actor: Actor, condition: SQL | undefined) =>
  joined(database)
    .where(and(versionSeenBy(actor), condition))
    .orderBy(not(awaitsChecker(actor)), desc(releaseVersions.id))

export type ReleaseLine = Awaited<ReturnType<typeof lines>>[number]

export const countReleases = ({ db }: Db, condition: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(releaseVersions)
    .innerJoin(releases, eq(releases.id, releaseVersions.releaseId))
    .leftJoin(years, eq(years.year, releases.year))
    .leftJoin(plans, eq(plans.id, releases.planId))
    .where(condition)

export const RELEASES_A_PAGE = 50

const paged = (query: ReturnType<typeof lines>, page: number) =>
  query.limit(RELEASES_A_PAGE + 1).offset((page - 1) * RELEASES_A_PAGE)

const pageOf = (rows: ReleaseLine[]) => ({
  versions: rows.slice(0, RELEASES_A_PAGE),
  hasMore: rows.length > RELEASES_A_PAGE,
})

/** 公开 of all years and plans: what waits for the reader first, then the newest. */
export async function releasesToSee(database: Database, actor: Actor, page: number) {
  const [rows, [waiting]] = await database.read([
    paged(lines(database, actor, undefined), page),
    countReleases(database, awaitsChecker(actor)),
  ])
  return { ...pageOf(rows), waiting: waiting?.n ?? 0 }
}

const ofSubject = (kind: ReleaseKind, subject: string): SQL | undefined =>
  and(eq(releases.kind, kind), eq(releases.subject, subject))

/** What it is about, and by which it is known whose it is. */
export type Ids = Pick<Release, "year" | "planId" | "caseId" | "documentId">

/** About a year as a whole, or about no year. */
const ofYear = (year: number | null): Ids => ({ year, planId: null, caseId: null, documentId: null })

/** The newest version of what is there of a thing already. */
const newestOf = ({ db }: Db, condition: SQL | undefined) =>
  db
    .select({ id: releases.id, number: releaseVersions.number, state: releaseVersions.state })
    .from(releases)
    .innerJoin(releaseVersions, eq(releaseVersions.releaseId, releases.id))
    .where(condition)
    .orderBy(desc(releaseVersions.number))
    .limit(1)

/** What is there of a thing: its address, how many versions it has had, and the state of the last. */
export type Before = Awaited<ReturnType<typeof newestOf>>[number] | null

/** 公开 of a year: its versions, and what could be prepared; null: no such year for the actor. */
export async function publicationOfYear(database: Database, actor: Actor, year: number, page: number) {
  const { db, read } = database
  const [[found], [appraised], rows, [announced], lists, ready] = await read([
    yearOfAddress(database, actor, year),
    db.select({ state: appraisals.state }).from(appraisals).where(eq(appraisals.id, year)),
    paged(lines(database, actor, eq(releases.year, year)), page),
    newestOf(database, ofSubject("announcement", `year:${year}`)),
    db
      .select({ unitId: documents.unitId, unit: units.shortName })
      .from(documents)
      .innerJoin(units, eq(units.id, documents.unitId))
      .where(
        and(
          eq(documents.year, year),
          eq(documents.kind, "duty_list"),
          isListOut(),
          sql`not exists (select 1 from ${releases} where ${releases.documentId} = ${documents.id})`,
        ),
      )
      .orderBy(asc(units.position), asc(units.id))
      .limit(MOST_OFFERED),
    db
      .select({ id: cases.id, title: cases.title, unit: units.shortName })
      .from(cases)
      .innerJoin(units, eq(units.id, cases.unitId))
      .where(
        and(
          eq(cases.year, year),
          isCaseOut(),
          sql`not exists (select 1 from ${releases} where ${releases.caseId} = ${cases.id})`,
        ),
      )
      .orderBy(desc(cases.id))
      .limit(MOST_OFFERED),
  ])
  return found
    ? {
        ...found,
        ...pageOf(rows),
        announced: announced ?? null,
        lists,
        ready,
        hasResults: appraised !== undefined && isAnnounced(appraised.state),
      }
    : null
}

/** So many lists and cases are offered to be shown; more are offered once these are. */
const MOST_OFFERED = 50

export type YearPublication = NonNullable<Awaited<ReturnType<typeof publicationOfYear>>>

const textsIn = (json: unknown): string[] => JSON.parse(String(json)) as string[]

/** What the unit was told last of an item; whatever was found since is nobody's outside. */
const resultTold = sql<VerificationResult | null>`(select r.result from verifications v
  join verification_results r on r.verification_id = v.id and r.number = v.told where v.id = ${duties.id})`

/** 清单事项 of the lists that are recorded, each in the wording that was; what does not apply to its unit stays out; `unitId`: of one list. */
export const dutyLines = ({ db }: Db, year: number | SQL, unitId?: SQL) =>
  db
    .select({
      unit: units.name,
      position: units.position,
      content: dutyTexts.content,
      laws: dutyTexts.laws,
      audience: dutyTexts.audience,
      ways: dutyTexts.ways,
      timing: dutyTexts.timing,
      rhythm: dutyTexts.rhythm,
      fromOn: dutyTexts.fromOn,
      untilOn: dutyTexts.untilOn,
      standard: dutyTexts.standard,
      measures: dutyTexts.measures,
      indicator: dutyTexts.indicator,
      target: dutyTexts.target,
      targetUnit: dutyTexts.targetUnit,
      keyDay: sql<string | null>`(select ${keyDays.name} from ${keyDays} where ${keyDays.id} = ${dutyTexts.keyDayId})`,
      result: resultTold,
    })
    .from(duties)
    .innerJoin(dutyTexts, eq(dutyTexts.dutyId, duties.id))
    .innerJoin(units, eq(units.id, duties.unitId))
    .where(
      and(eq(duties.year, year), unitId && eq(duties.unitId, unitId), eq(dutyTexts.applies, true), isRecordedLast()),
    )
    .orderBy(asc(units.position), asc(units.id), asc(duties.position), asc(duties.id))

export type DutyLine = Awaited<ReturnType<typeof dutyLines>>[number]

/** Activities of the units whose 年度普法计划 is recorded: those to come, and those that were held. */
const activityLines = ({ db }: Db, year: number) =>
  db
    .select({
      unit: units.name,
      position: units.position,
      joint: sql`(select json_group_array(o.name) from (select un.name from activity_units au
        inner join units un on un.id = au.unit_id where au.activity_id = ${activities.id} and au.role = 'joint'
        order by un.position, un.id) o)`.mapWith(textsIn),
      title: activities.title,
      laws: sql`(select json_group_array(o.title) from (select al.title from activity_laws al
        where al.activity_id = ${activities.id} order by al.position) o)`.mapWith(textsIn),
      audience: activities.audience,
      kind: activities.kind,
      channels: activities.channels,
      fromOn: activities.fromOn,
      untilOn: activities.untilOn,
      state: activities.state,
    })
    .from(activities)
    .innerJoin(units, eq(units.id, activities.unitId))
    .where(and(eq(activities.year, year), isKept(), hasRecordedPlan()))
    .orderBy(asc(units.position), asc(units.id), asc(activities.fromOn), asc(activities.id))

export type ActivityLine = Awaited<ReturnType<typeof activityLines>>[number]

/** More lines than anybody reads; a year's main activities are far fewer. */
export const MOST_LINES = 2000

/** All of which the 责任公告 of a year is made; null: no such year for the actor. */
export async function announcementToPrepare(database: Database, actor: Actor, year: number) {
  const { db, read } = database
  const [[found], [before], listed, held, without] = await read([
    yearOfAddress(database, actor, year),
    newestOf(database, ofSubject("announcement", `year:${year}`)),
    dutyLines(database, year).limit(MOST_LINES + 1),
    activityLines(database, year).limit(MOST_LINES + 1),
    db
      .select({ name: units.shortName })
      .from(bodies)
      .innerJoin(units, eq(units.id, bodies.unitId))
      .innerJoin(activities, and(eq(activities.year, bodies.year), eq(activities.unitId, bodies.unitId)))
      .where(and(eq(bodies.year, year), takesPart(), isKept(), not(hasRecordedPlan())))
      .groupBy(units.id)
      .orderBy(asc(units.position), asc(units.id)),
  ])
  if (!found) return null
  return {
    kind: "announcement" as const,
    subject: `year:${year}`,
    ids: ofYear(year),
    officeId: found.year.officeId,
    office: found.office,
    year,
    before: before ?? null,
    duties: listed,
    activities: held,
    /** Units whose activities stay out: their plan is not recorded. */
    without: without.map(({ name }) => name),
  }
}

export type AnnouncementToPrepare = NonNullable<Awaited<ReturnType<typeof announcementToPrepare>>>

/** 责任清单 of a unit that is recorded, as it could be shown; null: there is none such in that year for the actor. */
export async function listToPrepare(database: Database, actor: Actor, year: number, unitId: number) {
  const { db, read } = database
  const isThis = and(eq(documents.year, year), eq(documents.unitId, unitId), eq(documents.kind, "duty_list"))
  const [[found], [list], [before], items] = await read([
    yearOfAddress(database, actor, year),
    db
      .select({
        id: documents.id,
        unit: units.name,
        serial: documentVersions.serial,
        serialYear: documentVersions.serialYear,
        recordedOn: documentVersions.recordedOn,
      })
      .from(documents)
      .innerJoin(documentVersions, isNewestRecorded())
      .innerJoin(units, eq(units.id, documents.unitId))
      .where(and(isThis, isListOut())),
    newestOf(database, sql`${releases.documentId} = (select ${documents.id} from ${documents} where ${isThis})`),
    dutyLines(database, year, sql`${unitId}`).limit(MOST_LINES + 1),
  ])
  if (!found || !list) return null
  return {
    kind: "duty_list" as const,
    subject: `filing:${list.id}`,
    ids: { ...ofYear(year), documentId: list.id },
    officeId: found.year.officeId,
    office: found.office,
    year,
    list,
    duties: items,
    before: before ?? null,
  }
}

export type ListToPrepare = NonNullable<Awaited<ReturnType<typeof listToPrepare>>>

/** A case that is published, as it could be shown; null: there is none such in that year for the actor. */
export async function caseToPrepare(database: Database, actor: Actor, year: number, id: number) {
  const [[row], [before]] = await database.read([
    database.db
      .select({
        officeId: years.officeId,
        office: office.name,
        unit: units.name,
        kind: cases.kind,
        publishedOn: cases.publishedOn,
        content: caseVersions.content,
      })
      .from(cases)
      .innerJoin(years, eq(years.year, cases.year))
      .innerJoin(office, eq(office.id, years.officeId))
      .innerJoin(units, eq(units.id, cases.unitId))
      .innerJoin(caseVersions, and(eq(caseVersions.caseId, cases.id), eq(caseVersions.number, cases.latest)))
      .where(and(eq(cases.id, id), eq(cases.year, year), isCaseOut(), yearSeenBy(actor))),
    newestOf(database, ofSubject("case", `case:${id}`)),
  ])
  if (!row) return null
  const { content, kind, ...rest } = row
  return {
    ...rest,
    kind: "case" as const,
    subject: `case:${id}`,
    ids: { ...ofYear(year), caseId: id },
    year,
    caseKind: kind,
    text: textIn(content),
    before: before ?? null,
  }
}

export type CaseToPrepare = NonNullable<Awaited<ReturnType<typeof caseToPrepare>>>

/** The results of 履职评议, once its office has announced them, as they could be shown; null: there are none. */
export async function appraisalToPrepare(database: Database, actor: Actor, year: number) {
  const subject = `appraisal:${year}`
  const [[before], ...rows] = await database.read([
    newestOf(database, ofSubject("appraisal", subject)),
    ...appraisalStatements(database, actor, year, null),
  ])
  const found = appraisalFrom(actor, rows, null)
  const until = found?.cycle && objectsUntil(found.cycle.appraisal)
  if (!found?.cycle || !until || !isAnnounced(found.cycle.appraisal.state)) return null
  const { appraisal, standard } = found.cycle
  return {
    kind: "appraisal" as const,
    subject,
    ids: ofYear(year),
    officeId: found.year.officeId,
    office: found.office,
    year,
    appraisal,
    standard,
    /** Units may object until then. */
    until,
    lines: found.targets,
    before: before ?? null,
  }
}

export type AppraisalToPrepare = NonNullable<Awaited<ReturnType<typeof appraisalToPrepare>>>

/** The tables of what everybody reads of a plan now: from it a new version tells what has changed. */
const readNow = ({ db }: Db, subject: string) =>
  db
    .select({ body: releaseVersions.body })
    .from(releases)
    .innerJoin(releaseVersions, eq(releaseVersions.releaseId, releases.id))
    .where(and(ofSubject("plan", subject), isReleased()))

type ToShow = { plan: number; page: number }

/** A plan as it could be shown, with all versions of it; null: no such plan for the actor. One round trip. */
export async function planToPrepare(database: Database, actor: Actor, { plan, page }: ToShow, reading: Reading) {
  const subject = `plan:${plan}`
  const [[before], [now], versions, ...rows] = await database.read([
    newestOf(database, ofSubject("plan", subject)),
    readNow(database, subject),
    paged(lines(database, actor, eq(releases.planId, plan)), page),
    ...boardStatements(database, valuesOf(actor, plan, null, reading.today)),
  ])
  const board = boardFrom(rows, null, reading)
  if (!board) return null
  return {
    kind: "plan" as const,
    subject,
    ids: { ...ofYear(null), planId: plan },
    officeId: board.plan.supervisingUnitId,
    before: before ?? null,
    board,
    now: now ? bodyIn(now.body) : null,
    ...pageOf(versions),
  }
}

export type PlanToPrepare = NonNullable<Awaited<ReturnType<typeof planToPrepare>>>

/** One version with those beside it and its trail; null: there is nothing to see. */
export async function findRelease(database: Database, actor: Actor, id: number, number: number) {
  const { db, read } = database
  const ofThis = and(eq(releaseVersions.releaseId, id), versionSeenBy(actor))
  const [[row], others, [out], [filing], trail] = await read([
    db
      .select({
        release: releases,
        version: releaseVersions,
        officeId,
        shown: sql`${mayBeShown()}`.mapWith(Boolean),
        isOutdated: sql`${isOutdated()}`.mapWith(Boolean),
        preparedBy: nameOf(sql`${releaseVersions.preparedById}`),
        checkedBy: nameOf(sql`${releaseVersions.checkedById}`),
        releasedBy: nameOf(sql`${releaseVersions.releasedById}`),
        endedBy: nameOf(sql`${releaseVersions.endedById}`),
      })
      .from(releaseVersions)
      .innerJoin(releases, eq(releases.id, releaseVersions.releaseId))
      .leftJoin(years, eq(years.year, releases.year))
      .leftJoin(plans, eq(plans.id, releases.planId))
      .where(and(ofThis, eq(releaseVersions.number, number))),
    joined({ db }).where(ofThis).orderBy(desc(releaseVersions.number)).limit(MOST_VERSIONS),
    db
      .select()
      .from(releaseVersions)
      .where(and(eq(releaseVersions.releaseId, id), isReleased())),
    db
      .select({
        document: { id: documents.id, kind: documents.kind },
        body: { unit: units.shortName },
        version: {
          id: documentVersions.id,
          number: documentVersions.number,
          state: documentVersions.state,
          version: documentVersions.version,
          address: documentVersions.address,
        },
      })
      .from(releases)
      .innerJoin(documents, eq(documents.id, releases.documentId))
      .innerJoin(documentVersions, isNewestRecorded())
      .innerJoin(units, eq(units.id, documents.unitId))
      .where(eq(releases.id, id)),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `release:${id}/${number}`))
      .orderBy(desc(events.version)),
  ])
  if (!row) return null
  return { ...row, body: bodyIn(row.version.body), others, out: out ?? null, filing: filing ?? null, trail }
}

/** A page has few. */
const MOST_VERSIONS = 50

export type FoundRelease = NonNullable<Awaited<ReturnType<typeof findRelease>>>
