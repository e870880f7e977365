import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { bodies, years } from "#db/schema.ts"
import { type Actor, isAdministrator, isLeader, unitsOf } from "#src/office/people/actor.ts"
import type { BodyView } from "./bodies.ts"
import { yearPlacesOf } from "./policy.ts"

const among = (column: SQLWrapper, ids: readonly number[]): SQL =>
  sql`${column} in (select value from json_each(${JSON.stringify(ids)}))`

/** `keepsYear` as a condition on `years`. */
export const keptBy = (actor: Actor): SQL => among(years.officeId, unitsOf(actor, "supervisor"))

const seesAll = (actor: Actor): SQL | null => {
  if (isAdministrator(actor) || actor.link) return sql`0`
  return isLeader(actor) ? sql`1` : null
}

/** Takes part in the year, keeps it or overlooks it: a condition on `years`. */
export function yearSeenBy(actor: Actor): SQL {
  const all = seesAll(actor)
  if (all) return all
  const places = yearPlacesOf(actor)
  return sql`(${keptBy(actor)} or exists (select 1 from bodies b where b.year = ${years.year}
    and (${among(sql`b.unit_id`, places)} or ${among(sql`b.supervisor_unit_id`, places)})))`
}

/** `seesBody` as a condition on `years` and `bodies`. */
export function bodySeenBy(actor: Actor): SQL {
  const all = seesAll(actor)
  if (all) return all
  const places = yearPlacesOf(actor)
  return sql`(${keptBy(actor)} or ${among(bodies.unitId, places)} or ${among(bodies.supervisorUnitId, places)})`
}

/** Takes part: it was not taken out of the year. */
export const takesPart = (body: SQLWrapper = bodies.leftOn): SQL => sql`${body} is null`

/** Has not named who answers for it: `gapsOf` as a condition. */
export const hasGaps = (): SQL => sql`(${bodies.leader} = '' or ${bodies.department} = '' or ${bodies.person} = '')`

/** The rows of a view of the register. */
export function bodiesIn(view: BodyView): SQL {
  if (view === "all") return sql`1`
  if (view === "present") return takesPart()
  if (view === "left") return sql`not (${takesPart()})`
  const within = view === "gaps" ? hasGaps() : sql`${bodies.duty} = ${view}`
  return sql`(${takesPart()} and ${within})`
}
