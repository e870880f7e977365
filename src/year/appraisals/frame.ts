import type { Appraisal, AppraisalDraw } from "#db/schema.ts"
import { leastDrawn } from "./grading.ts"

type Of = { cycle: { appraisal: Pick<Appraisal, "rules"> }; objects: readonly number[]; lastDrawn: readonly number[] }

/** How often a year was drawn and its hearing set: who sets the hearing of one draw does not overwrite that of the next. */
export const drawsVersion = (draws: readonly Pick<AppraisalDraw, "version">[]): number =>
  draws.reduce((n, { version }) => n + version, 0)

/** Of whom is drawn, who is left out, and how many at least. */
export function frameOf({ cycle, objects, lastDrawn }: Of) {
  const { rules } = cycle.appraisal
  const excluded = rules.sparesLast ? objects.filter((id) => lastDrawn.includes(id)) : []
  const frame = objects.filter((id) => !excluded.includes(id))
  const least = Math.min(frame.length, leastDrawn(rules.ratio, objects.length))
  return { frame, excluded, least }
}
