import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { docxOf } from "#src/outward/papers/docx.ts"
import { gathered, type Head, type Paper, paperName, type Signed, sealed } from "#src/outward/papers/paper.ts"
import { linesOf } from "#src/outward/papers/wordprocessing.ts"
import { opened, planIn } from "#test/plans/intake/files/opened.ts"
import { readDocx, sectionsOf, strictly, tablesOf } from "./reading.ts"
import { BULLETIN, REQUEST, SERIES, SLIP } from "./samples.ts"

const saying = (words: string, head: Head): Paper => ({
  title: words,
  issuer: words,
  head,
  mark: words,
  heading: words,
  addressee: words,
  blocks: [
    { is: "text", text: words, lead: words },
    { is: "text", text: `（一）${words}` },
    { is: "heading", text: words, level: 2 },
    { is: "table", columns: [{ heading: words, width: 1 }], rows: [[words], []], caption: words },
  ],
  closing: words,
  signed: { by: [words, words], on: words, sealed: true },
  note: words,
  annexes: [{ title: words, landscape: true, blocks: [{ is: "text", text: words }] }],
  imprint: { copies: words, printer: words, printedOn: words },
  receipt: { kind: words, line: words, rows: [[{ label: words, text: words, hand: words }]], note: words },
})

/** A paper that says the same words everywhere, under each of the three heads. */
const HEADS: ((words: string) => Head)[] = [
  (words) => ({ is: "slip", issuer: words, kind: words, line: [words, words] }),
  (words) => ({ is: "letterhead", issuers: [words, words], number: words, urgency: "特急", signers: [words, words] }),
  (words) => ({ is: "series", name: words, issue: words, line: [words, words] }),
]

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
    expect(Object.keys(readDocx(docxOf(SLIP)).parts)[0]).toBe("[Content_Types].xml")
    expect(docxOf(SLIP)).toEqual(docxOf(SLIP))
  })

  test("prints what it is given, in the order of 公文", () => {
    expect(readDocx(docxOf(SLIP)).paragraphs.filter(Boolean)).toEqual([
      ...["研究室", "督办通知单", "编号：督办通知〔2026〕1号\t签发：", "办公室：", "现就有关事项通知如下。"],
      ...["一、涉及任务", "任务", "内容", "（一）", "制定计划。", "请抓紧落实。"],
      ...["研究室", "2026年9月21日", "（联系人：林督查）", "回执", "编号：1", "签收人"],
    ])
  })

  test("is laid out by GB/T 9704: A4 with a type area of 156 × 225 mm, mirrored, page numbers outside", () => {
    const { parts } = readDocx(docxOf(SLIP))
    const [only, ...others] = sectionsOf(parts)
    expect(others).toEqual([])
    expect(only).toMatchObject({
      sheet: "portrait",
      size: [210, 297],
      margins: { top: 37, right: 26, bottom: 35, left: 28 },
    })
    expect(parts["word/settings.xml"]).toContain("<w:mirrorMargins/><w:evenAndOddHeaders/>")
    expect(only?.footers.default).toMatch(/<w:jc w:val="right"\/>.*— .* PAGE .* —/s)
    expect(only?.footers.even).toContain('<w:jc w:val="left"/>')
    for (const face of ["方正小标宋简体", "仿宋_GB2312", "黑体", "宋体", "楷体_GB2312"]) {
      expect(parts["word/styles.xml"]).toContain(`w:eastAsia="${face}"`)
      expect(parts["word/fontTable.xml"]).toMatch(new RegExp(`w:name="${face}"><w:altName w:val="[^"]+"`))
    }
  })

  test("its tables fill the type area exactly, whatever the shares", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 9 }), (widths) => {
        const columns = widths.map((width) => ({ heading: "栏", width }))
        const paper: Paper = { ...SLIP, blocks: [{ is: "table", columns, rows: [] }] }
        const grid = readDocx(docxOf(paper)).parts["word/document.xml"]?.match(/<w:tblGrid>.*?<\/w:tblGrid>/)?.[0] ?? ""
        const drawn = [...grid.matchAll(/w:w="(\d+)"/g)].map(([, width]) => Number(width))
        expect(drawn).toHaveLength(widths.length)
        expect(drawn.reduce((sum, width) => sum + width, 0)).toBe(8844)
      }),
      { numRuns: 30 },
    )
  })

  test("says at the head of every page that it is not in force, and nothing when it is", () => {
    expect(readDocx(docxOf(SLIP)).heads).toEqual([])
    expect(readDocx(docxOf({ ...SLIP, mark: "草稿" })).heads).toEqual(["草稿", "草稿"])
    const { parts, heads } = readDocx(docxOf({ ...BULLETIN, mark: "草稿" }))
    expect(heads).toEqual(["草稿", "草稿", "草稿", "草稿"])
    for (const { headers } of sectionsOf(parts)) expect(Object.keys(headers)).toEqual(["default", "even"])
  })

  test("whatever is typed, it is valid and loses no word that a document can hold", () => {
    fc.assert(
      fc.property(fc.array(HOSTILE, { maxLength: 6 }), (pieces) => {
        const words = pieces.join("")
        const kept = words.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
        for (const head of HEADS) {
          const { paragraphs } = readDocx(docxOf(saying(words, head(words))))
          const printed = paragraphs.join("\n")
          for (const line of linesOf(kept)) expect(printed).toContain(line)
        }
      }),
      { numRuns: 40 },
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
    const { paragraphs } = readDocx(docxOf({ ...SLIP, blocks: [table], closing: words }))
    expect(paragraphs).toContain(words)
    expect(paragraphs).toContain("499")
  })
})

