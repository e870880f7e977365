import { asc, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, dues, plans, rounds, units } from "#db/schema.ts"
import { unindexed } from "#db/states.ts"
import { idsWithoutLiaison, unitsWithoutLiaison } from "#src/office/people/mending_queries.ts"
import { isReportOwed, joined, unreported } from "#src/owing/scope.ts"
import { isUnfinished } from "#src/plans/assignments/scope.ts"
import { isRunning } from "#src/trail/scope.ts"

/*
 * 无联络员单位 as the supervising office meets them: with work of its plans, and nobody whom a 待办 or a 催办 reaches.
 */

/**
 * Units with unfinished work and nobody who is 联络员 today, in 单位排序. One statement.
 *
 * @param ofPart A condition on `assignments` joined with their plans.
 */
export const gapsAtWork = (database: Pick<Database, "db">, today: string, ofPart: SQL | undefined) =>
  unitsWithoutLiaison(
    database,
    today,
    sql`exists (select 1 from ${assignments} join ${plans} on ${plans.id} = ${assignments.planId} and ${isRunning()}
      where ${assignments.unitId} = ${units.id} and ${isUnfinished(unindexed(assignments.state))}${
        ofPart ? sql` and ${ofPart}` : sql``
      })`,
  )

/** What those units have not reported, by unit and round: what is to be asked for by telephone. One statement. */
export const owedInGaps = ({ db }: Pick<Database, "db">, today: string, ofPart: SQL | undefined) =>
  db
    .select({
      // By the tables' names: drizzle takes all of it for one table, and would leave them out.
      unitId: sql<number>`dues.unit_id`,
      planId: sql<number>`rounds.plan_id`,
      number: sql<number>`rounds.number`,
      round: sql<string>`rounds.name`,
      n: sql<number>`count(*)`,
    })
    .from(joined)
    .where(
      sql`${unreported({ units: idsWithoutLiaison(today) })} and ${isReportOwed(today)}${
        ofPart ? sql` and ${ofPart}` : sql``
      }`,
    )
    .groupBy(dues.unitId, rounds.id)
    .orderBy(asc(rounds.dueBy), asc(rounds.id))

export type OwedInGap = Awaited<ReturnType<typeof owedInGaps>>[number]
