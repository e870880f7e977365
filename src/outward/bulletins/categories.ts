import type { Category, LightColour } from "#db/schema.ts"
import { counted } from "#src/board/lights/light.ts"
import type { BoardTask } from "#src/board/standing.ts"
import { monthEnd, parts } from "#src/clock.ts"
import { isOut } from "#src/plans/assignments/workflow.ts"

/*
 * 进度分类: each task is 已完成, 达进度, 欠进度 or 其它, by its light and, where it has stages, by 序时进度 (months passed / 12).
 * A setting of the plan, printed with every paper that counts by it. What is suspended or terminated is in none of them.
 */

export type CategoryRule = {
  /** What 关注 and 未到期 count as. */
  yellow: Category
  grey: Category
  /** Tasks with stages are measured by 序时进度 as well. */
  byPace: boolean
  /** Units by their rate of reports in 各单位报送情况表, and not by 单位排序. */
  ranked: boolean
}

/** Who says that something is difficult is not behind for it: 关注 counts as 其它 unless the office decides otherwise. */
export const USUAL_RULE: CategoryRule = { yellow: "other", grey: "other", byPace: true, ranked: false }

/** Months of the year that have passed on a day; the month that ends with the day has. */
export function monthsPassed(day: string): number {
  const [, month] = parts(day)
  return day === monthEnd(day) ? month : month - 1
}

/** How many of the stages of a part's task there were, as of the cut-off; those before its next one are reached. */
export type StageCounts = ReadonlyMap<number, number>

/** The share of stages that the task has reached, by the part that has reached least; null: it has none. */
export function reachedShare(task: BoardTask, rollUp: "all" | "first" | "any", stages: StageCounts): number | null {
  const shares = counted(task.assignments, rollUp)
    .filter(({ state }) => !isOut(state) && state !== "closed")
    .flatMap(({ id, stage }) => {
      const all = stages.get(id) ?? 0
      return all === 0 ? [] : [(stage === null ? all : Math.min(stage.ordinal - 1, all)) / all]
    })
  return shares.length === 0 ? null : Math.min(...shares)
}

/** Null: out of the base. */
export function categoryOf(colour: LightColour, reached: number | null, months: number, rule: CategoryRule) {
  if (colour === "none") return null
  if (colour === "blue") return "done"
  if (colour === "red") return "behind"
  if (rule.byPace && reached !== null && reached < months / 12) return "behind"
  return { green: "on_pace" as const, yellow: rule.yellow, grey: rule.grey }[colour]
}
