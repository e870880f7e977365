import { and, asc, desc, eq, isNull, lt, type Placeholder, type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  assignments,
  attachments,
  completions,
  type Extension,
  events,
  extensions,
  type Notice,
  notices,
  people,
  type ReportState,
  reminderItems,
  reminders,
  reports,
  reportVersions,
  rounds,
  summaries,
  units,
} from "#db/schema.ts"
import {
  boardFrom,
  type Given,
  namedRound,
  namedTask,
  type Reading,
  taskStatements,
  valuesOf,
} from "#src/board/queries.ts"
import type { Board, BoardAssignment, BoardPlan, BoardTask } from "#src/board/standing.ts"
import { isProposed } from "#src/confirming/scope.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { formerIn, type Named } from "#src/office/units/names.ts"
import { formerNames } from "#src/office/units/scope.ts"
import { seesEvidence, seesOpinions, seesWords } from "#src/plans/plan/policy.ts"
import { partStages } from "#src/plans/stages/scope.ts"
import { type PartStage, partStagesIn } from "#src/plans/stages/stages.ts"
import { seesSummaries } from "#src/plans/summaries/policy.ts"
import { seesBehind, seesThatPassed } from "#src/reports/breakdowns/policy.ts"
import { type BehindPart, behindParts } from "#src/reports/breakdowns/queries.ts"
import { fileColumns } from "#src/reports/evidence/queries.ts"
import { firstId, isOfKind, isOfReport, secondId } from "#src/reports/evidence/scope.ts"
import { followsSending, isTakenBack } from "#src/reports/report/scope.ts"
import { isIssued } from "#src/supervision/notices/scope.ts"
import type { Action } from "#src/trail/actions.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { dutiesOfTask, type LinkedDuty } from "#src/year/duties/link_queries.ts"
import { decisionsOfTask } from "#src/year/meetings/decision_queries.ts"
import { type Entry, entryFor, type Happening, type LearnsOf, type NoticeLink, type SentWords } from "./timeline.ts"

export const ENTRIES_A_PAGE = 50

export type Completion = Pick<typeof completions.$inferSelect, "year" | "dueBy" | "claimedOn">

export type Detail = {
  assignmentId: number
  measures: string
  /** 挂起至; into what it was merged. */
  suspendedUntil: string | null
  mergedInto: string | null
  /** 每年完成: the years that are done, the newest first. */
  completions: Completion[]
  /** How the part stands with each 阶段 of the task. */
  stages: PartStage[]
  /** A 初核 of its claim waits for 复核. */
  claimJudged: boolean
  /** The report of the round, where its words may be seen. */
  words: (SentWords & { at: number; byName: string; isEntered: boolean }) | null
  opinion: string | null
  resubmitBy: string | null
}
export type TaskFile = {
  id: number
  assignmentId: number
  name: string
  size: number
  address: string | null
  addedAt: number
  kind: string
  /** Of the report it belongs to. */
  reportState: ReportState | null
}
export type Summary = {
  number: number
  text: string
  at: number
  byName: string
  /** For whom it was written, named as on that day; null: nobody. */
  unit: Named | null
}

export type TaskNotice = NoticeLink & Pick<Notice, "unitId" | "title" | "state" | "dueBy">

export type TaskExtension = Pick<
  Extension,
  "id" | "unitId" | "target" | "formerBy" | "wantedBy" | "grantedBy" | "state"
>

export type TaskView = {
  board: Board
  task: BoardTask
  details: Map<number, Detail>
  /** 分解落实 of the parts, as far as it may be seen. */
  behind: BehindPart[]
  files: TaskFile[]
  summary: Summary | null
  /** 清单事项 that its parts carry out, as far as they are read. */
  duties: LinkedDuty[]
  decisions: Awaited<ReturnType<typeof decisionsOfTask>>
  /** 督办单 on the task that have been issued, where they may be seen. */
  notices: TaskNotice[]
  /** What was asked for the parts of the task, oldest first, where it may be seen. */
  extensions: TaskExtension[]
  entries: Entry[]
  /** The instant before which older entries are to be asked for. */
  older: number | null
}

