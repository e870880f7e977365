import fc from "fast-check"
import { expect, test } from "vitest"
import type { Readings, StandardBlock } from "#db/schema.ts"
import { JIANGYIN_TABLE } from "#seeds/jiangyin_standard.ts"
import { pointsIn, pointsWords } from "#src/year/appraisals/points.ts"
import { standardRead } from "#src/year/appraisals/sheet_reading.ts"
import {
  bestOf,
  criteriaOf,
  doubtsOf,
  lacksOf,
  resolved,
  standardIn,
  standardText,
  unread,
} from "#src/year/appraisals/standard.ts"
import { anyStandard } from "#test/support/appraisals.ts"

function read(table: readonly (readonly string[])[]) {
  const made = standardRead({ tables: [table] })
  if ("problem" in made) throw new Error(made.problem)
  return made
}

function blocksOf(text: string): StandardBlock[] {
  const made = standardIn(text)
  if ("problem" in made) throw new Error(made.problem)
  return made.blocks
}

const jiangyin = () => blocksOf(read(JIANGYIN_TABLE).text)

test("the paper of 江阴 is read whole: four blocks, fifteen items, with who brings what", () => {
  const blocks = jiangyin()
  expect(blocks.map(({ name, max, mode, items }) => [name, max, mode, items.length])).toEqual([
    ["普法责任制建设", 1500, "deduct", 2],
    ["系统内普法及实践", 2000, "deduct", 4],
    ["推动社会面普法", 4000, "deduct", 4],
    ["创新创优", 2500, "add", 5],
  ])
  const item = (number: number) => blocks.flatMap(({ items }) => items).find((one) => one.number === number)
  expect(item(6)).toMatchObject({ max: 800, by: "both", evidence: "单位自查、市法宣办查询" })
  expect(item(6)?.criteria.map(({ max }) => max)).toEqual([400, 400])
  expect(item(2)?.criteria.map(({ measure }) => measure)).toEqual(["year_plan", "duty_list", "summary", "filings"])
  expect(item(5)?.criteria).toHaveLength(1)
})

test("its thresholds are those of the paper", () => {
  const least = (of: string) =>
    criteriaOf(jiangyin()).find(({ criterion }) => criterion.measure === of)?.criterion.least
  expect([least("study"), least("training"), least("court"), least("cases")]).toEqual([2, 2, 1, 4])
})

test("推动社会面普法 stands there twice and is one block of 40; item 12 has no evidence", () => {
  expect(read(JIANGYIN_TABLE).findings).toEqual(["「推动社会面普法」印了两次，按一个板块读，不重复计分"])
  expect(lacksOf(jiangyin())).toEqual(["第12项没有写评估依据"])
})

test("block 4 says 25 and its points add to 20: both readings with their sums", () => {
  const blocks = jiangyin()
  expect(doubtsOf(blocks)).toEqual([
    { key: "item14", where: "第14项", printed: 300, sum: 800 },
    { key: "block4", where: "「创新创优」", printed: 2500, sum: 2000 },
  ])
  // A: item 14 has 3, and nobody gets more than 95.
  expect(bestOf(resolved(blocks, { item14: "printed" }))).toBe(9500)
  expect(unread(blocks, { item14: "printed" }).map(({ key }) => key)).toEqual(["block4"])
  expect(unread(blocks, { item14: "printed", block4: "sum" })).toEqual([])
  expect(bestOf(resolved(blocks, { item14: "printed", block4: "printed" }))).toBe(9500)
  // B: item 14 has 8 with what is won, the block its 25, all of it 100.
  expect(bestOf(resolved(blocks, { item14: "sum" }))).toBe(10_000)
  expect(unread(blocks, { item14: "sum" })).toEqual([])
  expect(unread(blocks, {}).map(({ key }) => key)).toEqual(["item14", "block4"])
})

test("a block that continues after a merged cell is no second one, nor one that leaves its cell empty", () => {
  const rows = [
    ["甲（4分）", "1.做到这些（2分）", "材料"],
    ["甲（4分）", "2.做到那些（1分），再做一些（1分）", "普法办查阅"],
    ["", "3.还有（1.5分）", "材料"],
  ]
  const { text, findings } = read(rows)
  expect(findings).toEqual([])
  expect(blocksOf(text)[0]?.items.map(({ number, max, by }) => [number, max, by])).toEqual([
    [1, 200, "unit"],
    [2, 200, "office"],
    [3, 150, "unit"],
  ])
})

