import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { bodies, units, years } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { addresseesOf, groupsOfYear } from "#src/year/groups/queries.ts"
import { BODY_VIEWS, type BodyView } from "./bodies.ts"
import { bodiesIn, bodySeenBy, takesPart, yearSeenBy } from "./scope.ts"

/** Longer registers are paged. */
export const BODY_ROWS = 200

const offices = alias(units, "offices")
const supervisors = alias(units, "supervisors")

type Db = Pick<Database, "db">

const yearColumns = { year: years, office: offices.name }

/** A 普法年度 with the name of its office. */
export type FoundYear = { year: typeof years.$inferSelect; office: string }

/** The year of an address as the actor sees it, for whoever reads something of that year in the same batch. */
export const yearOfAddress = ({ db }: Db, actor: Actor, year: number) =>
  db
    .select(yearColumns)
    .from(years)
    .innerJoin(offices, eq(offices.id, years.officeId))
    .where(and(eq(years.year, year), yearSeenBy(actor)))

/** The years that the actor sees, newest first, with how many bodies of each they see. */
export async function yearsSeen(database: Database, actor: Actor) {
  const { db, read } = database
  const counted = (condition: SQL) =>
    sql<number>`(select count(*) from ${bodies} where ${bodies.year} = ${years.year} and ${condition} and ${bodySeenBy(actor)})`
  const [rows] = await read([
    db
      .select({ ...yearColumns, bodies: counted(bodiesIn("present")), gaps: counted(bodiesIn("gaps")) })
      .from(years)
      .innerJoin(offices, eq(offices.id, years.officeId))
      .where(yearSeenBy(actor))
      .orderBy(desc(years.year)),
  ])
  return rows
}

export type SeenYear = Awaited<ReturnType<typeof yearsSeen>>[number]

/** What a new year can be made of: units in use, those of the newest year, the years that are there, and 主送范围. */
export async function openingChoices({ db, read }: Database) {
  const [choices, last, there, sets] = await read([
    db
      .select({ id: units.id, name: units.name, kind: units.kind, parentId: units.parentId })
      .from(units)
      .where(eq(units.active, true))
      .orderBy(asc(units.position), asc(units.id)),
    db
      .select({ unitId: bodies.unitId })
      .from(bodies)
      .where(and(eq(bodies.year, sql`(select max(year) from years)`), takesPart())),
    db.select({ year: years.year }).from(years).orderBy(desc(years.year)),
    addresseesOf({ db }),
  ])
  const carried = new Set(last.map(({ unitId }) => unitId))
  return {
    units: choices,
    sets,
    years: there.map(({ year }) => year),
    /** Those of last year; without one every inner unit that is no part of another. */
    proposed: choices
      .filter(({ id, kind, parentId }) =>
        there.length > 0 ? carried.has(id) : kind === "internal" && parentId === null,
      )
      .map(({ id }) => id),
  }
}

export type OpeningChoices = Awaited<ReturnType<typeof openingChoices>>

const bodyColumns = {
  body: bodies,
  unit: { id: units.id, name: units.name, active: units.active },
  supervisor: supervisors.name,
}

const bodiesWhere = ({ db }: Db, condition: SQL | undefined) =>
  db
    .select(bodyColumns)
    .from(bodies)
    .innerJoin(years, eq(years.year, bodies.year))
    .innerJoin(units, eq(units.id, bodies.unitId))
    .leftJoin(supervisors, eq(supervisors.id, bodies.supervisorUnitId))
    .where(condition)
    .orderBy(asc(units.position), asc(units.id))

export type BodyRow = Awaited<ReturnType<typeof bodiesWhere>>[number]

const countsOf = ({ db }: Db, condition: SQL | undefined) =>
  db
    .select(
      Object.fromEntries(BODY_VIEWS.map((view) => [view, sql<number>`coalesce(sum(${bodiesIn(view)}), 0)`])) as Record<
        BodyView,
        SQL<number>
      >,
    )
    .from(bodies)
    .innerJoin(years, eq(years.year, bodies.year))
    .where(condition)

const NONE = Object.fromEntries(BODY_VIEWS.map((view) => [view, 0])) as Record<BodyView, number>

type Asked = { year: number; view: BodyView; page: number }

/** The register of 责任单位 of a year, in 单位排序, as far as the actor sees them; null: no such year. */
export async function bodiesOfYear(database: Database, actor: Actor, { year, view, page }: Asked) {
  const within = and(eq(bodies.year, year), bodySeenBy(actor))
  const [[found], [counts], rows, groups] = await database.read([
    yearOfAddress(database, actor, year),
    countsOf(database, within),
    bodiesWhere(database, and(within, bodiesIn(view)))
      .limit(BODY_ROWS + 1)
      .offset((page - 1) * BODY_ROWS),
    groupsOfYear(database, actor, year),
  ])
  if (!found) return null
  return { ...found, counts: counts ?? NONE, rows: rows.slice(0, BODY_ROWS), hasMore: rows.length > BODY_ROWS, groups }
}

export type FoundBodies = NonNullable<Awaited<ReturnType<typeof bodiesOfYear>>>

/** The same register whole, for a file. */
export async function wholeRegister(database: Database, actor: Actor, { year, view }: Omit<Asked, "page">) {
  const [[found], rows] = await database.read([
    yearOfAddress(database, actor, year),
    bodiesWhere(database, and(eq(bodies.year, year), bodySeenBy(actor), bodiesIn(view))),
  ])
  return found ? { ...found, rows, view } : null
}

export type WholeRegister = NonNullable<Awaited<ReturnType<typeof wholeRegister>>>

const unitsInUse = ({ db }: Db) =>
  db
    .select({ id: units.id, name: units.name })
    .from(units)
    .where(eq(units.active, true))
    .orderBy(asc(units.position), asc(units.id))

/** A body with its year, and the units that could be its 行业主管部门; null where the actor sees none. */
export async function findBody(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [[row], [found], choices] = await read([
    bodiesWhere(database, and(eq(bodies.id, id), bodySeenBy(actor))),
    db
      .select(yearColumns)
      .from(bodies)
      .innerJoin(years, eq(years.year, bodies.year))
      .innerJoin(offices, eq(offices.id, years.officeId))
      .where(eq(bodies.id, id)),
    unitsInUse(database),
  ])
  return row && found ? { ...row, ...found, units: choices } : null
}

export type FoundBody = NonNullable<Awaited<ReturnType<typeof findBody>>>

/** A year and the units in use that take no part in it, also none that left. */
export async function findOutside(database: Database, actor: Actor, year: number) {
  const { db, read } = database
  const [[found], outside, sets] = await read([
    yearOfAddress(database, actor, year),
    db
      .select({ id: units.id, name: units.name })
      .from(units)
      .where(
        and(
          eq(units.active, true),
          sql`not exists (select 1 from bodies b where b.year = ${year} and b.unit_id = ${units.id})`,
        ),
      )
      .orderBy(asc(units.position), asc(units.id)),
    addresseesOf({ db }),
  ])
  return found ? { ...found, outside, sets } : null
}

export type FoundOutside = NonNullable<Awaited<ReturnType<typeof findOutside>>>