const entrant = alias(people, "entrant")

/** What stands in the rows of `detailsOf`. */
export type DetailRow = {
  assignmentId: number
  unitId: number
  measures: string
  suspendedUntil: string | null
  mergedInto: string | null
  completions: string
  stages: string
  claimJudged: number
  reportState: "draft" | "signing" | "submitted" | "accepted" | "returned" | null
  opinion: string | null
  resubmitBy: string | null
  achieved: string | null
  problems: string | null
  nextSteps: string | null
  hasDifficulty: boolean | null
  unchanged: boolean | null
  at: number | null
  sentBy: string | null
  enteredBy: string | null
}

const detailColumns = {
  assignmentId: assignments.id,
  unitId: assignments.unitId,
  measures: assignments.measures,
  suspendedUntil: assignments.suspendedUntil,
  mergedInto: sql<string | null>`(select u.short_name || t.label from assignments a
    join units u on u.id = a.unit_id join tasks t on t.id = a.task_id where a.id = ${assignments.mergedIntoId})`,
  completions: sql<string>`(
    select json_group_array(json_object('year', c.year, 'dueBy', c.due_by, 'claimedOn', c.claimed_on))
    from (select * from ${completions} where ${completions.assignmentId} = ${assignments.id} order by year desc) c)`,
  stages: partStages,
  claimJudged: sql<number>`${isProposed(subjectOf("assignment", assignments.id))}`,
  reportState: reports.state,
  opinion: reports.opinion,
  resubmitBy: reports.resubmitBy,
  achieved: reportVersions.achieved,
  problems: reportVersions.problems,
  nextSteps: reportVersions.nextSteps,
  hasDifficulty: reportVersions.hasDifficulty,
  unchanged: reportVersions.unchanged,
  at: reportVersions.at,
  sentBy: people.name,
  enteredBy: entrant.name,
}

type DetailGiven = Given & { unitId: Placeholder<"unitId"> }

/** What the units of one task (or one of them) say of their part and have reported in the round. */
export const detailsOf = compiled(detailColumns, (db, given: DetailGiven) =>
  db
    .select(detailColumns)
    .from(assignments)
    .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, namedRound(given))))
    .leftJoin(
      reportVersions,
      and(
        eq(reportVersions.assignmentId, reports.assignmentId),
        eq(reportVersions.roundId, reports.roundId),
        eq(reportVersions.number, reports.latest),
      ),
    )
    .leftJoin(people, eq(people.id, reportVersions.sentById))
    .leftJoin(entrant, eq(entrant.id, reportVersions.enteredById))
    .where(
      and(
        eq(assignments.taskId, namedTask(given)),
        sql`(${given.unitId} is null or ${assignments.unitId} = ${given.unitId})`,
      ),
    ),
)

/** The same with only what the actor may read. */
export function detailFor(actor: Actor, plan: BoardPlan, coUnitIds: readonly number[], row: DetailRow): Detail {
  const { reportState, achieved, problems, nextSteps, at, opinion } = row
  const readable = reportState !== null && seesWords(actor, plan, row.unitId, reportState, coUnitIds)
  // After it has been sent again the last answer belongs to the version before.
  const judged = seesOpinions(actor, plan, row.unitId) && (reportState === "accepted" || reportState === "returned")
  return {
    assignmentId: row.assignmentId,
    measures: row.measures,
    suspendedUntil: row.suspendedUntil,
    mergedInto: row.mergedInto,
    completions: JSON.parse(row.completions),
    stages: partStagesIn(row.stages),
    claimJudged: row.claimJudged === 1,
    words:
      readable && achieved !== null && problems !== null && nextSteps !== null && at !== null
        ? {
            achieved,
            problems,
            nextSteps,
            hasDifficulty: row.hasDifficulty === true,
            unchanged: row.unchanged === true,
            at,
            byName: row.enteredBy ?? row.sentBy ?? "",
            isEntered: row.enteredBy !== null,
          }
        : null,
    opinion: judged && opinion ? opinion : null,
    resubmitBy: judged ? row.resubmitBy : null,
  }
}

