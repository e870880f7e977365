import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { furtherIn } from "#src/plans/intake/files/further/readers.ts"
import { tablesAnswer } from "#src/plans/intake/reading/tables.ts"
import { problemOf as problemHere } from "../opened.ts"
import { packedCell, workbookStream, xls } from "./biff.ts"
import { compound } from "./compounds.ts"
import { inputOf, linesOf, openedFurther, problemOf, tasksOf } from "./further.ts"
import { expectAnswer, mutationsOf } from "./mutations.ts"

/** Written by LibreOffice: register.xls with formulas, merged cells, hidden rows, columns and sheets; sheet.xls from sheet.xlsx. */
const file = (name: string) => new Uint8Array(readFileSync(`test/plans/intake/files/fixtures/${name}`))

describe("a workbook of Excel 97 to 2003, or of WPS", () => {
  test("is read as the .xlsx with the same cells", async () => {
    const [old, today] = [await openedFurther(file("sheet.xls")), await openedFurther(file("sheet.xlsx"))]
    expect(old.kind).toBe("xls")
    expect(old.text).toBe(today.text)
    expect(await tasksOf(file("sheet.xls"))).toEqual(await tasksOf(file("sheet.xlsx")))
  })

  test("shows days, times, results of formulas and merged cells as the program does", async () => {
    expect(await tasksOf(file("register.xls"))).toEqual([
      "制定年度计划 → 牵头 办公室；时限 2026年6月30日",
      "建立联席会议 → 牵头 法规科；时限 2026年6月",
      "开展宣传周 → 牵头 宣传科；时限 长期坚持",
      "隐藏的一项 → 牵头 财务科；时限 2026年10月5日",
      "公式的字 → 牵头 办公室；时限 年底前",
    ])
    expect((await linesOf(file("register.xls")))[2]).toBe("一、健全机制\t制定年度计划\t办公室\t2026年6月30日\t9:00")
  })

  test("says what it hid", async () => {
    expect((await openedFurther(file("register.xls"), "台账.et")).notes).toEqual([
      "隐藏的工作表没有读入：「底稿」",
      "表中隐藏的 1 行也读入了，请核对",
      "表中隐藏的 1 列没有读入；需要的请取消隐藏后重新选择",
      "表格的这些列没有读入：办公时间",
    ])
  })

  test("goes through the same door as a list of the year", async () => {
    const bytes = file("register.xls")
    expect(tablesAnswer(bytes, await furtherIn(bytes))).toMatchObject({
      tables: [
        [["重点任务台账", "", "", "", ""], ["部分", "任务", "牵头单位", "完成时限", "办公时间"], {}, {}, {}, {}, {}],
      ],
    })
  })

  test("is left to Node by the edge, which says so", () => {
    expect(problemHere(file("register.xls"))).toMatch(/\.xls、\.et.*另存为 \.xlsx.*边缘平台/)
  })
})

describe("its records", () => {
  const words = fc.string({ unit: fc.constantFrom(..."督查abc12、é", "𠮷"), minLength: 1, maxLength: 60 })
  const cells = fc.array(fc.record({ text: words, cuts: fc.array(fc.nat(60), { maxLength: 4 }) }), {
    minLength: 4,
    maxLength: 40,
  })
  const head = ["序号", "任务", "责任单位", "完成时限"].map((text) => ({ text, cuts: [] }))

  test("give each text as it was written, wherever it was cut", async () => {
    await fc.assert(
      fc.asyncProperty(cells, async (texts) => {
        const answer = await furtherIn(xls([...head, ...texts], 4))
        const shown = answer && "tables" in answer ? answer.tables.flatMap(({ rows }) => rows.flat()) : []
        const read = shown.flatMap(({ pieces }) => pieces.map((one) => (one.kind === "paragraph" ? one.text : "")))
        expect(read).toEqual([...head, ...texts].map(({ text }) => text))
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    [(12 << 2) | 2, "12"],
    [(1250 << 2) | 3, "12.5"],
    [(-7 << 2) | 2, "-7"],
    [0x3ff00000, "1"],
    [0x40590001, "1"],
  ])("number %i in four bytes", async (packed, printed) => {
    const lines = await linesOf(xls(head, 4, packedCell(1, 1, packed)))
    expect(lines.join("\n")).toContain(printed)
  })
})

describe("what is no such workbook", () => {
  test.each([
    ["with a password", () => compound({ Workbook: locked() }), /已加密/],
    ["cut short", () => file("register.xls").subarray(0, 700), /已损坏/],
    ["with nothing in it", () => compound({ Workbook: new Uint8Array(10) }), /Excel 4|已损坏/],
    ["with the key of today's encryption", () => compound({ EncryptedPackage: new Uint8Array(9) }), /已加密/],
  ])("%s", async (_, made, sentence) => {
    expect(await problemOf(made())).toMatch(sentence)
  })

  /** The sign of a password behind the first record. */
  function locked(): Uint8Array {
    const stream = workbookStream([{ text: "甲", cuts: [] }], 1)
    return Uint8Array.from([...stream.subarray(0, 20), 0x2f, 0, 2, 0, 0, 0, ...stream.subarray(20)])
  }

  test("a circle of sectors ends", async () => {
    const bytes = file("register.xls")
    const circle = bytes.slice()
    for (let at = 512; at < 1024; at += 4) circle.set([0, 0, 0, 0], at)
    expect(await inputOf(circle)).toHaveProperty("problem")
  })

  test("whatever was changed in a file, it is answered", async () => {
    await fc.assert(fc.asyncProperty(mutationsOf(file("register.xls")), expectAnswer), { numRuns: 400 })
  })

  test("whatever stands in its records, they are answered", async () => {
    const stream = workbookStream(
      ["序号", "任务", "责任单位", "开展督查"].map((text) => ({ text, cuts: [1] })),
      2,
    )
    await fc.assert(
      fc.asyncProperty(mutationsOf(stream), (changed) => expectAnswer(compound({ Workbook: changed }))),
      { numRuns: 400 },
    )
  })
})
