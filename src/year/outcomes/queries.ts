import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { bodies, OUTCOME_KINDS, type OutcomeKind, outcomes, units, years } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { bodySeenBy, takesPart } from "#src/year/years/scope.ts"
import { stands } from "./scope.ts"

type Db = Pick<Database, "db">

const OUTCOMES_A_PAGE = 100

const rows = ({ db }: Db, condition: SQL | undefined) =>
  db
    .select({ outcome: outcomes, unit: units.shortName })
    .from(outcomes)
    .innerJoin(years, eq(years.year, outcomes.year))
    .innerJoin(units, eq(units.id, outcomes.unitId))
    .leftJoin(bodies, and(eq(bodies.year, outcomes.year), eq(bodies.unitId, outcomes.unitId)))
    .where(condition)
    .orderBy(desc(outcomes.happenedOn), desc(outcomes.id))

export type OutcomeRow = Awaited<ReturnType<typeof rows>>[number]

/** `page` null: all of them, for a file. */
export type Asked = { kind: OutcomeKind | null; page: number | null }

/** The register of a year as far as the actor sees its units; null: no such year. */
export async function outcomesOfYear(database: Database, actor: Actor, year: number, { kind, page }: Asked) {
  const { db, read } = database
  const seen = and(eq(outcomes.year, year), bodySeenBy(actor), stands())
  const [[found], all, counted, choices] = await read([
    yearOfAddress(database, actor, year),
    rows(database, and(seen, kind === null ? undefined : eq(outcomes.kind, kind)))
      // Less than nothing is no limit.
      .limit(page === null ? -1 : OUTCOMES_A_PAGE + 1)
      .offset(page === null ? 0 : (page - 1) * OUTCOMES_A_PAGE),
    db
      .select({ kind: outcomes.kind, n: sql<number>`count(*)` })
      .from(outcomes)
      .innerJoin(years, eq(years.year, outcomes.year))
      .leftJoin(bodies, and(eq(bodies.year, outcomes.year), eq(bodies.unitId, outcomes.unitId)))
      .where(seen)
      .groupBy(outcomes.kind),
    db
      .select({ id: units.id, name: units.name })
      .from(bodies)
      .innerJoin(units, eq(units.id, bodies.unitId))
      .where(and(eq(bodies.year, year), takesPart()))
      .orderBy(asc(units.position), asc(units.id)),
  ])
  if (!found) return null
  return {
    ...found,
    keeps: keepsYear(actor, found.year),
    outcomes: page === null ? all : all.slice(0, OUTCOMES_A_PAGE),
    hasMore: page !== null && all.length > OUTCOMES_A_PAGE,
    counts: OUTCOME_KINDS.map((one) => [one, counted.find((row) => row.kind === one)?.n ?? 0] as const),
    units: choices,
  }
}

export type OutcomeRegister = NonNullable<Awaited<ReturnType<typeof outcomesOfYear>>>

/** One of them, for whoever takes it back; null: nothing to see. */
export async function findOutcome(database: Database, actor: Actor, id: number) {
  const [[row]] = await database.read([rows(database, and(eq(outcomes.id, id), bodySeenBy(actor)))])
  if (!row) return null
  const register = await outcomesOfYear(database, actor, row.outcome.year, { kind: null, page: 1 })
  return register ? { ...register, outcome: row.outcome } : null
}

export type FoundOutcome = NonNullable<Awaited<ReturnType<typeof findOutcome>>>
