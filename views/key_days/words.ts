import type { KeyDayRule } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/key_days/about.ts"

type Words = WordsOf<typeof about>

export const KEY_DAY_RULE_LABEL: Record<KeyDayRule, string> = {
  fixed: "每年这一天",
  week: "这一天所在的一周（周一至周日）",
  law: "法律法规的施行日",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  key_day_added: "增加普法节点",
  key_day_ended: "不再列出普法节点",
}

/** Said once after an act. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  key_day_added: () => "普法节点已增加",
  key_day_ended: () => "本年度起不再列出这个节点，已登记的活动不变",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { key_day: "普法节点" }
export const PARTICULAR_LABEL = { rule: "规则" }
