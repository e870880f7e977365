import type { Handover } from "#db/schema.ts"
import type { TrailFault } from "#src/trail/seal.ts"
import { HANDOVER_CAUSE_LABEL, HANDOVER_STATE_LABEL } from "../handovers/words.ts"
import { CONCLUSION_STATE_LABEL, INSPECTION_STATE_LABEL, INSPECTION_VERDICT_LABEL } from "../inspections/words.ts"
import { INSTRUCTION_STATE_LABEL } from "../instructions/words.ts"
import { NOTICE_KIND_LABEL } from "../notices/words.ts"
import { agentWords } from "../people/words.ts"
import { REMINDER_KIND_LABEL } from "../reminders/words.ts"
import { RESET_STATE_LABEL } from "../resets/words.ts"
import { POST_LABEL, UNIT_KIND_LABEL } from "../words/roles.ts"
import {
  ASSIGNMENT_STATE_LABEL,
  EXTENSION_STATE_LABEL,
  NOTICE_STATE_LABEL,
  REPORT_STATE_LABEL,
  VERDICT_LABEL,
} from "../words/states.ts"

/** Nouns of the trail's subjects. */
export const SUBJECT_LABEL: Readonly<Record<string, string>> = {
  office: "系统",
  session: "登录",
  sessions: "登录",
  attempt: "登录",
  person: "账号",
  post: "岗位",
  handover: "岗位交接",
  unit: "单位",
  setting: "设置",
  calendar: "工作日安排",
  plan: "方案",
  draft: "方案草稿",
  consultation: "征求意见稿",
  opinion: "征求意见稿的答复",
  task: "任务",
  document: "文件",
  assignment: "分工",
  round: "填报期",
  report: "进展",
  attachment: "附件",
  reminder: "催办",
  link: "填报链接",
  notice: "督办单",
  instruction: "批示",
  inspection: "督查",
  conclusion: "督查结论",
  proposal: "初核意见",
  phrases: "常用语",
  summary: "综述",
  export: "导出",
  transfer: "移交",
  breakdown: "分解落实",
  breakdown_report: "分解落实的上报",
  extension: "延期申请",
  light: "灯色调整",
  signed_sheet: "签字单",
  talk: "沟通登记",
  digest: "系统催办",
  reset: "口令重置",
  robot: "群机器人",
  delivery: "试发消息",
  deliveries: "消息重发",
  seal: "当日封存值",
  clock: "系统时间",
  schema: "数据结构",
  imprints: "留底",
}

/** Names of the trail's particulars. */
export const PARTICULAR_LABEL: Readonly<Record<string, string>> = {
  address: "网址",
  login: "用户名",
  name: "姓名（名称）",
  agent: "浏览器",
  ended: "结束数",
  contact: "联系电话",
  unitId: "单位",
  personId: "账号",
  kind: "类别",
  fromOn: "从",
  untilOn: "至",
  standIn: "代理",
  beat: "分片",
  from_person: "原经办人",
  to_person: "经办人",
  holder: "原任",
  successor: "接任",
  cause: "原因",
  shortName: "简称",
  aliases: "别名",
  parentId: "上级单位",
  leaderId: "分管领导",
  successorId: "承接单位",
  position: "排序",
  active: "在用",
  organisation: "本单位",
  units: "单位数",
  people: "账号数",
  rows: "条数",
  person: "按人员",
  actions: "按操作",
  subject: "按对象",
  state: "状态",
  verdict: "结论",
  number: "第几次",
  dueBy: "到期日",
  tasks: "任务数",
  together: "成批采纳数",
  assignments: "分工数",
  corrections: "更正数",
  correction: "更正错字",
  added: "新增数",
  removed: "取消数",
  changed: "修改数",
  after: "值",
  off: "休息日",
  work: "调休上班",
  source: "依据",
  unit: "单位",
  items: "事项数",
  overdue: "逾期数",
  remark: "说明",
  opinion: "意见",
  messages: "消息数",
  host: "主机",
  email: "邮箱",
  eventId: "封存至",
  algorithm: "算法",
  hash: "封存值",
  fault: "情况",
  newestAt: "最新记录的时间",
  migration: "升级项",
  tables: "数据表",
}

export const STATE_WORDS: Readonly<Record<string, string>> = {
  ...RESET_STATE_LABEL,
  ...HANDOVER_STATE_LABEL,
  ...INSPECTION_VERDICT_LABEL,
  ...INSPECTION_STATE_LABEL,
  ...CONCLUSION_STATE_LABEL,
  ...INSTRUCTION_STATE_LABEL,
  ...EXTENSION_STATE_LABEL,
  ...NOTICE_STATE_LABEL,
  ...REPORT_STATE_LABEL,
  ...ASSIGNMENT_STATE_LABEL,
  ...VERDICT_LABEL,
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  ...POST_LABEL,
  ...UNIT_KIND_LABEL,
  ...REMINDER_KIND_LABEL,
  ...NOTICE_KIND_LABEL,
}

/** A value of the trail in words, kept short. */
export function valueWords(key: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "无"
  if (typeof value === "boolean") return value ? "是" : "否"
  const text = String(value)
  if (key === "agent") return agentWords(text)
  if (key === "kind") return KIND_WORDS[text] ?? text
  if (key === "cause") return HANDOVER_CAUSE_LABEL[text as Handover["cause"]] ?? text
  if (key === "to" || key === "verdict") return STATE_WORDS[text] ?? text
  if (Array.isArray(value)) return value.length === 0 ? "无" : value.map((one) => valueWords("", one)).join("、")
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([name, one]) => `${PARTICULAR_LABEL[name] ?? name} ${valueWords(name, one)}`)
      .join("，")
  }
  return text
}

export const TRAIL_FAULT_LABEL: Record<TrailFault, (at: number) => string> = {
  missing: (at) => `第 ${at} 条记录缺失，可能被删除。`,
  changed: (at) => `第 ${at} 条记录的内容与封存时不一致，可能被改动。`,
  recorded_changed: (at) => `第 ${at} 条记录的留底与封存时不一致：留底被改动，或当时以后有不经程序的写入。`,
  broken: (at) => `第 ${at} 条记录的封存值与前一条接不上，可能被插入或替换。`,
  unsealed_between: (at) => `第 ${at} 条记录之前有未封存的记录，封存值可能被删除。`,
  unknown_algorithm: (at) => `第 ${at} 条记录的封存算法不认识，请使用较新的程序核验。`,
  key_missing: (at) => `第 ${at} 条起的封存值用密钥计算：请设置同一个 SEAL_KEY 再核验。`,
  key_wrong: (at) => `第 ${at} 条起的封存值与 SEAL_KEY 不符：密钥不是当时的那一个，或封存值被重做。`,
  unkeyed: (at) => `第 ${at} 条记录的封存值没有使用密钥，可能是绕过程序重做的。`,
  backwards: (at) => `第 ${at} 条记录的时间早于前面的记录，又没有时钟回拨的标记，可能是插入的。`,
  cut_off_end: (at) => `第 ${at} 条记录有封存值而没有内容，末尾的记录可能被删除。`,
  seals_lost: (at) => `第 ${at} 条起的封存值与曾经封存到的位置不符，封存值可能被删除或重做。`,
}
