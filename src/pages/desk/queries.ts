import { and, asc, desc, eq, gte, inArray, isNull, or, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  assignments,
  attachments,
  dues,
  events,
  people,
  plans,
  proposals,
  reports,
  reportVersions,
  rounds,
  tasks,
  units,
} from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { confirmable, partId, roundId } from "#src/confirming/scope.ts"
import type { DeskQueue, Waiting } from "#src/door/house.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { contactsOf } from "#src/office/people/contact_queries.ts"
import { deciderOf } from "#src/office/people/decider.ts"
import { phrasesOf } from "#src/office/phrases/queries.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"
import { assignmentsInQueues } from "#src/plans/assignments/desk_queries.ts"
import { planRules, taskColumns, unitColumns } from "#src/plans/assignments/queries.ts"
import { draftsToApprove } from "#src/plans/intake/drafts/approval_queries.ts"
import {
  type DeskAsked,
  type InQueues,
  supervised,
  type Within,
  waitsToBeConfirmed,
} from "#src/plans/plan/desk_queries.ts"
import { eyesOf, visibleTo } from "#src/plans/plan/scope.ts"
import { selfOpeningPlans } from "#src/plans/rounds/queries.ts"
import { awaitsVerdict, isReported } from "#src/plans/rounds/reported_scope.ts"
import { fileColumns } from "#src/reports/evidence/queries.ts"
import { isOfReport } from "#src/reports/evidence/scope.ts"
import { alone, MOST_TOGETHER } from "#src/reports/report/bulk.ts"
import { overdueInQueues, proposedInQueues, reviewsInQueues } from "#src/reports/report/desk_queries.ts"
import {
  current,
  currentColumns,
  isCurrent,
  isLast,
  last,
  lastColumns,
  lastRound,
  roundColumns,
} from "#src/reports/report/queries.ts"
import { UNDO_FOR, UNDOABLE } from "#src/reports/report/undo.ts"
import { type BulkRow, bulkFacts, bulkRows } from "#src/reports/report/verdict_queries.ts"
import { extensionsInQueues } from "#src/supervision/extensions/desk_queries.ts"
import { extensionsInQueue, type FoundExtension } from "#src/supervision/extensions/queries.ts"
import { objectionsToDecide } from "#src/supervision/inspections/queries.ts"
import { instructionsInQueues } from "#src/supervision/instructions/desk_queries.ts"
import { type InstructionRow, instructionsInQueue } from "#src/supervision/instructions/queries.ts"
import { gapsAtWork, owedInGaps } from "#src/supervision/log/gap_queries.ts"
import { noticesInQueues } from "#src/supervision/notices/desk_queries.ts"
import { answeredFiles, type DeskNotice, noticesInQueue } from "#src/supervision/notices/queries.ts"
import { orphansAtDesk } from "#src/supervision/transfers/desk_queries.ts"
import { type UnitToTransfer, unitsToTransfer } from "#src/supervision/transfers/queries.ts"
import { reportSubject } from "#src/trail/record.ts"
import { isRunning } from "#src/trail/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { aroundColumns, type Reminded, remindedColumn } from "./around_queries.ts"

/** The newest plans; more are found on 方案. */
const PLANS_TO_CHOOSE = 100

/** A screenful; what is done leaves the queue, and the next ones move up. */
const ROWS = 50

/** What of a kind stands in a queue. */
const inQueue = (conditions: InQueues, queue: string, asked: DeskAsked): SQL | undefined =>
  conditions[queue]?.(asked) ?? sql`0`

/** Whose 销号 is judged in a queue: a condition on `assignments` and `plans`. */
const closingIn: InQueues = {
  claims: (asked) => inQueue(assignmentsInQueues, "claims", asked),
  confirm: (asked) => waitsToBeConfirmed(asked, subjectOf("assignment", assignments.id), assignments.unitId),
}

const row = {
  assignment: assignments,
  task: taskColumns,
  plan: planRules,
  unit: unitColumns,
  ...aroundColumns,
}

