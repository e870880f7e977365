import { and, asc, eq, type SQLWrapper, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { bodies, type DocumentKind, documents, documentVersions, units } from "#db/schema.ts"
import { yearOf } from "#src/clock.ts"
import { takesPart } from "#src/year/years/scope.ts"
import { type FactRow, factColumns, isLatest } from "./queries.ts"
import { requirementsAsked } from "./requirement_scope.ts"
import { type Standing, standingOf } from "./standing.ts"

const asked = <T>(column: string) => sql<T>`${sql.raw(`a.${column}`)}`

/** 催办 of this kind that the unit was sent last. */
const urged = (column: "text" | "at") => sql`(select m.${sql.raw(column)} from filing_reminders m
  join filing_reminder_kinds k on k.reminder_id = m.id where m.year = a.year and m.unit_id = ${bodies.unitId}
    and k.kind = a.kind order by m.id desc limit 1)`

/** All that these units are asked to file in this year and the last, with how far it is. */
export const filingsAsked = ({ db }: Pick<Database, "db">, unitIds: SQLWrapper, today: string) =>
  db
    .select({
      year: bodies.year,
      unitId: bodies.unitId,
      unit: units.shortName,
      duty: bodies.duty,
      leftOn: bodies.leftOn,
      kind: asked<DocumentKind>("kind"),
      paper: asked<number>("paper"),
      publicBy: asked<string | null>("public_by"),
      internalBy: asked<string | null>("internal_by"),
      document: factColumns,
      urged: sql<string | null>`${urged("text")}`,
      urgedAt: sql<number | null>`${urged("at")}`,
    })
    .from(bodies)
    .innerJoin(units, eq(units.id, bodies.unitId))
    .innerJoin(sql`${requirementsAsked} a`, sql`a.year = ${bodies.year} and a.asked`)
    .leftJoin(
      documents,
      and(eq(documents.year, bodies.year), eq(documents.unitId, bodies.unitId), sql`${documents.kind} = a.kind`),
    )
    .leftJoin(documentVersions, isLatest)
    .where(and(sql`${bodies.unitId} in ${unitIds}`, sql`${bodies.year} >= ${yearOf(today) - 1}`, takesPart()))
    .orderBy(sql`a.public_by is null`, sql`a.public_by`, asc(units.position), sql`a.place`)

type Row = Awaited<ReturnType<typeof filingsAsked>>[number]

export type DueFiling = Omit<Row, "document"> & { document: FactRow | null; standing: Standing }

/** A left join that found nothing has nulls for all of it. */
function documentIn({ document }: Row): FactRow | null {
  const { id, unitId, kind, year, latest, state } = document
  if (id === null || unitId === null || kind === null || year === null || latest === null || state === null) return null
  return { ...document, id, unitId, kind, year, latest, state }
}

/** Those that ask for something now: soon, over, returned, without their paper copy, or urged. */
export const filingsDue = (rows: readonly Row[], today: string): DueFiling[] =>
  rows.flatMap((row) => {
    const document = documentIn(row)
    const standing = standingOf(row, { ...row, asked: true, paper: Boolean(row.paper) }, document, today)
    const isNow = standing.word !== "open" && standing.word !== "unfiled"
    return !standing.done && (isNow || row.urged !== null) ? [{ ...row, document, standing }] : []
  })
