import { and, asc, desc, eq, inArray, isNotNull, or, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  assignments,
  attachments,
  dues,
  extensions,
  notices,
  plans,
  type Reminder,
  reports,
  reportVersions,
  rounds,
  tasks,
} from "#db/schema.ts"
import { stateOf, unindexed } from "#db/states.ts"
import { frozenColumns, type Reading, roundColumns, standingColumns } from "#src/board/queries.ts"
import { standing } from "#src/board/standing.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { isArchived } from "#src/plans/plan/scope.ts"
import { isReported, isReturned } from "#src/plans/rounds/reported_scope.ts"
import { isForOffice } from "#src/reports/breakdowns/owed_queries.ts"
import { isOfReport } from "#src/reports/evidence/scope.ts"
import { extensionsOf } from "#src/supervision/extensions/queries.ts"
import { messagesOf } from "#src/supervision/log/log_queries.ts"
import { isIssued, visibleNotices } from "#src/supervision/notices/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { readsAll } from "./policy.ts"
import { headStatements } from "./queries.ts"

/*
 * What one unit has done, over all plans that run or are archived: its words, what was demanded of it and how often it
 * was reminded, its former rounds. One round trip each.
 */

export const RECORD_VIEWS = ["reports", "supervision", "rounds"] as const
export type RecordView = (typeof RECORD_VIEWS)[number]

const REPORTS_A_PAGE = 20
const URGINGS_A_PAGE = 20
const ROUNDS_A_PAGE = 8
/** Of these the newest; 督办单 has all of its own. */
const NOTICES_SHOWN = 50

/** The plans whose part in the record the actor may read: a supervisor only those of the own office. */
const inSight = (actor: Actor, unitId: number): SQL => sql`(select p.id from plans p
  where (${isRunning(stateOf("p"))} or ${isArchived(stateOf("p"))}) and (${readsAll(actor, unitId) ? 1 : 0}
    or p.supervising_unit_id in (select value from json_each(${JSON.stringify(unitsOf(actor, "supervisor"))}))))`

export type RecordFilter = {
  plan: number | null
  /** The round's number and the task's ordinal, within the plan. */
  round: number | null
  task: number | null
  page: number
}

/** 历次进展: the unit's words as they were sent last, the newest round first. */
export async function reportsBy(
  database: Database,
  actor: Actor,
  unitId: number,
  { plan, round, task, page }: RecordFilter,
  today: string,
) {
  const { db, read } = database
  const sight = inSight(actor, unitId)
  const own = sql`exists (select 1 from ${assignments} where ${assignments.planId} = ${plans.id}
    and +${assignments.unitId} = ${unitId})`
  // With one plan there is nothing to choose; its rounds and tasks are.
  const chosen = sql`coalesce(${plan}, (select case when count(distinct a.plan_id) = 1 then max(a.plan_id) end
    from assignments a where a.unit_id = ${unitId} and a.plan_id in ${sight}))`
  const [[unit], contacts, rows, choices, roundChoices, taskChoices] = await read([
    ...headStatements(database, actor, unitId, today),
    db
      .select({
        plan: { id: plans.id, title: plans.title },
        task: { ordinal: tasks.ordinal, label: tasks.label, text: tasks.text },
        round: { id: rounds.id, number: rounds.number, name: rounds.name, cutOffAt: rounds.cutOffAt },
        report: reports,
        files: sql<number>`(select count(*) from ${attachments} where ${isOfReport(reports)} and ${attachments.removedAt} is null)`,
        words: {
          achieved: reportVersions.achieved,
          problems: reportVersions.problems,
          nextSteps: reportVersions.nextSteps,
          hasDifficulty: reportVersions.hasDifficulty,
        },
      })
      .from(assignments)
      .innerJoin(reports, eq(reports.assignmentId, assignments.id))
      .innerJoin(rounds, eq(rounds.id, reports.roundId))
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
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
          eq(assignments.unitId, unitId),
          or(isReported(unindexed(reports.state)), isReturned(unindexed(reports.state))),
          inArray(plans.id, sight),
          plan === null ? undefined : eq(plans.id, plan),
          round === null ? undefined : eq(rounds.number, round),
          task === null ? undefined : eq(tasks.ordinal, task),
        ),
      )
      .orderBy(desc(rounds.dueBy), desc(plans.id), asc(tasks.ordinal))
      .limit(REPORTS_A_PAGE + 1)
      .offset((page - 1) * REPORTS_A_PAGE),
    db
      .select({ id: plans.id, title: plans.title, docNumber: plans.docNumber, issuedOn: plans.issuedOn })
      .from(plans)
      .where(and(inArray(plans.id, sight), own))
      .orderBy(desc(plans.id))
      .limit(100),
    db
      .select({ number: rounds.number, name: rounds.name })
      .from(rounds)
      .where(and(eq(rounds.planId, chosen), inArray(rounds.planId, sight)))
      .orderBy(desc(rounds.number)),
    db
      .select({ ordinal: tasks.ordinal, label: tasks.label, text: tasks.text })
      .from(assignments)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .where(and(eq(assignments.unitId, unitId), eq(assignments.planId, chosen), inArray(assignments.planId, sight)))
      .orderBy(asc(tasks.ordinal)),
  ])
  return {
    unit,
    contacts,
    rows: rows.slice(0, REPORTS_A_PAGE),
    hasMore: rows.length > REPORTS_A_PAGE,
    plans: choices,
    rounds: roundChoices,
    tasks: taskChoices,
  }
}

