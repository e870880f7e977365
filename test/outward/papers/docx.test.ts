import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { docxOf } from "#src/outward/papers/docx.ts"
import { type Paper, paperName } from "#src/outward/papers/paper.ts"
import { linesOf } from "#src/outward/papers/wordprocessing.ts"
import { readDocx, strictly } from "./reading.ts"

const PAPER: Paper = {
  title: "督办通知单 报送落实情况",
  issuer: "研究室",
  kind: "督办通知单",
  mark: null,
  line: ["编号：督办通知〔2026〕1号", "签发："],
  addressee: "办公室",
  blocks: [
    { is: "text", text: "现就有关事项通知如下。" },
    { is: "heading", text: "一、涉及任务" },
    {
      is: "table",
      columns: [
        { heading: "任务", width: 1 },
        { heading: "内容", width: 3 },
      ],
      rows: [["（一）", "制定计划。"]],
    },
  ],
  closing: "请抓紧落实。",
  date: "2026年9月21日",
  note: "联系人：林督查",
  receipt: { kind: "回执", line: "编号：1", rows: [[{ label: "签收人", text: "" }]], note: "" },
}

/** A paper that says the same words everywhere. */
const saying = (words: string): Paper => ({
  ...PAPER,
  title: words,
  issuer: words,
  mark: words,
  line: [words, words],
  addressee: words,
  blocks: [
    { is: "text", text: words },
    { is: "heading", text: words },
    { is: "table", columns: [{ heading: words, width: 1 }], rows: [[words], []] },
  ],
  closing: words,
  date: words,
  note: words,
  receipt: { kind: words, line: words, rows: [[{ label: words, text: words, hand: words }]], note: words },
})

const HOSTILE = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "]]>",
    "<script>alert(1)</script>",
    "&amp;<w:p/>",
    "\u0000\u0008\u001f",
    "\ud83d",
    "\udc00x",
    "\ufffe\uffff",
  ),
  fc.constantFrom("🙂👨‍👩‍👧", "“”—…", "\u2028\u2029\u0085", "\r\n\n\t　", '" w:val="x', "\u202e"),
)

