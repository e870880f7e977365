import { type SQL, sql } from "drizzle-orm"
import { type Activity, activities } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"
import { type Actor, isAdministrator, isLeader } from "#src/office/people/actor.ts"
import { yearPlacesOf } from "#src/year/years/policy.ts"
import { keptBy } from "#src/year/years/scope.ts"
import { KEPT } from "./workflow.ts"

/** Was held, and counts. */
export const isHeld = (state: StateColumn<Activity["state"]> = activities.state): SQL => oneOf(state, ["held"])

/** Neither cancelled nor discarded. */
export const isKept = (state: StateColumn<Activity["state"]> = activities.state): SQL => oneOf(state, KEPT)

/** Is in that very state. */
export const isInState = (state: Activity["state"]): SQL => sql`${activities.state} = ${state}`

/** Is of a kind that counts as 专题普法活动, and for a 普法节点: by these each unit holds one a year. */
export const countsAsThemed = (): SQL => sql`(${activities.themed} and ${activities.keyDayId} is not null)`

/** `seesActivity` as a condition on `activities` and `years`. */
export function activitySeenBy(actor: Actor): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  if (isLeader(actor)) return sql`1`
  const places = sql`(select value from json_each(${JSON.stringify(yearPlacesOf(actor))}))`
  return sql`(${keptBy(actor)} or exists (select 1 from activity_units au where au.activity_id = ${activities.id}
    and (au.unit_id in ${places} or exists (select 1 from bodies ab where ab.year = ${activities.year}
      and ab.unit_id = au.unit_id and ab.supervisor_unit_id in ${places}))))`
}
