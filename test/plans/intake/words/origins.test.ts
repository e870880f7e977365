import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { planOf, type ReadPlan, readPlan } from "#src/plans/intake/reading/read_plan.ts"
import type { Origin } from "#src/plans/intake/words/origins.ts"
import { CRUMBS, LAYOUTS, WIDTHS } from "#test/plans/intake/files/disguises.ts"
import { type CellSpec, docx, paragraph, run, table, xlsx } from "#test/plans/intake/files/office.ts"
import { htmlBytes, opened } from "#test/plans/intake/files/opened.ts"
import { PHRASES, type Phrase, plans, printedPlan } from "#test/plans/intake/reading/grammar.ts"

const phrases = fc.constantFrom(...(Object.keys(PHRASES) as Phrase[]))

/** The same but for white space, signs that print nothing, and the width of punctuation. */
const plain = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}\s]/gu, "")
    .normalize("NFKC")
    .replace(/[〔﹝]/g, "(")
    .replace(/[〕﹞]/g, ")")

type Field = { value: string; origin: Origin | null }

/** Every field that was read, with the place that it names. */
function fieldsOf({ title, docNumber, closing, sections, tasks, origin }: ReadPlan): Field[] {
  return [
    { value: title ?? "", origin: origin.title },
    { value: docNumber ?? "", origin: origin.docNumber },
    { value: closing ?? "", origin: origin.closing },
    ...sections.map(({ label, text, origin }) => ({ value: `${label ?? ""}${text}`, origin })),
    ...tasks.flatMap(({ label, text, deadline, units, origin }) => [
      { value: label, origin: origin.label },
      { value: text, origin: origin.text },
      { value: deadline ?? "", origin: origin.deadline },
      ...units.map(({ name }, i) => ({ value: name, origin: origin.units[i]?.name ?? null })),
    ]),
  ]
}

function wordsAt(text: string, origin: Origin | null | undefined): string {
  const lines = text.split(/\r\n|\n|\r/)
  return (origin?.spans ?? []).map(({ line, from, to }) => lines[line - 1]?.slice(from, to)).join("")
}

function expectPlaced(text: string, plan: ReadPlan) {
  const fields = fieldsOf(plan)
  expect(fields.map(({ origin }) => plain(wordsAt(text, origin)))).toEqual(fields.map(({ value }) => plain(value)))
}

const ROLE_WORDS = { lead: /牵头/, responsible: /责任|负责/, support: /配合/ }

function expectRolesSaid(text: string, { tasks }: ReadPlan) {
  for (const { units, origin } of tasks) {
    expect(origin.units).toHaveLength(units.length)
    for (const [i, { role }] of units.entries()) expect(wordsAt(text, origin.units[i]?.role)).toMatch(ROLE_WORDS[role])
  }
}

