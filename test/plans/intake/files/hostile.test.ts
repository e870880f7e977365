import fc from "fast-check"
import { unzipSync, zipSync } from "fflate"
import { describe, expect, test } from "vitest"
import { templateXlsx } from "#src/plans/intake/drafts/template.ts"
import { answerTo } from "#src/plans/intake/reading/draft_reading.ts"
import { type Input, readInput, readPasted } from "#src/plans/intake/reading/opening.ts"
import { planOf } from "#src/plans/intake/reading/read_plan.ts"
import { LARGEST_FILE, LONGEST_TEXT, MOST_PHRASES, MOST_SHARED } from "#src/plans/intake/words/limits.ts"
import { documentXml, docx, paragraph, run, sheetXml, table, xlsx, zipped } from "./office.ts"
import { htmlBytes, opened, problemOf } from "./opened.ts"

const bytes = (...values: (number | string)[]) =>
  Uint8Array.from(
    values.flatMap((value) => (typeof value === "string" ? [...value].map((c) => c.charCodeAt(0)) : value)),
  )
const utf16 = (text: string) => [...text].flatMap((char) => [char.charCodeAt(0), 0])
const ole = (...names: string[]) => bytes(0xd0, 0xcf, 0x11, 0xe0, ...new Array(508).fill(0), ...names.flatMap(utf16))
const PLAN = docx(
  table([
    ["任务", "责任单位"],
    ["建园区", "甲局"],
  ]),
)

describe("what is recognised by content and answered with what to do", () => {
  test.each([
    ["nothing", bytes(), /文件是空的/],
    ["blanks", bytes("  \r\n\t"), /没有文字/],
    ["an old Word file", ole("Root Entry", "WordDocument"), /旧版 Word.*另存为 \.docx.*粘贴/],
    ["an old Excel file", ole("Root Entry", "Workbook"), /旧版 Excel.*另存为 \.xlsx/],
    ["an old file of some kind", ole("Root Entry"), /旧版.*另存为/],
    ["an encrypted Word or Excel file", ole("EncryptionInfo", "EncryptedPackage"), /已加密.*密码/],
    ["a PDF", bytes("%PDF-1.7\n%âãÏÓ"), /PDF.*粘贴/],
    ["a PNG", bytes(0x89, "PNG\r\n"), /图片或扫描件/],
    ["a JPEG", bytes(0xff, 0xd8, 0xff, 0xe0), /图片或扫描件/],
    ["a bitmap", bytes("BM", 1, 2, 3, 4, 0, 0, 0, 0), /图片或扫描件/],
    ["a TIFF", bytes("II", 0x2a, 0), /图片或扫描件/],
    ["a photo of a phone", bytes(0, 0, 0, 24, "ftypheic"), /图片或扫描件/],
    ["RTF", bytes("{\\rtf1\\ansi"), /RTF.*另存为 \.docx/],
    ["a page in one file", bytes("MIME-Version: 1.0\nContent-Type: multipart/related"), /\.mht.*另存为/],
    [
      "Word as XML",
      bytes('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument></w:wordDocument>'),
      /另存为 \.docx/,
    ],
    ["RAR", bytes("Rar!", 0x1a, 7), /压缩文件/],
    ["7z", bytes("7z", 0xbc, 0xaf), /压缩文件/],
    ["gzip", bytes(0x1f, 0x8b, 8), /压缩文件/],
    ["a zip of other files", zipped({ "方案.docx": PLAN }), /压缩文件，请解压/],
    ["an empty zip", zipped({}), /压缩文件是空的/],
    ["OFD", zipped({ "OFD.xml": "<ofd/>" }), /OFD.*粘贴/],
    ["OpenDocument", zipped({ "content.xml": "<x/>", mimetype: "application/vnd.oasis" }), /OpenDocument/],
    ["OpenDocument as XML", bytes('<?xml version="1.0"?><office:document xmlns:office="x">'), /OpenDocument/],
    ["a presentation", zipped({ "ppt/presentation.xml": "<p/>" }), /演示文稿/],
    ["a binary workbook", zipped({ "xl/workbook.bin": "x" }), /xlsb/],
    ["a Word file with macros", docx("", { "word/vbaProject.bin": "x" }), /宏.*另存为/],
    ["a program", bytes("MZ", ...Array.from({ length: 500 }, (_, i) => (i * 7) % 32)), /不是文字文件/],
    ["a picture in Word", docx(paragraph("<w:r><w:drawing/></w:r>")), /没有文字.*扫描件/],
    ["a workbook without anything", xlsx([{ name: "a", rows: [] }]), /没有文字/],
    ["a page of pictures", htmlBytes("<p><img src='1.jpg'></p>"), /没有文字/],
  ])("%s", (_, file, sentence) => {
    expect(problemOf(file, "方案.docx")).toMatch(sentence)
  })

  test("a name that says something else is told and not believed", () => {
    expect(opened(PLAN, "方案.xls").notes[0]).toBe("文件名以 .xls 结尾，内容是Word 文档，已按Word 文档读取")
    expect(opened(htmlBytes("<p>甲</p>"), "方案.doc").kind).toBe("html")
    expect(opened(bytes("abc"), "方案.txt").notes).toEqual([])
  })
})

