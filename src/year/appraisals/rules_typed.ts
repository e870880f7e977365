import type { AppraisalRules, StandardBlock } from "#db/schema.ts"
import { dateIn } from "#src/office/typed/figures.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { pointsIn } from "./points.ts"
import { criteriaOf } from "./standard.ts"

/* What forms of a cycle mean: days of its stages line by line, marks box by box. */

export type RulesTyped = Omit<AppraisalRules, "stages" | "bands"> & {
  stages: string
  excellent: number
  good: number
  passed: number
}

const NO_STAGE = "每行一个阶段和最后一天，如「自查自评 2026-11-15」"

/** The stages of some lines; null: one is not understood, or they do not follow one another. */
function stagesIn(text: string): AppraisalRules["stages"] | null {
  const lines = text.split("\n").filter((one) => one.trim() !== "")
  const stages = lines.flatMap((line) => {
    const [, name = "", day = ""] = /^(\S{1,20})\s+(\S{1,20})$/.exec(line.trim()) ?? []
    const read = dateIn(day)
    return name !== "" && "date" in read ? [{ name, until: read.date }] : []
  })
  const isInOrder = stages.every(({ until }, i) => i === 0 || until >= (stages[i - 1]?.until ?? ""))
  return stages.length === lines.length && stages.length > 0 && isInOrder ? stages : null
}

export const stagesText = (stages: AppraisalRules["stages"]): string =>
  stages.map(({ name, until }) => `${name} ${until}`).join("\n")

export function rulesIn(typed: RulesTyped): { rules: AppraisalRules } | { problems: Problems } {
  const { excellent, good, passed, stages: text, ...others } = typed
  const stages = stagesIn(text)
  const problems: Problems = {}
  if (stages === null) problems.stages = [NO_STAGE]
  if (!(excellent > good && good > passed)) problems.excellent = ["优秀、良好、合格的下限要依次降低"]
  if (stages === null || Object.keys(problems).length > 0) return { problems }
  return { rules: { ...others, stages, bands: [excellent * 100, good * 100, passed * 100] } }
}

export type MarksTyped = Readonly<Record<string, { points: string; note: string }>>

/** The marks of a sheet; `whole`: none may be missing. What of it is no mark is said at its box. */
export function marksIn(blocks: readonly StandardBlock[], typed: MarksTyped, whole: boolean) {
  const problems: Problems = {}
  const marks: Record<string, { points: number; note: string }> = {}
  for (const { key } of criteriaOf(blocks)) {
    const { points: text = "", note = "" } = typed[key] ?? {}
    const points = pointsIn(text)
    if (points !== null) marks[key] = { points, note }
    else if (text.trim() !== "") problems[`points-${key}`] = ["请填分数，最多两位小数"]
    else if (whole) problems[`points-${key}`] = ["请填分数，没有的填0"]
  }
  return { marks, problems: Object.keys(problems).length > 0 ? problems : null }
}
