import { and, asc, count, desc, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, attachments, dues, people, plans, reports, rounds, signedSheets, units } from "#db/schema.ts"
import { not } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { unitColumns } from "#src/plans/assignments/queries.ts"
import { isOut } from "#src/plans/assignments/scope.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { isReported } from "#src/plans/rounds/reported_scope.ts"
import { fileColumns } from "#src/reports/evidence/queries.ts"
import { isBelow, isOfSubject } from "#src/reports/evidence/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"

/** Every unit that is asked in a round, with its 签字单 as it came; null when the actor may not see the round. One round trip. */
export async function arrivalsOf(
  { db, read }: Database,
  actor: Actor,
  { planId, number }: { planId: number; number: number },
) {
  const here = and(eq(rounds.planId, planId), eq(rounds.number, number), visibleTo(actor))
  const [[found], asked, scans] = await read([
    db
      .select({
        plan: plans,
        round: {
          id: rounds.id,
          number: rounds.number,
          name: rounds.name,
          opensOn: rounds.opensOn,
          dueBy: rounds.dueBy,
        },
      })
      .from(rounds)
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .where(here),
    db
      .select({
        unit: unitColumns,
        owed: count(),
        reported: sql<number>`count(*) filter (where ${isReported()})`,
        sheet: signedSheets,
        recordedBy: people.name,
      })
      .from(dues)
      .innerJoin(rounds, eq(rounds.id, dues.roundId))
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
      .innerJoin(units, eq(units.id, dues.unitId))
      .leftJoin(reports, and(eq(reports.assignmentId, dues.assignmentId), eq(reports.roundId, dues.roundId)))
      .leftJoin(signedSheets, and(eq(signedSheets.roundId, dues.roundId), eq(signedSheets.unitId, dues.unitId)))
      .leftJoin(people, eq(people.id, signedSheets.recordedById))
      .where(and(here, or(not(isOut()), isNotNull(signedSheets.receivedOn))))
      .groupBy(units.id)
      .orderBy(asc(units.position), asc(units.id)),
    db
      .select({ ...fileColumns, unitId: attachments.unitId })
      .from(rounds)
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .innerJoin(attachments, isBelow(subjectOf("signed_sheet", rounds.id)))
      .where(and(here, isNull(attachments.removedAt)))
      .orderBy(desc(attachments.id)),
  ])
  if (!found) return null
  const of = (unitId: number) => scans.filter((scan) => scan.unitId === unitId)
  return { ...found, asked: asked.map((row) => ({ ...row, scans: of(row.unit.id) })) }
}

export type Arrivals = NonNullable<Awaited<ReturnType<typeof arrivalsOf>>>
export type AskedUnit = Arrivals["asked"][number]

/** What has come of these units (a list in SQL) in the rounds that are asked about, for the units themselves. */
export const arrivedOf = ({ db }: Pick<Database, "db">, unitIds: SQL, rounds: SQL) =>
  db
    .select({
      roundId: signedSheets.roundId,
      unitId: signedSheets.unitId,
      receivedOn: signedSheets.receivedOn,
      takenBy: signedSheets.takenBy,
      isSigned: signedSheets.isSigned,
      isSealed: signedSheets.isSealed,
      /** The newest one. */
      scanId: sql<number | null>`(select max(${attachments.id}) from ${attachments}
        where ${isOfSubject(subjectOf("signed_sheet", signedSheets.roundId, signedSheets.unitId))}
          and ${attachments.removedAt} is null)`,
    })
    .from(signedSheets)
    .where(
      and(
        sql`${signedSheets.unitId} in ${unitIds}`,
        sql`${signedSheets.roundId} in ${rounds}`,
        isNotNull(signedSheets.receivedOn),
      ),
    )
