import type { ReportVersion } from "#db/schema.ts"
import type { MarkedKey } from "./row_mark.ts"

/** Said of a report that says that nothing has changed. */
const UNCHANGED = "无变化。"

/** A spreadsheet keeps no more characters in a cell. */
export const MOST_IN_CELL = 32_767
const CUT = "……（超过表格单元格字数上限，后文未列，请到系统中查看全文）"

/** What a cell takes of a text: all of it, or its beginning and a sentence that says so. */
export function fitted(text: string): string {
  if (text.length <= MOST_IN_CELL) return text
  const kept = text.slice(0, MOST_IN_CELL - CUT.length)
  // Half of a character of two units would be none.
  return kept.replace(/[\ud800-\udbff]$/, "") + CUT
}

type Words = Pick<ReportVersion, "achieved" | "problems" | "nextSteps" | "unchanged">

/** The achievements of a report as every 台账 has them. */
export const achievedIn = ({ achieved, unchanged }: Pick<Words, "achieved" | "unchanged">): string =>
  (unchanged ? UNCHANGED : "") + achieved

/** The three texts of a row as they leave, of which its mark has the prints; null: nothing was reported. */
export const textsOf = (words: Words | null): Record<MarkedKey, string> =>
  words === null
    ? { achieved: "", problems: "", nextSteps: "" }
    : { achieved: fitted(achievedIn(words)), problems: fitted(words.problems), nextSteps: fitted(words.nextSteps) }
