import { and, asc, desc, eq, isNull, type Placeholder, sql } from "drizzle-orm"
import { prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  assignments,
  attachments,
  deliveries,
  digestItems,
  digests,
  drafts,
  dues,
  people,
  plans,
  reminders,
  reports,
  rounds,
  stages,
  tasks,
  units,
} from "#db/schema.ts"
import { unindexed } from "#db/states.ts"
import { addDays, startOf } from "#src/clock.ts"
import { countToConfirm } from "#src/confirming/queries.ts"
import { isProposed } from "#src/confirming/scope.ts"
import { wasDelivered } from "#src/messages/scope.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { deciderOf } from "#src/office/people/decider.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"
import { isOwed, isReportOwed, unreported } from "#src/owing/scope.ts"
import { deadlineBy, doneYear, isAskedFor, latestGranted } from "#src/plans/assignments/deadline_scope.ts"
import { planRules, taskColumns, unitColumns } from "#src/plans/assignments/queries.ts"
import { isFirstLead, isHeldToDeadline, isToBeAnswered } from "#src/plans/assignments/scope.ts"
import { consultationsToRead } from "#src/plans/consultations/queries.ts"
import { draftsToApprove } from "#src/plans/intake/drafts/approval_queries.ts"
import { eyesOf } from "#src/plans/plan/scope.ts"
import { isReported } from "#src/plans/rounds/reported_scope.ts"
import { isNextStage, nextStage } from "#src/plans/stages/scope.ts"
import { owedByUnits } from "#src/reports/breakdowns/owed_queries.ts"
import { declinedTo, passedTo, rolledUp } from "#src/reports/breakdowns/queries.ts"
import { reportNamed } from "#src/reports/evidence/scope.ts"
import { isBoundTo } from "#src/reports/links/reach.ts"
import {
  attachmentColumns,
  current,
  currentColumns,
  isCurrent,
  isLast,
  last,
  lastColumns,
  lastRound,
  roundColumns,
} from "#src/reports/report/queries.ts"
import { arrivedOf } from "#src/reports/sheets/arrival_queries.ts"
import { unreadConclusions } from "#src/supervision/inspections/queries.ts"
import { awaitedNotices } from "#src/supervision/notices/queries.ts"
import { isRunning } from "#src/trail/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { selfDue } from "#src/year/appraisals/queries.ts"
import { filingsAsked, filingsDue } from "#src/year/documents/todo_queries.ts"
import { decisionsDue, meetingsDue } from "#src/year/meetings/todo_queries.ts"
import { ordersDue } from "#src/year/orders/queries.ts"
import { suggestionsDue } from "#src/year/suggestions/queries.ts"
import { claimsDue, explanationsDue } from "#src/year/verifying/queries.ts"

type Given = { readonly [K in "me" | "units" | "today" | "shownSince" | "soonEnds"]: Placeholder<K> }

/** The units one speaks for, as a list in one parameter. */
const spokenFor = ({ units: list }: Given) => sql`(select value from json_each(${list}))`

/**
 * What a person may still have to write: the few reports that are owed or have come back, found by what is open and not
 * among all that a unit has ever reported.
 */
const pending = (given: Given) => sql`
  select ${dues.roundId}, ${dues.assignmentId} from ${dues} where ${unreported({ units: spokenFor(given) })}
  union select d.round_id, d.assignment_id from assignments a join dues d on d.assignment_id = a.id where a.handler_id = ${given.me}`

/** Assignments for which a person writes, signs or was handed the item. */
const mine = (given: Given) =>
  sql`(${assignments.unitId} in ${spokenFor(given)} or ${assignments.handlerId} = ${given.me})`

/** For so many days after the one of a round's cut-off its receipts stay on the page. */
const RECEIPTS_SHOWN_FOR = 45

/** The 经办人 who has left, until the liaison has said who does it now. */
const formerHandler = sql<string | null>`(
  select h.name from people h where h.id = coalesce(${assignments.formerHandlerId}, ${assignments.handlerId})
    and (${assignments.formerHandlerId} is not null or not h.active))`