describe("a document", () => {
  test("is a complete package, the same bytes every time", () => {
    expect(Object.keys(readDocx(docxOf(PAPER)).parts)[0]).toBe("[Content_Types].xml")
    expect(docxOf(PAPER)).toEqual(docxOf(PAPER))
  })

  test("prints what it is given, in the order of 公文", () => {
    expect(readDocx(docxOf(PAPER)).paragraphs.filter(Boolean)).toEqual([
      ...["研究室", "督办通知单", "编号：督办通知〔2026〕1号\t签发：", "办公室：", "现就有关事项通知如下。"],
      ...["一、涉及任务", "任务", "内容", "（一）", "制定计划。", "请抓紧落实。"],
      ...["研究室", "2026年9月21日", "（联系人：林督查）", "回执", "编号：1", "签收人"],
    ])
  })

  test("is laid out by GB/T 9704: A4 with a type area of 156 × 225 mm, page numbers outside", () => {
    const { parts } = readDocx(docxOf(PAPER))
    const document = parts["word/document.xml"] ?? ""
    const margins = document.match(/<w:pgMar [^>]*>/)?.[0] ?? ""
    const twips = (side: string) => Number(margins.match(new RegExp(`w:${side}="(\\d+)"`))?.[1])
    const millimetres = (value: number) => Math.round((value / 1440) * 25.4)
    const [wide, high] = [/w:pgSz w:w="(\d+)"/, /w:pgSz w:w="\d+" w:h="(\d+)"/].map((at) =>
      Number(document.match(at)?.[1]),
    )
    expect([wide, high].map((value) => millimetres(value ?? 0))).toEqual([210, 297])
    expect(millimetres((wide ?? 0) - twips("left") - twips("right"))).toBe(156)
    expect(millimetres((high ?? 0) - twips("top") - twips("bottom"))).toBe(225)
    expect([twips("top"), twips("left")].map(millimetres)).toEqual([37, 28])
    expect(parts["word/settings.xml"]).toContain("<w:evenAndOddHeaders/>")
    expect(parts["word/footer_default.xml"]).toMatch(/<w:jc w:val="right"\/>.*— .* PAGE .* —/s)
    expect(parts["word/footer_even.xml"]).toContain('<w:jc w:val="left"/>')
    for (const face of ["方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"]) {
      expect(parts["word/styles.xml"]).toContain(`w:eastAsia="${face}"`)
      expect(parts["word/fontTable.xml"]).toMatch(new RegExp(`w:name="${face}"><w:altName w:val="[^"]+"`))
    }
  })

  test("its tables fill the type area exactly, whatever the shares", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 9 }), (widths) => {
        const columns = widths.map((width) => ({ heading: "栏", width }))
        const paper: Paper = { ...PAPER, blocks: [{ is: "table", columns, rows: [] }] }
        const grid = readDocx(docxOf(paper)).parts["word/document.xml"]?.match(/<w:tblGrid>.*?<\/w:tblGrid>/)?.[0] ?? ""
        const drawn = [...grid.matchAll(/w:w="(\d+)"/g)].map(([, width]) => Number(width))
        expect(drawn).toHaveLength(widths.length)
        expect(drawn.reduce((sum, width) => sum + width, 0)).toBe(8844)
      }),
      { numRuns: 30 },
    )
  })

  test("says at the head of every page that it is not in force, and nothing when it is", () => {
    expect(readDocx(docxOf(PAPER)).heads).toEqual([])
    expect(readDocx(docxOf({ ...PAPER, mark: "草稿" })).heads).toEqual(["草稿", "草稿"])
  })

  test("whatever is typed, it is valid and loses no word that a document can hold", () => {
    fc.assert(
      fc.property(fc.array(HOSTILE, { maxLength: 6 }), (pieces) => {
        const words = pieces.join("")
        const kept = words.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
        const { paragraphs } = readDocx(docxOf(saying(words)))
        const printed = paragraphs.join("\n")
        for (const line of linesOf(kept)) expect(printed).toContain(line)
      }),
      { numRuns: 60 },
    )
  })

  test("of any length", () => {
    const words = "长".repeat(200_000)
    const rows = Array.from({ length: 500 }, (_, i) => [String(i), "任务。".repeat(100)])
    const table: Paper["blocks"][number] = {
      is: "table",
      columns: [
        { heading: "任务", width: 1 },
        { heading: "内容", width: 3 },
      ],
      rows,
    }
    const { paragraphs } = readDocx(docxOf({ ...PAPER, blocks: [table], closing: words }))
    expect(paragraphs).toContain(words)
    expect(paragraphs).toContain("499")
  })
})

test("the strict reader refuses what Word refuses", () => {
  const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`
  expect(() => strictly(xml("<a><b>好</b></a>"))).not.toThrow()
  for (const broken of ["<a><b></a></b>", "<a>", "<a/><b/>", "<a>&nbsp;</a>", "<a>\u0007</a>", "<a>x & y</a>", "好"]) {
    expect(() => strictly(xml(broken)), broken).toThrow()
  }
})

describe("the name of a file", () => {
  test("is Chinese, with the number", () => {
    expect(paperName("督办通知〔2026〕1号", "办公室")).toBe("督办通知〔2026〕1号 办公室.docx")
    expect(paperName("", " ")).toBe("文件.docx")
    expect(paperName("../..", 'a/b\\c:d*e?f"g<h>i|j')).toBe("a b c d e f g h i j.docx")
  })

  test("can be saved on every system and sent in a header, whatever it is made of", () => {
    fc.assert(
      fc.property(fc.array(HOSTILE, { maxLength: 6 }), (pieces) => {
        const name = paperName(...pieces)
        expect(name).toMatch(/^[^.\s\\/:*?"<>|\p{C}][^\\/:*?"<>|\p{C}]*\.docx$/u)
        expect(name).not.toMatch(/[. ]\.docx$/)
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255)
        expect(() => encodeURIComponent(name)).not.toThrow()
      }),
    )
    expect(new TextEncoder().encode(paperName("😀".repeat(300))).length).toBeLessThanOrEqual(255)
  })
})
