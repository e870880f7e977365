import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { planOf, type ReadPlan, readPlan } from "#src/plans/intake/reading/read_plan.ts"
import {
  expectedOf,
  PHRASES,
  type Phrase,
  plans,
  printedPlan,
  type Written,
  type WrittenTask,
} from "#test/plans/intake/reading/grammar.ts"
import { workOf } from "#test/plans/intake/reading/work.ts"
import {
  abstractXml,
  type CellSpec,
  docx,
  escaped,
  listXml,
  numbered,
  numbering,
  paragraph,
  run,
  table,
  xlsx,
} from "./office.ts"
import { htmlBytes, linesIn, opened, planIn } from "./opened.ts"

const phrases = fc.constantFrom(...(Object.keys(PHRASES) as Phrase[]))
const factsOf = ({ tasks }: ReadPlan) =>
  tasks.map(({ label, section, text, units, deadline }) => ({ label, section, text, units, deadline }))

const LISTS = numbering(
  abstractXml(0, [
    { format: "chineseCounting", text: "%1、" },
    { format: "chineseCountingThousand", text: "（%2）", more: '<w:lvlRestart w:val="0"/>' },
  ]),
  listXml(1, 0),
)

/** The same lines as Word keeps them: numbers counted by lists, a run for every few characters. */
function asDocx(plan: Written, phrase: Phrase): Uint8Array {
  const body = printedPlan(plan, phrase)
    .split("\n")
    .map((line) => {
      const label = /^[一二三四五六七八九十]+、|^（[一二三四五六七八九十]+）/.exec(line)?.[0]
      if (label) return numbered(line.slice(label.length), 1, label.startsWith("（") ? 1 : 0)
      return paragraph(line.replace(/.{1,5}/g, (part) => run(part)))
    })
  return docx(body.join(""), LISTS)
}

const asHtml = (plan: Written, phrase: Phrase) =>
  htmlBytes(
    `<html><body>${printedPlan(plan, phrase)
      .split("\n")
      .map((line) => `<p>　　<span>${escaped(line)}</span></p>`)
      .join("\r\n")}</body></html>`,
  )

describe("a plan that follows the grammar, in another kind of file", () => {
  test.each([
    ["Word", asDocx],
    ["HTML", asHtml],
  ])("%s reads back as it was written", (_, write) => {
    fc.assert(
      fc.property(plans, phrases, (plan, phrase) => {
        const bytes = write(plan, phrase)
        const document = opened(bytes)
        const read = planOf(document)
        const { title, closing, sections, warnings } = read
        expect(factsOf(read)).toEqual(expectedOf(plan))
        expect([title, closing, warnings]).toEqual([plan.title, plan.closing, []])
        expect(sections.map(({ text }) => text)).toEqual(plan.sections.map(({ heading }) => heading))
        expect(document.text.replaceAll("\u3000", "")).toBe(printedPlan(plan, phrase))
      }),
    )
  })

  test("every task stands in the line that it names", () => {
    fc.assert(
      fc.property(plans, phrases, (plan, phrase) => {
        const bytes = asDocx(plan, phrase)
        const printed = linesIn(bytes)
        for (const { label, lines } of planIn(bytes).tasks) expect(printed[lines.from - 1]).toContain(label)
      }),
    )
  })
})

const HEAD = ["序号", "部分", "任务", "牵头单位", "责任单位", "配合单位", "完成时限"]
const ROLES = ["lead", "responsible", "support"] as const
const namesOf = ({ units }: WrittenTask) =>
  ROLES.map((role) =>
    units
      .filter((unit) => unit.role === role)
      .map(({ name }) => name)
      .join("、"),
  )

/** A row for each task; null where the category goes on from the row above. */
function rowsOf(plan: Written): (string | null)[][] {
  let ordinal = 0
  return plan.sections.flatMap(({ heading, tasks }) =>
    tasks.map((task, place) => [
      String(++ordinal),
      place === 0 ? heading : null,
      task.text,
      ...namesOf(task),
      task.deadline ?? "",
    ]),
  )
}

/** Two sections of one name in a row read as one: a table cannot show where one ends. */
const distinct = plans.map((plan) => ({
  ...plan,
  sections: plan.sections.map((section, i) => ({ ...section, heading: `${section.heading}之${"甲乙丙丁"[i]}` })),
}))

const inRows = (plan: Written) => {
  let ordinal = 0
  return expectedOf(plan).map((task) => ({ ...task, label: String(++ordinal) }))
}

