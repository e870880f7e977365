import type { DutyText } from "#db/schema.ts"

/*
 * What an item of a list still lacks: it may be entered without, and stands first until it has it. 责任划分不明 is what 002
 * complains of: nobody leads, or several lead and none of them first.
 */

type Words = Pick<
  DutyText,
  | "applies"
  | "audience"
  | "ways"
  | "timing"
  | "leadIds"
  | "firstId"
  | "department"
  | "person"
  | "standard"
  | "measures"
  | "indicator"
>

/** What has to be written, in the order in which it is asked. */
export const ASKED = ["audience", "ways", "department", "person", "standard", "measures", "indicator"] as const
export type Gap = (typeof ASKED)[number] | "timing"

/** What is not written yet; of what does not apply nothing is asked. */
export function gapsOf(words: Words): Gap[] {
  if (!words.applies) return []
  const empty = ASKED.filter((name) => words[name].trim() === "")
  return words.timing === null ? ["timing", ...empty] : empty
}

/** Why it is not clear who answers for it: nobody leads, or several and none first; null: it is clear. */
export function unclearIn({ applies, leadIds, firstId }: Words): "nobody" | "no_first" | null {
  if (!applies) return null
  if (leadIds.length === 0) return "nobody"
  return leadIds.length > 1 && firstId === null ? "no_first" : null
}
