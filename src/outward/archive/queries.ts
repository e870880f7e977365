import { and, asc, desc, eq, gt, gte, isNull, lte, or, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  assignments,
  attachmentPieces,
  attachments,
  bulletins,
  events,
  inspections,
  notices,
  people,
  planSourcePieces,
  planSources,
  plans,
  reports,
  reportVersions,
  rounds,
  seals,
  tasks,
  units,
} from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { isOutside } from "#src/outward/bulletins/scope.ts"
import { office, planHead } from "#src/plans/assignments/queries.ts"
import { turn } from "#src/plans/intake/files/steps.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { isReported, isReturned } from "#src/plans/rounds/reported_scope.ts"
import { firstId, isOfKind, secondId } from "#src/reports/evidence/scope.ts"
import { isIssued } from "#src/supervision/notices/scope.ts"
import { canonical, STORED } from "#src/trail/seal.ts"

/** The subject of what is said of a plan's packages. */
export const archiveSubject = (planId: number) => `archive:${planId}`

/** Reported to the office: what lies with a unit is not yet anybody's file. */
const wasSent = or(isReported(), isReturned())

const keptBytes = (table: typeof attachmentPieces | typeof planSourcePieces, isOfFile: SQL) =>
  sql<number>`(select coalesce(sum(length(${table.bytes})), 0) from ${table} where ${isOfFile})`

/** So many bytes are kept of a file: what the package says of it. */
export const evidenceBytes = keptBytes(attachmentPieces, eq(attachmentPieces.attachmentId, attachments.id))

/**
 * Evidence that belongs to the plan's file, joined with its report or notice: of what was reported or answered, of
 * inspections and signed sheets. What was taken off again, or is still with its unit, stays where it is.
 */
const inFile = (planId: number | SQL) =>
  and(
    eq(attachments.planId, planId),
    isNull(attachments.removedAt),
    or(
      and(isOfKind("report"), wasSent),
      and(isOfKind("notice"), gte(notices.answeredAt, attachments.addedAt)),
      isOfKind("inspection"),
      isOfKind("signed_sheet"),
    ),
  )

const filed = ({ db }: Pick<Database, "db">) =>
  db
    .select({
      id: attachments.id,
      subject: attachments.subject,
      kind: attachments.kind,
      name: attachments.name,
      size: evidenceBytes,
      sha256: attachments.sha256,
      address: attachments.address,
      addedAt: attachments.addedAt,
      unitId: attachments.unitId,
      unit: units.shortName,
      task: tasks.label,
      ordinal: tasks.ordinal,
      round: rounds.name,
      noticeKind: notices.kind,
      noticeYear: notices.year,
      noticeNumber: notices.number,
      inspection: inspections.title,
    })
    .from(attachments)
    .innerJoin(units, eq(units.id, attachments.unitId))
    .leftJoin(reports, and(isOfKind("report"), eq(reports.assignmentId, firstId), eq(reports.roundId, secondId)))
    .leftJoin(
      assignments,
      or(
        and(isOfKind("report"), eq(assignments.id, firstId)),
        and(isOfKind("inspection"), eq(assignments.id, secondId)),
      ),
    )
    .leftJoin(tasks, eq(tasks.id, assignments.taskId))
    .leftJoin(
      rounds,
      or(and(isOfKind("report"), eq(rounds.id, secondId)), and(isOfKind("signed_sheet"), eq(rounds.id, firstId))),
    )
    .leftJoin(notices, and(isOfKind("notice"), eq(notices.id, firstId)))
    .leftJoin(inspections, and(isOfKind("inspection"), eq(inspections.id, firstId)))

export type FiledEvidence = Awaited<ReturnType<typeof filed>>[number]

const countIn = (table: string, planId: number, more: SQL = sql`1`) =>
  sql<number>`(select count(*) from ${sql.identifier(table)} where plan_id = ${planId} and ${more})`

/** Packages that were made before are told so far back. */
const PACKAGES_TOLD = 20

/** Those of a subject, newest first. */
export const packagesOf = ({ db }: Pick<Database, "db">, subject: string) =>
  db
    .select({
      at: events.at,
      actorName: events.actorName,
      version: events.version,
      particulars: events.particulars,
    })
    .from(events)
    .where(eq(events.subject, subject))
    .orderBy(desc(events.version))
    .limit(PACKAGES_TOLD)