/** What of 经过 is looked at. */
export type Course = { onlyReports: boolean; unit: number | null }

type TaskAsked = { round: number | null; before: number | null; course: Course; learns: LearnsOf }

/** A task as the actor may see it, in one round trip; null when there is none. */
export async function taskOf(
  database: Database,
  actor: Actor,
  planId: number,
  ordinal: number,
  { round: roundNumber, before, course, learns }: TaskAsked,
  reading: Reading,
): Promise<TaskView | null> {
  const values = valuesOf(actor, planId, roundNumber, reading.today, ordinal)
  const until = {
    ...values,
    before: before ?? Number.MAX_SAFE_INTEGER,
    onlyReports: course.onlyReports ? 1 : 0,
    ofUnit: course.unit,
  }
  const [details, behind, files, written, happened, reminded, noticed, issued, extended, listed, decided, ...rows] =
    await database.read([
      detailsOf(database, { ...values, unitId: null }),
      behindParts(database, values),
      filesOf(database, values),
      summaryOf(database, values),
      happeningsOf(database, until),
      remindersOf(database, until),
      noticeEventsOf(database, until),
      noticesOf(database, values),
      extensionsOf(database, values),
      dutiesOfTask(database, actor, planId, ordinal),
      decisionsOfTask(database, actor, planId, ordinal),
      ...taskStatements(database, values),
    ])
  const board = boardFrom(rows, roundNumber, reading)
  const [task] = board?.tasks ?? []
  if (!board || !task) return null
  const coUnitIds = task.assignments.map(({ unitId }) => unitId)
  const unitOf = new Map(task.assignments.map((part) => [part.id, part.unitId]))
  const [summary] = seesSummaries(actor, board.plan, coUnitIds) ? written : []
  return {
    board,
    task,
    details: new Map(details.map((row) => [row.assignmentId, detailFor(actor, board.plan, coUnitIds, row)])),
    behind: behind.flatMap((one) => behindFor(actor, board.plan, details, one)),
    files: files.filter(({ assignmentId, reportState }) =>
      seesEvidence(actor, board.plan, unitOf.get(assignmentId) ?? 0, reportState),
    ),
    summary: summary ? summaryFrom(summary) : null,
    duties: listed,
    decisions: decided,
    notices: issued.filter(({ unitId }) => seesOpinions(actor, board.plan, unitId)),
    extensions: extended.filter(({ unitId }) => seesOpinions(actor, board.plan, unitId)),
    ...timelineFor(learns, actor, board.plan, coUnitIds, [...happened, ...reminded, ...noticed]),
  }
}

/** One lower body as the actor may see it: nobody, or without what it has sent. */
function behindFor(actor: Actor, plan: BoardPlan, details: readonly DetailRow[], one: BehindPart): BehindPart[] {
  const part = details.find(({ assignmentId }) => assignmentId === one.assignmentId)
  if (!part || !seesThatPassed(actor, plan, part.unitId)) return []
  if (seesBehind(actor, plan, part.unitId, part.reportState)) return [one]
  return [{ ...one, standing: null, achieved: null, problems: null, nextSteps: null, hasDifficulty: null, at: null }]
}

export type OpenPart = { task: BoardTask; assignment: BoardAssignment; detail: Detail; files: TaskFile[] }

/** One cell of the matrix in full. */
export function openPartFor(
  actor: Actor,
  board: Board,
  ordinal: number,
  unitId: number,
  details: DetailRow[],
  files: TaskFile[],
): OpenPart | null {
  const task = board.tasks.find((one) => one.ordinal === ordinal)
  const assignment = task?.assignments.find((one) => one.unitId === unitId)
  const row = details.find(({ assignmentId }) => assignmentId === assignment?.id)
  if (!task || !assignment || !row) return null
  const coUnitIds = task.assignments.map((one) => one.unitId)
  return {
    task,
    assignment,
    detail: detailFor(actor, board.plan, coUnitIds, row),
    files: files.filter(
      (file) =>
        file.assignmentId === assignment.id && seesEvidence(actor, board.plan, assignment.unitId, file.reportState),
    ),
  }
}

