import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { ASSIGNMENT_STATES, REPORT_STATES, ROLES, ROLL_UPS } from "#db/schema.ts"
import {
  type Counted,
  counted,
  isClosed,
  type Light,
  type LightFacts,
  type LightReason,
  type LightRule,
  lightOf,
  type RollUp,
  taskLight,
} from "#src/board/lights/light.ts"
import type { ReportStanding } from "#src/plans/rounds/reported.ts"
import { officialCalendar as calendar, WORKING_DAY_VECTORS } from "#test/support/calendar.ts"
import { LIGHT_LABEL, lightWords } from "#views/words/lights.ts"

/** Monday; Friday of this week is the 27th's holiday's eve: 09-25 to 09-27 are off, 09-28 works. */
const TODAY = "2026-09-21"
const rule: LightRule = { today: TODAY, calendar, dueSoonDays: 3 }

const FACTS: LightFacts = {
  state: "active",
  reportDueBy: null,
  standing: "none",
  hasDifficulty: false,
  late: false,
  resubmitBy: null,
  rectifyBy: null,
  noticeBy: null,
  rectifies: false,
  extensionAsked: false,
  deadlineBy: null,
}

const STANDINGS: ReportStanding[] = ["none", ...REPORT_STATES]

/** Every situation of a date: none, passed, today, the last day that is soon, the first that is not, far. */
const DATES = {
  never: null,
  passed: "2026-09-18",
  today: TODAY,
  soon: "2026-09-24",
  later: "2026-09-28",
  far: "2026-10-12",
} as const
const DAYS = Object.values(DATES)
const isPast = (day: string | null) => day === DATES.passed
const isNear = (day: string | null) => day === DATES.today || day === DATES.soon || day === DATES.passed

const isSent = ({ standing }: LightFacts) => standing === "submitted" || standing === "accepted"
/** Returned, or taken back after a return: the day that was set still counts. */
const owesAgain = (facts: LightFacts) => facts.standing === "returned" || (facts.resubmitBy !== null && !isSent(facts))

/** Whoever claims completion has answered the task's day; a 限期整改 sets another in its place. */
const isHeld = (state: LightFacts["state"]) => state === "awaiting" || state === "active"

/** design.md 4, "Lights", row by row; the first that applies. */
const RULES: [LightReason, Light["colour"], (facts: LightFacts) => boolean][] = [
  ["suspended", "none", ({ state }) => state === "suspended"],
  ["terminated", "none", ({ state }) => state === "terminated"],
  ["closed", "blue", ({ state }) => state === "closed"],
  ["disputed", "grey", ({ state }) => state === "disputed"],
  ["overdue_resubmission", "red", (facts) => owesAgain(facts) && isPast(facts.resubmitBy ?? facts.reportDueBy)],
  ["overdue_report", "red", (facts) => !isSent(facts) && !owesAgain(facts) && isPast(facts.reportDueBy)],
  ["overdue_rectification", "red", ({ state, rectifyBy }) => state === "rectifying" && isPast(rectifyBy)],
  ["overdue_notice", "red", ({ noticeBy }) => isPast(noticeBy)],
  ["overdue_deadline", "red", ({ state, deadlineBy }) => isHeld(state) && isPast(deadlineBy)],
  ["rectifying", "yellow", ({ state, rectifies }) => state === "rectifying" || rectifies],
  ["returned", "yellow", owesAgain],
  ["has_difficulty", "yellow", (facts) => isSent(facts) && facts.hasDifficulty],
  ["extension_asked", "yellow", ({ extensionAsked }) => extensionAsked],
  ["due_soon", "yellow", (facts) => !isSent(facts) && isNear(facts.reportDueBy)],
  ["notice_soon", "yellow", ({ noticeBy }) => isNear(noticeBy)],
  ["deadline_soon", "yellow", ({ state, deadlineBy }) => isHeld(state) && isNear(deadlineBy)],
  ["late_report", "green", (facts) => isSent(facts) && facts.late],
  ["on_track", "green", (facts) => isSent(facts)],
  ["no_deadline", "grey", ({ reportDueBy, deadlineBy }) => reportDueBy === null && deadlineBy === null],
  ["not_due", "grey", () => true],
]

