import type { Actor } from "#src/office/people/actor.ts"
import { entersFor, type Kept, keepsYear } from "#src/year/years/policy.ts"

/** Reads the names of a unit, brings its table and puts it right: the unit itself and the year's office. Leaders read totals. */
export const keepsResults = (actor: Actor, year: Kept, unitId: number): boolean =>
  entersFor(actor, unitId) || keepsYear(actor, year)