const owedOf = prepared((db, given: Given) =>
  db
    .select({
      assignment: assignments,
      isFirstLead,
      task: taskColumns,
      plan: planRules,
      unit: unitColumns,
      round: roundColumns,
      report: reports,
      draft: drafts,
      words: currentColumns,
      last: lastColumns,
      grantedBy: sql<string | null>`${latestGranted}`,
      doneYear: doneYear(),
      nextStage,
      extensionAsked: sql<boolean>`${isAskedFor}`.mapWith(Boolean),
      formerHandler,
    })
    .from(dues)
    .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
    .innerJoin(rounds, eq(rounds.id, dues.roundId))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
    .leftJoin(drafts, and(eq(drafts.assignmentId, assignments.id), eq(drafts.roundId, rounds.id)))
    .leftJoin(current, isCurrent)
    .leftJoin(last, isLast)
    .leftJoin(lastRound, eq(lastRound.id, last.roundId))
    .where(
      and(
        sql`${dues}.rowid in (select d.rowid from (${pending(given)}) p join dues d on d.round_id = p.round_id and d.assignment_id = p.assignment_id)`,
        isReportOwed(given.today),
      ),
    )
    .orderBy(asc(rounds.dueBy), asc(tasks.planId), asc(tasks.ordinal)),
)

const awaitingOf = prepared((db, given: Given) =>
  db
    .select({ assignment: assignments, isFirstLead, task: taskColumns, plan: planRules, unit: unitColumns })
    .from(assignments)
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .where(and(mine(given), isRunning(), isToBeAnswered()))
    .orderBy(asc(tasks.planId), asc(tasks.ordinal)),
)

/** 完成时限 that have passed or are near, of what nobody has claimed to be done. */
const deadlinesOf = prepared((db, given: Given) =>
  db
    .select({
      assignment: assignments,
      task: taskColumns,
      plan: planRules,
      unit: unitColumns,
      by: sql<string>`${deadlineBy}`,
      extensionAsked: sql<boolean>`${isAskedFor}`.mapWith(Boolean),
    })
    .from(assignments)
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .where(
      and(
        sql`${assignments.unitId} in ${spokenFor(given)}`,
        isRunning(),
        isHeldToDeadline(unindexed(assignments.state)),
        sql`${deadlineBy} < ${given.soonEnds}`,
      ),
    )
    .orderBy(sql`${deadlineBy}`, asc(tasks.planId), asc(tasks.ordinal)),
)

/** 阶段 whose day has passed or is near, of parts that have not reached them. */
const stagesOf = prepared((db, given: Given) =>
  db
    .select({
      assignment: assignments,
      task: taskColumns,
      plan: planRules,
      unit: unitColumns,
      by: stages.dueBy,
      stage: { id: stages.id, ordinal: stages.ordinal, text: stages.text, dueBy: stages.dueBy },
      extensionAsked: sql<boolean>`0`.mapWith(Boolean),
    })
    .from(stages)
    .innerJoin(tasks, eq(tasks.id, stages.taskId))
    .innerJoin(assignments, eq(assignments.taskId, tasks.id))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .where(
      and(
        sql`${assignments.unitId} in ${spokenFor(given)}`,
        isRunning(),
        isHeldToDeadline(unindexed(assignments.state)),
        isNull(stages.removedAt),
        sql`${stages.dueBy} < ${given.soonEnds}`,
        isNextStage,
      ),
    )
    .orderBy(asc(stages.dueBy), asc(tasks.planId), asc(tasks.ordinal)),
)

const sentOf = prepared((db, given: Given) =>
  db
    .select({
      assignmentId: assignments.id,
      task: taskColumns,
      plan: planRules,
      unit: unitColumns,
      round: roundColumns,
      state: reports.state,
      submittedAt: reports.submittedAt,
      opinion: reports.opinion,
      version: reports.version,
      proposed: sql<boolean>`${isProposed(subjectOf("report", assignments.id, rounds.id))}`.mapWith(Boolean),
    })
    .from(assignments)
    .innerJoin(reports, eq(reports.assignmentId, assignments.id))
    .innerJoin(rounds, eq(rounds.id, reports.roundId))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .where(
      and(
        sql`(+${assignments.unitId} in ${spokenFor(given)} or +${assignments.handlerId} = ${given.me})`,
        sql`${reports.roundId} in (select id from rounds where cut_off_at is null or cut_off_at >= ${given.shownSince})`,
        isReported(unindexed(reports.state)),
        isRunning(),
      ),
    )
    .orderBy(desc(reports.submittedAt))
    .limit(100),
)