describe("archives that are made to harm", () => {
  const bomb = (size: number) => documentXml(paragraph("0".repeat(size)))

  test("a part that swells a thousandfold", () => {
    expect(problemOf(docx("", { "word/document.xml": bomb(4_000_000) }))).toMatch(/展开后过大/)
  })

  test("a part that says it is small", () => {
    const file = docx("", { "word/document.xml": bomb(4_000_000) })
    for (const at of places(file, 0x02014b50)) new DataView(file.buffer).setUint32(at + 24, 100, true)
    expect(problemOf(file)).toMatch(/展开后过大|损坏/)
  })

  test("parts that say they are large", () => {
    const file = docx(paragraph("甲"))
    for (const at of places(file, 0x02014b50)) new DataView(file.buffer).setUint32(at + 24, 40_000_000, true)
    expect(problemOf(file)).toMatch(/展开后过大/)
  })

  test("one part under many names", () => {
    const files = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`word/${i}.xml`, new Uint8Array()]))
    expect(problemOf(zipSync({ ...files }))).toMatch(/超过 2000 个/)
  })

  test("an archive in an archive is never opened", () => {
    const inner = zipped({ "a.xml": "0".repeat(1_000_000) })
    expect(opened(docx(paragraph("甲"), { "word/embeddings/a.docx": inner })).text).toBe("甲")
  })

  test.each([
    ["out of the archive", "../document.xml"],
    ["from the root", "/etc/document.xml"],
    ["on a drive", "C:\\document.xml"],
    ["out of a folder", "word/..\\..\\x.xml"],
  ])("a name that leads %s", (_, name) => {
    expect(problemOf(docx(paragraph("甲"), { [name]: "x" }))).toMatch(/已损坏/)
  })

  test("a name that comes twice", () => {
    expect(problemOf(docx(paragraph("甲"), { "WORD/Document.xml": documentXml(paragraph("乙")) }))).toMatch(/已损坏/)
  })

  test("a password of the archive, a method nobody knows, a local name that differs", () => {
    const changed = (offset: number, value: number) => {
      const file = docx(paragraph("甲"))
      for (const at of places(file, 0x02014b50)) file[at + offset] = value
      return problemOf(file)
    }
    expect(changed(8, 1)).toMatch(/已加密/)
    expect(changed(10, 99)).toMatch(/已损坏/)
    expect(changed(46 + 5, 0x78)).toMatch(/已损坏|压缩文件/)
  })

  test("a flipped bit in a stored part does not become another word", () => {
    const file = zipped({ "word/document.xml": documentXml(paragraph("甲局")) }, 0)
    const at = new TextDecoder("latin1").decode(file).indexOf("w:body") + 12
    file[at] = (file[at] ?? 0) ^ 1
    expect(problemOf(file)).toMatch(/已损坏/)
  })
})

function places(file: Uint8Array, signature: number): number[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  return Array.from({ length: file.length - 4 }, (_, at) => at).filter((at) => view.getUint32(at, true) === signature)
}

