import type { AssignmentState, Extension, NoticeState, Verdict } from "#db/schema.ts"
import type { ReportStanding } from "#src/plans/rounds/reported.ts"

export const ASSIGNMENT_STATE_LABEL: Record<AssignmentState, string> = {
  awaiting: "待签收",
  active: "推进中",
  claimed: "待核查",
  rectifying: "整改中",
  disputed: "待调整",
  suspended: "挂起",
  closed: "已办结",
  terminated: "终止",
}

export const REPORT_STATE_LABEL: Record<ReportStanding, string> = {
  none: "待报",
  draft: "草稿",
  signing: "待审签",
  submitted: "已报",
  accepted: "采纳",
  returned: "退回",
}

export const NOTICE_STATE_LABEL: Record<NoticeState, string> = {
  draft: "拟办",
  approving: "待审定",
  issued: "已发",
  acknowledged: "已签收",
  answered: "已反馈",
  failed: "不通过",
  closed: "销号",
  revoked: "废止",
  discarded: "作废",
}

export const EXTENSION_STATE_LABEL: Record<Extension["state"], string> = {
  asked: "申请中",
  granted: "同意",
  refused: "不同意",
  withdrawn: "已撤回",
}

export const EXTENSION_TARGET_LABEL: Record<Extension["target"], string> = {
  deadline: "完成时限",
  rectification: "整改期限",
  notice: "反馈期限",
}

export const VERDICT_LABEL: Record<Verdict, string> = {
  accept: "采纳",
  return: "退回",
  close: "销号",
  hand_back: "继续推进",
  rectify: "要求整改",
  suspend: "挂起",
  prolong: "续挂",
  terminate: "终止",
  fail: "不通过",
  grant: "同意延期",
  refuse: "不同意延期",
}
