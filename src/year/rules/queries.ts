import { and, desc, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { bodies, draftRules, events, units, years } from "#db/schema.ts"
import { not } from "#db/states.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { bodySeenBy, takesPart } from "#src/year/years/scope.ts"
import { standsIn } from "./scope.ts"

const joined = ({ db }: Pick<Database, "db">) =>
  db
    .select({ rule: draftRules, unit: units.shortName })
    .from(draftRules)
    .innerJoin(years, eq(years.year, draftRules.year))
    .innerJoin(units, eq(units.id, draftRules.unitId))
    .innerJoin(bodies, and(eq(bodies.year, draftRules.year), eq(bodies.unitId, draftRules.unitId)))

export type DraftRuleLine = Awaited<ReturnType<ReturnType<typeof lines>["execute"]>>[number]

/** What is still owed stands first. */
const lines = (database: Pick<Database, "db">, condition: SQL | undefined) =>
  joined(database)
    .where(condition)
    .orderBy(not(sql`${draftRules.doneOn} is null`), desc(draftRules.id))

export const RULES_A_PAGE = 50

const ofYear = (actor: Actor, year: number, unit: number | null) =>
  and(standsIn(year), bodySeenBy(actor), unit === null ? undefined : eq(draftRules.unitId, unit))

/** The register of a year, with the units for which the actor enters; null: no such year. */
export async function rulesOfYear(
  database: Database,
  actor: Actor,
  year: number,
  { unit, page }: { unit: number | null; page: number },
) {
  const { db, read } = database
  const own = unitsOf(actor, "liaison", "head")
  const [[row], rows, seen, entered] = await read([
    yearOfAddress(database, actor, year),
    lines(database, ofYear(actor, year, unit))
      .limit(RULES_A_PAGE + 1)
      .offset((page - 1) * RULES_A_PAGE),
    db
      .select({ id: units.id, name: units.name })
      .from(bodies)
      .innerJoin(years, eq(years.year, bodies.year))
      .innerJoin(units, eq(units.id, bodies.unitId))
      .where(and(eq(bodies.year, year), bodySeenBy(actor)))
      .orderBy(units.position, units.id),
    db
      .select({ id: units.id, name: units.name })
      .from(bodies)
      .innerJoin(units, eq(units.id, bodies.unitId))
      .where(
        and(
          eq(bodies.year, year),
          takesPart(),
          sql`${bodies.unitId} in (select value from json_each(${JSON.stringify(actor.link ? [] : own)}))`,
        ),
      )
      .orderBy(units.position, units.id),
  ])
  if (!row) return null
  return {
    ...row,
    rules: rows.slice(0, RULES_A_PAGE),
    hasMore: rows.length > RULES_A_PAGE,
    units: seen,
    entered,
  }
}

export type RuleRegister = NonNullable<Awaited<ReturnType<typeof rulesOfYear>>>

/** More than any year has. */
export const MOST_TAKEN = 5000

export async function rulesToTake(database: Database, actor: Actor, year: number, unit: number | null) {
  const [[row], rows] = await database.read([
    yearOfAddress(database, actor, year),
    lines(database, ofYear(actor, year, unit)).limit(MOST_TAKEN + 1),
  ])
  return row ? { year: row.year, rules: rows } : null
}

export type RulesToTake = NonNullable<Awaited<ReturnType<typeof rulesToTake>>>

/** One draft rule with its trail, scoped to who asks; null when there is nothing to see. */
export async function findRule(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [[row], trail] = await read([
    joined(database).where(and(eq(draftRules.id, id), bodySeenBy(actor))),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `draft_rule:${id}`))
      .orderBy(desc(events.id))
      .limit(100),
  ])
  return row ? { ...row, trail } : null
}

export type FoundRule = NonNullable<Awaited<ReturnType<typeof findRule>>>
