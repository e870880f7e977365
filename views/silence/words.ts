import type { about } from "#src/supervision/silence/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  talk_registered: "登记沟通",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  not_silent: () => "所选事项已有新的进展，或已登记过沟通，请刷新后再看。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  talk_registered: (n) => `已登记 ${n} 项沟通，到下一填报期开启前不再列出`,
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { talk: "沟通登记" }
