import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import {
  activities,
  activityUses,
  assignments,
  attachments,
  dues,
  events,
  people,
  plans,
  reports,
  rounds,
  tasks,
  units,
  years,
} from "#db/schema.ts"
import { not } from "#db/states.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { isReportOwed, unreported } from "#src/owing/scope.ts"
import { isSigning } from "#src/plans/rounds/reported_scope.ts"
import { fileColumns } from "#src/reports/evidence/queries.ts"
import { isOfSubject } from "#src/reports/evidence/scope.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { choiceStatements, choicesIn } from "./choices_queries.ts"
import type { Filter } from "./filter.ts"
import type { Sum } from "./numbers.ts"
import { ROWS_A_PAGE } from "./rows.ts"
import { activitySeenBy, countsAsThemed, isHeld, isInState, isKept } from "./scope.ts"
import type { Tally } from "./tally.ts"

export type ActivityUnit = { id: number; name: string; role: "host" | "joint" }
export type ActivityLaw = { title: string; lawId: number | null; repealedOn: string | null; replacedBy: string | null }

const listOf = <T>(text: unknown): T[] => JSON.parse(String(text))

/** Its units, the host first; a law that is not known by its id may be known by its title since. */
const unitsTold = sql`(
  select json_group_array(json_object('id', o.id, 'name', o.short_name, 'role', o.role)) from (
    select un.id, un.short_name, au.role from activity_units au join units un on un.id = au.unit_id
    where au.activity_id = ${activities.id} order by au.role, un.position, un.id) o)`.mapWith(listOf<ActivityUnit>)
const lawsTold = sql`(
  select json_group_array(json_object('title', o.title, 'lawId', o.id, 'repealedOn', o.repealed_on,
    'replacedBy', o.replaced_by)) from (
    select al.title, lw.id, lw.repealed_on, lw.replaced_by from activity_laws al
    left join laws lw on lw.id = al.law_id or (al.law_id is null and lw.title = al.title)
    where al.activity_id = ${activities.id} order by al.position) o)`.mapWith(listOf<ActivityLaw>)

const wholeRow = {
  activity: activities,
  year: { year: years.year, officeId: years.officeId },
  units: unitsTold,
  laws: lawsTold,
  /** The 阵地 where it was held, by its name. */
  venue: sql<string | null>`(select name from resources where id = ${activities.venueId})`,
}

const rows = ({ db }: Pick<Database, "db">) =>
  db.select(wholeRow).from(activities).innerJoin(years, eq(years.year, activities.year))

export type ActivityRow = Awaited<ReturnType<typeof rows>>[number]

/** Reports of plans that a unit of the activity still has to send and may write: where its words can go. */
const openReports = ({ db }: Pick<Database, "db">, id: number, unitIds: readonly number[], today: string) =>
  db
    .select({
      assignmentId: assignments.id,
      unit: units.shortName,
      task: { label: tasks.label, text: tasks.text },
      round: { id: rounds.id, number: rounds.number, name: rounds.name },
      plan: plans.title,
    })
    .from(dues)
    .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
    .innerJoin(rounds, eq(rounds.id, dues.roundId))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
    .where(
      and(
        unreported({
          units: sql`(select au.unit_id from activity_units au where au.activity_id = ${id}
            and au.unit_id in (select value from json_each(${JSON.stringify(unitIds)})))`,
        }),
        isReportOwed(today),
        not(isSigning()),
      ),
    )
    .orderBy(asc(rounds.dueBy), asc(tasks.planId), asc(tasks.ordinal))

/** Where its words were put already. */
const usesOf = ({ db }: Pick<Database, "db">, id: number) =>
  db
    .select({
      assignmentId: activityUses.assignmentId,
      planId: tasks.planId,
      ordinal: tasks.ordinal,
      label: tasks.label,
      unitId: assignments.unitId,
      round: { number: rounds.number, name: rounds.name },
      at: activityUses.at,
    })
    .from(activityUses)
    .innerJoin(assignments, eq(assignments.id, activityUses.assignmentId))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(rounds, eq(rounds.id, activityUses.roundId))
    .where(eq(activityUses.activityId, id))
    .orderBy(asc(activityUses.at))

/** One activity with its evidence, its trail and what its year offers to choose; null: there is nothing to see. */
export async function findActivity(database: Database, actor: Actor, id: number, today: string) {
  const { db, read } = database
  const subject = sql`${`activity:${id}`}`
  const [[found], files, trail, [entered], open, uses, ...choices] = await read([
    rows(database).where(and(eq(activities.id, id), activitySeenBy(actor))),
    db
      .select(fileColumns)
      .from(attachments)
      .where(and(isOfSubject(subject), isNull(attachments.removedAt)))
      .orderBy(asc(attachments.id)),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `activity:${id}`))
      .orderBy(desc(events.version)),
    db
      .select({ name: people.name })
      .from(activities)
      .innerJoin(people, eq(people.id, activities.enteredById))
      .where(eq(activities.id, id)),
    openReports(database, id, unitsOf(actor, "liaison", "head"), today),
    usesOf(database, id),
    ...choiceStatements(database, actor, sql`${years.year} = (select year from activities where id = ${id})`),
  ])
  const [year] = choicesIn(actor, choices)
  return found && year
    ? { ...found, choices: year, files, trail, reports: open, uses, enteredBy: entered?.name ?? "" }
    : null
}

export type FoundActivity = NonNullable<Awaited<ReturnType<typeof findActivity>>>

