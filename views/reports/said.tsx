import type { Report } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { dayWords } from "../words.ts"

/** What the office asked for before it was sent again: whoever reads the new words compares. */
export const LastReturn = ({ report, today }: { report?: Judged | null; today: string }) =>
  report?.judgedAt && report.opinion ? (
    <p class="preserve muted">
      上次退回意见（{dayWords(dateOf(report.judgedAt), today)}）：{report.opinion}
    </p>
  ) : null

type Judged = Pick<Report, "judgedAt" | "opinion">

type Said = {
  achieved: string | null
  problems: string | null
  nextSteps: string | null
  hasDifficulty?: boolean | null
  /** 已完成本阶段 is ticked. */
  stageId?: number | null
}

/** What a report says, as read. */
export const Words = ({ words }: { words: Said | null }) => (
  <dl class="words">
    <dt>落实情况</dt>
    <dd class="preserve">{words?.achieved || "—"}</dd>
    {words?.problems && (
      <>
        <dt>存在问题</dt>
        <dd class="preserve">{words.problems}</dd>
      </>
    )}
    {words?.nextSteps && (
      <>
        <dt>下步打算</dt>
        <dd class="preserve">{words.nextSteps}</dd>
      </>
    )}
    {words?.stageId != null && (
      <>
        <dt>阶段</dt>
        <dd>报告本阶段已完成，采纳后计为完成</dd>
      </>
    )}
    {words?.hasDifficulty && (
      <>
        <dt>需要协调</dt>
        <dd>
          <span class="light yellow">需要协调</span>
        </dd>
      </>
    )}
  </dl>
)
