import type { OutcomeKind } from "#db/schema.ts"
import type { WordsOf } from "#src/trail/about.ts"
import type { about } from "#src/year/outcomes/about.ts"

type Words = WordsOf<typeof about>

export const OUTCOME_KIND_LABEL: Record<OutcomeKind, string> = {
  praise: "表彰奖励",
  practice: "经验做法",
  use: "结果运用",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  outcome_entered: "登记表彰经验",
  outcome_discarded: "作废表彰经验",
  outcomes_taken: "下载表彰经验登记册",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = { outcome_discarded_already: () => "这一条已经作废。" }

export const DONE_LABEL: Words["DONE_LABEL"] = {
  outcome_entered: () => "已登记",
  outcome_discarded: () => "已作废",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { outcome: "表彰经验", outcome_register: "表彰经验登记册" }