const inMonth = (year: number, month: number): SQL => {
  const first = `${year}-${String(month).padStart(2, "0")}-01`
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`
  return sql`${activities.fromOn} >= ${first} and ${activities.fromOn} < ${next}`
}

/** What a filter keeps a list to. Without a state what was cancelled or discarded stays out. */
const keptTo = (year: number, filter: Filter): SQL | undefined =>
  and(filter.state === null ? isKept() : isInState(filter.state), keptBesides(year, filter))

/** The same whatever the state. */
function keptBesides(year: number, { unit, kind, tag, month, day, law, venue, told, themed }: Filter): SQL | undefined {
  return and(
    eq(activities.year, year),
    unit === null
      ? undefined
      : sql`exists (select 1 from activity_units fu where fu.activity_id = ${activities.id} and fu.unit_id = ${unit})`,
    kind === null ? undefined : eq(activities.kind, kind),
    tag === null ? undefined : sql`exists (select 1 from json_each(${activities.tags}) ft where ft.value = ${tag})`,
    month === null ? undefined : inMonth(year, month),
    day === null ? undefined : eq(activities.keyDayId, day),
    law === null
      ? undefined
      : sql`exists (select 1 from activity_laws fl left join laws fw on fw.id = fl.law_id
          where fl.activity_id = ${activities.id} and coalesce(fw.title, fl.title) = ${law})`,
    venue === null ? undefined : eq(activities.venueId, venue),
    told === null ? undefined : sql`${activities[told]} is not null`,
    themed ? countsAsThemed() : undefined,
  )
}

const sumColumns = (name: "sessions" | "copies" | "consulted" | "reached") =>
  sql`json_object('n', coalesce(sum(${activities[name]}), 0),
    'over', count(case when ${activities[`${name}Approx`]} = 'over' then 1 end),
    'rough', count(case when ${activities[`${name}Approx`]} in ('about', 'nearly') then 1 end))`.mapWith(
    (text): Sum => JSON.parse(String(text)),
  )

export const tallyColumns = {
  activities: sql<number>`count(*)`,
  sessions: sumColumns("sessions"),
  copies: sumColumns("copies"),
  consulted: sumColumns("consulted"),
  reached: sumColumns("reached"),
}

type TallyRow = { activities: number; sessions: Sum; copies: Sum; consulted: Sum; reached: Sum }

export const tallyIn = ({ activities: n, sessions, copies, consulted, reached }: TallyRow): Tally => ({
  activities: n,
  sums: { sessions, copies, consulted, reached },
})

const GROUP = 500

type Asked = { year: number; filter: Filter; page: number }

/** The units whose own activities stand first: those for which the actor enters, where others' are seen too. */
const ownFirst = (own: readonly number[]): SQL[] =>
  own.length === 0
    ? []
    : [
        sql`not exists (select 1 from activity_units ou where ou.activity_id = ${activities.id}
        and ou.unit_id in (select value from json_each(${JSON.stringify(own)})))`,
      ]

/** A page of the ledger of a year with what all of its rows come to; null: no such year for the actor. One round trip. */
export async function activityLedger(
  database: Database,
  actor: Actor,
  { year, filter, page }: Asked,
  own: number[] = [],
) {
  const { db, read } = database
  const where = and(keptTo(year, filter), activitySeenBy(actor))
  const [list, [total], states, ...choices] = await read([
    rows(database)
      .where(where)
      .orderBy(...ownFirst(own), desc(activities.fromOn), desc(activities.id))
      .limit(ROWS_A_PAGE)
      .offset((page - 1) * ROWS_A_PAGE),
    db
      .select(tallyColumns)
      .from(activities)
      .innerJoin(years, eq(years.year, activities.year))
      .where(and(where, isHeld())),
    db
      .select({
        state: activities.state,
        n: sql<number>`count(*)`,
        listed: sql<number>`count(case when ${filter.told ? sql`${activities[filter.told]} is not null` : sql`1`} then 1 end)`,
      })
      .from(activities)
      .innerJoin(years, eq(years.year, activities.year))
      .where(and(keptBesides(year, { ...filter, told: null }), activitySeenBy(actor)))
      .groupBy(activities.state),
    ...choiceStatements(database, actor, eq(years.year, year)),
  ])
  const [found] = choicesIn(actor, choices)
  if (!found || !total) return null
  return { choices: found, rows: list, total: tallyIn(total), states }
}

export type ActivityLedger = NonNullable<Awaited<ReturnType<typeof activityLedger>>>

/** How many rows a file would have, and what its year offers; null: no such year for the actor. */
export async function activitiesToTake(database: Database, actor: Actor, year: number, filter: Filter) {
  const { db, read } = database
  const [[counted], ...choices] = await read([
    db
      .select({ n: sql<number>`count(*)` })
      .from(activities)
      .innerJoin(years, eq(years.year, activities.year))
      .where(and(keptTo(year, filter), activitySeenBy(actor))),
    ...choiceStatements(database, actor, eq(years.year, year)),
  ])
  const [found] = choicesIn(actor, choices)
  return found ? { choices: found, filter, count: counted?.n ?? 0 } : null
}

export type ActivitiesToTake = NonNullable<Awaited<ReturnType<typeof activitiesToTake>>>

/** All rows, oldest first, in groups. */
export async function* activitiesInGroups(
  database: Database,
  actor: Actor,
  year: number,
  filter: Filter,
): AsyncGenerator<ActivityRow[]> {
  let last: { fromOn: string; id: number } | null = null
  for (;;) {
    const after: SQL | undefined =
      last === null ? undefined : sql`(${activities.fromOn}, ${activities.id}) > (${last.fromOn}, ${last.id})`
    const [group]: [ActivityRow[]] = await database.read([
      rows(database)
        .where(and(keptTo(year, filter), activitySeenBy(actor), after))
        .orderBy(asc(activities.fromOn), asc(activities.id))
        .limit(GROUP),
    ])
    if (group.length === 0) return
    yield group
    last = group.at(-1)?.activity ?? null
  }
}