/** A package as the page tells of it. */
export type MadePackage = Awaited<ReturnType<typeof packagesOf>>[number]

/** The number of the next one. */
export const nextOf = (made: readonly MadePackage[]): number => (made[0]?.version ?? 0) + 1

/** 立卷归档 of a plan: how much there is of everything, and the packages that were made before; null: no such plan. One round trip. */
export async function archiveOf(database: Database, actor: Actor, planId: number) {
  const { db, read } = database
  const [[plan], [counts], [evidence], made] = await read([
    db
      .select(planHead)
      .from(plans)
      .innerJoin(office, eq(office.id, plans.supervisingUnitId))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    db
      .select({
        tasks: countIn("tasks", planId),
        rounds: countIn("rounds", planId),
        reports: sql<number>`(select count(*) from ${reports} where ${reports.planId} = ${planId} and ${wasSent})`,
        notices: sql<number>`(select count(*) from ${notices} where ${notices.planId} = ${planId} and ${isIssued()})`,
        bulletins: sql<number>`(select count(*) from ${bulletins} where ${bulletins.planId} = ${planId} and ${isOutside()})`,
        events: countIn("events", planId),
      })
      .from(sql`(select 1)`),
    db
      .select({
        files: sql<number>`count(*)`,
        bytes: sql<number>`coalesce(sum(${attachments.size}), 0)`,
      })
      .from(attachments)
      .leftJoin(reports, and(isOfKind("report"), eq(reports.assignmentId, firstId), eq(reports.roundId, secondId)))
      .leftJoin(notices, and(isOfKind("notice"), eq(notices.id, firstId)))
      .where(inFile(planId)),
    packagesOf(database, archiveSubject(planId)),
  ])
  return plan && counts && evidence ? { plan, counts, evidence, made } : null
}

export type PlanArchive = NonNullable<Awaited<ReturnType<typeof archiveOf>>>

/** What the package is made of, but for what is read page by page. One round trip. */
export async function filesOf({ db, read }: Database, planId: number) {
  const [[text], sources, issued, papers, [last]] = await read([
    db.select({ source: plans.source }).from(plans).where(eq(plans.id, planId)),
    db
      .select({
        id: planSources.id,
        name: planSources.name,
        sha256: planSources.sha256,
        addedAt: planSources.addedAt,
        size: keptBytes(planSourcePieces, eq(planSourcePieces.sourceId, planSources.id)),
      })
      .from(planSources)
      .where(eq(planSources.planId, planId))
      .orderBy(asc(planSources.id)),
    db
      .select({ id: notices.id })
      .from(notices)
      .where(and(eq(notices.planId, planId), isIssued()))
      .orderBy(asc(notices.issuedAt), asc(notices.id)),
    db
      .select({ id: bulletins.id })
      .from(bulletins)
      .where(and(eq(bulletins.planId, planId), isOutside()))
      .orderBy(asc(bulletins.issuedAt), asc(bulletins.id)),
    db.select({ id: sql<number>`coalesce(max(${events.id}), 0)` }).from(events),
  ])
  return {
    text: text?.source ?? "",
    sources,
    notices: issued.map(({ id }) => id),
    bulletins: papers.map(({ id }) => id),
    lastEvent: last?.id ?? 0,
  }
}

export type PlanFiles = Awaited<ReturnType<typeof filesOf>>

/** As many files at a time as hold nobody up: of each its pieces are measured. */
export const FILES_A_READ = 100

/** All rows of a list that is read a page after another by their ids. */
export async function allAfter<Row extends { id: number }>(read: (after: number) => Promise<Row[]>): Promise<Row[]> {
  const found: Row[] = []
  for (let after = 0; ; ) {
    const rows = await read(after)
    found.push(...rows)
    after = rows.at(-1)?.id ?? after
    if (rows.length < FILES_A_READ) return found
    await turn()
  }
}

/** All evidence that goes along, task by task and unit by unit. */
export async function evidenceOf(database: Database, planId: number): Promise<FiledEvidence[]> {
  const found = await allAfter(async (after) => {
    const [rows] = await database.read([
      filed(database)
        .where(and(inFile(planId), gt(attachments.id, after)))
        .orderBy(asc(attachments.id))
        .limit(FILES_A_READ),
    ])
    return rows
  })
  return found.sort(
    (one, other) => (one.ordinal ?? 0) - (other.ordinal ?? 0) || one.unitId - other.unitId || one.id - other.id,
  )
}

