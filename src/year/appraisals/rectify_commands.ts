import type { Database } from "#db/database.ts"
import { yearOf } from "#src/clock.ts"
import { conflict, ensureFits } from "#src/refusal.ts"
import type { By } from "#src/trail/record.ts"
import { enterSuggestion } from "#src/year/suggestions/commands.ts"
import { ensureKeeps } from "./commands.ts"
import type { FoundTarget } from "./queries.ts"
import { sourceOf } from "./scope.ts"
import { isOut } from "./workflow.ts"

export type RectifyTyped = { text: string; dueBy: string }

export const rectifyFits = ({ dueBy }: RectifyTyped, today: string) =>
  dueBy < today ? { dueBy: ["整改期限不能早于今天"] } : null

/**
 * 限期整改: what jurors remarked goes to the unit as 意见建议 with a day, which it answers and the office judges. It belongs to the
 * year that was appraised, also where that is over.
 */
export async function rectify(database: Database, found: FoundTarget, { text, dueBy }: RectifyTyped, by: By) {
  ensureKeeps(by.actor, found)
  const { appraisal, year, target, unit } = found
  if (!isOut(appraisal.state)) throw conflict("appraisal_locked")
  ensureFits(rectifyFits({ text, dueBy }, by.today))
  const receivedOn = yearOf(by.today) === year.year ? by.today : `${year.year}-12-31`
  const words = { kind: "other" as const, source: sourceOf(year.year), number: "", receivedOn, text, dueBy }
  const units = [{ id: target.unitId, name: unit }]
  return enterSuggestion(database, { year, units }, { ...words, unitId: target.unitId }, by)
}