const taskFileColumns = {
  ...fileColumns,
  assignmentId: assignments.id,
  reportState: sql<ReportState | null>`(select state from reports r where r.assignment_id = ${assignments.id} and r.round_id = ${secondId})`,
}

/** Evidence of the round on one task. */
export const filesOf = compiled(taskFileColumns, (db, given: Given) =>
  db
    .select(taskFileColumns)
    .from(assignments)
    .innerJoin(attachments, isOfReport({ assignmentId: assignments.id, roundId: namedRound(given) }))
    .where(and(eq(assignments.taskId, namedTask(given)), isNull(attachments.removedAt)))
    .orderBy(asc(attachments.id)),
)

type SummaryRow = Awaited<ReturnType<typeof summaryOf>>[number]

function summaryFrom({ unitName, unitShortName, unitFormer, ...summary }: SummaryRow): Summary {
  const unit = unitName === null || unitShortName === null ? null : { name: unitName, shortName: unitShortName }
  return { ...summary, unit: unit && { ...unit, former: formerIn(unitFormer) } }
}

const summaryColumns = {
  number: summaries.number,
  text: summaries.text,
  at: summaries.at,
  byName: people.name,
  unitName: units.name,
  unitShortName: units.shortName,
  unitFormer: formerNames(sql`units.id`),
}

const summaryOf = compiled(summaryColumns, (db, given: Given) =>
  db
    .select(summaryColumns)
    .from(summaries)
    .innerJoin(people, eq(people.id, summaries.byId))
    .leftJoin(units, eq(units.id, summaries.byUnitId))
    .where(and(eq(summaries.taskId, namedTask(given)), eq(summaries.roundId, namedRound(given))))
    .orderBy(desc(summaries.number))
    .limit(1),
)

/** The id after a subject's noun: 12 in `assignment:12` and in `report:12/3`. */
type Noun = "assignment" | "report" | "attachment" | "breakdown" | "breakdown_report"
const numberAfter = (noun: Noun) =>
  sql<number>`cast(substr(${events.subject}, ${sql.raw(String(noun.length + 2))}) as integer)`
const isAbout = (noun: Noun) => sql`${events.subject} like ${sql.raw(`'${noun}:%'`)}`

/** The part that a file is about: of its report, or of what an inspection found of it. */
const ofItsFile = (id: SQL) => sql`(select case when ${isOfKind("report")} then ${firstId}
  when ${isOfKind("inspection")} then ${secondId} end from ${attachments} where ${attachments.id} = ${id})`

/** Which assignment an event is about. */
const aboutAssignment = sql<number | null>`case
  when ${isAbout("assignment")} then ${numberAfter("assignment")}
  when ${isAbout("report")} then ${numberAfter("report")}
  when ${isAbout("attachment")} then ${ofItsFile(numberAfter("attachment"))}
  when ${isAbout("breakdown")} then (select b.assignment_id from breakdowns b
    where b.id = ${numberAfter("breakdown")} and b.upper_id is null)
  when ${isAbout("breakdown_report")} then (select b.assignment_id from breakdowns b
    where b.id = ${numberAfter("breakdown_report")} and b.upper_id is null)
end`

const lastTo = sql<ReportState>`json_extract(later.particulars, '$.to')`

const happeningColumns = {
  id: events.id,
  at: events.at,
  actorName: events.actorName,
  actingAs: events.actingAs,
  action: sql<Action>`${events.action}`,
  unitId: assignments.unitId,
  particulars: events.particulars,
  achieved: reportVersions.achieved,
  problems: reportVersions.problems,
  nextSteps: reportVersions.nextSteps,
  hasDifficulty: reportVersions.hasDifficulty,
  unchanged: reportVersions.unchanged,
  reportState: reports.state,
  isLatest: sql<number | null>`${reportVersions.number} = ${reports.latest}`,
  /** What became of the version first: judged, or a draft again. */
  isTakenBack: sql<number | null>`(
    select ${isTakenBack(lastTo)} from events later
    where later.subject = ${events.subject} and later.version > ${events.version}
      and ${followsSending(lastTo)}
    order by later.version limit 1)`,
}

