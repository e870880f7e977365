import type { Actor } from "#src/office/people/actor.ts"
import { entersFor, type Kept, keepsYear } from "#src/year/years/policy.ts"

/** The year's office says which days count for all; a unit its own 行业宣传日. */
export const maySetDay = (actor: Actor, year: Kept, unitId: number | null): boolean =>
  keepsYear(actor, year) || (unitId !== null && entersFor(actor, unitId))
