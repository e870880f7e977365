import { and, asc, desc, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type AssignmentState, assignments, dues, plans, type ReportState, rounds, tasks, units } from "#db/schema.ts"
import { not } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { isHeldToDeadline, isOut, isReporting } from "#src/plans/assignments/scope.ts"
import { isRunning, visibleTo } from "#src/plans/plan/scope.ts"
import { leaderAccounts } from "#src/plans/tasks/arrangement_queries.ts"
import { leadersIn } from "#src/plans/tasks/leaders.ts"
import { leadersOf } from "#src/plans/tasks/scope.ts"
import { gapsAtWork } from "#src/supervision/log/gap_queries.ts"
import { reportsIn } from "./joining.ts"
import { isReported } from "./reported_scope.ts"
import { lastWord, restedOn } from "./scope.ts"

/** The state of a subject now, or as of the round's cut-off by the trail: the figures of a round cut off are frozen. */
const asOf = <T>(current: SQL, subject: SQL) => sql<T>`case when ${rounds.cutOffAt} is null then ${current} else (
  select json_extract(e.particulars, '$.to') from events e
  where e.subject = ${subject} and e.at <= ${rounds.cutOffAt} and json_extract(e.particulars, '$.to') is not null
  order by e.version desc limit 1) end`

const standing = asOf<ReportState>(
  sql`(select state from reports where assignment_id = d.assignment_id and round_id = d.round_id)`,
  sql`'report:' || d.assignment_id || '/' || d.round_id`,
)
const duty = asOf<AssignmentState>(
  sql`(select state from assignments where id = d.assignment_id)`,
  sql`'assignment:' || d.assignment_id`,
)

/** What a round's page counts, by the same rule as the lists of the plan: suspended and terminated ones are out. */
const countDues = (condition: SQL) => sql<number>`(
  select count(*) from dues d
  where d.round_id = ${rounds.id} and ${not(isOut(duty))} and ${condition})`

/** Of the event with which a round was opened. */
const openingOf = (what: SQL) => sql`(select ${what} from events e
  where e.subject = 'round:' || ${rounds.planId} || '/' || ${rounds.number} and e.version = 1)`

const ofRound = { planId: sql`${rounds.planId}`, number: sql`${rounds.number}`, version: sql`${rounds.version}` }

/** The round beside which it opened by itself. */
const openedBesides = sql<string | null>`${openingOf(sql`json_extract(e.particulars, '$.besides')`)}`

/**
 * A plan with its rounds, how many reports each has, and which of its units have nobody to be asked; null when the actor
 * may not see it.
 */
export async function roundsOf(database: Database, actor: Actor, planId: number, today: string) {
  const { db, read } = database
  const [found, list, items, parts, listed, gaps, accounts] = await read([
    db
      .select({ plan: plans, supervisingUnit: units.name })
      .from(plans)
      .innerJoin(units, eq(units.id, plans.supervisingUnitId))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    db
      .select({
        round: rounds,
        lastWord: {
          action: sql<string>`${lastWord(ofRound, sql`e.action`)}`,
          actorId: sql<number | null>`${lastWord(ofRound, sql`e.actor_id`)}`,
          at: sql<number>`${lastWord(ofRound, sql`e.at`)}`,
        },
        rested: restedOn(ofRound).mapWith(Boolean),
        openedItself: sql<number>`${openingOf(sql`e.actor_id is null`)}`,
        /** Units that are asked, and those whose 签字单 has come on paper. */
        units: sql<number>`(select count(distinct d.unit_id) from dues d where d.round_id = ${rounds.id})`,
        sheets: sql<number>`(select count(*) from signed_sheets s
          where s.round_id = ${rounds.id} and s.received_on is not null)`,
        owed: countDues(sql`1`),
        reported: countDues(isReported(standing)),
        /** Of those owed, taken in after the round had opened (补列). */
        added: countDues(sql`d.added_at is not null`),
      })
      .from(rounds)
      .where(eq(rounds.planId, planId))
      .orderBy(desc(rounds.number)),
    db
      .select({
        id: tasks.id,
        ordinal: tasks.ordinal,
        label: tasks.label,
        text: tasks.text,
        rhythm: tasks.rhythm,
        deadline: tasks.deadline,
        deadlineText: tasks.deadlineText,
        dueBy: tasks.dueBy,
        version: tasks.version,
        leaders: leadersOf,
        /** Some part of it owes the task's own day. */
        isHeld: sql<number>`exists (select 1 from assignments
          where assignments.task_id = tasks.id and ${isHeldToDeadline()})`,
      })
      .from(tasks)
      .where(eq(tasks.planId, planId))
      .orderBy(asc(tasks.ordinal)),
    reporting(database, planId),
    db
      .select({ roundId: dues.roundId, assignmentId: dues.assignmentId })
      .from(rounds)
      .innerJoin(dues, eq(dues.roundId, rounds.id))
      .where(and(eq(rounds.planId, planId), isNull(rounds.cutOffAt))),
    gapsAtWork(database, today, eq(plans.id, planId)),
    leaderAccounts(database, today),
  ])
  const [row] = found
  if (!row) return null
  /** The parts at work that an open round does not ask for their report. */
  const unlisted = (roundId: number) => {
    const asked = new Set(listed.filter((one) => one.roundId === roundId).map(({ assignmentId }) => assignmentId))
    return parts.filter(({ id }) => !asked.has(id))
  }
  const led = items.map((task) => ({ ...task, leaders: leadersIn(task.leaders) }))
  return { ...row, rounds: list, tasks: led, gaps, unlisted, accounts }
}

