import { and, asc, eq, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { type AddresseeSet, addresseeSets, bodies, leadingGroups, units, years } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { takesPart } from "#src/year/years/scope.ts"
import { groupSeenBy, isKept, isSetKept } from "./scope.ts"

type Db = Pick<Database, "db">

const offices = alias(units, "offices")
const seats = alias(units, "seats")
const owners = alias(units, "owners")

const groupsWhere = ({ db }: Db, condition: SQL | undefined) =>
  db
    .select({ group: leadingGroups, unit: owners.name, seat: seats.name, year: years, office: offices.name })
    .from(leadingGroups)
    .innerJoin(years, eq(years.year, leadingGroups.year))
    .innerJoin(offices, eq(offices.id, years.officeId))
    .leftJoin(owners, eq(owners.id, leadingGroups.unitId))
    .leftJoin(seats, eq(seats.id, leadingGroups.seatUnitId))
    .where(and(condition, isKept()))
    .orderBy(sql`${leadingGroups.unitId} is not null`, asc(owners.position), asc(leadingGroups.id))

/** 领导小组 of a year as the actor sees them, that of the whole office first; for the batch of a page. */
export const groupsOfYear = (database: Db, actor: Actor, year: number) =>
  groupsWhere(database, and(eq(leadingGroups.year, year), groupSeenBy(actor)))

export type GroupRow = Awaited<ReturnType<typeof groupsOfYear>>[number]

const unitsInUse = ({ db }: Db) =>
  db
    .select({ id: units.id, name: units.name })
    .from(units)
    .where(eq(units.active, true))
    .orderBy(asc(units.position), asc(units.id))

/** One of them, with the units in which it could sit; null: there is nothing to see. */
export async function findGroup(database: Database, actor: Actor, id: number) {
  const [[row], choices] = await database.read([
    groupsWhere(database, and(eq(leadingGroups.id, id), groupSeenBy(actor))),
    unitsInUse(database),
  ])
  return row ? { ...row, units: choices } : null
}

export type FoundGroup = NonNullable<Awaited<ReturnType<typeof findGroup>>>

/** 责任单位 of a year, of which a group can be; for the batch of a page. */
export const bodiesToLead = ({ db }: Db, year: number) =>
  db
    .select({ id: units.id, name: units.name })
    .from(bodies)
    .innerJoin(units, eq(units.id, bodies.unitId))
    .where(and(eq(bodies.year, year), takesPart()))
    .orderBy(asc(units.position), asc(units.id))

export const unitsToSit = unitsInUse

/** 主送范围, for the batch of a page. */
export const addresseesOf = ({ db }: Db) =>
  db.select().from(addresseeSets).where(isSetKept()).orderBy(asc(addresseeSets.name), asc(addresseeSets.id))

/** All of them with the units in use, of which they are made. */
export async function findAddressees(database: Database): Promise<{
  sets: AddresseeSet[]
  units: { id: number; name: string }[]
}> {
  const [sets, choices] = await database.read([addresseesOf(database), unitsInUse(database)])
  return { sets, units: choices }
}

export type FoundAddressees = Awaited<ReturnType<typeof findAddressees>>
