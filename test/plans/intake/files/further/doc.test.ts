import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { openCompound } from "#src/plans/intake/files/further/compound.ts"
import { furtherIn } from "#src/plans/intake/files/further/readers.ts"
import { tablesAnswer } from "#src/plans/intake/reading/tables.ts"
import { problemOf as problemHere } from "../opened.ts"
import { compound } from "./compounds.ts"
import { openedFurther, problemOf, tasksOf } from "./further.ts"
import { expectAnswer, mutationsOf } from "./mutations.ts"

/** Written by LibreOffice from the .docx of the same name: automatic numbers, merged cells, changes, a footnote. */
const file = (name: string) => new Uint8Array(readFileSync(`test/plans/intake/files/fixtures/${name}`))

/** The streams of a document, to be changed and put together again. */
function streamsOf(bytes: Uint8Array): Record<string, Uint8Array> {
  const { names, stream } = openCompound(bytes)
  return Object.fromEntries(names.map((name) => [name, stream(name) ?? new Uint8Array(0)]))
}

describe("a document of Word 97 to 2003, or of WPS", () => {
  test.each(["plan", "matters"])("%s is read as the .docx from which it was made", async (name) => {
    const [old, today] = [await openedFurther(file(`${name}.doc`)), await openedFurther(file(`${name}.docx`))]
    expect(old.kind).toBe("doc")
    expect(old.text).toBe(today.text)
    expect(old.notes).toEqual(today.notes)
    expect(await tasksOf(file(`${name}.doc`))).toEqual(await tasksOf(file(`${name}.docx`)))
  })

  test("has its automatic numbers, its changes accepted, its merged cells", async () => {
    expect(await tasksOf(file("matters.doc"))).toEqual([
      "（一）制定年度计划。 → 牵头 办公室",
      "（二）开展两次督查。 → 责任 法规科",
      "1印发宣传册 → 责任 宣传科；时限 2026年3月",
      "2举办讲座 → 责任 宣传科；时限 2026年9月",
      "3组织考试 → 责任 人事科；时限 年底前",
    ])
    const { text, notes } = await openedFurther(file("matters.doc"), "方案.wps")
    expect(text).not.toMatch(/隐藏|一次/)
    expect(notes).toEqual([
      "文件中有修订，已按接受全部修订后的文字读取",
      "文件中有 1 段脚注，接在正文之后，请核对是否影响分工",
    ])
  })

  test("its tables go through the door of the lists of the year", async () => {
    const bytes = file("plan.doc")
    expect(tablesAnswer(bytes, await furtherIn(bytes))).toEqual(tablesAnswer(file("plan.docx")))
  })

  test("tells where automatic numbers cannot be had", async () => {
    const streams = streamsOf(file("plan.doc"))
    const main = streams.WordDocument?.slice() ?? new Uint8Array(0)
    // The lists are said to be nowhere: their place and length in the list of tables.
    main.fill(0, 0x9a + 73 * 8, 0x9a + 75 * 8)
    const { notes, text } = await openedFurther(compound({ ...streams, WordDocument: main }))
    expect(notes).toEqual(["文件中有 6 处自动编号读不到，请对照原文核对编号和部分"])
    expect(text).toContain("\n健全工作机制\n")
  })

  test("is left to Node by the edge, which says so", () => {
    expect(problemHere(file("plan.doc"))).toMatch(/\.doc、\.wps.*另存为 \.docx.*边缘平台/)
  })
})

describe("what is no such document", () => {
  const changed = (at: number, value: number) => {
    const streams = streamsOf(file("plan.doc"))
    const main = streams.WordDocument?.slice() ?? new Uint8Array(0)
    main[at] = value
    return compound({ ...streams, WordDocument: main })
  }
  test.each([
    ["with a password", () => changed(0x0b, 0x01), /已加密/],
    ["of Word 95", () => changed(0, 0xdc), /Word 95/],
    ["of something else", () => changed(0, 0), /已损坏/],
    [
      "without its tables",
      () => compound({ WordDocument: streamsOf(file("plan.doc")).WordDocument ?? new Uint8Array(0) }),
      /已损坏/,
    ],
    ["cut short", () => file("plan.doc").subarray(0, 3000), /已损坏/],
  ])("%s", async (_, made, sentence) => {
    expect(await problemOf(made())).toMatch(sentence)
  })

  test("whatever was changed in a file, it is answered", async () => {
    await fc.assert(fc.asyncProperty(mutationsOf(file("matters.doc")), expectAnswer), { numRuns: 300 })
  })

  test.each(["WordDocument", "1Table"])("whatever stands in %s, it is answered", async (name) => {
    const streams = streamsOf(file("matters.doc"))
    const found = streams[name] ? name : "0Table"
    await fc.assert(
      fc.asyncProperty(mutationsOf(streams[found] ?? new Uint8Array(1)), (made) =>
        expectAnswer(compound({ ...streams, [found]: made })),
      ),
      { numRuns: 300 },
    )
  })
})