export type UnitReports = Awaited<ReturnType<typeof reportsBy>>

type Named = { plan: number; ordinal: number; label: string }
const itemsOf = sql`select json_group_array(json_object('plan', a.plan_id, 'ordinal', t.ordinal, 'label', t.label))`

/** 督办、催办、延期 of the unit: what was demanded, how it was reminded and whether that arrived, what it asked for. */
export async function supervisionOn(database: Database, actor: Actor, unitId: number, page: number, today: string) {
  const { db, read } = database
  const sight = inSight(actor, unitId)
  const [[unit], contacts, demands, urgings, asked] = await read([
    ...headStatements(database, actor, unitId, today),
    db
      .select({ notice: notices, plan: { id: plans.id, title: plans.title, state: plans.state } })
      .from(notices)
      .innerJoin(plans, eq(plans.id, notices.planId))
      .where(and(eq(notices.unitId, unitId), isIssued(), inArray(plans.id, sight), visibleNotices(actor)))
      .orderBy(desc(notices.issuedAt), desc(notices.id))
      .limit(NOTICES_SHOWN + 1),
    db
      .select({
        kind: sql<Reminder["kind"] | "digest">`log.kind`,
        id: sql<number>`log.id`,
        at: sql<number>`log.at`,
        by: sql<string | null>`(select name from people where id = log.by_id)`,
        text: sql<string>`log.text`,
        named: sql<number>`log.named`,
        items: sql<string>`log.items`.mapWith((json: string): Named[] => JSON.parse(json)),
        planId: sql<number | null>`log.plan_id`,
        round: sql<string | null>`(select name from rounds where id = log.round_id)`,
        roundNumber: sql<number | null>`(select number from rounds where id = log.round_id)`,
        messages: messagesOf,
      })
      .from(
        sql`(select 'digest' kind, g.id, g.at, null by_id, null plan_id, null round_id, '' text,
            (select count(*) from digest_items i where i.digest_id = g.id and i.plan_id in ${sight} and ${isForOffice}) named,
            (${itemsOf} from digest_items i join assignments a on a.id = i.assignment_id join tasks t on t.id = a.task_id
              where i.digest_id = g.id and i.plan_id in ${sight} and ${isForOffice}) items
          from digests g where g.unit_id = ${unitId}
            and exists (select 1 from digest_items i where i.digest_id = g.id and i.plan_id in ${sight} and ${isForOffice})
          union all
          select m.kind, m.id, m.at, m.by_id, m.plan_id, m.round_id, m.text,
            (select count(*) from reminder_items i where i.reminder_id = m.id),
            (${itemsOf} from reminder_items i join assignments a on a.id = i.assignment_id join tasks t on t.id = a.task_id
              where i.reminder_id = m.id)
          from reminders m where m.unit_id = ${unitId} and m.plan_id in ${sight}) log`,
      )
      .orderBy(sql`log.at desc`, sql`log.kind`, sql`log.id desc`)
      .limit(URGINGS_A_PAGE + 1)
      .offset((page - 1) * URGINGS_A_PAGE),
    extensionsOf(
      database,
      and(
        inArray(plans.id, sight),
        sql`(${extensions.assignmentId} in (select id from assignments where unit_id = ${unitId})
          or ${extensions.noticeId} in (select id from notices where unit_id = ${unitId}))`,
      ),
    ),
  ])
  return {
    unit,
    contacts,
    notices: demands.slice(0, NOTICES_SHOWN),
    hasMoreNotices: demands.length > NOTICES_SHOWN,
    log: urgings.slice(0, URGINGS_A_PAGE),
    hasMore: urgings.length > URGINGS_A_PAGE,
    extensions: asked.reverse(),
  }
}

