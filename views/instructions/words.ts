import type { Instruction } from "#db/schema.ts"
import type { about } from "#src/supervision/instructions/about.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

export const INSTRUCTION_STATE_LABEL: Record<Instruction["state"], string> = {
  noted: "阅示",
  open: "待落实",
  answered: "已回复",
  settled: "已阅",
}

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  instruction_given: "批示",
  instruction_answered: "回复批示",
  instruction_settled: "批示回复已阅",
  instruction_reopened: "再批示",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  instruction_given: () => "已批示，督查部门将落实并回复",
  instruction_noted: () => "已批示",
  instruction_answered: () => "已回复领导",
  instruction_settled: () => "已阅，这件批示办理完毕",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { instruction: "批示" }