describe("XML that is made to harm", () => {
  test.each([
    [
      "a document type",
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:document>',
    ],
    ["in small letters", "<!doctype x><w:document/>"],
    ["an entity alone", '<!ENTITY e "x"><w:document/>'],
    ["behind the root", "<w:document/><!DOCTYPE x>"],
  ])("%s", (_, xml) => {
    expect(problemOf(docx("", { "word/document.xml": xml }))).toMatch(/外部引用声明/)
  })

  test("in UTF-16, and what is no UTF-8 at all", () => {
    const wide = bytes(0xff, 0xfe, ...utf16("<!DOCTYPE x><w:document/>"))
    expect(problemOf(docx("", { "word/document.xml": wide }))).toMatch(/外部引用声明/)
    expect(problemOf(docx("", { "word/document.xml": bytes("<w:document>", 0xff, 0xfe, 0x41) }))).toMatch(/已损坏/)
  })

  test("in the styles, the numbers and the relations as well", () => {
    for (const name of ["word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels", "_rels/.rels"])
      expect(problemOf(docx(paragraph("甲"), { [name]: "<!DOCTYPE x><x/>" }))).toMatch(/外部引用声明/)
  })

  test("an entity that nobody declared stays as it is", () => {
    expect(opened(docx(paragraph("<w:r><w:t>A&e;B</w:t></w:r>"))).text).toBe("A&e;B")
  })

  test("relations that lead outside are not followed", () => {
    const relations =
      '<Relationships><Relationship Id="1" Type="x/styles" Target="http://example.com/a.xml" TargetMode="External"/><Relationship Id="2" Type="x/numbering" Target="../../../etc/passwd"/></Relationships>'
    expect(opened(docx(paragraph("甲"), { "word/_rels/document.xml.rels": relations })).text).toBe("甲")
  })

  test("styles in a circle", () => {
    const styles =
      '<w:styles><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    expect(opened(docx(paragraph(run("甲"), '<w:pStyle w:val="a"/>'), { "word/styles.xml": styles })).text).toBe("甲")
  })

  test("names of things that every object has", () => {
    const names = ["constructor", "__proto__", "toString", "hasOwnProperty"]
    const body = names.map((name) => `<w:r><w:${name}/><w:t>甲</w:t></w:r>`).join("")
    const parts = {
      "word/styles.xml": `<w:styles>${names.map((name) => `<w:style w:styleId="${name}"/>`).join("")}</w:styles>`,
    }
    expect(opened(docx(paragraph(body), parts)).text).toBe("甲甲甲甲")
    const html = names.map((name) => `<b ${name}=1>甲</b>`).join("")
    expect(opened(htmlBytes(`<p>${html}</p>`)).text).toBe("甲甲甲甲")
    expect(opened(htmlBytes("<ol type=constructor start=x><li value=constructor>甲</li></ol>")).text).toBe("1.甲")
  })
})

describe("sizes beyond reason", () => {
  test("a file of more than 5 MB", () => {
    expect(problemOf(new Uint8Array(LARGEST_FILE + 1).fill(0x41))).toMatch(/超过 5 MB/)
  })

  test("a text of more than a million characters, in every kind of file", () => {
    const long = "工作".repeat(LONGEST_TEXT / 2 + 1)
    const half = Array.from({ length: 3 }, () => "作".repeat(LONGEST_TEXT / 2 - 10))
    expect(problemOf(new TextEncoder().encode(long))).toMatch(/超过 100 万字/)
    expect(problemOf(htmlBytes(`<p>${long}</p>`))).toMatch(/超过 100 万字/)
    expect(
      problemOf(zipped({ "word/document.xml": documentXml(half.map((text) => paragraph(text)).join("")) }, 0)),
    ).toMatch(/超过 100 万字/)
  })

  test("nested tables, lists, brackets and tags", () => {
    const deep = (times: number) =>
      "<w:tbl><w:tr><w:tc>".repeat(times) + paragraph("甲") + "</w:tc></w:tr></w:tbl>".repeat(times)
    expect(opened(docx(deep(100))).text).toBe("甲")
    expect(problemOf(docx(deep(1000)))).toMatch(/嵌套过深/)
    expect(problemOf(htmlBytes(`${"<table><tr><td>".repeat(1000)}甲</td></tr></table>`))).toMatch(/嵌套过深/)
    expect(problemOf(htmlBytes(`${"<ol><li>".repeat(1000)}甲</li></ol>`))).toMatch(/嵌套过深/)
    const brackets = (times: number) => `（一）制定计划。${"（".repeat(times)}责任单位：甲局${"）".repeat(times)}`
    for (const file of [
      (text: string) => htmlBytes(`<p>${text}</p>`),
      (text: string) => new TextEncoder().encode(text),
    ]) {
      expect(problemOf(file(brackets(1000)))).toMatch(/括号套括号超过 50 层/)
      expect(opened(file(brackets(20))).text).toHaveLength(brackets(20).length)
    }
    expect(problemOf(docx(paragraph(brackets(1000))))).toMatch(/括号套括号/)
    // Brackets that are only opened or only closed, one a line, are no nesting.
    expect(opened(new TextEncoder().encode("（一\n".repeat(1000) + "1）事\n".repeat(1000))).kind).toBe("text")
  })

  test("tables of too many cells, and cells that span too much", () => {
    const row = `<w:tr>${"<w:tc/>".repeat(300)}</w:tr>`
    expect(problemOf(zipped({ "word/document.xml": documentXml(`<w:tbl>${row.repeat(1000)}</w:tbl>`) }, 0))).toMatch(
      /表格过大/,
    )
    const wide = '<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>'
    expect(problemOf(docx(`<w:tbl>${`<w:tr>${wide}</w:tr>`.repeat(201)}</w:tbl>`))).toMatch(/表格过大/)
    const spans = `<tr><td colspan="99999" rowspan="99999">甲</td></tr>${"<tr><td>乙</td></tr>".repeat(200)}`
    expect(problemOf(htmlBytes(`<table>${spans}</table>`))).toMatch(/表格过大/)
  })

  test("a long cell merged over many rows", () => {
    const rows = Array.from({ length: 999 }, (_, i) => `<tr><td>事${i}</td></tr>`).join("")
    const long = "甲局、".repeat(3000)
    const html = `<table><tr><td>任务</td><td>责任单位</td></tr><tr><td>事</td><td rowspan=1000>${long}</td></tr>${rows}</table>`
    expect(problemOf(htmlBytes(html))).toMatch(/超过 100 万字/)
  })

  test("many merges over the same cells", () => {
    const rows = Array.from({ length: 300 }, (_, y) => [y, y, y])
    const merges = Array.from({ length: 5000 }, (_, i) => `A1:C${100 + (i % 200)}`)
    expect(problemOf(xlsx([{ name: "a", rows, merges }]))).toMatch(/表格过大/)
  })
})

