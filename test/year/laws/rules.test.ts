import { describe, expect, test } from "vitest"
import * as z from "zod"
import { LAW_CATEGORIES } from "#db/schema.ts"
import { isDate } from "#src/clock.ts"
import { fromForm } from "#src/office/typed/spelling.ts"
import { COMMON_AS_OF, COMMON_LAWS } from "#src/year/laws/common.ts"
import { lawsNamed } from "#src/year/laws/input.ts"
import { lawFilterIn } from "#src/year/laws/lists.ts"
import { bareTitle, citedLaw, lawsAmong, shortTitle, titlesIn, unknownLaws } from "#src/year/laws/naming.ts"
import { lawWarning } from "#src/year/laws/warning.ts"
import { lawWarningWords } from "#views/laws/words.ts"

describe("a title", () => {
  test.each([
    ["《中华人民共和国民法典》", "中华人民共和国民法典"],
    [" 民法典 ", "民法典"],
    ["《关于实行〈谁执法谁普法〉的意见》", "关于实行〈谁执法谁普法〉的意见"],
    ["《关于印发《办法》的通知》", "关于印发〈办法〉的通知"],
    ["", ""],
  ])("%s without its marks", (typed, bare) => {
    expect(bareTitle(typed)).toBe(bare)
  })

  test("is short as documents call it; 中华人民共和国 alone is no prefix", () => {
    expect(shortTitle("中华人民共和国民法典")).toBe("民法典")
    expect(shortTitle("信访工作条例")).toBe("信访工作条例")
    expect(shortTitle("中华人民共和国")).toBe("中华人民共和国")
    expect(citedLaw("中华人民共和国宪法")).toBe("《宪法》")
  })

  test.each<[string, string[]]>([
    ["民法典、宪法，信访工作条例；民法典", ["民法典", "宪法", "信访工作条例"]],
    ["《民法典》《宪法》", ["民法典", "宪法"]],
    ["《民法典》、《宪法》", ["民法典", "宪法"]],
    ["宪法、《民法典》", ["宪法", "民法典"]],
    ["《民法典》、宪法", ["民法典", "宪法"]],
    ["《关于印发〈甲、乙办法〉的通知》", ["关于印发〈甲、乙办法〉的通知"]],
    ["《甲、乙条例》", ["甲、乙条例"]],
    ["民法典\n宪法", ["民法典", "宪法"]],
    ["、，", []],
    ["", []],
  ])("of several: %s", (text, titles) => {
    expect(titlesIn(text)).toEqual(titles)
  })
})

describe("laws that are named", () => {
  const LAWS = [
    { id: 1, title: "中华人民共和国民法典" },
    { id: 2, title: "信访工作条例" },
  ]

  test("are found with or without 中华人民共和国, each once", () => {
    expect(lawsAmong(LAWS, ["民法典", "中华人民共和国民法典", "信访工作条例"])).toEqual({ laws: LAWS, unknown: [] })
    expect(unknownLaws(LAWS, ["民法典"])).toBeNull()
  })

  test("that nobody has entered are told by name", () => {
    expect(lawsAmong(LAWS, ["民法典", "某法"])).toEqual({ laws: [LAWS[0]], unknown: ["某法"] })
    expect(unknownLaws(LAWS, ["某法", "另法"])).toContain("没有《某法》《另法》，请从列表中选择")
  })

  test("come out of one field or several", () => {
    const schema = z.object({ laws: lawsNamed })
    const read = (laws: string | string[] | undefined) => fromForm(schema, { laws })
    expect(read(["《民法典》", "", "宪法、民法典"])).toEqual({ ok: true, data: { laws: ["民法典", "宪法"] } })
    expect(read("")).toEqual({ ok: true, data: { laws: [] } })
    expect(read(undefined)).toEqual({ ok: true, data: { laws: [] } })
    expect(read("长".repeat(201))).toMatchObject({ ok: false, problems: { laws: ["名称最多 200 字"] } })
  })
})

