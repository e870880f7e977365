import type { Actor } from "#src/office/people/actor.ts"
import { actsFor, type Kept, keepsYear } from "#src/year/years/policy.ts"

/** Enters what came, hands it to a unit and notes what was said of the answer: the year's office. */
export const handsOut = (actor: Actor, year: Kept): boolean => keepsYear(actor, year)

/** Answers: the unit that it was handed to, or the office for it. */
export const answers = (actor: Actor, year: Kept, { unitId }: { unitId: number }): boolean =>
  actsFor(actor, year, unitId)
