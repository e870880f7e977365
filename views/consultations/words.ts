import type { Consultation, Opinion, OpinionVerdict } from "#db/schema.ts"
import type { about } from "#src/plans/consultations/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const CONSULTATION_STATE_LABEL: Record<Consultation["state"], string> = {
  open: "征求意见中",
  closed: "已结束",
  issued: "已下达",
  dropped: "已撤回",
}

export const STANCE_LABEL: Record<Opinion["stance"], string> = { agree: "无意见", amend: "有意见" }

export const OPINION_VERDICT_LABEL: Record<OpinionVerdict["verdict"], string> = {
  adopted: "采纳",
  partly: "部分采纳",
  declined: "不采纳",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  consultation_opened: "征求意见",
  consultation_closed: "结束征求意见",
  consultation_recalled: "撤回征求意见稿",
  consultation_issued: "征求意见随下达结束",
  opinion_given: "答复征求意见稿",
  opinion_judged: "标注意见采纳情况",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  consultation_over: () => "征求意见已经结束或撤回，不能再办理。请刷新查看最新情况。",
  consultation_open: () => "这份草稿正在征求意见：请先结束或撤回征求意见，再删除草稿。",
  opinion_changed: () => "该单位刚刚修改了答复，没有标注。请刷新后看过新的意见再标注。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  consultation_opened: (n) => `已发出征求意见稿，${n}个单位的「我的待办」里可以看到；草稿可以继续修改`,
  consultation_closed: () => "征求意见已结束，各单位的意见保留可查",
  consultation_recalled: () => "征求意见稿已撤回，各单位不再看到",
  opinion_given: () => "已提交，结束之前可以修改",
  opinion_judged: () => "已标注",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { consultation: "征求意见稿", opinion: "征求意见稿的答复" }
