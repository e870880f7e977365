import type { Consultation, Opinion, OpinionVerdict } from "#db/schema.ts"

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