/** A reminder is shown while at least one of its items is owed. */
const urgedOf = prepared((db, given: Given) =>
  db
    .select({
      id: reminders.id,
      text: reminders.text,
      at: reminders.at,
      kind: reminders.kind,
      by: people.name,
      plan: { id: plans.id, title: plans.title },
      round: { id: rounds.id, name: rounds.name },
      unitId: reminders.unitId,
      assignmentIds: sql<number[]>`(select json_group_array(i.assignment_id) from reminder_items i
        where i.reminder_id = ${reminders.id})`.mapWith(JSON.parse),
    })
    .from(reminders)
    .innerJoin(rounds, eq(rounds.id, reminders.roundId))
    .innerJoin(plans, eq(plans.id, rounds.planId))
    .innerJoin(people, eq(people.id, reminders.byId))
    .where(
      and(
        sql`${reminders.unitId} in ${spokenFor(given)}`,
        sql`exists (select 1 from reminder_items i where i.reminder_id = ${reminders.id}
          and ${isOwed(sql`i.assignment_id`, sql`${reminders.roundId}`, given.today)})`,
      ),
    )
    .orderBy(desc(reminders.at))
    .limit(20),
)

/** A message of the digest has gone out to the unit's head or leader: what was meant for somebody is not told yet. */
const wasSent = (audience: "head" | "leader") => sql`exists (select 1 from ${deliveries}
  where ${deliveries.about} = 'digest' and ${deliveries.aboutId} = ${digests.id} and ${deliveries.audience} = ${sql.raw(`'${audience}'`)}
    and ${wasDelivered})`

/** 系统催办: of what the newest digest of each unit named, how much is still owed, and who was told of it. */
const remindedOf = prepared((db, given: Given) =>
  db
    .select({
      unit: units.name,
      day: digests.day,
      left: sql<number>`count(*)`,
      overdue: sql<number>`count(*) filter (where ${digestItems.dueBy} < ${given.today})`,
      toHead: sql<number>`max(${wasSent("head")})`,
      toLeader: sql<number>`max(${wasSent("leader")})`,
    })
    .from(digestItems)
    .innerJoin(digests, eq(digests.id, digestItems.digestId))
    .innerJoin(units, eq(units.id, digests.unitId))
    .where(
      and(
        sql`${digests.id} in (select max(id) from digests where unit_id in ${spokenFor(given)} group by unit_id)`,
        sql`(${digestItems.item}, ${digestItems.dueBy}) in (
          select o.item, o.due_by from (${owedByUnits(given.today, { units: spokenFor(given) })}) o)`,
      ),
    )
    .groupBy(digests.id)
    .orderBy(asc(units.position), asc(units.id)),
)

const pendingFilesOf = prepared((db, given: Given) =>
  db
    .select(attachmentColumns)
    .from(attachments)
    .where(
      and(
        isNull(attachments.removedAt),
        sql`${attachments.subject} in (select ${reportNamed({ assignmentId: sql`assignment_id`, roundId: sql`round_id` })} from (${pending(given)}))`,
      ),
    ),
)

/** What lower bodies have sent of the parts that are to be reported. */
const belowOf = prepared((db, given: Given) =>
  rolledUp({ db }, { pairs: sql`select assignment_id, round_id from (${pending(given)})` }),
)

/** The newest of a unit's plans are named; one that is not among them bears its short title. */
const MOST_PLANS = 100

/** The running plans in which these units have a part: where there are several, every item says its own. */
const plansOf = prepared((db, given: Given) =>
  db
    .select({ id: plans.id, title: plans.title, docNumber: plans.docNumber, issuedOn: plans.issuedOn })
    .from(plans)
    .where(
      and(
        isRunning(),
        sql`${plans.id} in (select plan_id from assignments where unit_id in ${spokenFor(given)}
          union select plan_id from assignments where handler_id = ${given.me})`,
      ),
    )
    .orderBy(desc(plans.id))
    .limit(MOST_PLANS),
)