type TimelineGiven = Given & { [K in "before" | "onlyReports" | "ofUnit"]: Placeholder<K> }

const isOfUnit = (given: TimelineGiven, unitId: SQLWrapper) =>
  sql`(${given.ofUnit} is null or ${unitId} = ${given.ofUnit})`
/** Reminders and notices are none of the reports. */
const isAll = (given: TimelineGiven) => sql`${given.onlyReports} = 0`

/** Newest first, each sent report with the words that went with it. */
const happeningsOf = compiled(happeningColumns, (db, given: TimelineGiven) =>
  db
    .select(happeningColumns)
    .from(events)
    .leftJoin(assignments, eq(assignments.id, aboutAssignment))
    .leftJoin(
      reportVersions,
      and(
        isAbout("report"),
        eq(reportVersions.assignmentId, assignments.id),
        eq(reportVersions.roundId, sql`cast(substr(${events.subject}, instr(${events.subject}, '/') + 1) as integer)`),
        // Signing adds no words of its own; what it signs stands at the sending.
        sql`${events.action} <> 'report_signed'`,
        eq(reportVersions.number, sql`json_extract(${events.particulars}, '$.number')`),
      ),
    )
    .leftJoin(
      reports,
      and(eq(reports.assignmentId, reportVersions.assignmentId), eq(reports.roundId, reportVersions.roundId)),
    )
    .where(
      and(
        eq(events.taskId, namedTask(given)),
        lt(events.at, given.before),
        sql`(${isAll(given)} or ${reportVersions.number} is not null)`,
        isOfUnit(given, assignments.unitId),
      ),
    )
    .orderBy(desc(events.at), desc(events.id))
    .limit(ENTRIES_A_PAGE + 1),
)

const reminderColumns = {
  id: reminders.id,
  at: reminders.at,
  actorName: people.name,
  unitId: reminders.unitId,
  kind: reminders.kind,
  text: reminders.text,
  round: rounds.name,
}

/** 催办 names units, not tasks; the items it listed lead to it. */
const remindersOf = compiled(reminderColumns, (db, given: TimelineGiven) =>
  db
    .select(reminderColumns)
    .from(assignments)
    .innerJoin(reminderItems, eq(reminderItems.assignmentId, assignments.id))
    .innerJoin(reminders, eq(reminders.id, reminderItems.reminderId))
    .innerJoin(people, eq(people.id, reminders.byId))
    .innerJoin(rounds, eq(rounds.id, reminders.roundId))
    .where(
      and(
        eq(assignments.taskId, namedTask(given)),
        lt(reminders.at, given.before),
        isAll(given),
        isOfUnit(given, reminders.unitId),
      ),
    )
    .orderBy(desc(reminders.at), desc(reminders.id))
    .limit(ENTRIES_A_PAGE + 1),
)

const noticeColumns = {
  id: notices.id,
  unitId: notices.unitId,
  kind: notices.kind,
  year: notices.year,
  number: notices.number,
  title: notices.title,
  state: notices.state,
  dueBy: notices.dueBy,
}

/** Notices that are about one of the task's assignments. */
const isOnTask = (given: Given) => sql`${notices.id} in (
  select i.notice_id from notice_items i join assignments a on a.id = i.assignment_id
  where a.task_id = ${namedTask(given)})`

const noticesOf = compiled(noticeColumns, (db, given: Given) =>
  db
    .select(noticeColumns)
    .from(notices)
    .where(and(isOnTask(given), isIssued()))
    .orderBy(asc(notices.id)),
)

const extensionColumns = {
  id: extensions.id,
  unitId: extensions.unitId,
  target: extensions.target,
  formerBy: extensions.formerBy,
  wantedBy: extensions.wantedBy,
  grantedBy: extensions.grantedBy,
  state: extensions.state,
}

