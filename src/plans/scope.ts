import { inArray, or, type SQL, sql } from "drizzle-orm"
import { assignments, plans } from "#db/schema.ts"
import { type Actor, holds, isAdministrator, isLeader, unitsOf } from "#src/people/actor.ts"
import { unitsSeenFrom } from "./policy.ts"

/** `seesPlan` as a condition on `plans`: what one may not see, one cannot name. Undefined: no limit. */
export function visibleTo(actor: Actor): SQL | undefined {
  if (isAdministrator(actor)) return sql`0`
  if (isLeader(actor)) return undefined
  const places = unitsSeenFrom(actor)
  const offices = holds(actor, "supervisor") ? unitsOf(actor, "supervisor") : []
  if (places.length === 0) return sql`0`
  return or(
    offices.length > 0 ? inArray(plans.supervisingUnitId, offices) : undefined,
    inArray(plans.confirmingUnitId, places),
    sql`exists (select 1 from ${assignments} where ${assignments.planId} = ${plans.id} and ${inArray(assignments.unitId, places)})`,
  )
}