test("who brings what, from how many on, and what is only carried out, is told by the words", () => {
  const rows = [
    ["甲（6分）", "1.举办讲座3场以上（2分）", "自查、市法宣办查询"],
    ["甲（6分）", "2.落实责任清单（2分）", "市法宣办查询"],
    ["甲（6分）", "3.制定责任清单（2分）", "单位提供"],
  ]
  const items = blocksOf(read(rows).text)[0]?.items ?? []
  expect(items.map(({ by, criteria }) => [by, criteria[0]?.measure, criteria[0]?.least])).toEqual([
    ["both", "training", 3],
    ["office", null, 1],
    ["unit", "duty_list", 1],
  ])
})

test("nobody gets more than a block has, and no standard has more points than can be scored", () => {
  const items = (n: number) =>
    Array.from({ length: n }, (_, i) => `${i + 1}. 1分 单位举证：材料\n- 做到（1分）`).join("\n")
  expect(bestOf(blocksOf(`【甲】2分 扣分\n${items(3)}`))).toBe(200)
  expect(standardIn(`【甲】2分 扣分\n${items(200)}`)).toHaveProperty("blocks")
  expect(standardIn(`【甲】2分 扣分\n${items(201)}`)).toEqual({ problem: "评分点最多200个" })
})

test("words without marks are told; a table without a standard is refused", () => {
  expect(read([["甲（2分）", "1.做到（2分），另外酌情考虑", "材料"]]).findings).toEqual([
    "第1项有没有写分值的内容：另外酌情考虑",
  ])
  expect(standardRead({ tables: [[["姓名", "成绩"]]] })).toEqual({
    problem: expect.stringContaining("没有找到评估标准"),
  })
})

test.each([
  ["【甲】两分 扣分", /第1行：板块请写成/],
  ["1. 2分 单位举证：材料", /第1行：项目前面要有板块/],
  ["【甲】2分 扣分\n- 做到（2分）", /第2行：评分点前面要有项目/],
  ["【甲】2分 扣分\n1. 2分 举证", /第2行：项目请写成/],
  ["【甲】2分 扣分\n1. 2分 单位举证：\n- 做到", /第3行：评分点请写成/],
  ["【甲】2分 扣分\n1. 2分 单位举证：\n- 做到（2.555分）", /第3行：评分点请写成/],
  ["【甲】2分 扣分\n1. 2分 单位举证：\n- 做到（2分）〔飞机〕", /第3行：取数只能是/],
  ["【甲】2分 扣分\n1. 2分 单位举证：\n1. 2分 单位举证：", /第3行：第1项已经有了/],
  ["【甲】2分 扣分\n【甲】2分 加分", /第2行：板块「甲」已经有了/],
  ["【甲】2分 扣分", /请写出板块/],
])("%j is not understood, and the line is named", (text, words) => {
  const made = standardIn(text)
  expect("problem" in made && made.problem).toMatch(words)
})

test("what is written down is read again as it was, whatever the standard", () => {
  fc.assert(
    fc.property(anyStandard, (blocks) => {
      expect(standardIn(standardText(blocks))).toEqual({ blocks })
    }),
  )
})

test("a mark of two decimals keeps its value", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 99_999 }), (n) => pointsIn(pointsWords(n)) === n))
  expect(["２．５", " 2.5 "].map(pointsIn)).toEqual([250, 250])
  for (const wrong of ["", "-1", "1.234", "1000", "一", "1e2", "1."]) expect(pointsIn(wrong), wrong).toBeNull()
})

test("once each contradiction is read there is none left, and the best is the sum of what the blocks allow", () => {
  fc.assert(
    fc.property(anyStandard, fc.constantFrom("printed" as const, "sum" as const), (blocks, reading) => {
      const readings: Readings = Object.fromEntries([
        ...criteriaOf(blocks).map(({ item }) => [`item${item.number}`, reading]),
        ...blocks.map((_, i) => [`block${i + 1}`, "sum"]),
      ])
      const read = resolved(blocks, readings)
      expect(unread(blocks, readings)).toEqual([])
      expect(bestOf(read)).toBeLessThanOrEqual(read.reduce((sum, { max }) => sum + max, 0))
      if (reading === "sum") expect(doubtsOf(read)).toEqual([])
    }),
  )
})
