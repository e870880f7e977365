import { and, asc, desc, eq, inArray, isNull, ne, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { assignments, dues, events, people, plans, type Rhythm, rounds, tasks, units } from "#db/schema.ts"
import { openProposal } from "#src/confirming/queries.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { formerIn } from "#src/office/units/names.ts"
import { formerNames } from "#src/office/units/scope.ts"
import { visibleOrHandedTo } from "#src/plans/plan/scope.ts"
import { runningRound } from "#src/plans/rounds/queries.ts"
import { assignmentSubject } from "#src/trail/record.ts"
import { doneYear, latestGranted } from "./deadline_scope.ts"
import { isReporting } from "./scope.ts"

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
  dueShift: plans.dueShift,
  dueDay: plans.dueDay,
  dueRoll: plans.dueRoll,
}

/** The supervising office of a plan, joined to it. */
export const office = alias(units, "office")

/** What the head of a plan's pages shows, and the rules; `office` is joined. */
export const planHead = {
  ...planRules,
  docNumber: plans.docNumber,
  basisDocNumber: plans.basisDocNumber,
  issuer: plans.issuer,
  issuedOn: plans.issuedOn,
  urgency: plans.urgency,
  handling: plans.handling,
  remark: plans.remark,
  movedAt: plans.movedAt,
  supervisingUnitName: office.name,
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

/** The same with what the unit was called before, for what is shown by the name of its day. */
export const namedUnit = { ...unitColumns, former: formerNames(sql`units.id`).mapWith(formerIn) }

const assignmentStatements = ({ db }: Database, actor: Actor, id: number) =>
  [
    db
      .select({
        assignment: assignments,
        task: taskColumns,
        plan: planRules,
        unit: unitColumns,
        grantedBy: sql<string | null>`${latestGranted}`,
        doneYear: doneYear(),
      })
      .from(assignments)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .where(and(eq(assignments.id, id), visibleOrHandedTo(actor))),
    openProposal({ db }, assignmentSubject(id)),
  ] as const

/** One assignment with its task, plan and unit, and its open proposal; empty when the actor may not see it. */
export async function findAssignment(database: Database, actor: Actor, id: number) {
  const [[row], open] = await database.read(assignmentStatements(database, actor, id))
  return row ? { ...row, proposal: open[0] ?? null } : null
}

export type FoundAssignment = NonNullable<Awaited<ReturnType<typeof findAssignment>>>

/** The same with where it stood before its last claim. */
export async function findClaim(database: Database, actor: Actor, id: number) {
  const { db } = database
  const [[row], open, [claim]] = await database.read([
    ...assignmentStatements(database, actor, id),
    db
      .select({ from: sql<string | null>`json_extract(${events.particulars}, '$.from')` })
      .from(events)
      .where(and(eq(events.subject, assignmentSubject(id)), eq(events.action, "assignment_claimed")))
      .orderBy(desc(events.version))
      .limit(1),
  ])
  return row ? { ...row, proposal: open[0] ?? null, claimedFrom: claim?.from ?? null } : null
}

export type FoundClaim = NonNullable<Awaited<ReturnType<typeof findClaim>>>

/** Several assignments of units one speaks for, for acts on many at once. */
export const assignmentsById = ({ db }: Database, actor: Actor, ids: number[]) =>
  db
    .select({ assignment: assignments, task: taskColumns, plan: planRules, unit: unitColumns })
    .from(assignments)
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .where(and(inArray(assignments.id, ids), visibleOrHandedTo(actor)))
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
      .select({ id: assignments.id, state: assignments.state, version: assignments.version })
      .from(assignments)
      .where(and(eq(assignments.taskId, task.id), eq(assignments.unitId, unitId))),
    db
      .select({ id: rounds.id })
      .from(rounds)
      .innerJoin(dues, and(eq(dues.roundId, rounds.id), eq(dues.assignmentId, assignment.id), isNull(dues.reportedAt)))
      .where(and(eq(rounds.planId, plan.id), isNull(rounds.cutOffAt))),
  ])
  const [unit] = found
  const [former] = there
  return unit
    ? {
        unitId: unit.id,
        unitName: unit.name,
        alreadyThere: former !== undefined && former.state !== "terminated",
        /** Had a part in the task before, which it takes up again. */
        former: former ?? null,
        openRoundIds: owed.map(({ id }) => id),
      }
    : null
}

/** The round that runs in the plan of an assignment, and whether it asks the assignment for its report. */
const runningStatement = (database: Database, id: number) =>
  runningRound(database, sql`(select plan_id from assignments where id = ${id})`, {
    isListed: sql<number>`exists (select 1 from dues where round_id = ${rounds.id} and assignment_id = ${id})`,
    rhythm: sql<Rhythm | null>`(select t.rhythm from tasks t join assignments a on a.task_id = t.id where a.id = ${id})`,
  })

/** One assignment for an act that may take it into the round that runs; null when the actor may not see it. */
export async function findToMove(database: Database, actor: Actor, id: number) {
  const [[row], open, [running]] = await database.read([
    ...assignmentStatements(database, actor, id),
    runningStatement(database, id),
  ])
  return row ? { ...row, proposal: open[0] ?? null, running: running ?? null } : null
}

export type FoundToMove = NonNullable<Awaited<ReturnType<typeof findToMove>>>

export type ReassignmentFacts = NonNullable<Awaited<ReturnType<typeof reassignmentFacts>>>

/**
 * What a decision about an assignment is chosen from: the units that could take it over, and the other parts of the plan
 * that it could be merged into.
 */
const choiceStatements = ({ db }: Database, id: number) =>
  [
    db
      .select({ id: units.id, name: units.name })
      .from(units)
      .where(and(eq(units.active, true), sql`${units.id} <> (select unit_id from assignments where id = ${id})`))
      .orderBy(asc(units.position)),
    db
      .select({ id: assignments.id, label: tasks.label, text: tasks.text, unit: units.shortName })
      .from(assignments)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .where(
        and(
          sql`${assignments.planId} = (select plan_id from assignments where id = ${id})`,
          ne(assignments.id, id),
          isReporting(),
        ),
      )
      .orderBy(asc(tasks.ordinal), asc(assignments.position)),
  ] as const

/** An assignment with what a decision about it is chosen from; null when the actor may not see it. */
export async function findToDecide(database: Database, actor: Actor, id: number) {
  const [[row], open, [running], choices, parts] = await database.read([
    ...assignmentStatements(database, actor, id),
    runningStatement(database, id),
    ...choiceStatements(database, id),
  ])
  return row
    ? { ...row, proposal: open[0] ?? null, running: running ?? null, choices: { units: choices, parts } }
    : null
}

export type ToDecide = NonNullable<Awaited<ReturnType<typeof findToDecide>>>
