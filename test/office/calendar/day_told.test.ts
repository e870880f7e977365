import { describe, expect, test } from "vitest"
import { addDays } from "#src/clock.ts"
import { type DaySet, daysToAsk, dayTold } from "#src/office/calendar/day_told.ts"
import { calendarOf, isWorkingDay } from "#src/office/calendar/working_days.ts"
import { officialCalendar } from "#test/support/calendar.ts"

const TODAY = "2026-09-28"
const NONE = calendarOf([])

describe("what is told of a day", () => {
  test.each<[string, string, ReturnType<typeof dayTold>]>([
    ["today", "2026-09-28", { told: "fine" }],
    ["a working day to come", "2026-09-29", { told: "fine" }],
    ["a make-up day on a Saturday", "2026-10-10", { told: "fine" }],
    ["a Saturday", "2026-10-17", { told: "rest", why: { why: "weekend" } }],
    ["a day that the law gives", "2026-10-02", { told: "rest", why: { why: "holiday", holiday: "national" } }],
    ["a day that the notice gives", "2026-10-07", { told: "rest", why: { why: "holiday", holiday: "national" } }],
    ["the working day before", "2026-09-24", { told: "past", workingDays: 1 }],
    ["a rest day before, after which nobody has worked yet", "2026-09-27", { told: "past", workingDays: 1 }],
  ])("%s", (_, on, told) => {
    expect(dayTold(on, TODAY, officialCalendar)).toEqual(told)
  })

  test("a day over of which only rest days are gone is over all the same", () => {
    // Saturday, asked about on the Sunday after it.
    expect(dayTold("2026-09-12", "2026-09-13", NONE)).toEqual({ told: "past", workingDays: 0 })
  })

  test("over two years: before today it is over, from today on only a rest day is told, and each rest day is", () => {
    for (const calendar of [NONE, officialCalendar]) {
      for (let on = addDays(TODAY, -365); on < addDays(TODAY, 365); on = addDays(on, 1)) {
        const { told } = dayTold(on, TODAY, calendar)
        expect([on, told]).toEqual([on, on < TODAY ? "past" : isWorkingDay(calendar, on) ? "fine" : "rest"])
      }
    }
  })
})

describe("what is asked before a form is taken", () => {
  const ask = (days: DaySet[], daysAsked?: string) =>
    daysToAsk(days, { today: TODAY, calendar: officialCalendar, typed: { daysAsked } })
  const due = (on: string | null, items?: string[]): DaySet => ({ field: "dueBy", what: "期限", on, items })

  test.each([
    ["no day", null],
    ["today", TODAY],
    ["a day to come", "2026-09-30"],
    ["a rest day", "2026-10-03"],
  ])("%s asks nothing", (_, on) => expect(ask([due(on)])).toBeNull())

  test("a day that is over asks, and the rest day beside it is told with it", () => {
    const asked = ask([due("2026-09-24"), { field: "opensOn", what: "开启日期", on: "2026-10-03" }])
    expect(asked?.days.map(({ field, told }) => [field, told.told])).toEqual([
      ["dueBy", "past"],
      ["opensOn", "rest"],
    ])
  })

  test("the answer holds for exactly what was asked", () => {
    const days = [due("2026-09-24", ["（一）", "（三）"])]
    const key = ask(days)?.key ?? ""
    expect(key).not.toBe("")
    expect(ask(days, key)).toBeNull()
    // Another day, other tasks, one task less, another field.
    expect(ask([due("2026-09-23", ["（一）", "（三）"])], key)).not.toBeNull()
    expect(ask([due("2026-09-24", ["（一）", "（四）"])], key)).not.toBeNull()
    expect(ask([due("2026-09-24", ["（一）"])], key)).not.toBeNull()
    expect(ask([{ ...days[0], field: "untilOn" } as DaySet], key)).not.toBeNull()
    expect(ask([...days, { field: "opensOn", what: "开启日期", on: "2026-09-01" }], key)).not.toBeNull()
    expect(ask(days, "")).not.toBeNull()
  })
})
