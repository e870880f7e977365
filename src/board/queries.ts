import { and, asc, between, desc, eq, inArray, isNotNull, type Placeholder, type SQL, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
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
import { stateOf } from "#db/states.ts"
import { dateOf } from "#src/clock.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import { formerNames } from "#src/office/units/scope.ts"
import { awaitsAnswer } from "#src/owing/scope.ts"
import {
  doneYear,
  extensionOf,
  grantedDeadline,
  isAskedFor,
  latestGranted,
} from "#src/plans/assignments/deadline_scope.ts"
import { type Eyes, eyesOf, visible } from "#src/plans/plan/scope.ts"
import { nextStage, nextStageAt } from "#src/plans/stages/scope.ts"
import { leadersOf } from "#src/plans/tasks/scope.ts"
import { isRunning } from "#src/trail/running.ts"
import {
  type Board,
  type BoardPlan,
  type BoardRound,
  type FrozenRow,
  type OverrideRow,
  type PartStanding,
  type StandingRow,
  standing,
  type TaskRow,
  tasksWith,
  type UnitRow,
  unitsAt,
} from "./standing.ts"

/** When and by which rules a board is read. */
export type Reading = { now: number; today: string; calendar: Calendar; settings: Pick<Settings, "dueSoonDays"> }

/** What the statements of a board are asked with. */
export type BoardValues = Eyes & {
  planId: number | null
  /** The round's number; null: the one opened last. */
  round: number | null
  today: string
  ordinal: number
}
export type Given = { [K in keyof BoardValues]: Placeholder<K> }

/** The same for some tasks of a plan: `ordinal` is the first of them, `last` the last. */
export type RangeValues = BoardValues & { last: number }

export const valuesOf = (
  actor: Actor,
  planId: number | null,
  round: number | null,
  today: string,
  ordinal = 0,
): BoardValues => ({ ...eyesOf(actor), planId, round, today, ordinal })

/** Finds a plan or a round within the same batch: what is asked for, or what the data says. */
export type Finding = (given: Given) => SQL

export const namedPlan: Finding = ({ planId }) => sql`${planId}`

/** The round with this number, or the one opened last. */
export const pickedRound =
  (plan: Finding): Finding =>
  (given) =>
    sql`(select id from rounds where plan_id = ${plan(given)}
      and (number = ${given.round} or (${given.round} is null and opens_on <= ${given.today}))
      order by number desc limit 1)`

/** The round before another one of the same plan. */
export const roundBefore =
  (plan: Finding, round: Finding): Finding =>
  (given) =>
    sql`(select id from rounds where plan_id = ${plan(given)}
      and number < (select number from rounds where id = ${round(given)}) order by number desc limit 1)`

/** The one task that is asked for. */
export const namedTask = (given: Given): SQL =>
  sql`(select id from tasks where plan_id = ${given.planId} and ordinal = ${given.ordinal})`

export const namedRound = pickedRound(namedPlan)

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
  const rows = await database.read(boardStatements(database, valuesOf(actor, planId, roundNumber, reading.today)))
  return boardFrom(rows, roundNumber, reading)
}

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
  remark: plans.remark,
  movedAt: plans.movedAt,
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
  leaders: leadersOf,
}

/** Of the notices that an assignment has and its unit has not answered. */
const awaited = (what: SQL) => sql`(select ${what} from notice_items i join notices n on n.id = i.notice_id
  where i.assignment_id = ${assignments.id} and ${awaitsAnswer(stateOf("n"))})`

const decidedThen = sql`e.decided_at <= ${rounds.cutOffAt}`
const grantedThen = sql`${grantedDeadline} and ${decidedThen}`
const askedThen = sql`e.asked_at <= ${rounds.cutOffAt} and not coalesce(${decidedThen}, 0)`

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
  noticeBy: sql<string | null>`${awaited(sql`min(n.due_by)`)}`,
  rectifies: sql<number>`${awaited(sql`count(*) filter (where n.kind = 'rectification') > 0`)}`,
  extendedBy: sql<string | null>`${latestGranted}`,
  extensionAsked: sql<number>`${isAskedFor}`,
  doneYear: doneYear(),
  nextStage,
  handlerId: assignments.handlerId,
  version: assignments.version,
  dueIn: dues.roundId,
  reportState: reports.state,
  drafted: sql<number>`exists (select 1 from drafts d where d.assignment_id = ${assignments.id}
    and d.round_id = ${dues.roundId} and d.achieved || d.problems || d.next_steps <> '')`,
  hasDifficulty: reports.hasDifficulty,
  firstSubmittedAt: reports.firstSubmittedAt,
  resubmitBy: reports.resubmitBy,
}

const unitColumns = {
  id: units.id,
  name: units.name,
  shortName: units.shortName,
  leaderId: units.leaderId,
  active: units.active,
  former: formerNames(sql`units.id`),
  successor: sql<string | null>`(select s.short_name from units s where s.id = units.successor_id)`,
}
const sectionColumns = { id: sections.id, text: sections.text }

