import { describe, expect, test } from "vitest"
import { addDays } from "#src/clock.ts"
import { workingDaysBetween } from "#src/office/calendar/working_days.ts"
import { type SilenceFacts, silenceOf } from "#src/supervision/silence/silence.ts"
import { officialCalendar as calendar } from "#test/support/calendar.ts"

const TODAY = "2026-09-21"
const RULE = { silentRounds: 3, silentDays: 60, today: TODAY, calendar }

const facts = (over: Partial<SilenceFacts> = {}): SilenceFacts => ({
  lastWordOn: "2026-09-01",
  askedFrom: "2026-01-05",
  asked: [],
  isTalkedOver: false,
  ...over,
})
/** Rounds of which each was answered on the given day with 无变化. */
const unchanged = (...days: string[]) => days.map((on) => ({ dueBy: on, unchangedOn: on }))
const owed = (dueBy: string) => ({ dueBy, unchangedOn: null })

describe("rounds of 无变化", () => {
  test.each([
    ["none", [], null],
    ["one less than the rule", unchanged("2026-09-10", "2026-09-15"), null],
    ["as many as the rule", unchanged("2026-09-10", "2026-09-15", "2026-09-18"), 3],
    ["more", unchanged("2026-09-03", "2026-09-10", "2026-09-15", "2026-09-18"), 4],
    ["those before the last word do not count", unchanged("2026-08-10", "2026-09-15", "2026-09-18"), null],
    ["one of the word's own day does not either", unchanged("2026-09-01", "2026-09-15", "2026-09-18"), null],
    [
      "a round without an answer neither counts nor breaks",
      [...unchanged("2026-09-10"), owed("2026-09-12"), ...unchanged("2026-09-15", "2026-09-18")],
      3,
    ],
  ])("%s", (_, asked, rounds) => {
    expect(silenceOf(facts({ asked }), RULE)?.rounds ?? null).toBe(rounds)
  })

  test("whoever has never spoken counts from the first round", () => {
    const asked = unchanged("2026-03-25", "2026-06-25", "2026-09-18")
    expect(silenceOf(facts({ lastWordOn: null, asked }), RULE)).toMatchObject({
      rounds: 3,
      since: "2026-01-05",
      hasSpoken: false,
    })
  })
})

describe("working days without a word", () => {
  test("from exactly so many on, where a round has come due in them", () => {
    const asked = [owed("2026-09-18")]
    for (let back = 1; back < 200; back++) {
      const lastWordOn = addDays(TODAY, -back)
      const days = workingDaysBetween(calendar, lastWordOn, TODAY)
      const found = silenceOf(facts({ lastWordOn, asked }), RULE)
      expect([lastWordOn, found?.workingDays ?? null]).toEqual([lastWordOn, days >= 60 ? days : null])
    }
  })

  test.each([
    ["no round", []],
    ["a round that is due today", [owed(TODAY)]],
    ["a round that was due before the word", [owed("2026-03-25")]],
    ["a round that was due on the word's day", [owed("2026-04-01")]],
  ])("%s asks for no word", (_, asked) => {
    expect(silenceOf(facts({ lastWordOn: "2026-04-01", asked }), RULE)).toBeNull()
  })

  test("who was never asked is not silent", () => {
    expect(silenceOf(facts({ lastWordOn: null, askedFrom: null }), RULE)).toBeNull()
  })
})

test("what was talked over rests, and each of the two is switched off by 0", () => {
  const asked = unchanged("2026-04-10", "2026-06-15", "2026-09-18")
  const both = facts({ lastWordOn: "2026-04-01", asked })
  const isListed = (over: Partial<typeof RULE>) => silenceOf(both, { ...RULE, ...over }) !== null
  expect(isListed({})).toBe(true)
  expect(silenceOf({ ...both, isTalkedOver: true }, RULE)).toBeNull()
  expect([
    isListed({ silentRounds: 0 }),
    isListed({ silentDays: 0 }),
    isListed({ silentRounds: 0, silentDays: 0 }),
  ]).toEqual([true, true, false])
})
