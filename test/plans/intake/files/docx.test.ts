import { describe, expect, test } from "vitest"
import { abstractXml, docx, levelXml, listXml, numbered, numbering, paragraph, run, styling } from "./office.ts"
import { linesIn, opened } from "./opened.ts"

const style = (id: string, content: string, name = id) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${content}</w:style>`
const styled = (text: string, id: string) => paragraph(run(text), `<w:pStyle w:val="${id}"/>`)
const HAN = { format: "chineseCounting", text: "%1、" }
const HAN_IN_BRACKETS = { format: "chineseCountingThousand", text: "（%2）" }
const DECIMAL = { format: "decimal", text: "%3." }

describe("numbers that Word counts", () => {
  test.each([
    ["chineseCounting", "%1、", ["一、", "二、", "十、", "十一、", "二十、", "二十二、"]],
    ["chineseCountingThousand", "（%1）", ["（一）", "（二）", "（十）", "（十一）", "（二十）", "（二十二）"]],
    ["japaneseCounting", "第%1条", ["第一条", "第二条", "第十条", "第十一条", "第二十条", "第二十二条"]],
    ["ideographTraditional", "%1、", ["甲、", "乙、", "癸、", "11、", "20、", "22、"]],
    ["ideographDigital", "%1", ["一", "二", "一〇", "一一", "二〇", "二二"]],
    ["chineseLegalSimplified", "%1、", ["壹、", "贰、", "壹拾、", "壹拾壹、", "贰拾、", "贰拾贰、"]],
    ["decimal", "%1.", ["1.", "2.", "10.", "11.", "20.", "22."]],
    ["decimalZero", "%1", ["01", "02", "10", "11", "20", "22"]],
    ["decimalFullWidth", "%1．", ["１．", "２．", "１０．", "１１．", "２０．", "２２．"]],
    ["decimalEnclosedCircle", "%1", ["①", "②", "⑩", "⑪", "⑳", "㉒"]],
    ["decimalEnclosedCircleChinese", "%1", ["①", "②", "⑩", "⑪", "⑳", "㉒"]],
    ["decimalEnclosedParen", "%1", ["（1）", "（2）", "（10）", "（11）", "（20）", "（22）"]],
    ["lowerLetter", "%1)", ["a)", "b)", "j)", "k)", "t)", "v)"]],
    ["upperLetter", "%1.", ["A.", "B.", "J.", "K.", "T.", "V."]],
    ["lowerRoman", "%1.", ["i.", "ii.", "x.", "xi.", "xx.", "xxii."]],
    ["upperRoman", "%1.", ["I.", "II.", "X.", "XI.", "XX.", "XXII."]],
    ["ideographEnclosedCircle", "%1", ["㊀", "㊁", "㊉", "11", "20", "22"]],
    ["ideographZodiac", "%1", ["子", "丑", "酉", "戌", "20", "22"]],
    ["someFormatOfTomorrow", "%1", ["1", "2", "10", "11", "20", "22"]],
    ["none", "附", ["附", "附", "附", "附", "附", "附"]],
    ["bullet", "", ["", "", "", "", "", ""]],
  ])("%s %s", (format, text, expected) => {
    const items = Array.from({ length: 22 }, () => numbered("事", 1)).join("")
    const lines = linesIn(docx(items, numbering(abstractXml(0, [{ format, text }]), listXml(1, 0))))
    expect([1, 2, 10, 11, 20, 22].map((number) => lines[number - 1])).toEqual(expected.map((label) => `${label}事`))
  })

  test("beyond a hundred", () => {
    const items = Array.from({ length: 110 }, () => numbered("事", 1)).join("")
    const lines = linesIn(docx(items, numbering(abstractXml(0, [HAN]), listXml(1, 0))))
    expect([lines[99], lines[100], lines[109]]).toEqual(["一百、事", "一百零一、事", "一百一十、事"])
  })

  test("a narrower level begins again under a wider one, unless it says otherwise", () => {
    const items = [0, 1, 1, 0, 1].map((level) => numbered("事", 1, level)).join("")
    const read = (more: string) =>
      linesIn(docx(items, numbering(abstractXml(0, [HAN, { ...HAN_IN_BRACKETS, more }]), listXml(1, 0))))
    expect(read("")).toEqual(["一、事", "（一）事", "（二）事", "二、事", "（一）事"])
    expect(read('<w:lvlRestart w:val="0"/>')).toEqual(["一、事", "（一）事", "（二）事", "二、事", "（三）事"])
  })

  test("a level that begins again only after the widest", () => {
    const levels = [HAN, HAN_IN_BRACKETS, { ...DECIMAL, more: '<w:lvlRestart w:val="1"/>' }]
    const items = [0, 1, 2, 1, 2, 0, 2].map((level) => numbered("事", 1, level)).join("")
    expect(linesIn(docx(items, numbering(abstractXml(0, levels), listXml(1, 0))))).toEqual([
      "一、事",
      "（一）事",
      "1.事",
      "（二）事",
      "2.事",
      "二、事",
      "1.事",
    ])
  })

  test("lists of one look count on, and start anew where one says so", () => {
    const parts = numbering(
      abstractXml(0, [HAN]),
      listXml(1, 0),
      listXml(2, 0),
      listXml(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
      listXml(
        4,
        0,
        `<w:lvlOverride w:ilvl="0">${levelXml({ format: "decimal", text: "%1.", start: 5 }, 0)}</w:lvlOverride>`,
      ),
    )
    const items = [1, 1, 2, 3, 3, 1, 4, 4].map((list) => numbered("事", list)).join("")
    expect(linesIn(docx(items, parts)).map((line) => line.slice(0, -1))).toEqual([
      "一、",
      "二、",
      "三、",
      "一、",
      "二、",
      "三、",
      "5.",
      "6.",
    ])
  })

  test("several levels in one number, in Arabic where the level is legal", () => {
    const legal = { format: "decimal", text: "%1.%2", more: "<w:isLgl/>" }
    const items = [0, 1, 0, 1, 1].map((level) => numbered("事", 1, level)).join("")
    const lines = linesIn(docx(items, numbering(abstractXml(0, [HAN, legal]), listXml(1, 0))))
    expect(lines).toEqual(["一、事", "1.1事", "二、事", "2.1事", "2.2事"])
  })

  test("a level without the one above it, and one that starts later", () => {
    const levels = [
      { ...HAN, start: 3 },
      { format: "decimal", text: "%1-%2 " },
    ]
    const items = [1, 0, 0].map((level) => numbered("事", 1, level)).join("")
    expect(linesIn(docx(items, numbering(abstractXml(0, levels), listXml(1, 0))))).toEqual([
      "三-1 事",
      "三、事",
      "四、事",
    ])
  })

  test("a heading style carries its number, and so does a style that is based on it", () => {
    const levels = [
      { ...HAN, more: '<w:pStyle w:val="H1"/>' },
      { ...HAN_IN_BRACKETS, more: '<w:pStyle w:val="H2"/>' },
    ]
    const parts = {
      ...numbering(abstractXml(0, levels), listXml(1, 0)),
      ...styling(
        style("H1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', "heading 1"),
        style("H2", '<w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>', "heading 2"),
        style("Mine", '<w:basedOn w:val="H2"/>'),
        style("Plain", '<w:basedOn w:val="H1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'),
      ),
    }
    const body =
      styled("部分", "H1") + styled("事", "H2") + styled("事", "Mine") + styled("文", "Plain") + styled("部分", "H1")
    expect(linesIn(docx(body, parts))).toEqual(["一、部分", "（一）事", "（二）事", "文", "二、部分"])
  })

  test("a paragraph may leave the list of its style", () => {
    const parts = {
      ...numbering(abstractXml(0, [{ ...HAN, more: '<w:pStyle w:val="H1"/>' }]), listXml(1, 0)),
      ...styling(style("H1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')),
    }
    const out = paragraph(run("文"), '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    expect(linesIn(docx(styled("甲", "H1") + out + styled("乙", "H1"), parts))).toEqual(["一、甲", "文", "二、乙"])
  })

  test("a list that takes its look from a style", () => {
    const parts = numbering(
      abstractXml(0, [], '<w:numStyleLink w:val="L"/>'),
      abstractXml(1, [HAN], '<w:styleLink w:val="L"/>'),
      listXml(1, 0),
    )
    expect(linesIn(docx(numbered("甲", 1) + numbered("乙", 1), parts))).toEqual(["一、甲", "二、乙"])
  })

  test("Word moves a list on by hidden paragraphs, and an empty one that ends a section is none", () => {
    const parts = numbering(
      abstractXml(0, [
        { format: "chineseCounting", text: "%1、" },
        { format: "decimal", text: "%1.%2" },
      ]),
      listXml(1, 0),
    )
    const hidden = numbered("", 1)
      .replace("</w:pPr>", "<w:rPr><w:vanish/></w:rPr></w:pPr>")
      .replace(/<w:r>.*<\/w:r>/, "")
    const section = numbered("", 1)
      .replace("</w:pPr>", "<w:sectPr/></w:pPr>")
      .replace(/<w:r>.*<\/w:r>/, "")
    expect(linesIn(docx(hidden + hidden + numbered("甲", 1, 1), parts))).toEqual(["二.1甲"])
    expect(linesIn(docx(numbered("甲", 1) + section + numbered("乙", 1), parts))).toEqual(["一、甲", "二、乙"])
  })

  test("001 as new programs are told, not as old ones; 01 stays 01 where a level is legal", () => {
    const MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    const custom = `<mc:AlternateContent xmlns:mc="${MC}"><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>`
    const three = levelXml({ format: "", text: "%1、" }, 0).replace(/<w:numFmt[^>]*>/, custom)
    expect(
      linesIn(
        docx(
          numbered("甲", 1),
          numbering(`<w:abstractNum w:abstractNumId="0">${three}</w:abstractNum>`, listXml(1, 0)),
        ),
      ),
    ).toEqual(["001、甲"])
    const legal = abstractXml(0, [
      { format: "chineseCounting", text: "%1、" },
      { format: "decimalZero", text: "%1.%2", more: "<w:isLgl/>" },
    ])
    const items = numbered("甲", 1) + numbered("乙", 1, 1)
    expect(linesIn(docx(items, numbering(legal, listXml(1, 0))))).toEqual(["一、甲", "1.01乙"])
  })

  test("numbers as they were before a change count for nothing", () => {
    const parts = numbering(abstractXml(0, [HAN]), listXml(1, 0))
    const changed =
      '<w:pPrChange w:id="1"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    expect(linesIn(docx(paragraph(run("文"), changed) + numbered("甲", 1), parts))).toEqual(["文", "一、甲"])
  })
})

describe("words of a paragraph", () => {
  test.each([
    ["runs are joined", run("健全") + run("机制"), ["健全机制"]],
    ["breaks and tabs", `<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>`, ["甲", "乙\t丙"]],
    ["hyphens", `<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t></w:r>`, ["A-BC"]],
    ["a circled number of a symbol font", `<w:r><w:sym w:font="Wingdings" w:char="F082"/><w:t>事</w:t></w:r>`, ["②事"]],
    ["another sign of a symbol font", `<w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:t>事</w:t></w:r>`, ["事"]],
    ["hidden words", run("甲") + run("乙", "<w:vanish/>") + run("丙", '<w:vanish w:val="0"/>'), ["甲丙"]],
    [
      "the result of a field, not its code",
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run("3")}<w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="DATE">${run("月")}</w:fldSimple>`,
      ["3月"],
    ],
    [
      "links, bookmarks and smart tags",
      `<w:hyperlink>${run("甲")}</w:hyperlink><w:bookmarkStart/><w:smartTag>${run("乙")}</w:smartTag>`,
      ["甲乙"],
    ],
    [
      "content controls",
      `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>${run("甲")}</w:sdtContent></w:sdt>`,
      ["甲"],
    ],
    [
      "the characters, not their readings",
      `<w:r><w:ruby><w:rt>${run("gong")}</w:rt><w:rubyBase>${run("工")}</w:rubyBase></w:ruby></w:r>`,
      ["工"],
    ],
    [
      "notes leave no mark",
      `${run("甲")}<w:r><w:footnoteReference w:id="2"/></w:r><w:commentRangeStart/>${run("乙")}`,
      ["甲乙"],
    ],
    ["escaped signs", "<w:r><w:t>A&amp;B&lt;3&#x4E00;</w:t></w:r>", ["A&B<3一"]],
  ])("%s", (_, content, lines) => {
    expect(linesIn(docx(paragraph(content)))).toEqual(lines)
  })

  test("changes count as accepted", () => {
    const body =
      paragraph(
        `${run("甲局")}<w:del>${run("、乙局").replaceAll("w:t", "w:delText")}</w:del><w:ins>${run("、丙局")}</w:ins>`,
      ) +
      paragraph(`<w:moveFrom>${run("旧处")}</w:moveFrom>${run("原文")}`) +
      paragraph(`<w:moveTo>${run("新处")}</w:moveTo>`)
    const { text, notes } = opened(docx(body))
    expect(text).toBe("甲局、丙局\n原文\n新处")
    expect(notes).toEqual(["文件中有修订，已按接受全部修订后的文字读取"])
  })

  test("a paragraph whose end was deleted goes on in the next, and counts no number", () => {
    const parts = numbering(abstractXml(0, [HAN]), listXml(1, 0))
    const list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    const body = paragraph(run("健全"), `${list}<w:rPr><w:del w:id="1"/></w:rPr>`) + paragraph(run("机制"), list)
    expect(linesIn(docx(body + numbered("乙", 1), parts))).toEqual(["一、健全机制", "二、乙"])
  })

  test("a text box is read once, behind its paragraph", () => {
    const box = `<w:txbxContent>${paragraph("盒中文字")}</w:txbxContent>`
    const drawing = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
    expect(linesIn(docx(paragraph(run("甲") + drawing + run("乙"))))).toEqual(["甲乙", "盒中文字"])
    const old = `<w:r><w:pict><v:textbox>${box}</v:textbox></w:pict></w:r>`
    expect(linesIn(docx(paragraph(run("甲") + old)))).toEqual(["甲", "盒中文字"])
  })

  test("signs of symbol fonts, and what 带圈字符 of Word draws", () => {
    const sym = (font: string, char: string) => `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`
    const field = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`
    const eq = `${field("begin")}<w:r><w:instrText> eq \\o\\ac(○,3) </w:instrText></w:r>${field("end")}`
    const body =
      sym("Wingdings", "F081") + run("甲") + sym("Wingdings 2", "F06B") + run("乙") + sym("Wingdings", "F0FE") + eq
    expect(linesIn(docx(paragraph(body + run("丙"))))).toEqual(["①甲②乙☑③丙"])
    const shown = `${field("begin")}<w:r><w:instrText>DATE</w:instrText></w:r>${field("separate")}${run("今天")}${field("end")}`
    expect(linesIn(docx(paragraph(shown)))).toEqual(["今天"])
  })

  test("footnotes that the text refers to stand behind it, and are told", () => {
    const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    const notes = `<w:footnotes xmlns:w="${W}"><w:footnote w:id="0">${paragraph("别的")}</w:footnote><w:footnote w:id="2">${paragraph("不含下属单位")}</w:footnote></w:footnotes>`
    const body = paragraph(`${run("甲")}<w:r><w:footnoteReference w:id="2"/></w:r>`)
    const read = opened(docx(body, { "word/footnotes.xml": notes }))
    expect([read.text, read.notes]).toEqual([
      "甲\n不含下属单位",
      ["文件中有 1 段脚注，接在正文之后，请核对是否影响分工"],
    ])
  })

  test("words that were broken before are told", () => {
    expect(opened(docx(paragraph("\ufffd完善\ufffd制度"))).notes).toEqual([
      "文字中有 2 处乱码（\ufffd），原文件可能在转换时损坏，请对照原文核对",
    ])
  })

  test("the table of contents repeats the headings and is left out; hidden styles are hidden", () => {
    const parts = styling(style("T", "", "toc 1"), style("X", "<w:rPr><w:vanish/></w:rPr>"))
    expect(linesIn(docx(styled("一、任务\t3", "T") + styled("批注", "X") + paragraph("正文"), parts))).toEqual(["正文"])
  })

  test("another prefix for the words of Word", () => {
    const body =
      '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>甲</x:t></x:r></x:p></x:body></x:document>'
    expect(linesIn(docx("", { "word/document.xml": body }))).toEqual(["甲"])
  })

  test("the document is where the package says", () => {
    const parts = {
      "_rels/.rels":
        '<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="/word/document2.xml"/><Relationship Id="b" Type="http://x/officeDocument" TargetMode="External" Target="http://example.com/"/></Relationships>',
      "word/document2.xml":
        '<w:document xmlns:w="http://x/wordprocessingml/main"><w:p><w:r><w:t>第二</w:t></w:r></w:p></w:document>',
    }
    expect(linesIn(docx(paragraph("第一"), parts))).toEqual(["第二"])
  })
})
