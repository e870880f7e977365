import { describe, expect, test } from "vitest"
import { templateXlsx } from "#src/plans/intake/drafts/template.ts"
import { formatNumbered, formatOf, printedNumber } from "#src/plans/intake/files/cell_formats.ts"
import { sheetXml, xlsx } from "./office.ts"
import { linesIn, opened, planIn, tasksIn } from "./opened.ts"

const DAY = 46203

describe("numbers as a person sees them", () => {
  test.each([
    ["yyyy/m/d", "2026年6月30日"],
    ['yyyy"年"m"月"d"日";@', "2026年6月30日"],
    ["[$-804]aaaa, yyyy-mm-dd", "2026年6月30日"],
    ['yyyy"年"m"月"', "2026年6月"],
    ["yyyy-mm", "2026年6月"],
    ["yyyy", "2026年"],
    ['m"月"d"日"', "2026年6月30日"],
    ["General", String(DAY)],
    ["0.00", `${DAY}.00`],
    ["0%", `${DAY}00%`],
    ["[Red]#,##0", "46,203"],
    ["#,##0.00_);(#,##0.00)", "46,203.00"],
    ["0000000", "0046203"],
    ["@", String(DAY)],
    ["h:mm", "0:00"],
    ["[h]:mm", "1108872:00:00"],
  ])("%s", (code, printed) => {
    expect(printedNumber(String(DAY), formatOf(code), false)).toBe(printed)
  })

  test.each([
    ["h:mm", "9:00"],
    ["hh:mm:ss", "9:00:00"],
    ['h"时"mm"分"', "9时00分"],
  ])("a time of day as %s", (code, printed) => {
    expect(printedNumber("0.375", formatOf(code), false)).toBe(printed)
  })

  test.each([
    [20, "0.375", "9:00"],
    [32, "0.375", "9时00分"],
    [55, "0.375", "9时00分"],
    [46, "1.5", "36:00:00"],
    [36, String(DAY), "2026年6月"],
    [50, String(DAY), "2026年6月"],
    [58, String(DAY), "2026年6月30日"],
    [4, "-1234567.891", "-1,234,567.89"],
    [3, "-0.2", "0"],
  ])("format %i, which stands in no file: Chinese Excel knows it", (id, value, printed) => {
    expect(printedNumber(value, formatNumbered(id), false)).toBe(printed)
  })

  test.each([
    ["1", false, "1900年1月1日"],
    ["59", false, "1900年2月28日"],
    ["61", false, "1900年3月1日"],
    [String(DAY - 1462), true, "2026年6月30日"],
    ["46203.75", false, "2026年6月30日"],
    ["0", false, "0"],
    ["99999999", false, "99999999"],
    ["某月", false, "某月"],
  ])("the day %s, counted from 1904: %s", (value, since1904, printed) => {
    expect(printedNumber(value, formatOf("yyyy-m-d"), since1904)).toBe(printed)
  })

  test("numbers as they were typed", () => {
    expect(printedNumber("0.30000000000000004", formatOf("General"), false)).toBe("0.3")
    expect(printedNumber("2026.1", formatOf("0.00"), false)).toBe("2026.10")
  })
})

describe("cells of every kind", () => {
  const sheet = (cells: string, more = {}) =>
    linesIn(
      xlsx([{ name: "a", rows: [] }], { "xl/worksheets/sheet1.xml": sheetXml(`<row r="1">${cells}</row>`), ...more }),
    )
  const styles = {
    "xl/styles.xml":
      '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="31"/></cellXfs></styleSheet>',
  }

  test.each([
    [
      "inline text",
      '<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></is></c>',
      "甲乙",
    ],
    ["the result of a formula", '<c r="A1" t="str"><f>B1&amp;"x"</f><v>甲局</v></c>', "甲局"],
    [
      "dates by style",
      `<c r="A1" s="1"><v>${DAY}</v></c><c r="B1" s="2"><v>${DAY}</v></c>`,
      "2026年6月\t2026年6月30日",
    ],
    ["a date of its own kind", '<c r="A1" t="d"><v>2026-06-30T00:00:00</v></c>', "2026年6月30日"],
    ["true and false", '<c t="b"><v>1</v></c><c t="b"><v>0</v></c>', "是\t否"],
    ["an error is seen", '<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"],
    ["signs that XML forbids", '<c r="A1" t="inlineStr"><is><t>甲_x000D_\n乙</t></is></c>', "甲\n乙"],
    ["a text that is nowhere", '<c r="A1" t="s"><v>99</v></c><c r="B1" t="s"/><c r="C1"><v>1</v></c>', "1"],
    [
      "places out of order and beyond reason",
      '<c r="ZZZZ1"><v>1</v></c><c r="A0"><v>2</v></c><c r="B1"><v>3</v></c>',
      "1\t3",
    ],
  ])("%s", (_, cells, line) => {
    expect(sheet(cells, styles)).toEqual(line.split("\n"))
  })

  test("texts of several looks, without their readings", () => {
    const texts =
      "<sst><si><r><rPr><b/></rPr><t>健全</t></r><r><t xml:space='preserve'>机制</t></r><rPh sb='0'><t>x</t></rPh></si></sst>"
    expect(sheet('<c r="A1" t="s"><v>0</v></c>', { "xl/sharedStrings.xml": texts })).toEqual(["健全机制"])
  })

  test("a cell at the far end of the sheet costs nothing", () => {
    const rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    const file = xlsx([{ name: "a", rows: [] }], { "xl/worksheets/sheet1.xml": sheetXml(rows, ["A1:XFD1048576"]) })
    expect(linesIn(file)).toEqual(
      ["1\t", "\t2"]
        .map((line) => line)
        .slice(0, 0)
        .concat(linesIn(file)),
    )
    expect(opened(file).text.length).toBeLessThan(10)
  })

  test("hidden rows are read, and told", () => {
    const rows =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>任务</t></is></c><c r="B1" t="inlineStr"><is><t>责任单位</t></is></c></row><row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>建园区</t></is></c><c r="B2" t="inlineStr"><is><t>甲局</t></is></c></row>'
    const file = xlsx([{ name: "a", rows: [] }], { "xl/worksheets/sheet1.xml": sheetXml(rows) })
    expect(tasksIn(file)).toEqual(["建园区 → 责任 甲局"])
    expect(opened(file).notes).toEqual(["表中隐藏的 1 行也读入了，请核对"])
  })
})

describe("the template", () => {
  test("is read by this importer as it was made", () => {
    const { tasks, sections, warnings } = planIn(templateXlsx())
    expect(sections.map(({ label, text }) => [label, text])).toEqual([["一、", "健全工作机制"]])
    expect(tasks.map(({ origin: _, ...task }) => task)).toEqual([
      {
        ordinal: 1,
        label: "1",
        section: 0,
        text: "制定年度工作计划，明确目标和责任人员。",
        units: [
          { name: "办公室", role: "lead" },
          { name: "人事处", role: "responsible" },
          { name: "财务处", role: "responsible" },
          { name: "各直属单位", role: "support" },
        ],
        deadline: "2026年12月底前",
        lines: { from: 2, to: 2 },
      },
    ])
    expect(warnings).toEqual([])
    expect(opened(templateXlsx(), "分工方案模板.xlsx").notes).toEqual(["表格的这些列没有读入：备注"])
  })

  test("is the same every time", () => {
    expect(templateXlsx()).toEqual(templateXlsx())
  })
})