const TABLES: [string, (plan: Written) => Uint8Array][] = [
  [
    "Word",
    (plan) => {
      const merged = (text: string | null, column: number): CellSpec => {
        if (column !== 1) return text ?? ""
        return { text: text ?? "", properties: `<w:vMerge w:val="${text === null ? "continue" : "restart"}"/>` }
      }
      return docx(paragraph(plan.title) + table([HEAD, ...rowsOf(plan).map((row) => row.map(merged))]))
    },
  ],
  [
    "Excel",
    (plan) => {
      const starts = rowsOf(plan).flatMap((row, i) => (row[1] === null ? [] : [i + 3]))
      const merges = starts.map((start, i) => `B${start}:B${(starts[i + 1] ?? rowsOf(plan).length + 3) - 1}`)
      return xlsx([{ name: "Sheet1", rows: [[plan.title], HEAD, ...rowsOf(plan)], merges: ["A1:G1", ...merges] }])
    },
  ],
  [
    "HTML",
    (plan) => {
      const rows = rowsOf(plan)
      const spanAt = (from: number) => {
        const next = rows.findIndex((row, i) => i > from && row[1] !== null)
        return (next < 0 ? rows.length : next) - from
      }
      const cells = rows.map((row, i) =>
        row.map((text, column) => {
          if (text === null) return ""
          return `<td${column === 1 ? ` rowspan="${spanAt(i)}"` : ""}>${escaped(text)}</td>`
        }),
      )
      const head = HEAD.map((text) => `<th>${text}</th>`).join("")
      return htmlBytes(
        `<p>${plan.title}</p><table><tr>${head}</tr>${cells.map((row) => `<tr>${row.join("")}</tr>`).join("")}</table>`,
      )
    },
  ],
  [
    "Markdown",
    (plan) => {
      let category = ""
      const rows = rowsOf(plan).map((row) => {
        category = row[1] ?? category
        return row.map((text, column) => (column === 1 ? category : text))
      })
      const lines = [HEAD, HEAD.map(() => ":---"), ...rows].map((row) => `|${row.join("|")}|`)
      return htmlBytes([`# ${plan.title}`, "", ...lines].join("\n"))
    },
  ],
]

describe("a plan that follows the grammar, as a table", () => {
  test.each(TABLES)("in %s reads back as it was written", (_, write) => {
    fc.assert(
      fc.property(distinct, (plan) => {
        const read = planIn(write(plan))
        expect(factsOf(read)).toEqual(inRows(plan))
        expect(read.title).toBe(plan.title)
        expect(read.sections.map(({ text }) => text)).toEqual(plan.sections.map(({ heading }) => heading))
        expect(read.warnings).toEqual([])
      }),
    )
  })
})

test("a text file is read as its text is", () => {
  fc.assert(
    fc.property(plans, phrases, (plan, phrase) => {
      const document = opened(new TextEncoder().encode(printedPlan(plan, phrase)))
      expect([document.kind, document.text]).toEqual(["text", printedPlan(plan, phrase)])
      expect(planOf(document)).toEqual(readPlan(document.text))
    }),
  )
})

describe("the cost of opening a file grows no faster than the file", () => {
  const item = "（一）建园区。（责任单位：甲局、乙局）"
  test.each<[string, (times: number) => Uint8Array]>([
    ["paragraphs of Word", (times) => docx(numbered(item, 1, 1).repeat(times), LISTS)],
    [
      "tables of Word",
      (times) =>
        docx(
          table([
            ["任务", "责任单位"],
            ["建园区", "甲局"],
          ]).repeat(times),
        ),
    ],
    [
      "rows of Word",
      (times) => docx(table([["任务", "责任单位"], ...Array.from({ length: times }, () => ["建园区", "甲局"])])),
    ],
    [
      "rows without a heading",
      (times) => docx(table(Array.from({ length: times }, () => ["建园区，扩范围", "甲局、乙局"]))),
    ],
    [
      "headings in every row",
      (times) => docx(table(Array.from({ length: times }, (_, i) => ["任务", i % 2 ? "责任单位" : "牵头单位"]))),
    ],
    [
      "rows of Excel",
      (times) =>
        xlsx([{ name: "a", rows: [["任务", "责任单位"], ...Array.from({ length: times }, () => ["建园区", "甲局"])] }]),
    ],
    ["tags of a page", (times) => htmlBytes(`<div>${"<b>甲</b>".repeat(times)}</div>`)],
    ["open paragraphs of a page", (times) => htmlBytes(`<p>甲${"<p>".repeat(times)}</p>`)],
    ["lists of a page", (times) => htmlBytes(`<ol>${"<li>甲".repeat(times)}</ol>`)],
    ["rows of a page", (times) => htmlBytes(`<table>${"<tr><td>任务<td>责任单位".repeat(times)}</table>`)],
    ["gaps of a page", (times) => htmlBytes(`<p>甲${" \n".repeat(times * 10)}</p>`)],
    ["rows of Markdown", (times) => htmlBytes(`|任务|责任单位|\n|--|--|\n${"|建园区|甲局|\n".repeat(times)}`)],
    ["brackets of Markdown", (times) => htmlBytes(`# 甲\n${"[".repeat(times * 5)}\n${"**".repeat(times * 5)}`)],
  ])("%s", (_, write) => {
    const cost = (times: number) => {
      const bytes = write(times)
      return workOf(() => planOf(opened(bytes)))
    }
    expect(cost(1200)).toBeLessThan(2.3 * cost(600) + 2000)
  })
})
