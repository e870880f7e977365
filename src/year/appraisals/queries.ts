import { and, asc, eq, type Placeholder, type SQL, sql } from "drizzle-orm"
import { prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  type AppraisalTarget,
  appraisalJurors,
  appraisalRecords,
  appraisalRulings,
  appraisals,
  appraisalTargets,
  bodies,
  standards,
  suggestions,
  units,
  years,
} from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { keptBy, takesPart } from "#src/year/years/scope.ts"
import { detailsOf, drawsOf, jurorsOf, scoresOf } from "./panel_queries.ts"
import { proofsOf } from "./proof_queries.ts"
import { ownOf, resultOf } from "./results.ts"
import {
  awaitsReview,
  cameOf,
  isDrawn,
  isObjected,
  isOfSelf,
  isUnsubmitted,
  lastObjection,
  targetSeenBy,
} from "./scope.ts"
import { standardsFor } from "./standard_queries.ts"
import { isBegun, readsResults } from "./workflow.ts"

type Db = Pick<Database, "db">

/** Longer lists of units are paged. */
const TARGET_ROWS = 200

const cycleOf = ({ db }: Db, year: number) =>
  db
    .select({ appraisal: appraisals, standard: standards })
    .from(appraisals)
    .innerJoin(standards, eq(standards.id, appraisals.standardId))
    .where(eq(appraisals.id, year))

const targets = ({ db }: Db) =>
  db
    .select({ target: appraisalTargets, unit: units.shortName })
    .from(appraisalTargets)
    .innerJoin(appraisals, eq(appraisals.id, appraisalTargets.year))
    .innerJoin(years, eq(years.year, appraisalTargets.year))
    .innerJoin(units, eq(units.id, appraisalTargets.unitId))
    .innerJoin(bodies, and(eq(bodies.year, appraisalTargets.year), eq(bodies.unitId, appraisalTargets.unitId)))
    .orderBy(asc(units.position), asc(units.id))

/** The rows of some statements, in their order. */
type RowsOf<Statements extends readonly unknown[]> = { [K in keyof Statements]: Awaited<Statements[K]> }

/** All of a year's 履职评议 but its units: what acts on it have to know. */
const cycleStatements = (database: Database, actor: Actor, year: number) => {
  const { db } = database
  return [
    yearOfAddress(database, actor, year),
    standardsFor(database, actor, year),
    cycleOf(database, year),
    db
      .select({ id: units.id, name: units.shortName, duty: bodies.duty })
      .from(bodies)
      .innerJoin(units, eq(units.id, bodies.unitId))
      .where(and(eq(bodies.year, year), takesPart()))
      .orderBy(asc(units.position), asc(units.id)),
    drawsOf(database, year),
    jurorsOf(database, year),
    db
      .select({ id: appraisalTargets.unitId, name: units.shortName, isObject: appraisalTargets.isObject })
      .from(appraisalTargets)
      .innerJoin(units, eq(units.id, appraisalTargets.unitId))
      .where(eq(appraisalTargets.year, year))
      .orderBy(asc(units.position), asc(units.id)),
    drawsOf(database, year - 1).limit(1),
  ] as const
}

function cycleFrom(
  actor: Actor,
  [[found], standards, [cycle], present, draws, jurors, named, [last]]: RowsOf<ReturnType<typeof cycleStatements>>,
) {
  if (!found) return null
  const keeps = keepsYear(actor, found.year)
  return {
    ...found,
    keeps,
    standards,
    cycle: cycle && (keeps || isBegun(cycle.appraisal.state)) ? cycle : null,
    draws,
    jurors: keeps ? jurors : [],
    named,
    objects: named.flatMap(({ id, isObject }) => (isObject ? [id] : [])),
    lastDrawn: last?.drawn ?? [],
    present,
  }
}

/** 履职评议 of a year as acts on it need it: its cycle if there is one, the draws and the panel; null: no such year. */
export async function cycleOfYear(database: Database, actor: Actor, year: number) {
  return cycleFrom(actor, await database.read(cycleStatements(database, actor, year)))
}

export type CycleOfYear = NonNullable<Awaited<ReturnType<typeof cycleOfYear>>>
export type Cycle = NonNullable<CycleOfYear["cycle"]>
export type WithCycle = CycleOfYear & { cycle: Cycle }

/** The same with how far each unit has come, for the step to the next stage; null: there is nothing to take one. */
export async function cycleToAdvance(database: Database, actor: Actor, year: number) {
  const [standings, ...rows] = await database.read([
    standingsOf(database, year),
    ...cycleStatements(database, actor, year),
  ])
  const found = cycleFrom(actor, rows)
  return found?.cycle ? { ...found, cycle: found.cycle, standings } : null
}

