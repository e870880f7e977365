import type { LightColour } from "#db/schema.ts"
import type { Light, LightReason } from "#src/board/lights/light.ts"

/** Colour, shape and word belong together; the shape is drawn by the stylesheet from the colour's name. */
export const LIGHT_LABEL: Record<LightColour, string> = {
  none: "不计",
  blue: "办结",
  red: "逾期",
  yellow: "关注",
  green: "正常",
  grey: "未到期",
}

/** What is said in a sentence of whatever has it. */
export const LIGHT_SAYS: Record<LightColour, string> = {
  green: "正常推进",
  blue: "已办结",
  grey: "未到期",
  yellow: "需要关注",
  red: "逾期",
  none: "挂起或终止",
}

const days = ({ days = 0 }: Light) => `${days}个工作日`

const stageName = ({ stage }: Light) => (stage === undefined ? "阶段" : `第${stage}阶段`)

const LIGHT_REASON: Record<LightReason, (light: Light) => string> = {
  terminated: () => "终止",
  suspended: () => "挂起",
  closed: () => "办结",
  overdue_report: (light) => (light.days === 0 ? "逾期未报" : `逾期${days(light)}`),
  overdue_resubmission: (light) => (light.days === 0 ? "退回后逾期未重报" : `退回后逾期${days(light)}`),
  overdue_rectification: (light) => (light.days === 0 ? "整改逾期" : `整改逾期${days(light)}`),
  overdue_notice: (light) => (light.days === 0 ? "督办单逾期" : `督办单逾期${days(light)}`),
  overdue_stage: (light) => (light.days === 0 ? `${stageName(light)}逾期` : `${stageName(light)}逾期${days(light)}`),
  overdue_deadline: (light) => (light.days === 0 ? "超过完成时限" : `超时限${days(light)}`),
  due_soon: (light) => (light.days === 0 ? "今天到期" : `临期，还有${days(light)}`),
  notice_soon: (light) => (light.days === 0 ? "督办单今天到期" : `督办单还有${days(light)}`),
  stage_soon: (light) => (light.days === 0 ? `${stageName(light)}今天到期` : `${stageName(light)}还有${days(light)}`),
  deadline_soon: (light) => (light.days === 0 ? "时限今天到期" : `时限还有${days(light)}`),
  has_difficulty: () => "需要协调",
  extension_asked: () => "延期待批",
  rectifying: (light) => (light.days === undefined ? "整改中" : `整改中，还有${days(light)}`),
  returned: (light) =>
    light.days === undefined ? "退回待重报" : light.days === 0 ? "退回，今天应重报" : `退回，${days(light)}内重报`,
  on_track: () => "正常",
  late_report: () => "迟报",
  year_done: () => "本年度已完成",
  disputed: () => "异议待处理",
  not_due: () => "未到期",
  no_deadline: () => "无到期事项",
  overridden: ({ colour }) => `${LIGHT_LABEL[colour]}（人工调整）`,
}

/** 口径: what a rate counts, said beside it. */
export const REPORTED_MEASURE = "已报：本期已报送且未被退回的分工；应报：本期须报送的分工，挂起、终止的不计"

export const TASK_LIGHT_MEASURE = "任务按方案设定的汇总规则取其牵头单位中最需注意的一项；挂起、终止的不计"

/** The reason in words: 「逾期6个工作日」. */
export const lightWords = (light: Light): string => LIGHT_REASON[light.reason](light)