const extensionsOf = compiled(extensionColumns, (db, given: Given) =>
  db
    .select(extensionColumns)
    .from(assignments)
    .innerJoin(extensions, eq(extensions.assignmentId, assignments.id))
    .where(eq(assignments.taskId, namedTask(given)))
    .orderBy(asc(extensions.id)),
)

const noticeEventColumns = {
  id: events.id,
  at: events.at,
  actorName: events.actorName,
  actingAs: events.actingAs,
  action: sql<Action>`${events.action}`,
  unitId: notices.unitId,
  particulars: events.particulars,
  noticeId: notices.id,
  noticeKind: notices.kind,
  year: notices.year,
  number: notices.number,
}

/** What happened to the notices; they may be about several tasks, and stand in the timeline of each. */
const noticeEventsOf = compiled(noticeEventColumns, (db, given: TimelineGiven) =>
  db
    .select(noticeEventColumns)
    .from(notices)
    .innerJoin(events, eq(events.subject, sql`'notice:' || ${notices.id}`))
    .where(and(isOnTask(given), lt(events.at, given.before), isAll(given), isOfUnit(given, notices.unitId)))
    .orderBy(desc(events.at), desc(events.id))
    .limit(ENTRIES_A_PAGE + 1),
)

type HappenedRow = Omit<Happening, "words" | "isLatest" | "isTakenBack" | "notice"> & {
  isLatest: number | null
  isTakenBack: number | null
  achieved: string | null
  problems: string | null
  nextSteps: string | null
  hasDifficulty: boolean | null
  unchanged: boolean | null
}
type RemindedRow = {
  id: number
  at: number
  actorName: string
  unitId: number
  kind: string
  text: string
  round: string
}

type NoticedRow = Pick<Happening, "id" | "at" | "actorName" | "actingAs" | "action" | "particulars"> & {
  unitId: number
  noticeId: number
  noticeKind: Notice["kind"]
  year: number | null
  number: number | null
}

/** One page of the timeline. A page ends between two instants, never within the many events of one act. */
function timelineFor(
  learns: LearnsOf,
  actor: Actor,
  plan: BoardPlan,
  coUnitIds: readonly number[],
  rows: (HappenedRow | RemindedRow | NoticedRow)[],
): Pick<TaskView, "entries" | "older"> {
  const all = rows.map(happeningOf).sort((a, b) => b.at - a.at || b.id - a.id)
  const last = all.length > ENTRIES_A_PAGE ? (all[ENTRIES_A_PAGE]?.at ?? null) : null
  const whole = last === null ? all : all.filter(({ at }) => at > last)
  const page = whole.length > 0 ? whole : all
  const older = last === null ? null : whole.length > 0 ? last + 1 : last
  const entries = page
    .map((happening) => entryFor(learns, actor, plan, coUnitIds, happening))
    .filter((entry) => entry !== null)
  return { entries, older }
}

/** What has no words of a report. */
const WORDLESS = { words: null, reportState: null, isLatest: false, isTakenBack: false, notice: null }

function happeningOf(row: HappenedRow | RemindedRow | NoticedRow): Happening {
  if ("noticeId" in row) {
    const { noticeId, noticeKind, year, number, ...rest } = row
    return { ...rest, ...WORDLESS, notice: { id: noticeId, kind: noticeKind, year, number } }
  }
  if ("kind" in row) {
    const { kind, text, round, ...rest } = row
    return { ...rest, ...WORDLESS, actingAs: "", action: "reminder_made", particulars: { kind, text, round } }
  }
  const { achieved, problems, nextSteps, hasDifficulty, unchanged, isLatest, isTakenBack, ...rest } = row
  const words =
    achieved !== null && problems !== null && nextSteps !== null
      ? { achieved, problems, nextSteps, hasDifficulty: hasDifficulty === true, unchanged: unchanged === true }
      : null
  return { ...rest, words, isLatest: isLatest === 1, isTakenBack: isTakenBack === 1, notice: null }
}