describe("the head of a paper", () => {
  const linesIn = (paper: Paper) => readDocx(docxOf(paper)).paragraphs.filter(Boolean)
  const styled = (paper: Paper, style: string) =>
    [...(readDocx(docxOf(paper)).parts["word/document.xml"] ?? "").matchAll(/<w:p><w:pPr>(.*?)<\/w:pPr>(.*?)<\/w:p>/g)]
      .filter(([, format]) => format?.includes(`w:val="${style}"`))
      .map(([, format = "", runs = ""]) => ({
        format,
        text: [...runs.matchAll(/>([^<]+)<\/w:t>/g)].map(([, t]) => t).join(""),
      }))

  test("of a 公文 is the red name of whoever issues it, its number above a red rule, then the title", () => {
    expect(linesIn(BULLETIN).slice(0, 5)).toEqual([
      ...["国家信访局文件", "国信办〔2026〕　号", "国家信访局关于普法责任制分工方案", "三季度落实情况的通报"],
      "局机关各司室，局直属单位：",
    ])
    const [letterhead] = styled(BULLETIN, "Letterhead")
    // 35 mm below the upper edge of the type area.
    expect(letterhead?.format).toContain('w:before="1984"')
    const styles = readDocx(docxOf(BULLETIN)).parts["word/styles.xml"] ?? ""
    expect(styles).toMatch(/w:styleId="Letterhead".*?<w:color w:val="FF0000"\/>/)
    expect(styles).toMatch(/w:styleId="RedLine".*?<w:bottom w:val="single" w:sz="12" w:space="5" w:color="FF0000"\/>/)
    expect(styled(BULLETIN, "RedLine")[0]?.format).toContain('<w:jc w:val="center"/>')
  })

  test("of what goes up names who signs it, two in a line, the number at the left of the last", () => {
    const lines = linesIn(REQUEST)
    expect(lines.slice(0, 6)).toEqual([
      ...[
        "特急",
        "国家信访局研究室",
        "国家信访局督查室",
        "文件",
        "\t\t签发人：林督查　王主任",
        "\t信研〔2026〕　号\t　　　",
      ],
    ])
  })

  test("of a series is its name with the issue, who issues it and the day above the rule", () => {
    expect(linesIn(SERIES).slice(0, 4)).toEqual([
      ...["督查通报", "第3期", "国家信访局研究室\t2026年10月15日", "关于三季度落实情况的通报"],
    ])
  })

  test("a long name is written smaller, so that it stays in its line", () => {
    const size = (issuer: string) => {
      const paper: Paper = { ...BULLETIN, head: { is: "letterhead", issuers: [issuer], number: "1" } }
      const xml = readDocx(docxOf(paper)).parts["word/document.xml"] ?? ""
      return Number(xml.match(/"Letterhead".*?<w:sz w:val="(\d+)"/)?.[1]) / 2
    }
    expect(size("国家信访局")).toBe(56)
    // 156 mm are 442 points.
    for (const length of [8, 12, 16]) expect(size("长".repeat(length)) * (length + 2)).toBeLessThanOrEqual(442)
  })
})

