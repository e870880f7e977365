import { and, asc, desc, eq, isNull, type Placeholder, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { assignments, ledgerLayouts, people, plans, reports, reportVersions, rounds, tasks, units } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import type { Filter } from "#src/board/filter.ts"
import { isEmpty } from "#src/board/filter.ts"
import {
  type BoardValues,
  boardFrom,
  boardStatements,
  type Given,
  namedPlan,
  namedRound,
  type Reading,
  rangeStatements,
  roundBefore,
  valuesOf,
} from "#src/board/queries.ts"
import type { Board } from "#src/board/standing.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { contactsOf } from "#src/office/people/contact_queries.ts"
import { turn } from "#src/plans/intake/files/steps.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { isReported } from "#src/plans/rounds/reported_scope.ts"
import { isIssued } from "#src/supervision/notices/scope.ts"
import { type Detail, type DetailRow, detailFor, NO_DETAIL } from "./details.ts"
import { layoutFrom, type SavedLayout } from "./layouts.ts"
import { type Ordering, ordered } from "./order.ts"
import { grouped, type LedgerRow, ledgerRows, MOST_ROWS, ROWS_A_PAGE } from "./rows.ts"

/** What a 台账 is asked for. */
export type Wanted = { planId: number; filter: Filter; ordering: Ordering }

export type DetailedRow = LedgerRow & { readonly detail: Detail }

/** Whom to ring at which unit as far as the actor may know, and who is in charge of it (分管领导). */
export type Contacts = {
  all: Awaited<ReturnType<typeof contactsOf>>
  leaders: ReadonlyMap<number, string>
}

/** One page of a 台账. */
export type LedgerPage = {
  board: Board
  rows: DetailedRow[]
  contacts: Contacts
  /** Rows of all pages. */
  count: number
  layouts: SavedLayout[]
}

type LedgerValues = BoardValues & { now: number }
type LedgerGiven = Given & { now: Placeholder<"now"> }
const GIVEN = {
  planId: sql.placeholder("planId"),
  round: sql.placeholder("round"),
  today: sql.placeholder("today"),
  now: sql.placeholder("now"),
} as LedgerGiven

/** As of a round that is asked for by its number: its cut-off. */
const until = sql`coalesce(
  (select cut_off_at from rounds where plan_id = ${GIVEN.planId} and number = ${GIVEN.round}), ${GIVEN.now})`
const theRound = namedRound(GIVEN)

const current = alias(reportVersions, "current")
const before = alias(reports, "before")
const last = alias(reportVersions, "last")
const lastRound = alias(rounds, "last_round")

/** The newest version of a report that there was by then. */
const newestIn = (roundId: SQL) => sql`(select max(v.number) from report_versions v
  where v.assignment_id = ${assignments.id} and v.round_id = ${roundId} and v.at <= ${until})`

/** The newest earlier round in which it was reported; of two rounds the one with the lower number is the earlier. */
const roundReported = sql`(select earlier.round_id from reports earlier join rounds r on r.id = earlier.round_id
  where earlier.assignment_id = ${assignments.id} and ${isReported(stateOf("earlier"))}
    and r.number < (select number from rounds where id = ${theRound})
  order by r.number desc limit 1)`

const detailColumns = {
  assignmentId: assignments.id,
  measures: assignments.measures,
  reportState: reports.state,
  isLatest: sql<number | null>`${current.number} = ${reports.latest}`,
  achieved: current.achieved,
  problems: current.problems,
  nextSteps: current.nextSteps,
  hasDifficulty: current.hasDifficulty,
  unchanged: current.unchanged,
  at: current.at,
  opinion: sql<string | null>`case when ${reports.judgedAt} <= ${until} then ${reports.opinion} end`,
  beforeRound: lastRound.name,
  beforeState: before.state,
  beforeIsLatest: sql<number | null>`${last.number} = ${before.latest}`,
  beforeIsNext: sql<number | null>`${lastRound.id} = ${roundBefore(namedPlan, namedRound)(GIVEN)}`,
  beforeAchieved: last.achieved,
  beforeUnchanged: last.unchanged,
  notices: sql<string>`(select json_group_array(json_object('kind', n.kind, 'year', n.year, 'number', n.number))
    from (select n.* from notice_items i join notices n on n.id = i.notice_id
      where i.assignment_id = ${assignments.id} and n.issued_at <= ${until} and ${isIssued(stateOf("n"))}
      order by n.id) n)`,
  reminders: sql<number>`(select count(*) from reminder_items i join reminders r on r.id = i.reminder_id
    where i.assignment_id = ${assignments.id} and r.at <= ${until})`,
  summary: sql<string | null>`(select s.text from summaries s
    where s.task_id = ${assignments.taskId} and s.round_id = ${theRound} and s.at <= ${until}
    order by s.number desc limit 1)`,
}

/** The words and what else there is of the parts that a condition picks. */
const detailsWhere = <Values extends LedgerValues>(picked: SQL) =>
  compiled(detailColumns, (db, _given: { [K in keyof Values & string]: Placeholder<K> }) =>
    db
      .select(detailColumns)
      .from(assignments)
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, theRound)))
      .leftJoin(
        current,
        and(
          eq(current.assignmentId, assignments.id),
          eq(current.roundId, theRound),
          eq(current.number, newestIn(theRound)),
        ),
      )
      .leftJoin(before, and(eq(before.assignmentId, assignments.id), eq(before.roundId, roundReported)))
      .leftJoin(
        last,
        and(
          eq(last.assignmentId, assignments.id),
          eq(last.roundId, before.roundId),
          eq(last.number, newestIn(sql`${before.roundId}`)),
        ),
      )
      .leftJoin(lastRound, eq(lastRound.id, before.roundId))
      .where(and(eq(assignments.planId, GIVEN.planId), picked)),
  )

