import { and, asc, eq, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { assignments, plans, tasks, units } from "#db/schema.ts"
import type { Reading as BoardReading, Finding, Given } from "#src/board/queries.ts"
import { dateOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { contactsOf } from "#src/office/people/contact_queries.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { isSpeaking } from "./scope.ts"
import { type Asking, type SilenceFacts, silenceOf } from "./silence.ts"

export type Reading = Pick<BoardReading, "today" | "calendar"> & {
  settings: Pick<Settings, "silentRounds" | "silentDays">
}

/** The instant of the last word of a part, by whichever door it came. */
const lastWordAt = sql<number | null>`(select max(w.at) from (
  select max(v.at) at from report_versions v
  where v.assignment_id = "assignments"."id" and not v.unchanged
  union all
  select max(n.at) from notice_items i join notice_answers n on n.notice_id = i.notice_id
  where i.assignment_id = "assignments"."id"
  union all
  select max(x.asked_at) from extensions x where x.assignment_id = "assignments"."id"
  union all
  select max(x.asked_at) from notice_items i join extensions x on x.notice_id = i.notice_id
  where i.assignment_id = "assignments"."id"
  union all
  select max(e.at) from events e
  where e.subject = 'assignment:' || "assignments"."id" and e.action = 'assignment_claimed') w)`

/** Each report that was asked for and brought no word: its due day, and the instant of a 无变化 that went to the office. */
const asked = sql<string>`(select json_group_array(json_object('dueBy', r.due_by, 'at', v.at))
  from dues d join rounds r on r.id = d.round_id
  left join reports p on p.assignment_id = d.assignment_id and p.round_id = d.round_id and p.submitted_at is not null
  left join report_versions v on v.assignment_id = p.assignment_id and v.round_id = p.round_id
    and v.number = p.latest and v.unchanged
  where d.assignment_id = "assignments"."id" and not exists (select 1 from report_versions w
    where w.assignment_id = d.assignment_id and w.round_id = d.round_id and not w.unchanged))`

const factColumns = {
  assignmentId: assignments.id,
  lastWordAt,
  askedFrom: sql<string | null>`(select min(r.opens_on) from dues d join rounds r on r.id = d.round_id
    where d.assignment_id = "assignments"."id")`,
  asked,
  isTalkedOver: sql<number>`exists (select 1 from talks t
    where t.assignment_id = "assignments"."id" and t.round_id = (
      select id from rounds where plan_id = "assignments"."plan_id" order by number desc limit 1))`,
}

type FactRow = { lastWordAt: number | null; askedFrom: string | null; asked: string; isTalkedOver: number }
type AskedRow = { dueBy: string; at: number | null }

const factsOf = ({ lastWordAt, askedFrom, asked, isTalkedOver }: FactRow): SilenceFacts => ({
  lastWordOn: lastWordAt === null ? null : dateOf(lastWordAt),
  askedFrom,
  asked: (JSON.parse(asked) as AskedRow[]).map(
    ({ dueBy, at }): Asking => ({ dueBy, unchangedOn: at === null ? null : dateOf(at) }),
  ),
  isTalkedOver: isTalkedOver === 1,
})

const isSilent = (row: FactRow, { settings, today, calendar }: Reading): boolean =>
  silenceOf(factsOf(row), { ...settings, today, calendar }) !== null

/** The facts of a running plan's parts, for a page that only counts them (`silentAmong`). */
export const silenceReads = (plan: Finding) =>
  compiled(factColumns, (db, given: Given) =>
    db
      .select(factColumns)
      .from(assignments)
      .innerJoin(plans, and(eq(plans.id, assignments.planId), isRunning()))
      .where(and(eq(assignments.planId, plan(given)), isSpeaking())),
  )

export const silentAmong = (rows: readonly FactRow[], reading: Reading): number =>
  rows.filter((row) => isSilent(row, reading)).length

/** 久无进展 of a plan, in 单位排序, with the last words and whom to ring; null when the actor may not see the plan. */
export async function silenceIn(database: Database, actor: Actor, planId: number, reading: Reading) {
  const { db, read } = database
  const [found, rows, contacts, talked] = await read([
    db
      .select({
        plan: plans,
        supervisingUnit: units.name,
        /** Until a round opens there is nothing that a talk could rest until. */
        roundId: sql<number | null>`(select id from rounds where plan_id = ${planId} order by number desc limit 1)`,
        round: sql<string | null>`(select name from rounds where plan_id = ${planId} order by number desc limit 1)`,
      })
      .from(plans)
      .innerJoin(units, eq(units.id, plans.supervisingUnitId))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    db
      .select({
        ...factColumns,
        unitId: units.id,
        unit: units.name,
        ordinal: tasks.ordinal,
        label: tasks.label,
        text: tasks.text,
        lastWords: sql<string | null>`(select substr(v.achieved, 1, 200) from report_versions v
          where v.assignment_id = "assignments"."id" and not v.unchanged order by v.at desc limit 1)`,
      })
      .from(assignments)
      .innerJoin(plans, and(eq(plans.id, assignments.planId), isRunning()))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .where(and(eq(assignments.planId, planId), isSpeaking()))
      .orderBy(asc(units.position), asc(units.id), asc(tasks.ordinal)),
    contactsOf(
      database,
      actor,
      sql`(select unit_id from assignments where plan_id = ${planId} and ${isSpeaking()})`,
      reading.today,
    ),
    db
      .select({
        heldOn: sql<string>`t.held_on`,
        text: sql<string>`t.text`,
        at: sql<number>`t.at`,
        by: sql<string>`(select name from people where id = t.by_id)`,
        unit: sql<string>`(select u.name from assignments a join units u on u.id = a.unit_id where a.id = t.assignment_id)`,
        labels: sql<string>`(group_concat(k.label, '、'))`,
      })
      .from(sql`talks t join assignments a on a.id = t.assignment_id join tasks k on k.id = a.task_id`)
      .where(sql`t.plan_id = ${planId}`)
      .groupBy(sql`t.at, t.by_id, a.unit_id, t.text, t.held_on`)
      .orderBy(sql`t.at desc`)
      .limit(TALKS_SHOWN),
  ])
  const [row] = found
  if (!row) return null
  const { settings, today, calendar } = reading
  const parts = rows.flatMap((part) => {
    const silence = silenceOf(factsOf(part), { ...settings, today, calendar })
    return silence ? [{ ...part, silence }] : []
  })
  return { ...row, parts, contacts, talked }
}

const TALKS_SHOWN = 50

export type SilenceFound = NonNullable<Awaited<ReturnType<typeof silenceIn>>>
export type SilentPart = SilenceFound["parts"][number]
