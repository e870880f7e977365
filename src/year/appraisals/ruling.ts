import type { Appraisal, AppraisalRuling } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { isDecided, OBJECTING } from "./workflow.ts"

type Rulings = { rulings: readonly Pick<AppraisalRuling, "kind">[] }

const isOfObjection = ({ kind }: Pick<AppraisalRuling, "kind">): boolean => OBJECTING.some((one) => one === kind)

/** The unit objects, and nobody has decided. */
export const isObjected = ({ rulings }: Rulings): boolean => rulings.findLast(isOfObjection)?.kind === "objected"

/** Until this day the unit may object: so many days as were set when it was published. */
export const objectsUntil = ({ publishedOn, rules }: Pick<Appraisal, "publishedOn" | "rules">): string | null =>
  publishedOn && addDays(publishedOn, rules.objectionDays ?? DEFAULTS.objectionDays)

/** The results stand, its days are not over and nothing of it waits. */
export function mayObject({ appraisal, rulings }: Rulings & { appraisal: Appraisal }, today: string): boolean {
  const until = objectsUntil(appraisal)
  return isDecided(appraisal.state) && until !== null && today <= until && !isObjected({ rulings })
}
