import type { Actor } from "#src/office/people/actor.ts"
import { entersFor, type Kept, keepsYear } from "#src/year/years/policy.ts"
import type { OrderMove } from "./workflow.ts"

type Both = { offering: number; ordering: number }

/** A unit offers and orders for itself; the year's office does it for a unit. */
export const actsFor = (actor: Actor, year: Kept, unitId: number): boolean =>
  entersFor(actor, unitId) || keepsYear(actor, year)

/** Whoever offers accepts, declines and holds it; either of the two may cancel. */
export const mayMove = (actor: Actor, year: Kept, { offering, ordering }: Both, move: OrderMove): boolean =>
  actsFor(actor, year, offering) || (move === "cancel" && entersFor(actor, ordering))

/** Who of those for whom somebody acts may order: every unit but the one that offers it. */
export const orderersOf = <Unit extends { id: number }>(found: {
  choices: { own: readonly Unit[] }
  offer: { unitId: number }
}): Unit[] => found.choices.own.filter(({ id }) => id !== found.offer.unitId)
