import type { AppraisalRules, Marks, StandardBlock, StandardItem } from "#db/schema.ts"
import { sum } from "./points.ts"
import { keyOf, partsOf } from "./standard.ts"

/*
 * What a sheet is worth, in whole hundredths. A mark is what is taken away in a block of 扣分 and what is earned in one of 加分.
 * 单项分值减完为止: the floor is that of the criterion or of the item, as the cycle says; what is earned ends at what the criterion
 * and the item have, and no block has more than its own. Whatever is printed, an item has no more than its parts.
 */

type Floor = AppraisalRules["floor"]

const pointsOf = (marks: Marks, key: string): number => marks[key]?.points ?? 0

function deducted(item: StandardItem, marks: Marks, floor: Floor): number {
  const taken = item.criteria.map(({ max }, i) => {
    const points = pointsOf(marks, keyOf(item, i))
    return floor === "criterion" ? Math.min(max, points) : points
  })
  return Math.max(0, Math.min(item.max, partsOf(item)) - sum(taken))
}

const earned = (item: StandardItem, marks: Marks): number =>
  Math.min(item.max, sum(item.criteria.map(({ max }, i) => Math.min(max, pointsOf(marks, keyOf(item, i))))))

export const itemScore = (
  block: Pick<StandardBlock, "mode">,
  item: StandardItem,
  marks: Marks,
  floor: Floor,
): number => (block.mode === "add" ? earned(item, marks) : deducted(item, marks, floor))

export const blockScore = (block: StandardBlock, marks: Marks, floor: Floor): number =>
  Math.min(block.max, sum(block.items.map((item) => itemScore(block, item, marks, floor))))

export const sheetScore = (blocks: readonly StandardBlock[], marks: Marks, floor: Floor): number =>
  sum(blocks.map((block) => blockScore(block, marks, floor)))

/** How far the year's records go for a criterion; they propose, a person decides, and of a threshold there is no part. */
export function proposed(
  { mode }: Pick<StandardBlock, "mode">,
  { max, least }: { max: number; least: number },
  n: number,
): number {
  const isMet = n >= least
  if (mode === "add") return isMet ? max : 0
  return isMet ? 0 : max
}
