import { type SQL, sql } from "drizzle-orm"
import { bodies, type ResourceState, resources, years } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { bodySeenBy, yearSeenBy } from "#src/year/years/scope.ts"

/** Is in use. */
export const isInUse = (state: StateColumn<ResourceState> = resources.state): SQL => oneOf(state, ["in_use"])

/** Of the unit that keeps the year: 普法办 lends what it has to everybody. */
export const isOfOffice = (): SQL => sql`${resources.unitId} = ${years.officeId}`

/** Of a unit that the actor sees in a year, or of the year's office: a condition on `bodies` and `years` too. */
export const resourceSeenBy = (actor: Actor): SQL =>
  sql`(${bodySeenBy(actor)} or (${isOfOffice()} and ${yearSeenBy(actor)}))`

/** The same in some year. */
export const resourceSeenSomewhere = (actor: Actor): SQL => sql`exists (select 1 from ${bodies}
  join ${years} on ${years.year} = ${bodies.year} where ${bodies.unitId} = ${resources.unitId} and ${resourceSeenBy(actor)})`
