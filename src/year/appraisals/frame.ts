import type { Appraisal } from "#db/schema.ts"
import { leastDrawn } from "./grading.ts"

type Of = { cycle: { appraisal: Pick<Appraisal, "rules"> }; objects: readonly number[]; lastDrawn: readonly number[] }

/** Of whom is drawn, who is left out, and how many at least. */
export function frameOf({ cycle, objects, lastDrawn }: Of) {
  const { rules } = cycle.appraisal
  const excluded = rules.sparesLast ? objects.filter((id) => lastDrawn.includes(id)) : []
  const frame = objects.filter((id) => !excluded.includes(id))
  const least = Math.min(frame.length, leastDrawn(rules.ratio, objects.length))
  return { frame, excluded, least }
}
