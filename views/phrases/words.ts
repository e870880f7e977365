import type { about } from "#src/office/phrases/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  phrase_saved: "保存常用语",
  phrase_removed: "删除常用语",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  too_many_phrases: () => "常用语最多保存30条，请先删除不用的。",
  same_phrase: () => "已经有一条相同的常用语，不必再存。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  phrase_saved: () => "已存为常用语",
  phrase_removed: () => "常用语已删除",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { phrases: "常用语" }