/** The lists of reports and assignments, each from the table by which it is found. */
function partLists({ db }: Database, asked: DeskAsked) {
  const moved = (queue: string) =>
    db
      .select({ ...row, movedBy: people.name })
      .from(assignments)
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .leftJoin(people, eq(people.id, assignments.movedById))
      .where(inQueue(assignmentsInQueues, queue, asked))
      .orderBy(asc(assignments.movedAt), asc(assignments.id))
      .limit(ROWS)
  return {
    review: () =>
      db
        .select({
          ...row,
          round: roundColumns,
          report: reports,
          words: currentColumns,
          last: lastColumns,
          reminded: remindedColumn,
        })
        .from(reports)
        .innerJoin(assignments, eq(assignments.id, reports.assignmentId))
        .innerJoin(plans, eq(plans.id, assignments.planId))
        .innerJoin(rounds, eq(rounds.id, reports.roundId))
        .innerJoin(tasks, eq(tasks.id, assignments.taskId))
        .innerJoin(units, eq(units.id, assignments.unitId))
        .leftJoin(current, isCurrent)
        .leftJoin(last, isLast)
        .leftJoin(lastRound, eq(lastRound.id, last.roundId))
        .where(inQueue(reviewsInQueues, "review", asked))
        .orderBy(asc(reports.submittedAt), asc(assignments.id))
        .limit(ROWS),
    confirm: () =>
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
        .innerJoin(assignments, eq(assignments.id, partId))
        .innerJoin(plans, eq(plans.id, assignments.planId))
        .innerJoin(tasks, eq(tasks.id, assignments.taskId))
        .innerJoin(units, eq(units.id, assignments.unitId))
        .innerJoin(people, eq(people.id, proposals.proposedById))
        .leftJoin(rounds, eq(rounds.id, roundId))
        .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
        .leftJoin(current, isCurrent)
        .leftJoin(last, isLast)
        .leftJoin(lastRound, eq(lastRound.id, last.roundId))
        .where(inQueue(proposedInQueues, "confirm", asked))
        .orderBy(asc(proposals.proposedAt), asc(proposals.id))
        .limit(ROWS),
    claims: () => moved("claims"),
    overdue: () =>
      db
        .select({
          ...row,
          round: roundColumns,
          report: reports,
          words: currentColumns,
          last: lastColumns,
          reminded: remindedColumn,
        })
        .from(dues)
        .innerJoin(rounds, eq(rounds.id, dues.roundId))
        .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
        .innerJoin(plans, eq(plans.id, assignments.planId))
        .innerJoin(tasks, eq(tasks.id, assignments.taskId))
        .innerJoin(units, eq(units.id, assignments.unitId))
        .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
        .leftJoin(current, isCurrent)
        .leftJoin(last, isLast)
        .leftJoin(lastRound, eq(lastRound.id, last.roundId))
        .where(inQueue(overdueInQueues, "overdue", asked))
        .orderBy(asc(rounds.dueBy), asc(units.position), asc(tasks.ordinal))
        .limit(ROWS),
    disputes: () => moved("disputes"),
    resumptions: () => moved("resumptions"),
    unacknowledged: () => moved("unacknowledged"),
  }
}

type PartLists = ReturnType<typeof partLists>

/** It is of reports or of assignments. */
const isListed = (queue: string, lists: PartLists): queue is keyof PartLists => Object.hasOwn(lists, queue)

const waitsIn = (queue: string, waiting: readonly Waiting[], counts: readonly number[]): number =>
  waiting.reduce((sum, one, i) => sum + (one.queue === queue ? (counts[i] ?? 0) : 0), 0)

/** So many a part: a year of monthly rounds. */
const REPORTS_A_PART = 12

/** The parts of a list; `closing`: whose 销号 is judged in it. */
const judged = (
  closing: SQL | undefined,
) => sql`${reports.assignmentId} in (select ${assignments.id} from ${assignments}
  join ${plans} on ${plans.id} = ${assignments.planId} where ${closing})`

