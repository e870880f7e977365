import { and, asc, desc, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { notices, plans, units } from "#db/schema.ts"
import { addDays, startOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { owedOn } from "#src/owing/queries.ts"
import { noticePath, taskPath } from "#src/paths.ts"
import { closelySeenBy, visibleTo } from "#src/plans/plan/scope.ts"
import { visibleNotices } from "#src/supervision/notices/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { idIn, secondIdIn, subjectOf } from "#src/trail/subjects.ts"
import { MOST_DAYS } from "./month.ts"
import type { Asking, Dateable, Dated, Days, Place, WorkedOutBy } from "./source.ts"

/** What is owed is looked for so far ahead. */
const AHEAD = "+800 days"

export type Entry = Place & {
  kind: string
  on: string
  /** The last day; the same where it takes one. */
  until: string
  title: string
  label: string | null
  /** Null: of no plan. */
  planTitle: string | null
  /** How often it has changed, and when last. */
  version: number
  changedAt: number
}

const sees = (actor: Actor): SQL => visibleTo(actor) ?? sql`1`

/** What is owed of one kind, with its part and task; `o` has the row of `owed`. */
const owedOf = (
  what: string,
): SQL => sql`(select o.*, ${secondIdIn(sql`o.item`)} second, t.id task_id, t.ordinal, t.label,
    min(o.due_by) over (partition by t.id) first_by
  from owed o left join assignments a on a.id = o.assignment_id left join tasks t on t.id = a.task_id
  where o.what = ${what}) o cross join ${plans} on ${plans.id} = o.plan_id`

const unitsOwing = sql`json_group_array(distinct o.unit_id)`
const task = { ordinal: sql`o.ordinal`, label: sql`o.label` }
const taskHref = ({ planId, ordinal }: Place) => taskPath(planId, ordinal ?? 0)
const partHref = (found: Place) => `${taskHref(found)}#unit-${found.units[0]}`

/** Of a task the parts with its earliest day stand together, and each with a later one that was granted for itself. */
const deadlines: Dateable = {
  rank: 30,
  kind: "deadline",
  days: ({ actor }) => {
    const own = sql`case when o.due_by = o.first_by then 0 else o.assignment_id end`
    return {
      from: owedOf("deadline"),
      where: sees(actor),
      group: sql`o.task_id, ${own}`,
      key: [sql`o.task_id`, own],
      on: sql`o.due_by`,
      task,
      units: unitsOwing,
      history: sql`e.task_id = o.task_id and (e.subject glob 'task:*' or e.subject glob 'assignment:*')`,
    }
  },
  href: taskHref,
}

const stages: Dateable = {
  rank: 31,
  kind: "stage",
  days: ({ actor }) => ({
    from: owedOf("stage"),
    where: sees(actor),
    group: sql`o.second`,
    key: [sql`o.second`, sql`0`],
    on: sql`o.due_by`,
    title: sql`(select s.text from stages s where s.id = o.second)`,
    task,
    units: unitsOwing,
    history: sql`e.task_id = o.task_id and e.subject glob 'task:*'`,
  }),
  href: taskHref,
}

const rectifications: Dateable = {
  rank: 20,
  kind: "rectification",
  days: ({ actor }) => ({
    from: owedOf("rectification"),
    where: sees(actor),
    key: [sql`o.assignment_id`, sql`0`],
    on: sql`o.due_by`,
    task,
    units: sql`json_array(o.unit_id)`,
    history: sql`e.subject = ${subjectOf("assignment", sql`o.assignment_id`)}`,
  }),
  href: partHref,
}

/** 退回 and its day are between the unit and those close to it. */
const resubmissions: Dateable = {
  rank: 10,
  kind: "resubmission",
  days: ({ actor }) => ({
    from: owedOf("resubmission"),
    where: and(sees(actor), closelySeenBy(actor, sql`o.unit_id`)),
    key: [sql`o.assignment_id`, sql`o.second`],
    on: sql`o.due_by`,
    task,
    units: sql`json_array(o.unit_id)`,
    history: sql`e.subject = ${subjectOf("report", sql`o.assignment_id`, sql`o.second`)}`,
  }),
  href: partHref,
}

const answers: Dateable = {
  rank: 40,
  kind: "notice",
  days: ({ actor }) => ({
    from: sql`owed o cross join ${notices} on ${notices.id} = ${idIn(sql`o.item`)} and o.what = 'notice'
      cross join ${plans} on ${plans.id} = o.plan_id`,
    where: visibleNotices(actor),
    key: [notices.id, sql`0`],
    on: notices.dueBy,
    title: notices.title,
    units: sql`json_array(${notices.unitId})`,
    history: sql`e.subject = ${subjectOf("notice", notices.id)}`,
  }),
  href: ({ key: [id] }) => noticePath(id),
}

/** What is owed, by its kinds (src/owing/owing.ts); reports stand with their round. */
const OWED: readonly Dated[] = [
  { ...resubmissions, label: "退回重报" },
  { ...rectifications, label: "整改期限" },
  { ...deadlines, label: "完成时限" },
  { ...stages, label: "任务阶段" },
  { ...answers, label: "督办单反馈" },
]

export const kindsOf = (dated: readonly Dated[]): Dated[] => [...OWED, ...dated].sort((a, b) => a.rank - b.rank)

const nothing = sql`null`

/** Of a plan that runs, of the chosen one; what is 工作秘密 stays inside. */
const ofPlan = (plan: number | null, isOutside: boolean): SQL | undefined =>
  and(
    isRunning(),
    plan === null ? undefined : sql`${plans.id} = ${plan}`,
    isOutside ? sql`${plans.handling} <> 'work_secret'` : undefined,
  )

function rowsOf({ kind, rank, moved }: Dated, days: Days, { from, until, plan, isOutside }: Asking): SQL {
  const { group, key, on, title = nothing, task: own, number = nothing, history, ofNoPlan } = days
  const units = days.units ?? sql`'[]'`
  const whose = ofNoPlan
    ? { id: sql`0`, title: nothing, since: ofNoPlan.since, counts: plan === null ? undefined : sql`0` }
    : { id: plans.id, title: plans.title, since: plans.issuedOn, counts: ofPlan(plan, isOutside) }
  const where = and(days.where, whose.counts)
  const of = (what: SQL) => (isOutside ? sql`(select ${what} from events e where ${history})` : sql`0`)
  return sql`select * from (select ${kind} as kind, ${rank} as rank, ${key[0]} as a, ${key[1]} as b,
      ${on} as on_day, ${days.until ?? on} as until_day, ${whose.id} as plan_id, ${whose.title} as plan_title,
      ${title} as title, ${own?.ordinal ?? nothing} as ordinal, ${own?.label ?? nothing} as label, ${number} as number,
      ${units} as units, ${of(sql`count(*)`)} as version, ${of(sql`max(e.at)`)} as changed_at, ${whose.since} as issued_on
    from ${days.from} where ${where} ${group ? sql`group by ${group}` : sql``})
    where on_day <= ${until} and until_day >= ${addDays(from, -(moved?.byAtMost ?? 0))}`
}

type Row = {
  kind: string
  a: number
  b: number
  on: string
  until: string
  planId: number
  planTitle: string | null
  title: string | null
  ordinal: number | null
  label: string | null
  number: number | null
  units: string
  version: number
  changedAt: number | null
  issuedOn: string
}

const column = <T>(name: string) => sql<T>`${sql.raw(`dated.${name}`)}`

const rowColumns = {
  kind: column<Row["kind"]>("kind"),
  a: column<Row["a"]>("a"),
  b: column<Row["b"]>("b"),
  on: column<Row["on"]>("on_day"),
  until: column<Row["until"]>("until_day"),
  planId: column<Row["planId"]>("plan_id"),
  planTitle: column<Row["planTitle"]>("plan_title"),
  title: column<Row["title"]>("title"),
  ordinal: column<Row["ordinal"]>("ordinal"),
  label: column<Row["label"]>("label"),
  number: column<Row["number"]>("number"),
  units: column<Row["units"]>("units"),
  version: column<Row["version"]>("version"),
  changedAt: column<Row["changedAt"]>("changed_at"),
  issuedOn: column<Row["issuedOn"]>("issued_on"),
}

export const among = (ids: readonly number[]): SQL => sql`(select value from json_each(${JSON.stringify(ids)}))`

/** All days of the kinds within a time, in one statement; one more than MOST_DAYS stands for more. */
export function datedIn({ db }: Pick<Database, "db">, kinds: readonly Dated[], asking: Asking) {
  const { today, units: asked } = asking
  const all = kinds.map((kind) => rowsOf(kind, kind.days(asking), asking))
  const owed = owedOn(today, asked === null ? {} : { units: among(asked) }, AHEAD)
  return db
    .select(rowColumns)
    .from(sql`(with owed as materialized (${owed}) ${sql.join(all, sql` union all `)}) dated`)
    .orderBy(sql`dated.on_day, dated.rank, dated.plan_id, dated.ordinal, dated.a, dated.b`)
    .limit(MOST_DAYS + 1)
}

/** What such a row says: nothing, where its day is worked out and there is none, or another time's. */
export function entryOf(kinds: readonly Dated[], row: Row, { from, until }: Asking, by: WorkedOutBy): Entry | null {
  const moved = kinds.find(({ kind }) => kind === row.kind)?.moved
  const on = moved ? moved.to(row.on, by) : row.on
  const last = moved ? on : row.until
  if (on === null || last === null || on > until || last < from) return null
  return {
    kind: row.kind,
    key: [row.a, row.b],
    on,
    until: last,
    planId: row.planId,
    planTitle: row.planTitle,
    title: row.title ?? "",
    ordinal: row.ordinal,
    label: row.label,
    number: row.number,
    units: JSON.parse(row.units),
    version: row.version,
    changedAt: row.changedAt ?? startOf(row.issuedOn),
  }
}

export type NamedUnit = { id: number; name: string; shortName: string }
export type NamedPlan = { id: number; title: string }

/** A time with the units and plans by which it can be narrowed; one round trip. */
export async function agendaOf(database: Database, kinds: readonly Dated[], asking: Asking, by: WorkedOutBy) {
  const { db, read } = database
  const [rows, all, seen] = await read([
    datedIn({ db }, kinds, asking),
    db
      .select({ id: units.id, name: units.name, shortName: units.shortName })
      .from(units)
      .orderBy(asc(units.position), asc(units.id)),
    db
      .select({ id: plans.id, title: plans.title })
      .from(plans)
      .where(and(visibleTo(asking.actor), isRunning()))
      .orderBy(desc(plans.id)),
  ])
  return {
    entries: rows
      .slice(0, MOST_DAYS)
      .flatMap((row) => entryOf(kinds, row, asking, by) ?? [])
      .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
    isMore: rows.length > MOST_DAYS,
    units: all satisfies NamedUnit[],
    plans: seen satisfies NamedPlan[],
  }
}
