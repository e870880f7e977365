import fc from "fast-check"
import type { Role } from "#src/plans/intake/words/roles.ts"

/** A plan as its author thinks of it, and the text that prints it. */
export type Written = { title: string; sections: { heading: string; tasks: WrittenTask[] }[]; closing: string }
export type WrittenTask = { text: string; units: { name: string; role: Role }[]; deadline: string | null }

const BODIES = [
  "办公室",
  "综合科",
  "市财政局",
  "市农业农村局",
  "市工业和信息化局",
  "市文化和旅游局",
  "团市委",
  "市总工会",
  "各县（市、区）人民政府",
  "市大数据中心",
  "高新区管委会",
  "市委宣传部",
  "各市、县、区政府",
  "水务集团有限公司",
]
const CLAUSES = [
  "健全工作机制",
  "完善考核办法",
  "把培训纳入年度计划",
  "建设统一的服务平台（含移动端）",
  "落实《条例》要求",
  "按月通报“双随机”检查情况",
  "提高2个百分点",
  "加强对基层单位的指导",
]
const HEADINGS = ["强化组织保障", "推进重点领域改革", "优化公共服务", "完善监督机制"]
const DEADLINES = ["2026年12月底前", "2027年6月", "长期坚持", "每年11月底前"]
const NUMERALS = "一二三四五六七八九十"

const chinese = (n: number) =>
  n <= 10
    ? NUMERALS[n - 1]
    : `${n < 20 ? "" : NUMERALS[Math.floor(n / 10) - 1]}十${n % 10 ? NUMERALS[(n % 10) - 1] : ""}`

const sentence = fc
  .array(fc.constantFrom(...CLAUSES), { minLength: 1, maxLength: 4 })
  .map((clauses) => `${clauses.join("，")}。`)
const text = fc.array(sentence, { minLength: 1, maxLength: 3 }).map((sentences) => sentences.join(""))
const units = fc
  .tuple(fc.uniqueArray(fc.constantFrom(...BODIES), { minLength: 1, maxLength: 6 }), fc.nat(6), fc.nat(6))
  .map(([names, leads, supports]) =>
    names.map((name, place) => ({
      name,
      role: roleAt(place, Math.min(leads, names.length), Math.min(supports, names.length)),
    })),
  )
const roleAt = (place: number, leads: number, supports: number): Role =>
  place < leads ? "lead" : place >= Math.max(leads, supports) ? "support" : "responsible"
const task = fc.record({ text, units, deadline: fc.option(fc.constantFrom(...DEADLINES)) })
const section = fc.record({
  heading: fc.constantFrom(...HEADINGS),
  tasks: fc.array(task, { minLength: 1, maxLength: 4 }),
})

export const plans: fc.Arbitrary<Written> = fc.record({
  title: fc.constantFrom("市直机关数字化转型任务分工方案", "2026年政务公开工作要点"),
  sections: fc.array(section, { minLength: 1, maxLength: 4 }),
  closing: fc.constantFrom("各单位要对照分工抓好落实，办公室适时开展督促检查。"),
})

/** The ways in which offices print the units of a task. Every one of them carries all that a task says. */
export const PHRASES = {
  lines: (task: WrittenTask) =>
    `\n${[...slots(task), ...due(task)].map(([label, words]) => `${label}：${words}`).join("\n")}`,
  bracket: (task: WrittenTask) =>
    `（${[...slots(task), ...due(task)].map(([label, words]) => `${label}：${words}`).join("；")}）`,
  verbs: (task: WrittenTask) => {
    const doers = slots(task).map(([label, words]) => `${words}${VERBS[label]}`)
    return `〔${[...doers, ...due(task).map(([label, words]) => `${label}：${words}`)].join("，")}〕`
  },
}
export type Phrase = keyof typeof PHRASES

const LABELS: [Role, string][] = [
  ["lead", "牵头单位"],
  ["responsible", "责任单位"],
  ["support", "配合单位"],
]
const VERBS: Record<string, string> = { 牵头单位: "牵头", 责任单位: "按职责分工负责", 配合单位: "配合" }

function slots({ units }: WrittenTask): [string, string][] {
  const named = LABELS.map(([role, label]): [string, string] => [
    label,
    units
      .filter((unit) => unit.role === role)
      .map(({ name }) => name)
      .join("、"),
  ])
  return named.filter(([, words]) => words !== "")
}

function due({ deadline }: WrittenTask): [string, string][] {
  return deadline ? [["完成时限", deadline]] : []
}

export function printedPlan(plan: Written, phrase: Phrase): string {
  let ordinal = 0
  const sections = plan.sections.map(({ heading, tasks }, place) => {
    const items = tasks.map((task) => `（${chinese(++ordinal)}）${task.text}${PHRASES[phrase](task)}`)
    return [`${chinese(place + 1)}、${heading}`, ...items].join("\n")
  })
  return [plan.title, "为落实《规划》（市发〔2026〕3号），制定本方案。", ...sections, plan.closing].join("\n")
}

export function expectedOf(plan: Written) {
  let ordinal = 0
  return plan.sections.flatMap(({ tasks }, section) =>
    tasks.map(({ text, units, deadline }) => ({ label: `（${chinese(++ordinal)}）`, section, text, units, deadline })),
  )
}