/** What those parts have reported in a year, the newest first: 销号 is judged by the year and not by one sentence. */
const reportedBefore = ({ db }: Database, closing: SQL | undefined) =>
  db
    .select({
      assignmentId: reports.assignmentId,
      roundId: reports.roundId,
      round: rounds.name,
      state: reports.state,
      at: reports.submittedAt,
      achieved: reportVersions.achieved,
      problems: reportVersions.problems,
    })
    .from(reports)
    .innerJoin(rounds, eq(rounds.id, reports.roundId))
    .innerJoin(
      reportVersions,
      and(
        eq(reportVersions.assignmentId, reports.assignmentId),
        eq(reportVersions.roundId, reports.roundId),
        eq(reportVersions.number, reports.latest),
      ),
    )
    .where(
      and(
        isReported(),
        judged(closing),
        sql`(select count(*) from reports newer where newer.assignment_id = ${reports.assignmentId}
          and newer.round_id > ${reports.roundId} and ${isReported(stateOf("newer"))}) < ${REPORTS_A_PART}`,
      ),
    )
    .orderBy(desc(rounds.number))
    .limit(REPORTS_A_PART * ROWS)

/** Evidence of those reports. */
const filesBefore = ({ db }: Database, closing: SQL | undefined) =>
  db
    .select({ ...fileColumns, assignmentId: reports.assignmentId, roundId: reports.roundId })
    .from(reports)
    .innerJoin(attachments, isOfReport(reports))
    .where(and(isReported(), isNull(attachments.removedAt), judged(closing)))
    .orderBy(desc(attachments.id))
    .limit(500)

const count = sql<number>`count(*)`

/** How many stand in each queue, in one statement; of several capabilities perhaps. */
const countsOf = (database: Database, waiting: readonly Waiting[], asked: DeskAsked) =>
  database.db
    .select({
      n: sql<number[]>`json_array(${sql.join(
        waiting.map((one) => one.count(database, asked)),
        sql`, `,
      )})`.mapWith(JSON.parse),
    })
    .from(sql`(select 1)`)

/** Evidence of the reports that somebody has to judge or confirm. */
const filesOf = ({ db }: Database, actor: Actor) =>
  db
    .select({ ...fileColumns, assignmentId: reports.assignmentId, roundId: reports.roundId })
    .from(reports)
    .innerJoin(attachments, isOfReport(reports))
    .innerJoin(plans, eq(plans.id, reports.planId))
    .where(
      and(
        awaitsVerdict(),
        isNull(attachments.removedAt),
        or(
          inArray(plans.supervisingUnitId, [...unitsOf(actor, "supervisor"), -1]),
          sql`exists (select 1 from ${proposals} where ${confirmable(deciderOf(actor))}
            and ${proposals.subject} = ${subjectOf("report", reports.assignmentId, reports.roundId)})`,
        ),
      ),
    )
    .limit(500)

const aboutAssignment = sql`cast(substr(${events.subject}, 8) as integer)`
const aboutRound = sql`cast(substr(${events.subject}, instr(${events.subject}, '/') + 1) as integer)`

/** What a person has answered in the last moments and may still take back, the latest first. */
const undoableOf = ({ db }: Database, actor: Actor, now: number) =>
  db
    .select({
      action: events.action,
      at: events.at,
      assignmentId: assignments.id,
      round: rounds.number,
      version: reports.version,
      label: tasks.label,
      unit: units.shortName,
    })
    .from(events)
    .innerJoin(assignments, eq(assignments.id, aboutAssignment))
    .innerJoin(rounds, eq(rounds.id, aboutRound))
    .innerJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .where(
      and(
        gte(events.at, now - UNDO_FOR),
        sql`+${events.actorId} = ${actor.id}`,
        sql`+${events.subject} like 'report:%'`,
        inArray(events.action, UNDOABLE),
        eq(reports.version, events.version),
      ),
    )
    // The plus: else SQLite walks back through the whole trail by its ids.
    .orderBy(desc(events.at), desc(sql`+${events.id}`))
    .limit(LAST_FEW)

/** More than these nobody takes back one by one. */
const LAST_FEW = 60

/** The last that happened to a report: who was faster. */
const lastWordOn = ({ db }: Database, { assignmentId, roundId }: About) =>
  db
    .select({
      action: events.action,
      at: events.at,
      actorName: events.actorName,
      actorId: events.actorId,
      label: tasks.label,
      unit: units.shortName,
    })
    .from(events)
    .innerJoin(assignments, eq(assignments.id, aboutAssignment))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .where(eq(events.subject, reportSubject(assignmentId, roundId)))
    .orderBy(desc(events.version))
    .limit(1)

