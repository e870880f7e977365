import type { Actor } from "#src/office/people/actor.ts"
import { type Kept, keepsYear } from "#src/year/years/policy.ts"

/** Verifies for the year's office: nobody what they have said of their own unit. */
export const mayVerify = (actor: Actor, year: Kept, claim: { byId: number } | null): boolean =>
  keepsYear(actor, year) && claim?.byId !== actor.id
