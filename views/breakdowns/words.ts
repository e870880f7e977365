import type { Breakdown } from "#db/schema.ts"
import type { about } from "#src/reports/breakdowns/about.ts"
import type { LowerStanding } from "#src/reports/breakdowns/workflow.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const BREAKDOWN_STATE_LABEL: Record<Breakdown["state"], string> = {
  passed: "待签收",
  accepted: "已签收",
  declined: "有异议",
  withdrawn: "已撤回",
  ended: "已结束",
}

export const LOWER_STANDING_LABEL: Record<LowerStanding, string> = {
  none: "未上报",
  draft: "未上报",
  sent: "已上报",
  returned: "已发还",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  breakdown_passed: "分解落实",
  breakdown_accepted: "签收上级单位交办",
  breakdown_begun: "首次上报（视为签收）",
  breakdown_declined: "对上级单位交办提出异议",
  breakdown_passed_again: "重新交办",
  breakdown_withdrawn: "撤回分解",
  breakdown_ended: "结束分解",
  breakdown_urged: "催办下级单位",
  breakdown_report_sent: "上报进展",
  breakdown_report_taken_back: "撤回上报的进展",
  breakdown_report_returned: "发还下级单位的进展",
  breakdown_report_taken_up: "汇入本单位进展",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  part_at_rest: () => "这一项分工不在推进中（已办结、挂起、终止或已交由其他单位），现在不能分解落实。",
  nobody_below: () => "没有选中任何下级单位或科室。",
  breakdown_moved: () => "这一项交办已有变化，请刷新查看后再办理。",
  breakdown_reported: () => "本单位已就这一项上报过进展或已再分解，不能再提出异议。如有不同意见，请与上级单位联系。",
  nothing_owed_below: () => "这个单位现在没有欠报的事项，不需要催办。",
  nothing_to_take_up: () => "所选单位本期还没有上报，没有可以汇入的内容。",
  taken_up: () => "上级单位已将这份进展汇入本单位进展，不能撤回。需要修改的，请联系上级单位发还。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  breakdown_passed: (n) => `已交办 ${n} 个下级单位或科室`,
  breakdown_accepted: () => "已签收，进展请按内部期限上报",
  breakdown_declined: () => "异议已提出，等待上级单位答复",
  breakdown_passed_again: () => "已重新交办",
  breakdown_withdrawn: () => "已撤回分解",
  breakdown_ended: () => "已结束分解，已上报的进展保留",
  breakdown_urged: () => "已催办",
  breakdown_report_sent: () => "已上报",
  breakdown_report_taken_back: () => "已撤回，可修改后重新上报",
  breakdown_report_returned: () => "已发还下级单位",
  rolled_up: (n) => `已将 ${n} 个下级单位的进展汇入草稿，请核对后报送`,
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { breakdown: "分解落实", breakdown_report: "分解落实的上报" }
