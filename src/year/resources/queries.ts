import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { activities, bodies, events, RESOURCE_KINDS, type ResourceKind, resources, units, years } from "#db/schema.ts"
import { not } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { activitySeenBy, isHeld } from "#src/year/activities/scope.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { takesPart } from "#src/year/years/scope.ts"
import { maintains } from "./policy.ts"
import { isInUse, resourceSeenBy } from "./scope.ts"

type Db = Pick<Database, "db">

const RESOURCES_A_PAGE = 50

/** What a register is kept to; `ended`: what is no longer in use. */
export type Picked = { kind: ResourceKind | null; unit: number | null; ended: boolean }

/** With the activities that were held there, in the year and as far as the actor sees them. */
const rows = ({ db }: Db, actor: Actor, condition: SQL | undefined) =>
  db
    .select({
      resource: resources,
      unit: units.shortName,
      year: { year: years.year, officeId: years.officeId },
      held: sql<number>`(select count(*) from ${activities} where ${activities.venueId} = ${resources.id}
        and ${activities.year} = ${years.year} and ${isHeld()} and ${activitySeenBy(actor)})`,
    })
    .from(resources)
    .innerJoin(bodies, eq(bodies.unitId, resources.unitId))
    .innerJoin(years, eq(years.year, bodies.year))
    .innerJoin(units, eq(units.id, resources.unitId))
    .where(and(condition, resourceSeenBy(actor)))

export type ResourceRow = Awaited<ReturnType<typeof rows>>[number]

const inOrder = [asc(units.position), asc(resources.kind), asc(resources.name), asc(resources.id)]

const keptTo = (year: number, { kind, unit, ended }: Picked) =>
  and(
    eq(years.year, year),
    ended ? not(isInUse()) : isInUse(),
    kind === null ? undefined : eq(resources.kind, kind),
    unit === null ? undefined : eq(resources.unitId, unit),
  )

/** The register of a year's units as far as the actor sees it; null: no such year. */
export async function resourcesOfYear(database: Database, actor: Actor, year: number, picked: Picked, page: number) {
  const { db, read } = database
  const [[found], all, counted, choices] = await read([
    yearOfAddress(database, actor, year),
    rows(database, actor, keptTo(year, picked))
      .orderBy(...inOrder)
      .limit(RESOURCES_A_PAGE + 1)
      .offset((page - 1) * RESOURCES_A_PAGE),
    db
      .select({ kind: resources.kind, n: sql<number>`count(*)` })
      .from(resources)
      .innerJoin(bodies, eq(bodies.unitId, resources.unitId))
      .innerJoin(years, eq(years.year, bodies.year))
      .where(and(keptTo(year, { ...picked, kind: null }), resourceSeenBy(actor)))
      .groupBy(resources.kind),
    db
      .select({ id: units.id, name: units.name, shortName: units.shortName })
      .from(bodies)
      .innerJoin(units, eq(units.id, bodies.unitId))
      .where(and(eq(bodies.year, year), takesPart()))
      .orderBy(asc(units.position), asc(units.id)),
  ])
  if (!found) return null
  return {
    ...found,
    resources: all.slice(0, RESOURCES_A_PAGE),
    hasMore: all.length > RESOURCES_A_PAGE,
    counts: RESOURCE_KINDS.map((kind) => [kind, counted.find((one) => one.kind === kind)?.n ?? 0] as const),
    units: choices,
    /** For which the actor enters. */
    own: choices.filter(({ id }) => maintains(actor, found.year, id)),
  }
}

export type ResourceRegister = NonNullable<Awaited<ReturnType<typeof resourcesOfYear>>>

export async function resourcesToTake(database: Database, actor: Actor, year: number, picked: Picked) {
  const [[found], all] = await database.read([
    yearOfAddress(database, actor, year),
    rows(database, actor, keptTo(year, picked)).orderBy(...inOrder),
  ])
  return found ? { ...found, rows: all } : null
}

/** One of them in the newest year in which the actor sees it, with its trail; null: there is nothing to see. */
export async function findResource(database: Database, actor: Actor, id: number) {
  const { db, read } = database
  const [[row], trail] = await read([
    rows(database, actor, eq(resources.id, id)).orderBy(desc(years.year)).limit(1),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `resource:${id}`))
      .orderBy(desc(events.id))
      .limit(100),
  ])
  return row ? { ...row, trail } : null
}

export type FoundResource = NonNullable<Awaited<ReturnType<typeof findResource>>>