/** `most` of them from one on, as printed (of one unit, if there is one); a `most` of -1: all. */
const inWindow = detailsWhere<LedgerValues & { unit: number | null; most: number; from: number }>(
  sql`${assignments.id} in (select a.id from assignments a join tasks t on t.id = a.task_id
    where a.plan_id = ${GIVEN.planId} and (${sql.placeholder("unit")} is null or a.unit_id = ${sql.placeholder("unit")})
    order by t.ordinal, a.position, a.id limit ${sql.placeholder("most")} offset ${sql.placeholder("from")})`,
)

/** Those with these ids. */
const withIds = detailsWhere<LedgerValues & { ids: string }>(
  sql`${assignments.id} in (select value from json_each(${sql.placeholder("ids")}))`,
)

/** 分管领导 of each unit that has a part. */
const leaderColumns = { unitId: units.id, name: people.name }
const leadersOf = compiled(leaderColumns, (db, given: { planId: Placeholder<"planId"> }) =>
  db
    .select(leaderColumns)
    .from(units)
    .innerJoin(people, eq(people.id, units.leaderId))
    .where(sql`${units.id} in (select unit_id from assignments where plan_id = ${given.planId})`),
)

const layoutColumns = {
  id: ledgerLayouts.id,
  name: ledgerLayouts.name,
  columns: ledgerLayouts.columns,
  merges: ledgerLayouts.merges,
  paper: ledgerLayouts.paper,
  version: ledgerLayouts.version,
}

/** 版式 that the supervising office of a plan has saved. */
export const savedLayouts = compiled(layoutColumns, (db, given: { planId: Placeholder<"planId"> }) =>
  db
    .select(layoutColumns)
    .from(ledgerLayouts)
    .where(
      and(
        sql`${ledgerLayouts.officeId} = (select supervising_unit_id from plans where id = ${given.planId})`,
        isNull(ledgerLayouts.removedAt),
      ),
    )
    .orderBy(asc(ledgerLayouts.id)),
)

/** The same with those that were removed, the newest of them: a sheet that left in one may still come back. */
export const officeLayouts = compiled(layoutColumns, (db, given: { planId: Placeholder<"planId"> }) =>
  db
    .select(layoutColumns)
    .from(ledgerLayouts)
    .where(sql`${ledgerLayouts.officeId} = (select supervising_unit_id from plans where id = ${given.planId})`)
    .orderBy(sql`${ledgerLayouts.removedAt} is not null`, desc(ledgerLayouts.id))
    .limit(MOST_KNOWN),
)
const MOST_KNOWN = 200

/** A plan with the layouts of its supervising office; null where the actor sees no such plan. */
export async function findLayouts(database: Database, actor: Actor, planId: number) {
  const [[plan], saved] = await database.read([
    database.db
      .select({ id: plans.id, title: plans.title, supervisingUnitId: plans.supervisingUnitId })
      .from(plans)
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    savedLayouts(database, { planId }),
  ])
  return plan ? { plan, layouts: saved.map(layoutFrom) } : null
}

export type FoundLayouts = NonNullable<Awaited<ReturnType<typeof findLayouts>>>

const unitsIn = (planId: number) => sql`(select unit_id from assignments where plan_id = ${planId})`

/**
 * One page of a plan's 台账, in one round trip; null where the actor sees no such plan, or it has no such round.
 *
 * What a light or a state lets through is known only of the whole board. Where nothing but a unit is picked the database
 * gives the words of that page alone.
 */
