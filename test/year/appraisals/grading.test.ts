import fc from "fast-check"
import { expect, test } from "vitest"
import type { Marks, StandardBlock } from "#db/schema.ts"
import { exactly, gradeOf, leastDrawn, meanOf, scoreWords, weighed } from "#src/year/appraisals/grading.ts"
import { blockScore, itemScore, proposed, sheetScore } from "#src/year/appraisals/scoring.ts"
import { bestOf, criteriaOf, resolved, standardIn } from "#src/year/appraisals/standard.ts"
import { anyStandard, JIANGYIN } from "#test/support/appraisals.ts"

const BANDS: [number, number, number] = [9000, 7500, 6000]
const exact = { bands: BANDS, rounding: "none" as const }
const rounding = { bands: BANDS, rounding: "half_up" as const }

function blocks(readings: Parameters<typeof resolved>[1]): StandardBlock[] {
  const read = standardIn(JIANGYIN.text)
  if ("problem" in read) throw new Error(read.problem)
  return resolved(read.blocks, readings)
}
const B = blocks({ item14: "sum" })
const A = blocks({ item14: "printed" })
const marks = (all: Record<string, number>): Marks =>
  Object.fromEntries(Object.entries(all).map(([key, points]) => [key, { points, note: "" }]))
/** All that can be earned, and nothing taken away. */
const full = (of: readonly StandardBlock[]): Marks =>
  marks(
    Object.fromEntries(
      criteriaOf(of).flatMap(({ block, criterion, key }) => (block.mode === "add" ? [[key, criterion.max]] : [])),
    ),
  )

test.each([
  [8950, "good"],
  [8999, "good"],
  [9000, "excellent"],
  [7499, "passed"],
  [7500, "good"],
  [5999, "failed"],
  [6000, "passed"],
  [0, "failed"],
])("%i hundredths are %s: the lower bound, without rounding", (points, grade) => {
  expect(gradeOf(exactly(points), exact)).toBe(grade)
})

test("with 四舍五入 89.50 is 优秀, and 89.49 is not", () => {
  expect([8950, 8949, 5950, 5949].map((points) => gradeOf(exactly(points), rounding))).toEqual([
    "excellent",
    "good",
    "passed",
    "failed",
  ])
})

test("89.996 is 良好 and is never shown as 90.00", () => {
  const score = { points: 44_998, over: 5 }
  expect(gradeOf(score, exact)).toBe("good")
  expect(scoreWords(score)).toBe("89.99")
})

test("丰泽: 88.02, 89.21 and 89.86 are 优秀 where a band begins at 85", () => {
  const bands: [number, number, number] = [8500, 7500, 6000]
  for (const points of [8802, 8921, 8986]) expect(gradeOf(exactly(points), { ...exact, bands })).toBe("excellent")
})

test.each([
  [20, 3],
  [21, 4],
  [40, 6],
  [41, 7],
])("of %i at least %i are drawn by 15 %%", (of, least) => {
  expect(leastDrawn(15, of)).toBe(least)
})

test("two lost suits on 6.1 end at 0 and the rest of item 6 stays; by the item's floor they go on", () => {
  const inside = B[1]
  const item = inside?.items.find(({ number }) => number === 6)
  if (!inside || !item) throw new Error("no item 6")
  const lost = marks({ "6.1": 600 })
  expect(itemScore(inside, item, lost, "criterion")).toBe(400)
  expect(itemScore(inside, item, lost, "item")).toBe(200)
  expect(itemScore(inside, item, marks({ "6.1": 9900 }), "item")).toBe(0)
})

test("what is won, 5 + 3 + 2, is 5 by reading B and nothing by reading A", () => {
  const won = marks({ "14.1": 300, "14.2": 1000 })
  const fourth = (of: readonly StandardBlock[]) =>
    of.flatMap((block) => (block.mode === "add" ? [blockScore(block, won, "criterion")] : []))
  expect(fourth(B)).toEqual([800])
  expect(fourth(A)).toEqual([300])
  expect(sheetScore(B, full(B), "criterion")).toBe(10_000)
  expect(sheetScore(A, full(A), "criterion")).toBe(9500)
})

test("what is earned at one point ends at what that point has, though its item has more", () => {
  const fourth = B.find(({ mode }) => mode === "add")
  const item = fourth?.items.find(({ number }) => number === 14)
  if (!fourth || !item) throw new Error("no item 14")
  expect(item.criteria.map(({ max }) => max)).toEqual([300, 500])
  expect(itemScore(fourth, item, marks({ "14.1": 900 }), "criterion")).toBe(300)
})

