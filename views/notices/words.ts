import type { NoticeKind } from "#db/schema.ts"
import type { NoticeView } from "#src/supervision/notices/lists.ts"
import type { NoticeMove } from "#src/supervision/notices/workflow.ts"

export const NOTICE_KIND_LABEL: Record<NoticeKind, string> = {
  demand: "督办通知",
  rectification: "限期整改",
  interview: "约谈建议",
  circular: "通报建议",
}

/** What the paper of a notice is headed. */
export const NOTICE_PAPER_LABEL: Record<NoticeKind, string> = {
  demand: "督办通知单",
  rectification: "限期整改通知书",
  interview: "约谈建议书",
  circular: "通报建议书",
}

export const NOTICE_MOVE_LABEL: Record<NoticeMove, string> = {
  submit: "送审定",
  recall: "撤回送审",
  decline: "发还修改",
  approve: "审定并发出",
  issue: "发出",
  discard: "作废",
  acknowledge: "签收",
  answer: "反馈",
  take_back: "撤回反馈",
  close: "销号",
  fail: "不通过",
  revoke: "废止",
}

export const NOTICE_VIEW_LABEL: Record<NoticeView, string> = {
  drafting: "拟办",
  awaiting: "待反馈",
  overdue: "逾期未反馈",
  answered: "待核查",
  closed: "已销号",
  ended: "废止、作废",
  all: "全部",
}

/** 〔2026〕1号; without a number the places to be filled in by hand. */
export const noticeNumber = ({ year, number }: { year: number | null; number: number | null }): string =>
  year === null || number === null ? "（未编号）" : `〔${year}〕${number}号`
