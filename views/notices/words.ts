import type { Notice, NoticeKind, Plan } from "#db/schema.ts"
import type { about } from "#src/supervision/notices/about.ts"
import type { NoticeView } from "#src/supervision/notices/lists.ts"
import type { NoticeMove } from "#src/supervision/notices/workflow.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { APPROVER_LABEL } from "../plans/words.ts"
import { momentWords } from "../words.ts"

type Words = WordsOf<typeof about>

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

/** 督办通知〔2026〕1号: each 代字 counts by itself, so that a number alone names nothing. */
export const noticeName = ({ kind, year, number }: Pick<Notice, "kind" | "year" | "number">): string =>
  `${NOTICE_KIND_LABEL[kind]}${year === null || number === null ? "（未编号）" : `〔${year}〕${number}号`}`

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  notice_drafted: "拟办督办单",
  notice_revised: "修改督办单",
  notice_submitted: "督办单送审定",
  notice_recalled: "撤回送审",
  notice_declined: "审定人发还修改",
  notice_issued: "发出督办单",
  notice_discarded: "督办单作废",
  notice_acknowledged: "签收督办单",
  notice_answered: "反馈督办单",
  notice_taken_back: "撤回反馈",
  notice_closed: "督办单销号",
  notice_failed: "督办单不通过",
  notice_revoked: "废止督办单",
  notice_transferred: "移交督办单",
  notice_verdict_proposed: "督办单自查初核",
  notice_proposal_declined: "复核不同意初核意见",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  already_answered: ({ at }) => `这份督办单您已${at ? `于${momentWords(Number(at))}` : ""}反馈，不必再次提交。`,
  nobody_addressed: () => "没有选中任何事项，请至少勾选一项再拟办。",
  no_approver: ({ rule = "leader" }) =>
    `督办单须经审定后发出，目前没有可以审定的人（应由${APPROVER_LABEL[rule as Plan["noticeApprover"]]}审定，且不能是拟办人本人）。请安全管理员增设岗位，或由督查人员在方案设置中另定审定人。`,
  own_draft: () => "这份督办单由您拟办，须由另一人审定。",
  unit_ended: () => "承办单位已停用，不能再向其发出督办单。可作废这份草稿，向承接单位另行拟办。",
  due_in_the_past: () => "反馈期限已经过去，请先修改期限。",
  head_answers: () => "本方案要求单位负责人审签：请保存草稿，由单位负责人登录后反馈。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  notice_answered_with_files: (n) => `已反馈 1 件督办单，连同 ${n} 个附件`,
  notices_drafted: (n) => `已拟办 ${n} 份督办单，尚未发出`,
  notices_submitted: (n) => `${n} 份督办单已送审定`,
  notices_issued: (n) => `已发出 ${n} 份督办单`,
  notice_revised: () => "拟稿已修改",
  notice_declined: () => "已发还拟办人修改",
  notice_recalled: () => "已撤回送审，可继续修改",
  notice_discarded: () => "已作废",
  notice_revoked: () => "已废止，编号保留",
  notice_acknowledged: () => "督办单已签收",
  notices_answered: (n) => `已反馈 ${n} 份督办单`,
  notice_taken_back: () => "已撤回反馈，可继续修改",
  notice_closed: () => "督办单已销号",
  notice_failed: () => "核查不通过，新的期限已生效",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { notice: "督办单" }
