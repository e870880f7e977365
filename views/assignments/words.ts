import type { AssignmentMove } from "#src/plans/assignments/workflow.ts"

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
