import { type Actor, isObserver } from "#src/office/people/actor.ts"
import { actsFor, type Kept, keepsYear } from "#src/year/years/policy.ts"

/** Enters what came, hands it to a unit and notes what was said of the answer: the year's office. */
export const handsOut = (actor: Actor, year: Kept): boolean => keepsYear(actor, year)

/** By whom it was given; null: the office has entered it. */
type Given = { observerId: number | null }

/** Gave it themselves, as an invited 外部监督. */
export const gave = (actor: Actor, { observerId }: Given): boolean => isObserver(actor) && actor.id === observerId

/** Says what the answer is worth: whoever gave it; the office, where it has entered it or whoever gave it is invited no more. */
export const rates = (actor: Actor, year: Kept, suggestion: Given, isInvited: boolean): boolean =>
  gave(actor, suggestion) || (keepsYear(actor, year) && !isInvited)

/** Answers: the unit that it was handed to, or the office for it. */
export const answers = (actor: Actor, year: Kept, { unitId }: { unitId: number }): boolean =>
  actsFor(actor, year, unitId)
