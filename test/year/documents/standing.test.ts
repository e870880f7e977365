import { describe, expect, test } from "vitest"
import { BODY_DUTIES, DOCUMENT_STATES, type FilingRule } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import { requirementsOf } from "#src/year/documents/requirements.ts"
import { completeOn, type Facts, isLacking, standingOf, urgencyOf } from "#src/year/documents/standing.ts"

const BODY = { duty: "primary" as const, leftOn: null }
const ASKED: Parameters<typeof standingOf>[1] = {
  asked: true,
  publicBy: "2026-03-31",
  internalBy: "2026-03-15",
  paper: true,
}
const NO_PAPER = { ...ASKED, paper: false }

const facts = (over: Partial<Facts> = {}): Facts => ({
  state: "filed",
  before: null,
  againBy: null,
  firstFiledOn: "2026-03-20",
  firstPaperOn: "2026-03-25",
  recordedOn: null,
  releasedOn: null,
  withdrawnOn: null,
  ...over,
})

const word = (day: string, own: Facts | null = null, asked = ASKED, body: Parameters<typeof standingOf>[0] = BODY) =>
  standingOf(body, asked, own, day).word

describe("待报送", () => {
  test.each([
    ["2026-01-05", "open"],
    ["2026-03-14", "open"],
    ["2026-03-15", "soon"],
    ["2026-03-31", "soon"],
    ["2026-04-01", "overdue"],
  ])("on %s it is %s", (day, expected) => {
    expect(word(day)).toBe(expected)
    expect(word(day, facts({ state: "draft", firstFiledOn: null, firstPaperOn: null }))).toBe(expected)
    expect(word(day, facts({ state: "signing", firstFiledOn: null, firstPaperOn: null }))).toBe(expected)
  })

  test("the internal day passes with a word and no alarm", () => {
    expect(standingOf(BODY, ASKED, null, "2026-03-15").pastInternal).toBe(false)
    expect(standingOf(BODY, ASKED, null, "2026-03-16")).toMatchObject({
      word: "soon",
      colour: "yellow",
      pastInternal: true,
    })
  })

  test("without an internal day it is soon a fortnight before", () => {
    const asked = { ...ASKED, internalBy: null }
    expect([word("2026-03-15", null, asked), word("2026-03-16", null, asked)]).toEqual(["open", "soon"])
  })

  test("3月底前 does not move for a day of rest", () => {
    // 31 January 2026 is a Saturday, the next working day is Monday.
    const asked = { ...ASKED, publicBy: "2026-01-31", internalBy: null }
    expect(word("2026-02-01", null, asked)).toBe("overdue")
  })
})

describe("what was filed", () => {
  test("is there once all copies are", () => {
    expect(word("2026-03-26", facts())).toBe("filed")
    expect(word("2026-03-26", facts({ firstPaperOn: null }))).toBe("partial")
    expect(word("2026-03-26", facts({ firstPaperOn: null }), NO_PAPER)).toBe("filed")
    expect(word("2026-04-01", facts({ firstPaperOn: null }))).toBe("overdue_paper")
  })

  test("the day on which it was complete is that of the last copy", () => {
    expect(completeOn(facts(), ASKED)).toBe("2026-03-25")
    expect(completeOn(facts({ firstPaperOn: "2026-03-01" }), ASKED)).toBe("2026-03-20")
    expect(completeOn(facts({ firstPaperOn: null }), ASKED)).toBeNull()
  })

  test("what came back is no longer there, and red once its day has passed", () => {
    const returned = facts({ state: "draft", againBy: "2026-04-10" })
    expect(word("2026-04-10", returned)).toBe("returned")
    expect(word("2026-04-11", returned)).toBe("overdue_again")
    expect(standingOf(BODY, ASKED, returned, "2026-04-11").late).toBe(false)
  })

  test("a new version on its way leaves what was recorded before it", () => {
    for (const state of ["draft", "signing", "filed"] as const) {
      expect(word("2026-06-01", facts({ state, before: "released", releasedOn: "2026-04-20" }))).toBe("released")
    }
  })
})

