import fc from "fast-check"
import { expect, test } from "vitest"
import { ASSIGNMENT_STATES, REPORT_STATES } from "#db/schema.ts"
import { isLate, isTaken, OWED, type OwingFacts, owesAgain, owings } from "#src/owing/owing.ts"
import { deadlineOf, ownDay } from "#src/plans/assignments/deadline.ts"
import type { ReportStanding } from "#src/plans/rounds/reported.ts"

const STANDINGS: ReportStanding[] = ["none", ...REPORT_STATES]

const FACTS: OwingFacts = {
  state: "active",
  reportDueBy: "2026-09-20",
  standing: "none",
  resubmitBy: null,
  rectifyBy: null,
  noticeBy: null,
  deadlineBy: null,
}

const named = (facts: Partial<OwingFacts>) => owings({ ...FACTS, ...facts }).map(({ what, by }) => `${what} ${by}`)

test.each<[string, Partial<OwingFacts>, string[]]>([
  ["a report nobody has written", {}, ["report 2026-09-20"]],
  ["one that waits for the head", { standing: "signing" }, ["report 2026-09-20"]],
  ["one that the office has", { standing: "submitted" }, []],
  ["one that came back", { standing: "returned", resubmitBy: "2026-09-25" }, ["resubmission 2026-09-25"]],
  ["one that came back without a day of its own", { standing: "returned" }, ["resubmission 2026-09-20"]],
  [
    "one that was taken back after it came back",
    { standing: "draft", resubmitBy: "2026-09-25" },
    ["resubmission 2026-09-25"],
  ],
  ["a part that is suspended", { state: "suspended" }, []],
  ["a part whose 异议 is not decided", { state: "disputed" }, []],
  [
    "a part that is to be rectified: its day stands in place of the task's",
    { state: "rectifying", standing: "accepted", rectifyBy: "2026-10-08", deadlineBy: "2026-09-01" },
    ["rectification 2026-10-08"],
  ],
  ["a task's day", { standing: "accepted", deadlineBy: "2026-09-30" }, ["deadline 2026-09-30"]],
  [
    "a task's day after completion was claimed",
    { state: "claimed", standing: "accepted", deadlineBy: "2026-09-30" },
    [],
  ],
  ["a day that was left over from a former 限期整改", { standing: "accepted", rectifyBy: "2026-08-01" }, []],
])("%s", (_, facts, expected) => {
  expect(named(facts)).toEqual(expected)
})

test("of all states: one report at most, never of what the office has, nothing of what is out but its 督办单", () => {
  for (const state of ASSIGNMENT_STATES)
    for (const standing of STANDINGS)
      for (const resubmitBy of [null, "2026-09-25"]) {
        const facts: OwingFacts = {
          ...FACTS,
          state,
          standing,
          resubmitBy,
          rectifyBy: "2026-10-08",
          noticeBy: "2026-10-09",
        }
        const owed = owings(facts).map(({ what }) => what)
        const reports = owed.filter((what) => what === "report" || what === "resubmission")
        const isSent = standing === "submitted" || standing === "accepted"
        const reporting = ["awaiting", "active", "claimed", "rectifying"].includes(state)
        expect([state, standing, reports.length]).toEqual([state, standing, reporting && !isSent ? 1 : 0])
        if (isSent) expect(owesAgain(facts)).toBe(false)
        expect(owed).toContain("notice")
        expect(owed).toEqual(OWED.filter((what) => owed.includes(what)))
      }
})

test("a round takes a first report while it is open or the newest, and what has come to it always", () => {
  expect(isTaken({ isOpen: true, isNewest: false }, "none")).toBe(true)
  expect(isTaken({ isOpen: false, isNewest: true }, "none")).toBe(true)
  expect(isTaken({ isOpen: false, isNewest: false }, "none")).toBe(false)
  for (const standing of REPORT_STATES) expect(isTaken({ isOpen: false, isNewest: false }, standing)).toBe(true)
})

test("a day is kept until it ends", () => {
  expect(isLate("2026-09-20", "2026-09-20")).toBe(false)
  expect(isLate("2026-09-20", "2026-09-21")).toBe(true)
})

const day = fc.date({ min: new Date("2025-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
const date = day.map((one) => one.toISOString().slice(0, 10))

test("what was granted never shortens a deadline, and gives none to what has none", () => {
  fc.assert(
    fc.property(fc.option(date), fc.option(date), (dueBy, grantedBy) => {
      const later = deadlineOf({ deadline: "date", dueBy }, grantedBy)
      expect(later === null).toBe(dueBy === null)
      if (dueBy !== null && later !== null) {
        expect(later >= dueBy).toBe(true)
        expect([dueBy, grantedBy]).toContain(later)
        if (grantedBy !== null) expect(later >= grantedBy).toBe(true)
      }
    }),
  )
})

test.each<[string, string, number | null, string]>([
  ["before any year is done", "2026-12-01", null, "2026-12-01"],
  ["after the first", "2026-12-01", 2026, "2027-12-01"],
  ["after a later one", "2026-12-01", 2030, "2031-12-01"],
  ["after one before the day was set", "2026-12-01", 2025, "2026-12-01"],
  ["of 29 February in a common year (民法典 202)", "2028-02-29", 2028, "2029-02-28"],
  ["of 29 February four years on", "2028-02-29", 2031, "2032-02-29"],
])("每年完成 %s", (_, dueBy, doneYear, expected) => {
  expect(ownDay({ deadline: "yearly", dueBy }, doneYear)).toBe(expected)
  expect(ownDay({ deadline: "date", dueBy }, doneYear)).toBe(dueBy)
})
