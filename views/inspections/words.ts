import type { Conclusion, Inspection, InspectionItem } from "#db/schema.ts"
import type { Frame } from "#src/supervision/inspections/frames.ts"

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
}

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
