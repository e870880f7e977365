import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  assignments,
  attachments,
  bodies,
  decisionAnswers,
  decisions,
  events,
  meetings,
  notices,
  people,
  plans,
  tasks,
  units,
  years,
} from "#db/schema.ts"
import { not } from "#db/states.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { planRules } from "#src/plans/assignments/queries.ts"
import { isTerminated } from "#src/plans/assignments/scope.ts"
import { fileColumns } from "#src/reports/evidence/queries.ts"
import { isOfSubject } from "#src/reports/evidence/scope.ts"
import { isInternal } from "#src/supervision/notices/workflow.ts"
import { isRunning } from "#src/trail/scope.ts"
import { subjectOf, toldColumns } from "#src/trail/subjects.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { takesPart } from "#src/year/years/scope.ts"
import { readsAnswers } from "./policy.ts"
import { answersReadBy, decisionSeenBy } from "./scope.ts"

/** More 分工 a unit hardly has in all plans of an office. */
const MOST_CHOICES = 200

/** One decision with its meeting, what the unit told, and the 分工 that it may be turned into; null: nothing to see. */
export async function findDecision(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const offices = JSON.stringify(unitsOf(actor, "supervisor"))
  const [[row], answers, files, candidates, choices, trail] = await read([
    db
      .select({
        decision: decisions,
        unit: { id: units.id, name: units.name, shortName: units.shortName },
        meeting: {
          id: meetings.id,
          year: meetings.year,
          kind: meetings.kind,
          title: meetings.title,
          state: meetings.state,
          docNumber: meetings.docNumber,
          heldOn: meetings.heldOn,
        },
        year: { year: years.year, officeId: years.officeId },
        supervisorUnitId: bodies.supervisorUnitId,
        assignment: { id: assignments.id, state: assignments.state, planId: assignments.planId },
        task: { ordinal: tasks.ordinal, label: tasks.label },
        plan: { id: plans.id, title: plans.title },
        notice: {
          id: notices.id,
          kind: notices.kind,
          state: notices.state,
          year: notices.year,
          number: notices.number,
        },
      })
      .from(decisions)
      .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
      .innerJoin(years, eq(years.year, meetings.year))
      .innerJoin(units, eq(units.id, decisions.unitId))
      .leftJoin(bodies, and(eq(bodies.year, meetings.year), eq(bodies.unitId, decisions.unitId)))
      .leftJoin(assignments, eq(assignments.id, decisions.assignmentId))
      .leftJoin(tasks, eq(tasks.id, assignments.taskId))
      .leftJoin(plans, eq(plans.id, assignments.planId))
      .leftJoin(notices, eq(notices.id, decisions.noticeId))
      .where(and(eq(decisions.id, id), decisionSeenBy(actor))),
    db
      .select({
        number: decisionAnswers.number,
        text: decisionAnswers.text,
        at: decisionAnswers.at,
        by: people.name,
      })
      .from(decisionAnswers)
      .innerJoin(decisions, eq(decisions.id, decisionAnswers.decisionId))
      .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
      .innerJoin(years, eq(years.year, meetings.year))
      .innerJoin(people, eq(people.id, decisionAnswers.byId))
      .where(and(eq(decisions.id, id), answersReadBy(actor)))
      .orderBy(desc(decisionAnswers.number)),
    db
      .select(fileColumns)
      .from(attachments)
      .innerJoin(decisions, isOfSubject(subjectOf("decision", decisions.id)))
      .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
      .innerJoin(years, eq(years.year, meetings.year))
      .where(and(eq(decisions.id, id), isNull(attachments.removedAt), answersReadBy(actor)))
      .orderBy(asc(attachments.id)),
    db
      .select({
        id: assignments.id,
        plan: planRules,
        task: { ordinal: tasks.ordinal, label: tasks.label, text: tasks.text },
      })
      .from(assignments)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .where(
        and(
          sql`${assignments.unitId} = (select unit_id from decisions where id = ${id})`,
          sql`${plans.supervisingUnitId} in (select value from json_each(${offices}))`,
          isRunning(),
          not(isTerminated()),
        ),
      )
      .orderBy(desc(plans.id), asc(tasks.ordinal))
      .limit(MOST_CHOICES),
    db
      .select({ id: units.id, name: units.name })
      .from(bodies)
      .innerJoin(units, eq(units.id, bodies.unitId))
      .where(
        and(
          takesPart(),
          sql`${bodies.year} = (select m.year from meetings m join decisions d on d.meeting_id = m.id where d.id = ${id})`,
        ),
      )
      .orderBy(asc(units.position), asc(units.id)),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `decision:${id}`))
      .orderBy(desc(events.id))
      .limit(100),
  ])
  if (!row) return null
  const { decision, year, supervisorUnitId } = row
  const isRead = readsAnswers(actor, year, { unitId: decision.unitId, supervisorUnitId })
  // A 督办单 that is not issued is the office's own.
  const isTold = row.notice === null || keepsYear(actor, year) || !isInternal(row.notice.state)
  return {
    ...row,
    decision: {
      ...decision,
      opinion: isRead ? decision.opinion : "",
      ...(isTold ? {} : { turn: null, noticeId: null }),
    },
    notice: isTold ? row.notice : null,
    isRead,
    answers,
    files,
    candidates,
    units: choices,
    trail: isRead ? trail : [],
  }
}

export type FoundDecision = NonNullable<Awaited<ReturnType<typeof findDecision>>>

/** Decisions that were turned into what is asked about, for whoever reads what became of them. */
const turned = ({ db }: Pick<Database, "db">, actor: Actor, condition: SQL) =>
  db
    .select({ id: decisions.id, number: decisions.number, meeting: meetings.title })
    .from(decisions)
    .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
    .innerJoin(years, eq(years.year, meetings.year))
    .where(and(condition, decisionSeenBy(actor), answersReadBy(actor)))
    .orderBy(asc(decisions.id))

/** From which decision a 督办单 comes. */
export const decisionsOfNotice = (database: Pick<Database, "db">, actor: Actor, noticeId: number) =>
  turned(database, actor, sql`${decisions.noticeId} = ${noticeId}`)

/** The same of a row of `notices`, for a list of them: its first. */
export const decisionOfNotice = (actor: Actor): SQL<number | null> => sql<number | null>`(select min(${decisions.id})
  from ${decisions} join ${meetings} on ${meetings.id} = ${decisions.meetingId} join ${years} on ${years.year} = ${meetings.year}
  where ${decisions.noticeId} = ${notices.id} and ${decisionSeenBy(actor)} and ${answersReadBy(actor)})`

/** Which decisions the parts of a task carry out. */
export const decisionsOfTask = (database: Pick<Database, "db">, actor: Actor, planId: number, ordinal: number) =>
  turned(
    database,
    actor,
    sql`${decisions.assignmentId} in (select a.id from assignments a join tasks t on t.id = a.task_id
      where t.plan_id = ${planId} and t.ordinal = ${ordinal})`,
  )
