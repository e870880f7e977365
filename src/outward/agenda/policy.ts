import { type Actor, isAdministrator, overlooks, placesOf } from "#src/office/people/actor.ts"
import { ownUnits } from "./month.ts"

/** Somebody with a business post has a calendar; the three administrators see no plan. */
export const mayHaveFeed = (actor: Actor): boolean => !isAdministrator(actor) && actor.posts.length > 0

/** Of oneself, or of a unit in which one holds a post. */
export const mayFeed = (actor: Actor, unitId: number | null): boolean =>
  mayHaveFeed(actor) && (unitId === null || placesOf(actor).includes(unitId))

/** Whose days stand in it; null: of all that the person sees. */
export function feedUnits(actor: Actor, unitId: number | null): number[] | null {
  if (unitId !== null) return [unitId]
  if (overlooks(actor)) return null
  const own = ownUnits(actor)
  return own.length > 0 ? own : placesOf(actor)
}
