import { and, asc, desc, eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  appraisalBallots,
  appraisalDraws,
  appraisalJurors,
  appraisalRecords,
  appraisalRulings,
  appraisals,
  appraisalTargets,
  standards,
  units,
} from "#db/schema.ts"
import { lastDrawn, recordStands, takesBallots, targetsOf } from "./scope.ts"

type Db = Pick<Database, "db">

/** Every draw of a year, the last one first: that one counts. */
export const drawsOf = ({ db }: Db, year: number) =>
  db.select().from(appraisalDraws).where(eq(appraisalDraws.year, year)).orderBy(desc(appraisalDraws.number))

export const jurorsOf = ({ db }: Db, year: number) =>
  db
    .select({ juror: appraisalJurors, sheets: sql<number>`coalesce(s.n, 0)` })
    .from(appraisalJurors)
    .leftJoin(
      sql`(select b.juror_id, count(*) n from appraisal_ballots b where b.target_id in ${targetsOf(year)}
        group by b.juror_id) s`,
      sql`s.juror_id = ${appraisalJurors.id}`,
    )
    .where(eq(appraisalJurors.year, year))
    .orderBy(asc(appraisalJurors.id))

const ofTarget = (year: number) => sql`target_id in ${targetsOf(year)}`

/** Of a whole year what results are made of: scores of jurors, of 社会评议, and rulings. */
export const scoresOf = ({ db }: Db, year: number) =>
  [
    db
      .select({ targetId: appraisalBallots.targetId, score: appraisalBallots.score })
      .from(appraisalBallots)
      .where(ofTarget(year)),
    db
      .select({ targetId: appraisalRecords.targetId, points: appraisalRecords.points })
      .from(appraisalRecords)
      .where(and(ofTarget(year), eq(appraisalRecords.kind, "outside"), recordStands())),
    db
      .select({ targetId: appraisalRulings.targetId, kind: appraisalRulings.kind, points: appraisalRulings.points })
      .from(appraisalRulings)
      .where(ofTarget(year))
      .orderBy(asc(appraisalRulings.number)),
  ] as const

/** The same of one unit, with words. */
export const detailsOf = ({ db }: Db, targetId: number) =>
  [
    db
      .select({ ballot: appraisalBallots, kind: appraisalJurors.kind, name: appraisalJurors.name })
      .from(appraisalBallots)
      .innerJoin(appraisalJurors, eq(appraisalJurors.id, appraisalBallots.jurorId))
      .where(eq(appraisalBallots.targetId, targetId))
      .orderBy(asc(appraisalBallots.jurorId)),
    db.select().from(appraisalRecords).where(eq(appraisalRecords.targetId, targetId)).orderBy(asc(appraisalRecords.id)),
    db
      .select()
      .from(appraisalRulings)
      .where(eq(appraisalRulings.targetId, targetId))
      .orderBy(asc(appraisalRulings.number)),
  ] as const

/** A juror by the key of the link, with the units that were drawn and are not their own; null: it opens nothing. */
export async function jurorByKey({ db, read }: Database, keyHash: string) {
  const isThis = and(eq(appraisalJurors.keyHash, keyHash), takesBallots())
  const [[found], rows] = await read([
    db
      .select({ juror: appraisalJurors, appraisal: appraisals, standard: standards })
      .from(appraisalJurors)
      .innerJoin(appraisals, eq(appraisals.id, appraisalJurors.year))
      .innerJoin(standards, eq(standards.id, appraisals.standardId))
      .where(isThis),
    db
      .select({ target: appraisalTargets, unit: units.name, ballot: appraisalBallots, place: sql<number>`d.key` })
      .from(appraisalJurors)
      .innerJoin(appraisals, eq(appraisals.id, appraisalJurors.year))
      .innerJoin(sql`json_each(${lastDrawn(appraisals.id)}) d`, sql`1`)
      .innerJoin(
        appraisalTargets,
        and(eq(appraisalTargets.year, appraisals.id), sql`${appraisalTargets.unitId} = d.value`),
      )
      .innerJoin(units, eq(units.id, appraisalTargets.unitId))
      .leftJoin(
        appraisalBallots,
        and(eq(appraisalBallots.targetId, appraisalTargets.id), eq(appraisalBallots.jurorId, appraisalJurors.id)),
      )
      .where(
        and(
          isThis,
          sql`not exists (select 1 from json_each(${appraisalJurors.conflicts}) c where c.value = ${appraisalTargets.unitId})`,
        ),
      )
      .orderBy(sql`d.key`),
  ])
  return found ? { ...found, rows } : null
}

export type FoundJuror = NonNullable<Awaited<ReturnType<typeof jurorByKey>>>
