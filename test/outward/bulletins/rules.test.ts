import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { LIGHTS } from "#db/schema.ts"
import { instant } from "#src/clock.ts"
import {
  type CategoryRule,
  categoryOf,
  monthsPassed,
  reachedShare,
  USUAL_RULE,
} from "#src/outward/bulletins/categories.ts"
import {
  annexesIn,
  type Content,
  isByHand,
  missingFigures,
  standsAt,
  writtenAnew,
} from "#src/outward/bulletins/content.ts"
import { wordedThen } from "#src/outward/bulletins/facts.ts"
import { share, sharesOf } from "#src/outward/bulletins/shares.ts"
import { inYearUntil } from "#src/outward/bulletins/year_queries.ts"
import { CONTENT } from "#test/support/bulletins.ts"
import { linked } from "#views/bulletins/figures.tsx"
import { annexWords } from "#views/bulletins/words.ts"

describe("shares", () => {
  test("of nothing there is none, and 8 of 63 are 12.7", () => {
    expect(share(0, 0)).toBe("–")
    expect(share(8, 63)).toBe("12.7%")
    expect(share(63, 63)).toBe("100.0%")
    expect(sharesOf([0, 0, 0])).toEqual(["–", "–", "–"])
  })

  test("equal counts get equal shares where that can be", () =>
    expect(sharesOf([1, 20, 1, 0])).toEqual(["4.5%", "91.0%", "4.5%", "0.0%"]))

  test("three thirds are no 99.9", () => expect(sharesOf([1, 1, 1])).toEqual(["33.4%", "33.3%", "33.3%"]))

  const tenths = (words: string) => Math.round(Number.parseFloat(words) * 10)

  test("shares of a whole make 100.0, and none is a tenth off", () => {
    const counts = fc.array(fc.nat(5000), { minLength: 1, maxLength: 6 }).filter((all) => all.some((n) => n > 0))
    fc.assert(
      fc.property(counts, (all) => {
        const base = all.reduce((sum, n) => sum + n, 0)
        const shares = sharesOf(all).map(tenths)
        expect(shares.reduce((sum, n) => sum + n, 0)).toBe(1000)
        shares.forEach((one, i) => {
          expect(Math.abs(one - ((all[i] ?? 0) * 1000) / base)).toBeLessThan(1)
          if (all[i] === 0) expect(one).toBe(0)
        })
      }),
    )
  })
})

describe("categories", () => {
  const of = (colour: (typeof LIGHTS)[number], reached: number | null = null, months = 9, rule = USUAL_RULE) =>
    categoryOf(colour, reached, months, rule)

  test("what is behind says so, and who says that it is difficult is not behind for it", () => {
    expect(Object.fromEntries(LIGHTS.map((colour) => [colour, of(colour)]))).toEqual({
      none: null,
      blue: "done",
      red: "behind",
      yellow: "other",
      green: "on_pace",
      grey: "other",
    })
  })

  test("序时进度: fewer stages reached than months have passed", () => {
    expect(of("green", 2 / 4, 9)).toBe("behind")
    expect(of("green", 3 / 4, 9)).toBe("on_pace")
    expect(of("green", 2 / 4, 6)).toBe("on_pace")
    expect(of("blue", 0, 12)).toBe("done")
    expect(of("none", 0, 12)).toBeNull()
    expect(of("green", 0, 12, { ...USUAL_RULE, byPace: false })).toBe("on_pace")
  })

  test("the office decides what 关注 and 未到期 count as", () => {
    const rule: CategoryRule = { ...USUAL_RULE, yellow: "behind", grey: "on_pace" }
    expect([of("yellow", null, 9, rule), of("grey", null, 9, rule)]).toEqual(["behind", "on_pace"])
  })

  test.each([
    ["2026-01-01", 0],
    ["2026-01-31", 1],
    ["2026-09-30", 9],
    ["2026-10-12", 9],
    ["2026-11-30", 11],
    ["2028-02-28", 1],
    ["2028-02-29", 2],
    ["2026-12-31", 12],
  ])("of the year that is %s so many months have passed", (day, months) => expect(monthsPassed(day)).toBe(months))

  test("the part that has reached least speaks for its task; what is out or done does not", () => {
    const part = (id: number, ordinal: number | null, state = "active", role = "lead") => ({
      id,
      state,
      role,
      position: id,
      stage: ordinal === null ? null : { id: 1, ordinal, text: "", dueBy: "2026-09-30" },
    })
    const stages = new Map([1, 2, 3, 4].map((id) => [id, 4]))
    const task = (...assignments: ReturnType<typeof part>[]) =>
      ({ assignments }) as unknown as Parameters<typeof reachedShare>[0]
    expect(reachedShare(task(part(1, 3), part(2, 2)), "all", stages)).toBe(1 / 4)
    expect(reachedShare(task(part(1, null)), "all", stages)).toBe(1)
    expect(reachedShare(task(part(1, 3), part(2, 1, "suspended")), "all", stages)).toBe(2 / 4)
    expect(reachedShare(task(part(1, 3), part(2, 1)), "first", stages)).toBe(2 / 4)
    expect(reachedShare(task(part(9, null)), "all", stages)).toBeNull()
  })
})

