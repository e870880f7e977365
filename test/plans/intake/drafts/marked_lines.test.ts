import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { planDrafts } from "#db/schema.ts"
import { breaksIn, type Correction, type DraftPlan, draftOf } from "#src/plans/intake/drafts/corrections.ts"
import { type MarkedLine, markedLines } from "#src/plans/intake/drafts/marked_lines.ts"
import { planNow } from "#src/plans/intake/drafts/review.ts"
import { type DraftReading, keptReading, readingOfPaste } from "#src/plans/intake/reading/draft_reading.ts"
import { PHRASES, type Phrase, plans, printedPlan } from "#test/plans/intake/reading/grammar.ts"
import { world } from "#test/support/world.ts"
import { imported } from "./support.ts"

const SOURCE = `关于普法的方案
一、学习
（一）制定计划，
报送备案。汇总上报。（牵头单位：办公室、网络办；完成时限：2026年6月底前）
（二）组织考试。（责任单位：人事司）
各单位要抓好落实。
`

const marked = (reading: DraftReading, ...corrections: Correction[]) =>
  markedLines(reading, planNow(reading, [corrections]))
/** What is marked, whether or not a doubt parts it. */
const wordsOf = (lines: MarkedLine[]) =>
  lines.flatMap(({ pieces }) =>
    pieces.flatMap(({ text, mark }, place) => {
      if (!mark || pieces[place - 1]?.mark === mark) return []
      const end = pieces.findIndex((piece, at) => at > place && piece.mark !== mark)
      const parts = pieces.slice(place + 1, end < 0 ? pieces.length : end).map((piece) => piece.text)
      return [`${mark.kind} ${mark.task ?? "–"} ${text}${parts.join("")}`]
    }),
  )
const textOf = (lines: MarkedLine[]) => lines.map(({ pieces }) => pieces.map(({ text }) => text).join("")).join("\n")

describe("what was read is marked where it stands", () => {
  const reading = readingOfPaste(SOURCE, "")

  test("as it was read", () => {
    expect(wordsOf(marked(reading))).toEqual([
      "title – 关于普法的方案",
      "heading – 一、学习",
      "label 1 （一）",
      "text 1 制定计划，",
      "text 1 报送备案。汇总上报。",
      "role 1 牵头单位",
      "unit 1 办公室",
      "unit 1 网络办",
      "deadline 1 2026年6月底前",
      "label 2 （二）",
      "text 2 组织考试。",
      "role 2 责任单位",
      "unit 2 人事司",
      "closing – 各单位要抓好落实。",
    ])
  })

  test("what is in doubt is marked within its line until somebody has looked into it", () => {
    const doubted = readingOfPaste("一、任务\n（一）甲事。（甲局负责）另有说明。\n（二）乙事。（乙局负责）", "")
    const pieces = (settled: number[]) =>
      markedLines(doubted, planNow(doubted, [settled.map((warning) => ({ kind: "settle", warning }))]))
        .flatMap((line) => line.pieces)
        .filter(({ isInDoubt }) => isInDoubt)
        .map(({ text }) => text)
    expect(pieces([])).toEqual(["另有说明。"])
    expect(pieces([0])).toEqual([])
  })

  test("a task that was split leads from each half to its own words", () => {
    const words = wordsOf(marked(reading, { kind: "split", task: 1, at: 10 }))
    expect(words).toContain("text 1 报送备案。")
    expect(words).toContain("text 3 汇总上报。")
    expect(words).toContain("label 1 （一）")
  })

  test("a task that another was joined to has the words of both", () => {
    const words = wordsOf(marked(reading, { kind: "join", task: 2 }))
    expect(words).toContain("text 1 组织考试。")
    expect(words).toContain("unit 1 人事司")
    expect(words.filter((word) => word.startsWith("label"))).toEqual(["label 1 （一）"])
  })

  test("what was taken out is marked no more", () => {
    const dropped: Correction[] = [
      { kind: "unit_dropped", task: 1, name: "网络办" },
      { kind: "deadline", task: 1, deadline: { kind: "none", text: null, dueBy: null } },
      { kind: "not_task", task: 2 },
    ]
    const words = wordsOf(marked(reading, ...dropped)).join("\n")
    expect(words).not.toMatch(/网络办|6月底前|组织考试|人事司/)
    expect(words).toContain("unit 1 办公室")
  })

  test("words that the reader did not take for a task are marked by their line", () => {
    const noted = readingOfPaste(
      "方案\n（一）建平台。（甲局负责）\n（二）甲。（乙局负责）附言说明\n（三）改小区。（丙局负责）",
      "",
    )
    const added: Correction = { kind: "task_added", text: "附言说明", lines: { from: 3, to: 3 } }
    expect(wordsOf(marked(noted, { kind: "not_task", task: 2 }, added))).toContain(
      "text 4 （二）甲。（乙局负责）附言说明",
    )
  })

  test("spaces within a name are part of its mark", () => {
    const spaced = readingOfPaste("方案\n（一）建平台。（责任单位：市 财 政局、甲局）", "")
    expect(wordsOf(marked(spaced))).toContain("unit 1 市 财 政局")
  })
})

