import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays, instant } from "#src/clock.ts"
import { addWorkingDays, isWorkingDay } from "#src/office/calendar/working_days.ts"
import { stepsIn } from "#src/office/settings/rules.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import {
  AUDIENCE_ORDER,
  audienceOf,
  audiencesOf,
  daysOverdue,
  digestsOf,
  isSendingTime,
  type Owed,
  type ReminderRules,
  stepOf,
  type Taken,
} from "#src/supervision/reminders/schedule.ts"
import { officialCalendar as calendar, WORKING_DAY_VECTORS } from "#test/support/calendar.ts"

const rules: ReminderRules = DEFAULTS
const owed = (over: Partial<Owed> = {}): Owed => ({
  item: "report:1/1",
  unitId: 1,
  planId: 1,
  assignmentId: 1,
  dueBy: "2026-09-30",
  waitsFor: "liaison",
  ...over,
})

describe("the ladder, around the national holiday of 2026 (1–7 October off, 10 October worked)", () => {
  test.each([
    ["2026-09-23", null],
    // 25 to 27 September are off: the 28th, 29th and 30th are the three working days left.
    ["2026-09-24", "before"],
    ["2026-09-28", "before"],
    ["2026-09-29", "before"],
    ["2026-09-30", "due"],
    ["2026-10-01", null],
    ["2026-10-08", "overdue:1"],
    ["2026-10-09", "overdue:1"],
    ["2026-10-10", "overdue:3"],
    ["2026-10-12", "overdue:3"],
    ["2026-10-13", "overdue:5"],
    ["2026-10-19", "overdue:5"],
    ["2026-10-20", "overdue:10"],
    ["2026-12-31", "overdue:10"],
  ])("due on 30 September, on %s: %s", (today, step) => {
    expect(stepOf("2026-09-30", today, calendar, rules)).toBe(step)
  })

  test("due on a Sunday, Friday is the last working day, and says so", () => {
    expect(stepOf("2026-11-29", "2026-11-27", calendar, rules)).toBe("due")
    expect(stepOf("2026-11-29", "2026-11-30", calendar, rules)).toBe("overdue:1")
  })

  test("nothing before the day, and no steps after it, where the settings say so", () => {
    const silent = { ...rules, remindBeforeDays: 0, remindOverdueSteps: "" }
    expect(stepOf("2026-09-30", "2026-09-29", calendar, silent)).toBeNull()
    expect(stepOf("2026-09-30", "2026-09-30", calendar, silent)).toBe("due")
    expect(stepOf("2026-09-30", "2026-11-30", calendar, silent)).toBeNull()
  })

  test.each(WORKING_DAY_VECTORS)(
    "domain.md 8.4: due on %s, %i working days later it is overdue by as many",
    (from, days, to) => {
      expect(daysOverdue(calendar, from, to)).toBe(days)
      const exactly = { ...rules, remindOverdueSteps: String(days) }
      expect(stepOf(from, to, calendar, exactly)).toBe(`overdue:${days}`)
      expect(stepOf(from, addDays(to, -1), calendar, exactly)).toBe(addDays(to, -1) > from ? null : "due")
    },
  )
})

test.each([
  ["1,3,5,10", [1, 3, 5, 10]],
  [" 2、 4 ", [2, 4]],
  ["", []],
  ["3,1", null],
  ["1,1", null],
  ["0", null],
  ["1000", null],
  ["三", null],
  ["1,2,3,4,5,6,7,8,9,10,11", null],
])("steps: %j", (text, steps) => expect(stepsIn(text)).toEqual(steps))

describe("how far up it is told", () => {
  const on = (today: string, over: Partial<Owed> = {}, over2: Partial<ReminderRules> = {}) =>
    audienceOf(owed(over), today, calendar, { ...rules, ...over2 })

  test("to the liaisons, from the third working day to the head, from the fifth to the leader", () => {
    expect(["2026-09-30", "2026-10-09", "2026-10-10", "2026-10-12", "2026-10-13"].map((day) => on(day))).toEqual([
      "liaison",
      "liaison",
      "head",
      "head",
      "leader",
    ])
  })
  test("what waits for the head's signature is the head's from the start", () => {
    expect(on("2026-09-28", { waitsFor: "head" })).toBe("head")
  })
  test("0 days: never", () => {
    expect(on("2026-12-01", {}, { headAfterDays: 0, leaderAfterDays: 0 })).toBe("liaison")
  })
})

