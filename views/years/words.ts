import type { BodyCategory, BodyDuty } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/years/about.ts"
import type { BodyView } from "#src/year/years/bodies.ts"

type Words = WordsOf<typeof about>

export const BODY_DUTY_LABEL: Record<BodyDuty, string> = {
  primary: "主体责任",
  supervised: "行业主管部门督促",
  voluntary: "参照执行",
}

export const BODY_CATEGORY_LABEL: Record<BodyCategory, string> = {
  state: "国家机关",
  judicial: "司法机关",
  party: "党的机关",
  mass: "人民团体（群团组织）",
  enterprise: "企业",
  institution: "事业单位",
  association: "社会组织",
}

export const BODY_VIEW_LABEL: Record<BodyView, string> = {
  all: "全部",
  present: "参加",
  primary: BODY_DUTY_LABEL.primary,
  supervised: BODY_DUTY_LABEL.supervised,
  voluntary: BODY_DUTY_LABEL.voluntary,
  gaps: "未填全",
  left: "已退出",
}

export const POWER_LABEL = {
  enforces: "具有执法权",
  judges: "具有司法权",
  serves: "与保障民生密切相关",
} as const

export const NAME_LABEL = { leader: "分管领导", department: "责任部门", person: "责任人" } as const

/** 「1.2万元」, 「3500元」; money is kept in 分. */
export function moneyWords(cents: number): string {
  const yuan = cents / 100
  return yuan >= 10_000 && Number.isInteger(yuan / 100) ? `${yuan / 10_000}万元` : `${yuan}元`
}

export const yearTitle = (year: number): string => `${year}年度普法`

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  year_opened: "设立普法年度",
  bodies_added: "增加责任单位",
  body_changed: "修改责任单位",
  body_left: "责任单位退出年度",
  body_rejoined: "责任单位恢复参加年度",
  register_taken: "下载年度登记表",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  register_empty: () => "表中没有内容，没有可下载的。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  year_opened: () => "年度已设立，请核对各单位的责任类型和责任人",
  bodies_added: (n) => `已增加 ${n} 个责任单位`,
  body_changed: () => "责任单位已保存",
  body_left: () => "已退出本年度，原有记录不变",
  body_rejoined: () => "已恢复参加本年度",
}

/** What the trail calls them. */
export const SUBJECT_LABEL = { year: "普法年度", body: "责任单位" }

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  year: "年度",
  keeper: "主管单位",
  bodies: "责任单位",
  duty: "责任类型",
  category: "单位类别",
  supervisor: "行业主管部门",
  namedLeader: NAME_LABEL.leader,
  department: NAME_LABEL.department,
  namedPerson: NAME_LABEL.person,
  ...POWER_LABEL,
  budget: "普法经费",
  leftOn: "退出日期",
  leftWhy: "退出原因",
  register: "登记表",
}

/** What the trail keeps of a body as a code or a figure, in words. */
export const BODY_VALUE: Readonly<Record<string, (value: string) => string>> = {
  duty: (value) => BODY_DUTY_LABEL[value as BodyDuty] ?? value,
  category: (value) => BODY_CATEGORY_LABEL[value as BodyCategory] ?? value,
  budget: (value) => moneyWords(Number(value)),
}