export const overrideColumns = {
  assignmentId: lightOverrides.assignmentId,
  light: lightOverrides.light,
  reason: lightOverrides.reason,
  at: lightOverrides.at,
}

/** A word of the last event on a subject, up to the cut-off, that moved it to another state. */
const lastMove = <T>(subject: SQL, word: string) => sql<T>`(
  select json_extract(particulars, ${sql.raw(`'$.${word}'`)}) from events
  where subject = ${subject} and at <= ${rounds.cutOffAt} and json_extract(particulars, '$.to') is not null
  order by version desc limit 1)`

const assignmentSubject = sql`'assignment:' || ${assignments.id}`
const reportSubject = sql`'report:' || ${assignments.id} || '/' || ${rounds.id}`

/** The same of the notices as the trail had them at the cut-off. */
const awaitedThen = (what: SQL) => sql`(select ${what} from (
  select n.kind, ${lastMove(sql`'notice:' || n.id`, "to")} as state, ${lastMove(sql`'notice:' || n.id`, "answerBy")} as due_by
  from notice_items i join notices n on n.id = i.notice_id
  where i.assignment_id = ${assignments.id} and n.issued_at <= ${rounds.cutOffAt}) n
  where ${awaitsAnswer(stateOf("n"))})`

export const taskSubject = sql`'task:' || ${tasks.planId} || '/' || ${tasks.ordinal}`

/** The trail's word on an assignment and its report at the cut-off of the round that is joined. */
export const frozenColumns = {
  id: assignments.id,
  state: lastMove<FrozenRow["state"]>(assignmentSubject, "to"),
  rectifyBy: lastMove<string | null>(assignmentSubject, "answerBy"),
  noticeBy: sql<string | null>`${awaitedThen(sql`min(n.due_by)`)}`,
  rectifies: sql<number>`${awaitedThen(sql`count(*) filter (where n.kind = 'rectification') > 0`)}`,
  extendedBy: sql<string | null>`${extensionOf(sql`max(e.granted_by)`, grantedThen)}`,
  extensionAsked: sql<number>`${extensionOf(sql`count(*) > 0`, askedThen)}`,
  doneYear: doneYear(sql`${rounds.cutOffAt}`),
  nextStage: nextStageAt(sql`${rounds.cutOffAt}`),
  reportState: lastMove<FrozenRow["reportState"]>(reportSubject, "to"),
  resubmitBy: lastMove<string | null>(reportSubject, "answerBy"),
  hasDifficulty: sql<number | null>`(
    select has_difficulty from report_versions
    where assignment_id = ${assignments.id} and round_id = ${rounds.id} and at <= ${rounds.cutOffAt}
    order by number desc limit 1)`,
  addedAt: sql<number | null>`(
    select at from events where subject = ${assignmentSubject} and version = 1 and action = 'assignment_added')`,
}

/** Of the events that moved a task's deadline after the cut-off the first: what it says of before stood then. */
export const firstRescheduling = sql`(
  select min(version) from events
  where subject = ${taskSubject} and at > ${rounds.cutOffAt} and action = 'tasks_scheduled')`

export const deadlineColumns = {
  id: tasks.id,
  dueBy: sql<string | null>`json_extract(${events.particulars}, '$.before.dueBy')`,
}

type Scope = "plan" | "task" | "range"

/** Which tasks a scope has, by their ordinal. */
const ordinalIn: Record<Scope, (given: Given) => SQL | undefined> = {
  plan: () => undefined,
  task: ({ ordinal }) => eq(tasks.ordinal, ordinal),
  range: ({ ordinal }) => between(tasks.ordinal, ordinal, sql.placeholder("last")),
}

/** Which parts. */
const partIn: Record<Scope, (given: Given, plan: Finding) => SQL> = {
  plan: (given, plan) => eq(assignments.planId, plan(given)),
  task: (given) => eq(assignments.taskId, namedTask(given)),
  range: (given, plan) =>
    sql`${assignments.taskId} in (select id from tasks where plan_id = ${plan(given)}
      and ordinal between ${given.ordinal} and ${sql.placeholder("last")})`,
}