test("thresholds include their number, and of them there is no part", () => {
  const cases = { max: 1200, least: 4 }
  expect([3, 4, 5].map((n) => proposed({ mode: "deduct" }, cases, n))).toEqual([1200, 0, 0])
  expect([3, 4].map((n) => proposed({ mode: "add" }, cases, n))).toEqual([0, 1200])
})

test("the highest and the lowest are left out from five sheets on", () => {
  expect(meanOf([1, 2, 3, 100], "trimmed")).toEqual({ points: 106, over: 4 })
  expect(meanOf([100, 2, 3, 1, 4], "trimmed")).toEqual({ points: 9, over: 3 })
  expect(meanOf([100, 2, 3, 1, 4], "mean")).toEqual({ points: 110, over: 5 })
  expect(meanOf([], "mean")).toBeNull()
})

test("panel and 社会评议 by their weights; one alone counts whole", () => {
  expect(weighed(exactly(9000), exactly(8000), 60)).toEqual({ points: 860_000, over: 100 })
  expect(weighed(exactly(9000), null, 60)).toEqual(exactly(9000))
  expect(weighed(null, exactly(8000), 60)).toEqual(exactly(8000))
  expect(weighed(null, null, 60)).toBeNull()
})

const anyMarks = (of: readonly StandardBlock[]) =>
  fc
    .array(fc.integer({ min: 0, max: 99_900 }), { minLength: 64, maxLength: 64 })
    .map((points) => marks(Object.fromEntries(criteriaOf(of).map(({ key }, i) => [key, points[i] ?? 0]))))
const scored = anyStandard.chain((of) =>
  fc.tuple(fc.constant(of), anyMarks(of), fc.constantFrom("criterion" as const, "item" as const)),
)

test("whatever the standard and the marks, a score is a whole number from 0 to the best, block by block", () => {
  fc.assert(
    fc.property(scored, ([of, given, floor]) => {
      const score = sheetScore(of, given, floor)
      expect(Number.isInteger(score)).toBe(true)
      expect(score).toBeGreaterThanOrEqual(0)
      for (const block of of) expect(blockScore(block, given, floor)).toBeLessThanOrEqual(block.max)
      if (floor === "criterion") expect(score).toBeLessThanOrEqual(bestOf(of))
    }),
  )
})

test("nobody loses by earning more, nobody wins by having more taken away", () => {
  fc.assert(
    fc.property(scored, fc.nat(), ([of, given, floor], at) => {
      const all = criteriaOf(of)
      const one = all[at % all.length]
      if (!one) return
      const more = { ...given, [one.key]: { points: (given[one.key]?.points ?? 0) + 100, note: "" } }
      const change = sheetScore(of, more, floor) - sheetScore(of, given, floor)
      expect(Math.sign(change) * (one.block.mode === "add" ? 1 : -1)).toBeGreaterThanOrEqual(0)
      expect(Math.abs(change)).toBeLessThanOrEqual(100)
    }),
  )
})

const sheets = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 9 })

test("a mean stands between its lowest and its highest sheet, and its grade is that of its exact value", () => {
  fc.assert(
    fc.property(sheets, fc.constantFrom("mean" as const, "trimmed" as const), (all, aggregation) => {
      const mean = meanOf(all, aggregation)
      if (!mean) throw new Error("no mean")
      expect(mean.points).toBeGreaterThanOrEqual(Math.min(...all) * mean.over)
      expect(mean.points).toBeLessThanOrEqual(Math.max(...all) * mean.over)
      const isAtLeast = (least: number) => mean.points >= least * mean.over
      const grade = gradeOf(mean, exact)
      expect(grade === "excellent").toBe(isAtLeast(9000))
      expect(grade === "failed").toBe(!isAtLeast(6000))
      // What is shown never stands beside a lower grade.
      expect(Number(scoreWords(mean)) >= 90).toBe(grade === "excellent")
    }),
  )
})

test("of a weighed score both parts count, exactly", () => {
  fc.assert(
    fc.property(sheets, sheets, fc.integer({ min: 0, max: 100 }), (one, other, percent) => {
      const [panel, outside] = [meanOf(one, "mean"), meanOf(other, "mean")]
      const both = weighed(panel, outside, percent)
      if (!panel || !outside || !both) throw new Error("no score")
      const [p, o, b] = [panel, outside, both].map(({ points, over }) => points / over)
      expect(b).toBeCloseTo((percent * (p ?? 0) + (100 - percent) * (o ?? 0)) / 100, 6)
      expect(Number.isSafeInteger(both.points)).toBe(true)
    }),
  )
})