test("a task stands with what was there before the first change after the cut-off", () => {
  const task = (id: number) => ({ id, label: "（一）", text: "现在", leaders: [{ personId: 7, name: "现任" }] })
  const row = { label: null, text: null, leaders: null }
  const then = wordedThen([task(1), task(2)] as unknown as Parameters<typeof wordedThen>[0], [
    { ...row, taskId: 1, text: "当时" },
    { ...row, taskId: 1, text: "其间", label: "（二）" },
    { ...row, taskId: 1, leaders: '["前任"]' },
  ])
  expect(then).toEqual([{ id: 1, label: "（二）", text: "当时", leaders: [{ personId: null, name: "前任" }] }, task(2)])
})

test("of a year is what happened in it, and not after the cut-off", () => {
  const on = (day: string, hour = 9) => ({
    name: "year_closed" as const,
    at: instant(day, hour),
    unit: "",
    what: day,
    round: "",
  })
  const all = [on("2025-12-31", 23), on("2026-01-01", 0), on("2026-12-31", 23), on("2027-01-01", 0)]
  const within = (asOf: number) => inYearUntil(all, 2026, asOf).map(({ what }) => what)
  expect(within(instant("2027-01-11", 9))).toEqual(["2026-01-01", "2026-12-31"])
  expect(within(instant("2026-10-01", 9))).toEqual(["2026-01-01"])
})

