import type { PlanApprover } from "#src/office/settings/settings.ts"
import type { about } from "#src/plans/intake/drafts/about.ts"
import type { Counts } from "#src/plans/intake/drafts/review.ts"
import type { DraftDeadline } from "#src/plans/intake/words/deadlines.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { PLAN_APPROVER_LABEL, PLAN_MOVE_LABEL } from "../plans/words.ts"
import { DEADLINE_LABEL } from "../tasks/words.ts"
import { dayWords } from "../words.ts"

type Words = WordsOf<typeof about>

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

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  plan_submitted: "方案送审",
  plan_recalled: "撤回送审",
  plan_declined: "方案发还修改",
  plan_approved: "审定方案",
  document_issued: "文件导入为方案",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  draft_submitted: () => "草稿已送审，审定之前不能修改、删除或再次提交。要修改，请先在草稿页「撤回送审」。",
  draft_not_submitted: () => "草稿没有在送审，可能已经撤回或退回。请打开草稿查看最新情况。",
  draft_changed: () =>
    "您打开以后，单位名录或名称对应有了变化，方案与您看到的不一样了，没有下达。请重新打开核对；有单位没有对应的，请发还修改。",
  no_plan_approver: ({ rule = "leader" }) =>
    `方案须经审定后下达，目前没有可以审定的人（应由${PLAN_APPROVER_LABEL[rule as PlanApprover]}审定，且不能是拟稿、修改或送审的人）。请安全管理员增设岗位，或在「安全与规则」里改定由谁审定。`,
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  plan_approved: (n) => `已审定并下达，共 ${n} 项分工`,
  update_approved: (n) => `已审定并更新方案，共 ${n} 处变化`,
  plan_submitted: () => "已送审，审定前不能再改；要改请先撤回送审",
  plan_recalled: () => "已撤回送审，可以继续修改",
  plan_declined: () => "已发还修改，拟稿人在草稿上看到您的意见",
  draft_discarded: () => "草稿已删除",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { draft: "方案草稿", document: "文件" }

/** What its events say beside. */
export const PARTICULAR_LABEL = { corrections: "更正数" }
