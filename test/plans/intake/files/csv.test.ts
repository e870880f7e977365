import { expect, test } from "vitest"
import { xlsx } from "./office.ts"
import { htmlBytes, opened, tasksIn } from "./opened.ts"

const CSV =
  '重点任务台账,,\r\n序号,任务,责任单位,完成时限\r\n1,"完善制度，\n建立台账","甲局、乙局",6月底前\r\n2,开展督查,丙局,\r\n'

test("a table whose cells are parted by commas", () => {
  expect(tasksIn(htmlBytes(CSV))).toEqual([
    "1完善制度，⏎建立台账 → 责任 甲局 乙局；时限 6月底前",
    "2开展督查 → 责任 丙局",
  ])
  expect(opened(htmlBytes(CSV), "台账.csv")).toMatchObject({ kind: "csv", notes: [] })
})

test("commas in a list of units are none between columns", () => {
  expect(opened(htmlBytes("一、健全机制\n1.完善制度。（责任单位：甲局,乙局,丙局）"), "方案.txt").kind).toBe("text")
})

test("of a workbook with macros the sheets are read, and that its macros were not is said", () => {
  const rows = [
    ["序号", "任务", "责任单位"],
    ["1", "完善制度", "甲局"],
  ]
  const book = xlsx([{ name: "台账", rows }], { "xl/vbaProject.bin": "x" })
  expect(tasksIn(book)).toEqual(["1完善制度 → 责任 甲局"])
  expect(opened(book, "台账.xlsm").notes).toEqual(["文件中的宏没有读取，只读入了表格"])
})