const nameOf = (column: SQL | typeof reportVersions.writtenById) =>
  sql<string | null>`(select ${people.name} from ${people} where ${people.id} = ${column})`

export const ROWS_A_READ = 500

/** All rows of a list, so many at a time. */
export async function* inPages<Row>(read: (from: number) => Promise<Row[]>, size = ROWS_A_READ): AsyncGenerator<Row[]> {
  for (let from = 0; ; from += size) {
    const rows = await read(from)
    if (rows.length > 0) yield rows
    if (rows.length < size) return
  }
}

const versions = ({ db }: Pick<Database, "db">, planId: number, from: number) =>
  db
    .select({
      round: rounds.name,
      ordinal: tasks.ordinal,
      label: tasks.label,
      task: tasks.text,
      role: assignments.role,
      unit: units.name,
      number: reportVersions.number,
      at: reportVersions.at,
      achieved: reportVersions.achieved,
      problems: reportVersions.problems,
      nextSteps: reportVersions.nextSteps,
      hasDifficulty: reportVersions.hasDifficulty,
      unchanged: reportVersions.unchanged,
      writtenBy: nameOf(reportVersions.writtenById),
      sentBy: nameOf(sql`${reportVersions.sentById}`),
      enteredBy: nameOf(sql`${reportVersions.enteredById}`),
      isLatest: sql<boolean>`${reportVersions.number} = ${reports.latest}`.mapWith(Boolean),
      state: reports.state,
      opinion: reports.opinion,
      judgedBy: nameOf(sql`${reports.judgedById}`),
    })
    .from(reports)
    .innerJoin(
      reportVersions,
      and(eq(reportVersions.assignmentId, reports.assignmentId), eq(reportVersions.roundId, reports.roundId)),
    )
    .innerJoin(rounds, eq(rounds.id, reports.roundId))
    .innerJoin(assignments, eq(assignments.id, reports.assignmentId))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(units, eq(units.id, reports.unitId))
    .where(and(eq(reports.planId, planId), wasSent))
    .orderBy(asc(rounds.number), asc(tasks.ordinal), asc(units.position), asc(units.id), asc(reportVersions.number))
    .limit(ROWS_A_READ)
    .offset(from)

export type ArchivedVersion = Awaited<ReturnType<typeof versions>>[number]

/** All that was reported, version beside version, round by round. */
export const reportedVersions = (database: Database, planId: number): AsyncGenerator<ArchivedVersion[]> =>
  inPages(async (from) => (await database.read([versions(database, planId, from)]))[0])

export const isOfPlan = (planId: number): SQL => eq(events.planId, planId)

/** The ids of events up to one, in order: all that is looked for in the whole trail. One round trip. */
export async function eventsUntil({ db, read }: Database, isOfThis: SQL, last: number): Promise<number[]> {
  const [[found]] = await read([
    db
      .select({ ids: sql<string>`json_group_array(${events.id})` })
      .from(events)
      .where(and(isOfThis, lte(events.id, last))),
  ])
  const ids = JSON.parse(found?.ids ?? "[]") as number[]
  return ids.sort((one, other) => one - other)
}

const sealed = ({ db }: Pick<Database, "db">, ids: readonly number[]) =>
  db
    .select({
      ...STORED,
      algorithm: seals.algorithm,
      previous: seals.previous,
      hash: seals.hash,
      recorded: seals.recorded,
    })
    .from(events)
    .leftJoin(seals, eq(seals.eventId, events.id))
    .where(sql`${events.id} in (select value from json_each(${JSON.stringify(ids)}))`)
    .orderBy(asc(events.id))

/** `event` is its text as it was sealed. */
export type SealedEvent = Awaited<ReturnType<typeof sealed>>[number] & { event: string }

/** Those events, each exactly as it is stored, with its seal. */
export async function* sealedEvents(database: Database, ids: readonly number[]): AsyncGenerator<SealedEvent[]> {
  for (let from = 0; from < ids.length; from += ROWS_A_READ) {
    const [rows] = await database.read([sealed(database, ids.slice(from, from + ROWS_A_READ))])
    yield rows.map((row) => ({ ...row, event: canonical(row) }))
  }
}
