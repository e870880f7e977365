import type { PlanApprover } from "#src/office/settings/settings.ts"
import type { Counts } from "#src/plans/intake/drafts/review.ts"
import type { DraftDeadline } from "#src/plans/intake/words/deadlines.ts"
import { PLAN_MOVE_LABEL } from "../plans/words.ts"
import { DEADLINE_LABEL } from "../tasks/words.ts"
import { dayWords } from "../words.ts"

/** 22项任务、9个单位、63项分工. */
export const countsWords = ({ tasks, units, assignments }: Counts): string =>
  `${tasks}项任务、${units}个单位、${assignments}项分工`

/** The button that ends the work on a draft. */
export const issueWord = (approver: PlanApprover, updates: boolean): string =>
  approver !== "none" ? PLAN_MOVE_LABEL.submit : updates ? "更新方案" : PLAN_MOVE_LABEL.issue

export function deadlineWords({ kind, text, dueBy }: DraftDeadline): string | null {
  if (kind === "none") return null
  if (kind === "printed") return text
  const words =
    kind === "continuing"
      ? DEADLINE_LABEL.continuing
      : dueBy
        ? `${dayWords(dueBy)}${kind === "yearly" ? "（每年）" : ""}`
        : null
  return text && text !== words ? `${text}（${words}）` : words
}
