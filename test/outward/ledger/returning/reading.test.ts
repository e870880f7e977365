import { unzipSync } from "fflate"
import { describe, expect, test } from "vitest"
import { packedAnswer, sheetAnswer, sheetHere, unpacked } from "#src/outward/ledger/returning/reading.ts"
import { returnedIn } from "#src/outward/ledger/returning/returned.ts"
import { markOf } from "#src/outward/ledger/row_mark.ts"
import { LARGEST_PART } from "#src/plans/intake/words/limits.ts"
import { docx, paragraph, sheetXml, xlsx, zipped } from "#test/plans/intake/files/office.ts"
import { PDF } from "#test/support/files.ts"
import { cellsOf, csvOf, HEAD_ROW, type Line, NO_TEXTS, sheetOf, typedIn } from "#test/support/ledger_sheets.ts"

function read(bytes: Uint8Array) {
  const answer = sheetAnswer({ bytes, layouts: [] })
  if ("problem" in answer) throw new Error(answer.problem)
  return answer.returned
}

function problemOf(bytes: Uint8Array): string {
  const answer = sheetAnswer({ bytes, layouts: [] })
  return "problem" in answer ? answer.problem : ""
}

const LINES: Line[] = [
  { id: 11, ordinal: 1, unit: "办公室", left: { achieved: "已开展培训" } },
  { id: 12, ordinal: 1, unit: "综合指导司", left: { achieved: "已制定计划" }, problems: "人手不足" },
  { id: 13, ordinal: 2, unit: "研究室", achieved: "完成初稿" },
]

describe("what was typed", () => {
  test("is what is not as it left; the rest says nothing", () => {
    const { rows, sheets, count, missing, hasMarks } = read(sheetOf(LINES))
    expect(sheets).toEqual(["台账"])
    expect({ count, missing, hasMarks }).toEqual({ count: 3, missing: [], hasMarks: true })
    expect(rows.map(({ row, mark, ordinal, unit }) => [row, mark?.assignment, ordinal, unit])).toEqual([
      [3, 11, "1", "办公室"],
      [4, 12, "1", "综合指导司"],
      [5, 13, "2", "研究室"],
    ])
    const no = { coordination: "否" }
    expect(typedIn(rows)).toEqual({ 3: no, 4: { problems: "人手不足", ...no }, 5: { achieved: "完成初稿", ...no } })
  })

  test("is the same out of a text file with commas, quotes and breaks", () => {
    const text = '第一句，\n第二句：“好”,"引号"。'
    const { rows } = read(csvOf([HEAD_ROW, cellsOf({ id: 13, ordinal: 2, unit: "研究室", achieved: text })]))
    expect(rows).toMatchObject([{ row: 2, mark: { assignment: 13 }, cells: { achieved: { text } } }])
  })

  test.each([
    ["an apostrophe before what would be a formula is none of the text", "'=1+2", "=1+2"],
    ["an apostrophe elsewhere is", "'好'", "'好'"],
  ])("in a text file %s", (_, written, text) => {
    const { rows } = read(csvOf([HEAD_ROW, cellsOf({ id: 13, ordinal: 2, unit: "研究室", achieved: written })]))
    expect(rows[0]?.cells.achieved?.text).toBe(text)
  })

  test.each<[string, string, string, string | undefined]>([
    ["a guarded text is as it left", "-3 人参加", "'-3 人参加", undefined],
    ["what was typed after the guard has none", "-3 人参加", "'-3 人参加，2 人请假", "-3 人参加，2 人请假"],
    ["a text that left with a quote keeps it", "'-3 人参加", "'-3 人参加", undefined],
    ["and so it does when it was typed", "", "'好'", "'好'"],
  ])("in a workbook that was a text file before, and in that: %s", (_, left, achieved, typed) => {
    const line = { id: 11, ordinal: 1, unit: "办公室", left: { achieved: left }, achieved }
    for (const bytes of [sheetOf([line]), csvOf([HEAD_ROW, cellsOf(line)])])
      expect(read(bytes).rows[0]?.cells.achieved?.text).toBe(typed)
  })

  test("with tabs and in GB18030, as 「Unicode 文本」 and old programs save it", () => {
    const tabbed = [HEAD_ROW, cellsOf({ id: 13, ordinal: 2, unit: "研究室", achieved: "完成" })].map((row) =>
      row.join("\t"),
    )
    const bytes = Uint8Array.from(Buffer.from(`\ufeff${tabbed.join("\r\n")}`, "utf16le"))
    expect(read(bytes).rows).toMatchObject([{ unit: "研究室", cells: { achieved: { text: "完成" } } }])
  })

  test("blanks and line ends that a program changes by itself are no change", () => {
    const left = { achieved: "第一句\n第二句" }
    const line = { id: 11, ordinal: 1, unit: "办公室", left, achieved: "第一句 \r\n第二句\n" }
    expect(read(sheetOf([line])).rows[0]?.cells.achieved).toBeUndefined()
  })

  test("is not what nobody sees, and is measured", () => {
    const long = "长".repeat(32_767)
    const { rows } = read(sheetOf([{ id: 11, ordinal: 1, unit: "办公室", achieved: "好\u200b的", problems: long }]))
    expect(rows[0]?.cells.achieved?.text).toBe("好的")
    expect(rows[0]?.cells.problems?.length).toBe(32_767)
    expect(rows[0]?.cells.problems?.text).toHaveLength(20_000)
  })
})

