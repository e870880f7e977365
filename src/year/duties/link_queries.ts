import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  assignments,
  bodies,
  duties,
  dutyAssignments,
  dutyTexts,
  plans,
  rounds,
  tasks,
  units,
  years,
} from "#db/schema.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { planRules } from "#src/plans/assignments/queries.ts"
import { isUnfinished } from "#src/plans/assignments/scope.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { dutyReadBy, isStruck } from "./scope.ts"

/* 清单事项 and the assignments by which they are carried out. */

const partColumns = {
  assignmentId: assignments.id,
  planId: plans.id,
  plan: plans.title,
  ordinal: tasks.ordinal,
  label: tasks.label,
  text: tasks.text,
  unit: units.shortName,
  state: assignments.state,
}

const parts = ({ db }: Pick<Database, "db">, condition: SQL | undefined) =>
  db
    .select(partColumns)
    .from(assignments)
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .where(condition)
    .orderBy(asc(plans.id), asc(tasks.ordinal), asc(units.position))

export type Part = Awaited<ReturnType<typeof parts>>[number]

const isLinked = (dutyId: number) => sql`exists (select 1 from ${dutyAssignments}
  where ${dutyAssignments.dutyId} = ${dutyId} and ${dutyAssignments.assignmentId} = ${assignments.id})`

/** The assignments by which an item is carried out, as far as the actor sees their plans. */
export const partsOfDuty = (database: Pick<Database, "db">, actor: Actor, dutyId: number) =>
  parts(database, and(isLinked(dutyId), visibleTo(actor)))

/** Those of the item's unit that run, and by which it is not carried out yet. */
export const partsToAdopt = (database: Pick<Database, "db">, actor: Actor, dutyId: number) =>
  parts(
    database,
    and(
      sql`${assignments.unitId} = (select unit_id from ${duties} where id = ${dutyId})`,
      isRunning(plans.state),
      isUnfinished(),
      sql`not ${isLinked(dutyId)}`,
      visibleTo(actor),
    ),
  )

/** The running plans of the actor's offices, each with the running number that its next task gets and the round that runs. */
export const plansToTake = ({ db }: Pick<Database, "db">, actor: Actor) =>
  db
    .select({
      plan: planRules,
      next: sql<number>`(select coalesce(max(nt.ordinal), 0) + 1 from tasks nt where nt.plan_id = ${plans.id})`,
      round: rounds,
    })
    .from(plans)
    .leftJoin(
      rounds,
      sql`${rounds.id} = (select id from rounds where plan_id = ${plans.id} and cut_off_at is null order by number desc)`,
    )
    .where(and(isRunning(), inArray(plans.supervisingUnitId, unitsOf(actor, "supervisor"))))
    .orderBy(desc(plans.id))

export type Taker = Awaited<ReturnType<typeof plansToTake>>[number]

/** The items that are carried out by the parts of a task, in the wordings that the actor reads. */
export const dutiesOfTask = ({ db }: Pick<Database, "db">, actor: Actor, planId: number, ordinal: number) =>
  db
    .select({
      id: duties.id,
      assignmentId: dutyAssignments.assignmentId,
      content: dutyTexts.content,
      year: duties.year,
    })
    .from(dutyAssignments)
    .innerJoin(assignments, eq(assignments.id, dutyAssignments.assignmentId))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(duties, eq(duties.id, dutyAssignments.dutyId))
    .innerJoin(dutyTexts, eq(dutyTexts.dutyId, duties.id))
    .innerJoin(bodies, and(eq(bodies.year, duties.year), eq(bodies.unitId, duties.unitId)))
    .innerJoin(years, eq(years.year, duties.year))
    .where(and(eq(tasks.planId, planId), eq(tasks.ordinal, ordinal), dutyReadBy(actor), sql`not ${isStruck(actor)}`))
    .orderBy(asc(duties.id))

export type LinkedDuty = Awaited<ReturnType<typeof dutiesOfTask>>[number]
