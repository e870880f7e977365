import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { type ReadPlan, readPlan } from "#src/plans/intake/reading/read_plan.ts"
import {
  abstractXml,
  docx,
  listXml,
  numbered,
  numbering,
  paragraph,
  run,
  styling,
  table,
  xlsx,
} from "#test/plans/intake/files/office.ts"
import { htmlBytes, opened, planIn } from "#test/plans/intake/files/opened.ts"

/** The seed's plan, written down again as other kinds of files: each must say the same 22 tasks and 63 entries. */
const SOURCE = readFileSync("seeds/xinfang-division-of-work.txt", "utf8")
const SEED = readPlan(SOURCE)
const LINES = SOURCE.split("\n")
  .map((line) => line.trim())
  .filter((line) => line !== "")
const leads = (task: ReadPlan["tasks"][number]) => task.units.map(({ name }) => name).join("、")
const facts = ({ title, preamble, sections, tasks, closing, warnings }: ReadPlan) => ({
  title,
  preamble,
  sections: sections.map(({ label, text }) => [label, text]),
  tasks: tasks.map(({ lines: _, origin: __, ...task }) => task),
  closing,
  warnings: warnings.map(({ message }) => message),
})

const WANTED = /^（[一二三四五六七八九十]+）|^[一二三四五六七八]、/

test("what is compared is the whole seed", () => {
  expect([SEED.tasks.length, SEED.tasks.flatMap(({ units }) => units).length]).toEqual([22, 63])
})

describe("as a Word document", () => {
  const lists = numbering(
    abstractXml(0, [
      { format: "chineseCountingThousand", text: "%1、" },
      { format: "chineseCountingThousand", text: "（%2）", more: '<w:lvlRestart w:val="0"/>' },
    ]),
    listXml(1, 0),
  )
  const typed = (line: string) => line.replace(WANTED, "")
  const levelOf = (line: string) => (WANTED.test(line) ? (line.startsWith("（") ? 1 : 0) : null)

  test("with numbers that Word counts, the items on through all sections", () => {
    const body = LINES.map((line) => {
      const level = levelOf(line)
      return level === null ? paragraph(line) : numbered(typed(line), 1, level)
    })
    expect(facts(planIn(docx(body.join(""), lists)))).toEqual(facts(SEED))
  })

  test("with numbers that come from heading styles", () => {
    const style = (id: string, level: number) =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="heading ${level + 1}"/><w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`
    const body = LINES.map((line) => {
      const level = levelOf(line)
      return level === null ? paragraph(line) : paragraph(run(typed(line)), `<w:pStyle w:val="H${level}"/>`)
    })
    expect(facts(planIn(docx(body.join(""), { ...lists, ...styling(style("H0", 0), style("H1", 1)) })))).toEqual(
      facts(SEED),
    )
  })

  test("typed, with tracked changes in the units", () => {
    const body = LINES.map((line) =>
      line.startsWith("牵头单位")
        ? paragraph(
            `${run(line.slice(0, 6))}<w:ins w:id="1">${run(line.slice(6))}</w:ins><w:del w:id="2">${run("、财务司")}</w:del>`,
          )
        : paragraph(line),
    )
    expect(facts(planIn(docx(body.join(""))))).toEqual(facts(SEED))
  })
})

const HEAD = ["序号", "部分", "任务", "牵头单位"]
const rows = SEED.tasks.map((task) => {
  const section = SEED.sections[task.section ?? -1]
  return [task.label, `${section?.label}${section?.text}`, task.text, leads(task)]
})
const inTable = {
  title: SEED.title,
  sections: facts(SEED).sections,
  tasks: facts(SEED).tasks,
  warnings: [],
}
const title = SEED.title ?? ""

describe("as a table", () => {
  test("in Word, the sections merged downwards", () => {
    const cells = rows.map((row, i) => {
      const isNew = row[1] !== rows[i - 1]?.[1]
      const section = {
        text: isNew ? (row[1] ?? "") : "",
        properties: `<w:vMerge w:val="${isNew ? "restart" : "continue"}"/>`,
      }
      return row.map((cell, column) => (column === 1 ? section : cell))
    })
    expect(facts(planIn(docx(paragraph(title) + table([HEAD, ...cells]))))).toMatchObject(inTable)
  })

  test("in Excel, under a merged title, the sections in rows of their own", () => {
    const sheet = rows.flatMap((row, i) => {
      const [number = "", section = "", ...rest] = row
      return section === rows[i - 1]?.[1] ? [[number, ...rest]] : [[section], [number, ...rest]]
    })
    const merges = ["A1:C1", ...sheet.flatMap((row, i) => (row.length === 1 ? [`A${i + 3}:C${i + 3}`] : []))]
    const file = xlsx([{ name: "Sheet1", rows: [[title], ["序号", "任务", "牵头单位"], ...sheet], merges }])
    expect(facts(planIn(file))).toMatchObject(inTable)
  })

  test("on a page, the sections merged downwards", () => {
    const spans = rows.map((row, i) =>
      row[1] === rows[i - 1]?.[1] ? 0 : rows.filter((other) => other[1] === row[1]).length,
    )
    const cells = rows.map((row, i) =>
      row.flatMap((cell, column) => {
        if (column !== 1) return [`<td>${cell}</td>`]
        return spans[i] ? [`<td rowspan="${spans[i]}">${cell}</td>`] : []
      }),
    )
    const html = `<p>${title}</p><table><tr>${HEAD.map((cell) => `<th>${cell}</th>`).join("")}</tr>${cells.map((row) => `<tr>${row.join("")}</tr>`).join("")}</table>`
    expect(facts(planIn(htmlBytes(html)))).toMatchObject(inTable)
  })

  test("in Markdown", () => {
    const bars = [HEAD, HEAD.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`)
    const file = htmlBytes(`# ${title}\n\n${bars.join("\n")}\n`)
    expect(opened(file).kind).toBe("markdown")
    expect(facts(planIn(file))).toMatchObject(inTable)
  })
})

test("as a page, and as Markdown with headings and strong words", () => {
  const page = LINES.map((line) => `<p style="text-indent:2em"><span>${line}</span></p>`).join("\n")
  expect(facts(planIn(htmlBytes(page)))).toEqual(facts(SEED))
  const marked = LINES.map((line, i) =>
    i === 0 || /^[一二三四五六七八]、/.test(line) ? `## ${line}` : line.replace(/^(牵头单位)/, "**$1**"),
  )
  expect(facts(planIn(htmlBytes(marked.join("\n\n"))))).toEqual(facts(SEED))
})
