import type { Appraisal, AppraisalRuling } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import { OBJECTION_DAYS } from "./workflow.ts"

type Rulings = { rulings: readonly Pick<AppraisalRuling, "kind">[] }

/** The unit objects, and nobody has decided. */
export const isObjected = ({ rulings }: Rulings): boolean =>
  rulings.findLast(({ kind }) => kind === "objected" || kind === "upheld" || kind === "corrected")?.kind === "objected"

/** Until this day the unit may object. */
export const objectsUntil = ({ appraisal }: { appraisal: Pick<Appraisal, "publishedOn"> }): string | null =>
  appraisal.publishedOn && addDays(appraisal.publishedOn, OBJECTION_DAYS)