export async function ledgerPage(
  database: Database,
  actor: Actor,
  { planId, filter, ordering }: Wanted,
  page: number,
  reading: Reading,
): Promise<LedgerPage | null> {
  const from = (page - 1) * ROWS_A_PAGE
  const values = { ...valuesOf(actor, planId, filter.round, reading.today), now: reading.now }
  const window = isPrinted(filter, ordering) ? { most: ROWS_A_PAGE, from } : { most: -1, from: 0 }
  const [details, saved, contacts, leaders, ...boardRows] = await database.read([
    inWindow(database, { ...values, unit: filter.unit, ...window }),
    savedLayouts(database, { planId }),
    contactsOf(database, actor, unitsIn(planId), reading.today),
    leadersOf(database, { planId }),
    ...boardStatements(database, values),
  ])
  const board = boardFrom(boardRows, filter.round, reading)
  if (!board) return null
  const all = ordered(ledgerRows(board, filter, boardRows[2]), ordering)
  return {
    board,
    rows: withDetails(actor, board, all.slice(from, from + ROWS_A_PAGE), details),
    contacts: contactsFrom(contacts, leaders),
    count: all.length,
    layouts: saved.map(layoutFrom),
  }
}

const contactsFrom = (all: Contacts["all"], leaders: readonly { unitId: number; name: string }[]): Contacts => ({
  all,
  leaders: new Map(leaders.map(({ unitId, name }) => [unitId, name])),
})

/** A 台账 for a file: all of its rows, without their words. */
export type WholeLedger = {
  /** Without its tasks. */
  board: Board
  rows: readonly LedgerRow[]
  contacts: Contacts
  layouts: SavedLayout[]
}

/** So many tasks are read first; then as many at a time as have about so many parts. */
const FIRST_TASKS = 25
const PARTS_A_READ = 150

/**
 * All rows of a plan's 台账 as it is asked for; null where the actor sees no such plan or it has no such round. A long plan
 * is read a few tasks at a time, and others have their turn in between; of more rows than a file takes no more are read.
 */
export async function wholeLedger(
  database: Database,
  actor: Actor,
  { planId, filter, ordering }: Wanted,
  reading: Reading,
): Promise<WholeLedger | null> {
  const values = { ...valuesOf(actor, planId, filter.round, reading.today), ordinal: 0, last: FIRST_TASKS }
  const [[counted], saved, contacts, leaders, ...firstRows] = await database.read([
    database.db
      .select({ last: sql<number>`coalesce(max(${tasks.ordinal}), 0)` })
      .from(tasks)
      .where(eq(tasks.planId, planId)),
    savedLayouts(database, { planId }),
    contactsOf(database, actor, unitsIn(planId), reading.today),
    leadersOf(database, { planId }),
    ...rangeStatements(database, values),
  ])
  const first = boardFrom(firstRows, filter.round, reading)
  if (!first) return null
  const order = firstRows[2]
  const rows = ledgerRows(first, filter, order)
  const units = new Map(first.units.map((unit) => [unit.id, unit]))
  const parts = first.tasks.reduce((sum, { assignments }) => sum + assignments.length, 0)
  const step = Math.max(1, Math.floor((FIRST_TASKS * PARTS_A_READ) / Math.max(parts, FIRST_TASKS)))
  for (let after = FIRST_TASKS; after < (counted?.last ?? 0) && rows.length <= MOST_ROWS; after += step) {
    await turn()
    const range = { ...values, ordinal: after + 1, last: after + step }
    const board = boardFrom(await database.read(rangeStatements(database, range)), filter.round, reading)
    if (!board) return null
    for (const unit of board.units) units.set(unit.id, unit)
    rows.push(...ledgerRows(board, filter, order))
  }
  return {
    board: { ...first, tasks: [], units: order.flatMap(({ id }) => units.get(id) ?? []) },
    rows: ordered(rows, ordering),
    contacts: contactsFrom(contacts, leaders),
    layouts: saved.map(layoutFrom),
  }
}

/** Rows whose words are read at a time. */
const ROWS_A_READ = 50

/** The rows of a file with their words, a group at a time; others have their turn in between. */
export async function* detailedRows(
  database: Database,
  actor: Actor,
  { board, rows }: WholeLedger,
  { planId, filter }: Wanted,
  reading: Reading,
): AsyncGenerator<DetailedRow[]> {
  const values = { ...valuesOf(actor, planId, filter.round, reading.today), now: reading.now }
  for (const group of grouped(rows, ROWS_A_READ)) {
    const ids = JSON.stringify(group.map(({ part }) => part.id))
    const [details] = await database.read([withIds(database, { ...values, ids })])
    yield withDetails(actor, board, group, details)
    await turn()
  }
}

/** All as it is now and in the order of the document, perhaps of one unit: the database counts the rows as we do. */
const isPrinted = (filter: Filter, { by, descending }: Ordering): boolean =>
  filter.round === null && by === "ordinal" && !descending && isEmpty({ ...filter, unit: null })

function withDetails(
  actor: Actor,
  board: Board,
  rows: readonly LedgerRow[],
  details: readonly DetailRow[],
): DetailedRow[] {
  const known = new Map(details.map((row) => [row.assignmentId, row]))
  return rows.map((row) => {
    const detail = known.get(row.part.id)
    const coUnitIds = row.task.assignments.map(({ unitId }) => unitId)
    return { ...row, detail: detail ? detailFor(actor, board.plan, row.part, coUnitIds, detail) : NO_DETAIL }
  })
}
