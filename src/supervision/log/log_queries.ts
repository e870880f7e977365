import { and, asc, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  type Audience,
  assignments,
  type Delivery,
  extensions,
  notices,
  plans,
  type Reminder,
  tasks,
  units,
} from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { type Actor, isLeader, unitsOf } from "#src/office/people/actor.ts"
import { owedOn } from "#src/owing/queries.ts"
import { awaitsAnswer, isOwed } from "#src/owing/scope.ts"
import { namedUnit } from "#src/plans/assignments/queries.ts"
import { unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { isForOffice } from "#src/reports/breakdowns/owed_queries.ts"
import { extensionLog } from "#src/supervision/extensions/queries.ts"
import { inspectionsListed } from "#src/supervision/inspections/queries.ts"
import { instructionsOf } from "#src/supervision/instructions/queries.ts"
import { instructionsSeenBy } from "#src/supervision/instructions/scope.ts"
import { isIssued, isOpen, isUnderWay, visibleNotices } from "#src/supervision/notices/scope.ts"
import { isRunning } from "#src/trail/scope.ts"

/*
 * 督办记录 of a plan as it can be shown to whoever asks: what was urged, whom it reached, what came of it. Supervisors
 * and leaders see all of it, a unit what concerns itself.
 */

export const LOG_A_PAGE = 50
const EXTENSIONS_SHOWN = 100
const INSTRUCTIONS_SHOWN = 50

/** A message of the outbox, as the log shows it. */
export type Sent = Pick<Delivery, "channel" | "outcome" | "reason" | "doneAt"> & {
  audience: Audience
  receiver: string
}

const urging = (planId: number): SQL => sql`
  select 'digest' kind, g.id, g.unit_id, g.at, null by_id, null round_id, '' text
  from digests g where exists (select 1 from digest_items i where i.digest_id = g.id and i.plan_id = ${planId} and ${isForOffice})
  union all
  select m.kind, m.id, m.unit_id, m.at, m.by_id, m.round_id, m.text from reminders m where m.plan_id = ${planId}`

/** How much was named; of a digest only what belongs to the plan. */
const named = (planId: number) => sql<number>`case log.kind
  when 'digest' then (select count(*) from digest_items i where i.digest_id = log.id and i.plan_id = ${planId} and ${isForOffice})
  else (select count(*) from reminder_items i where i.reminder_id = log.id) end`

/** How much of it has still not been done. */
const left = (planId: number, today: string) => sql<number>`case log.kind
  when 'digest' then (select count(*) from digest_items i where i.digest_id = log.id and i.plan_id = ${planId}
    and (i.item, i.due_by) in (select o.item, o.due_by from (${owedOn(today, { planId })}) o))
  else (select count(*) from reminder_items i
    where i.reminder_id = log.id and ${isOwed(sql`i.assignment_id`, sql`log.round_id`, today)}) end`

/** What went out for a row of `log`. */
export const messagesOf = sql`(
  select json_group_array(json_object('channel', d.channel, 'audience', d.audience, 'outcome', d.outcome,
    'reason', d.reason, 'doneAt', d.done_at, 'receiver', coalesce(p.name, r.name, '')))
  from deliveries d left join people p on p.id = d.person_id left join robots r on r.id = d.robot_id
  where d.about = case log.kind when 'digest' then 'digest' else 'reminder' end and d.about_id = log.id)`.mapWith(
  (text): Sent[] => JSON.parse(String(text)),
)

/**
 * Past its day, with the assignments that it is about and whether a 通报建议 is already under way for them: of one plan, or
 * of all.
 */
export const overdueIn = ({ db }: Pick<Database, "db">, planId: number | undefined, shown: SQL, today: string) =>
  db
    .select({
      planId: sql<number>`o.plan_id`,
      item: sql<string>`o.item`,
      dueBy: sql<string>`o.due_by`,
      unitId: units.id,
      unit: units.name,
      ordinal: tasks.ordinal,
      label: tasks.label,
      assignmentId: assignments.id,
      proposed: sql<boolean>`exists (select 1 from notice_items i join notices n on n.id = i.notice_id
        where i.assignment_id = ${assignments.id} and n.kind = 'circular'
          and ${isUnderWay(stateOf("n"))})`.mapWith(Boolean),
    })
    .from(sql`(${owedOn(today, planId === undefined ? {} : { planId })}) o`)
    .innerJoin(units, eq(units.id, sql`o.unit_id`))
    .innerJoin(
      assignments,
      sql`${assignments.id} = o.assignment_id or (o.assignment_id is null and ${assignments.id} in (
        select assignment_id from notice_items where o.item = 'notice:' || notice_id))`,
    )
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .where(sql`o.due_by < ${today} and ${shown}`)
    .orderBy(asc(units.position), asc(units.id), sql`o.due_by`, asc(tasks.ordinal))

export type LogFilter = { unit: number | null; page: number }

/** The page 督办记录 of a plan; null when the actor may not see it. One round trip. */
export async function supervisionOf(
  database: Database,
  actor: Actor,
  planId: number,
  { unit, page }: LogFilter,
  today: string,
) {
  const { db, read } = database
  const seesAll = sql`(${isLeader(actor) ? 1 : 0}
    or (select supervising_unit_id from plans where id = ${planId}) in (
      select value from json_each(${JSON.stringify(unitsOf(actor, "supervisor"))})))`
  const own = JSON.stringify(unitsSeenFrom(actor))
  const isSeen = (column: SQL) => sql`(${seesAll} or ${column} in (select value from json_each(${own})))`
  const isShown = (column: SQL) => sql`(${unit} is null or ${column} = ${unit}) and ${isSeen(column)}`
  const [found, concerned, log, overdue, demands, asked, instructed, inspected] = await read([
    db
      .select({ plan: plans, supervisingUnit: units.name })
      .from(plans)
      .innerJoin(units, eq(units.id, plans.supervisingUnitId))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    db
      .selectDistinct({ id: units.id, name: units.name, position: units.position })
      .from(assignments)
      .innerJoin(units, eq(units.id, assignments.unitId))
      .where(and(eq(assignments.planId, planId), isSeen(sql`${units.id}`)))
      .orderBy(asc(units.position)),
    db
      .select({
        kind: sql<Reminder["kind"] | "digest">`log.kind`,
        id: sql<number>`log.id`,
        unit: namedUnit,
        at: sql<number>`log.at`,
        by: sql<string | null>`(select name from people where id = log.by_id)`,
        round: sql<string | null>`(select name from rounds where id = log.round_id)`,
        text: sql<string>`log.text`,
        named: named(planId),
        left: left(planId, today),
        messages: messagesOf,
      })
      .from(sql`(${urging(planId)}) log`)
      .innerJoin(units, eq(units.id, sql`log.unit_id`))
      .where(isShown(sql`log.unit_id`))
      .orderBy(sql`log.at desc`, sql`log.kind`, sql`log.id desc`)
      .limit(LOG_A_PAGE + 1)
      .offset((page - 1) * LOG_A_PAGE),
    overdueIn(database, planId, isShown(sql`o.unit_id`), today),
    db
      .select({
        all: sql<number>`count(*)`,
        open: sql<number>`count(case when ${isOpen()} then 1 end)`,
        overdue: sql<number>`count(case when ${awaitsAnswer()} and ${isRunning()}
          and ${notices.dueBy} < ${today} then 1 end)`,
      })
      .from(notices)
      .innerJoin(plans, eq(plans.id, notices.planId))
      .where(and(eq(notices.planId, planId), isIssued(), visibleNotices(actor), isShown(sql`${notices.unitId}`))),
    extensionLog(database, planId, isShown(sql`${extensions.unitId}`), EXTENSIONS_SHOWN),
    instructionsOf(
      database,
      and(eq(plans.id, planId), visibleTo(actor), instructionsSeenBy(actor)),
      unit === null ? INSTRUCTIONS_SHOWN : 0,
    ),
    inspectionsListed(database, actor, planId),
  ])
  const [row] = found
  if (!row) return null
  return {
    ...row,
    units: concerned,
    log: log.slice(0, LOG_A_PAGE),
    hasMore: log.length > LOG_A_PAGE,
    overdue,
    notices: demands[0] ?? { all: 0, open: 0, overdue: 0 },
    extensions: asked,
    instructions: instructed,
    inspections: inspected,
  }
}

export type Supervision = NonNullable<Awaited<ReturnType<typeof supervisionOf>>>
