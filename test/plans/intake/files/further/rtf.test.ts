import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { furtherIn } from "#src/plans/intake/files/further/readers.ts"
import { tablesAnswer } from "#src/plans/intake/reading/tables.ts"
import { problemOf as problemHere } from "../opened.ts"
import { linesOf, openedFurther, problemOf, tasksOf } from "./further.ts"
import { expectAnswer, mutationsOf } from "./mutations.ts"

/** Written by LibreOffice from the .docx of the same name. */
const file = (name: string) => new Uint8Array(readFileSync(`test/plans/intake/files/fixtures/${name}`))
/** RTF as Word writes it: one byte a character. */
const rtf = (body: string) => Uint8Array.from(`{\\rtf1\\ansi\\ansicpg936 ${body}}`, (char) => char.charCodeAt(0))

describe("a document in RTF", () => {
  test.each(["plan", "matters"])("%s is read as the .docx from which it was made", async (name) => {
    const [rich, today] = [await openedFurther(file(`${name}.rtf`)), await openedFurther(file(`${name}.docx`))]
    expect(rich.kind).toBe("rtf")
    expect(rich.text).toBe(today.text)
    expect(rich.notes).toEqual(today.notes)
    expect(await tasksOf(file(`${name}.rtf`))).toEqual(await tasksOf(file(`${name}.docx`)))
  })

  test("its tables go through the door of the lists of the year", async () => {
    const bytes = file("plan.rtf")
    expect(tablesAnswer(bytes, await furtherIn(bytes))).toEqual(tablesAnswer(file("plan.docx")))
  })

  test.each([
    ["characters as Chinese Windows writes them", "\\'b6\\'bd\\'b0\\'ec", ["督办"]],
    ["characters by their number, with what old programs print instead", "\\uc1\\u30563 ?\\u-28924 ?x", ["督輄x"]],
    ["no reading for old programs", "\\uc2\\u30563\\'b6\\'bdx", ["督x"]],
    ["signs that are words", "a\\tab b\\line c\\'7d\\{\\emdash", ["a\tb", "c}{—"]],
    [
      "a number as it is printed",
      "{\\listtext\\'d2\\'bb\\'a1\\'a2\\tab}x\\par{\\*\\pntext 1.\\tab}y",
      ["一、x", "1.y"],
    ],
    ["no hidden, deleted or foreign words", "a{\\v b}{\\deleted c}{\\*\\unknown d}{\\pict 00ff}{\\header e}f", ["af"]],
    ["bytes that are nobody's", "a{\\pict\\bin4 }}}}}b", ["ab"]],
    [
      "the result of a field, and what 带圈字符 draws",
      "{\\field{\\*\\fldinst DATE}{\\fldrslt a}}{\\field{\\*\\fldinst eq \\\\o\\\\ac(\\u9675 ?,2)}{\\fldrslt}}",
      ["a②"],
    ],
    ["no table of contents", "{\\stylesheet{\\s31 toc 1;}}\\pard\\s31 a\\par\\pard b", ["b"]],
    [
      "a box before its paragraph, a footnote behind all",
      "{\\shp{\\*\\shpinst{\\sp{\\sn x}}{\\shptxt a\\par}}}b{\\footnote c}\\par d",
      ["a", "b", "d", "c"],
    ],
  ])("%s", async (_, body, lines) => {
    expect(await linesOf(rtf(body))).toEqual(lines)
  })

  test("cells that are merged", async () => {
    const row = (signs: string, ...cells: string[]) =>
      `\\trowd ${signs}\\pard\\intbl ${cells.map((cell) => `${cell}\\cell `).join("")}\\row `
    const body =
      row("\\clvmgf\\cellx1000\\cellx2000\\cellx3000", "a", "b", "c") +
      row("\\clvmrg\\cellx1000\\cellx3000", "", "d") +
      "\\pard e"
    expect(await furtherIn(rtf(body))).toMatchObject({
      tables: [
        {
          rows: [
            [{}, {}, {}],
            [{ goesOn: true, across: 1 }, { across: 2 }],
          ],
        },
      ],
    })
  })
})

describe("what cannot be read", () => {
  test.each([
    ["nothing in it", rtf(""), /没有文字/],
    ["groups too deep", rtf("{".repeat(600)), /嵌套过深/],
  ])("%s", async (_, made, sentence) => {
    expect(await problemOf(made)).toMatch(sentence)
  })

  test("at the edge, which says so", () => {
    expect(problemHere(file("plan.rtf"))).toMatch(/RTF.*另存为 \.docx.*边缘平台/)
  })

  test("whatever was changed in a file, it is answered", async () => {
    await fc.assert(fc.asyncProperty(mutationsOf(file("matters.rtf")), expectAnswer), { numRuns: 200 })
  })

  test("whatever its groups and words are, they are answered", async () => {
    const part = fc.constantFrom(
      ..."{ } \\par \\cell \\row \\intbl \\trowd \\cellx500 \\cellx-9 \\clvmrg \\u30563 \\'b6 \\'zz \\bin9 \\uc9 {\\footnote {\\shptxt {\\*\\x {\\listtext {\\fldinst a \\v \\pard \\".split(
        " ",
      ),
    )
    const body = fc.array(part, { maxLength: 80 }).map((parts) => parts.join(""))
    await fc.assert(
      fc.asyncProperty(body, (made) => expectAnswer(rtf(made))),
      { numRuns: 200 },
    )
  })
})
