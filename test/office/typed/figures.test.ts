import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays } from "#src/clock.ts"
import { dateIn, loginIn, monthIn, wholeNumberIn, wholeNumbersIn } from "#src/office/typed/figures.ts"

/** As an input method in full width writes it. */
const fullWidth = (text: string) =>
  text.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).replaceAll(" ", "\u3000")

test.each<[string, number | null]>([
  ["5", 5],
  ["５", 5],
  [" 12 ", 12],
  ["０３", 3],
  ["", null],
  ["五", null],
  ["1.5", null],
  ["-1", null],
  ["1e3", null],
  ["0x10", null],
  ["９".repeat(16), null],
])("the number %j is %j", (typed, number) => {
  expect(wholeNumberIn(typed)).toBe(number)
})

test.each<[string, number[] | null]>([
  ["1,3,5", [1, 3, 5]],
  ["１，３，５", [1, 3, 5]],
  ["1、3、5", [1, 3, 5]],
  ["1；3；5", [1, 3, 5]],
  ["1 3  5", [1, 3, 5]],
  ["", []],
  ["1,三", null],
])("the numbers %j are %j", (typed, numbers) => {
  expect(wholeNumbersIn(typed)).toEqual(numbers)
})

describe("a date", () => {
  test.each([
    "2026-12-10",
    "2026/12/10",
    "2026.12.10",
    "20261210",
    "2026年12月10日",
    "2026年12月10号",
    "2026 年 12 月 10 日",
    "２０２６－１２－１０",
    "２０２６．１２．１０",
    "２０２６年１２月１０日",
    "2026–12–10",
    "2026—12—10",
    " 2026-12-10 ",
    "2026年12月10日（星期四）",
    "2026-12-10 周四",
  ])("%j is the 10th of December", (typed) => {
    expect(dateIn(typed)).toEqual({ date: "2026-12-10" })
  })

  test("of one digit", () => {
    expect(dateIn("2026年3月5日")).toEqual({ date: "2026-03-05" })
    expect(dateIn("2026/3/5")).toEqual({ date: "2026-03-05" })
  })

  test.each([
    "",
    "明天",
    "12月10日",
    "26-12-10",
    "2026-12",
    "2026年12月",
    "10/12/2026",
    "2026-12-10-1",
    "2026121",
    "2026-1-1前",
  ])("%j is none", (typed) => {
    expect(dateIn(typed)).toEqual({ problem: "unreadable" })
  })

  test.each([
    ["2026年2月30日", { problem: "no_such_day", year: 2026, month: 2, day: 30, last: 28 }],
    ["2028-02-30", { problem: "no_such_day", year: 2028, month: 2, day: 30, last: 29 }],
    ["2026-11-31", { problem: "no_such_day", year: 2026, month: 11, day: 31, last: 30 }],
    ["2026-11-00", { problem: "no_such_day", year: 2026, month: 11, day: 0, last: 30 }],
    ["2026-13-01", { problem: "no_such_month", month: 13 }],
    ["2026年0月1日", { problem: "no_such_month", month: 0 }],
    ["0026-12-10", { problem: "far_year" }],
    ["1899-12-31", { problem: "far_year" }],
    ["9999年12月31日", { problem: "far_year" }],
  ])("%j does not exist", (typed, read) => {
    expect(dateIn(typed)).toEqual(read)
  })

  test("every day there is, however it is written, is that day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const date = addDays("1990-01-01", days)
        const [year, month, day] = date.split("-").map(Number)
        const ways = [date, date.replaceAll("-", ""), `${year}年${month}月${day}日`, `${year}.${month}.${day}`]
        for (const way of ways.flatMap((one) => [one, fullWidth(one)])) expect(dateIn(way)).toEqual({ date })
      }),
    )
  })
})

test.each<[string, string | null]>([
  ["2026-09", "2026-09-01"],
  ["2026年9月", "2026-09-01"],
  ["２０２６／９", "2026-09-01"],
  ["202609", "2026-09-01"],
  ["2026-13", null],
  ["1900-01", "1900-01-01"],
  ["2100-12", "2100-12-01"],
  ["0000-00", null],
  ["0000-01", null],
  ["2101-01", null],
  ["9999-12", null],
  ["9999-99", null],
  ["9月", null],
  ["", null],
])("the month %j begins on %j", (typed, first) => {
  expect(monthIn(typed)).toBe(first)
})

test.each([
  ["bangongshi", "bangongshi"],
  ["Bangongshi", "bangongshi"],
  ["ｂａｎｇｏｎｇｓｈｉ", "bangongshi"],
  ["ＢＡＮＧＯＮＧＳＨＩ－ｆｕｚｅｒｅｎ", "bangongshi-fuzeren"],
  ["　yjs–lianluo ", "yjs-lianluo"],
])("the login %j is %j", (typed, login) => {
  expect(loginIn(typed)).toBe(login)
})