export type PlanRounds = NonNullable<Awaited<ReturnType<typeof roundsOf>>>

/** The round of a plan that runs, by `RunningRound`; none, if all are cut off. */
export const runningRound = <More extends Record<string, SQL>>(
  { db }: Pick<Database, "db">,
  planId: number | SQL,
  more: More,
) =>
  db
    .select({
      id: rounds.id,
      number: rounds.number,
      name: rounds.name,
      dueBy: rounds.dueBy,
      period: rounds.period,
      ...more,
    })
    .from(rounds)
    .where(and(eq(rounds.planId, planId), isNull(rounds.cutOffAt)))
    .orderBy(desc(rounds.number))
    .limit(1)

/** Assignments that may owe a report when a round opens; a unit that is no more is asked for none. */
export const reporting = ({ db }: Database, planId: number) =>
  db
    .select({
      id: assignments.id,
      unitId: assignments.unitId,
      role: assignments.role,
      state: assignments.state,
      rhythm: tasks.rhythm,
      deadline: tasks.deadline,
    })
    .from(assignments)
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(units, and(eq(units.id, assignments.unitId), units.active))
    .where(eq(assignments.planId, planId))

const opensItself = () => and(eq(plans.opensItself, true), isRunning())

/** The plans whose rounds open by themselves, of all or of those that a condition names, and their rounds. */
export const selfOpeningPlans = ({ db }: Pick<Database, "db">, among?: SQL) =>
  [
    db
      .select({
        id: plans.id,
        title: plans.title,
        rhythm: plans.rhythm,
        supportReports: plans.supportReports,
        dueShift: plans.dueShift,
        dueDay: plans.dueDay,
        dueRoll: plans.dueRoll,
        opensBefore: plans.opensBefore,
        opensItself: plans.opensItself,
      })
      .from(plans)
      .where(and(opensItself(), among)),
    db
      .select({
        planId: rounds.planId,
        number: rounds.number,
        name: rounds.name,
        period: rounds.period,
        dueBy: rounds.dueBy,
        cutOffAt: rounds.cutOffAt,
        besides: openedBesides,
      })
      .from(rounds)
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .where(and(opensItself(), among)),
  ] as const

/** A round with the parts of its plan that are at work and not in it; null when the actor may not see the plan. */
export async function findAdditions({ db, read }: Database, actor: Actor, planId: number, number: number) {
  const [found, parts] = await read([
    db
      .select({ plan: plans, supervisingUnit: units.name, round: rounds })
      .from(plans)
      .innerJoin(units, eq(units.id, plans.supervisingUnitId))
      .innerJoin(rounds, and(eq(rounds.planId, plans.id), eq(rounds.number, number)))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    db
      .select({
        id: assignments.id,
        version: assignments.version,
        unitId: assignments.unitId,
        taskId: assignments.taskId,
        role: assignments.role,
        state: assignments.state,
        rhythm: tasks.rhythm,
        unit: units.name,
        ordinal: tasks.ordinal,
        label: tasks.label,
        text: tasks.text,
        isListed: sql<number>`exists (select 1 from dues d join rounds r on r.id = d.round_id
          where d.assignment_id = ${assignments.id} and r.plan_id = ${planId} and r.number = ${number})`,
      })
      .from(assignments)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .where(and(eq(assignments.planId, planId), isReporting()))
      .orderBy(asc(tasks.ordinal), asc(assignments.position)),
  ])
  const [row] = found
  return row ? { ...row, parts: parts.filter((part) => reportsIn(part, row.plan)) } : null
}

export type Additions = NonNullable<Awaited<ReturnType<typeof findAdditions>>>

/** Open rounds of plans that run, whose due day is past: those the timer may have to cut off. */
export const roundsPastDue = ({ db }: Database, today: string) =>
  db
    .select({
      ...getTableColumns(rounds),
      /** When somebody undid the cut-off; it does not come by itself again for the same instant. */
      undoneAt: sql<number | null>`case when ${lastWord(ofRound, sql`e.action`)} = 'round_cut_off_undone'
        then ${lastWord(ofRound, sql`e.at`)} end`,
    })
    .from(rounds)
    .innerJoin(plans, eq(plans.id, rounds.planId))
    .where(and(isNull(rounds.cutOffAt), isRunning(), sql`${rounds.dueBy} < ${today}`))
