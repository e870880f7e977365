import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  assignments,
  dues,
  events,
  lightOverrides,
  plans,
  reports,
  rounds,
  sections,
  tasks,
  units,
} from "#db/schema.ts"
import type { Calendar } from "#src/calendar/working_days.ts"
import { dateOf } from "#src/clock.ts"
import type { Actor } from "#src/people/actor.ts"
import type { Settings } from "#src/settings/settings.ts"
import { visibleTo } from "./scope.ts"
import {
  type Board,
  type BoardPlan,
  type BoardRound,
  type FrozenRow,
  type OverrideRow,
  type StandingRow,
  standing,
  type TaskRow,
  tasksWith,
} from "./standing.ts"

/** When and by which rules a board is read. */
export type Reading = { now: number; today: string; calendar: Calendar; settings: Pick<Settings, "dueSoonDays"> }

/** A plan or a round: its id, or a sub-select that finds it within the same batch. */
export type Picked = number | SQL

/**
 * How a plan stands, in one round trip. Null when the actor may not see the plan, or it has no such round.
 *
 * Without a number: as of now, in the round opened last (a plan without rounds has only its deadlines). With a number:
 * that round, and once it is cut off, everything as it stood at that instant.
 */
export async function boardOf(
  database: Database,
  actor: Actor,
  planId: number,
  roundNumber: number | null,
  reading: Reading,
): Promise<Board | null> {
  const round = pickedRound(planId, roundNumber, reading.today)
  const rows = await database.read([
    ...planStatements(database, actor, planId),
    ...standingStatements(database, planId, round),
  ])
  return boardFrom(rows, roundNumber, reading)
}

/** The round with this number, or the one opened last. */
export const pickedRound = (planId: Picked, number: number | null, today: string): SQL =>
  number === null
    ? sql`(select id from rounds where plan_id = ${planId} and opens_on <= ${today} order by number desc limit 1)`
    : sql`(select id from rounds where plan_id = ${planId} and number = ${number})`

/** The round before another one of the same plan. */
export const roundBefore = (planId: Picked, round: SQL): SQL =>
  sql`(select id from rounds where plan_id = ${planId}
    and number < (select number from rounds where id = ${round}) order by number desc limit 1)`

const planColumns = {
  id: plans.id,
  title: plans.title,
  docNumber: plans.docNumber,
  issuer: plans.issuer,
  basis: plans.basis,
  basisDocNumber: plans.basisDocNumber,
  preamble: plans.preamble,
  closing: plans.closing,
  issuedOn: plans.issuedOn,
  supervisingUnitId: plans.supervisingUnitId,
  supervisingUnitName: units.name,
  confirmer: plans.confirmer,
  confirmingUnitId: plans.confirmingUnitId,
  rhythm: plans.rhythm,
  rollUp: plans.rollUp,
  headSigns: plans.headSigns,
  supportReports: plans.supportReports,
  urgency: plans.urgency,
  handling: plans.handling,
  state: plans.state,
  version: plans.version,
}

export const roundColumns = {
  id: rounds.id,
  number: rounds.number,
  name: rounds.name,
  opensOn: rounds.opensOn,
  dueBy: rounds.dueBy,
  evidenceRequired: rounds.evidenceRequired,
  cutOffAt: rounds.cutOffAt,
  version: rounds.version,
}

export const taskColumns = {
  id: tasks.id,
  sectionId: tasks.sectionId,
  ordinal: tasks.ordinal,
  label: tasks.label,
  text: tasks.text,
  rhythm: tasks.rhythm,
  deadline: tasks.deadline,
  deadlineText: tasks.deadlineText,
  dueBy: tasks.dueBy,
}

/** An assignment with what it owes and has reported in a round that is joined. */
export const standingColumns = {
  id: assignments.id,
  taskId: assignments.taskId,
  unitId: assignments.unitId,
  role: assignments.role,
  position: assignments.position,
  state: assignments.state,
  office: assignments.office,
  personInCharge: assignments.personInCharge,
  rectifyBy: assignments.rectifyBy,
  handlerId: assignments.handlerId,
  version: assignments.version,
  dueIn: dues.roundId,
  reportState: reports.state,
  hasDifficulty: reports.hasDifficulty,
  firstSubmittedAt: reports.firstSubmittedAt,
  resubmitBy: reports.resubmitBy,
}

/** What does not depend on the round: plan, rounds, units, sections, tasks. With `ordinal` only that task. */
export const planStatements = ({ db }: Database, actor: Actor, planId: Picked, ordinal: number | null = null) =>
  [
    db
      .select(planColumns)
      .from(plans)
      .innerJoin(units, eq(units.id, plans.supervisingUnitId))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    db.select(roundColumns).from(rounds).where(eq(rounds.planId, planId)).orderBy(desc(rounds.number)),
    db
      .select({ id: units.id, name: units.name, shortName: units.shortName, leaderId: units.leaderId })
      .from(units)
      .where(inArray(units.id, sql`(select unit_id from assignments where plan_id = ${planId})`))
      .orderBy(asc(units.position), asc(units.id)),
    db
      .select({ id: sections.id, text: sections.text })
      .from(sections)
      .where(eq(sections.planId, planId))
      .orderBy(asc(sections.position)),
    db
      .select(taskColumns)
      .from(tasks)
      .where(and(eq(tasks.planId, planId), ordinal === null ? undefined : eq(tasks.ordinal, ordinal)))
      .orderBy(asc(tasks.ordinal)),
  ] as const

