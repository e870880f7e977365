import type { about } from "#src/supervision/extensions/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  extension_asked: "申请延期",
  extension_withdrawn: "撤回延期申请",
  extension_granted: "同意延期",
  extension_refused: "不同意延期",
  extension_decision_proposed: "延期自查初核",
  extension_proposal_declined: "复核不同意初核意见",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  nothing_to_extend: () => "这一项没有可以延期的期限，或者已经不在办理中。",
  asked_too_late: () => "期限已过，不能再申请延期；请尽快办理并在进展或反馈中说明原因。延期须在期限届满前提出。",
  extension_open: () => "已有一份延期申请等待批复，请先等候答复或撤回。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  extension_asked: () => "延期申请已提交，等待批复",
  extension_withdrawn: () => "延期申请已撤回",
  extension_granted: () => "已同意延期，新的期限已生效",
  extension_refused: () => "已答复不同意延期，原定期限不变",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { extension: "延期申请" }