/** No notice, or one that is overdue, near or far; a 限期整改 that is overdue or far; an extension that is asked for. */
const BESIDE: Pick<LightFacts, "noticeBy" | "rectifies" | "extensionAsked">[] = [
  { noticeBy: null, rectifies: false, extensionAsked: false },
  { noticeBy: null, rectifies: false, extensionAsked: true },
  { noticeBy: DATES.passed, rectifies: false, extensionAsked: true },
  { noticeBy: DATES.soon, rectifies: false, extensionAsked: false },
  { noticeBy: DATES.passed, rectifies: true, extensionAsked: false },
  { noticeBy: DATES.far, rectifies: true, extensionAsked: false },
]

/** 需要协调 and 迟报, which never meet: what is difficult is shown before it is late. */
const TICKS: [hasDifficulty: boolean, late: boolean][] = [
  [false, false],
  [true, false],
  [false, true],
]

function* situations(): Generator<LightFacts> {
  for (const beside of BESIDE) for (const facts of ofTheRound()) yield { ...facts, ...beside }
}

function* ofTheRound(): Generator<Omit<LightFacts, keyof (typeof BESIDE)[number]>> {
  for (const state of ASSIGNMENT_STATES)
    for (const standing of STANDINGS)
      for (const reportDueBy of DAYS)
        for (const resubmitBy of [null, DATES.passed, DATES.far])
          for (const rectifyBy of [null, DATES.passed, DATES.far])
            for (const deadlineBy of DAYS)
              for (const [hasDifficulty, late] of TICKS)
                yield { state, standing, reportDueBy, resubmitBy, rectifyBy, deadlineBy, hasDifficulty, late }
}

test("every state × standing × date shows the first rule of the table that applies, in words", () => {
  const seen = new Map<string, Light>()
  const wrong: unknown[] = []
  for (const facts of situations()) {
    const [reason, colour] = RULES.find(([, , applies]) => applies(facts)) ?? []
    const light = lightOf(facts, rule)
    seen.set(`${light.reason} ${light.colour} ${light.days}`, light)
    if (light.reason !== reason || light.colour !== colour) wrong.push({ facts, light, reason, colour })
  }
  expect(wrong.slice(0, 3)).toEqual([])
  const reasons = new Set([...seen.values()].map(({ reason }) => reason))
  expect([...reasons].sort()).toEqual(RULES.map(([reason]) => reason).sort())

  // And every one of them has a word, and its reason is a sentence without codes.
  expect(seen.size).toBeGreaterThan(20)
  for (const light of seen.values()) {
    expect(LIGHT_LABEL[light.colour]).toMatch(/^[一-龥]+$/)
    expect(lightWords(light)).toMatch(/^[一-龥0-9，]+$/)
  }
})