/** What depends on the round: assignments with their dues and reports, the trail's word at its cut-off, overrides. */
export const standingStatements = ({ db }: Database, planId: Picked, round: Picked, ordinal: number | null = null) => {
  const ofTask =
    ordinal === null
      ? eq(assignments.planId, planId)
      : eq(assignments.taskId, sql`(select id from tasks where plan_id = ${planId} and ordinal = ${ordinal})`)
  return [
    db
      .select(standingColumns)
      .from(assignments)
      .leftJoin(dues, and(eq(dues.roundId, round), eq(dues.assignmentId, assignments.id)))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, round)))
      .where(ofTask)
      .orderBy(asc(assignments.position)),
    db
      .select(frozenColumns)
      .from(rounds)
      .innerJoin(assignments, ofTask)
      .where(and(eq(rounds.id, round), sql`${rounds.cutOffAt} is not null`)),
    db
      .select({
        assignmentId: lightOverrides.assignmentId,
        light: lightOverrides.light,
        reason: lightOverrides.reason,
        at: lightOverrides.at,
      })
      .from(assignments)
      .innerJoin(
        lightOverrides,
        and(eq(lightOverrides.assignmentId, assignments.id), eq(lightOverrides.roundId, round)),
      )
      .where(ofTask)
      .orderBy(asc(lightOverrides.id)),
    db
      .select({
        id: tasks.id,
        dueBy: sql<string | null>`json_extract(${events.particulars}, '$.before.dueBy')`,
      })
      .from(rounds)
      .innerJoin(tasks, and(eq(tasks.planId, rounds.planId), ordinal === null ? undefined : eq(tasks.ordinal, ordinal)))
      .innerJoin(
        events,
        and(
          eq(events.subject, taskSubject),
          eq(
            events.version,
            sql`(select min(version) from events where subject = ${taskSubject} and at > ${rounds.cutOffAt}
              and action = 'tasks_scheduled')`,
          ),
        ),
      )
      .where(and(eq(rounds.id, round), sql`${rounds.cutOffAt} is not null`)),
  ] as const
}

/** A word of the last event on a subject, up to the cut-off, that moved it to another state. */
const lastMove = <T>(subject: SQL, word: string) => sql<T>`(
  select json_extract(particulars, ${sql.raw(`'$.${word}'`)}) from events
  where subject = ${subject} and at <= ${rounds.cutOffAt} and json_extract(particulars, '$.to') is not null
  order by version desc limit 1)`

const assignmentSubject = sql`'assignment:' || ${assignments.id}`
const reportSubject = sql`'report:' || ${assignments.id} || '/' || ${rounds.id}`

const taskSubject = sql`'task:' || ${tasks.planId} || '/' || ${tasks.ordinal}`

/** The trail's word on an assignment and its report at the cut-off of the round that is joined. */
export const frozenColumns = {
  id: assignments.id,
  state: lastMove<FrozenRow["state"]>(assignmentSubject, "to"),
  rectifyBy: lastMove<string | null>(assignmentSubject, "answerBy"),
  reportState: lastMove<FrozenRow["reportState"]>(reportSubject, "to"),
  resubmitBy: lastMove<string | null>(reportSubject, "answerBy"),
  hasDifficulty: sql<number | null>`(
    select has_difficulty from report_versions
    where assignment_id = ${assignments.id} and round_id = ${rounds.id} and at <= ${rounds.cutOffAt}
    order by number desc limit 1)`,
  addedAt: sql<number | null>`(
    select at from events where subject = ${assignmentSubject} and version = 1 and action = 'assignment_added')`,
}

/** What the two groups of statements answer, in their order. */
export type PlanRows = [BoardPlan[], BoardRound[], Board["units"], Board["sections"], TaskRow[]]
export type StandingRows = [StandingRow[], FrozenRow[], OverrideRow[], Pick<TaskRow, "id" | "dueBy">[]]
export type BoardRows = [...PlanRows, ...StandingRows]

/** The board from the rows that were read; null when there is no such plan, or no such round of it. */
export function boardFrom(rows: BoardRows, roundNumber: number | null, reading: Reading): Board | null {
  const [[plan], rounds] = rows
  const round = roundOf(rounds, roundNumber, reading.today)
  if (!plan || (roundNumber !== null && !round)) return null
  return boardIn(plan, round, roundNumber !== null, rows, reading)
}

/** The board of a round that has been chosen; `replayed`: as of its cut-off, if it has one. */
export function boardIn(
  plan: BoardPlan,
  round: BoardRound | null,
  replayed: boolean,
  [, rounds, units, sections, taskRows, rows, atCutOff, overrides, formerDeadlines]: BoardRows,
  { now, calendar, settings }: Reading,
): Board {
  const cutOffAt = round?.cutOffAt ?? null
  const frozen = replayed && cutOffAt !== null
  const asOf = frozen ? cutOffAt : now
  const rule = { today: dateOf(asOf), calendar, dueSoonDays: settings.dueSoonDays }
  const former = new Map((frozen ? formerDeadlines : []).map(({ id, dueBy }) => [id, dueBy]))
  const tasks =
    former.size === 0
      ? taskRows
      : taskRows.map((task) => (former.has(task.id) ? { ...task, dueBy: former.get(task.id) ?? null } : task))
  const byTask = standing({ rows, atCutOff, overrides }, round, frozen, tasks, rule)
  return {
    plan,
    rounds,
    round,
    asOf,
    asOfOn: rule.today,
    frozen,
    units,
    sections,
    tasks: tasksWith(tasks, byTask, plan.rollUp),
  }
}

export const roundOf = (all: BoardRound[], number: number | null, today: string): BoardRound | null =>
  (number === null ? all.find(({ opensOn }) => opensOn <= today) : all.find((round) => round.number === number)) ?? null