describe("what a paper says", () => {
  test("a figure that the text has no more is told", () => {
    const missing = (content: Content) => [...missingFigures(content)].map(({ name }) => name)
    expect(missing(CONTENT)).toEqual([])
    const [opening, asks] = CONTENT.blocks
    if (!opening || !asks) throw new Error("no blocks")
    const changed = { ...CONTENT, blocks: [{ ...opening, text: "欠进度2项，占15.0%。" }, asks] }
    expect(missing(changed)).toEqual(["behind"])
  })

  test("a number that is the tail or the head of a larger one is another number", () => {
    const words = "3项任务"
    for (const text of ["3项任务", "共3项任务", "；3项任务"])
      expect(standsAt(text, words, text.indexOf(words)), text).toBe(true)
    for (const text of ["13项任务", "1.3项任务", "1,003项任务", "１3项任务"])
      expect(standsAt(text, words, text.indexOf(words)), text).toBe(false)
    expect(standsAt("由1增至12", "由1增至1", 0)).toBe(false)
    expect(standsAt("由1增至1.5", "由1增至1", 0)).toBe(false)
    expect(standsAt("由1增至1。", "由1增至1", 0)).toBe(true)
    const figures = [{ name: "tasks" as const, label: "任务", value: 3, words, filter: null }]
    const [opening] = CONTENT.blocks
    if (!opening) throw new Error("no block")
    const saying = (text: string) => ({ figures, blocks: [{ ...opening, text }] })
    expect(missingFigures(saying("共13项任务")).size).toBe(1)
    expect(missingFigures(saying("共13项任务，另3项任务")).size).toBe(0)
    expect(linked("共13项任务，另3项任务", figures).map((piece) => [piece.words, piece.figure !== null])).toEqual([
      ["共13项任务，另", false],
      ["3项任务", true],
    ])
  })

  test("the same words are two figures where other words stand before them", () => {
    const now = (name: "now_done" | "now_behind", after: string) =>
      ({ name, label: "", value: 5, words: "增至5项", after, filter: null }) as const
    const figures = [now("now_done", "已完成由3项"), now("now_behind", "欠进度由2项")]
    const text = "欠进度由2项增至5项，已完成由3项增至5项，又增至5项"
    expect(linked(text, figures).flatMap(({ figure }) => figure?.name ?? [])).toEqual(["now_behind", "now_done"])
    const [opening] = CONTENT.blocks
    if (!opening) throw new Error("no block")
    const missing = missingFigures({ figures, blocks: [{ ...opening, text: "欠进度由2项增至5项" }] })
    expect([...missing].map(({ name }) => name)).toEqual(["now_done"])
  })

  test("annexes are numbered once for text, screen and Word; a single one has no number", () => {
    const round = {
      number: 1,
      name: "",
      due: 0,
      reported: 0,
      rate: "",
      categories: { done: 0, on_pace: 0, behind: 0, other: 0 },
    }
    const of = (content: Content) => annexesIn(content).map((name) => [name, annexWords(content, name)])
    expect(of({ ...CONTENT, rounds: [round] })).toEqual([
      ["rounds", "附件1"],
      ["units", "附件2"],
      ["matters", "附件3"],
    ])
    expect(of(CONTENT)).toEqual([
      ["units", "附件1"],
      ["matters", "附件2"],
    ])
    expect(of({ ...CONTENT, matters: [] })).toEqual([["units", "附件"]])
  })

  test("a line break as browsers send it is nobody's hand", () => {
    expect(isByHand({ text: "一\r\n二\n", written: "一\n二" })).toBe(false)
    expect(isByHand({ text: "一\n二二", written: "一\n二" })).toBe(true)
  })

  test("written anew is one block; what was typed elsewhere stays, and figures are the fresh ones", () => {
    const [opening, asks] = CONTENT.blocks
    if (!opening || !asks) throw new Error("no blocks")
    const typed: Content = {
      ...CONTENT,
      title: "我的标题",
      blocks: [
        { ...opening, text: "手写" },
        { ...asks, text: "我的要求" },
      ],
      matters: CONTENT.matters.map((row) => ({ ...row, opinion: "我的意见" })),
    }
    const fresh: Content = {
      ...CONTENT,
      title: "新标题",
      blocks: [
        { ...opening, text: "欠进度4项。", written: "欠进度4项。" },
        { ...asks, text: "新要求", written: "新要求" },
      ],
      figures: [{ name: "behind", label: "欠进度", value: 4, words: "欠进度4项", filter: null }],
      matters: [...CONTENT.matters, ...CONTENT.matters.map((row) => ({ ...row, ordinal: 3 }))],
    }
    const made = writtenAnew(typed, fresh, "opening")
    expect(made.title).toBe("我的标题")
    expect(made.blocks.map(({ text, written }) => [text, written])).toEqual([
      ["欠进度4项。", "欠进度4项。"],
      ["我的要求", "新要求"],
    ])
    expect(made.matters.map(({ opinion }) => opinion)).toEqual(["我的意见", "说明原因"])
    expect(made.figures[0]?.value).toBe(4)
  })

  test("every figure of a text is a link and nothing of the text is lost", () => {
    const figures = CONTENT.figures
    const text = fc
      .array(fc.constantFrom("欠进度3项，占15.0%", "欠进度3项", "，其中", "<b>", ""))
      .map((all) => all.join(""))
    fc.assert(
      fc.property(text, (words) => {
        const pieces = linked(words, figures)
        expect(pieces.map((piece) => piece.words).join("")).toBe(words)
        expect(pieces.filter(({ figure }) => figure).length).toBe(words.split("欠进度3项，占15.0%").length - 1)
      }),
    )
  })
})
