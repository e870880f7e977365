import type { Draft, Report } from "#db/schema.ts"
import type { RefusalCode } from "#src/refusal.ts"
import { isOpen } from "./workflow.ts"

/* What one report says at this moment, and when 无变化 is an answer to what was asked. */

/** The three boxes and the tick. */
export type Said = Pick<Draft, "achieved" | "problems" | "nextSteps" | "hasDifficulty">

type Written = Said & Pick<Draft, "unchanged">
/** The version that was sent last; a join that found none has nothing but nulls. */
type Sent = { [K in keyof Written]: Written[K] | null }

type Facts = {
  report: Pick<Report, "state" | "resubmitBy" | "headRemark"> | null
  draft: Written | null
  /** The newest version. */
  words: Sent | null
}

/** A word in any box, or the tick 需要协调. */
export const saysSomething = ({ achieved, problems, nextSteps, hasDifficulty }: Said): boolean =>
  hasDifficulty || [achieved, problems, nextSteps].some((text) => text.trim() !== "")

/** All that is said, one box after the other. */
export const wholeText = ({ achieved, problems, nextSteps }: Omit<Said, "hasDifficulty">): string =>
  [achieved, problems, nextSteps].filter(Boolean).join("\n")

/**
 * The words as they stand, wherever they are shown: in the boxes, on the folded item, on the sheet to be signed. While
 * the unit may still write its draft counts; else what was sent. The sentence of a 无变化 is nobody's draft: taken back
 * or returned, the boxes are as they were before it.
 */
export function standingWords({ report, draft, words }: Facts): Said | null {
  if (report !== null && !isOpen(report.state)) return said(words)
  if (draft) return draft.unchanged ? null : draft
  return words?.unchanged ? null : said(words)
}

const said = (words: Sent | null): Said | null =>
  words === null || words.achieved === null
    ? null
    : {
        achieved: words.achieved,
        problems: words.problems ?? "",
        nextSteps: words.nextSteps ?? "",
        hasDifficulty: words.hasDifficulty ?? false,
      }

/** The office's 退回 stands: also while an answer to it was taken back again. */
export const isReturned = (report: Facts["report"]): boolean =>
  report !== null && (report.state === "returned" || (report.state === "draft" && report.resubmitBy !== null))

/** The head's 退回 stands. */
export const isSentBackByHead = (report: Facts["report"]): boolean =>
  report !== null && report.state === "draft" && report.headRemark !== ""

/** Why 「本期无变化」 would be no answer, or would pass over what somebody has written; null: it may be sent. */
export function notUnchanged({
  report,
  draft,
  last,
}: Pick<Facts, "report" | "draft"> & { last: { achieved: string | null } | null }): RefusalCode | null {
  if (!last?.achieved) return "nothing_before"
  if (isReturned(report) || isSentBackByHead(report)) return "answer_expected"
  return draft && !draft.unchanged && saysSomething(draft) ? "words_written" : null
}
