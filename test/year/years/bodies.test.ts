import { describe, expect, test } from "vitest"
import { moneyIn } from "#src/office/typed/figures.ts"
import { bodyViewIn, gapsOf, leavingFits, standingFits } from "#src/year/years/bodies.ts"
import { moneyWords } from "#views/years/words.ts"

describe("what is missing of a body", () => {
  test("is what nobody has named", () => {
    expect(gapsOf({ leader: "", department: "秘书处", person: "" })).toEqual(["leader", "person"])
    expect(gapsOf({ leader: "张", department: "秘书处", person: "王" })).toEqual([])
  })
})

describe("a standing", () => {
  test.each([
    ["primary", null, true],
    ["primary", 2, true],
    ["voluntary", null, true],
    ["supervised", 2, true],
    ["supervised", null, false],
    ["primary", 1, false],
  ] as const)("%s under %s fits unit 1: %s", (duty, supervisorUnitId, fits) => {
    expect(standingFits(1, { duty, supervisorUnitId }) === null).toBe(fits)
  })
})

test.each([
  ["2026-09-21", true],
  ["2026-01-01", true],
  ["2026-09-22", false],
  ["2025-12-31", false],
  ["2027-01-01", false],
])("a body leaves 2026 on %s: %s", (leftOn, fits) => {
  expect(leavingFits(2026, "2026-09-21", leftOn) === null).toBe(fits)
})

test("a view that is none is that of all", () => {
  expect(bodyViewIn("gaps")).toBe("gaps")
  expect(bodyViewIn("x")).toBe("all")
  expect(bodyViewIn(null)).toBe("all")
})

test.each<[string, number | null]>([
  ["12000", 1_200_000],
  ["１２，０００元", 1_200_000],
  ["12,000.50", 1_200_050],
  ["1.2万元", 1_200_000],
  ["0.5万", 500_000],
  ["0", 0],
  ["1.234", null],
  ["1.2345678万", null],
  ["-5", null],
  ["若干", null],
  ["1e3", null],
])("money as people type it: %s", (text, cents) => {
  expect(moneyIn(text)).toBe(cents)
})

test.each([
  [1_200_000, "1.2万元"],
  [350_000, "3500元"],
  [1_200_050, "12000.5元"],
  [0, "0元"],
])("%i 分 in words", (cents, words) => {
  expect(moneyWords(cents)).toBe(words)
})
