import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { type ReadTask, readPlan } from "#src/plans/intake/reading/read_plan.ts"
import { opened, planIn, sectionsIn, tasksIn } from "./opened.ts"

/** Files that LibreOffice wrote: plan.docx from text with automatic numbers and a table, sheet.xlsx from a CSV. */
const file = (name: string) => new Uint8Array(readFileSync(`test/plans/intake/files/fixtures/${name}`))

describe("a Word file that an office program wrote", () => {
  const { text } = opened(file("plan.docx"))

  test("prints the numbers that the program counts, anew under each heading", () => {
    expect(text.split("\n").slice(3, 12)).toEqual([
      "一、健全工作机制",
      "（一）制定年度计划，明确目标和责任。",
      "牵头单位：办公室",
      "配合单位：人事科、财务科",
      "（二）建立联席会议制度，每季度召开一次。",
      "责任单位：法规科",
      "二、抓好重点对象",
      "（一）组织领导干部学法考试。（责任单位：人事科、法规科；完成时限：2026年6月底前）",
      "（二）开展宪法宣传周活动。（办公室牵头，各科室配合，长期坚持）",
    ])
  })

  test("is read with its table, whose merged cell has both rows", () => {
    expect(tasksIn(file("plan.docx"))).toEqual([
      "（一）制定年度计划，明确目标和责任。 → 牵头 办公室；配合 人事科 财务科",
      "（二）建立联席会议制度，每季度召开一次。 → 责任 法规科",
      "（一）组织领导干部学法考试。 → 责任 人事科 法规科；时限 2026年6月底前",
      "（二）开展宪法宣传周活动。 → 牵头 办公室；配合 各科室；时限 长期坚持",
      "1印发宣传册 → 牵头 宣传科 法规科；时限 2026年3月",
      "2举办讲座 → 牵头 宣传科 法规科；时限 2026年9月",
    ])
    const { title, docNumber, closing } = planIn(file("plan.docx"))
    expect([title, docNumber, closing]).toEqual([
      "清河区法治宣传工作任务分工方案",
      "清法宣〔2026〕3号",
      "各科室要于每季度末报送进展情况。",
    ])
    expect(sectionsIn(file("plan.docx"))).toEqual(["一、健全工作机制", "二、抓好重点对象"])
  })

  test("reads as the text that it prints", () => {
    const inText = (tasks: ReadTask[]) => tasks.slice(0, 4)
    expect(inText(planIn(file("plan.docx")).tasks)).toEqual(inText(readPlan(text).tasks))
  })
})

test("an Excel file that an office program wrote: dates, and a cell of two lines", () => {
  expect(tasksIn(file("sheet.xlsx"))).toEqual([
    "1制定年度计划 → 牵头 办公室；责任 人事科 财务科；时限 2026年3月31日",
    "2建立联席会议 → 牵头 法规科；配合 各科室；时限 2026年6月",
    "3开展宣传周 → 牵头 宣传科 法规科；责任 办公室；时限 长期坚持",
  ])
  expect(planIn(file("sheet.xlsx"))).toMatchObject({ title: "清河区重点任务台账", warnings: [] })
})
