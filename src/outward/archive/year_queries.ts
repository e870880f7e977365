import { and, asc, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  activities,
  attachments,
  bodies,
  comments,
  type DocumentState,
  decisions,
  documents,
  documentTexts,
  documentVersions,
  events,
  meetings,
  releases,
  releaseVersions,
  units,
} from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { wasOut } from "#src/outward/public/scope.ts"
import { firstId, isOfKind, isOfSubject, secondId } from "#src/reports/evidence/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { hasLeft, isWithOffice, layWithFiled } from "#src/year/documents/scope.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { allAfter, evidenceBytes, FILES_A_READ, inPages, packagesOf, ROWS_A_READ } from "./queries.ts"

/** The subject of what is said of a year's packages. */
export const yearArchiveSubject = (year: number) => `year_archive:${year}`

/** By the year alone. */
const itself = (year: number) => sql`select year as k from years where year = ${year}`

/** What of a year the trail speaks of, by its noun: the keys of its rows. */
const SUBJECTS = {
  year: itself,
  body: (year: number) => sql`select id as k from bodies where year = ${year}`,
  group: (year: number) => sql`select id as k from leading_groups where year = ${year}`,
  resource: (year: number) =>
    sql`select r.id as k from resources r join bodies b on b.unit_id = r.unit_id where b.year = ${year}`,
  filing_rule: (year: number) => sql`select year || '/' || kind as k from filing_rules where year = ${year}`,
  filing_reminder: (year: number) => sql`select id as k from filing_reminders where year = ${year}`,
  filing: (year: number) => sql`select v.document_id || '/' || v.number as k from document_versions v
    join documents d on d.id = v.document_id where d.year = ${year}`,
  duty: (year: number) => sql`select id as k from duties where year = ${year}`,
  // Its ids are those of the items.
  verification: (year: number) => sql`select id as k from duties where year = ${year}`,
  verification_day: itself,
  appraisal: itself,
  appraisal_target: (year: number) => sql`select id as k from appraisal_targets where year = ${year}`,
  appraisal_draw: (year: number) => sql`select year || '/' || number as k from appraisal_draws where year = ${year}`,
  appraisal_juror: (year: number) => sql`select id as k from appraisal_jurors where year = ${year}`,
  appraisal_ballot: (year: number) => sql`select target_id || '/' || juror_id as k from appraisal_ballots
    where target_id in (select id from appraisal_targets where year = ${year})`,
  appraisal_record: (year: number) => sql`select id as k from appraisal_records
    where target_id in (select id from appraisal_targets where year = ${year})`,
  appraisal_ruling: (year: number) => sql`select target_id || '/' || number as k from appraisal_rulings
    where target_id in (select id from appraisal_targets where year = ${year})`,
  standard: (year: number) => sql`select id as k from standards where year = ${year}`,
  activity_lists: itself,
  case_rule: itself,
  activity: (year: number) => sql`select id as k from activities where year = ${year}`,
  case: (year: number) => sql`select id as k from cases where year = ${year}`,
  draft_rule: (year: number) => sql`select id as k from draft_rules where year = ${year}`,
  meeting: (year: number) => sql`select id as k from meetings where year = ${year}`,
  attendance: (year: number) =>
    sql`select a.id as k from attendances a join meetings m on m.id = a.meeting_id where m.year = ${year}`,
  decision: (year: number) =>
    sql`select d.id as k from decisions d join meetings m on m.id = d.meeting_id where m.year = ${year}`,
  offer: (year: number) => sql`select id as k from offers where year = ${year}`,
  order: (year: number) =>
    sql`select o.id as k from orders o join offers f on f.id = o.offer_id where f.year = ${year}`,
  suggestion: (year: number) => sql`select id as k from suggestions where year = ${year}`,
  survey: (year: number) => sql`select id as k from surveys where year = ${year}`,
  outcome: (year: number) => sql`select id as k from outcomes where year = ${year}`,
  release: (year: number) => sql`select v.release_id || '/' || v.number as k from release_versions v
    join releases r on r.id = v.release_id where r.year = ${year}`,
  comment: (year: number) =>
    sql`select c.id as k from comments c join releases r on r.id = c.release_id where r.year = ${year}`,
}

/** The nouns that a year's package follows. */
export const YEAR_NOUNS: readonly string[] = Object.keys(SUBJECTS)

/** An event is of the year: a condition on `events`. */
export const isOfYear = (year: number): SQL =>
  sql`${events.subject} in (${sql.join(
    Object.entries(SUBJECTS).map(([noun, keys]) => sql`select ${sql.raw(`'${noun}:'`)} || k from (${keys(year)})`),
    sql` union all `,
  )})`

/** A file belongs to the year and lies with its office: a condition on `attachments`. */
const inFile = (year: number): SQL | undefined =>
  and(
    isNull(attachments.removedAt),
    or(
      sql`exists (select 1 from ${documentVersions} join ${documents} on ${documents.id} = ${documentVersions.documentId}
        where ${isOfSubject(subjectOf("filing", documentVersions.documentId, documentVersions.number))}
          and ${documents.year} = ${year} and ${layWithFiled})`,
      and(isOfKind("activity"), sql`${firstId} in (${SUBJECTS.activity(year)})`),
      and(isOfKind("meeting"), sql`${firstId} in (${SUBJECTS.meeting(year)})`),
      and(isOfKind("decision"), sql`${firstId} in (${SUBJECTS.decision(year)})`),
    ),
  )

