import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, attachments, dues, people, plans, proposals, reports, rounds, tasks, units } from "#db/schema.ts"
import { planRules, taskColumns, unitColumns } from "#src/assignments/queries.ts"
import { type Actor, unitsOf } from "#src/people/actor.ts"
import {
  current,
  currentColumns,
  isLast,
  last,
  lastColumns,
  lastRound,
  reportsTaken,
  stillTaken,
} from "#src/reports/queries.ts"
import { confirmable, confirmerOf } from "#src/supervision/queries.ts"

const isCurrent = and(
  eq(current.assignmentId, reports.assignmentId),
  eq(current.roundId, reports.roundId),
  eq(current.number, reports.latest),
)

/** The queues of 督查工作台, in the order of work. */
export const QUEUES = ["review", "confirm", "claims", "overdue", "disputes"] as const
export type Queue = (typeof QUEUES)[number]

/** A screenful; what is done leaves the queue, and the next ones move up. */
const ROWS = 50

const roundColumns = {
  id: rounds.id,
  number: rounds.number,
  name: rounds.name,
  dueBy: rounds.dueBy,
  cutOffAt: rounds.cutOffAt,
}

const openProposal = sql`exists (select 1 from ${proposals} where ${proposals.assignmentId} = ${assignments.id}
  and coalesce(${proposals.roundId}, 0) = coalesce(${rounds.id}, 0) and ${proposals.confirmed} is null)`

const openClosure = sql`exists (select 1 from ${proposals} where ${proposals.assignmentId} = ${assignments.id}
  and ${proposals.roundId} is null and ${proposals.confirmed} is null)`

/** Plans that the supervisor's office follows up; with a beat (分片) only its units. */
function supervised(actor: Actor, beat: number[]): SQL | undefined {
  const offices = unitsOf(actor, "supervisor")
  return and(
    inArray(plans.supervisingUnitId, [...offices, -1]),
    eq(plans.state, "issued"),
    beat.length > 0 ? inArray(assignments.unitId, beat) : undefined,
  )
}

/**
 * 逾期未报: a report that has not come by its day, or was returned and has not come again by the day that was set. Found
 * by the few that are open, not among all that were ever owed.
 */
const isOverdue = (today: string) =>
  and(
    sql`${dues}.rowid in (
      select d.rowid from dues d join rounds r on r.id = d.round_id
      where d.reported_at is null and r.due_by < ${today}
      union select d.rowid from reports p join rounds r on r.id = p.round_id
        join dues d on d.round_id = p.round_id and d.assignment_id = p.assignment_id
      where p.state in ('draft', 'signing', 'returned')
        and coalesce(p.resubmit_by, r.due_by) < ${today})`,
    stillTaken,
    reportsTaken,
  )

/** The same conditions make the counts and the lists, so the two cannot disagree. */
function queueQueries({ db }: Database, actor: Actor, beat: number[], today: string) {
  const scope = supervised(actor, beat)
  const row = {
    assignment: assignments,
    task: taskColumns,
    plan: planRules,
    unit: unitColumns,
  }
  const review = and(scope, eq(reports.state, "submitted"), sql`not ${openProposal}`)
  const confirm = confirmable(confirmerOf(actor))
  const claims = and(scope, eq(assignments.state, "claimed"), sql`not ${openClosure}`)
  const overdue = and(scope, isOverdue(today))
  const disputes = and(scope, eq(assignments.state, "disputed"))

  const assignmentRows = (condition: SQL | undefined) =>
    db
      .select({ ...row, movedBy: people.name })
      .from(assignments)
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .leftJoin(people, eq(people.id, assignments.movedById))
      .where(condition)
      .orderBy(asc(assignments.movedAt), asc(assignments.id))
      .limit(ROWS)
  const countAssignments = (condition: SQL | undefined) =>
    db
      .select({ n: sql<number>`count(*)` })
      .from(assignments)
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .where(condition)
  const submitted = () =>
    db
      .select({ ...row, round: roundColumns, report: reports, words: currentColumns, last: lastColumns })
      .from(reports)
      .innerJoin(assignments, eq(assignments.id, reports.assignmentId))
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(rounds, eq(rounds.id, reports.roundId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .leftJoin(current, isCurrent)
      .leftJoin(last, isLast)
      .leftJoin(lastRound, eq(lastRound.id, last.roundId))
  const proposed = () =>
    db
      .select({
        ...row,
        round: roundColumns,
        report: reports,
        words: currentColumns,
        last: lastColumns,
        proposal: proposals,
        proposedBy: people.name,
      })
      .from(proposals)
      .innerJoin(assignments, eq(assignments.id, proposals.assignmentId))
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .innerJoin(people, eq(people.id, proposals.proposedById))
      .leftJoin(rounds, eq(rounds.id, proposals.roundId))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, proposals.roundId)))
      .leftJoin(current, isCurrent)
      .leftJoin(last, isLast)
      .leftJoin(lastRound, eq(lastRound.id, last.roundId))
  const owed = () =>
    db
      .select({ ...row, round: roundColumns, report: reports })
      .from(dues)
      .innerJoin(rounds, eq(rounds.id, dues.roundId))
      .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
  return {
    counts: [
      db
        .select({ n: sql<number>`count(*)` })
        .from(reports)
        .innerJoin(assignments, eq(assignments.id, reports.assignmentId))
        .innerJoin(plans, eq(plans.id, assignments.planId))
        .innerJoin(rounds, eq(rounds.id, reports.roundId))
        .where(review),
      db
        .select({ n: sql<number>`count(*)` })
        .from(proposals)
        .innerJoin(assignments, eq(assignments.id, proposals.assignmentId))
        .innerJoin(plans, eq(plans.id, assignments.planId))
        .where(confirm),
      countAssignments(claims),
      db
        .select({ n: sql<number>`count(*)` })
        .from(rounds)
        .innerJoin(dues, eq(dues.roundId, rounds.id))
        .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
        .innerJoin(plans, eq(plans.id, assignments.planId))
        .where(overdue),
      countAssignments(disputes),
    ] as const,
    review: () => submitted().where(review).orderBy(asc(reports.submittedAt), asc(assignments.id)).limit(ROWS),
    confirm: () => proposed().where(confirm).orderBy(asc(proposals.proposedAt), asc(proposals.id)).limit(ROWS),
    claims: () => assignmentRows(claims),
    overdue: () =>
      owed().where(overdue).orderBy(asc(rounds.dueBy), asc(units.position), asc(tasks.ordinal)).limit(ROWS),
    disputes: () => assignmentRows(disputes),
  }
}

