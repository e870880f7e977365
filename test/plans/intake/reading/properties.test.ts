import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { readPlan } from "#src/plans/intake/reading/read_plan.ts"
import { Refused } from "#src/plans/intake/words/limits.ts"
import { CRUMBS, LAYOUTS, WIDTHS } from "#test/plans/intake/files/disguises.ts"
import { expectedOf, PHRASES, type Phrase, plans, printedPlan } from "./grammar.ts"
import { workOf } from "./work.ts"

const phrases = fc.constantFrom(...(Object.keys(PHRASES) as Phrase[]))
const facts = (source: string) =>
  readPlan(source).tasks.map(({ label, section, text, units, deadline }) => ({ label, section, text, units, deadline }))

describe("a plan that follows the grammar", () => {
  test("reads back as it was written", () => {
    fc.assert(
      fc.property(plans, phrases, (plan, phrase) => {
        const read = readPlan(printedPlan(plan, phrase))
        expect(facts(printedPlan(plan, phrase))).toEqual(expectedOf(plan))
        expect(read.title).toBe(plan.title)
        expect(read.sections.map(({ text }) => text)).toEqual(plan.sections.map(({ heading }) => heading))
        expect(read.closing).toBe(plan.closing)
        expect(read.warnings).toEqual([])
      }),
    )
  })

  test("reads the same from lines that lost their breaks", () => {
    fc.assert(
      fc.property(plans, fc.constantFrom<Phrase>("bracket", "verbs"), (plan, phrase) => {
        expect(facts(printedPlan(plan, phrase).replaceAll("\n", ""))).toEqual(expectedOf(plan))
      }),
    )
  })

  test("tells the source lines of every task", () => {
    fc.assert(
      fc.property(plans, phrases, (plan, phrase) => {
        const source = printedPlan(plan, phrase)
        for (const { label, lines } of readPlan(source).tasks) {
          expect(source.split("\n")[lines.from - 1]).toContain(label)
        }
      }),
    )
  })
})

const plain = (value: unknown) => JSON.stringify(value).normalize("NFKC").replaceAll("〔", "(").replaceAll("〕", ")")

describe("what layout adds", () => {
  test.each(Object.entries(LAYOUTS))("%s do not change the reading", (_, vary) => {
    fc.assert(
      fc.property(plans, phrases, (plan, phrase) => {
        const source = printedPlan(plan, phrase)
        expect(facts(vary(source))).toEqual(facts(source))
      }),
    )
  })

  test.each(Object.entries(WIDTHS))("%s do not change the reading", (_, vary) => {
    fc.assert(
      fc.property(plans, phrases, (plan, phrase) => {
        const source = printedPlan(plan, phrase)
        expect(plain(facts(vary(source)))).toBe(plain(facts(source)))
      }),
    )
  })
})

describe("what is no plan", () => {
  test("no text throws, and every line that is named exists", () => {
    const crumbs = fc.array(fc.constantFrom(...CRUMBS), { maxLength: 200 }).map((parts) => parts.join(""))
    fc.assert(
      fc.property(fc.oneof(crumbs, fc.string({ unit: "binary" })), (source) => {
        const { tasks, sections, warnings } = readPlan(source)
        const last = source.split(/\r\n|\n|\r/).length
        const lines = [...tasks, ...sections].flatMap(({ lines }) => [lines.from, lines.to])
        for (const line of [...lines, ...warnings.map(({ line }) => line)]) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(last)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test("an empty text is an empty plan", () => {
    expect(readPlan("")).toMatchObject({ title: null, docNumber: null, sections: [], tasks: [], closing: null })
  })
})

const SIZE = 1500
const HOSTILE = [
  ...CRUMBS,
  "一、甲。\n（一）乙。（责任单位：市财政局）\n",
  "（市财政局负责",
  "（责任单位：市财政局、",
  "牵头单位：市财政局、\n",
  "《关于印发《",
  "1.2.3.",
  "负责负责",
  "（（一）",
  "由市财政局牵头，",
  "现将《某某方案》印发给你们。",
  "\t\t1\t做好工作\t市财政局\n",
  "序号 任务 责任单位\n",
  "序号\t任务\t责任单位\t时限\n1\t甲\n",
  "上平台（区财政局）；",
  "（6月底前，7月底前，",
  "责任单位 *市财政局\n",
  "一、市财政局\n1.管资金。\n",
  "问题1：甲。\n",
  "第一条 甲。\n",
]

/** A document of too many tasks is refused in the middle; until then it is read. */
function readOrRefuse(text: string) {
  try {
    readPlan(text)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
}

describe("the cost of a reading", () => {
  test.each(HOSTILE)("grows no faster than a text of %j", (unit) => {
    const cost = (times: number) => workOf(() => readOrRefuse(unit.repeat(times)))
    expect(cost(2 * SIZE)).toBeLessThan(2.3 * cost(SIZE) + 1000)
  })
})