export type UnitSupervision = Awaited<ReturnType<typeof supervisionOn>>

/**
 * 历期报送: each round that asked the unit for something, the one due last first; what was asked and what came by its
 * cut-off, as the board of that round counts them.
 */
export async function roundsOf(database: Database, actor: Actor, unitId: number, page: number, reading: Reading) {
  const { db, read } = database
  const { today, calendar, settings } = reading
  const shown = sql`(select r.id from rounds r
    where r.opens_on <= ${today} and r.plan_id in ${inSight(actor, unitId)}
      and r.id in (select d.round_id from assignments a join dues d on d.assignment_id = a.id where a.unit_id = ${unitId})
    order by r.due_by desc, r.id desc limit ${ROUNDS_A_PAGE + 1} offset ${(page - 1) * ROUNDS_A_PAGE})`
  const ofUnit = and(eq(dues.roundId, rounds.id), inArray(rounds.id, shown))
  const isOwn = and(eq(assignments.id, dues.assignmentId), eq(assignments.unitId, unitId))
  const [[unit], contacts, found, rows, frozen] = await read([
    ...headStatements(database, actor, unitId, today),
    db
      .select({ ...roundColumns, plan: { id: plans.id, title: plans.title } })
      .from(rounds)
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .where(inArray(rounds.id, shown))
      .orderBy(desc(rounds.dueBy), desc(rounds.id)),
    db
      .select({ ...standingColumns, roundId: rounds.id })
      .from(rounds)
      .innerJoin(dues, ofUnit)
      .innerJoin(assignments, isOwn)
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id))),
    db
      .select({ ...frozenColumns, roundId: rounds.id })
      .from(rounds)
      .innerJoin(dues, ofUnit)
      .innerJoin(assignments, isOwn)
      .where(isNotNull(rounds.cutOffAt)),
  ])
  const rule = { today, calendar, dueSoonDays: settings.dueSoonDays }
  return {
    unit,
    contacts,
    rows: found.slice(0, ROUNDS_A_PAGE).map(({ plan, ...round }) => {
      const inRound = <T extends { roundId: number }>(all: T[]) => all.filter(({ roundId }) => roundId === round.id)
      const parts = [
        ...standing(
          { rows: inRound(rows), atCutOff: inRound(frozen), overrides: [] },
          round,
          round.cutOffAt !== null,
          [],
          rule,
        ).values(),
      ].flat()
      const count = (which: (part: (typeof parts)[number]) => boolean) => parts.filter(which).length
      return {
        plan,
        round,
        owed: count(({ owed }) => owed),
        reported: count(({ reported }) => reported),
        late: count(({ late }) => late),
        returned: count((part) => part.owed && part.standing === "returned"),
      }
    }),
    hasMore: found.length > ROUNDS_A_PAGE,
  }
}

export type UnitRounds = Awaited<ReturnType<typeof roundsOf>>
