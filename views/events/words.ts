import type { EventRow } from "#db/schema.ts"
import type { about } from "#src/pages/log/about.ts"
import type { WordsOf } from "#src/trail/about.ts"
import { SETTING_LABEL, settingValueWords } from "../settings/words.ts"
import { PARTICULAR_LABEL, SUBJECT_LABEL, valueWords } from "./values.ts"

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
])

/** What there is before a plan: its draft, its 征求意见稿 and what units said of it. */
const BEFORE_PLANS = /^(draft|consultation|opinion):/

/** An event's particulars as lines: name, before → after. */
export function particularsShown(event: Pick<EventRow, "planId" | "subject" | "particulars">): Particular[] {
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
  const moved = to === undefined ? [] : [changed(PARTICULAR_LABEL.state ?? "", from, to, "to")]
  const isOfPlan = event.planId !== null || BEFORE_PLANS.test(event.subject)
  const lines = Object.entries(rest)
    .filter(([key]) => !isOfPlan || OF_PLANS.has(key))
    .map(([key, value]) => {
      const name = PARTICULAR_LABEL[key] ?? key
      if (isChange(value)) return changed(name, value.before, value.after, key)
      return { name, before: null, after: valueWords(key, value) }
    })
  return [...moved, ...lines]
}

const isChange = (value: unknown): value is { before: unknown; after: unknown } =>
  typeof value === "object" && value !== null && "before" in value && "after" in value

const changed = (name: string, before: unknown, after: unknown, key = ""): Particular => ({
  name,
  before: before === undefined ? null : valueWords(key, before),
  after: valueWords(key, after),
})

/** `setting:idleMinutes` → 设置「无操作自动退出（分钟）」. */
export function subjectWords(subject: string): string {
  const [noun = "", id = ""] = subject.split(":")
  const label = SUBJECT_LABEL[noun]
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
