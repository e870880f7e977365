import { and, asc, eq, isNotNull, type Placeholder, type SQL, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { assignments, dues, events, lightOverrides, reports, rounds, tasks } from "#db/schema.ts"
import {
  type BoardValues,
  boardIn,
  deadlineColumns,
  type Finding,
  firstRescheduling,
  frozenColumns,
  overrideColumns,
  type PlanRows,
  planReads,
  type Reading,
  type StandingRows,
  standingColumns,
  taskSubject,
  valuesOf,
} from "#src/board/queries.ts"
import type { Board, FrozenRow, OverrideRow, StandingRow, TaskRow } from "#src/board/standing.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { HISTORY_PARTS, HISTORY_ROUNDS, LEAST_ROUNDS } from "./history.ts"
import { shownPlan } from "./queries.ts"

export type HistoryValues = BoardValues & { historyParts: number; historySkip: number }
type Given = { [K in keyof HistoryValues]: Placeholder<K> }

/** The ids of the rounds that are read: `roundsAtOnce` of a plan's opened ones, the newest first, after some. */
const shownRounds = (plan: Finding, given: Given): SQL => sql`(
  select id from rounds where plan_id = ${plan(given)} and opens_on <= ${given.today} order by number desc
  limit max(${sql.raw(String(LEAST_ROUNDS))}, min(${sql.raw(String(HISTORY_ROUNDS))},
    cast(${given.historyParts} as integer) / max(1, (select count(*) from assignments where plan_id = ${plan(given)}))))
  offset ${given.historySkip})`

/** What a part is now, whatever the round. */
const baseColumns = { ...standingColumns, ...nothingOfARound() }

function nothingOfARound() {
  return {
    drafted: sql<number>`0`,
    dueIn: sql<number | null>`null`,
    reportState: sql<StandingRow["reportState"]>`null`,
    hasDifficulty: sql<boolean | null>`null`,
    firstSubmittedAt: sql<number | null>`null`,
    resubmitBy: sql<string | null>`null`,
  }
}

/** What it owes and has reported in each of the rounds. */
const inRoundColumns = {
  inRound: sql<number>`${rounds.id}`,
  id: assignments.id,
  dueIn: dues.roundId,
  reportState: reports.state,
  hasDifficulty: reports.hasDifficulty,
  firstSubmittedAt: reports.firstSubmittedAt,
  resubmitBy: reports.resubmitBy,
}

const ofRound = { inRound: sql<number>`${rounds.id}` }
const frozenOfRound = { ...ofRound, ...frozenColumns }
const overridesOfRound = { ...ofRound, ...overrideColumns }
const deadlinesOfRound = { ...ofRound, ...deadlineColumns }

/** The statements of the boards of several rounds of one plan, for one batch. */
export function historyReads(plan: Finding) {
  const isShown = (given: Given) => sql`${rounds.id} in ${shownRounds(plan, given)}`
  const ids = compiled({ id: rounds.id }, (db, given: Given) =>
    db.select({ id: rounds.id }).from(rounds).where(isShown(given)),
  )
  const base = compiled(baseColumns, (db, given: Given) =>
    db
      .select(baseColumns)
      .from(assignments)
      .where(eq(assignments.planId, plan(given)))
      .orderBy(asc(assignments.position)),
  )
  const inRound = compiled(inRoundColumns, (db, given: Given) =>
    db
      .select(inRoundColumns)
      .from(rounds)
      .innerJoin(assignments, eq(assignments.planId, rounds.planId))
      .leftJoin(dues, and(eq(dues.roundId, rounds.id), eq(dues.assignmentId, assignments.id)))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
      .where(isShown(given)),
  )
  const atCutOff = compiled(frozenOfRound, (db, given: Given) =>
    db
      .select(frozenOfRound)
      .from(rounds)
      .innerJoin(assignments, eq(assignments.planId, rounds.planId))
      .where(and(isShown(given), isNotNull(rounds.cutOffAt))),
  )
  const overrides = compiled(overridesOfRound, (db, given: Given) =>
    db
      .select(overridesOfRound)
      .from(rounds)
      .innerJoin(lightOverrides, eq(lightOverrides.roundId, rounds.id))
      .where(isShown(given))
      .orderBy(asc(lightOverrides.id)),
  )
  const deadlines = compiled(deadlinesOfRound, (db, given: Given) =>
    db
      .select(deadlinesOfRound)
      .from(rounds)
      .innerJoin(tasks, eq(tasks.planId, rounds.planId))
      .innerJoin(events, and(eq(events.subject, taskSubject), eq(events.version, firstRescheduling)))
      .where(and(isShown(given), isNotNull(rounds.cutOffAt))),
  )
  return (database: Database, values: HistoryValues) =>
    [
      ids(database, values),
      base(database, values),
      inRound(database, values),
      atCutOff(database, values),
      overrides(database, values),
      deadlines(database, values),
    ] as const
}

type OfRound<Row> = Row & { inRound: number }
type InRoundRow = OfRound<
  Pick<StandingRow, "id" | "dueIn" | "reportState" | "hasDifficulty" | "firstSubmittedAt" | "resubmitBy">
>
export type HistoryRows = readonly [
  { id: number }[],
  StandingRow[],
  InRoundRow[],
  OfRound<FrozenRow>[],
  OfRound<OverrideRow>[],
  OfRound<Pick<TaskRow, "id" | "dueBy">>[],
]

/** The boards of the rounds that were read, newest first, each as of its cut-off if it has one. */
export function boardsFrom(planRows: PlanRows, rows: HistoryRows, reading: Reading): Board[] {
  const [[plan], all] = planRows
  const [ids, base, inRounds, atCutOff, overrides, deadlines] = rows
  if (!plan) return []
  const shown = new Set(ids.map(({ id }) => id))
  const partsOf = byRound(inRounds)
  const frozenOf = byRound(atCutOff)
  const overridesOf = byRound(overrides)
  const deadlinesOf = byRound(deadlines)
  return all
    .filter(({ id }) => shown.has(id))
    .map((round) => {
      const own = new Map(partsOf(round.id).map((row) => [row.id, row]))
      const standings = base.map((row) => ({ ...row, ...own.get(row.id) }))
      const ofRound: StandingRows = [standings, frozenOf(round.id), overridesOf(round.id), deadlinesOf(round.id)]
      return boardIn(plan, round, true, [...planRows, ...ofRound], reading)
    })
}

function byRound<Row extends { inRound: number }>(rows: readonly Row[]): (roundId: number) => Row[] {
  const found = new Map<number, Row[]>()
  for (const row of rows) {
    const others = found.get(row.inRound)
    if (others) others.push(row)
    else found.set(row.inRound, [row])
  }
  return (roundId) => found.get(roundId) ?? []
}

const planParts = planReads(shownPlan)
const historyIn = historyReads(shownPlan)

/** The boards of a plan's rounds (of the one that 总览 shows, without an id), newest first, from the one that comes after so many; null: no such plan. One round trip. */
export async function historyPageOf(
  database: Database,
  actor: Actor,
  planId: number | null,
  skip: number,
  reading: Reading,
) {
  const values = {
    ...valuesOf(actor, planId, null, reading.today),
    historyParts: HISTORY_PARTS,
    historySkip: skip,
  }
  const [found, rounds, units, sections, taskRows, ...rows] = await database.read([
    ...planParts(database, values),
    ...historyIn(database, values),
  ])
  const [plan] = found
  if (!plan) return null
  const boards = boardsFrom([found, rounds, units, sections, taskRows], rows, reading)
  const opened = rounds.filter(({ opensOn }) => opensOn <= reading.today).length
  return { plan, boards, older: opened > skip + boards.length ? skip + boards.length : null }
}
