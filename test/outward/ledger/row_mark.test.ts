import fc from "fast-check"
import { expect, test } from "vitest"
import { COLUMN_KEYS, COLUMNS, keysOfHeadings, type Placed } from "#src/outward/ledger/columns.ts"
import { markOf, printOf, readMark } from "#src/outward/ledger/row_mark.ts"

const number = fc.integer({ min: 0, max: 999_999_999 })

test("a mark says what it was made of", () => {
  fc.assert(
    fc.property(number, number, number, fc.string(), fc.string(), fc.string(), (plan, round, assignment, a, p, n) => {
      const texts = { achieved: a, problems: p, nextSteps: n }
      expect(readMark(markOf({ plan, round, assignment }, texts))).toEqual({
        plan,
        round,
        assignment,
        prints: { achieved: printOf(a), problems: printOf(p), nextSteps: printOf(n) },
      })
    }),
  )
})

test("a mark stands as the contract has it", () => {
  expect(markOf({ plan: 1, round: 0, assignment: 63 }, { achieved: "已开展培训", problems: "", nextSteps: "" })).toBe(
    "FG-1-0-63-6d67435e-e3b0c442-e3b0c442",
  )
})

test("what a spreadsheet does to blanks and line ends makes no other text", () => {
  expect(printOf("一\r\n二 \n")).toBe(printOf("一\n二"))
  expect(printOf("一\n二")).not.toBe(printOf("一二"))
  expect(printOf("一 二")).not.toBe(printOf("一二"))
})

test.each(["", "12", "FG-1-2", "FG-1-2-3-zzzzzzzz-e3b0c442-e3b0c442", "XFG-1-2-3-e3b0c442-e3b0c442-e3b0c442"])(
  "%j is no mark",
  (cell) => {
    expect(readMark(cell)).toBeNull()
  },
)

test("a heading is found by its own words, by what offices call it, and first by what a layout calls it", () => {
  const own: Placed[] = [{ key: "achieved", heading: "本月进度" }]
  expect(keysOfHeadings(["落实情况", " 落实情况\n(本期) ", "本月进度"])).toEqual(["achieved", "achieved", null])
  expect(keysOfHeadings(["单位", "本月进度"], [own])).toEqual(["unit", "achieved"])
  expect(keysOfHeadings(["单位", "本月进度"], [own, [{ key: "problems", heading: "本月进度" }]])).toEqual([
    "unit",
    null,
  ])
})

test("what a layout calls a column is so in its own sheets, and nowhere else where the name is another column's", () => {
  const old: Placed[] = [
    { key: "unit", heading: "单位" },
    { key: "summary", heading: "落实情况" },
    { key: "achieved", heading: "进度" },
  ]
  expect(keysOfHeadings(["单位", "落实情况", "进度"], [old])).toEqual(["unit", "summary", "achieved"])
  expect(keysOfHeadings(["单位", "落实情况", "存在问题"], [old])).toEqual(["unit", "achieved", "problems"])
})

test("no two columns are called the same", () => {
  const called = COLUMN_KEYS.flatMap((key) => {
    const column: { heading: string; alsoCalled?: readonly string[] } = COLUMNS[key]
    return [column.heading, ...(column.alsoCalled ?? [])]
  })
  expect(new Set(called).size).toBe(called.length)
})
