import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { activities, bodies, events, results, units, years } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { tallyColumns, tallyIn } from "#src/year/activities/queries.ts"
import { activitySeenBy, isHeld } from "#src/year/activities/scope.ts"
import { isOut } from "#src/year/cases/scope.ts"
import { isRecorded } from "#src/year/documents/scope.ts"
import { wasHeld } from "#src/year/orders/scope.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { bodySeenBy, takesPart } from "#src/year/years/scope.ts"
import { FIGURES, type Figure } from "./figures.ts"
import { keepsResults } from "./policy.ts"
import { personKey } from "./reading.ts"
import { countsIn, isNamed, resultSeenBy } from "./scope.ts"

type Db = Pick<Database, "db">

const PEOPLE_A_PAGE = 100

const people = ({ db }: Db, actor: Actor, condition: SQL | undefined) =>
  db
    .select({ result: results, unit: units.shortName, year: { year: years.year, officeId: years.officeId } })
    .from(results)
    .innerJoin(years, eq(years.year, results.year))
    .innerJoin(units, eq(units.id, results.unitId))
    .where(and(condition, isNamed(), resultSeenBy(actor)))
    .orderBy(asc(units.position), asc(results.id))

export type ResultLine = Awaited<ReturnType<typeof people>>[number]

/** To whom a register is kept: of a unit, counted in a figure. */
export type Picked = { unit: number | null; shown: Figure | null }

const of = (year: number, { unit, shown }: Picked): SQL | undefined =>
  and(
    eq(results.year, year),
    unit === null ? undefined : eq(results.unitId, unit),
    shown === null ? undefined : countsIn(shown),
  )

const counted = (condition: SQL) => sql<number>`count(case when ${condition} then 1 end)`

/** What each unit comes to, without a name: of units that the actor sees. */
const totals = ({ db }: Db, actor: Actor, year: number) =>
  db
    .select({
      unitId: units.id,
      unit: units.shortName,
      people: sql<number>`count(*)`,
      ...(Object.fromEntries(FIGURES.map((one) => [one, counted(countsIn(one))])) as Record<Figure, SQL<number>>),
      score: sql<number>`coalesce(sum(${results.score}), 0)`,
    })
    .from(results)
    .innerJoin(years, eq(years.year, results.year))
    .innerJoin(units, eq(units.id, results.unitId))
    .leftJoin(bodies, and(eq(bodies.year, results.year), eq(bodies.unitId, results.unitId)))
    .where(and(eq(results.year, year), isNamed(), bodySeenBy(actor)))
    .groupBy(units.id)
    .orderBy(asc(units.position), asc(units.id))

export type ResultTotal = Awaited<ReturnType<typeof totals>>[number]

const named = { id: units.id, name: units.name, shortName: units.shortName, aliases: units.aliases }

const unitsOfYear = ({ db }: Db, year: number) =>
  db
    .select(named)
    .from(bodies)
    .innerJoin(units, eq(units.id, bodies.unitId))
    .where(and(eq(bodies.year, year), takesPart()))
    .orderBy(asc(units.position), asc(units.id))

/** 学法 and 述法 of a year: totals of the units that the actor sees, people of those whose names they read; null: no such year. */
export async function resultsOfYear(
  database: Database,
  actor: Actor,
  year: number,
  { page, ...picked }: Picked & { page: number },
) {
  const [[found], all, sums, choices] = await database.read([
    yearOfAddress(database, actor, year),
    people(database, actor, of(year, picked))
      .limit(PEOPLE_A_PAGE + 1)
      .offset((page - 1) * PEOPLE_A_PAGE),
    totals(database, actor, year),
    unitsOfYear(database, year),
  ])
  if (!found) return null
  return {
    ...found,
    people: all.slice(0, PEOPLE_A_PAGE),
    hasMore: all.length > PEOPLE_A_PAGE,
    totals: sums,
    /** Whose names the actor reads and whose table they bring. */
    own: choices.filter(({ id }) => keepsResults(actor, found.year, id)),
  }
}

export type ResultRegister = NonNullable<Awaited<ReturnType<typeof resultsOfYear>>>

/** What a table is read against; null: no such year. */
export async function resultsToBring(database: Database, actor: Actor, year: number) {
  const { db, read } = database
  const [[found], choices, there] = await read([
    yearOfAddress(database, actor, year),
    unitsOfYear(database, year),
    db
      .select()
      .from(results)
      .where(and(eq(results.year, year), isNamed())),
  ])
  if (!found) return null
  return {
    ...found,
    units: choices,
    own: choices.filter(({ id }) => keepsResults(actor, found.year, id)),
    there: new Map(there.map((one) => [personKey(one), one])),
  }
}

export type ResultsToBring = NonNullable<Awaited<ReturnType<typeof resultsToBring>>>

/** People of a year, or of one unit in it, for a file; null: no such year. */
export async function resultsToTake(database: Database, actor: Actor, year: number, picked: Picked) {
  const [[found], all] = await database.read([
    yearOfAddress(database, actor, year),
    people(database, actor, of(year, picked)),
  ])
  return found ? { ...found, people: all } : null
}

/** One person's with the unit's year in figures, for 述职; null: there is nothing to see. */
export async function findResult(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const key = sql`(select r.unit_id from results r where r.id = ${id})`
  const year = sql`(select r.year from results r where r.id = ${id})`
  const [[row], trail, [held], [more]] = await read([
    people(database, actor, eq(results.id, id)),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `result:${id}`))
      .orderBy(desc(events.id)),
    db
      .select(tallyColumns)
      .from(activities)
      .innerJoin(years, eq(years.year, activities.year))
      .where(
        and(
          sql`${activities.year} = ${year}`,
          isHeld(),
          activitySeenBy(actor),
          sql`exists (select 1 from activity_units ru where ru.activity_id = ${activities.id} and ru.unit_id = ${key})`,
        ),
      ),
    // In aliases: drizzle leaves the names of tables out where there is but one.
    db
      .select({
        cases: sql<number>`(select count(*) from cases k where k.year = ${year} and k.unit_id = ${key}
          and ${isOut(stateOf("k"))})`,
        recorded: sql<number>`(select count(*) from documents d where d.year = ${year} and d.unit_id = ${key}
          and exists (select 1 from document_versions v where v.document_id = d.id and ${isRecorded(stateOf("v"))}))`,
        orders: sql<number>`(select count(*) from orders o join offers f on f.id = o.offer_id
          where f.year = ${year} and f.unit_id = ${key} and ${wasHeld("o")})`,
      })
      .from(sql`(select 1)`),
  ])
  return row && held && more ? { ...row, trail, tally: tallyIn(held), more } : null
}

export type FoundResult = NonNullable<Awaited<ReturnType<typeof findResult>>>
