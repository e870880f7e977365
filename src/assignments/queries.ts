import { and, asc, eq, inArray, isNull } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, dues, people, plans, proposals, rounds, tasks, units } from "#db/schema.ts"
import type { Actor } from "#src/people/actor.ts"
import { holdersOf } from "#src/people/queries.ts"
import { visibleTo } from "#src/plans/scope.ts"

/** The columns of a plan that rules ask for. */
export const planRules = {
  id: plans.id,
  title: plans.title,
  state: plans.state,
  supervisingUnitId: plans.supervisingUnitId,
  confirmer: plans.confirmer,
  confirmingUnitId: plans.confirmingUnitId,
  rollUp: plans.rollUp,
  headSigns: plans.headSigns,
  supportReports: plans.supportReports,
  noticeApprover: plans.noticeApprover,
  rhythm: plans.rhythm,
}

export const taskColumns = {
  id: tasks.id,
  ordinal: tasks.ordinal,
  label: tasks.label,
  text: tasks.text,
  deadline: tasks.deadline,
  dueBy: tasks.dueBy,
}

export const unitColumns = { id: units.id, name: units.name, shortName: units.shortName }

/** One assignment with its task, plan and unit, and its open proposal; empty when the actor may not see it. */
export async function findAssignment({ db, read }: Database, actor: Actor, id: number) {
  const [found, open] = await read([
    db
      .select({ assignment: assignments, task: taskColumns, plan: planRules, unit: unitColumns })
      .from(assignments)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .where(and(eq(assignments.id, id), visibleTo(actor))),
    db
      .select()
      .from(proposals)
      .where(and(eq(proposals.assignmentId, id), isNull(proposals.roundId), isNull(proposals.confirmed))),
  ])
  const [row] = found
  return row ? { ...row, proposal: open[0] ?? null } : null
}

export type FoundAssignment = NonNullable<Awaited<ReturnType<typeof findAssignment>>>

/** Several assignments of units one speaks for, for acts on many at once. */
export const assignmentsById = ({ db }: Database, actor: Actor, ids: number[]) =>
  db
    .select({ assignment: assignments, task: taskColumns, plan: planRules, unit: unitColumns })
    .from(assignments)
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .where(and(inArray(assignments.id, ids), visibleTo(actor)))
    .orderBy(asc(assignments.id))

/** People of a unit who may be handed an item. */
export const colleagues = ({ db }: Database, unitIds: number[]) =>
  db
    .select({ id: people.id, name: people.name, unitId: people.unitId })
    .from(people)
    .where(and(inArray(people.unitId, unitIds), eq(people.active, true)))
    .orderBy(asc(people.id))

/** What giving an assignment to another unit needs to know; null: there is no such unit. */
export async function reassignmentFacts(
  { db, read }: Database,
  { assignment, plan, task }: FoundAssignment,
  unitId: number,
) {
  const [found, there, owed] = await read([
    db
      .select(unitColumns)
      .from(units)
      .where(and(eq(units.id, unitId), eq(units.active, true))),
    db
      .select({ id: assignments.id })
      .from(assignments)
      .where(and(eq(assignments.taskId, task.id), eq(assignments.unitId, unitId))),
    db
      .select({ id: rounds.id })
      .from(rounds)
      .innerJoin(dues, and(eq(dues.roundId, rounds.id), eq(dues.assignmentId, assignment.id)))
      .where(and(eq(rounds.planId, plan.id), isNull(rounds.cutOffAt))),
  ])
  const [unit] = found
  return unit
    ? { unitId: unit.id, unitName: unit.name, alreadyThere: there.length > 0, openRoundIds: owed.map(({ id }) => id) }
    : null
}

/** Everybody who holds a post by which a proposal can be confirmed. */
export const possibleConfirmers = (database: Database, today: string) =>
  holdersOf(database, ["supervisor", "head", "leader"], today)