const filed = ({ db }: Pick<Database, "db">, year: number, after: number) =>
  db
    .select({
      id: attachments.id,
      subject: attachments.subject,
      name: attachments.name,
      size: evidenceBytes,
      sha256: attachments.sha256,
      address: attachments.address,
      addedAt: attachments.addedAt,
      unit: units.shortName,
      document: documents.kind,
      number: secondId,
      activity: activities.title,
      meeting: meetings.title,
    })
    .from(attachments)
    .innerJoin(units, eq(units.id, attachments.unitId))
    .leftJoin(documents, and(isOfKind("filing"), eq(documents.id, firstId)))
    .leftJoin(activities, and(isOfKind("activity"), eq(activities.id, firstId)))
    .leftJoin(decisions, and(isOfKind("decision"), eq(decisions.id, firstId)))
    .leftJoin(meetings, or(eq(meetings.id, decisions.meetingId), and(isOfKind("meeting"), eq(meetings.id, firstId))))
    .where(and(inFile(year), gt(attachments.id, after)))
    .orderBy(asc(attachments.id))
    .limit(FILES_A_READ)

export type YearEvidence = Awaited<ReturnType<typeof filed>>[number]

/** All files of the year that go along. */
export const evidenceOfYear = (database: Database, year: number): Promise<YearEvidence[]> =>
  allAfter(async (after) => (await database.read([filed(database, year, after)]))[0])

/** 立卷归档 of a year, for its office; null: the actor sees no such year. One round trip. */
export async function yearArchiveOf(database: Database, actor: Actor, year: number) {
  const { db, read } = database
  const counts = {
    bodies: sql<number>`(select count(*) from ${bodies} where ${bodies.year} = ${year})`,
    activities: sql<number>`(select count(*) from ${activities} where ${activities.year} = ${year})`,
    events: sql<number>`(select count(*) from ${events} where ${isOfYear(year)})`,
    lastEvent: sql<number>`(select coalesce(max(id), 0) from ${events})`,
  }
  const files = { files: sql<number>`count(*)`, bytes: sql<number>`coalesce(sum(${attachments.size}), 0)` }
  const [[found], [counted], [evidence], made] = await read([
    yearOfAddress(database, actor, year),
    db.select(counts).from(sql`(select 1)`),
    db.select(files).from(attachments).where(inFile(year)),
    packagesOf(database, yearArchiveSubject(year)),
  ])
  return found && counted && evidence ? { ...found, counts: counted, evidence, made } : null
}

export type YearArchive = NonNullable<Awaited<ReturnType<typeof yearArchiveOf>>>

const texts = ({ db }: Pick<Database, "db">, year: number, from: number) =>
  db
    .select({
      kind: documents.kind,
      unit: units.name,
      number: documentTexts.number,
      filedOn: documentTexts.filedOn,
      sending: documentTexts.sending,
      /** The last of its version that left the unit. */
      isLast: sql<boolean>`not exists (select 1 from document_texts lt where lt.document_id = ${documents.id}
        and lt.number = ${documentTexts.number} and lt.sending > ${documentTexts.sending}
        and ${hasLeft(sql`lt.filed_on`)})`.mapWith(Boolean),
      /** Null: its unit has it again. */
      state: sql<DocumentState | null>`case when ${isWithOffice()} then ${documentVersions.state} end`,
      recordedOn: documentVersions.recordedOn,
      title: documentTexts.title,
      text: documentTexts.text,
      parts: documentTexts.parts,
      change: documentTexts.change,
    })
    .from(documentTexts)
    .innerJoin(documents, eq(documents.id, documentTexts.documentId))
    .innerJoin(
      documentVersions,
      and(eq(documentVersions.documentId, documents.id), eq(documentVersions.number, documentTexts.number)),
    )
    .innerJoin(units, eq(units.id, documents.unitId))
    .where(and(eq(documents.year, year), hasLeft()))
    .orderBy(
      asc(units.position),
      asc(units.id),
      asc(documents.id),
      asc(documentTexts.number),
      asc(documentTexts.sending),
    )
    .limit(ROWS_A_READ)
    .offset(from)

export type FiledText = Awaited<ReturnType<typeof texts>>[number]

/** All words of filings that left their units. */
export const filedTexts = (database: Database, year: number): AsyncGenerator<FiledText[]> =>
  inPages(async (from) => (await database.read([texts(database, year, from)]))[0])

/** What everybody could read of the year, version beside version, with what it said. */
const shown = ({ db }: Pick<Database, "db">, year: number, from: number) =>
  db
    .select({ kind: releases.kind, version: releaseVersions })
    .from(releaseVersions)
    .innerJoin(releases, eq(releases.id, releaseVersions.releaseId))
    .where(and(eq(releases.year, year), wasOut()))
    .orderBy(asc(releases.id), asc(releaseVersions.number))
    .limit(FILES_A_READ)
    .offset(from)

export type ShownVersion = Awaited<ReturnType<typeof shown>>[number]

export const shownVersions = (database: Database, year: number): AsyncGenerator<ShownVersion[]> =>
  inPages(async (from) => (await database.read([shown(database, year, from)]))[0], FILES_A_READ)

/** What the public has said of it, and what was answered. */
const heard = ({ db }: Pick<Database, "db">, year: number, from: number) =>
  db
    .select({
      about: sql<string>`(select v.title from release_versions v where v.release_id = ${releases.id}
        order by v.number desc limit 1)`,
      comment: {
        text: comments.text,
        receivedAt: comments.receivedAt,
        state: comments.state,
        answer: comments.answer,
        answeredAt: comments.answeredAt,
      },
    })
    .from(comments)
    .innerJoin(releases, eq(releases.id, comments.releaseId))
    .where(eq(releases.year, year))
    .orderBy(asc(comments.id))
    .limit(ROWS_A_READ)
    .offset(from)

export type HeardComment = Awaited<ReturnType<typeof heard>>[number]

export const heardComments = (database: Database, year: number): AsyncGenerator<HeardComment[]> =>
  inPages(async (from) => (await database.read([heard(database, year, from)]))[0])
