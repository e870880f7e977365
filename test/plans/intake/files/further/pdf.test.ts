import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { furtherIn } from "#src/plans/intake/files/further/readers.ts"
import { tablesAnswer } from "#src/plans/intake/reading/tables.ts"
import { problemOf as problemHere } from "../opened.ts"
import { linesOf, openedFurther, problemOf, tasksOf } from "./further.ts"
import { expectAnswer, mutationsOf } from "./mutations.ts"

/**
 * plan.pdf and rules.pdf were printed by LibreOffice from the .docx of the same name; rules has a table over four pages,
 * whose rows are cut at their ends. browser.pdf was printed by Chromium, locked.pdf has a password.
 */
const file = (name: string) => new Uint8Array(readFileSync(`test/plans/intake/files/fixtures/${name}`))

/** A file of pages with nothing but these operators on each. */
function pdf(...contents: string[]): Uint8Array {
  const pages = contents.map((_, i) => `${4 + i * 2} 0 R`)
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[${pages.join(" ")}]/Count ${contents.length}/MediaBox[0 0 595 842]>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ...contents.flatMap((content, i) => [
      `<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents ${5 + i * 2} 0 R>>`,
      `<</Length ${content.length}>>stream\n${content}\nendstream`,
    ]),
  ]
  let text = "%PDF-1.4\n"
  const places = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj${object}endobj\n`
    return at
  })
  const at = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("")}`
  text += `trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF`
  return new TextEncoder().encode(text)
}

const line = (words: string, x: number, y: number) => `BT /F 12 Tf ${x} ${y} Td (${words}) Tj ET\n`

describe("a document as it was printed", () => {
  test("bytes that are a Buffer, as npm run parse has them, are read and left as they were", async () => {
    const bytes = readFileSync("test/plans/intake/files/fixtures/plan.pdf")
    const before = Uint8Array.from(bytes)
    expect(await tasksOf(bytes)).toEqual(await tasksOf(file("plan.pdf")))
    expect(Uint8Array.from(bytes)).toEqual(before)
  })

  test("says what the .docx said, and that it was read from places", async () => {
    const [printed, written] = [await openedFurther(file("plan.pdf")), await openedFurther(file("plan.docx"))]
    const words = (text: string) =>
      text
        .split("\n")
        .slice(0, 13)
        .map((one) => one.replace(/\s/g, ""))
    expect(printed.kind).toBe("pdf")
    expect(words(printed.text)).toEqual(words(written.text))
    expect(printed.notes).toEqual(["版式文件按显示的行读取，段落和表格由位置推断，请对照原文核对"])
    expect((await tasksOf(file("plan.pdf"))).slice(0, 4)).toEqual((await tasksOf(file("plan.docx"))).slice(0, 4))
  })

  test("has its table, whose head each page repeats and whose rows are cut at the ends of pages", async () => {
    const written = (await tasksOf(file("rules.docx"))).map((task) => task.replaceAll("⏎", ""))
    expect((await tasksOf(file("rules.pdf"))).map((task) => task.replaceAll("⏎", ""))).toEqual(written)
    expect(written).toHaveLength(5)
    const answer = tablesAnswer(file("rules.pdf"), await furtherIn(file("rules.pdf")))
    expect(answer).toMatchObject({
      tables: [[["部分", "序号", "任务", "牵头单位"], ["一、健全机制", "1", {}, "办公室\n法规科"], {}, {}, {}, {}]],
    })
  })

  test("of a browser has the characters that it shows and not their radicals", async () => {
    expect(await linesOf(file("browser.pdf"))).toEqual([
      "一、民生长效机制",
      "序号\t任务\t单位",
      "1\t办民生实事\t民政局",
    ])
  })

  test("goes on with a line that is full, leaves page numbers out, and tells pages without a word", async () => {
    const full = "a".repeat(60)
    const first = line(full, 90, 700) + line("bb", 90, 680) + line("cc", 114, 660) + line("- 1 -", 280, 40)
    expect(await linesOf(pdf(first, ""))).toEqual([`${full} bb`, "cc"])
    expect((await openedFurther(pdf(first, ""))).notes.at(-1)).toBe("第 2 页没有文字，可能是图片或扫描件，没有读入")
  })

  test("leaves out the head that each page repeats, and no unit that stands at the foot of many", async () => {
    const page = (text: string) => line("Head 2026", 90, 800) + line(text, 90, 500) + line("Unit: aa", 90, 50)
    const lines = await linesOf(pdf(page("x"), page("y"), page("z")))
    expect(lines.join(" ")).not.toContain("Head")
    const who = "1.bbbbb"
    const shown = await linesOf(pdf(...["x", "y", "z"].map((text) => line(text, 90, 500) + line(who, 90, 50))))
    expect(shown.join(" ").split(who)).toHaveLength(4)
  })

  test("words across the page are a watermark", async () => {
    const askew = "BT /F 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (secret) Tj ET\n"
    expect(await linesOf(pdf(askew + line("aa", 90, 700)))).toEqual(["aa"])
  })

  test("rules that are thin areas, and a place without a rule, make cells", async () => {
    const across = [700, 670, 640].map((y) => `100 ${y} 300 1 re f\n`).join("")
    const down = "100 640 1 61 re f\n250 670 1 31 re f\n400 640 1 61 re f\n"
    const words = line("aa", 110, 680) + line("bb", 260, 680) + line("cc", 110, 650)
    const answer = await furtherIn(pdf(across + down + words))
    expect(answer).toMatchObject({ tables: [{ rows: [[{ across: 1 }, { across: 1 }], [{ across: 2 }]] }] })
  })
})

describe("what cannot be read", () => {
  test.each([
    ["with a password", () => file("locked.pdf"), /已加密/],
    ["of pictures alone", () => pdf("", ""), /没有可以选取的文字.*扫描件.*识别/],
    ["cut short", () => file("plan.pdf").subarray(0, 900), /已损坏/],
    ["of too many pages", () => pdf(...Array.from({ length: 301 }, () => "")), /超过 300 页/],
  ])("%s", async (_, made, sentence) => {
    expect(await problemOf(made())).toMatch(sentence)
  })

  test("at the edge, which says so", () => {
    expect(problemHere(file("plan.pdf"))).toMatch(/PDF.*粘贴.*边缘平台/)
  })

  test("whatever was changed in a file, it is answered", async () => {
    const small = pdf(`${line("1.aa", 90, 700)}90 600 300 1 re f\n90 600 1 90 re S\n`, line("bb", 90, 700))
    await fc.assert(fc.asyncProperty(mutationsOf(small), expectAnswer), { numRuns: 150 })
    await fc.assert(fc.asyncProperty(mutationsOf(file("browser.pdf")), expectAnswer), { numRuns: 15 })
  })

  test("whatever rules and words stand on a page, it is answered", async () => {
    const number = fc.integer({ min: -50, max: 900 })
    const step = fc.oneof(
      fc.tuple(number, number, number, number).map((one) => `${one.join(" ")} re S\n`),
      fc.tuple(number, number, number, number).map(([a, b, c, d]) => `${a} ${b} m ${c} ${d} l S\n`),
      fc.tuple(number, number).map(([x, y]) => line("a1", x, y)),
      fc.constantFrom("q\n", "Q\n", "2 0 0 2 0 0 cm\n"),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), (steps) => expectAnswer(pdf(steps.join("")))),
      { numRuns: 40 },
    )
  })
})
