import type { DutyRhythm, DutyText, DutyTiming } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { YearChoices } from "#src/year/activities/choices_queries.ts"
import type { about } from "#src/year/duties/about.ts"
import { type Gap, gapsOf } from "#src/year/duties/gaps.ts"
import type { DutyFilter, DutyView } from "#src/year/duties/lists.ts"
import { stepLine } from "#src/year/duties/reading.ts"
import type { Column } from "#src/year/duties/sheet_reading.ts"
import { spanWords } from "../activities/words.ts"
import { dayWords } from "../words.ts"

type Words = WordsOf<typeof about>

export const DUTY_VIEW_LABEL: Record<DutyView, string> = {
  all: "全部",
  gaps: "未填全",
  unclear: "责任划分不明",
  repealed: "含已废止法律",
  exempt: "不适用",
  struck: "已移出",
}

export const TIMING_LABEL: Record<DutyTiming, string> = {
  date: "某一天",
  range: "一段时间",
  rhythm: "按频次",
  key_day: "普法节点",
  irregular: "不定期",
}

export const RHYTHM_LABEL: Record<DutyRhythm, string> = {
  daily: "每天",
  weekly: "每周",
  monthly: "每月",
  quarterly: "每季度",
  half_yearly: "每半年",
  yearly: "每年",
}

export const GAP_LABEL: Record<Gap, string> = {
  audience: "对谁普",
  ways: "怎么普",
  timing: "何时普",
  department: "责任科室",
  person: "责任人",
  standard: "工作标准",
  measures: "具体措施",
  indicator: "指标",
}

/** The columns of a list that is brought in. */
export const COLUMN_LABEL: Record<Column, string> = {
  content: "普法内容",
  laws: "法律法规",
  audience: "普法对象",
  ways: "普法方式",
  when: "普法时间",
  leads: "牵头单位",
  department: "责任科室",
  person: "责任人",
  standard: "工作标准",
  measures: "具体措施",
  indicator: "指标",
  steps: "步骤",
  remark: "备注",
}

export const UNCLEAR_LABEL = {
  nobody: "责任划分不明：没有牵头单位",
  no_first: "责任划分不明：几个单位牵头，没有第一牵头",
} as const

/** 不定期 is said with its end, so that nobody takes it for never. */
export function timingWords(
  { timing, rhythm, fromOn, untilOn }: Pick<DutyText, "timing" | "rhythm" | "fromOn" | "untilOn">,
  keyDay: string | null,
  today?: string,
): string {
  if (timing === null || fromOn === null || untilOn === null) return ""
  if (timing === "rhythm") return rhythm === null ? "" : RHYTHM_LABEL[rhythm]
  const span = spanWords({ fromOn, untilOn }, today)
  if (timing === "irregular") return `不定期，最迟${spanWords({ fromOn: untilOn, untilOn }, today)}`
  return timing === "key_day" ? `${keyDay ?? "普法节点"}（${span}）` : span
}

/** 「缺对谁普、指标」. */
export const gapWords = (text: DutyText): string => {
  const gaps = gapsOf(text)
  return gaps.length === 0 ? "" : `缺${gaps.map((gap) => GAP_LABEL[gap]).join("、")}`
}

/** 「微信推送 12 条」; what was not told is left out. */
export const indicatorWords = ({
  indicator,
  target,
  targetUnit,
}: Pick<DutyText, "indicator" | "target" | "targetUnit">): string =>
  [indicator, `${target}${targetUnit}`].filter(Boolean).join(" ")

/** 步骤, a line each with its day first, as they are read again. */
export const stepsWords = ({ steps }: Pick<DutyText, "steps">): string =>
  steps.map((step) => stepLine(step, dayWords)).join("\n")

type Units = { units: readonly Pick<YearChoices["units"][number], "id" | "shortName">[] }

/** Who leads, the first of them before the others. */
export function leadWords({ leadIds, firstId }: Pick<DutyText, "leadIds" | "firstId">, { units }: Units): string {
  const nameOf = (id: number) => units.find((unit) => unit.id === id)?.shortName ?? "其他单位"
  const rest = leadIds.filter((id) => id !== firstId).map(nameOf)
  if (firstId === null) return rest.join("、")
  return rest.length === 0 ? nameOf(firstId) : `${nameOf(firstId)}（第一牵头）、${rest.join("、")}`
}

/** What a list is kept to, in words. */
export const keptWords = ({ units }: Units, { unit, view }: DutyFilter): string[] =>
  [
    unit !== null && (units.find(({ id }) => id === unit)?.shortName ?? "其他单位"),
    view !== "all" && DUTY_VIEW_LABEL[view],
  ].filter((words) => words !== false)

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  duty_entered: "添加清单事项",
  duty_revised: "修改清单事项",
  duty_struck: "移出清单",
  duty_restored: "恢复清单事项",
  duty_moved: "调整清单顺序",
  duty_carried: "沿用上年清单事项",
  duty_brought: "导入清单事项",
  duty_adopted: "清单事项落实到分工",
  duty_placed: "清单事项追加为分工",
  duty_dropped: "清单事项与分工解除关联",
  duties_taken: "下载责任清单",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  list_sent: () =>
    "责任清单已经报送，现在不能改动。还没有备案的请先撤回，已备案的请在「文件报备」中修订，写明变更说明后再报。",
  nothing_to_carry: () => "上年的清单事项都已沿用，没有可沿用的了。",
  no_duties: () => "没有符合的清单事项，没有可下载的内容。",
}

/** Said once after an act. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  duty_entered: () => "清单事项已添加",
  duty_revised: () => "修改已保存，修改前的内容留在经过里",
  duty_struck: () => "已移出清单",
  duty_restored: () => "已恢复到清单",
  duty_moved: () => "顺序已调整",
  duties_brought: (n) => `已列入清单 ${n} 项`,
  duties_carried: (n) => `已沿用上年清单 ${n} 项，日期改为本年，请逐项核对`,
  duty_adopted: () => "已落实到这项分工，分工页上也看得到",
  duty_placed: () => "已追加为分工，待单位签收，办理情况在分工上填报",
  duty_dropped: () => "已解除关联",
}

/** What the trail calls it, and what its events say beside. */
export const SUBJECT_LABEL = { duty: "清单事项" }
export const PARTICULAR_LABEL = {
  duty_content: "清单事项",
  duty_text: "普法内容",
  duty_laws: "法律法规",
  duty_applies: "适用",
  duty_why: "不适用的原因",
  duty_audience: GAP_LABEL.audience,
  duty_ways: GAP_LABEL.ways,
  duty_timing: GAP_LABEL.timing,
  duty_rhythm: "频次",
  duty_key_day: "普法节点",
  duty_from: "起",
  duty_until: "止",
  duty_leads: "牵头单位",
  duty_first: "第一牵头单位",
  duty_department: GAP_LABEL.department,
  duty_person: GAP_LABEL.person,
  duty_standard: GAP_LABEL.standard,
  duty_measures: GAP_LABEL.measures,
  duty_indicator: GAP_LABEL.indicator,
  duty_steps: "步骤",
  plan: "方案",
  task: "任务",
}
