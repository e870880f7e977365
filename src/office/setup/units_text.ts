import type { Unit } from "#db/schema.ts"

export type TypedUnit = Pick<Unit, "name" | "shortName" | "kind">
export type UnitsProblem = { line: number; code: "long" | "twice" | "kind"; text: string }

/** What stands in the third place of a line, as offices write it. */
export type KindWords = Readonly<Record<string, Unit["kind"]>>

const SEPARATOR = /[|｜\t]/
const LONGEST_NAME = 80

/** Units as typed, one a line in 单位排序: name, perhaps short name, perhaps kind, with a bar or a tab between. */
export function unitsIn(text: string, kinds: KindWords): { units: TypedUnit[]; problems: UnitsProblem[] } {
  const units: TypedUnit[] = []
  const problems: UnitsProblem[] = []
  for (const [i, line] of text.split("\n").entries()) {
    const [name = "", shortName = "", kind = ""] = line.split(SEPARATOR).map((part) => part.trim())
    if (name === "") continue
    const problem = (code: UnitsProblem["code"], what: string) => problems.push({ line: i + 1, code, text: what })
    if (name.length > LONGEST_NAME) problem("long", `${name.slice(0, 20)}…`)
    if (units.some((unit) => unit.name === name)) problem("twice", name)
    if (kind !== "" && !(kind in kinds)) problem("kind", kind)
    units.push({ name, shortName: shortName || name, kind: kinds[kind] ?? "internal" })
  }
  return { units, problems }
}
