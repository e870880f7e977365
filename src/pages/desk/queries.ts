import { and, asc, desc, eq, gte, inArray, isNull, or, type SQL, sql } from "drizzle-orm"
import type { SQLiteColumn } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import {
  assignments,
  attachments,
  dues,
  events,
  extensions,
  instructions,
  notices,
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
import { confirmable, isOfPart, isProposed, partId, roundId } from "#src/confirming/scope.ts"
import type { OwnQueue } from "#src/door/house.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { contactsOf } from "#src/office/people/contact_queries.ts"
import { deciderOf } from "#src/office/people/decider.ts"
import { phrasesOf } from "#src/office/phrases/queries.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"
import { isInUse } from "#src/office/units/scope.ts"
import { isReportOwed, reportOwedBy, unreported } from "#src/owing/scope.ts"
import { planRules, taskColumns, unitColumns } from "#src/plans/assignments/queries.ts"
import { isAwaiting, isClaimed, isDisputed, isSuspended } from "#src/plans/assignments/scope.ts"
import { draftsToApprove } from "#src/plans/intake/drafts/approval_queries.ts"
import { eyesOf, visibleTo } from "#src/plans/plan/scope.ts"
import { selfOpeningPlans } from "#src/plans/rounds/queries.ts"
import { awaitsVerdict, isReported } from "#src/plans/rounds/reported_scope.ts"
import { fileColumns } from "#src/reports/evidence/queries.ts"
import { isOfReport } from "#src/reports/evidence/scope.ts"
import { alone, MOST_TOGETHER } from "#src/reports/report/bulk.ts"
import { current, currentColumns, isLast, last, lastColumns, lastRound } from "#src/reports/report/queries.ts"
import { UNDO_FOR, UNDOABLE } from "#src/reports/report/undo.ts"
import { type BulkRow, bulkFacts, bulkRows } from "#src/reports/report/verdict_queries.ts"
import { countExtensions, extensionsInQueue, type FoundExtension } from "#src/supervision/extensions/queries.ts"
import { awaitsDecision } from "#src/supervision/extensions/scope.ts"
import { objectionsToDecide } from "#src/supervision/inspections/queries.ts"
import { countInstructions, type InstructionRow, instructionsInQueue } from "#src/supervision/instructions/queries.ts"
import { awaitsReply } from "#src/supervision/instructions/scope.ts"
import { gapsAtWork, owedInGaps } from "#src/supervision/log/gap_queries.ts"
import {
  answeredFiles,
  awaitsApproval,
  countNotices,
  type DeskNotice,
  noticesInQueue,
} from "#src/supervision/notices/queries.ts"
import { awaitsVerdict as noticeAwaitsVerdict } from "#src/supervision/notices/scope.ts"
import { countToTransfer, type UnitToTransfer, unitsToTransfer } from "#src/supervision/transfers/queries.ts"
import { reportSubject } from "#src/trail/record.ts"
import { isRunning } from "#src/trail/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { aroundColumns, type Reminded, remindedColumn } from "./around_queries.ts"
import type { Queue } from "./queues.ts"

const isCurrent = and(
  eq(current.assignmentId, reports.assignmentId),
  eq(current.roundId, reports.roundId),
  eq(current.number, reports.latest),
)

/** The newest plans; more are found on 方案. */
const PLANS_TO_CHOOSE = 100

/** A screenful; what is done leaves the queue, and the next ones move up. */
const ROWS = 50

const roundColumns = {
  id: rounds.id,
  number: rounds.number,
  name: rounds.name,
  dueBy: rounds.dueBy,
  cutOffAt: rounds.cutOffAt,
}

const isReportProposed = isProposed(subjectOf("report", assignments.id, rounds.id))
const isClosureProposed = isProposed(subjectOf("assignment", assignments.id))

/** An instruction is about the parts that it names, else about those of its task or of the whole plan. */
const concerns = (unit: number): SQL => sql`exists (select 1 from assignments a
  where a.plan_id = ${instructions.planId} and a.unit_id = ${unit}
    and (${instructions.taskId} is null or a.task_id = ${instructions.taskId})
    and (not exists (select 1 from instruction_items i where i.instruction_id = ${instructions.id})
      or exists (select 1 from instruction_items i where i.instruction_id = ${instructions.id} and i.assignment_id = a.id)))`

/** What is looked at: with a beat (分片) only its units, with a plan or a unit only that one. */
export type Within = { beat: number[]; plan: number | null; unit: number | null }

/** Of the chosen plan and unit alone; `column`: where the listed thing names its unit. */
const chosen = ({ plan, unit }: Within, column: SQLiteColumn): SQL | undefined =>
  and(plan === null ? undefined : eq(plans.id, plan), unit === null ? undefined : eq(column, unit))

/** Plans that the supervisor's office follows up. */
const followed = (actor: Actor): SQL | undefined =>
  and(inArray(plans.supervisingUnitId, [...unitsOf(actor, "supervisor"), -1]), isRunning())

/** Of those what is looked at. */
function supervised(actor: Actor, within: Within, column: SQLiteColumn = assignments.unitId): SQL | undefined {
  const { beat } = within
  return and(followed(actor), chosen(within, column), beat.length > 0 ? inArray(column, beat) : undefined)
}

/**
 * 逾期未报: a report that has not come by its day, or was returned and has not come again by the day that was set. Of a
 * unit that is no more nobody can be asked: that waits in 待移交.
 */
const isOverdue = (today: string) =>
  and(isInUse(sql`${assignments.unitId}`), unreported({}, today), isReportOwed(today), sql`${reportOwedBy} < ${today}`)

/** Today, and the next working day: until then what is to be resumed is told. */
type Days = { today: string; soonBy: string }

/** What stands in which queue. The same conditions make the counts and the lists, so the two cannot disagree. */
const conditionsOf = (actor: Actor, within: Within, { today, soonBy }: Days) => {
  const scope = supervised(actor, within)
  const mine = (column: SQLiteColumn) => and(confirmable(deciderOf(actor)), chosen(within, column))
  const waiting = (subject: SQL, unit: SQLiteColumn) =>
    sql`exists (select 1 from ${proposals} where ${proposals.subject} = ${subject} and ${mine(unit)})`
  return {
    parts: {
      review: and(scope, awaitsVerdict(), sql`not ${isReportProposed}`),
      confirm: and(mine(assignments.unitId), isOfPart()),
      claims: and(scope, isClaimed(), sql`not ${isClosureProposed}`),
      overdue: and(scope, isOverdue(today)),
      disputes: and(scope, isDisputed()),
      resumptions: and(
        scope,
        isSuspended(),
        sql`${assignments.suspendedUntil} <= ${soonBy}`,
        sql`not ${isClosureProposed}`,
      ),
      // Of a unit that is no more nobody signs for anything.
      unacknowledged: and(scope, isAwaiting(), isInUse(sql`${assignments.unitId}`)),
    },
    notices: {
      confirm: waiting(subjectOf("notice", notices.id), notices.unitId),
      answers: and(supervised(actor, within, notices.unitId), noticeAwaitsVerdict),
      approvals: and(awaitsApproval(actor), chosen(within, notices.unitId)),
    },
    extensions: {
      confirm: waiting(subjectOf("extension", extensions.id), extensions.unitId),
      extensions: and(supervised(actor, within, extensions.unitId), awaitsDecision),
    },
    instructions: and(
      followed(actor),
      within.plan === null ? undefined : eq(plans.id, within.plan),
      within.unit === null ? undefined : concerns(within.unit),
      awaitsReply(),
    ),
    transfers: { parts: scope, notices: supervised(actor, within, notices.unitId) },
    closing: {
      claims: and(scope, isClaimed(), sql`not ${isClosureProposed}`),
      confirm: waiting(subjectOf("assignment", assignments.id), assignments.unitId),
    } as Partial<Record<Queue, SQL | undefined>>,
  }
}

type Conditions = ReturnType<typeof conditionsOf>
type PartQueue = keyof Conditions["parts"]
type NoticeQueue = keyof Conditions["notices"]
type ExtensionQueue = keyof Conditions["extensions"]

const hasParts = (queue: Queue, { parts }: Conditions): queue is PartQueue => queue in parts
const hasNotices = (queue: Queue, { notices }: Conditions): queue is NoticeQueue => queue in notices
const hasExtensions = (queue: Queue, { extensions }: Conditions): queue is ExtensionQueue => queue in extensions

const row = {
  assignment: assignments,
  task: taskColumns,
  plan: planRules,
  unit: unitColumns,
  ...aroundColumns,
}

/** The lists of reports and assignments, each from the table by which it is found. */
function partLists({ db }: Database, { parts }: Conditions) {
  const moved = (condition: SQL | undefined) =>
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
        .where(parts.review)
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
        .where(parts.confirm)
        .orderBy(asc(proposals.proposedAt), asc(proposals.id))
        .limit(ROWS),
    claims: () => moved(parts.claims),
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
        .where(parts.overdue)
        .orderBy(asc(rounds.dueBy), asc(units.position), asc(tasks.ordinal))
        .limit(ROWS),
    disputes: () => moved(parts.disputes),
    resumptions: () => moved(parts.resumptions),
    unacknowledged: () => moved(parts.unacknowledged),
  }
}

