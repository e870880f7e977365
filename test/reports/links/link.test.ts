import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { dateOf, endOf, instant } from "#src/clock.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { type LinkFacts, mayOpen, opens } from "#src/office/people/linked.ts"
import { expiryOf, roundOf, standingOf } from "#src/reports/links/link.ts"
import { isBoundTo, isStillDue, isWithinReach } from "#src/reports/links/reach.ts"

const END = endOf("2026-10-20")
const NOW = instant("2026-10-20", 9)

const facts = (over: Partial<LinkFacts> = {}): LinkFacts => ({
  expiresAt: END,
  revokedAt: null,
  plan: { state: "issued", handling: "internal", allowsLinks: true },
  roundTaken: true,
  unitActive: true,
  personActive: true,
  isLiaison: true,
  ...over,
})

describe("a link holds", () => {
  test("when everything is in its favour, until the last instant of its last day", () => {
    expect(opens(facts(), NOW)).toBe(true)
    expect(opens(facts(), END)).toBe(true)
    expect(opens(facts(), END + 1)).toBe(false)
  })

  test.each<[string, Partial<LinkFacts>]>([
    ["revoked", { revokedAt: NOW - 1 }],
    ["the plan is archived", { plan: { state: "archived", handling: "internal", allowsLinks: true } }],
    ["the plan does not allow links", { plan: { state: "issued", handling: "internal", allowsLinks: false } }],
    ["工作秘密", { plan: { state: "issued", handling: "work_secret", allowsLinks: true } }],
    ["the round is closed", { roundTaken: false }],
    ["the unit is withdrawn", { unitActive: false }],
    ["the account is disabled", { personActive: false }],
    ["the person is no liaison any more", { isLiaison: false }],
  ])("not once: %s", (_, over) => {
    expect(opens(facts(over), NOW)).toBe(false)
    expect(standingOf(facts(over), NOW)).toBe(over.revokedAt ? "revoked" : "suspended")
  })

  test("for no combination in which one thing speaks against it, and a bearing alone is not enough", () => {
    const flags = fc.record({
      roundTaken: fc.boolean(),
      unitActive: fc.boolean(),
      personActive: fc.boolean(),
      isLiaison: fc.boolean(),
      revokedAt: fc.option(fc.constant(NOW - 1)),
      expiresAt: fc.constantFrom(END, NOW - 1),
    })
    fc.assert(
      fc.property(flags, (over) => {
        const { roundTaken, unitActive, personActive, isLiaison, revokedAt, expiresAt } = over
        const all = roundTaken && unitActive && personActive && isLiaison
        expect(mayOpen(facts(over))).toBe(all)
        expect(opens(facts(over), NOW)).toBe(all && revokedAt === null && expiresAt >= NOW)
      }),
    )
  })

  test("as the office sees it", () => {
    expect(standingOf(facts(), NOW)).toBe("live")
    expect(standingOf(facts(), END + 1)).toBe("expired")
    expect(standingOf(facts({ revokedAt: 1 }), END + 1)).toBe("revoked")
  })
})

describe("a link expires", () => {
  // 1 to 7 October 2026 are off, Saturday the 10th is worked.
  const calendar = calendarOf([
    {
      year: 2026,
      off: [1, 2, 3, 4, 5, 6, 7].map((day) => `2026-10-0${day}`),
      work: ["2026-10-10"],
    },
  ])
  const rules = { calendar, cutOffDays: 3, linkDays: 5 }
  const round = { dueBy: "2026-09-30", cutOffAt: null }
  const on = (given: typeof round | { dueBy: string; cutOffAt: number }, today: string, over = {}) =>
    expiryOf(given, today, { ...rules, ...over })

  test("working days after the cut-off that is to come", () => {
    // Cut off at the end of the 10th (8, 9, 10), then 12, 13, 14, 15, 16.
    expect(on(round, "2026-09-21")).toBe(endOf("2026-10-16"))
  })
  test("after the one that has come", () => {
    expect(on({ ...round, cutOffAt: instant("2026-09-30", 17) }, "2026-10-08")).toBe(endOf("2026-10-13"))
  })
  test("after the due day where none comes by itself", () => {
    expect(on(round, "2026-09-21", { cutOffDays: 0 })).toBe(endOf("2026-10-13"))
  })
  test("working days from today when all that is over", () => {
    expect(on(round, "2026-11-02")).toBe(endOf("2026-11-09"))
    expect(on(round, "2026-10-16")).toBe(endOf("2026-10-16"))
  })
  test("never before today, whatever the round and the rules", () => {
    const day = fc.date({ min: new Date("2026-01-01"), max: new Date("2026-12-20"), noInvalidDate: true })
    fc.assert(
      fc.property(day, day, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 30 }), (due, now, cut, days) => {
        const today = dateOf(now.getTime())
        const given = { dueBy: dateOf(due.getTime()), cutOffAt: null }
        expect(dateOf(expiryOf(given, today, { calendar, cutOffDays: cut, linkDays: days })) >= today).toBe(true)
      }),
    )
  })
})

test.each<[string[], number | null]>([
  [["report:1/7"], 7],
  [["report:1/7", "resubmission:6/7"], 7],
  [["report:1/7", "report:1/8"], null],
  [["report:1/7", "notice:4"], null],
  [["rectification:1"], null],
  [["deadline:7"], null],
  [["reports:1/7"], null],
  [[], null],
])("all of %j is about round %s", (items, round) => expect(roundOf(items)).toBe(round))

describe("within its reach", () => {
  test.each([
    ["GET", "/todo"],
    ["POST", "/todo/sending"],
    ["POST", "/assignments/1/rounds/1/draft"],
    ["POST", "/assignments/1/rounds/1/report"],
    ["POST", "/assignments/1/rounds/1/attachments"],
    ["GET", "/attachments/1"],
  ])("%s %s", (method, path) => expect(isWithinReach(method, path)).toBe(true))

  test.each([
    ["POST", "/todo"],
    ["GET", "/todo/"],
    ["GET", "/todo/sheet"],
    ["GET", "//todo"],
    ["GET", "/%74odo"],
    ["GET", "/todo\n"],
    ["HEAD", "/desk"],
    ["POST", "/assignments/1/rounds/1/withdrawal"],
    ["POST", "/assignments/1/rounds/1/draft/x"],
    ["POST", "/assignments/1/handler"],
    ["POST", "/attachments/1/removal"],
    ["DELETE", "/attachments/1"],
    ["GET", "/account"],
    ["POST", "/account/password"],
  ])("not %s %j", (method, path) => expect(isWithinReach(method, path)).toBe(false))

  test("only what is of its unit and its round; without a link there is no such limit", () => {
    const link = { id: 1, planId: 1, unitId: 1, roundId: 2 }
    expect(isBoundTo(link, { unitId: 1, roundId: 2 })).toBe(true)
    expect(isBoundTo(link, { unitId: 1, roundId: 1 })).toBe(false)
    expect(isBoundTo(link, { unitId: 2, roundId: 2 })).toBe(false)
    expect(isBoundTo(link, { unitId: 1, roundId: null })).toBe(false)
    expect(isBoundTo(null, { unitId: 2, roundId: null })).toBe(true)
  })

  test("only what is still to be written", () => {
    const states = [null, "draft", "returned", "signing", "submitted", "accepted"] as const
    expect(states.filter(isStillDue)).toEqual([null, "draft", "returned"])
  })
})
