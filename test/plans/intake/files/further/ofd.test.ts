import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { furtherIn } from "#src/plans/intake/files/further/readers.ts"
import { zipped } from "../office.ts"
import { problemOf as problemHere } from "../opened.ts"
import { linesOf, openedFurther, problemOf, tasksOf } from "./further.ts"
import { expectAnswer, mutationsOf } from "./mutations.ts"

const NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'

/** Words at a place of the page, in millimetres: as large as 三号, a character a step. */
const words = (text: string, x: number, y: number, more = "") =>
  `<ofd:TextObject Boundary="${x} ${y} 160 8" Size="5.6"${more}><ofd:TextCode X="0" Y="5" DeltaX="g ${text.length} 5.6">${text}</ofd:TextCode></ofd:TextObject>`
const path = (data: string) =>
  `<ofd:PathObject Boundary="20 100 160 60" Stroke="true"><ofd:AbbreviatedData>${data}</ofd:AbbreviatedData></ofd:PathObject>`
const layer = (content: string) =>
  `<ofd:Page ${NS}><ofd:Content><ofd:Layer>${content}</ofd:Layer></ofd:Content></ofd:Page>`

function ofd(...pages: string[]): Uint8Array {
  const names = pages.map((_, i) => `Pages/Page_${i}/Content.xml`)
  return zipped({
    "OFD.xml": `<ofd:OFD ${NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    "Doc_0/Document.xml": `<ofd:Document ${NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages>${names.map((name, i) => `<ofd:Page ID="${i + 1}" BaseLoc="${name}"/>`).join("")}</ofd:Pages></ofd:Document>`,
    "Doc_0/Tpls/Tpl_0/Content.xml": layer(words("清河区普法办公室", 60, 20)),
    ...Object.fromEntries(pages.map((page, i) => [`Doc_0/${names[i]}`, page])),
  })
}

const PLAN = layer(
  words("一、健全机制", 31, 60) +
    words("（一）完善制度，建立台账，明确责任，定期检查，持", 39, 70) +
    words("续推进。", 28, 80) +
    words("责任单位：甲局、乙局", 39, 90),
)

describe("a document in OFD", () => {
  test("is put together from its lines", async () => {
    expect(await tasksOf(ofd(PLAN))).toEqual([
      "（一）完善制度，建立台账，明确责任，定期检查，持续推进。 → 责任 甲局 乙局",
    ])
    expect(await openedFurther(ofd(PLAN), "方案.ofd")).toMatchObject({
      kind: "ofd",
      notes: ["版式文件按显示的行读取，段落和表格由位置推断，请对照原文核对"],
    })
  })

  test("that is not set in ends its items where the next begin, also where a line is full", async () => {
    const full = "1.完善制度，建立台账，明确责任，定期检查，持续推。"
    const lines = [full, "牵头单位：甲局", full.replace("1", "2"), "3.开展督查。"]
    const page = layer(lines.map((text, i) => words(text, 28, 60 + i * 10)).join(""))
    expect(await linesOf(ofd(page))).toEqual(lines)
  })

  test("has what stands on the sheet under it, and no watermark", async () => {
    const page = PLAN.replace("<ofd:Content>", '<ofd:Template TemplateID="9"/><ofd:Content>').replace(
      "</ofd:Layer>",
      `${words("内部", 50, 150, ' CTM="0.7 0.7 -0.7 0.7 0 0"')}</ofd:Layer>`,
    )
    const lines = await linesOf(ofd(page))
    expect(lines[0]).toBe("清河区普法办公室")
    expect(lines.join("")).not.toContain("内部")
  })

  test("has tables where rules are drawn, and columns where a line has gaps", async () => {
    const rules = [0, 20, 40].map((y) => `M 0 ${y} L 150 ${y}`).concat([0, 50, 150].map((x) => `M ${x} 0 L ${x} 40`))
    const cells = words("任务", 22, 105) + words("单位", 72, 105) + words("完善制度", 22, 125) + words("甲局", 72, 125)
    const answer = await furtherIn(ofd(layer(path(rules.join(" ")) + cells)))
    expect(answer).toMatchObject({
      tables: [
        {
          rows: [
            [{}, {}],
            [{ pieces: [{ text: "完善制度" }] }, { pieces: [{ text: "甲局" }] }],
          ],
        },
      ],
    })
    const gap = `<ofd:TextObject Boundary="20 20 160 8" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="5 40 5">甲局乙局</ofd:TextCode></ofd:TextObject>`
    expect(await linesOf(ofd(layer(gap)))).toEqual(["甲局\t乙局"])
  })
})

describe("what cannot be read", () => {
  test.each([
    ["pictures alone", ofd(layer("")), /扫描件/],
    ["no document", zipped({ "OFD.xml": `<ofd:OFD ${NS}/>` }), /已损坏/],
    [
      "no pages",
      zipped({ "OFD.xml": `<ofd:OFD ${NS}><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:OFD>` }),
      /已损坏/,
    ],
    ["too many pages", ofd(...Array.from({ length: 301 }, () => layer(""))), /超过 300 页/],
    ["cut short", ofd(PLAN).subarray(0, 300), /已损坏/],
  ])("%s", async (_, file, sentence) => {
    expect(await problemOf(file)).toMatch(sentence)
  })

  test("at the edge, which says so", () => {
    expect(problemHere(ofd(PLAN))).toMatch(/OFD.*粘贴.*边缘平台/)
  })

  test("whatever was changed in a file, it is answered", async () => {
    await fc.assert(fc.asyncProperty(mutationsOf(ofd(PLAN)), expectAnswer), { numRuns: 200 })
  })

  test("whatever a page says of its words and rules, it is answered", async () => {
    const value = fc.constantFrom("0", "5", "-3", "1e9", "NaN", "g 9999999 1", "g", "", "M 0 0 L 9 9 C", "B 1 B", "甲")
    const made = fc
      .tuple(value, value, value, value)
      .map(
        ([a, b, c, d]) =>
          `<ofd:TextObject Boundary="${a} ${b}" Size="${c}" CTM="${d}"><ofd:TextCode X="${a}" Y="${b}" DeltaX="${d}">甲乙丙</ofd:TextCode></ofd:TextObject><ofd:PathObject Boundary="${c}"><ofd:AbbreviatedData>${d}</ofd:AbbreviatedData></ofd:PathObject>`,
      )
    await fc.assert(
      fc.asyncProperty(fc.array(made, { maxLength: 8 }), (all) => expectAnswer(ofd(layer(all.join(""))))),
      { numRuns: 100 },
    )
  })
})