describe("digests", () => {
  const on = (today: string, all: Owed[], taken: Taken[] = []) => digestsOf(all, taken, { today, calendar, rules })

  test("one a unit, of everything that is near or late, in the order given", () => {
    const all = [
      owed({ item: "a", unitId: 2 }),
      owed({ item: "b", unitId: 1, dueBy: "2026-09-20" }),
      owed({ item: "c", unitId: 2, dueBy: "2026-12-31" }),
      owed({ item: "d", unitId: 2, dueBy: "2026-09-29" }),
    ]
    const digests = on("2026-09-29", all)
    expect(digests.map(({ unitId, items }) => [unitId, items.map(({ item }) => item)])).toEqual([
      [2, ["a", "d"]],
      [1, ["b"]],
    ])
    expect(digests.map(audiencesOf)).toEqual([["liaison"], ["liaison", "head", "leader"]])
  })

  test("not again at a rung where it was told, again when the day has moved", () => {
    const told = [{ item: "report:1/1", dueBy: "2026-09-30", step: "before" }]
    expect(on("2026-09-29", [owed()], told)).toEqual([])
    expect(on("2026-09-30", [owed()], told)).toHaveLength(1)
    expect(on("2026-09-29", [owed({ dueBy: "2026-09-29" })], told)).toHaveLength(1)
  })

  const day = fc.integer({ min: 0, max: 150 }).map((n) => addDays("2026-07-01", n))

  test("whatever the days, each rung is the reason for a digest at most once, and rungs only climb", () => {
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 1, maxLength: 6 }),
        day,
        fc.integer({ min: 1, max: 60 }),
        (dueBy, from, length) => {
          const all = dueBy.map((by, i) => owed({ item: `item:${i}`, unitId: (i % 2) + 1, dueBy: by }))
          const taken: Taken[] = []
          for (let i = 0; i < length; i++) {
            const today = addDays(from, i)
            if (!isWorkingDay(calendar, today)) continue
            for (const { items } of digestsOf(all, taken, { today, calendar, rules })) {
              const fresh = items.filter(
                ({ item, step }) => !taken.some((told) => told.item === item && told.step === step),
              )
              expect(fresh.length).toBeGreaterThan(0)
              taken.push(...items)
            }
            const climbed = all.map((one) => stepOf(one.dueBy, today, calendar, rules))
            for (const [i, step] of climbed.entries()) {
              const last = taken.findLast(({ item }) => item === `item:${i}`)
              if (step !== null) expect(last?.step).toBe(step)
            }
          }
        },
      ),
    )
  })

  test("the longer overdue, the higher it is told, never lower again", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (dueBy, head, leader) => {
        const levels = Array.from({ length: 40 }, (_, i) =>
          AUDIENCE_ORDER.indexOf(
            audienceOf(owed({ dueBy }), addWorkingDays(calendar, dueBy, i), calendar, {
              ...rules,
              headAfterDays: head,
              leaderAfterDays: leader,
            }),
          ),
        )
        expect(levels).toEqual(levels.toSorted((a, b) => a - b))
      }),
    )
  })
})

test.each([
  ["2026-09-30", 8, 59, false],
  ["2026-09-30", 9, 0, true],
  ["2026-09-30", 17, 59, true],
  ["2026-09-30", 18, 0, false],
  ["2026-10-01", 10, 0, false],
  ["2026-10-10", 10, 0, true],
  ["2026-11-28", 10, 0, false],
])("messages on %s at %i:%i: %s", (date, hour, minute, goes) => {
  expect(isSendingTime(instant(date, hour, minute), calendar, rules)).toBe(goes)
})