const phrases = fc.constantFrom(...(Object.keys(PHRASES) as Phrase[]))
const wordsOfTask = (lines: MarkedLine[], task: number) =>
  lines
    .flatMap(({ pieces }) => pieces.filter(({ mark }) => mark?.kind === "text" && mark.task === task))
    .map(({ text }) => text)
    .join("")

describe("of any plan", () => {
  test("every letter is shown once, and each task's words are marked as its own", () => {
    fc.assert(
      fc.property(plans, phrases, (plan, phrase) => {
        const source = printedPlan(plan, phrase)
        const reading = readingOfPaste(source, "")
        const lines = marked(reading)
        expect(textOf(lines)).toBe(source)
        for (const { ordinal, text } of reading.plan.tasks) expect(wordsOfTask(lines, ordinal)).toBe(text)
      }),
    )
  })

  test("a part of the lines is marked as it is among all of them, whatever was joined", () => {
    fc.assert(
      fc.property(plans, phrases, fc.nat(), fc.nat(), fc.nat(), (plan, phrase, task, one, other) => {
        const reading = readingOfPaste(printedPlan(plan, phrase), "")
        const { tasks } = reading.plan
        const now = planNow(reading, [[{ kind: "join", task: tasks[task % tasks.length]?.ordinal ?? 0 }]])
        const [a, b] = [one, other].map((n) => (n % reading.lines.length) + 1)
        const [from, to] = [Math.min(a ?? 1, b ?? 1), Math.max(a ?? 1, b ?? 1)]
        expect(markedLines(reading, now, { from, to })).toEqual(markedLines(reading, now).slice(from - 1, to))
      }),
    )
  })

  test("and after a task was split each half's words are", () => {
    fc.assert(
      fc.property(plans, phrases, fc.nat(), fc.nat(), (plan, phrase, task, place) => {
        const reading = readingOfPaste(printedPlan(plan, phrase), "")
        const split = reading.plan.tasks[task % reading.plan.tasks.length]
        const breaks = breaksIn(split?.text ?? "")
        if (!split || breaks.length === 0) return
        const at = breaks[place % breaks.length] ?? 0
        const now = planNow(reading, [[{ kind: "split", task: split.ordinal, at }]])
        const lines = markedLines(reading, now)
        for (const { id, text } of now.tasks) expect(wordsOfTask(lines, id)).toBe(text)
      }),
    )
  })
})

describe("a draft that was kept before readers told where fields stand", () => {
  const reading = readingOfPaste(SOURCE, "")
  const old = {
    ...reading,
    plan: {
      ...reading.plan,
      origin: undefined,
      sections: reading.plan.sections.map((section) => ({ ...section, origin: undefined })),
      tasks: reading.plan.tasks.map((task) => ({ ...task, origin: undefined })),
    },
  }
  const kept = JSON.parse(JSON.stringify(old))

  test("is marked by its lines", () => {
    expect(kept.plan).not.toHaveProperty("origin")
    expect(wordsOf(marked(keptReading(kept)))).toEqual([
      "heading – 一、学习",
      "text 1 （一）制定计划，",
      "text 1 报送备案。汇总上报。（牵头单位：办公室、网络办；完成时限：2026年6月底前）",
      "text 2 （二）组织考试。（责任单位：人事司）",
    ])
  })

  test("opens, and can be corrected", async () => {
    const w = await world()
    const draft = await imported(w, { source: SOURCE })
    await w.database.write([w.database.db.update(planDrafts).set({ reading: kept })])
    expect(await draft.html()).toContain("2项任务")
    await draft.correct({ kind: "split", task: "1", at: "10" })
    expect(await draft.html()).toContain("3项任务")
  })
})

test("what was marked is kept with the draft", () => {
  const reading = readingOfPaste(SOURCE, "")
  const kept = keptReading(JSON.parse(JSON.stringify(reading)))
  expect(marked(kept)).toEqual(marked(reading))
  const plan: DraftPlan = draftOf(kept.plan)
  expect(plan.tasks[0]?.traces.length).toBeGreaterThan(4)
})