/** A report that somebody meant to answer and could not. */
export type About = { assignmentId: number; roundId: number }

type Asked = DeskAsked & {
  queue: string
  /** Those that the actor has, in the order of work. */
  queues: readonly DeskQueue[]
  /** What all capabilities have waiting in queues. */
  waiting: readonly Waiting[]
  now: number
  approver: PlanApprover
  about?: About | null
}

/** One queue with the counts of all, the words of its items, and what there is to remind of: one round trip. */
export async function deskOf(database: Database, asked: Asked) {
  const { actor, queue, today, now, approver, about } = asked
  const { db, read } = database
  const waiting = asked.waiting.filter((one) => asked.queues.some(({ name }) => name === one.queue))
  const owing = db
    .select({ planId: rounds.planId, number: rounds.number, name: rounds.name, title: plans.title, n: count })
    .from(rounds)
    .innerJoin(dues, eq(dues.roundId, rounds.id))
    .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
    .where(inQueue(overdueInQueues, "overdue", asked))
    .groupBy(rounds.id)
    .limit(10)
  const choosable = db
    .select({
      id: plans.id,
      title: plans.title,
      docNumber: plans.docNumber,
      issuedOn: plans.issuedOn,
      hasRound: sql<boolean>`exists (select 1 from rounds where plan_id = ${plans.id})`.mapWith(Boolean),
    })
    .from(plans)
    .where(and(isRunning(), visibleTo(actor)))
    .orderBy(desc(plans.id))
    .limit(PLANS_TO_CHOOSE)
  const directory = db
    .select({ id: units.id, name: units.name, active: units.active })
    .from(units)
    .orderBy(asc(units.position))
  const ofNotices = inQueue(noticesInQueues, queue, asked)
  const closing = inQueue(closingIn, queue, asked)
  const lists = partLists(database, asked)
  const [
    [counts],
    noticed,
    noticeFiles,
    extended,
    instructed,
    files,
    rounded,
    choices,
    everyUnit,
    recent,
    phrases,
    [lastWord],
    objections,
    contacts,
    before,
    beforeFiles,
    gaps,
    owedByGaps,
    automatic,
    automaticRounds,
    ended,
    toApprove,
    ...parts
  ] = await read([
    countsOf(database, waiting, asked),
    noticesInQueue(database, ofNotices, ROWS),
    answeredFiles(database, ofNotices),
    extensionsInQueue(database, inQueue(extensionsInQueues, queue, asked), ROWS),
    instructionsInQueue(database, inQueue(instructionsInQueues, queue, asked), ROWS),
    filesOf(database, actor),
    owing,
    choosable,
    directory,
    undoableOf(database, actor, now),
    phrasesOf(database, actor.id),
    lastWordOn(database, about ?? { assignmentId: 0, roundId: 0 }),
    objectionsToDecide(database, actor),
    contactsOf(database, actor, undefined, today),
    reportedBefore(database, closing),
    filesBefore(database, closing),
    gapsAtWork(database, today, supervised(asked)),
    owedInGaps(database, today, supervised(asked)),
    ...selfOpeningPlans(database, inArray(plans.supervisingUnitId, [...unitsOf(actor, "supervisor"), -1])),
    unitsToTransfer(database, orphansAtDesk(asked), queue === "transfers" ? ROWS : 0),
    draftsToApprove(database, { ...eyesOf(actor), ...deciderOf(actor), approver }),
    ...(isListed(queue, lists) ? [lists[queue]()] : []),
  ])
  if (!counts) throw new Error("a select without a table answers with one row")
  const rows: DeskRow[] = [
    ...(parts.flat() as PartRow[]).map((one) => ({ what: "part" as const, ...one })),
    ...noticed.map((one) => ({ what: "notice" as const, ...one })),
    ...extended.map((one) => ({ what: "extension" as const, ...one })),
    ...instructed.map((one) => ({ what: "instruction" as const, ...one })),
    ...ended.map((one) => ({ what: "unit" as const, ...one })),
  ]
  return {
    queues: asked.queues.map((one) => ({ ...one, n: waitsIn(one.name, waiting, counts.n) })),
    rows: rows.sort((a, b) => waitingSince(a) - waitingSince(b)).slice(0, ROWS),
    files: [...files, ...beforeFiles],
    noticeFiles,
    owing: rounded,
    /** To choose from, and to name what each item belongs to. */
    plans: choices,
    units: everyUnit.filter(({ active }) => active),
    recent,
    phrases,
    objections,
    /** Drafts of plans that wait for the reader's 审定. */
    toApprove,
    /** Whom to ring at each unit. */
    contacts,
    /** What the parts whose 销号 is judged have reported, the newest first. */
    before,
    /** 无联络员单位, and what is to be asked of them by telephone. */
    gaps: gaps.map((gap) => ({ ...gap, owed: owedByGaps.filter(({ unitId }) => unitId === gap.unitId) })),
    /** Whose rounds open by themselves. */
    automatic: { plans: automatic, rounds: automaticRounds },
    lastWord: lastWord ?? null,
  }
}

