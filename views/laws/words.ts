import type { LawCategory } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/laws/about.ts"
import type { LawView } from "#src/year/laws/lists.ts"
import { citedLaw } from "#src/year/laws/naming.ts"
import type { LawWarning } from "#src/year/laws/warning.ts"
import { dayWords } from "../words.ts"

type Words = WordsOf<typeof about>

export const LAW_CATEGORY_LABEL: Record<LawCategory, string> = {
  constitution: "宪法",
  law: "法律",
  regulation: "行政法规",
  local: "地方性法规",
  rule: "规章",
  party: "党内法规",
  normative: "规范性文件",
}

export const LAW_VIEW_LABEL: Record<LawView, string> = {
  all: "全部",
  force: "施行中",
  coming: "待施行",
  repealed: "已废止",
}

/** What is said where a law is named. */
export function lawWarningWords(warning: LawWarning, today: string): string {
  const day = dayWords(warning.on, today)
  if (warning.kind === "repealed") return `${day}起废止${warning.successor && `，现为${citedLaw(warning.successor)}`}`
  return warning.kind === "coming" ? `${day}起施行` : `修订后的文本${day}起施行`
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  laws_brought: "带入常用法律法规",
  law_added: "添加法律法规",
  law_changed: "修改法律法规",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  laws_all_there: () => "常用法律法规都已列入。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  laws_brought: (n) => `已带入 ${n} 部，请核对后使用`,
  law_added: () => "已添加",
  law_changed: () => "已保存",
}

/** What the trail calls them. */
export const SUBJECT_LABEL = { law: "法律法规", laws: "常用法律法规" }

export const DAY_LABEL = {
  issuedOn: "公布日期",
  effectiveOn: "施行日期",
  amendedOn: "最近修改日期",
  repealedOn: "废止日期",
} as const

/** What its events say beside. */
export const PARTICULAR_LABEL = {
  rank: "效力类别",
  titles: "名称",
  effectiveOn: DAY_LABEL.effectiveOn,
  amendedOn: DAY_LABEL.amendedOn,
  repealedOn: DAY_LABEL.repealedOn,
  inPlace: "由何代替",
}
