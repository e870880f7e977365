import type { Satisfaction, SuggestionKind, SuggestionState } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/suggestions/about.ts"

type Words = WordsOf<typeof about>

export const SUGGESTION_KIND_LABEL: Record<SuggestionKind, string> = {
  motion: "人大代表建议",
  proposal: "政协提案",
  review: "审议意见",
  other: "其他意见建议",
}

export const SUGGESTION_STATE_LABEL: Record<SuggestionState, string> = {
  open: "承办中",
  answered: "已答复",
  closed: "已办结",
  discarded: "已作废",
}

export const SATISFACTION_LABEL: Record<Satisfaction, string> = {
  satisfied: "满意",
  basic: "基本满意",
  unsatisfied: "不满意",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  suggestion_entered: "登记意见建议",
  suggestion_given: "外部监督提出意见建议",
  suggestion_revised: "修改意见建议",
  suggestion_answered: "答复意见建议",
  suggestion_rated: "记对答复的评价",
  suggestion_discarded: "作废意见建议",
  suggestions_taken: "下载意见建议登记册",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  too_many_suggestions: ({ most = "" }) => `一次最多下载${most}件，请先筛选。`,
}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  suggestion_entered: () => "意见建议已登记，交承办单位答复",
  suggestion_given: () => "意见建议已提出，由承办单位答复，答复后在这里评价",
  suggestion_revised: () => "已修改",
  suggestion_answered: () => "答复已登记",
  suggestion_closed: () => "评价已登记，予以办结",
  suggestion_open_again: () => "评价已登记，交承办单位重新答复",
  suggestion_discarded: () => "已作废",
}

/** What its events say beside. */
export const PARTICULAR_LABEL = { suggestedBy: "提出的单位或机构", receivedOn: "收到日期", satisfaction: "评价" }

/** What the trail calls it. */
export const SUBJECT_LABEL = { suggestion: "意见建议", suggestion_register: "意见建议登记册" }
