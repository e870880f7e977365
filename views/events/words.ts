import type { EventRow } from "#db/schema.ts"
import type { about } from "#src/pages/log/about.ts"
import { nounOf, type WordsOf } from "#src/trail/about.ts"
import { SETTING_LABEL, settingValueWords } from "../settings/words.ts"
import type { Naming } from "../words/told.tsx"
import { valueWords } from "./values.ts"

type Words = WordsOf<typeof about>

export type Particular = { name: string; before: string | null; after: string }

/** Of what a plan says, the 审计管理员 sees that it changed and into which state, never the words (三员 see no plan). */
const OF_PLANS = new Set([
  "to",
  "from",
  "verdict",
  "tasks",
  "assignments",
  "units",
  "number",
  "version",
  "dueBy",
  "kind",
  "file",
  "layout",
  "period",
  "picked",
  "rows",
  "columns",
])

/** What there is before a plan: its draft, its 征求意见稿 and what units said of it. */
const BEFORE_PLANS = /^(draft|consultation|opinion):/

/** An event's particulars as lines: name, before → after. */
export function particularsShown(
  event: Pick<EventRow, "planId" | "subject" | "particulars">,
  told: Naming,
): Particular[] {
  const noun = nounOf(event.subject)
  const changed = (name: string, before: unknown, after: unknown, key = ""): Particular => ({
    name,
    before: before === undefined ? null : valueWords(key, before, told, noun),
    after: valueWords(key, after, told, noun),
  })
  const all = Object.entries(event.particulars)
  const whole = all.length === 2 && "before" in event.particulars && "after" in event.particulars
  if (whole && event.subject === "setting:planApprover") {
    const [before, after] = [event.particulars.before, event.particulars.after].map((value) =>
      settingValueWords("planApprover", String(value)),
    )
    return [{ name: "值", before: before ?? null, after: after ?? "" }]
  }
  if (whole) return [changed("值", event.particulars.before, event.particulars.after)]
  const { from, to, ...rest } = event.particulars
  const moved = to === undefined ? [] : [changed(told.particularWords("state"), from, to, "to")]
  const isOfPlan = event.planId !== null || BEFORE_PLANS.test(event.subject)
  const lines = Object.entries(rest)
    .filter(([key]) => !isOfPlan || OF_PLANS.has(key))
    .map(([key, value]) => {
      const name = told.particularWords(key)
      if (isChange(value)) return changed(name, value.before, value.after, key)
      return { name, before: null, after: valueWords(key, value, told, noun) }
    })
  return [...moved, ...lines]
}

const isChange = (value: unknown): value is { before: unknown; after: unknown } =>
  typeof value === "object" && value !== null && "before" in value && "after" in value

/** `setting:idleMinutes` → 设置「无操作自动退出（分钟）」. */
export function subjectWords(subject: string, told: Pick<Naming, "nounWords">): string {
  const [noun = "", id = ""] = subject.split(":")
  const label = told.nounWords(noun)
  if (!label) return subject
  if (noun === "setting") return `${label}「${SETTING_LABEL[id as keyof typeof SETTING_LABEL] ?? id}」`
  return /^[\d/-]+$/.test(id) ? `${label} ${id}` : label
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  events_exported: "导出审计记录",
  schema_migrated: "升级数据结构",
  baseline_taken: "建立留底基线",
  seal_published: "公布当日封存值",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = {
  export: "导出",
  seal: "当日封存值",
  schema: "数据结构",
  imprints: "留底",
}

/** What events say beside; each stands once, and what several capabilities say stands here. */
export const PARTICULAR_LABEL = {
  name: "姓名（名称）",
  unitId: "单位",
  personId: "账号",
  kind: "类别",
  fromOn: "从",
  untilOn: "至",
  active: "在用",
  units: "单位（数）",
  rows: "条数",
  id: "编号",
  rhythm: "报送周期",
  deadline: "时限",
  person: "按人员",
  actions: "按操作",
  subject: "按对象",
  state: "状态",
  verdict: "结论",
  number: "第几次",
  dueBy: "到期日",
  tasks: "任务数",
  assignments: "分工数",
  added: "新增数",
  removed: "取消数",
  changed: "修改数",
  after: "值",
  source: "依据",
  unit: "单位",
  items: "事项数",
  title: "名称（标题）",
  text: "内容",
  on: "日期",
  remark: "说明",
  note: "备注",
  opinion: "意见",
  eventId: "封存至",
  algorithm: "算法",
  hash: "封存值",
  migration: "升级项",
  tables: "数据表",
}
