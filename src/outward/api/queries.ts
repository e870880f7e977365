import { and, asc, desc, eq, gt, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  activities,
  assignments,
  events,
  plans,
  type ReportState,
  reports,
  reportVersions,
  rounds,
  tasks,
  units,
  years,
} from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { closelySeenBy, draftsSeenBy, visibleTo } from "#src/plans/plan/scope.ts"
import { isInner, wordsSeenBy } from "#src/reports/report/scope.ts"
import { activitySeenBy } from "#src/year/activities/scope.ts"
import { paged, ROWS_A_PAGE, skipped } from "./paging.ts"

/*
 * What programs read: what the pages show to the person whose token they have, by the same conditions. 工作秘密 stays in
 * the program, as it does with 日历订阅.
 */

const leaves: SQL = sql`${plans.handling} <> 'work_secret'`

const readBy = (actor: Actor): SQL => sql`(${visibleTo(actor) ?? sql`1`} and ${leaves})`

const planColumns = {
  id: plans.id,
  title: plans.title,
  docNumber: plans.docNumber,
  issuer: plans.issuer,
  issuedOn: plans.issuedOn,
  state: plans.state,
  supervisingUnitId: plans.supervisingUnitId,
  rhythm: plans.rhythm,
}

export async function plansRead({ db, read }: Database, actor: Actor, page: number) {
  const [rows] = await read([
    db
      .select(planColumns)
      .from(plans)
      .where(readBy(actor))
      .orderBy(desc(plans.id))
      .limit(ROWS_A_PAGE + 1)
      .offset(skipped(page)),
  ])
  return paged(rows)
}

export async function planRead({ db, read }: Database, actor: Actor, planId: number) {
  const [[plan], asked] = await read([
    db
      .select(planColumns)
      .from(plans)
      .where(and(eq(plans.id, planId), readBy(actor))),
    db
      .select({
        number: rounds.number,
        name: rounds.name,
        opensOn: rounds.opensOn,
        dueBy: rounds.dueBy,
        cutOffAt: rounds.cutOffAt,
      })
      .from(rounds)
      .where(eq(rounds.planId, planId))
      .orderBy(asc(rounds.number)),
  ])
  return plan ? { ...plan, rounds: asked } : null
}

export async function assignmentsRead({ db, read }: Database, actor: Actor, planId: number, page: number) {
  const [[plan], rows] = await read([
    db
      .select({ id: plans.id })
      .from(plans)
      .where(and(eq(plans.id, planId), readBy(actor))),
    db
      .select({
        id: assignments.id,
        task: { id: tasks.id, ordinal: tasks.ordinal, label: tasks.label, text: tasks.text, dueBy: tasks.dueBy },
        unitId: assignments.unitId,
        unit: units.name,
        role: assignments.role,
        state: assignments.state,
        measures: assignments.measures,
        office: assignments.office,
        personInCharge: assignments.personInCharge,
        version: assignments.version,
      })
      .from(assignments)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .where(eq(assignments.planId, planId))
      .orderBy(asc(tasks.ordinal), asc(assignments.position))
      .limit(ROWS_A_PAGE + 1)
      .offset(skipped(page)),
  ])
  return plan ? paged(rows) : null
}

/** Of an assignment what was reported in each round, as far as the actor may read its words; null: no such assignment. */
export async function reportsRead({ db, read }: Database, actor: Actor, assignmentId: number) {
  const [[assignment], rows] = await read([
    db
      .select({ id: assignments.id })
      .from(assignments)
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .where(and(eq(assignments.id, assignmentId), readBy(actor))),
    db
      .select({
        round: rounds.number,
        roundName: rounds.name,
        state: reports.state,
        achieved: reportVersions.achieved,
        problems: reportVersions.problems,
        nextSteps: reportVersions.nextSteps,
        at: reportVersions.at,
        version: reports.version,
      })
      .from(reports)
      .innerJoin(assignments, eq(assignments.id, reports.assignmentId))
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(rounds, eq(rounds.id, reports.roundId))
      .innerJoin(
        reportVersions,
        and(
          eq(reportVersions.assignmentId, reports.assignmentId),
          eq(reportVersions.roundId, reports.roundId),
          eq(reportVersions.number, reports.latest),
        ),
      )
      .where(and(eq(reports.assignmentId, assignmentId), wordsSeenBy(actor), leaves))
      .orderBy(desc(rounds.number)),
  ])
  return assignment ? rows : null
}

export async function activitiesRead({ db, read }: Database, actor: Actor, year: number, page: number) {
  const [rows] = await read([
    db
      .select({
        id: activities.id,
        unitId: activities.unitId,
        unit: units.name,
        state: activities.state,
        kind: activities.kind,
        title: activities.title,
        fromOn: activities.fromOn,
        untilOn: activities.untilOn,
        place: activities.place,
        sessions: activities.sessions,
        copies: activities.copies,
        consulted: activities.consulted,
        reached: activities.reached,
        version: activities.version,
      })
      .from(activities)
      .innerJoin(units, eq(units.id, activities.unitId))
      .innerJoin(years, eq(years.year, activities.year))
      .where(and(eq(activities.year, year), activitySeenBy(actor)))
      .orderBy(desc(activities.fromOn), desc(activities.id))
      .limit(ROWS_A_PAGE + 1)
      .offset(skipped(page)),
  ])
  return paged(rows)
}

const ofAssignment = sql`assignments.id = case
  when ${events.subject} glob 'assignment:[0-9]*' then cast(substr(${events.subject}, 12) as integer)
  when ${events.subject} glob 'report:[0-9]*' then cast(substr(${events.subject}, 8) as integer) end`

const movedTo = sql<ReportState>`json_extract(${events.particulars}, '$.to')`

/** A report is told of once its unit has sent it, and to the unit itself before. */
const isTold = (actor: Actor): SQL => sql`(${events.subject} not glob 'report:*'
  or not ${isInner(movedTo)} or ${draftsSeenBy(actor, assignments.unitId)})`

/** What was done since an event: in the plans that the actor sees, and of assignments and reports as closely as they see them. */
export async function changesRead({ db, read }: Database, actor: Actor, since: number) {
  const ofPlan = sql`(${events.subject} glob 'plan:[0-9]*' or ${events.subject} glob 'round:[0-9]*'
    or ${events.subject} glob 'task:[0-9]*')`
  const [rows] = await read([
    db
      .select({
        id: events.id,
        at: events.at,
        action: events.action,
        subject: events.subject,
        planId: events.planId,
        assignmentId: assignments.id,
      })
      .from(events)
      .innerJoin(plans, eq(plans.id, events.planId))
      .leftJoin(assignments, ofAssignment)
      .where(
        and(
          gt(events.id, since),
          readBy(actor),
          sql`(${ofPlan} or ${assignments.id} is not null and ${closelySeenBy(actor, assignments.unitId)} and ${isTold(actor)})`,
        ),
      )
      .orderBy(asc(events.id))
      .limit(ROWS_A_PAGE + 1),
  ])
  return paged(rows)
}

export async function unitsRead({ db, read }: Database) {
  const [rows] = await read([
    db
      .select({ id: units.id, name: units.name, shortName: units.shortName, kind: units.kind, active: units.active })
      .from(units)
      .orderBy(asc(units.position), asc(units.id)),
  ])
  return rows
}
