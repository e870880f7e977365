import { and, eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, bodies, duties, dutyAssignments, dutyTexts, inspections, units, years } from "#db/schema.ts"
import { not } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { unitColumns } from "#src/plans/assignments/queries.ts"
import { isTerminated } from "#src/plans/assignments/scope.ts"
import { seesWhole } from "#src/supervision/inspections/queries.ts"
import { isDraft } from "#src/supervision/inspections/scope.ts"
import { isFiledLast } from "./scope.ts"

const ofPlan = sql`${assignments.planId} = ${inspections.planId} and ${not(isTerminated())}`

/**
 * What a draft of an inspection may reach beside the assignments of its plan: the 责任单位 of the year of its first day that
 * the same office keeps, each with the 清单事项 that it filed last.
 */
export const yearFrame = ({ db }: Pick<Database, "db">, actor: Actor, id: number) =>
  db
    .select({
      unit: unitColumns,
      holds: sql`exists (select 1 from ${assignments} where ${assignments.unitId} = ${units.id} and ${ofPlan})`.mapWith(
        Boolean,
      ),
      duty: duties.id,
      text: { number: dutyTexts.number, content: dutyTexts.content, applies: dutyTexts.applies },
      isPlaced: sql`exists (select 1 from ${dutyAssignments} join ${assignments}
        on ${assignments.id} = ${dutyAssignments.assignmentId}
        where ${dutyAssignments.dutyId} = ${duties.id} and ${ofPlan})`.mapWith(Boolean),
    })
    .from(inspections)
    .innerJoin(
      years,
      sql`${years.year} = cast(substr(${inspections.fromOn}, 1, 4) as integer) and ${years.officeId} = ${inspections.officeId}`,
    )
    .innerJoin(bodies, sql`${bodies.year} = ${years.year} and ${bodies.leftOn} is null`)
    .innerJoin(units, and(eq(units.id, bodies.unitId), eq(units.active, true)))
    .leftJoin(duties, and(eq(duties.year, bodies.year), eq(duties.unitId, bodies.unitId)))
    .leftJoin(dutyTexts, and(eq(dutyTexts.dutyId, duties.id), isFiledLast()))
    .where(and(eq(inspections.id, id), isDraft(), seesWhole(actor)))
    .orderBy(units.position, units.id, duties.position)

export type YearRow = Awaited<ReturnType<typeof yearFrame>>[number]
