import type { AppraisalRules } from "#db/schema.ts"
import { sum } from "./points.ts"

/*
 * From sheets to a grade, exactly: a score is a fraction of whole hundredths, and a band begins at its lower bound without any
 * rounding, unless the cycle says 四舍五入. It is shown truncated, so that 89.996 never stands as 90.00 beside 良好.
 */

/** `over` parts of hundredths: 269 over 3 is 0.8966… of a point. */
export type Score = { points: number; over: number }

export const exactly = (points: number): Score => ({ points, over: 1 })

export const GRADES = ["excellent", "good", "passed", "failed"] as const
export type Grade = (typeof GRADES)[number]

/** From so many sheets on the highest and the lowest may be left out. */
export const LEAST_TO_TRIM = 5

/** The mean of the sheets; without the highest and the lowest where the cycle says so and there are five. Null: no sheets. */
export function meanOf(sheets: readonly number[], aggregation: AppraisalRules["aggregation"]): Score | null {
  const sorted = [...sheets].sort((a, b) => a - b)
  const isTrimmed = aggregation === "trimmed" && sorted.length >= LEAST_TO_TRIM
  const kept = isTrimmed ? sorted.slice(1, -1) : sorted
  return kept.length === 0 ? null : { points: sum(kept), over: kept.length }
}

/** The panel's mean and that of 社会评议 by their weights; one that is not there leaves all to the other. */
export function weighed(panel: Score | null, outside: Score | null, panelPercent: number): Score | null {
  if (!panel || !outside) return panel ?? outside
  return {
    points: panelPercent * panel.points * outside.over + (100 - panelPercent) * outside.points * panel.over,
    over: 100 * panel.over * outside.over,
  }
}

const POINT = 100

/** Half a point and more is the next whole one. */
const rounded = ({ points, over }: Score): Score =>
  exactly(Math.floor((2 * points + POINT * over) / (2 * POINT * over)) * POINT)

export function gradeOf(score: Score, { bands, rounding }: Pick<AppraisalRules, "bands" | "rounding">): Grade {
  const { points, over } = rounding === "half_up" ? rounded(score) : score
  return GRADES[bands.findIndex((least) => points >= least * over)] ?? "failed"
}

/** 89.99: truncated, never rounded. */
export function scoreWords({ points, over }: Score): string {
  const whole = Math.floor(points / over)
  return `${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, "0")}`
}

/** So many are drawn at least: ceil(ratio·N/100). */
export const leastDrawn = (ratio: number, of: number): number => Math.ceil((ratio * of) / 100)