describe("the day itself", () => {
  test.each<[string, Partial<LightFacts>, Light, string]>([
    ["a report due today", { reportDueBy: TODAY }, { colour: "yellow", reason: "due_soon", days: 0 }, "今天到期"],
    [
      "a report due yesterday",
      { reportDueBy: "2026-09-20" },
      { colour: "red", reason: "overdue_report", days: 1 },
      "逾期1个工作日",
    ],
    [
      "a report due on Friday, seen on Monday after a working Sunday",
      { reportDueBy: "2026-09-18" },
      { colour: "red", reason: "overdue_report", days: 2 },
      "逾期2个工作日",
    ],
    [
      "a report due in three working days",
      { reportDueBy: "2026-09-24" },
      { colour: "yellow", reason: "due_soon", days: 3 },
      "临期，还有3个工作日",
    ],
    // 09-25 to 09-27 are off: a due day in the holiday is as near as the last working day before it.
    [
      "a report due in the holiday after the third working day",
      { reportDueBy: "2026-09-27" },
      { colour: "yellow", reason: "due_soon", days: 3 },
      "临期，还有3个工作日",
    ],
    [
      "a report due in four working days",
      { reportDueBy: "2026-09-28" },
      { colour: "grey", reason: "not_due" },
      "未到期",
    ],
    [
      "a return to be answered today",
      { standing: "returned", resubmitBy: TODAY },
      { colour: "yellow", reason: "returned", days: 0 },
      "退回，今天应重报",
    ],
    [
      "a return that should have been answered",
      { standing: "returned", resubmitBy: "2026-09-18" },
      { colour: "red", reason: "overdue_resubmission", days: 2 },
      "退回后逾期2个工作日",
    ],
    [
      "a returned report whose round is long over",
      { standing: "returned", resubmitBy: "2026-09-24", reportDueBy: "2026-08-31" },
      { colour: "yellow", reason: "returned", days: 3 },
      "退回，3个工作日内重报",
    ],
    [
      "a rectification due today",
      { state: "rectifying", rectifyBy: TODAY },
      { colour: "yellow", reason: "rectifying", days: 0 },
      "整改中，还有0个工作日",
    ],
    [
      "a rectification due yesterday",
      { state: "rectifying", rectifyBy: "2026-09-20" },
      { colour: "red", reason: "overdue_rectification", days: 1 },
      "整改逾期1个工作日",
    ],
    [
      "a notice to be answered today",
      { noticeBy: TODAY },
      { colour: "yellow", reason: "notice_soon", days: 0 },
      "督办单今天到期",
    ],
    [
      "a notice that should have been answered, although the report is in",
      { noticeBy: "2026-09-18", standing: "accepted" },
      { colour: "red", reason: "overdue_notice", days: 2 },
      "督办单逾期2个工作日",
    ],
    [
      "a 限期整改 that is not due for long",
      { noticeBy: "2026-09-28", rectifies: true, standing: "accepted" },
      { colour: "yellow", reason: "rectifying", days: 4 },
      "整改中，还有4个工作日",
    ],
    ["a task due today", { deadlineBy: TODAY }, { colour: "yellow", reason: "deadline_soon", days: 0 }, "时限今天到期"],
    [
      "a task due yesterday, although reported",
      { deadlineBy: "2026-09-20", standing: "accepted" },
      { colour: "red", reason: "overdue_deadline", days: 1 },
      "超时限1个工作日",
    ],
    [
      "a task past its date whose claim waits for the office",
      { state: "claimed", deadlineBy: "2026-09-18", standing: "accepted" },
      { colour: "green", reason: "on_track" },
      "正常",
    ],
    [
      "a draft is not a report",
      { standing: "draft", reportDueBy: "2026-09-20", hasDifficulty: true },
      { colour: "red", reason: "overdue_report", days: 1 },
      "逾期1个工作日",
    ],
    [
      "nor is one that waits for the head",
      { standing: "signing", reportDueBy: "2026-09-20" },
      { colour: "red", reason: "overdue_report", days: 1 },
      "逾期1个工作日",
    ],
  ])("%s", (_, facts, light, words) => {
    const shown = lightOf({ ...FACTS, ...facts }, rule)
    expect(shown).toEqual(light)
    expect(lightWords(shown)).toBe(words)
  })

  test("a due day in a weekend or holiday is overdue the day after, although no working day has passed", () => {
    const saturday = { ...FACTS, reportDueBy: "2026-10-01" }
    expect(lightOf(saturday, { ...rule, today: "2026-10-02" })).toEqual({
      colour: "red",
      reason: "overdue_report",
      days: 0,
    })
    expect(lightWords(lightOf(saturday, { ...rule, today: "2026-10-02" }))).toBe("逾期未报")
    expect(lightWords(lightOf(saturday, { ...rule, today: "2026-10-08" }))).toBe("逾期1个工作日")
  })
})