/** So many are looked through for what may be accepted together. */
const LOOKED_THROUGH = 4 * MOST_TOGETHER

/** Everything in 待审核, as 成批采纳 looks at it: what fits, and how many do not, by their reason. */
export async function bulkOf(database: Database, actor: Actor, { within, today }: { within: Within; today: string }) {
  const review = inQueue(reviewsInQueues, "review", { actor, within, today, soonBy: today })
  const [rows] = await database.read([bulkRows(database, actor, review, LOOKED_THROUGH)])
  const looked = rows.map((row) => {
    const seen: BulkRow = { ...row, seen: row.report.version }
    return { row: seen, why: alone(bulkFacts(seen, actor)) }
  })
  const fit = looked.flatMap(({ row, why }) => (why === null ? [row] : []))
  return { fit: fit.slice(0, MOST_TOGETHER), left: looked.flatMap(({ why }) => why ?? []) }
}

export type Bulk = Awaited<ReturnType<typeof bulkOf>>

/** The reports that were ticked, as they are now, with the version of each that the person saw; others' are left out. */
export async function ticked(
  database: Database,
  actor: Actor,
  items: readonly { assignmentId: number; round: number; version: number }[],
): Promise<BulkRow[]> {
  const offices = unitsOf(actor, "supervisor")
  const keys = items.map(({ assignmentId, round }) => [assignmentId, round])
  const [rows] = await database.read([
    bulkRows(
      database,
      actor,
      and(
        inArray(plans.supervisingUnitId, [...offices, -1]),
        sql`(${assignments.id}, ${rounds.number}) in (
          select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(${JSON.stringify(keys)}))`,
      ),
      MOST_TOGETHER,
    ),
  ])
  const seenOf = ({ assignment, round }: (typeof rows)[number]) =>
    items.find((item) => item.assignmentId === assignment.id && item.round === round.number)?.version ?? 0
  return rows.map((row) => ({ ...row, seen: seenOf(row) }))
}

/** Only proposals of several kinds meet in one queue; every other list keeps the order in which it was read. */
const waitingSince = (row: DeskRow): number => ("proposal" in row ? (row.proposal?.proposedAt ?? 0) : 0)

type ReviewRow = Awaited<ReturnType<ReturnType<typeof partLists>["confirm"]>>[number]

type PartRow = Pick<ReviewRow, "assignment" | "task" | "plan" | "unit" | "notices" | "extensions"> &
  Partial<Pick<ReviewRow, "round" | "report" | "proposal" | "proposedBy" | "words" | "last">> & {
    movedBy?: string | null
    reminded?: Reminded
  }

/** A report or an assignment in its queue; what a queue does not have is absent. */
export type DeskPart = PartRow & { what: "part" }
export type DeskNoticeRow = DeskNotice & { what: "notice" }
export type DeskExtension = FoundExtension & { what: "extension" }
export type DeskInstruction = InstructionRow & { what: "instruction" }
/** A unit that is no more, with open work in several plans perhaps. */
export type DeskUnit = UnitToTransfer & { what: "unit" }
/** A row of any queue. */
export type DeskRow = DeskPart | DeskNoticeRow | DeskExtension | DeskInstruction | DeskUnit

export type Desk = Awaited<ReturnType<typeof deskOf>>
