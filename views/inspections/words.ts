import type { Conclusion, Excluded, Inspection, InspectionItem } from "#db/schema.ts"
import type { about } from "#src/supervision/inspections/about.ts"
import type { Frame } from "#src/supervision/inspections/frames.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const INSPECTION_TYPE_LABEL: Record<Inspection["type"], string> = {
  comprehensive: "综合督查",
  special: "专项督查",
  incident: "事件调查",
  routine: "日常督办",
  clue: "线索核查",
}

/** 方式 (国务院令第733号, art. 12). */
export const INSPECTION_METHOD_LABEL: Record<Inspection["methods"][number], string> = {
  self_check: "要求自查、说明情况",
  briefing: "听取汇报",
  site: "实地核查",
  visit: "检查、访谈",
  unannounced: "暗访",
  forum: "座谈",
  records: "调阅资料",
  clues: "收集线索",
  talk: "约谈",
  online: "网上督查",
}

export const INSPECTION_FRAME_LABEL: Record<Frame, string> = {
  all: "全部分工",
  lead: "牵头的分工",
  active: "正在推进的分工",
  closed: "已销号的分工",
  duties: "没有分工的清单事项",
  bodies: "没有分工的责任单位",
}

/** What is in no frame, and why. */
export const EXCLUSION_LABEL: Record<Excluded["why"], string> = { placed: "本方案中已有分工", exempt: "不适用" }

/** `all`, or `lead:办公室、人事司`, in words. */
export function frameWords(about: string): string {
  const [frame = "", units] = about.split(":")
  return `${units ? `${units}的` : ""}${INSPECTION_FRAME_LABEL[frame as Frame] ?? ""}`
}

export const INSPECTION_STATE_LABEL: Record<Inspection["state"], string> = {
  draft: "草稿",
  underway: "检查中",
  concluded: "已作结论",
  ended: "已结束",
  cancelled: "已取消",
}

export const INSPECTION_VERDICT_LABEL: Record<NonNullable<InspectionItem["verdict"]>, string> = {
  true: "情况属实",
  partial: "部分落实",
  undone: "没有落实",
  untrue: "情况不实",
}

export const CONCLUSION_STATE_LABEL: Record<Conclusion["state"], string> = {
  fed_back: "已送达，待阅",
  read: "已阅",
  objected: "有异议，待复核",
  upheld: "复核维持",
  changed: "复核变更",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  inspection_drafted: "制定督查方案",
  inspection_revised: "修改督查方案",
  inspection_scoped: "选定检查事项",
  inspection_drawn: "随机抽取",
  inspection_opened: "开始检查",
  inspection_found: "登记核查情况",
  inspection_concluded: "作出督查结论",
  inspection_ended: "结束检查",
  inspection_cancelled: "取消检查",
  conclusion_fed_back: "送达督查结论",
  conclusion_read: "阅知督查结论",
  conclusion_objected: "对督查结论提出异议",
  conclusion_upheld: "复核异议：维持",
  conclusion_changed: "复核异议：变更",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  nothing_inspected: () => "还没有选定检查事项，请先勾选或抽取。",
  team_of_two: () => "检查事项中有本部门自己承担的，核查和作结论须由两人分别办理：请先在督查方案里增加组员。",
  redraw_reason: () => "重新抽取须写明理由，上一次抽取仍然留存。",
  not_on_the_team: () => "您不在这次督查组里，由督查组成员登记核查情况、作出结论。",
  not_all_found: () => "还有事项没有登记核查情况，请逐项登记后再作结论。",
  own_finding: () => "其中有本部门自己承担的事项由您核查，结论须由督查组另一名成员作出。",
  objection_possible: ({ from = "" }) =>
    from ? `还在异议期内，${from}起可以结束。` : "还有异议没有复核，复核后才能结束。",
  objection_too_late: () => "异议期已过，不能再提出；有新情况请在进展中说明。",
  took_part: () => "您参加了这次检查，或与该单位有关，异议须由没有参加的人复核。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  inspection_found_with_files: (n) => `核查情况已登记，连同 ${n} 个附件`,
  inspection_drafted: () => "督查方案已保存，请选定检查事项",
  inspection_revised: () => "督查方案已修改",
  inspection_scoped: () => "检查事项已选定",
  inspection_drawn: (n) => `已抽取 ${n} 项，抽取过程已留存`,
  inspection_opened: () => "检查已开始，范围不再变动",
  inspection_found: () => "核查情况已登记",
  inspection_concluded: (n) => `已作出结论，送达 ${n} 个单位`,
  inspection_ended: () => "检查已结束",
  inspection_cancelled: () => "检查已取消",
  conclusion_read: () => "已阅知",
  conclusion_objected: () => "异议已提交，由没有参加检查的人复核",
  conclusion_decided: () => "异议已复核",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { inspection: "督查", conclusion: "督查结论" }