describe("working days across 调休 (domain.md 8.4)", () => {
  test.each(WORKING_DAY_VECTORS)("due on %s, seen %i working days later on %s", (due, days, today) => {
    expect(lightOf({ ...FACTS, reportDueBy: due }, { ...rule, today })).toEqual({
      colour: "red",
      reason: "overdue_report",
      days,
    })
  })

  test.each(WORKING_DAY_VECTORS)("seen on %s, due in %i working days on %s", (today, days, due) => {
    const light = lightOf({ ...FACTS, reportDueBy: due }, { ...rule, today, dueSoonDays: 5 })
    expect(light).toEqual({ colour: "yellow", reason: "due_soon", days })
    const early = lightOf({ ...FACTS, reportDueBy: due }, { ...rule, today, dueSoonDays: days - 1 })
    expect(early).toEqual({ colour: "grey", reason: "not_due" })
  })
})

const light: fc.Arbitrary<Light> = fc.oneof(
  ...(["red", "yellow", "grey", "green"] as const).map((colour) =>
    fc.record({ colour: fc.constant(colour), reason: fc.constant<LightReason>("on_track"), days: fc.nat(400) }),
  ),
)

const OUT: Light = { colour: "none", reason: "suspended" }
const BLUE: Light = { colour: "blue", reason: "closed" }

/** Assignments of a task, with the lights their states have, each in its own place. */
const parts: fc.Arbitrary<Counted[]> = fc
  .array(fc.record({ role: fc.constantFrom(...ROLES), state: fc.constantFrom(...ASSIGNMENT_STATES), light }), {
    maxLength: 7,
  })
  .map((rows) =>
    rows.map((row, position) => ({
      ...row,
      position,
      light: row.state === "closed" ? BLUE : row.state === "suspended" || row.state === "terminated" ? OUT : row.light,
    })),
  )
const rollUp = fc.constantFrom<RollUp>(...ROLL_UPS)
const part = (role: Counted["role"], position: number, state: Counted["state"], shown?: Light): Counted => ({
  role,
  position,
  state,
  light: shown ?? (state === "closed" ? BLUE : state === "suspended" ? OUT : { colour: "green", reason: "on_track" }),
})