const SAMPLES = [
  PLAN,
  templateXlsx(),
  docx(paragraph("（一）建园区。（责任单位：甲局）")),
  zipped(
    {
      "word/document.xml": documentXml(
        table([
          ["任务", "责任单位"],
          ["建园区", "甲局"],
        ]),
      ),
    },
    0,
  ),
  xlsx([
    {
      name: "a",
      rows: [
        ["任务", "责任单位"],
        ["建园区", "甲局"],
      ],
      merges: ["A2:A3"],
    },
  ]),
  htmlBytes(
    "<html><body><ol><li>建园区</li></ol><table><tr><td rowspan=2>任务</td><td>责任单位</td></tr></table></body></html>",
  ),
  htmlBytes("# 方案\n\n| 任务 | 责任单位 |\n|---|---|\n| 建园区 | 甲局 |\n"),
]

const mutated = fc
  .tuple(
    fc.constantFrom(...SAMPLES),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
    fc.option(fc.nat()),
    fc.option(fc.tuple(fc.nat(), fc.constantFrom(...SAMPLES), fc.nat())),
  )
  .map(([sample, flips, cut, splice]) => {
    const base = cut === null ? sample.slice() : sample.slice(0, cut % (sample.length + 1))
    for (const [at, value] of flips) if (base.length > 0) base[at % base.length] = value
    if (!splice) return base
    const [at, other, from] = splice
    const place = at % (base.length + 1)
    return Uint8Array.from([...base.slice(0, place), ...other.slice(from % other.length), ...base.slice(place)])
  })

function checked(input: Input) {
  if ("problem" in input) {
    expect(input.problem).toMatch(/^[^\n]{4,80}$/)
    return
  }
  const last = input.text.split(/\r\n|\n|\r/).length
  const { tasks, sections, warnings } = planOf(input)
  const lines = [...tasks, ...sections].flatMap(({ lines: { from, to } }) => [from, to])
  for (const line of [...lines, ...warnings.map(({ line }) => line)]) {
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(last)
  }
}

const MARKUP = [
  "<w:p>",
  "</w:p>",
  "<w:r>",
  "<w:t>",
  "</w:t>",
  "<w:tbl>",
  "</w:tbl>",
  "<w:tr>",
  "</w:tr>",
  "<w:tc>",
  "</w:tc>",
  "<w:pPr>",
  "</w:pPr>",
  "<w:del>",
  "</w:del>",
  "<w:txbxContent>",
  "</w:txbxContent>",
  "<mc:AlternateContent>",
  "<mc:Choice>",
  "<mc:Fallback>",
  '<w:vMerge w:val="restart"/>',
  "<w:vMerge/>",
  '<w:gridSpan w:val="3"/>',
  "任务",
  "责任单位",
  "甲局",
  "</",
  "<",
  "&",
  "]]>",
  "<![CDATA[",
]
const TAGS = [
  "<p>",
  "</p>",
  "<table>",
  "</table>",
  "<tr>",
  "</tr>",
  "<td>",
  "<td rowspan=3>",
  "<td colspan=2>",
  "</td>",
  "<tbody>",
  "<ol>",
  "<li>",
  "</ol>",
  "<br>",
  "<div hidden>",
  "</div>",
  "<svg>",
  "<title>",
  "<script>",
  "任务",
  "责任单位",
  "甲局",
  "<",
  "&amp",
  "<!--",
  "-->",
  "<form>",
]
const soup = (parts: string[]) => fc.array(fc.constantFrom(...parts), { maxLength: 80 }).map((found) => found.join(""))