describe("the words at the place that a field names are the field", () => {
  test.each(Object.entries({ "as it is written": (source: string) => source, ...LAYOUTS, ...WIDTHS }))(
    "%s",
    (_, vary) => {
      fc.assert(
        fc.property(plans, phrases, (plan, phrase) => {
          const source = vary(printedPlan(plan, phrase))
          const read = readPlan(source)
          expectPlaced(source, read)
          expectRolesSaid(source, read)
        }),
      )
    },
  )

  test("in lines that lost their breaks", () => {
    fc.assert(
      fc.property(plans, fc.constantFrom<Phrase>("bracket", "verbs"), (plan, phrase) => {
        const source = printedPlan(plan, phrase).replaceAll("\n", "")
        expectPlaced(source, readPlan(source))
      }),
    )
  })

  test("in Word, on a page and in Markdown", () => {
    fc.assert(
      fc.property(plans, phrases, (plan, phrase) => {
        const lines = printedPlan(plan, phrase).split("\n")
        const word = docx(lines.map((line) => paragraph(line.replace(/.{1,5}/g, (part) => run(part)))).join(""))
        const page = htmlBytes(
          `<html><body>${lines.map((line) => `<p>　　<b>${line}</b></p>`).join("\r\n")}</body></html>`,
        )
        const marked = htmlBytes(
          lines.map((line, i) => (i === 0 ? `# ${line}` : line.replace(/市财政局/g, "**市财政**局"))).join("\n"),
        )
        for (const bytes of [word, page, marked]) {
          const document = opened(bytes)
          const read = planOf(document)
          expect(read.tasks.length).toBeGreaterThan(0)
          expectPlaced(document.text, read)
          expectRolesSaid(document.text, read)
        }
      }),
    )
  })

  test("in the signs of Markdown, and behind those that part names", () => {
    const source = [
      "# 方案",
      "- （一）[建平台](https://example.org/a)，报\\_送。（责任单位：由市财政局和`市民政局`、市教育局等部门）",
      "> （二）育企业。（甲局会同乙局等部门和各区政府负责，丙局等国务院相关部门配合）",
    ].join("\n")
    const read = planOf(opened(htmlBytes(source)))
    expect(read.tasks.map(({ units }) => units.length)).toEqual([3, 5])
    expectPlaced(source, read)
  })

  test("in whatever else is pasted", () => {
    const crumbs = fc.array(fc.constantFrom(...CRUMBS), { maxLength: 200 }).map((parts) => parts.join(""))
    // A break that parted two names is read as the sign that is missing there.
    const joined = (text: string) => plain(text).replaceAll("、", "")
    fc.assert(
      fc.property(fc.oneof(crumbs, fc.string({ unit: "binary" })), (source) => {
        for (const { value, origin } of fieldsOf(readPlan(source))) {
          expect(joined(wordsAt(source, origin))).toBe(joined(value))
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe("in tables", () => {
  const HEAD = ["序号", "部分", "任务", "牵头单位", "配合单位", "完成时限"]
  const begins = (text: string): CellSpec => ({ text, properties: '<w:vMerge w:val="restart"/>' })
  const ON: CellSpec = { text: "", properties: "<w:vMerge/>" }

  test("a cell that is merged over rows stands where it begins", () => {
    const rows: CellSpec[][] = [
      HEAD,
      ["1", begins("产业"), "建园区", begins("甲局、乙局"), "丙局", begins("6月底前")],
      ["2", ON, "育企业", ON, "", ON],
    ]
    const document = opened(docx(paragraph("某市任务分解表") + table(rows)))
    const read = planOf(document)
    expectPlaced(document.text, read)
    expectRolesSaid(document.text, read)
    const [first, second] = read.tasks
    expect(second?.origin.units.map(({ name }) => name)).toEqual(
      first?.origin.units.slice(0, 2).map(({ name }) => name),
    )
    expect(second?.origin.deadline).toEqual(first?.origin.deadline)
  })

  test("in a sheet, and in the rows of a paste", () => {
    const rows = [
      HEAD,
      ["1", "产业", "建园区", "甲局、乙局", "丙局", "6月底前"],
      ["2", "民生", "改小区", "丁局", "", "长期"],
    ]
    for (const bytes of [xlsx([{ name: "a", rows }]), htmlBytes(rows.map((row) => row.join("\t")).join("\n"))]) {
      const document = opened(bytes)
      const read = planOf(document)
      expect(read.tasks).toHaveLength(2)
      expectPlaced(document.text, read)
      expectRolesSaid(document.text, read)
    }
  })

  test("in one that lost its rules", () => {
    const source =
      "序号工作任务责任单位完成时限1做好住房保障市民政局（牵头）、市财政局2026年底前2改造老旧小区市住建局2027年6月"
    const read = readPlan(source)
    expect(read.tasks.map(({ units }) => units.length)).toEqual([2, 1])
    expectPlaced(source, read)
    expect(wordsAt(source, read.tasks[0]?.origin.units[0]?.role)).toBe("（牵头）")
  })
})

describe("where a field is in pieces", () => {
  const at = (source: string, pick: (plan: ReadPlan) => Origin | null | undefined) => {
    const origin = pick(readPlan(source))
    const lines = source.split("\n")
    return origin?.spans.map(({ line, from, to }) => `${line} ${lines[line - 1]?.slice(from, to)}`)
  }

  test("a title over two lines", () => {
    const source = "某市人民政府办公室关于\n数字化转型的分工方案\n（一）建平台。（责任单位：甲局）"
    expect(at(source, ({ origin }) => origin.title)).toEqual(["1 某市人民政府办公室关于", "2 数字化转型的分工方案"])
  })

  test("a name that the page broke", () => {
    const source = "方案\n（一）建平台。\n牵头单位：市财政局、市农业农\n村局"
    expect(at(source, ({ tasks }) => tasks[0]?.origin.units[1]?.name)).toEqual(["3 市农业农", "4 村局"])
  })

  test("a name with spaces in it is one piece between each two", () => {
    const source = "方案\n（一）建平台。（责任单位：市 财 政局）"
    expect(at(source, ({ tasks }) => tasks[0]?.origin.units[0]?.name)).toEqual(["2 市", "2 财", "2 政局"])
  })
})

describe("where it is said what part a unit takes", () => {
  const said = (source: string, task = 0) => {
    const { tasks } = readPlan(source)
    return tasks[task]?.origin.units.map(({ role }) => wordsAt(source, role))
  }

  test("by a label, a verb or a bracket behind the name", () => {
    expect(said("方案\n（一）建平台。（牵头单位：甲局，配合单位：乙局、丙局）")).toEqual([
      "牵头单位",
      "配合单位",
      "配合单位",
    ])
    expect(said("方案\n（一）建平台。（甲局牵头，乙局按职责分工负责）")).toEqual(["牵头", "按职责分工负责"])
    expect(said("方案\n（一）建平台。（甲局会同乙局负责）")).toEqual(["会同", "会同"])
    expect(said("方案\n（一）建平台。（责任单位：甲局（牵头）、乙局）")).toEqual(["（牵头）", "责任单位"])
  })

  test("by a rule that was stated with another task", () => {
    const source =
      "方案\n（一）建平台。（甲局、乙局负责。列第一位者为牵头单位，下同）\n（二）育企业。（丙局、丁局负责）"
    expect(said(source, 1)).toEqual(["列第一位者为牵头单位，下同", "负责"])
  })

  test("nowhere, in a bare list", () => {
    expect(said("方案\n（一）建平台。（甲局、乙局）")).toEqual(["", ""])
  })
})

describe("how sure a field is", () => {
  const first = (source: string) => {
    const [task] = readPlan(source).tasks
    const units = task?.origin.units ?? []
    return {
      label: task?.origin.label?.confidence,
      text: task?.origin.text.confidence,
      units: units.map(({ name }) => name.confidence),
      roles: units.map(({ role }) => role.confidence),
      deadline: task?.origin.deadline?.confidence,
    }
  }

  test("sure where the document marks it by its form", () => {
    expect(first("方案\n（一）建平台。（牵头单位：市财政局；完成时限：2026年底前）")).toEqual({
      label: "sure",
      text: "sure",
      units: ["sure"],
      roles: ["sure"],
      deadline: "sure",
    })
  })

  test("likely where order or wording tells it", () => {
    expect(first("方案\n建平台。（市财政局、市教育系统，2026年底前）")).toEqual({
      label: undefined,
      text: "likely",
      units: ["sure", "likely"],
      roles: ["likely", "likely"],
      deadline: "likely",
    })
    expect(first("方案\n由市财政局牵头，市教育局配合，制定办法。由市民政局牵头，开展评估。")).toMatchObject({
      text: "likely",
      units: ["likely", "likely"],
      roles: ["likely", "likely"],
    })
  })

  test("doubtful where it does not look as such a field should, and then a warning names it", () => {
    const source = "方案\n（一）建平台。（责任单位：市财政局、联通）"
    expect(first(source).units).toEqual(["sure", "doubtful"])
    expect(readPlan(source).warnings).toHaveLength(1)
    const lacking = "方案\n（一）建平台。（甲局负责）\n（二）育企业。\n（三）改小区。（乙局负责）"
    expect(readPlan(lacking).tasks[1]?.origin.text.confidence).toBe("doubtful")
  })
})