describe("for ever", () => {
  const DAYS = Array.from({ length: 40 }, (_, i) => addDays("2026-02-20", i * 3))
  const LATE = facts({ firstFiledOn: "2026-04-02", firstPaperOn: "2026-04-03" })

  test("what was late stays late, whatever is done with it afterwards", () => {
    for (const day of DAYS.filter((one) => one >= "2026-04-03")) {
      for (const state of DOCUMENT_STATES) {
        for (const before of [null, "recorded", "released", "withdrawn"] as const) {
          for (const againBy of [null, "2026-05-01"]) {
            expect(standingOf(BODY, ASKED, { ...LATE, state, before, againBy }, day).late).toBe(true)
          }
        }
      }
    }
  })

  test("a paper that came late makes the filing late", () => {
    expect(standingOf(BODY, ASKED, facts({ firstPaperOn: "2026-04-01" }), "2026-05-01").late).toBe(true)
    expect(standingOf(BODY, NO_PAPER, facts({ firstPaperOn: "2026-04-01" }), "2026-05-01").late).toBe(false)
  })

  test("参照执行 is never red and never counted, whatever the day", () => {
    const body = { duty: "voluntary" as const, leftOn: null }
    for (const day of DAYS) {
      for (const own of [
        null,
        LATE,
        ...DOCUMENT_STATES.map((state) => facts({ state, firstPaperOn: null, againBy: "2026-04-01" })),
      ]) {
        const standing = standingOf(body, ASKED, own, day)
        expect(standing.colour).not.toBe("red")
        expect(standing.counts).toBe(false)
      }
    }
  })

  test("what has left the year is never red, not counted, and keeps what it had filed", () => {
    for (const duty of BODY_DUTIES) {
      const body = { duty, leftOn: "2026-03-01" }
      for (const day of DAYS) {
        for (const own of [null, facts(), facts({ firstPaperOn: null })]) {
          expect(standingOf(body, ASKED, own, day)).toMatchObject({ counts: false })
          expect(standingOf(body, ASKED, own, day).colour).not.toBe("red")
        }
      }
      expect(word("2026-05-01", null, ASKED, body)).toBe("left")
      expect(word("2026-05-01", facts({ state: "recorded", recordedOn: "2026-03-28" }), ASKED, body)).toBe("recorded")
    }
  })

  test("done and lacking are two sides of what is asked", () => {
    for (const day of DAYS) {
      for (const own of [null, LATE, facts(), facts({ firstPaperOn: null }), facts({ state: "draft" })]) {
        const standing = standingOf(BODY, ASKED, own, day)
        expect(standing.counts).toBe(true)
        expect(isLacking(standing)).toBe(!standing.done)
      }
    }
  })
})

test("gaps stand first: 逾期 before what came back, before what is soon", () => {
  const of = (day: string, own: Facts | null) => urgencyOf([standingOf(BODY, ASKED, own, day)])
  const overdue = of("2026-04-01", null)
  const returned = of("2026-03-20", facts({ state: "draft" }))
  const soon = of("2026-03-20", null)
  const fine = of("2026-03-20", facts({ firstPaperOn: "2026-03-19" }))
  expect([overdue, returned, soon, fine]).toEqual([...[overdue, returned, soon, fine]].sort((a, b) => a - b))
  expect(new Set([overdue, returned, soon, fine]).size).toBe(4)
})

describe("报送要求", () => {
  const row = (over: Partial<FilingRule>): FilingRule => ({
    year: 2025,
    kind: "year_plan",
    asked: true,
    publicBy: "2025-03-25",
    internalBy: "2025-03-10",
    yearly: true,
    electronic: true,
    paper: false,
    head: true,
    version: 3,
    ...over,
  })

  test("nobody has set anything: the usual", () => {
    const { year_plan, summary, programme } = requirementsOf(2026, [])
    expect(year_plan).toMatchObject({ asked: true, publicBy: "2026-03-31", internalBy: "2026-03-15", origin: "usual" })
    expect(summary).toMatchObject({ publicBy: "2026-12-31" })
    expect(programme).toMatchObject({ asked: false, publicBy: null })
  })

  test("what comes back every year is taken over, with its days", () => {
    expect(requirementsOf(2026, [row({})]).year_plan).toMatchObject({
      publicBy: "2026-03-25",
      internalBy: "2026-03-10",
      paper: false,
      head: true,
      version: 0,
      origin: "carried",
    })
  })

  test("a day of that year alone is not, but what is asked is", () => {
    expect(requirementsOf(2026, [row({ yearly: false })]).year_plan).toMatchObject({
      asked: true,
      publicBy: null,
      internalBy: null,
    })
  })

  test("the newest that is not of a later year counts; 29 February is the 28th of other years", () => {
    const rows = [
      row({ year: 2024, publicBy: "2024-02-29", internalBy: null }),
      row({ year: 2027, publicBy: "2027-05-01" }),
    ]
    expect(requirementsOf(2026, rows).year_plan.publicBy).toBe("2026-02-28")
    expect(requirementsOf(2024, rows).year_plan).toMatchObject({ publicBy: "2024-02-29", origin: "set", version: 3 })
  })
})
