import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  attachments,
  documents,
  documentTexts,
  documentVersions,
  releases,
  releaseVersions,
  units,
  years,
} from "#db/schema.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { dutyLines } from "#src/outward/public/queries.ts"
import { isReleased, mayBeShown } from "#src/outward/public/scope.ts"
import { fileColumns } from "#src/reports/evidence/queries.ts"
import { isOfSubject } from "#src/reports/evidence/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { contentOf } from "#src/year/documents/parts.ts"
import { isNewestRecorded, isOfYear, isOpenOutside, layWithFiled } from "#src/year/documents/scope.ts"
import { bodiesThatTakePart, suggestionsGiven } from "#src/year/suggestions/queries.ts"

type Db = Pick<Database, "db">

const MOST_SHOWN = 600

const documentColumns = {
  id: documents.id,
  kind: documents.kind,
  year: documents.year,
  unitId: documents.unitId,
  fromYear: documents.fromYear,
  untilYear: documents.untilYear,
  unit: units.name,
  serial: documentVersions.serial,
  serialYear: documentVersions.serialYear,
  recordedOn: documentVersions.recordedOn,
  text: documentTexts,
}

const recorded = ({ db }: Db, actor: Actor, condition: SQL) =>
  db
    .select(documentColumns)
    .from(documents)
    .innerJoin(years, eq(years.year, documents.year))
    .innerJoin(units, eq(units.id, documents.unitId))
    .innerJoin(documentVersions, isNewestRecorded())
    .innerJoin(
      documentTexts,
      and(
        eq(documentTexts.documentId, documents.id),
        eq(documentTexts.number, documentVersions.number),
        eq(documentTexts.sending, documentVersions.sendings),
      ),
    )
    .where(and(isOpenOutside(actor), condition))
    .orderBy(asc(units.position), asc(units.id), asc(documents.kind))

/** What is out of a year, as everybody reads it, newest first. */
const released = ({ db }: Db, year: SQL) =>
  db
    .select({
      id: releases.id,
      kind: releases.kind,
      title: releaseVersions.title,
      releasedAt: releaseVersions.releasedAt,
    })
    .from(releaseVersions)
    .innerJoin(releases, eq(releases.id, releaseVersions.releaseId))
    .where(and(eq(releases.year, year), isReleased(), mayBeShown()))
    .orderBy(desc(releaseVersions.releasedAt))
    .limit(MOST_SHOWN)

/**
 * A year of the office that invited the actor, the newest unless another is asked for: what was recorded, what is out, what they
 * have suggested, and of whom they can suggest something; null: there is no such year for them.
 */
export async function observedYear(database: Database, actor: Actor, asked: number | null, today: string) {
  const { db, read } = database
  const offices = sql`(select value from json_each(${JSON.stringify(unitsOf(actor, "observer"))}))`
  const year = sql`coalesce(${asked}, (select max(y.year) from years y where y.office_id in ${offices}))`
  const [all, filed, out, given, bodies] = await read([
    db
      .select({ year: years.year, officeId: years.officeId, office: units.name })
      .from(years)
      .innerJoin(units, eq(units.id, years.officeId))
      .where(sql`${years.officeId} in ${offices}`)
      .orderBy(desc(years.year)),
    recorded(database, actor, isOfYear(year)).limit(MOST_SHOWN),
    released(database, year),
    suggestionsGiven(database, actor.id, today),
    bodiesThatTakePart(database, year),
  ])
  const found = asked === null ? all[0] : all.find((one) => one.year === asked)
  return found ? { year: found, years: all, filed, released: out, suggestions: given, units: bodies } : null
}

export type ObservedYear = NonNullable<Awaited<ReturnType<typeof observedYear>>>

/** One document as it was recorded last, with its files and, of a 责任清单, its items; null where the actor sees none. */
export async function observedDocument(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const list = (column: "year" | "unit_id") =>
    sql`(select d.${sql.raw(column)} from documents d where d.id = ${id} and d.kind = 'duty_list')`
  const [[row], files, items] = await read([
    recorded(database, actor, sql`${documents.id} = ${id}`),
    db
      .select({ ...fileColumns, number: documentVersions.number })
      .from(attachments)
      .innerJoin(
        documentVersions,
        isOfSubject(subjectOf("filing", documentVersions.documentId, documentVersions.number)),
      )
      .innerJoin(documents, isNewestRecorded())
      .where(and(eq(documents.id, id), isNull(attachments.removedAt), layWithFiled))
      .orderBy(asc(attachments.id)),
    dutyLines(database, list("year"), list("unit_id")),
  ])
  return row ? { ...row, content: contentOf(row.text), files, items } : null
}

export type ObservedDocument = NonNullable<Awaited<ReturnType<typeof observedDocument>>>
