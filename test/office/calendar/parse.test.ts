import { expect, test } from "vitest"
import workdays from "#seeds/workdays.json" with { type: "json" }
import { yearTableIn, yearTableText } from "#src/office/calendar/parse.ts"

test("days, ranges, make-up days, comments and full-width writing are read", () => {
  const text = `# 国务院办公厅通知
2027-01-01 休 元旦

2027-02-05至2027-02-07 休 春节
2027-02-06，休
２０２７年１０月９日 班
2027/9/25~2027/9/26 放假`
  expect(yearTableIn(text, 2027)).toEqual({
    off: ["2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07", "2027-09-25", "2027-09-26"],
    work: ["2027-10-09"],
    problems: [],
  })
})

test.each([
  ["2027-01-01", "unreadable"],
  ["元旦放假三天", "unreadable"],
  ["2027-02-30 休", "no_such_day"],
  ["2026-01-01 休", "other_year"],
  ["2027-12-31至2028-01-01 休", "other_year"],
  ["2027-02-09至2027-02-05 休", "backwards"],
  ["2027-01-01至2027-06-01 休", "backwards"],
  ["2027-02-08 班", "weekday_work"],
])("「%s」 is refused as %s, with its line", (line, code) => {
  expect(yearTableIn(`2027-01-01 休\n${line}`, 2027).problems).toMatchObject([{ line: 2, code }])
})

test("a day cannot be both, and nothing at all is not a table", () => {
  expect(yearTableIn("2027-02-06 休\n2027-02-06 班", 2027).problems).toMatchObject([{ line: 2, code: "twice" }])
  expect(yearTableIn("\n# 待公布\n", 2027).problems).toMatchObject([{ code: "empty" }])
})

test.each([2024, 2025, 2026])("the official table of %i survives being written and read", (year) => {
  const of = (days: { date: string }[]) =>
    days
      .map(({ date }) => date)
      .filter((date) => date.startsWith(`${year}-`))
      .sort()
  const table = { off: of(workdays.off), work: of(workdays.work) }
  expect(yearTableIn(yearTableText(table), year)).toEqual({ ...table, problems: [] })
})
