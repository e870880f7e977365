import type { LeadingGroup } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { entersFor, type Kept, keepsYear } from "#src/year/years/policy.ts"

/** The year's office enters any; a unit its own. */
export const entersGroup = (actor: Actor, year: Kept, { unitId }: Pick<LeadingGroup, "unitId">): boolean =>
  keepsYear(actor, year) || (unitId !== null && entersFor(actor, unitId))