/** So many a part: a year of monthly rounds. */
const REPORTS_A_PART = 12

/** The parts of a list; `closing`: whose 销号 is judged in it. */
const judged = (
  closing: SQL | undefined,
) => sql`${reports.assignmentId} in (select ${assignments.id} from ${assignments}
  join ${plans} on ${plans.id} = ${assignments.planId} where ${closing ?? sql`0`})`

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

/** How many stand in each queue, in one statement. */
function countsOf({ db }: Database, conditions: Conditions) {
  const { parts, notices: ofNotices, extensions: ofExtensions, instructions: ofInstructions } = conditions
  const inAssignments = (condition: SQL | undefined) =>
    db.select({ n: count }).from(assignments).innerJoin(plans, eq(plans.id, assignments.planId)).where(condition)
  const inNotices = (condition: SQL | undefined) => countNotices({ db }, condition)
  const inExtensions = (condition: SQL | undefined) => countExtensions({ db }, condition)
  const review = db
    .select({ n: count })
    .from(reports)
    .innerJoin(assignments, eq(assignments.id, reports.assignmentId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(rounds, eq(rounds.id, reports.roundId))
    .where(parts.review)
  const confirm = db
    .select({ n: count })
    .from(proposals)
    .innerJoin(assignments, eq(assignments.id, partId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .where(parts.confirm)
  const overdue = db
    .select({ n: count })
    .from(rounds)
    .innerJoin(dues, eq(dues.roundId, rounds.id))
    .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
    .where(parts.overdue)
  return db
    .select({
      review: sql<number>`${review}`,
      confirm: sql<number>`${confirm} + ${inNotices(ofNotices.confirm)} + ${inExtensions(ofExtensions.confirm)}`,
      claims: sql<number>`${inAssignments(parts.claims)}`,
      answers: sql<number>`${inNotices(ofNotices.answers)}`,
      extensions: sql<number>`${inExtensions(ofExtensions.extensions)}`,
      instructions: sql<number>`${countInstructions({ db }, ofInstructions)}`,
      approvals: sql<number>`${inNotices(ofNotices.approvals)}`,
      overdue: sql<number>`${overdue}`,
      disputes: sql<number>`${inAssignments(parts.disputes)}`,
      resumptions: sql<number>`${inAssignments(parts.resumptions)}`,
      unacknowledged: sql<number>`${inAssignments(parts.unacknowledged)}`,
      transfers: countToTransfer(conditions.transfers),
    } satisfies Record<Queue, SQL<number>>)
    .from(sql`(select 1)`)
}

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

type Asked = Days & {
  queue: Queue
  within: Within
  now: number
  approver: PlanApprover
  /** Queues of capabilities with an address of their own. */
  own: readonly OwnQueue[]
  about?: About | null
}

/** How many stand in each of those. */
const ownCounts = ({ db }: Database, own: readonly OwnQueue[], actor: Actor, today: string) =>
  db
    .select({
      n: sql<number[]>`json_array(${sql.join(
        own.map(({ count: n }) => n(actor, today)),
        sql`, `,
      )})`.mapWith(JSON.parse),
    })
    .from(sql`(select 1)`)

/** One queue with the counts of all, the words of its items, and what there is to remind of: one round trip. */
export async function deskOf(database: Database, actor: Actor, asked: Asked) {
  const { queue, within, today, soonBy, now, approver, own, about } = asked
  const { db, read } = database
  const conditions = conditionsOf(actor, within, { today, soonBy })
  const owing = db
    .select({ planId: rounds.planId, number: rounds.number, name: rounds.name, title: plans.title, n: count })
    .from(rounds)
    .innerJoin(dues, eq(dues.roundId, rounds.id))
    .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
    .where(conditions.parts.overdue)
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
  const ofNotices = hasNotices(queue, conditions) ? conditions.notices[queue] : sql`0`
  const ofExtensions = hasExtensions(queue, conditions) ? conditions.extensions[queue] : sql`0`
  const lists = partLists(database, conditions)
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
    [ofOwn],
    ...parts
  ] = await read([
    countsOf(database, conditions),
    noticesInQueue(database, ofNotices, ROWS),
    answeredFiles(database, ofNotices),
    extensionsInQueue(database, ofExtensions, ROWS),
    instructionsInQueue(database, queue === "instructions" ? conditions.instructions : sql`0`, ROWS),
    filesOf(database, actor),
    owing,
    choosable,
    directory,
    undoableOf(database, actor, now),
    phrasesOf(database, actor.id),
    lastWordOn(database, about ?? { assignmentId: 0, roundId: 0 }),
    objectionsToDecide(database, actor),
    contactsOf(database, actor, undefined, today),
    reportedBefore(database, conditions.closing[queue]),
    filesBefore(database, conditions.closing[queue]),
    gapsAtWork(database, today, supervised(actor, within)),
    owedInGaps(database, today, supervised(actor, within)),
    ...selfOpeningPlans(database, inArray(plans.supervisingUnitId, [...unitsOf(actor, "supervisor"), -1])),
    unitsToTransfer(database, conditions.transfers, queue === "transfers" ? ROWS : 0),
    draftsToApprove(database, { ...eyesOf(actor), ...deciderOf(actor), approver }),
    ownCounts(database, own, actor, today),
    ...(hasParts(queue, conditions) ? [lists[queue]()] : []),
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
    counts,
    own: own.map(({ name, label, href }, i) => ({ name, label, href, n: ofOwn?.n[i] ?? 0 })),
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
  const { review } = conditionsOf(actor, within, { today, soonBy: today }).parts
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
