import fc from "fast-check"
import { beforeAll, describe, expect, test } from "vitest"
import { CATEGORIES, type Category, LIGHTS, type LightColour } from "#db/schema.ts"
import { listed, NO_FILTER } from "#src/board/filter.ts"
import { boardOf } from "#src/board/queries.ts"
import type { Board, BoardAssignment, BoardTask } from "#src/board/standing.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { LONGEST_TEXT } from "#src/office/typed/input.ts"
import { type CategoryRule, USUAL_RULE } from "#src/outward/bulletins/categories.ts"
import { contentText, FIGURES, type Figure, missingFigures } from "#src/outward/bulletins/content.ts"
import { factsOf, type Standing, tasksBehind } from "#src/outward/bulletins/facts.ts"
import { LONGEST_OPINION } from "#src/outward/bulletins/input.ts"
import { happeningsOf, inYearUntil } from "#src/outward/bulletins/year_queries.ts"
import { done, draftNotice, onAssignment, onReport, openRound } from "#test/support/acts.ts"
import { closedRound, contentOf, cutOff, draftPaper } from "#test/support/bulletins.ts"
import { type World, world } from "#test/support/world.ts"
import { linked } from "#views/bulletins/figures.tsx"
import { written } from "#views/bulletins/text.ts"

/*
 * Every number of a paper is the length of the list that it opens, and all of them agree with the board, whatever the
 * board looks like.
 */

let base: Board
beforeAll(async () => {
  const w = await world()
  await closedRound(w)
  base = await readBoard(w)
})

async function readBoard(w: World, round = 1): Promise<Board> {
  const reading = { now: w.now(), today: "2026-10-12", calendar: calendarOf([]), settings: DEFAULTS }
  const board = await boardOf(w.database, w.actor("lin"), 1, round, reading)
  if (!board) throw new Error("no board")
  return board
}

type Lot = { task: LightColour; parts: { light: LightColour; owed: boolean; reported: boolean }[] }

const part = fc
  .record({ light: fc.constantFrom(...LIGHTS), owed: fc.boolean(), reported: fc.boolean() })
  .map((one) => ({ ...one, reported: one.owed && one.reported }))
const lots = fc.array(
  fc.record({ task: fc.constantFrom(...LIGHTS), parts: fc.array(part, { minLength: 1, maxLength: 3 }) }),
  {
    maxLength: 30,
  },
)
const rules: fc.Arbitrary<CategoryRule> = fc.record({
  yellow: fc.constantFrom("on_pace", "behind", "other"),
  grey: fc.constantFrom("on_pace", "behind", "other"),
  byPace: fc.boolean(),
  ranked: fc.boolean(),
})

/** A board like the real one with other tasks. */
function boardWith(all: Lot[]): Board {
  const [model] = base.tasks
  const [partModel] = model?.assignments ?? []
  if (!model || !partModel) throw new Error("no model")
  const tasks = all.map(
    ({ task, parts }, i): BoardTask => ({
      ...model,
      id: i + 1,
      ordinal: i + 1,
      label: `（${i + 1}）`,
      text: `任务${i + 1}的内容写在这里，写得足够长。`,
      light: { colour: task, reason: "on_track" },
      assignments: parts.map(
        (one, j): BoardAssignment => ({
          ...partModel,
          id: i * 10 + j,
          taskId: i + 1,
          unitId: base.units[j]?.id ?? 1,
          light: { colour: one.light, reason: "on_track" },
          owed: one.owed,
          reported: one.reported,
          standing: one.reported ? "submitted" : "none",
        }),
      ),
    }),
  )
  return { ...base, tasks }
}

const standing = (board: Board): Standing => ({
  board,
  stages: new Map(),
  months: 9,
  words: { said: new Map(), summaries: new Map() },
})

/** Counts of tasks, parts, units and rounds that stand in a text and lead nowhere. */
const unheld = (text: string, figures: Figure[]) =>
  linked(text, figures).flatMap(({ words, figure }) =>
    figure ? [] : (words.match(/\d+(?:项|个单位|期|件|次)/g) ?? []),
  )

const numberIn = (words: string) => Number(/\d+/.exec(words)?.[0])
const tenths = (words: string) => Math.round(Number(/占([\d.]+)%/.exec(words)?.[1]) * 10)

