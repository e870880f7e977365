import type { Draft, Report, ReportVersion } from "#db/schema.ts"
import { printOf } from "#src/outward/ledger/row_mark.ts"
import { textsOf } from "#src/outward/ledger/texts.ts"
import { isReported, type ReportStanding } from "#src/plans/rounds/reported.ts"
import { type Said, standingWords } from "#src/reports/report/words.ts"
import { isOpen } from "#src/reports/report/workflow.ts"
import type { Now } from "./comparing.ts"
import { type Field, isMarked } from "./returned.ts"

/* What stands in a part when a 台账 comes back, for whoever brings it: the office sees what was sent, a unit its draft. */

type Words = Pick<ReportVersion, "achieved" | "problems" | "nextSteps" | "hasDifficulty" | "unchanged">

export type Standing = {
  report: Pick<Report, "state" | "resubmitBy" | "headRemark"> | null
  draft: Pick<Draft, "achieved" | "problems" | "nextSteps" | "hasDifficulty" | "unchanged"> | null
  /** The newest version. */
  words: Words | null
}

/** Sent, whatever came of it: what every 台账 shows. */
const isSent = (standing: ReportStanding): boolean => isReported(standing) || standing === "returned"

const NOTHING: Said = { achieved: "", problems: "", nextSteps: "", hasDifficulty: false }

/** The words that a taken cell goes into. Those of a 无变化 are of another round, and become no news of this one. */
export function wordsOf({ report, draft, words }: Standing, asOffice: boolean): Said {
  if (!asOffice) return standingWords({ report, draft, words }) ?? NOTHING
  return words !== null && !words.unchanged && report !== null && isSent(report.state) ? words : NOTHING
}

type Staged = { unchanged: boolean; stageId: number | null }

/** The 阶段 that is ticked beside these words. */
export function stageOf(
  { report, draft, words }: { report: Standing["report"]; draft: Staged | null; words: Staged | null },
  asOffice: boolean,
): number | null {
  const sent = words !== null && !words.unchanged ? words.stageId : null
  if (asOffice) return report !== null && isSent(report.state) ? sent : null
  if (draft === null) return sent
  return draft.unchanged ? null : draft.stageId
}

/** The same as a 台账 would show them. */
export function nowOf(standing: Standing, asOffice: boolean): Now {
  const { report, draft, words } = standing
  const isWritten = !asOffice && isOpen(report?.state ?? "none")
  const isShown = !isWritten && words !== null && report !== null && isSent(report.state)
  const said = isShown ? words : wordsOf(standing, asOffice)
  const shown = isShown ? textsOf(words) : said
  const hasBegun = isWritten ? draft !== null || words !== null : report !== null && isSent(report.state)
  return {
    achieved: shown.achieved,
    problems: shown.problems,
    nextSteps: shown.nextSteps,
    hasDifficulty: said.hasDifficulty,
    hasBegun,
  }
}

/** The text with this print among all that was sent, or nothing at all; null: it was none of these. */
export function leftText(field: Field, print: string | null, versions: readonly Words[]): string | null {
  if (print === null || !isMarked(field)) return null
  if (print === printOf("")) return ""
  return versions.map((version) => textsOf(version)[field]).find((text) => printOf(text) === print) ?? null
}