const formulaRow = (formula: string, value: string) =>
  `<row r="3"><c r="A3" t="inlineStr"><is><t>${markOf({ plan: 1, round: 1, assignment: 11 }, NO_TEXTS)}</t></is></c>
   <c r="D3" t="inlineStr"><is><t>办公室</t></is></c>
   <c r="E3" t="str"><f>${formula}</f>${value}</c></row>`

const headXml = `<row r="2">${HEAD_ROW.map((text, i) => `<c r="${String.fromCharCode(65 + i)}2" t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`
const withRows = (rows: string) => xlsx([{ name: "台账", rows: [] }], { "xl/worksheets/sheet1.xml": sheetXml(rows) })

describe("how it came", () => {
  test("a formula is never run: what was last computed is kept, and marked as such", () => {
    const { rows } = read(withRows(headXml + formulaRow('HYPERLINK("http://x","好")', "<v>好</v>")))
    expect(rows[0]?.cells.achieved).toMatchObject({ text: "好", doubt: "formula" })
    const empty = read(withRows(headXml + formulaRow("1/0", "")))
    expect(empty.rows[0]?.cells.achieved).toMatchObject({ text: "", doubt: "formula" })
  })

  test("filtered rows are read and counted", () => {
    const hidden = headXml + formulaRow("1", "<v>好</v>").replace('<row r="3">', '<row r="3" hidden="1">')
    expect(read(withRows(hidden))).toMatchObject({ hidden: 1, count: 1 })
  })

  test("a merged cell says what a row is known by for all its rows, and what was typed for the first alone", () => {
    const lines: Line[] = [
      { id: 11, ordinal: 1, unit: "办公室", achieved: "合并的话" },
      { id: 12, ordinal: 1, unit: "综合指导司" },
    ]
    const rows = lines.map(cellsOf)
    const [, second] = rows
    if (second) second[1] = ""
    const sheet = xlsx([{ name: "台账", rows: [["督办台账"], HEAD_ROW, ...rows], merges: ["B3:B4", "E3:E4"] }])
    const { rows: found, merged } = read(sheet)
    expect(found.map(({ ordinal }) => ordinal)).toEqual(["1", "1"])
    expect(found[0]?.cells.achieved).toMatchObject({ text: "合并的话", doubt: "merged" })
    expect(found[1]?.cells.achieved).toBeUndefined()
    expect(merged).toBe(1)
  })

  test("columns are found wherever they stand, and those that are gone are named", () => {
    const moved = [
      ["存在问题", "单位", "本期进展", "序号"],
      ["缺人", "办公室", "已办", 3],
    ]
    const { rows, missing, hasMarks } = read(xlsx([{ name: "a", rows: moved }]))
    expect({ missing, hasMarks }).toEqual({ missing: ["nextSteps", "coordination"], hasMarks: false })
    expect(rows).toMatchObject([
      { ordinal: "3", unit: "办公室", mark: null, cells: { problems: { text: "缺人" }, achieved: { text: "已办" } } },
    ])
  })

  test("marks are known by themselves where their heading was changed", () => {
    const [, ...heads] = HEAD_ROW
    const { hasMarks, rows } = read(
      xlsx([{ name: "a", rows: [["别动", ...heads], cellsOf({ id: 5, ordinal: 1, unit: "" })] }]),
    )
    expect(hasMarks).toBe(true)
    expect(rows[0]?.mark?.assignment).toBe(5)
  })

  test("blank rows, headings of parts, sums and a head that was copied are no rows", () => {
    const rows = [
      ["台账"],
      HEAD_ROW,
      ["", "", "一、总体要求"],
      [null],
      cellsOf({ id: 1, ordinal: 1, unit: "办公室" }),
      HEAD_ROW,
      ["", "合计", "", "", "共1项"],
    ]
    expect(read(xlsx([{ name: "a", rows }])).rows.map(({ row }) => row)).toEqual([5])
  })

  test("several sheets are read together; those with other things are named", () => {
    const one = (id: number) => [HEAD_ROW, cellsOf({ id, ordinal: id, unit: "办公室" })]
    const { sheets, others, rows } = read(
      xlsx([
        { name: "甲", rows: one(1) },
        { name: "说明", rows: [["填写说明"]] },
        { name: "乙", rows: one(2) },
      ]),
    )
    expect({ sheets, others }).toEqual({ sheets: ["甲", "乙"], others: ["说明"] })
    expect(rows.map(({ sheet, mark }) => [sheet, mark?.assignment])).toEqual([
      [0, 1],
      [1, 2],
    ])
  })
})

const OLE = (name: string) =>
  Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...[...name].flatMap((char) => [char.charCodeAt(0), 0])])

describe("a file that is not taken says why, and what to do", () => {
  const ADVICE = "请用 Excel 或 WPS 打开台账，核对后另存为不带密码的 .xlsx 或 .csv，再上传"
  test.each([
    ["empty", new Uint8Array(), "文件是空的"],
    ["a .pdf", PDF, "这是 PDF 文件"],
    ["a .docx", docx(paragraph("台账")), "这是 Word 文档，不是台账"],
    ["encrypted", OLE("EncryptedPackage"), "文件已加密"],
    ["an old .xls", OLE("Workbook"), "这是旧版 Excel 或 WPS 表格文件（.xls、.et）"],
    ["Word with macros", docx(paragraph("台账"), { "word/vbaProject.bin": "x" }), "文件含有宏，出于安全不读取"],
    ["another archive", zipped({ "a.txt": "x" }), "这是压缩文件"],
    ["bytes of nothing", Uint8Array.from({ length: 300 }, (_, i) => (i * 7) % 32), "这不是文字文件"],
    [
      "some other table",
      xlsx([
        {
          name: "a",
          rows: [
            ["姓名", "电话"],
            ["甲", "1"],
          ],
        },
      ]),
      "没有找到台账的表头（至少要有「落实情况」「存在问题」「下步打算」之一，以及单位或编号）",
    ],
    ["only heads", xlsx([{ name: "a", rows: [HEAD_ROW] }]), "台账里没有任何一行"],
    ["torn off", sheetOf(LINES).subarray(0, 900), "文件已损坏，无法读取"],
  ])("%s", (_, bytes, reason) => {
    expect(problemOf(bytes)).toBe(`${reason}，没有读取。${ADVICE}`)
  })

  test("with 1,000,000 rows, before they are all looked at", () => {
    const rows = Array.from({ length: 21_000 }, (_, i) => `<row r="${i + 3}"><c r="A${i + 3}"><v>1</v></c></row>`).join(
      "",
    )
    expect(problemOf(withRows(headXml + rows))).toContain("表格超过 20000 行，没有读取")
    const million = Array.from({ length: 1_000_000 }, (_, i) => i).join("\n")
    expect(problemOf(new TextEncoder().encode(million))).toContain("文件超过 5 MB")
  })

  test("that swells when it is unpacked", () => {
    expect(problemOf(withRows(`${headXml}<!--${" ".repeat(30_000_000)}-->`))).toContain("文件展开后过大")
  })

  test("rows that only have a format count for nothing", () => {
    const empty = Array.from({ length: 30_000 }, (_, i) => `<row r="${i + 4}" ht="15"/>`).join("")
    expect(read(withRows(headXml + formulaRow("1", "<v>好</v>") + empty)).count).toBe(1)
  })
})

describe("as large as they come", () => {
  /** As wide as a 台账 is, its part larger than what a document may have in one. */
  const wide = (rows: number) => {
    const others = Array.from({ length: 24 }, (_, column) => `另一列${column}`)
    const line = (id: number) => [
      ...cellsOf({ id, ordinal: id, unit: "办公室", achieved: `第${id}期` }),
      ...others.map(
        (heading) =>
          `${heading}第${id}行：${(id * 7919 + heading.length).toString(36)}，在接待场所集中发放资料，并在门户网站开设专栏，发布解读文章，组织专题培训，参加人员有机关干部、基层单位工作人员`,
      ),
    ]
    return xlsx([
      { name: "台账", rows: [[...HEAD_ROW, ...others], ...Array.from({ length: rows }, (_, i) => line(i + 1))] },
    ])
  }

  test("10,000 rows in full width are read, at a stroke, in turns, and as a thread hands them over", async () => {
    const bytes = wide(10_000)
    expect(Math.max(...Object.values(unzipSync(bytes)).map(({ length }) => length))).toBeGreaterThan(LARGEST_PART)
    const sent = { bytes, layouts: [] }
    const answer = sheetAnswer(sent)
    if ("problem" in answer) throw new Error(answer.problem)
    expect(answer.returned.rows).toHaveLength(10_000)
    expect(answer.returned.rows.at(-1)).toMatchObject({
      row: 10_001,
      mark: { assignment: 10_000 },
      cells: { achieved: { text: "第10000期" } },
    })
    expect(await sheetHere(sent)).toEqual(answer)
    const packed = packedAnswer(sent)
    expect("rows" in packed && packed.rows.length).toBe(20)
    expect(await unpacked(packed)).toEqual(answer)
  })

  test("others have their turn while it is read on the spot", async () => {
    let turns = 0
    const ticking = setInterval(() => turns++)
    await sheetHere({ bytes: wide(2000), layouts: [] })
    clearInterval(ticking)
    expect(turns).toBeGreaterThan(5)
  })

  test("of a sheet whose marks have lost their heading the column of the marks is found far below, too", () => {
    const rows = Array.from({ length: 80 }, (_, i) =>
      cellsOf({ id: i + 1, ordinal: i + 1, unit: "办公室", ...(i < 70 && { mark: "" }) }),
    )
    const { hasMarks, rows: read } = returnedIn(
      xlsx([{ name: "台账", rows: [["别的", ...HEAD_ROW.slice(1)], ...rows] }]),
    )
    expect(hasMarks).toBe(true)
    expect(read.filter(({ mark }) => mark).map(({ mark }) => mark?.assignment)).toEqual([
      71, 72, 73, 74, 75, 76, 77, 78, 79, 80,
    ])
  })
})