test("figures are the lengths of their lists, the shares make 100.0, and the annexes add up to the text", () => {
  fc.assert(
    fc.property(lots, lots, rules, (now, then, rule) => {
      const board = boardWith(now)
      const previous = standing(boardWith(then))
      const facts = factsOf(standing(board), previous, rule)
      const content = written({
        kind: "yearly_bulletin",
        form: "internal",
        organisation: "",
        issuer: "",
        materials: { now: standing(board), previous, year: [previous, standing(board)], inYear: 2026, happened: [] },
        rule,
      })
      const of = (name: string) => content.figures.find((figure) => figure.name === name)
      for (const { name, value, filter, words, tasks } of content.figures) {
        if (!name.startsWith("year_")) expect(numberIn(words), name).toBe(value)
        if (!filter) {
          if (name === "units") expect(content.units.length).toBe(value)
          else if (!name.startsWith("year_"))
            expect(tasksBehind(facts, { name, ...(tasks ? { tasks } : {}) }).length, name).toBe(value)
          continue
        }
        const list = listed(board, { ...NO_FILTER, ...filter, round: null })
        const counted = name === "tasks" ? list.length : list.reduce((sum, { parts }) => sum + parts.length, 0)
        expect(counted, name).toBe(value)
      }
      const values = CATEGORIES.map((category: Category) => of(category)?.value ?? 0)
      expect(values.reduce((sum, n) => sum + n, 0)).toBe(of("base")?.value)
      expect((of("base")?.value ?? 0) + (of("out")?.value ?? 0)).toBe(now.length)
      const shares = CATEGORIES.map((category) => of(category)?.words ?? "")
      if (facts.base > 0) expect(shares.map(tenths).reduce((sum, n) => sum + n, 0)).toBe(1000)
      else expect(shares.every((words) => !words.includes("占"))).toBe(true)

      const sum = (key: "due" | "reported" | "parts") => content.units.reduce((all, row) => all + row[key], 0)
      expect(sum("parts")).toBe(of("parts")?.value)
      expect(sum("due")).toBe(of("due")?.value ?? 0)
      expect(sum("reported")).toBe(of("reported")?.value ?? 0)
      expect(content.matters.length).toBe(facts.tasks.filter(({ category }) => category && category !== "done").length)
      const years = content.rounds.reduce((all, row) => all + row.due, 0)
      expect(of("year_due")?.value).toBe(years)
      const order = content.units.map(({ id }) => id)
      if (!rule.ranked) expect(order).toEqual(board.units.map(({ id }) => id).filter((id) => order.includes(id)))
      // Whatever is a figure stands in the text.
      const text = content.blocks.map((block) => block.text).join("\n")
      expect([...missingFigures(content)]).toEqual([])
      // And whatever number of things the program writes is a figure.
      expect(unheld(text, content.figures)).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test("of a plan of 200 tasks and 40 units every block still fits into its box, and the whole onto a page", () => {
  const units = Array.from({ length: 40 }, (_, i) => ({
    ...base.units[0],
    id: i + 1,
    name: `单位${i}`,
    shortName: `单位${i}`,
  }))
  const parts = units.map(() => ({ light: "red" as const, owed: true, reported: true }))
  const board = { ...boardWith(Array.from({ length: 200 }, () => ({ task: "red" as const, parts }))), units } as Board
  for (const task of board.tasks) for (const [i, part] of task.assignments.entries()) part.unitId = i + 1
  const said = {
    achieved: "长".repeat(5000),
    problems: "长".repeat(5000),
    nextSteps: "长".repeat(5000),
    unchanged: false,
    opinion: "",
  }
  const words = {
    said: new Map(board.tasks.flatMap(({ assignments }) => assignments.map(({ id }) => [id, said] as const))),
    summaries: new Map<number, string>(),
  }
  const now = { ...standing(board), words }
  for (const kind of ["bulletin", "yearly_summary"] as const) {
    const materials = { now, previous: now, year: [now], inYear: 2026, happened: [] }
    const content = written({ kind, form: "internal", organisation: "", issuer: "", materials, rule: USUAL_RULE })
    for (const { name, text } of content.blocks) expect(text.length, name).toBeLessThan(LONGEST_TEXT)
    // More than are named are a figure too, and each of them is listed.
    expect(unheld(content.blocks.map(({ text }) => text).join("\n"), content.figures)).toEqual([])
    const more = content.figures.find(({ name }) => name === "more_behind")
    expect([more?.value, more?.tasks?.length, more?.tasks?.[0]]).toEqual([180, 180, 21])
    for (const { opinion } of content.matters) expect(opinion.length).toBeLessThan(LONGEST_OPINION)
    expect(content.title.length).toBeLessThan(200)
    expect(contentText(content).length).toBeLessThan(300_000)
  }
})

describe("over a year that was lived", () => {
  let w: World
  beforeAll(async () => {
    w = await world()
    await closedRound(w)
    await done(openRound(w, { name: "第四季度", opensOn: "2026-10-12", dueBy: "2026-12-31" }))
    await done(onReport(w, "zhou", 5, "report", { problems: "场地不足，尚未落实。" }, 2))
    await done(onReport(w, "wang", 1, "report", { achieved: "再办1期。" }, 2))
    await done(onReport(w, "wang", 6, "report", { achieved: "制度已印发。" }, 2))
    await done(onAssignment(w, "lin", 4, "termination"))
    await done(onAssignment(w, "lin2", 4, "confirmation"))
    await w.travel("2027-01-11")
    await cutOff(w, 2)
    for (const kind of ["bulletin", "yearly_summary"]) await done(draftPaper(w, { kind, round: "2" }))
  }, 30_000)

  test("what moved since the round before is said with why, and 上期 stands beside 本期", async () => {
    const { blocks, matters, figures } = await contentOf(w, 1)
    const changes = blocks.find(({ name }) => name === "changes")?.text ?? ""
    expect(changes).toContain("与第三季度相比")
    expect(changes).toMatch(/健全完善学法制度。由欠进度转为达进度/)
    expect(figures.find(({ name }) => name === "moved")?.value).toBeGreaterThan(0)
    const first = matters.find(({ ordinal }) => ordinal === 1)
    expect(first?.before).toContain("办公室：举办法治培训班1期")
    expect(first?.now).toContain("办公室：再办1期")
  })

  test("挂起、终止 are out of the base, and it is said", async () => {
    const { blocks, figures, units } = await contentOf(w, 1)
    const opening = blocks.find(({ name }) => name === "opening")?.text ?? ""
    expect(opening).toMatch(/挂起、终止1项，不计入比重；其余2项任务中/)
    expect(figures.find(({ name }) => name === "out")?.value).toBe(1)
    expect(units.find(({ own }) => own)?.out).toBe(1)
  })

  test("a yearly one counts all rounds of its year", async () => {
    const { rounds, figures, blocks } = await contentOf(w, 2)
    expect(rounds.map(({ name }) => name)).toEqual(["第三季度", "第四季度"])
    const year = rounds.reduce((sum, { due }) => sum + due, 0)
    expect(figures.find(({ name }) => name === "year_due")?.value).toBe(year)
    expect(blocks[0]?.text).toMatch(/^2026年共组织填报2期/)
    expect(blocks.map(({ heading }) => heading)).toEqual([
      "",
      "一、基本情况",
      "二、主要做法和成效",
      "三、存在的问题",
      "四、下一步打算",
    ])
  })

  test("the lists of what happened in the year are as long as the paper says", async () => {
    const { figures, blocks } = await contentOf(w, 2)
    expect(blocks[0]?.text).toContain("年内办结分工0项，迟报0项次，发出督办文书0件，同意延期0次。")
    for (const { name, value } of figures.filter(({ name }) => /^year_(closed|late|notices|extensions)$/.test(name))) {
      const html = await (await w.as("lin").get(`/papers/2/figures/${name}`)).text()
      expect(html.match(/data-row="happening"/g)?.length ?? 0, name).toBe(value)
      expect(html).not.toContain("按现有记录为")
    }
  })

  test("every figure opens a list of just that many, as of the cut-off", async () => {
    for (const id of [1, 2]) {
      const { figures } = await contentOf(w, id)
      for (const { name, value, filter } of figures) {
        if (filter || name.startsWith("year_")) continue
        const html = await (await w.as("lin").get(`/papers/${id}/figures/${name}`)).text()
        expect(html.match(name === "units" ? /data-row="unit"/g : /data-row="task"/g)?.length ?? 0, name).toBe(value)
        expect(html).not.toContain("按现有记录为")
      }
      const html = await (await w.as("lin").get(`/papers/${id}`)).text()
      const hrefs = [...html.matchAll(/href="(\/(?:plans|papers)\/[^"]*(?:round=|figures)[^"]*)"/g)].map(
        ([, href = ""]) => href,
      )
      expect(hrefs.length).toBeGreaterThan(10)
      for (const href of new Set(hrefs)) {
        const answer = await w.as("lin").get(href.replaceAll("&amp;", "&"))
        expect(answer.status, href).toBe(200)
      }
    }
  })

  test("a name that is no figure is no page", async () => {
    for (const name of ["nothing", "toString", "year_due"])
      expect((await w.as("lin").get(`/papers/1/figures/${name}`)).status, name).toBe(404)
    expect(new Set(FIGURES).size).toBe(FIGURES.length)
  })
})

test("what was closed, came late and was demanded is found with its unit; what was in time is not late", async () => {
  const w = await world()
  await closedRound(w)
  await w.travel("2026-10-13")
  await done(onReport(w, "zhou", 2, "report"))
  await done(draftNotice(w, { dueBy: "2026-10-30", demand: "请报送。" }))
  await done(onAssignment(w, "wang", 6, "claim"))
  await done(onAssignment(w, "lin", 6, "verdict"))
  const [all] = await w.database.read([happeningsOf(w.database, 1)])
  const found = inYearUntil(all, 2026, w.now()).map(({ name, unit, what, round }) => [
    name,
    unit,
    what.slice(0, 7),
    round,
  ])
  expect(found.sort()).toEqual([
    ["year_closed", "办公室", "（三）健全完善", ""],
    ["year_late", "综合指导司", "（一）把普法纳", "第三季度"],
    ["year_notices", "办公室", "报送三季度落实", ""],
  ])
})