describe("levels of the text", () => {
  const runs = (text: string) => {
    const xml = readDocx(docxOf({ ...SLIP, blocks: [{ is: "text", text }] })).parts["word/document.xml"] ?? ""
    const line = [...xml.matchAll(/<w:p>.*?<\/w:p>/g)].map(([found]) => found).find((one) => one.includes("Body")) ?? ""
    return [
      ...line.matchAll(/<w:rFonts w:hint="eastAsia"(?: w:eastAsia="([^"]+)")?\/><\/w:rPr>(?:<w:t [^>]*>)([^<]*)/g),
    ].map(([, face = "", words]) => [face, words])
  }

  test.each([
    ["一、总体情况", [["黑体", "一、总体情况"]]],
    ["（一）主要做法", [["楷体_GB2312", "（一）主要做法"]]],
    [
      "（二）突出重点。各单位抓好落实。",
      [
        ["楷体_GB2312", "（二）突出重点。"],
        ["", "各单位抓好落实。"],
      ],
    ],
    ["1.补齐签到表。", [["", "1.补齐签到表。"]]],
    ["（1）补齐签到表。", [["", "（1）补齐签到表。"]]],
    ["一般情况，无需办理。", [["", "一般情况，无需办理。"]]],
    [`（一）${"很长".repeat(25)}。`, [["", `（一）${"很长".repeat(25)}。`]]],
  ])("%s", (text, expected) => {
    expect(runs(text)).toEqual(expected)
  })
})

describe("annexes", () => {
  test("a landscape one is a section of its own between upright ones, its page number turned into the outer corner", () => {
    const { parts } = readDocx(docxOf(BULLETIN))
    const sections = sectionsOf(parts)
    expect(sections.map(({ sheet }) => sheet)).toEqual(["portrait", "landscape", "portrait"])
    const [first, turned, last] = sections
    expect(turned).toMatchObject({ size: [297, 210], margins: { top: 27, right: 36, bottom: 27, left: 36 } })
    expect(last).toEqual(first)
    const box = (xml = "") => ({
      across: Number(xml.match(/<wp:positionH relativeFrom="page"><wp:posOffset>(\d+)/)?.[1]) / 36_000,
      down: Number(xml.match(/<wp:positionV relativeFrom="page"><wp:posOffset>(\d+)/)?.[1]) / 36_000,
      side: xml.match(/<w:jc w:val="(\w+)"/)?.[1],
      turned: xml.includes('vert="vert"') && xml.includes(" PAGE "),
    })
    // Outer edge of the upright sheet: low on odd pages, high on even ones; left of the type area, which begins at 36 mm.
    const [odd, even] = [box(turned?.footers.default), box(turned?.footers.even)]
    expect([odd.turned, odd.side, even.turned, even.side]).toEqual([true, "right", true, "left"])
    expect(Math.round(odd.across)).toBe(25)
    expect(even.across).toBe(odd.across)
    expect(Math.round(even.down)).toBe(27)
    expect(Math.round(odd.down)).toBe(210 - 27 - 42)
  })

  test("each begins on a page of its own with its number, and is named below the text", () => {
    const { paragraphs, parts } = readDocx(docxOf(BULLETIN))
    const lines = paragraphs.filter(Boolean)
    const second = "欠进度任务的原因说明和下步打算（按任务编号排列，由承办单位提供）"
    const from = lines.indexOf("附件：1.各单位落实情况表")
    expect(lines.slice(from + 1, from + 5)).toEqual([
      `2.${second}`,
      "国家信访局",
      "2026年10月15日",
      "（此件发至局内各单位）",
    ])
    expect(lines.slice(from + 5, from + 7)).toEqual(["附件1", "各单位落实情况表"])
    expect(lines).toContain("附件2")
    const flat: Paper = { ...BULLETIN, annexes: BULLETIN.annexes?.map((one) => ({ ...one, landscape: false })) }
    const xml = readDocx(docxOf(flat)).parts["word/document.xml"] ?? ""
    expect(sectionsOf({ ...parts, "word/document.xml": xml })).toHaveLength(1)
    expect(xml.match(/<w:pStyle w:val="AnnexLabel"\/><w:pageBreakBefore\/>/g)).toHaveLength(2)
  })

  test("a single one has no number", () => {
    const lines = readDocx(docxOf(SERIES)).paragraphs
    expect(lines).toContain("附件：各单位落实情况表")
    expect(lines).toContain("附件")
  })
})