const numbersOf = (counts: { n: number }[][]) =>
  Object.fromEntries(QUEUES.map((queue, i) => [queue, counts[i]?.[0]?.n ?? 0])) as Record<Queue, number>

/** One queue with all five counts, the words of its items, and what there is to remind of: one round trip. */
export async function deskOf(
  database: Database,
  actor: Actor,
  { queue, beat, today }: { queue: Queue; beat: number[]; today: string },
) {
  const { db, read } = database
  const queries = queueQueries(database, actor, beat, today)
  const files = db
    .select({
      id: attachments.id,
      name: attachments.name,
      size: attachments.size,
      assignmentId: attachments.assignmentId,
      roundId: attachments.roundId,
    })
    .from(reports)
    .innerJoin(
      attachments,
      and(eq(attachments.assignmentId, reports.assignmentId), eq(attachments.roundId, reports.roundId)),
    )
    .innerJoin(plans, eq(plans.id, reports.planId))
    .where(
      and(
        eq(reports.state, "submitted"),
        isNull(attachments.removedAt),
        or(
          inArray(plans.supervisingUnitId, [...unitsOf(actor, "supervisor"), -1]),
          sql`exists (select 1 from ${proposals} where ${proposals.assignmentId} = ${reports.assignmentId}
            and ${proposals.roundId} = ${reports.roundId} and ${confirmable(confirmerOf(actor))})`,
        ),
      ),
    )
    .limit(500)
  const owing = db
    .select({
      planId: rounds.planId,
      number: rounds.number,
      name: rounds.name,
      title: plans.title,
      n: sql<number>`count(*)`,
    })
    .from(rounds)
    .innerJoin(dues, eq(dues.roundId, rounds.id))
    .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .where(and(supervised(actor, beat), isOverdue(today)))
    .groupBy(rounds.id)
    .limit(10)
  const directory = db
    .select({ id: units.id, name: units.name, active: units.active })
    .from(units)
    .orderBy(asc(units.position))
  const [review, confirm, claims, overdue, disputes, rows, attached, rounded, everyUnit] = await read([
    ...queries.counts,
    queries[queue](),
    files,
    owing,
    directory,
  ])
  return {
    counts: numbersOf([review, confirm, claims, overdue, disputes]),
    rows: rows as DeskRow[],
    files: attached,
    owing: rounded,
    units: everyUnit.filter(({ active }) => active),
  }
}

type ReviewRow = Awaited<ReturnType<ReturnType<typeof queueQueries>["confirm"]>>[number]

/** A row of any queue; what a queue does not have is absent. */
export type DeskRow = Pick<ReviewRow, "assignment" | "task" | "plan" | "unit"> &
  Partial<Pick<ReviewRow, "round" | "report" | "proposal" | "proposedBy" | "words" | "last">> & {
    movedBy?: string | null
  }

export type Desk = Awaited<ReturnType<typeof deskOf>>