/** What does not depend on the round: plan, rounds, units, sections, tasks. In a narrower scope only the tasks of it. */
export function planReads(plan: Finding, scope: Scope = "plan") {
  const found = compiled(planColumns, (db, given: Given) =>
    db
      .select(planColumns)
      .from(plans)
      .innerJoin(units, eq(units.id, plans.supervisingUnitId))
      .where(and(eq(plans.id, plan(given)), visible(given))),
  )
  const roundsOf = compiled(roundColumns, (db, given: Given) =>
    db
      .select(roundColumns)
      .from(rounds)
      .where(eq(rounds.planId, plan(given)))
      .orderBy(desc(rounds.number)),
  )
  const unitsOf = compiled(unitColumns, (db, given: Given) =>
    db
      .select(unitColumns)
      .from(units)
      .where(inArray(units.id, sql`(select unit_id from assignments where plan_id = ${plan(given)})`))
      .orderBy(asc(units.position), asc(units.id)),
  )
  const sectionsOf = compiled(sectionColumns, (db, given: Given) =>
    db
      .select(sectionColumns)
      .from(sections)
      .where(eq(sections.planId, plan(given)))
      .orderBy(asc(sections.position)),
  )
  const tasksOf = compiled(taskColumns, (db, given: Given) =>
    db
      .select(taskColumns)
      .from(tasks)
      .where(and(eq(tasks.planId, plan(given)), ordinalIn[scope](given)))
      .orderBy(asc(tasks.ordinal)),
  )
  return (database: Database, values: BoardValues) =>
    [
      found(database, values),
      roundsOf(database, values),
      unitsOf(database, values),
      sectionsOf(database, values),
      tasksOf(database, values),
    ] as const
}

/** What depends on the round: assignments with their dues and reports, the trail's word at its cut-off, overrides. */
export function standingReads(plan: Finding, round: Finding, scope: Scope = "plan") {
  const inScope = (given: Given) => partIn[scope](given, plan)
  const cutOff = (given: Given) => and(eq(rounds.id, round(given)), isNotNull(rounds.cutOffAt))

  const now = compiled(standingColumns, (db, given: Given) =>
    db
      .select(standingColumns)
      .from(assignments)
      .leftJoin(dues, and(eq(dues.roundId, round(given)), eq(dues.assignmentId, assignments.id)))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, round(given))))
      .where(inScope(given))
      .orderBy(asc(assignments.position), asc(assignments.id)),
  )
  const atCutOff = compiled(frozenColumns, (db, given: Given) =>
    db.select(frozenColumns).from(rounds).innerJoin(assignments, inScope(given)).where(cutOff(given)),
  )
  const overrides = compiled(overrideColumns, (db, given: Given) =>
    db
      .select(overrideColumns)
      .from(assignments)
      .innerJoin(
        lightOverrides,
        and(eq(lightOverrides.assignmentId, assignments.id), eq(lightOverrides.roundId, round(given))),
      )
      .where(inScope(given))
      .orderBy(asc(lightOverrides.id)),
  )
  const deadlines = compiled(deadlineColumns, (db, given: Given) =>
    db
      .select(deadlineColumns)
      .from(rounds)
      .innerJoin(tasks, and(eq(tasks.planId, rounds.planId), ordinalIn[scope](given)))
      .innerJoin(events, and(eq(events.subject, taskSubject), eq(events.version, firstRescheduling)))
      .where(cutOff(given)),
  )
  return (database: Database, values: BoardValues) =>
    [
      now(database, values),
      atCutOff(database, values),
      overrides(database, values),
      deadlines(database, values),
    ] as const
}

const planParts = planReads(namedPlan)
const standings = standingReads(namedPlan, namedRound)
const taskPlanParts = planReads(namedPlan, "task")
const taskStandings = standingReads(namedPlan, namedRound, "task")
const rangePlanParts = planReads(namedPlan, "range")
const rangeStandings = standingReads(namedPlan, namedRound, "range")

/** The whole board of a plan in a round. */
export const boardStatements = (database: Database, values: BoardValues) =>
  [...planParts(database, values), ...standings(database, values)] as const

/** The board with nothing but one task. */
export const taskStatements = (database: Database, values: BoardValues) =>
  [...taskPlanParts(database, values), ...taskStandings(database, values)] as const

/** The board of some tasks: of a plan that is too long to be read at once. */
export const rangeStatements = (database: Database, values: RangeValues) =>
  [...rangePlanParts(database, values), ...rangeStandings(database, values)] as const

/** What the two groups of statements answer, in their order. */
export type PlanRows = [BoardPlan[], BoardRound[], UnitRow[], Board["sections"], TaskRow[]]
export type StandingRows = [StandingRow[], FrozenRow[], OverrideRow[], Pick<TaskRow, "id" | "dueBy">[]]
export type BoardRows = readonly [...PlanRows, ...StandingRows]

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
  // What has ended stands as on its last day: nobody is late any more.
  const asOf = frozen ? cutOffAt : isRunning(plan.state) ? now : (plan.movedAt ?? now)
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
    units: frozen ? unitsAt(havingPart(units, byTask), asOf) : unitsAt(units, null),
    sections,
    tasks: tasksWith(tasks, byTask, plan.rollUp),
  }
}

/** Who got its first part only later was not there. */
function havingPart(units: UnitRow[], byTask: ReadonlyMap<number, PartStanding[]>): UnitRow[] {
  const there = new Set([...byTask.values()].flatMap((parts) => parts.map(({ unitId }) => unitId)))
  return units.filter(({ id }) => there.has(id))
}

export const roundOf = (all: BoardRound[], number: number | null, today: string): BoardRound | null =>
  (number === null ? all.find(({ opensOn }) => opensOn <= today) : all.find((round) => round.number === number)) ?? null
