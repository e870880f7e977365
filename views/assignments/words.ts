import type { about } from "#src/plans/assignments/about.ts"
import type { AssignmentMove } from "#src/plans/assignments/workflow.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const MOVE_LABEL: Record<AssignmentMove, string> = {
  acknowledge: "签收",
  begin: "首次报送",
  dispute: "提出异议",
  uphold: "维持分工",
  reassign: "改派",
  transfer: "移交",
  claim: "申请办结",
  withdraw_claim: "撤回办结申请",
  withdraw_reclaim: "撤回办结申请",
  close: "销号",
  hand_back: "继续推进",
  complete_year: "确认本年度完成",
  rectify: "要求整改",
  suspend: "挂起",
  prolong: "续挂",
  resume: "恢复",
  terminate: "终止",
  reopen: "回头看（恢复推进）",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  assignment_acknowledged: "签收",
  assignment_begun: "首次报送，视同签收",
  assignment_planned: "填写具体措施",
  assignment_handed: "交经办人办理",
  assignment_disputed: "提出异议",
  assignment_upheld: "维持分工",
  assignment_reassigned: "改派其他单位",
  assignment_transferred: "移交",
  assignment_absorbed: "承接并入",
  assignment_added: "新增分工",
  assignment_role_changed: "调整分工角色",
  assignment_listed: "补列入填报期",
  assignment_claimed: "申请办结",
  assignment_claim_withdrawn: "撤回办结申请",
  assignment_closed: "销号",
  assignment_year_completed: "确认本年度完成",
  assignment_handed_back: "未予销号，继续推进",
  assignment_rectifying: "要求整改",
  assignment_suspended: "挂起",
  assignment_suspension_prolonged: "续挂",
  assignment_resumed: "恢复",
  assignment_terminated: "终止",
  assignment_reopened: "回头看（恢复推进）",
  assignment_closure_proposed: "自查初核",
  assignment_proposal_declined: "复核不同意初核意见",
  light_overridden: "调整灯色",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  claim_judged: () => "督查人员已对这项办结申请提出初核意见，不能撤回。申请有误的，请联系督查人员按「继续推进」处理。",
  continuing: () => "长期坚持的任务按期报送、按期核查，不申请办结。",
  duplicate_unit: () => "该单位已承担这项任务，请选择其他单位。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  acknowledged: () => "已签收",
  acknowledged_all: (n) => `已签收 ${n} 项`,
  planned: () => "具体措施已保存",
  handed: () => "已交经办人办理",
  disputed: () => "异议已提交，等待督查部门答复",
  upheld: () => "已答复：维持分工",
  upheld_listed: () => "已答复：维持分工，并列入本期应报",
  reassigned: () => "已改派",
  reassigned_listed: () => "已改派，并列入本期应报",
  claimed: () => "办结申请已提交，督查部门核查前可以撤回",
  claim_withdrawn: () => "办结申请已撤回，该项恢复原来的状态",
  closed: () => "已销号",
  year_completed: () => "已确认本年度完成，下一次完成时限为次年同日",
  handed_back: () => "未予销号，该项继续推进",
  rectifying: () => "已要求整改",
  suspended: () => "已挂起",
  prolonged: () => "已续挂",
  resumed: () => "已恢复",
  resumed_listed: () => "已恢复，并列入本期应报",
  terminated: () => "已终止",
  reopened: () => "已恢复推进（回头看）",
  reopened_listed: () => "已恢复推进（回头看），并列入本期应报",
  light_overridden: () => "已调整显示",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { assignment: "分工", light: "灯色调整" }

/** What its events say beside. */
export const PARTICULAR_LABEL = { from_person: "原经办人", to_person: "经办人", authority: "决定依据或批准人" }