/** How far each unit of a year has come. */
const standingsOf = ({ db }: Db, year: number) =>
  db
    .select({
      unit: units.shortName,
      state: appraisalTargets.state,
      isAudited: sql`${appraisalTargets.audited} is not null`.mapWith(Boolean),
      isDrawn: sql`${isDrawn(year, appraisalTargets.unitId)}`.mapWith(Boolean),
      isScored: sql`exists (select 1 from appraisal_ballots b where b.target_id = ${appraisalTargets.id})`.mapWith(
        Boolean,
      ),
      isObjected: sql`${isObjected(appraisalTargets.id)}`.mapWith(Boolean),
    })
    .from(appraisalTargets)
    .innerJoin(units, eq(units.id, appraisalTargets.unitId))
    .where(eq(appraisalTargets.year, year))
    .orderBy(asc(units.position), asc(units.id))

export type Standing = Awaited<ReturnType<typeof standingsOf>>[number]

/** The year with its units as far as the actor sees them, a page of them; `page` null: all of them. */
export const appraisalStatements = (database: Database, actor: Actor, year: number, page: number | null) => {
  const seen = targets(database).where(and(eq(appraisalTargets.year, year), targetSeenBy(actor)))
  return [
    page === null ? seen : seen.limit(TARGET_ROWS + 1).offset((page - 1) * TARGET_ROWS),
    ...scoresOf(database, year),
    ...cycleStatements(database, actor, year),
  ] as const
}

/** What came of each target, by its id. */
function byTarget<Row extends { targetId: number }>(rows: readonly Row[]): (id: number) => readonly Row[] {
  const all = new Map<number, Row[]>()
  for (const row of rows) {
    const those = all.get(row.targetId)
    if (those) those.push(row)
    else all.set(row.targetId, [row])
  }
  return (id) => all.get(id) ?? []
}

/** The year from the rows that were read; null: no such year. */
export function appraisalFrom(
  actor: Actor,
  [rows, ballots, outside, rulings, ...rest]: RowsOf<ReturnType<typeof appraisalStatements>>,
  page: number | null,
) {
  const found = cycleFrom(actor, rest)
  if (!found) return null
  const { cycle, keeps, draws } = found
  const [ballotsTo, outsideOf, rulingsOn] = [byTarget(ballots), byTarget(outside), byTarget(rulings)]
  const drawnNow = new Set(draws[0]?.drawn ?? [])
  const resultIn = ({ appraisal, standard }: Cycle, target: AppraisalTarget) =>
    resultOf(appraisal.rules, standard.blocks, {
      isDrawn: drawnNow.has(target.unitId),
      ballots: ballotsTo(target.id).map(({ score }) => score),
      outside: outsideOf(target.id).map(({ points }) => points),
      ...ownOf(target),
      rulings: rulingsOn(target.id),
    })
  const reads = cycle && readsResults({ ...cycle, keeps })
  const shown = page === null ? rows : rows.slice(0, TARGET_ROWS)
  return {
    ...found,
    targets: shown.map(({ target, unit }) =>
      reads
        ? { target, unit, result: resultIn(cycle, target) }
        : { target: { ...target, audited: null }, unit, result: null },
    ),
    hasMore: rows.length > shown.length,
    page: page ?? 1,
  }
}

/** 履职评议 of a year for its page and its papers. */
export async function appraisalOfYear(database: Database, actor: Actor, year: number, page: number | null = 1) {
  return appraisalFrom(actor, await database.read(appraisalStatements(database, actor, year, page)), page)
}

export type AppraisalOfYear = NonNullable<Awaited<ReturnType<typeof appraisalOfYear>>>

const targetStatements = (database: Database, actor: Actor, id: number) => {
  const { db } = database
  return [
    db
      .select({
        target: appraisalTargets,
        appraisal: appraisals,
        standard: standards,
        year: years,
        unit: units.name,
        isDrawn: sql`${isDrawn(appraisalTargets.year, appraisalTargets.unitId)}`.mapWith(Boolean),
      })
      .from(appraisalTargets)
      .innerJoin(appraisals, eq(appraisals.id, appraisalTargets.year))
      .innerJoin(standards, eq(standards.id, appraisals.standardId))
      .innerJoin(years, eq(years.year, appraisalTargets.year))
      .innerJoin(units, eq(units.id, appraisalTargets.unitId))
      .innerJoin(bodies, and(eq(bodies.year, appraisalTargets.year), eq(bodies.unitId, appraisalTargets.unitId)))
      .where(and(eq(appraisalTargets.id, id), targetSeenBy(actor))),
    db
      .select({ id: appraisalJurors.id, name: appraisalJurors.name, conflicts: appraisalJurors.conflicts })
      .from(appraisalJurors)
      .innerJoin(appraisalTargets, eq(appraisalTargets.year, appraisalJurors.year))
      .where(eq(appraisalTargets.id, id))
      .orderBy(asc(appraisalJurors.id)),
    ...detailsOf(database, id),
    db
      .select({ id: suggestions.id, state: suggestions.state, text: suggestions.text, dueBy: suggestions.dueBy })
      .from(suggestions)
      .innerJoin(appraisalTargets, cameOf())
      .where(eq(appraisalTargets.id, id))
      .orderBy(asc(suggestions.id)),
  ] as const
}

