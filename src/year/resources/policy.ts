import type { Actor } from "#src/office/people/actor.ts"
import { entersFor, type Kept, keepsYear } from "#src/year/years/policy.ts"

/** A unit keeps its own; the year's office keeps them for a unit. */
export const maintains = (actor: Actor, year: Kept, unitId: number): boolean =>
  entersFor(actor, unitId) || keepsYear(actor, year)