describe("a warning", () => {
  const law = { effectiveOn: "2021-01-01", amendedOn: null, repealedOn: null, successor: "" }
  const TODAY = "2026-09-21"

  test.each([
    [law, null, null],
    [{ ...law, effectiveOn: null }, null, null],
    [{ ...law, effectiveOn: TODAY }, null, null],
    [{ ...law, repealedOn: "2026-09-22" }, null, null],
    [{ ...law, repealedOn: TODAY }, "repealed", "9月21日起废止"],
    [
      { ...law, repealedOn: "2021-01-01", successor: "中华人民共和国民法典" },
      "repealed",
      "2021年1月1日起废止，现为《民法典》",
    ],
    [{ ...law, effectiveOn: "2026-09-22" }, "coming", "9月22日起施行"],
    [{ ...law, effectiveOn: "2027-01-01", amendedOn: "2026-06-27" }, "revised", "修订后的文本2027年1月1日起施行"],
    // What was repealed before it came into force is repealed.
    [{ ...law, effectiveOn: "2027-01-01", repealedOn: "2026-01-01" }, "repealed", "1月1日起废止"],
  ])("of %o is %s", (one, kind, words) => {
    const warning = lawWarning(one, TODAY)
    expect(warning?.kind ?? null).toBe(kind)
    if (warning) expect(lawWarningWords(warning, TODAY)).toBe(words)
  })
})

describe("the laws that ship with the program", () => {
  const named = (short: string) => COMMON_LAWS.find(({ title }) => shortTitle(title) === short)

  test("each once, with days that are days and lie in their order", () => {
    expect(new Set(COMMON_LAWS.map(({ title }) => shortTitle(title))).size).toBe(COMMON_LAWS.length)
    expect(COMMON_LAWS.length).toBeGreaterThanOrEqual(30)
    for (const { title, category, issuedOn, effectiveOn, amendedOn, repealedOn, successor } of COMMON_LAWS) {
      expect(LAW_CATEGORIES).toContain(category)
      for (const day of [issuedOn, effectiveOn, amendedOn, repealedOn])
        expect([title, day === null || isDate(day)]).toEqual([title, true])
      for (const later of [effectiveOn, amendedOn, repealedOn])
        expect([title, issuedOn === null || later === null || issuedOn <= later]).toEqual([title, true])
      for (const day of [issuedOn, amendedOn]) expect(day === null || day.slice(0, 7) <= COMMON_AS_OF).toBe(true)
      if (successor) expect([successor, named(shortTitle(successor)) !== undefined]).toEqual([successor, true])
      expect(successor === "" || repealedOn !== null).toBe(true)
    }
  })

  test.each([
    ["宪法", { category: "constitution", amendedOn: "2018-03-11" }],
    ["民法典", { effectiveOn: "2021-01-01" }],
    ["婚姻法", { repealedOn: "2021-01-01", successor: "中华人民共和国民法典" }],
    ["行政复议法", { effectiveOn: "2024-01-01" }],
    ["信访工作条例", { category: "party", effectiveOn: "2022-05-01" }],
    ["信访条例", { category: "regulation", repealedOn: "2022-05-01", successor: "信访工作条例" }],
    ["法治宣传教育法", { effectiveOn: "2025-11-01" }],
    ["保守国家秘密法", { effectiveOn: "2024-05-01" }],
    ["治安管理处罚法", { effectiveOn: "2026-01-01" }],
  ])("%s has its days", (short, law) => {
    expect(named(short)).toMatchObject(law)
  })
})

test("a filter that makes no sense is left out", () => {
  expect(lawFilterIn({ view: "x", category: "y", q: ` ${"长".repeat(50)} ` })).toEqual({
    view: "all",
    category: null,
    words: "长".repeat(40),
  })
  expect(lawFilterIn({ view: "repealed", category: "party" })).toMatchObject({ view: "repealed", category: "party" })
})
