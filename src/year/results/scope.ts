import { type SQL, sql } from "drizzle-orm"
import { results } from "#db/schema.ts"
import { type Actor, isAdministrator, unitsOf } from "#src/office/people/actor.ts"
import { keptBy } from "#src/year/years/scope.ts"

/** Was not removed: what was has no name any more. */
export const isNamed = (): SQL => sql`${results.name} <> ''`

/** `keepsResults` as a condition on `results` and `years`: who reads names. */
export function resultSeenBy(actor: Actor): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  return sql`(${keptBy(actor)} or ${results.unitId} in (select value from json_each(${JSON.stringify(unitsOf(actor, "liaison", "head"))})))`
}