function targetFrom(
  actor: Actor,
  [[row], panel, ballots, records, rulings, rectifications]: RowsOf<ReturnType<typeof targetStatements>>,
) {
  if (!row) return null
  const { target, appraisal, standard } = row
  const keeps = keepsYear(actor, row.year)
  if (!readsResults({ appraisal, keeps })) {
    const notes = records.filter(({ kind }) => kind === "note")
    const own = { ...target, audited: null }
    return { ...row, target: own, panel: [], ballots: [], records: notes, rulings, rectifications, result: null, keeps }
  }
  const result = resultOf(appraisal.rules, standard.blocks, {
    isDrawn: row.isDrawn,
    ballots: ballots.map(({ ballot }) => ballot.score),
    outside: records.flatMap((one) => (one.kind === "outside" && one.discardWhy === "" ? [one.points] : [])),
    ...ownOf(target),
    rulings,
  })
  return { ...row, panel, ballots, records, rulings, rectifications, result, keeps }
}

/** The sheet of one unit as the actor sees it; null: nothing to see. */
export async function findTarget(database: Database, actor: Actor, id: number) {
  return targetFrom(actor, await database.read(targetStatements(database, actor, id)))
}

export type FoundTarget = NonNullable<Awaited<ReturnType<typeof findTarget>>>

/** The same with what speaks for the unit, for whoever looks at it. */
export async function targetToShow(database: Database, actor: Actor, id: number) {
  const [proofs, ...rows] = await database.read([proofsOf(database, id), ...targetStatements(database, actor, id)])
  const found = targetFrom(actor, rows)
  return found && { ...found, proofs }
}

export type ShownTarget = NonNullable<Awaited<ReturnType<typeof targetToShow>>>

/** A juror of a year that the actor keeps; null: nobody that they know of. */
export async function findJuror(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [[found]] = await read([
    db
      .select({ juror: appraisalJurors, appraisal: appraisals, year: years })
      .from(appraisalJurors)
      .innerJoin(appraisals, eq(appraisals.id, appraisalJurors.year))
      .innerJoin(years, eq(years.year, appraisalJurors.year))
      .where(and(eq(appraisalJurors.id, id), keptBy(actor))),
  ])
  return found ?? null
}

export type FoundJurorOfYear = NonNullable<Awaited<ReturnType<typeof findJuror>>>

/** The unit of a record as the actor sees it; null: nothing to see. */
export async function recordTarget(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [[row]] = await read([
    db.select({ id: appraisalRecords.targetId }).from(appraisalRecords).where(eq(appraisalRecords.id, id)),
  ])
  return row ? findTarget(database, actor, row.id) : null
}

const objections = ({ db }: Db, condition: SQL | undefined) =>
  db
    .select({
      id: appraisalTargets.id,
      year: appraisalTargets.year,
      unit: units.shortName,
      on: appraisalRulings.decidedOn,
      text: appraisalRulings.text,
    })
    .from(appraisalTargets)
    .innerJoin(appraisals, eq(appraisals.id, appraisalTargets.year))
    .innerJoin(years, eq(years.year, appraisalTargets.year))
    .innerJoin(units, eq(units.id, appraisalTargets.unitId))
    .innerJoin(
      appraisalRulings,
      and(
        eq(appraisalRulings.targetId, appraisalTargets.id),
        eq(appraisalRulings.number, lastObjection(appraisalTargets.id)),
      ),
    )
    .where(condition)

/** So many stand on the page; more stand there once these are decided. */
const MOST_OBJECTIONS = 200

/** 异议 that wait for the actor's office, the oldest first. */
export async function objectionsToReview(database: Database, actor: Actor) {
  const [rows] = await database.read([
    objections(database, awaitsReview(actor, appraisalTargets.id))
      .orderBy(asc(appraisalRulings.at))
      .limit(MOST_OBJECTIONS),
  ])
  return rows
}

export type WaitingObjection = Awaited<ReturnType<typeof objectionsToReview>>[number]

export const countObjections = ({ db }: Db, condition: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(appraisalTargets)
    .innerJoin(appraisals, eq(appraisals.id, appraisalTargets.year))
    .innerJoin(years, eq(years.year, appraisalTargets.year))
    .where(condition)

type Given = { readonly units: Placeholder<"units"> }

/** Sheets that these units have still to submit. */
export const selfDue = prepared((db, given: Given) =>
  db
    .select({
      id: appraisalTargets.id,
      year: appraisalTargets.year,
      unit: units.shortName,
      rules: appraisals.rules,
      returnWhy: appraisalTargets.returnWhy,
    })
    .from(appraisalTargets)
    .innerJoin(appraisals, eq(appraisals.id, appraisalTargets.year))
    .innerJoin(units, eq(units.id, appraisalTargets.unitId))
    .where(
      and(
        sql`${appraisalTargets.unitId} in (select value from json_each(${given.units}))`,
        isOfSelf(),
        isUnsubmitted(),
      ),
    )
    .orderBy(asc(appraisalTargets.id)),
)

export type DueSelf = Awaited<ReturnType<typeof selfDue>>[number]
