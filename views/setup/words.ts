import type { Unit } from "#db/schema.ts"
import type { about } from "#src/office/setup/about.ts"
import type { UnitsProblem } from "#src/office/setup/units_text.ts"
import type { WordsOf } from "#src/trail/about.ts"

type Words = WordsOf<typeof about>

/** A unit's kind as it may be typed on set-up. */
export const UNIT_KIND_WORD: Readonly<Record<string, Unit["kind"]>> = {
  内设机构: "internal",
  直属单位: "affiliated",
  外单位: "outside",
  统称: "collective",
}

export const unitsProblemWords = ({ line, code, text }: UnitsProblem): string =>
  ({
    long: `第${line}行：名称太长（${text}）`,
    twice: `第${line}行：「${text}」重复`,
    kind: `第${line}行：不认识的类别「${text}」`,
  })[code]

export const ACTION_LABEL: Words["ACTION_LABEL"] = {
  office_set_up: "系统初始化",
  setup_refused: "初始化码错误",
}

export const REFUSAL_LABEL: Words["REFUSAL_LABEL"] = {
  already_set_up: () => "系统已经初始化，请直接登录。",
}

/** Said once after an act; `n` comes after a dot in the code. */
export const DONE_LABEL: Words["DONE_LABEL"] = {
  setup: () => "初始化完成，请用刚才设置的账号登录",
}

/** What the trail calls it. */
export const SUBJECT_LABEL = { office: "系统" }

/** What its events say beside. */
export const PARTICULAR_LABEL = { organisation: "本单位", people: "账号数" }
