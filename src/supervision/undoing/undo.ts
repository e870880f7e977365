import type { RefusalCode } from "#src/refusal.ts"
import { type Asking, type LastWord, UNDO_FOR } from "#src/reports/report/undo.ts"

/*
 * 撤销封账: a slip at 现在封账 is mended before anybody has built on its figures, in the same two minutes as an answer at
 * the desk. What came by itself is nobody's slip: it may have come under a clock that was wrong, and any supervisor undoes
 * it with a reason, at any time until something rests on it.
 */

/** Came by itself: undone by whoever supervises, with a reason. */
export const isAutomatic = (last: LastWord | null): boolean => last?.action === "round_cut_off" && last.actorId === null

/** Why the last word on a round may not be undone, if it is a 统计封账 at all; null: it may. */
export function undoingCutOff(last: LastWord | null, { by, at, followed }: Asking): RefusalCode | null {
  if (last?.action !== "round_cut_off") return "not_cut_off"
  if (isAutomatic(last)) return followed ? "cut_off_followed" : null
  if (last.actorId !== by) return "others_cut_off"
  if (at - last.at > UNDO_FOR) return "undo_cut_off_too_late"
  return followed ? "cut_off_followed" : null
}
