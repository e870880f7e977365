import type { about } from "#src/plans/summaries/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  summary_written: "撰写综述",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  summary_written: () => "综述已保存",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { summary: "综述" }
