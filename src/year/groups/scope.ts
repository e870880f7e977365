import { type SQL, sql } from "drizzle-orm"
import { addresseeSets, bodies, leadingGroups, years } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { bodySeenBy, yearSeenBy } from "#src/year/years/scope.ts"

export const isKept = (): SQL => sql`${leadingGroups.removedAt} is null`
export const isSetKept = (): SQL => sql`${addresseeSets.removedAt} is null`

/** That of the whole office with the year, a unit's own like the unit: a condition on `leadingGroups` and `years`. */
export const groupSeenBy = (actor: Actor): SQL =>
  sql`(${yearSeenBy(actor)} and (${leadingGroups.unitId} is null or exists (select 1 from ${bodies}
    where ${bodies.year} = ${years.year} and ${bodies.unitId} = ${leadingGroups.unitId} and ${bodySeenBy(actor)})))`
