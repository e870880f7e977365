import type { Unit } from "#db/schema.ts"
import type { UnitsProblem } from "#src/office/setup/units_text.ts"

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
