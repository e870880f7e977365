import { describe, expect, test } from "vitest"
import { readPasted } from "#src/plans/intake/reading/opening.ts"
import { planOf } from "#src/plans/intake/reading/read_plan.ts"
import { compact } from "./compact.ts"
import { htmlBytes, linesIn, opened, tasksIn } from "./opened.ts"

const lines = (html: string) => linesIn(htmlBytes(html))

describe("the words of a page", () => {
  test.each([
    ["paragraphs and breaks", "<p>甲</p><div>乙<br>丙</div>丁", ["甲", "乙", "丙", "丁"]],
    [
      "looks within a paragraph",
      "<p><b>（一）</b><span style='font-size:12pt'>健全</span><u>机制</u></p>",
      ["（一）健全机制"],
    ],
    ["entities", "<p>A&amp;B&nbsp;&ldquo;甲&rdquo;&#19968;</p>", ["A&B\u00a0“甲”一"]],
    [
      "what is not seen",
      "<head><title>页</title></head><p>甲</p><script>x</script><style>y</style><nav>首页</nav><p hidden>乙</p><p style='display: none'>丙</p><!-- 丁 -->",
      ["甲"],
    ],
    ["deleted words", "<p>甲<del>乙</del><ins>丙</ins></p>", ["甲丙"]],
    ["a source that breaks anywhere", "<p>健全\n  机制 A\nB</p>", ["健全机制 A B"]],
    [
      "counted lists",
      "<ol start=3><li>甲</li><li>乙<ol type=a><li>丙</li></ol></li><li value=9>丁</li></ol><ul><li>戊</li></ul>",
      ["3.甲", "4.乙", "a.丙", "9.丁", "戊"],
    ],
    [
      "lists counted in Chinese",
      "<ol style='list-style-type:cjk-ideographic'><li>甲</li><li>乙</li></ol>",
      ["一、甲", "二、乙"],
    ],
    ["text that keeps its breaks", "<pre>甲\n乙</pre>", ["甲", "乙"]],
    [
      "the clipboard of Word, which writes numbers as text and bullets as letters",
      "<html xmlns:o='x'><head><style><!-- p{} --></style></head><body><!--StartFragment--><p class=MsoListParagraph><![if !supportLists]><span lang=EN-US>（一）<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span><![endif]>健全机制<o:p></o:p></p><p><span style='font-family:Wingdings'>l</span>建制度</p><!--EndFragment--></body></html>",
      ["（一）\u00a0 健全机制", "建制度"],
    ],
    ["unclosed and crossed tags", "<p>甲<p>乙<b>丙</p>丁</b></div>", ["甲", "乙丙", "丁"]],
  ])("%s", (_, html, expected) => {
    expect(lines(html)).toEqual(expected)
  })

  test("the header that Windows puts before the clipboard", () => {
    expect(lines("Version:0.9\r\nStartHTML:00000097\r\n<html><body><p>甲</p></body></html>")).toEqual(["甲"])
  })
})

describe("tables of a page", () => {
  const HEAD = "<tr><th>序号</th><th>任务</th><th>牵头单位</th></tr>"

  test("merged cells", () => {
    const html = `<table>${HEAD}<tr><td>1</td><td>建园区</td><td rowspan=2>甲局</td></tr><tr><td>2</td><td>育企业</td></tr><tr><td colspan=3>二、民生</td></tr></table>`
    expect(tasksIn(htmlBytes(html))).toEqual(["1建园区 → 牵头 甲局", "2育企业 → 牵头 甲局"])
    expect(lines(html)[2]).toBe("2\t育企业\t")
  })

  test("a cell that reaches down to the end", () => {
    const html = `<table>${HEAD}<tr><td>1</td><td>建园区</td><td rowspan=0>甲局</td></tr><tr><td>2</td><td>育企业</td></tr></table>`
    expect(tasksIn(htmlBytes(html))).toEqual(["1建园区 → 牵头 甲局", "2育企业 → 牵头 甲局"])
  })

  test("cells without rows and rows without a table", () => {
    expect(tasksIn(htmlBytes(`<tbody>${HEAD}<tr><td>1</td><td>建园区</td><td>甲局</td></tr></tbody>`))).toEqual([
      "1建园区 → 牵头 甲局",
    ])
    expect(lines("<div><td>甲</td><td>乙</td></div>")).toEqual(["甲", "乙"])
  })

  test("a table in a cell of a table of tasks is words of this cell", () => {
    const inner = "<table><tr><td>建园区</td><td>十个</td></tr></table>"
    expect(tasksIn(htmlBytes(`<table>${HEAD}<tr><td>1</td><td>${inner}</td><td>甲局</td></tr></table>`))).toEqual([
      "1建园区十个 → 牵头 甲局",
    ])
  })
})

describe("what is pasted", () => {
  const tasks = (pasted: { text: string; html?: string }) => {
    const input = readPasted(pasted)
    return "problem" in input ? input : planOf(input).tasks.map(compact)
  }

  test("the HTML beside the text is preferred, for its merged cells", () => {
    const html =
      "<table><tr><td>任务</td><td>责任单位</td></tr><tr><td>建园区</td><td rowspan=2>甲局</td></tr><tr><td>育企业</td></tr></table>"
    expect(tasks({ text: "任务\t责任单位\n建园区\t甲局\n育企业", html })).toEqual([
      "建园区 → 责任 甲局",
      "育企业 → 责任 甲局",
    ])
  })

  test("the text is read where there is no HTML, and where the HTML says less", () => {
    const text = "（一）建园区。（责任单位：甲局）"
    expect(tasks({ text })).toEqual(["（一）建园区。 → 责任 甲局"])
    expect(tasks({ text, html: "<p>见附件</p>" })).toEqual(["（一）建园区。 → 责任 甲局"])
    expect(tasks({ text, html: "<img src=a>" })).toEqual(["（一）建园区。 → 责任 甲局"])
  })

  test("nothing", () => {
    expect(tasks({ text: " \n", html: "" })).toEqual({ problem: "没有粘贴任何文字" })
    expect(tasks({ text: "", html: "<p></p>" })).toEqual({ problem: "没有粘贴任何文字" })
  })

  test("source of a page that was pasted as text", () => {
    expect(tasks({ text: "<p>（一）建园区。（责任单位：甲局）</p>" })).toEqual(["（一）建园区。 → 责任 甲局"])
  })
})

test("an old page in GBK", () => {
  const gbk = [0x3c, 0x70, 0x3e, 0xbc, 0xd7, 0xbe, 0xd6, 0x3c, 0x2f, 0x70, 0x3e]
  expect(opened(Uint8Array.from(gbk)).text).toBe("甲局")
})