describe("tables", () => {
  test("heads of several rows come again on every page, cells cover others to the right and below", () => {
    const { parts } = readDocx(docxOf(BULLETIN))
    const [table] = tablesOf(parts["word/document.xml"] ?? "")
    expect(table?.rows.map(({ isHead }) => isHead)).toEqual([true, true, false, false, false])
    expect(table?.rows[0]?.cells).toMatchObject([
      { text: "部分", across: 1, merge: "restart" },
      { text: "进度", across: 3, merge: undefined },
      { text: "合计", across: 1, merge: "restart" },
    ])
    expect(table?.rows[1]?.cells).toMatchObject([
      { text: "", merge: "continue" },
      ...["已完成", "达进度", "欠进度"].map((text) => ({ text, across: 1 })),
      { text: "", merge: "continue" },
    ])
  })

  test("whatever cells cover, each row is as wide as the table and no column is covered twice", () => {
    const cell = fc.oneof(
      fc.constant("文"),
      fc.record({
        text: fc.constant("合"),
        across: fc.integer({ min: 0, max: 5 }),
        down: fc.integer({ min: 0, max: 5 }),
      }),
    )
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 5 }),
        (rows, n) => {
          const columns = Array.from({ length: n }, () => ({ heading: "栏", width: 1 }))
          const paper: Paper = { ...SLIP, blocks: [{ is: "table", columns, rows }] }
          const [table] = tablesOf(readDocx(docxOf(paper)).parts["word/document.xml"] ?? "")
          let above = new Map<number, number>()
          for (const { cells } of table?.rows ?? []) {
            expect(cells.reduce((sum, { across }) => sum + across, 0)).toBe(n)
            expect(cells.reduce((sum, { width }) => sum + width, 0)).toBe(8844)
            const merged = new Map<number, number>()
            let at = 0
            for (const { across, merge } of cells) {
              // What goes on from above stands where it began, and as wide.
              if (merge === "continue") expect(above.get(at)).toBe(across)
              if (merge) merged.set(at, across)
              at += across
            }
            above = merged
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  test("what says the same in the first columns is gathered, within what stands to its left only", () => {
    const rows = [
      ["甲", "1", "x"],
      ["甲", "1", "x"],
      ["乙", "1", "x"],
    ]
    expect(gathered(rows, 2)).toEqual([[{ text: "甲", down: 2 }, { text: "1", down: 2 }, "x"], ["x"], ["乙", "1", "x"]])
    expect(gathered(rows, 0)).toEqual(rows)
  })
})

describe("版记", () => {
  test("stands at the foot of the last upright page, between thick lines with a thin one", () => {
    const { parts, paragraphs } = readDocx(docxOf(BULLETIN))
    expect(paragraphs.filter(Boolean).slice(-2)).toEqual([
      "抄送：局领导，机关纪委。",
      "国家信访局办公室\t2026年10月15日印发",
    ])
    const xml = parts["word/document.xml"] ?? ""
    const table = xml.match(
      /<w:tbl><w:tblPr><w:tblpPr[^>]*w:vertAnchor="margin"[^>]*w:tblpYSpec="bottom"\/>.*?<\/w:tblPr>/,
    )?.[0]
    // 0.35 and 0.25 mm, in eighths of a point.
    expect(
      [...(table ?? "").matchAll(/<w:(\w+) w:val="single" w:sz="(\d+)"/g)].map(([, edge, size]) => [edge, size]),
    ).toEqual([
      ["top", "8"],
      ["bottom", "8"],
      ["insideH", "6"],
    ])
  })

  test("without 抄送 is one line", () => {
    expect(readDocx(docxOf(REQUEST)).paragraphs.filter(Boolean).at(-1)).toBe("研究室\t2026年10月15日印发")
  })
})

describe("署名", () => {
  const twips = (paper: Paper, text: string) => {
    const xml = readDocx(docxOf(paper)).parts["word/document.xml"] ?? ""
    const line = [...xml.matchAll(/<w:p>.*?<\/w:p>/g)].map(([found]) => found).find((one) => one.includes(`>${text}<`))
    return Number(line?.match(/<w:ind w:right="(\d+)"/)?.[1]) / 320
  }

  test("under a seal the date ends four characters before the edge, the name centred above it", () => {
    expect(twips(SLIP, "2026年9月21日")).toBe(4)
    // Digits are half as wide: the date takes 6.5 characters, the name 3.
    expect(twips({ ...SLIP, issuer: "x", signed: sealed("督导组", "2026年9月21日") }, "督导组")).toBe(4 + (6.5 - 3) / 2)
  })

  test("without one the date begins two characters after the name, the longer of both two before the edge", () => {
    const long: Signed = { by: ["国家信访局综合指导司"], on: "2026年9月21日", sealed: false }
    expect([
      twips({ ...SLIP, signed: long }, "国家信访局综合指导司"),
      twips({ ...SLIP, signed: long }, long.on),
    ]).toEqual([2, 10 - 6.5])
    const short: Signed = { by: ["督导组"], on: "2026年9月21日", sealed: false }
    expect([twips({ ...SLIP, signed: short }, "督导组"), twips({ ...SLIP, signed: short }, short.on)]).toEqual([
      4 + 6.5 - 3,
      2,
    ])
  })

  test("of several issuers stands two in a row, the lead first, the date under the last", () => {
    const [, , rows] = tablesOf(readDocx(docxOf(REQUEST)).parts["word/document.xml"] ?? "")
    expect(rows?.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ["国家信访局研究室", "国家信访局督查室"],
      ["", "国家信访局人事司2026年10月15日"],
    ])
  })
})

describe("our own reader", () => {
  test.each(Object.entries({ SLIP, BULLETIN, REQUEST, SERIES }))("reads %s as it was written", (_, paper) => {
    const bytes = docxOf(paper)
    const { kind, text } = opened(bytes, "督查通报.docx")
    expect(kind).toBe("docx")
    const said = (words: string) => words.replace(/\s/g, "")
    const read = said(text)
    for (const line of readDocx(bytes).paragraphs) expect(read).toContain(said(line))
  })

  test("finds the tasks of a plan that we wrote ourselves, and none in its landscape annex's break", () => {
    const parts = ["一、加强组织领导", "二、落实重点任务"]
    const plan: Paper = {
      ...BULLETIN,
      heading: "普法责任制分工方案",
      head: { is: "letterhead", issuers: ["国家信访局"], number: "国信办〔2026〕5号" },
      blocks: parts.flatMap((text, i): Paper["blocks"] => [
        { is: "heading", text },
        {
          is: "text",
          lead: `（${"一二"[i]}）健全制度。`,
          text: "制定年度计划。（牵头单位：办公室；责任单位：人事司）",
        },
      ]),
      closing: "",
      annexes: BULLETIN.annexes?.slice(1),
    }
    const { tasks, sections } = planIn(docxOf(plan))
    expect(tasks.map(({ label, units }) => [label, units.map(({ name }) => name)])).toEqual([
      ["（一）", ["办公室", "人事司"]],
      ["（二）", ["办公室", "人事司"]],
    ])
    expect(sections).toHaveLength(2)
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
