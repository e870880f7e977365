import type { BreakdownDraft } from "#db/schema.ts"
import type { RefusalCode } from "#src/refusal.ts"
import { saysSomething } from "#src/reports/report/words.ts"
import { isSent, type LowerStanding } from "./workflow.ts"

/** What a report says, of a lower body as of a unit. */
export type Boxes = Pick<BreakdownDraft, "achieved" | "problems" | "nextSteps" | "hasDifficulty">

/**
 * 汇入: the words of a lower body below what stands in the boxes, headed by its name. Nothing that was typed is touched,
 * and what stands there already is not put there twice. Its 需要协调 is proposed: whoever reports takes the tick away again.
 */
export function withRolledUp<T extends Boxes>(own: T, body: string, lower: Boxes): T {
  const problems = lower.hasDifficulty && lower.problems.trim() === "" ? "需要协调。" : lower.problems
  return {
    ...own,
    achieved: appended(own.achieved, body, lower.achieved),
    problems: appended(own.problems, body, problems),
    nextSteps: appended(own.nextSteps, body, lower.nextSteps),
    hasDifficulty: own.hasDifficulty || lower.hasDifficulty,
  }
}

function appended(own: string, body: string, text: string): string {
  if (text.trim() === "") return own
  const piece = `【${body}】${text.trim()}`
  if (own.includes(piece)) return own
  return own.trim() === "" ? piece : `${own.trimEnd()}\n${piece}`
}

type Round = { round: { number: number }; report: { state: LowerStanding } | null; words: { achieved: string } | null }

/** What the same body sent for the round before, of its reports newest first. */
export const lastSent = <T extends Round>({ reports }: { reports: readonly T[] }, one: Round): T | null =>
  reports.find(
    ({ round, report, words }) => round.number < one.round.number && report && isSent(report.state) && words,
  ) ?? null

type Before = Pick<Boxes, "achieved"> | null

/** Why 「本期无变化」 would be no answer; null: it may be sent. The same as of a unit's own report (reports/words.ts). */
export function notUnchanged(
  { report, draft }: { report: { state: LowerStanding } | null; draft: Boxes | null },
  before: Before,
): RefusalCode | null {
  if (!before?.achieved) return "nothing_before"
  if (report?.state === "returned") return "answer_expected"
  return draft && saysSomething(draft) ? "words_written" : null
}

type Rolled = { id: number; standing: LowerStanding | null } & { [K in keyof Boxes]: Boxes[K] | null }

/** Of the lower reports those that are asked for by their ids and have been sent, with their words. */
export function takenFrom<T extends Rolled>(below: readonly T[], ids: readonly number[]): (T & Boxes)[] {
  return below.flatMap((one) => {
    const { id, standing, achieved, problems, nextSteps, hasDifficulty } = one
    if (!ids.includes(id) || standing === null || !isSent(standing) || achieved === null) return []
    const boxes = {
      achieved,
      problems: problems ?? "",
      nextSteps: nextSteps ?? "",
      hasDifficulty: hasDifficulty ?? false,
    }
    return [{ ...one, ...boxes }]
  })
}
