import { isLate } from "#src/owing/owing.ts"
import { isReported } from "#src/plans/rounds/reported.ts"
import type { about } from "#src/supervision/transfers/about.ts"
import type { OpenWork, TransferPart } from "#src/supervision/transfers/queries.ts"
import { reportCarried } from "#src/supervision/transfers/rules.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { dayWords } from "../words.ts"

type Words = WordsOf<typeof about>

/** 「4项在办分工（1个方案）、1份督办单未反馈」: what is there, in numbers. */
export const workWords = (work: OpenWork): string =>
  [
    work.parts > 0 && `${work.parts}项在办分工（${work.plans}个方案）`,
    work.reports > 0 && `${work.reports}项进展待报`,
    work.awaited > 0 && `${work.awaited}份督办单未反馈`,
    work.notices > work.awaited && `${work.notices - work.awaited}份督办反馈待核查`,
    work.extensions > 0 && `${work.extensions}项延期申请待答复`,
    work.supervised > 0 && `${work.supervised}个方案由其督促检查`,
    work.lower > 0 && `${work.lower}个下级单位`,
    work.posts > 0 && `${work.posts}个在任岗位`,
  ]
    .filter(Boolean)
    .join("、")

/** 「4项分工、1份督办单」. */
export const openWords = ({ parts, notices }: { parts: number; notices: number }): string =>
  [parts > 0 && `${parts}项分工`, notices > 0 && `${notices}份督办单`].filter(Boolean).join("、")

type Between = { from: string; to: string; today: string }

/** What becomes of a running round: 「2026年第四季度：已报，一并移交」. */
export function roundWords(
  { round, report, hasDraft, carried }: TransferPart["rounds"][number],
  { from, to, today }: Between,
): string {
  const by = (day: string) => `${dayWords(day, today)}前${isLate(day, today) ? "，已过期" : ""}`
  if (!carried) {
    const left =
      report && isReported(report.state) ? `${from}已报的进展仍可查` : hasDraft ? `${from}的草稿留在原处` : ""
    return `${round.name}：由${to}自行报送${left && `；${left}`}`
  }
  const state = report && reportCarried(report)
  if (state === "accepted") return `${round.name}：已采纳，一并移交`
  if (state === "submitted") return `${round.name}：已报待审核，一并移交`
  if (state === "returned") return `${round.name}：退回待重报（${by(report?.resubmitBy ?? round.dueBy)}），一并移交`
  return `${round.name}：待报（${by(round.dueBy)}）${hasDraft || report ? "，草稿一并移交" : ""}`
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  work_transferred: "移交单位工作",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  transferred: (n) => `已移交 ${n} 项`,
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { transfer: "移交" }
