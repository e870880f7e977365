import { and, asc, desc, eq, inArray, isNull, or, type Placeholder, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import { prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  assignments,
  attachments,
  dues,
  events,
  extensions,
  inspections,
  instructions,
  type Notice,
  noticeAnswers,
  noticeDrafts,
  noticeItems,
  notices,
  people,
  plans,
  proposals,
  type Role,
  rounds,
  tasks,
  units,
} from "#db/schema.ts"
import { not, stateOf } from "#db/states.ts"
import { yearOf } from "#src/clock.ts"
import { openProposal } from "#src/confirming/queries.ts"
import { isOpen as isProposalOpen } from "#src/confirming/scope.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { ownContact } from "#src/office/people/contact_queries.ts"
import { type Deciding, deciderOf } from "#src/office/people/decider.ts"
import { holdersOf } from "#src/office/people/queries.ts"
import { formerIn } from "#src/office/units/names.ts"
import { formerNames } from "#src/office/units/scope.ts"
import { awaitsAnswer, isReportOwed, joined, reportOwedBy } from "#src/owing/scope.ts"
import { namedUnit, planRules, taskColumns, unitColumns } from "#src/plans/assignments/queries.ts"
import { isTerminated } from "#src/plans/assignments/scope.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { fileColumns } from "#src/reports/evidence/queries.ts"
import { firstId, isOfSubject } from "#src/reports/evidence/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { subjectOf, toldColumns } from "#src/trail/subjects.ts"
import { NOTICE_VIEWS, type NoticeView } from "./lists.ts"
import {
  isAnswered,
  isApproving,
  isClosed,
  isDrafted,
  isGivenUp,
  isOpen,
  visibleNotices,
  visiblePapers,
} from "./scope.ts"

/** One of the unit's assignments that a notice is about. */
export type NoticeItem = { assignmentId: number; ordinal: number; label: string; text: string; role: Role }

/** In the order of the document; a part that another of the same notice has taken over is named once. */
export const itemsOfNotice = sql`(
  select json_group_array(json_object(
    'assignmentId', x.id, 'ordinal', x.ordinal, 'label', x.label, 'text', x.text, 'role', x.role))
  from (select a.id, t.ordinal, t.label, t.text, a.role from notice_items i
    join assignments a on a.id = i.assignment_id join tasks t on t.id = a.task_id
    where i.notice_id = ${notices.id} and not exists (select 1 from notice_items j
      where j.notice_id = i.notice_id and j.assignment_id = a.merged_into_id) order by t.ordinal) x)`.mapWith(
  (text): NoticeItem[] => JSON.parse(String(text)),
)

const noticePlan = { ...planRules, docNumber: plans.docNumber }
const office = alias(units, "office")
const officeColumns = {
  id: office.id,
  name: office.name,
  shortName: office.shortName,
  former: formerNames(sql`office.id`).mapWith(formerIn),
}

/** To whom it was issued, where another unit has taken it over since. */
const addressee = alias(units, "addressee")
const addresseeColumns = {
  id: addressee.id,
  name: addressee.name,
  shortName: addressee.shortName,
  former: formerNames(sql`addressee.id`).mapWith(formerIn),
}
const isAddressee = eq(addressee.id, notices.issuedToId)

const nameOf = (column: SQL | typeof notices.draftedById) =>
  sql<string | null>`(select name from people where id = ${column})`

const sender = alias(people, "sender")

/** A notice with everything that belongs to it, scoped to who asks; null when there is nothing to see. */
export async function findNotice(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [found, answers, draft, files, open, happened, extended] = await read([
    db
      .select({
        notice: notices,
        plan: noticePlan,
        unit: { ...namedUnit, active: units.active },
        office: officeColumns,
        issuedTo: addresseeColumns,
        items: itemsOfNotice,
        draftedBy: nameOf(notices.draftedById),
        issuedBy: nameOf(sql`${notices.issuedById}`),
        acknowledgedBy: nameOf(sql`${notices.acknowledgedById}`),
        judgedBy: nameOf(sql`${notices.judgedById}`),
      })
      .from(notices)
      .innerJoin(plans, eq(plans.id, notices.planId))
      .innerJoin(units, eq(units.id, notices.unitId))
      .innerJoin(office, eq(office.id, notices.officeId))
      .leftJoin(addressee, isAddressee)
      .where(and(eq(notices.id, id), visibleNotices(actor))),
    db
      .select({ answer: noticeAnswers, sentBy: sender.name })
      .from(noticeAnswers)
      .innerJoin(sender, eq(sender.id, noticeAnswers.sentById))
      .where(eq(noticeAnswers.noticeId, id))
      .orderBy(asc(noticeAnswers.number)),
    db.select().from(noticeDrafts).where(eq(noticeDrafts.noticeId, id)),
    db
      .select(noticeFileColumns)
      .from(attachments)
      .innerJoin(notices, isOfSubject(subjectOf("notice", notices.id)))
      .where(and(eq(notices.id, id), isNull(attachments.removedAt)))
      .orderBy(asc(attachments.id)),
    openProposal(database, `notice:${id}`),
    db
      .select({
        id: events.id,
        ...toldColumns,
      })
      .from(events)
      .where(eq(events.subject, `notice:${id}`))
      .orderBy(desc(events.version)),
    db.select().from(extensions).where(eq(extensions.noticeId, id)).orderBy(asc(extensions.id)),
  ])
  const [row] = found
  if (!row) return null
  const [proposed] = open
  return {
    ...row,
    answers: answers.map(({ answer, sentBy }) => ({ ...answer, sentBy })),
    draft: draft[0] ?? null,
    files,
    proposal: proposed ?? null,
    trail: happened,
    extensions: extended,
  }
}

export type FoundNotice = NonNullable<Awaited<ReturnType<typeof findNotice>>>

/** What the paper of a notice says, scoped to who asks; its words are views/papers/notice.ts. */
export async function findNoticePaper(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [found, items, answers] = await read([
    db
      .select({
        notice: notices,
        headSigns: plans.headSigns,
        unit: namedUnit,
        office: officeColumns,
        acknowledgedBy: nameOf(sql`${notices.acknowledgedById}`),
        judgedBy: nameOf(sql`${notices.judgedById}`),
      })
      .from(notices)
      .innerJoin(plans, eq(plans.id, notices.planId))
      // The paper stays what it was, whoever has to do with it now.
      .innerJoin(units, eq(units.id, sql`coalesce(${notices.issuedToId}, ${notices.unitId})`))
      .innerJoin(office, eq(office.id, notices.officeId))
      .where(and(eq(notices.id, id), visiblePapers(actor))),
    db
      .select({
        label: tasks.label,
        text: tasks.text,
        role: assignments.role,
        deadline: tasks.deadline,
        deadlineText: tasks.deadlineText,
        dueBy: tasks.dueBy,
      })
      .from(noticeItems)
      .innerJoin(assignments, eq(assignments.id, noticeItems.assignmentId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .where(
        and(
          eq(noticeItems.noticeId, id),
          sql`not exists (select 1 from notice_items j join assignments f on f.id = j.assignment_id
            where j.notice_id = ${noticeItems.noticeId} and f.merged_into_id = ${assignments.id})`,
        ),
      )
      .orderBy(asc(tasks.ordinal)),
    db
      .select({ text: noticeAnswers.text, at: noticeAnswers.at, sentBy: sender.name })
      .from(noticeAnswers)
      .innerJoin(sender, eq(sender.id, noticeAnswers.sentById))
      .where(eq(noticeAnswers.noticeId, id))
      .orderBy(desc(noticeAnswers.number))
      .limit(1),
  ])
  const [row] = found
  return row ? { ...row, items, answer: answers[0] ?? null } : null
}

export type NoticeForPaper = NonNullable<Awaited<ReturnType<typeof findNoticePaper>>>

const noticeFileColumns = { ...fileColumns, noticeId: firstId }

/**
 * Each list a condition of its own, so that a count and its list are one. What waits for somebody waits in a plan that
 * runs; the others keep what was done.
 */
const viewed = (view: NoticeView, today: string): SQL | undefined => {
  switch (view) {
    case "drafting":
      return and(isDrafted(), isRunning())
    case "awaiting":
      return and(awaitsAnswer(), isRunning())
    case "overdue":
      return and(awaitsAnswer(), isRunning(), sql`${notices.dueBy} < ${today}`)
    case "answered":
      return and(isAnswered(), isRunning())
    case "closed":
      return isClosed()
    case "ended":
      return isGivenUp()
    case "all":
      return undefined
  }
}

export type NoticeFilter = { view: NoticeView; plan: number | null; unit: number | null; page: number }

export const NOTICES_A_PAGE = 50

/** One page of a list with the counts of all, and the units to choose from: one round trip. */
export async function noticesListed(
  database: Database,
  actor: Actor,
  filter: NoticeFilter,
  today: string,
  /** The decision of a meeting that a notice comes from: meetings stand in a wing above. */
  decision: SQL<number | null>,
) {
  const { db, read } = database
  const scope = and(
    visibleNotices(actor),
    filter.plan === null ? undefined : eq(notices.planId, filter.plan),
    filter.unit === null ? undefined : or(eq(notices.unitId, filter.unit), eq(notices.issuedToId, filter.unit)),
  )
  const counted = NOTICE_VIEWS.map((view) => sql`count(case when ${viewed(view, today) ?? sql`1`} then 1 end)`)
  const [rows, counts, addressees, supervised] = await read([
    db
      .select({
        notice: notices,
        plan: { id: plans.id, title: plans.title, state: plans.state },
        unit: namedUnit,
        issuedTo: addresseeColumns,
        items: itemsOfNotice,
        decision,
      })
      .from(notices)
      .innerJoin(plans, eq(plans.id, notices.planId))
      .innerJoin(units, eq(units.id, notices.unitId))
      .leftJoin(addressee, isAddressee)
      .where(and(scope, viewed(filter.view, today)))
      .orderBy(...orderOf(filter.view))
      .limit(NOTICES_A_PAGE + 1)
      .offset((filter.page - 1) * NOTICES_A_PAGE),
    db
      .select(Object.fromEntries(NOTICE_VIEWS.map((view, i) => [view, counted[i] as SQL<number>])))
      .from(notices)
      .innerJoin(plans, eq(plans.id, notices.planId))
      .where(scope),
    db
      .selectDistinct({ id: units.id, name: units.shortName, position: units.position })
      .from(notices)
      .innerJoin(plans, eq(plans.id, notices.planId))
      .innerJoin(units, eq(units.id, notices.unitId))
      .where(visibleNotices(actor))
      .orderBy(asc(units.position)),
    db
      .select({ id: plans.id, title: plans.title, supervisingUnitId: plans.supervisingUnitId })
      .from(plans)
      .where(and(isRunning(), visibleTo(actor)))
      .orderBy(desc(plans.id))
      .limit(50),
  ])
  return {
    rows: rows.slice(0, NOTICES_A_PAGE),
    hasMore: rows.length > NOTICES_A_PAGE,
    counts: Object.fromEntries(NOTICE_VIEWS.map((view) => [view, Number(counts[0]?.[view] ?? 0)])) as Record<
      NoticeView,
      number
    >,
    units: addressees,
    plans: supervised,
  }
}

/** What is awaited by its day; everything else the newest first. */
const orderOf = (view: NoticeView) =>
  view === "awaiting" || view === "overdue"
    ? [asc(notices.dueBy), asc(notices.id)]
    : view === "answered"
      ? [asc(notices.answeredAt), asc(notices.id)]
      : [desc(notices.id)]

export type NoticeList = Awaited<ReturnType<typeof noticesListed>>
export type ListedNotice = NoticeList["rows"][number]

/** One 代字 of an office's year, which counts by itself. */
export type Series = { officeId: number; kind: Notice["kind"]; year: number }

/**
 * The next number of a series; `ahead` where several are issued at once and the events come before the rows. Inside the
 * batch that issues nobody else can take it, so numbers have neither gaps nor doubles.
 */
export const nextNumber = ({ officeId, kind, year }: Series, ahead: number): SQL<number> => sql<number>`(
  select coalesce(max(number), 0) + 1 + cast(${ahead} as integer) from notices
  where office_id = ${officeId} and year = cast(${year} as integer) and kind = ${kind})`

/** What is said before notices are issued: the number that the first of them would get, and whom they reach. */
export async function issuingFacts(database: Database, of: Pick<Series, "officeId" | "kind">, today: string) {
  const series = { ...of, year: yearOf(today) }
  const [[row], receivers] = await database.read([
    database.db.select({ next: nextNumber(series, 0) }).from(sql`(select 1)`),
    holdersOf(database, ["liaison", "head"], today),
  ])
  return { year: series.year, kind: of.kind, next: row?.next ?? 1, receivers }
}

export type IssuingFacts = Awaited<ReturnType<typeof issuingFacts>>

/** What a notice is to be about: chosen assignments, a task, whatever is late in a round, or what a 批示 is about. */
export type About = {
  assignments: number[]
  ordinal: number | null
  round: number | null
  instruction: number | null
  /** What an inspection found to be wrong. */
  inspection: number | null
}

/** What a notice is drafted from, as it is kept with it. */
export function sourceOf({ ordinal, round, instruction, inspection }: About): Notice["source"] {
  if (inspection !== null) return "inspection"
  if (instruction !== null) return "instruction"
  if (round !== null) return "late_list"
  return ordinal !== null ? "task" : "assignment"
}

/** A plan with the assignments of units in use that a notice may be about, and the open notices they already have. */
export async function noticeCandidates(
  database: Database,
  actor: Actor,
  planId: number,
  { assignments: ids, ordinal, round, instruction, inspection }: About,
  today: string,
) {
  const { db, read } = database
  const isLate = sql`${assignments.id} in (select ${dues.assignmentId} from ${joined}
    where ${rounds.planId} = ${planId} and ${rounds.number} = ${round} and ${isReportOwed(today)} and ${reportOwedBy} < ${today})`
  const about = and(
    ids.length > 0 ? inArray(assignments.id, ids) : undefined,
    ordinal === null ? undefined : eq(tasks.ordinal, ordinal),
    round === null ? undefined : isLate,
    instruction === null
      ? undefined
      : sql`${assignments.id} in (select assignment_id from instruction_items where instruction_id = ${instruction})`,
    inspection === null
      ? undefined
      : sql`${assignments.id} in (select assignment_id from inspection_items
          where inspection_id = ${inspection} and verdict <> 'true')`,
  )
  const [found, parts, named, instructed, inspected] = await read([
    db
      .select({ plan: { ...noticePlan, version: plans.version }, office: officeColumns, contact: ownContact(actor) })
      .from(plans)
      .innerJoin(office, eq(office.id, plans.supervisingUnitId))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    db
      .select({
        id: assignments.id,
        role: assignments.role,
        state: assignments.state,
        unit: unitColumns,
        task: taskColumns,
        /** What the inspection found of it. */
        finding: sql<string | null>`(select finding from inspection_items i
          where i.assignment_id = ${assignments.id} and i.inspection_id = ${inspection ?? 0})`,
        open: sql`(
          select json_group_array(json_object('id', n.id, 'kind', n.kind, 'year', n.year, 'number', n.number))
          from notice_items i join notices n on n.id = i.notice_id
          where i.assignment_id = ${assignments.id} and ${isOpen(stateOf("n"))})`.mapWith((text): OpenNotice[] =>
          JSON.parse(String(text)),
        ),
      })
      .from(assignments)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .where(and(eq(assignments.planId, planId), not(isTerminated()), eq(units.active, true), about))
      .orderBy(asc(units.position), asc(tasks.ordinal)),
    db
      .select({ number: rounds.number, name: rounds.name, dueBy: rounds.dueBy })
      .from(rounds)
      .where(and(eq(rounds.planId, planId), eq(rounds.number, round ?? 0))),
    db
      .select({
        id: instructions.id,
        leaderName: instructions.leaderName,
        givenOn: instructions.givenOn,
        text: instructions.text,
        remark: instructions.remark,
      })
      .from(instructions)
      .where(and(eq(instructions.planId, planId), eq(instructions.id, instruction ?? 0))),
    db
      .select({ id: inspections.id, title: inspections.title })
      .from(inspections)
      .where(and(eq(inspections.planId, planId), eq(inspections.id, inspection ?? 0))),
  ])
  const [row] = found
  return row
    ? { ...row, parts, round: named[0] ?? null, instruction: instructed[0] ?? null, inspection: inspected[0] ?? null }
    : null
}

export type OpenNotice = Pick<Notice, "id" | "kind" | "year" | "number">
export type NoticeCandidates = NonNullable<Awaited<ReturnType<typeof noticeCandidates>>>
export type CandidatePart = NoticeCandidates["parts"][number]

type Given = { readonly [K in "units"]: Placeholder<K> }

/** What a unit has to answer, the most urgent first, each with the draft of its answer. */
const awaitedOf = prepared((db, { units: list }: Given) =>
  db
    .select({
      notice: notices,
      plan: planRules,
      unit: unitColumns,
      items: itemsOfNotice,
      draft: noticeDrafts,
      answered: sql<string | null>`(select text from notice_answers a
        where a.notice_id = ${notices.id} and a.number = ${notices.latest})`,
    })
    .from(notices)
    .innerJoin(plans, eq(plans.id, notices.planId))
    .innerJoin(units, eq(units.id, notices.unitId))
    .leftJoin(noticeDrafts, eq(noticeDrafts.noticeId, notices.id))
    .where(and(sql`${notices.unitId} in (select value from json_each(${list}))`, awaitsAnswer(), isRunning()))
    .orderBy(asc(notices.dueBy), asc(notices.id)),
)

const awaitedFilesOf = prepared((db, { units: list }: Given) =>
  db
    .select(noticeFileColumns)
    .from(attachments)
    .innerJoin(notices, isOfSubject(subjectOf("notice", notices.id)))
    .where(
      and(
        isNull(attachments.removedAt),
        sql`${notices.unitId} in (select value from json_each(${list}))`,
        awaitsAnswer(),
        sql`${attachments.addedAt} > coalesce(${notices.judgedAt}, 0)`,
      ),
    ),
)

/** The two statements of 我的待办 about 督办单. */
export const awaitedNotices = (database: Database, unitIds: number[]) => {
  const given = { units: JSON.stringify(unitIds) }
  return [awaitedOf(database, given), awaitedFilesOf(database, given)] as const
}

export type AwaitedNotice = Awaited<ReturnType<typeof awaitedOf>>[number]
export type NoticeFile = Awaited<ReturnType<typeof awaitedFilesOf>>[number]

const latestAnswer = alias(noticeAnswers, "latest_answer")

const isLatest = and(eq(latestAnswer.noticeId, notices.id), eq(latestAnswer.number, notices.latest))

/** A notice in a queue of the desk: with its newest answer, and the 初核 that waits for 复核. */
const deskColumns = {
  notice: notices,
  plan: planRules,
  unit: unitColumns,
  items: itemsOfNotice,
  answer: {
    text: latestAnswer.text,
    at: latestAnswer.at,
    writtenById: latestAnswer.writtenById,
    sentById: latestAnswer.sentById,
  },
  sentBy: nameOf(sql`${latestAnswer.sentById}`),
  draftedBy: nameOf(notices.draftedById),
}

/** Notices in a queue, by a condition on `notices` and `plans`; what has waited longest first. */
export const noticesInQueue = ({ db }: Pick<Database, "db">, condition: SQL | undefined, rows: number) =>
  db
    .select({ ...deskColumns, proposal: proposals, proposedBy: sender.name })
    .from(notices)
    .innerJoin(plans, eq(plans.id, notices.planId))
    .innerJoin(units, eq(units.id, notices.unitId))
    .leftJoin(latestAnswer, isLatest)
    .leftJoin(proposals, and(eq(proposals.subject, subjectOf("notice", notices.id)), isProposalOpen()))
    .leftJoin(sender, eq(sender.id, proposals.proposedById))
    .where(condition)
    .orderBy(asc(sql`coalesce(${notices.answeredAt}, ${notices.draftedAt})`), asc(notices.id))
    .limit(rows)

export const countNotices = ({ db }: Pick<Database, "db">, condition: SQL | undefined) =>
  db.select({ n: sql<number>`count(*)` }).from(notices).innerJoin(plans, eq(plans.id, notices.planId)).where(condition)

export type DeskNotice = Awaited<ReturnType<typeof noticesInQueue>>[number]

/** Evidence of the answers that wait for a verdict. */
export const answeredFiles = ({ db }: Pick<Database, "db">, condition: SQL | undefined) =>
  db
    .select(noticeFileColumns)
    .from(attachments)
    .innerJoin(notices, isOfSubject(subjectOf("notice", notices.id)))
    .innerJoin(plans, eq(plans.id, notices.planId))
    .where(and(condition, isNull(attachments.removedAt), sql`${attachments.addedAt} <= ${notices.answeredAt}`))
    .limit(200)

export type AnsweredFile = Awaited<ReturnType<typeof answeredFiles>>[number]

/** `approves` of the policy as a condition: what waits for somebody's 审定. */
export const approvable = ({ me, leads, supervised, headed }: Deciding): SQL => sql`(
  ${isApproving()} and ${isRunning()} and ${notices.draftedById} <> ${me} and case
    when ${notices.kind} in ('interview', 'circular') then ${leads}
    when ${plans.noticeApprover} = 'supervisor' then ${notices.officeId} in (select value from json_each(${supervised}))
    when ${plans.noticeApprover} = 'head' then ${notices.officeId} in (select value from json_each(${headed}))
    when ${plans.noticeApprover} = 'leader' then ${leads}
    else 0 end)`

export const awaitsApproval = (actor: Actor): SQL => approvable(deciderOf(actor))

/** Notices of one's units that wait for an answer, for answering several at once. */
export const noticesById = ({ db }: Database, actor: Actor, ids: number[]) =>
  db
    .select({
      notice: notices,
      plan: planRules,
      draft: noticeDrafts,
    })
    .from(notices)
    .innerJoin(plans, eq(plans.id, notices.planId))
    .leftJoin(noticeDrafts, eq(noticeDrafts.noticeId, notices.id))
    .where(and(inArray(notices.id, ids), visibleNotices(actor)))
    .orderBy(asc(notices.id))
