import { and, asc, desc, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, dues, lightOverrides, plans, reports, rounds, tasks, units } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { type Actor, isAdministrator } from "#src/people/actor.ts"
import { frozenColumns, type Reading, roundColumns, standingColumns, taskColumns } from "#src/plans/board.ts"
import { visibleTo } from "#src/plans/scope.ts"
import { type BoardAssignment, type BoardRound, standing, type TaskRow } from "#src/plans/standing.ts"

/** Plans on one page of a unit's part. */
export const PLANS_A_PAGE = 6

export type UnitPart = {
  plan: { id: number; title: string; rhythm: "monthly" | "quarterly" | "half_yearly" | "yearly" | "none" }
  round: BoardRound | null
  items: { task: TaskRow; part: BoardAssignment }[]
}
export type UnitView = {
  unit: { id: number; name: string; shortName: string; leaderId: number | null; active: boolean }
  parts: UnitPart[]
  hasMore: boolean
}

/**
 * What one unit has to do, plan by plan, newest first, as far as the actor may see the plans; one round trip.
 * Null: there is no such unit, or the actor is one of the three administrators, who see no plan.
 */
export async function unitOf(
  { db, read }: Database,
  actor: Actor,
  unitId: number,
  page: number,
  { now, today, calendar, settings }: Reading,
): Promise<UnitView | null> {
  if (isAdministrator(actor)) return null
  const shown = plansWithPartOf(actor, unitId, page)
  const current = sql`(select id from rounds where plan_id = ${plans.id} and opens_on <= ${today}
    order by number desc limit 1)`
  const mine = and(eq(assignments.unitId, unitId), inArray(assignments.planId, shown))
  const [found, planRows, roundRows, rows, frozen, overrides] = await read([
    db
      .select({
        id: units.id,
        name: units.name,
        shortName: units.shortName,
        leaderId: units.leaderId,
        active: units.active,
      })
      .from(units)
      .where(eq(units.id, unitId)),
    db
      .select({ id: plans.id, title: plans.title, rhythm: plans.rhythm })
      .from(plans)
      .where(inArray(plans.id, shown))
      .orderBy(desc(plans.id)),
    db
      .select({ planId: plans.id, ...roundColumns })
      .from(plans)
      .innerJoin(rounds, eq(rounds.id, current))
      .where(inArray(plans.id, shown)),
    db
      .select({ ...standingColumns, planId: assignments.planId, task: taskColumns })
      .from(assignments)
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .leftJoin(rounds, eq(rounds.id, current))
      .leftJoin(dues, and(eq(dues.roundId, rounds.id), eq(dues.assignmentId, assignments.id)))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
      .where(mine)
      .orderBy(asc(tasks.ordinal)),
    db
      .select(frozenColumns)
      .from(plans)
      .innerJoin(rounds, and(eq(rounds.id, current), isNotNull(rounds.cutOffAt)))
      .innerJoin(assignments, and(eq(assignments.planId, plans.id), eq(assignments.unitId, unitId)))
      .where(inArray(plans.id, shown)),
    db
      .select({
        assignmentId: lightOverrides.assignmentId,
        light: lightOverrides.light,
        reason: lightOverrides.reason,
        at: lightOverrides.at,
      })
      .from(assignments)
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(
        lightOverrides,
        and(eq(lightOverrides.assignmentId, assignments.id), eq(lightOverrides.roundId, current)),
      )
      .where(mine)
      .orderBy(asc(lightOverrides.id)),
  ])
  const [unit] = found
  if (!unit) return null
  const rule = { today: dateOf(now), calendar, dueSoonDays: settings.dueSoonDays }
  const parts = planRows.slice(0, PLANS_A_PAGE).map((plan): UnitPart => {
    const own = rows.filter(({ planId }) => planId === plan.id)
    const round = roundRows.find(({ planId }) => planId === plan.id) ?? null
    const byTask = standing(
      { rows: own, atCutOff: frozen, overrides },
      round,
      false,
      own.map(({ task }) => task),
      rule,
    )
    return {
      plan,
      round,
      items: own.flatMap(({ task }) => (byTask.get(task.id) ?? []).map((part) => ({ task, part }))),
    }
  })
  return { unit, parts, hasMore: planRows.length > PLANS_A_PAGE }
}

/** The visible plans in which the unit has a part, one page of them and one more. */
const plansWithPartOf = (actor: Actor, unitId: number, page: number): SQL =>
  sql`(select ${plans.id} from ${plans} where ${and(
    sql`exists (select 1 from assignments where plan_id = ${plans.id} and unit_id = ${unitId})`,
    visibleTo(actor),
  )} order by ${plans.id} desc limit ${PLANS_A_PAGE + 1} offset ${(page - 1) * PLANS_A_PAGE})`