describe("the roll-up of a task", () => {
  test.each<[string, RollUp, Counted[], boolean]>([
    ["all leads closed", "all", [part("lead", 0, "closed"), part("lead", 1, "closed")], true],
    ["one lead open", "all", [part("lead", 0, "closed"), part("lead", 1, "active")], false],
    ["a supporting unit open", "all", [part("lead", 0, "closed"), part("support", 1, "active")], true],
    ["a suspended lead leaves the count", "all", [part("lead", 0, "closed"), part("lead", 1, "suspended")], true],
    ["all leads suspended", "all", [part("lead", 0, "suspended")], false],
    ["first lead closed", "first", [part("lead", 0, "closed"), part("lead", 1, "active")], true],
    ["first lead open", "first", [part("lead", 0, "active"), part("lead", 1, "closed")], false],
    ["first lead suspended", "first", [part("lead", 0, "suspended"), part("lead", 1, "closed")], false],
    [
      "the first lead's part went to another unit, which closed it",
      "first",
      [part("lead", 0, "terminated"), part("lead", 0, "closed"), part("lead", 1, "active")],
      true,
    ],
    ["any lead closed", "any", [part("lead", 0, "active"), part("lead", 1, "closed")], true],
    ["no lead closed", "any", [part("lead", 0, "active"), part("support", 1, "closed")], false],
    [
      "without leads the responsible ones count",
      "all",
      [part("responsible", 0, "closed"), part("support", 1, "active")],
      true,
    ],
    ["without either all count", "all", [part("support", 0, "closed"), part("support", 1, "active")], false],
    ["nobody", "all", [], false],
  ])("%s (%s)", (_, how, assignments, closed) => {
    expect(isClosed(assignments, how)).toBe(closed)
    expect(taskLight(assignments, how).colour === "blue").toBe(closed)
  })

  test("it is the worst that shows, and among the late the longest", () => {
    const red = (days: number): Light => ({ colour: "red", reason: "overdue_report", days })
    const assignments = [
      part("lead", 0, "active"),
      part("lead", 1, "active", red(2)),
      part("lead", 2, "active", red(6)),
      part("lead", 3, "active", { colour: "yellow", reason: "due_soon", days: 1 }),
    ]
    expect(taskLight(assignments, "all")).toEqual(red(6))
  })

  test("blue if and only if the rule closes it", () => {
    fc.assert(
      fc.property(parts, rollUp, (assignments, how) => {
        expect(taskLight(assignments, how).colour === "blue").toBe(isClosed(assignments, how))
      }),
    )
  })

  test("never calmer than the worst open assignment that counts", () => {
    const ORDER = ["red", "yellow", "grey", "green", "blue"]
    fc.assert(
      fc.property(parts, rollUp, (assignments, how) => {
        fc.pre(!isClosed(assignments, how))
        const open = counted(assignments, how).filter(({ light: { colour } }) => colour !== "blue" && colour !== "none")
        const shown = ORDER.indexOf(taskLight(assignments, how).colour)
        for (const { light: own } of open) expect(shown).toBeLessThanOrEqual(ORDER.indexOf(own.colour))
      }),
    )
  })

  test("it is one of the lights that count, and none only when everything is out", () => {
    fc.assert(
      fc.property(parts, rollUp, (assignments, how) => {
        const shown = taskLight(assignments, how)
        if (shown.colour === "blue") return
        const those = counted(assignments, how).map((one) => one.light)
        if (those.length > 0) expect(those).toContainEqual(shown)
        if (shown.colour === "none") expect(those.every(({ colour }) => colour === "none")).toBe(true)
      }),
    )
  })

  test("the order in which assignments come does not matter", () => {
    fc.assert(
      fc.property(
        parts.chain((assignments) =>
          fc.tuple(
            fc.constant(assignments),
            fc.shuffledSubarray(assignments, { minLength: assignments.length, maxLength: assignments.length }),
          ),
        ),
        rollUp,
        ([assignments, shuffled], how) => {
          expect(taskLight(shuffled, how)).toEqual(taskLight(assignments, how))
          expect(isClosed(shuffled, how)).toBe(isClosed(assignments, how))
        },
      ),
    )
  })

  test("what is suspended or terminated changes neither closing nor the light of the others", () => {
    fc.assert(
      fc.property(parts, fc.constantFrom("all" as const, "any" as const), (assignments, how) => {
        const those = counted(assignments, how)
        const inside = those.filter(({ light: { colour } }) => colour !== "none")
        fc.pre(inside.length > 0)
        expect(isClosed(assignments, how)).toBe(isClosed(inside, how))
        expect(taskLight(assignments, how)).toEqual(taskLight(inside, how))
      }),
    )
  })
})

test("facts of any date: red only when some day has passed, and an overdue count is never negative", () => {
  const day = fc.option(
    fc
      .date({ min: new Date("2025-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  )
  fc.assert(
    fc.property(
      fc.record<LightFacts>({
        state: fc.constantFrom(...ASSIGNMENT_STATES),
        standing: fc.constantFrom(...STANDINGS),
        reportDueBy: day,
        resubmitBy: day,
        rectifyBy: day,
        noticeBy: day,
        rectifies: fc.boolean(),
        extensionAsked: fc.boolean(),
        deadlineBy: day,
        hasDifficulty: fc.boolean(),
        late: fc.boolean(),
      }),
      (facts) => {
        const shown = lightOf(facts, rule)
        const dates = [facts.reportDueBy, facts.resubmitBy, facts.rectifyBy, facts.noticeBy, facts.deadlineBy]
        if (shown.colour === "red") expect(dates.some((date) => date !== null && date < TODAY)).toBe(true)
        expect(shown.days ?? 0).toBeGreaterThanOrEqual(0)
        expect(lightWords(shown)).not.toMatch(/undefined|NaN|[a-z]/)
      },
    ),
  )
})