describe("whatever the bytes", () => {
  test("mutated files end in a document or in one sentence, and every line that is named exists", () => {
    fc.assert(
      fc.property(mutated, (file) => checked(readInput(file, "方案.docx"))),
      { numRuns: 3000 },
    )
  })

  test("any bytes at all", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (file) => checked(readInput(file, ""))),
      { numRuns: 1000 },
    )
  })

  test("any order of the elements of Word", () => {
    fc.assert(
      fc.property(soup(MARKUP), (body) => checked(readInput(docx(body), ""))),
      { numRuns: 1500 },
    )
  })

  test("any order of the elements of a page", () => {
    fc.assert(
      fc.property(soup(TAGS), (html) => checked(readPasted({ text: "", html }))),
      { numRuns: 1500 },
    )
  })
})

describe("more than any plan has", () => {
  const items = (count: number) =>
    `某单位分工方案\n${Array.from({ length: count }, (_, i) => `${i + 1}.落实第${i}项任务。（责任单位：办公室）`).join("\n")}`
  const answer = (text: string) => answerTo({ kind: "file", bytes: new TextEncoder().encode(text), name: "方案.txt" })

  test("two thousand tasks are read, and one more is told how to go on", () => {
    const read = answer(items(2000))
    expect("reading" in read && read.reading.plan.tasks.length).toBe(2000)
    expect(answer(items(2001))).toEqual({ problem: "任务超过 2000 项，没有导入，请按部分拆成几份文件，分别导入" })
    expect(answerTo({ kind: "paste", text: items(2001), html: `<p>${items(3)}</p>` })).toHaveProperty("problem")
  })

  test("one phrase over and over is given up at the eight thousandth, however long it goes on", () => {
    const phrases = (count: number) => `某方案\n${"（牵头单位：甲局）".repeat(count)}`
    const read = answer(phrases(MOST_PHRASES))
    expect("reading" in read && read.reading.plan.tasks[0]?.units.length).toBe(MOST_PHRASES)
    // So that reading on would end in another sentence: too many tasks behind the phrases.
    const more = phrases(MOST_PHRASES + 1) + items(2001)
    expect(answer(more)).toEqual({ problem: expect.stringContaining("标明责任单位的地方超过 8000 处") })
  })

  test("a cell that lists more units than anybody has is given up, in whatever kind of file", () => {
    const cell = "甲局、".repeat(60_000)
    const said = { problem: expect.stringContaining("责任单位超过 1 万字") }
    expect(answer(`序号\t任务\t责任单位\n1\t修路\t${cell}`)).toEqual(said)
    const file = docx(
      table([
        ["任务", "责任单位"],
        ["修路", cell],
      ]),
    )
    expect(answerTo({ kind: "file", bytes: file, name: "a.docx" })).toEqual(said)
  })

  /** One text that many cells name: a hundred kilobytes that would become gigabytes. */
  const shared = (length: number, cells: number) =>
    zipped({
      ...unzipSync(
        xlsx([
          {
            name: "任务",
            rows: [
              ["任务", "责任单位"],
              ["建园区", "甲局"],
            ],
          },
        ]),
      ),
      "xl/sharedStrings.xml": `<sst><si><t>${"长".repeat(length)}</t></si></sst>`,
      "xl/worksheets/sheet1.xml": sheetXml(
        Array.from({ length: cells }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>0</v></c></row>`).join(""),
      ),
    })

  test("one long text that twenty thousand cells name is counted as often as it is shown", () => {
    expect(problemOf(shared(10_000, 20_000))).toMatch(/重复同一段长文字/)
    expect(problemOf(shared(MOST_SHARED / 100 + 1, 100))).toMatch(/重复同一段长文字/)
    // A word that stands in every row is no harm.
    expect(problemOf(shared(MOST_SHARED / 1000, 1000))).toMatch(/文字超过 100 万字/)
    expect(opened(shared(3, 20_000)).text).toContain("长长长")
  })
})
