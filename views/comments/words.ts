import type { CommentState } from "#db/schema.ts"
import type { about } from "#src/outward/comments/about.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { type Sighting, veiled } from "#src/year/cases/identifiers.ts"
import { IDENTIFIER_LABEL } from "../cases/words.ts"

type Words = WordsOf<typeof about>

export const COMMENT_STATE_LABEL: Record<CommentState, string> = {
  received: "待答复",
  answered: "已答复",
  shown: "已公开",
  dismissed: "不予办理",
}

/** Said to whoever writes: nothing of the kind is kept. */
export const numberProblem = ({ kind, text }: Sighting): string =>
  `疑似${IDENTIFIER_LABEL[kind]}「${veiled(text)}」，请删去后再提交，办理意见不需要个人信息`

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  comment_received: "收到公众意见",
  comment_answered: "答复公众意见",
  comment_dismissed: "公众意见不予办理",
  comment_shown: "公开意见和答复",
  comment_hidden: "取消公开意见和答复",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  own_answer: () => "这条意见由您答复，是否公开须由本单位另一位督查人员决定。",
}

export const DONE_LABEL: Words["DONE_LABEL"] = {
  comment_answered: () => "已答复，提意见的人凭回执可以看到",
  comment_dismissed: () => "已作不予办理处理",
  comment_shown: () => "意见和答复已公开",
  comment_hidden: () => "已取消公开",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { comment: "公众意见" }
