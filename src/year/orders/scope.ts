import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { type OfferState, type OrderState, offers, orders } from "#db/schema.ts"
import { oneOf, type StateColumn, stateOf } from "#db/states.ts"
import { type Actor, isAdministrator, isLeader } from "#src/office/people/actor.ts"
import { isHeld } from "#src/year/activities/scope.ts"
import { yearPlacesOf } from "#src/year/years/policy.ts"
import { keptBy } from "#src/year/years/scope.ts"

/** Can be ordered. */
export const isOffered = (state: StateColumn<OfferState> = offers.state): SQL => oneOf(state, ["open"])

/** Waits for whoever offers. */
export const isOrdered = (state: StateColumn<OrderState> = orders.state): SQL => oneOf(state, ["ordered"])

/** Is to be held. */
export const isAccepted = (state: StateColumn<OrderState> = orders.state): SQL => oneOf(state, ["accepted"])

/** Still to be answered or held. */
export const isUnderWay = (state: StateColumn<OrderState> = orders.state): SQL => oneOf(state, ["ordered", "accepted"])

/** Was held, and became an activity. */
export const isDone = (state: StateColumn<OrderState> = orders.state): SQL => oneOf(state, ["done"])

/** Counts as held: the activity that it became stands. Of rows that are called so. */
export const wasHeld = (row: string): SQL =>
  sql`(${isDone(stateOf(row))} and exists (select 1 from activities h
    where h.id = ${sql.raw(row)}.activity_id and ${isHeld(stateOf("h"))}))`

/** Waits for somebody on a day: to be answered, or to be entered as held. */
export const isDue = (today: SQLWrapper | string): SQL =>
  sql`(${isOrdered()} or (${isAccepted()} and ${orders.agreedOn} <= ${today}))`

/** The same in the years of whoever keeps them: a condition on `years` too. */
export const ordersWaiting = (actor: Actor, today: string): SQL => sql`(${isDue(today)} and ${keptBy(actor)})`

/** Is in that very state. */
export const orderIsIn = (state: OrderState): SQL => sql`${orders.state} = ${state}`

/** By either unit, the year's office and leadership: a condition on `orders`, `offers` and `years`. */
export function orderSeenBy(actor: Actor): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  if (isLeader(actor)) return sql`1`
  const places = sql`(select value from json_each(${JSON.stringify(yearPlacesOf(actor))}))`
  return sql`(${keptBy(actor)} or ${offers.unitId} in ${places} or ${orders.unitId} in ${places})`
}
