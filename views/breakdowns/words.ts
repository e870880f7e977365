import type { Breakdown } from "#db/schema.ts"
import type { DayProblem } from "#src/reports/breakdowns/days.ts"
import type { LowerStanding } from "#src/reports/breakdowns/workflow.ts"

export const BREAKDOWN_STATE_LABEL: Record<Breakdown["state"], string> = {
  passed: "待签收",
  accepted: "已签收",
  declined: "有异议",
  withdrawn: "已撤回",
  ended: "已结束",
}

export const DAY_PROBLEM_LABEL: Record<DayProblem, string> = {
  after_own: "内部期限晚于本单位自己的期限，请改早",
  past: "内部期限已过，请填今天或以后的日期",
}

export const LOWER_STANDING_LABEL: Record<LowerStanding, string> = {
  none: "未上报",
  draft: "未上报",
  sent: "已上报",
  returned: "已发还",
}