const staffOf = prepared((db, given: Given) =>
  db
    .select({ id: people.id, name: people.name, unitId: people.unitId })
    .from(people)
    .where(and(sql`${people.unitId} in ${spokenFor(given)}`, eq(people.active, true)))
    .orderBy(asc(people.id)),
)

/** Today, and the day from which on a day is no longer 临期. */
type Moment = { today: string; soonEnds: string; approver: PlanApprover }

/** 我的待办: what is owed or returned, which 完成时限 are near, what waits to be acknowledged, what has been sent, what was urged. One round trip. */
export async function todoOf(database: Database, actor: Actor, { today, soonEnds, approver }: Moment) {
  const spoken = unitsOf(actor, "liaison", "head")
  const given = {
    me: actor.id,
    today,
    units: JSON.stringify(spoken),
    shownSince: startOf(addDays(today, -RECEIPTS_SHOWN_FOR)),
    soonEnds,
  }
  const receiptRounds = sql`(select id from rounds where cut_off_at is null or cut_off_at >= ${given.shownSince})`
  const [
    running,
    arrived,
    owed,
    deadlines,
    nextStages,
    awaiting,
    sent,
    urged,
    reminded,
    files,
    staff,
    waiting,
    conclusions,
    passed,
    declined,
    below,
    toApprove,
    consulted,
    filings,
    meetings,
    decided,
    suggested,
    ordered,
    unexplained,
    unclaimed,
    unscored,
    notices,
    noticeFiles,
  ] = await database.read([
    plansOf(database, given),
    arrivedOf(database, sql`(select value from json_each(${given.units}))`, receiptRounds),
    owedOf(database, given),
    deadlinesOf(database, given),
    stagesOf(database, given),
    awaitingOf(database, given),
    sentOf(database, given),
    urgedOf(database, given),
    remindedOf(database, given),
    pendingFilesOf(database, given),
    staffOf(database, given),
    countToConfirm(database, actor),
    unreadConclusions(database, spoken),
    passedTo(database, given),
    declinedTo(database, given),
    belowOf(database, given),
    draftsToApprove(database, { ...eyesOf(actor), ...deciderOf(actor), approver }),
    consultationsToRead(database, spoken),
    filingsAsked(database, sql`(select value from json_each(${given.units}))`, today),
    meetingsDue(database, given),
    decisionsDue(database, given),
    suggestionsDue(database, given),
    ordersDue(database, given),
    explanationsDue(database, given),
    claimsDue(database, given),
    selfDue(database, given),
    ...awaitedNotices(database, spoken),
  ])
  // A link shows the reports of its unit in its round, and nothing else.
  const bound = <T extends Placed>(rows: T[]): T[] =>
    rows.filter(({ unit, round }) => isBoundTo(actor.link, { unitId: unit.id, roundId: round.id }))
  const beside = <T>(rows: T[]): T[] => (actor.link ? [] : rows)
  return {
    plans: beside(running),
    arrived: beside(arrived),
    owed: bound(owed),
    deadlines: beside([...nextStages, ...deadlines.map((row) => ({ ...row, stage: null }))]),
    awaiting: beside(awaiting),
    sent: bound(sent),
    urged: beside(urged),
    reminded: beside(reminded),
    files,
    staff: beside(staff),
    conclusions: beside(conclusions),
    passed: beside(passed),
    declined: beside(declined),
    below: beside(below),
    notices: beside(notices),
    noticeFiles: beside(noticeFiles),
    toApprove: beside(toApprove),
    consulted: beside(consulted),
    filings: beside(filingsDue(filings, today)),
    meetings: beside(meetings),
    decisions: beside(decided),
    suggestions: beside(suggested),
    orders: beside(ordered),
    explanations: beside(unexplained),
    claims: beside(unclaimed),
    scores: beside(unscored),
    toConfirm: actor.link ? 0 : (waiting[0]?.n ?? 0),
  }
}

type Placed = { unit: { id: number }; round: { id: number } }

export type Todo = Awaited<ReturnType<typeof todoOf>>
export type OwedItem = Todo["owed"][number]
