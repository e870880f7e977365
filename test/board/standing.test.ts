import { expect, test } from "vitest"
import type { LightRule } from "#src/board/lights/light.ts"
import {
  askedAndGot,
  type FrozenRow,
  factsFor,
  lit,
  newestOverrides,
  type StandingRow,
  shownNow,
  shownThen,
  standing,
  type TaskRow,
  tasksWith,
} from "#src/board/standing.ts"

const rule: LightRule = {
  today: "2026-09-21",
  calendar: { years: new Set([2026]), off: new Set(), work: new Set() },
  dueSoonDays: 3,
}
const CUT_OFF = 1000
const task = { id: 1, deadline: "none" as const, dueBy: null }
/** The same as a row of the board. */
const TASK: TaskRow = {
  ...task,
  sectionId: null,
  ordinal: 1,
  label: "（一）",
  text: "",
  rhythm: null,
  deadlineText: null,
  leaders: null,
}
const open = { dueBy: "2026-09-30", cutOffAt: null }
const past = { dueBy: "2026-09-10", cutOffAt: CUT_OFF }

const row = (changes: Partial<StandingRow> = {}): StandingRow => ({
  id: 1,
  taskId: 1,
  unitId: 1,
  role: "lead",
  position: 0,
  state: "active",
  office: "",
  personInCharge: "",
  rectifyBy: null,
  noticeBy: null,
  rectifies: 0,
  extendedBy: null,
  extensionAsked: 0,
  drafted: 0,
  doneYear: null,
  nextStage: null,
  handlerId: null,
  version: 1,
  dueIn: 1,
  reportState: null,
  hasDifficulty: null,
  firstSubmittedAt: null,
  resubmitBy: null,
  ...changes,
})

const then = (changes: Partial<FrozenRow> = {}): FrozenRow => ({
  id: 1,
  state: "active",
  rectifyBy: null,
  noticeBy: null,
  rectifies: 0,
  extendedBy: null,
  extensionAsked: 0,
  doneYear: null,
  nextStage: null,
  reportState: null,
  resubmitBy: null,
  hasDifficulty: null,
  addedAt: null,
  ...changes,
})

const one = (
  rows: StandingRow[],
  atCutOff: FrozenRow[],
  round: typeof open | typeof past | null,
  frozen: boolean,
  overrides: Parameters<typeof standing>[0]["overrides"] = [],
) => standing({ rows, atCutOff, overrides }, round, frozen, [task], rule).get(1)?.[0]

test("without a round nothing is owed and only deadlines count", () => {
  const part = one([row({ dueIn: null })], [], null, false)
  expect(part).toMatchObject({ owed: false, reported: false, late: false, light: { reason: "no_deadline" } })
})

test.each([
  ["nothing sent", null, false],
  ["a draft", "draft", false],
  ["waiting for the head", "signing", false],
  ["sent", "submitted", true],
  ["accepted", "accepted", true],
  ["returned", "returned", false],
] as const)("in an open round with %s the report counts: %s → %s", (_, reportState, reported) => {
  expect(one([row({ reportState })], [], open, false)).toMatchObject({ owed: true, reported })
})

test.each(["suspended", "terminated"] as const)("%s leaves the rate", (state) => {
  expect(one([row({ state, reportState: "submitted" })], [], open, false)).toMatchObject({
    owed: false,
    reported: false,
    light: { colour: "none", reason: state },
  })
})

test("after the cut-off a late report is green and marked now, but neither counted nor shown in the replay", () => {
  const rows = [row({ reportState: "submitted", firstSubmittedAt: CUT_OFF + 1 })]
  expect(one(rows, [then()], past, false)).toMatchObject({
    owed: true,
    reported: false,
    late: true,
    standing: "submitted",
    light: { colour: "green", reason: "late_report" },
  })
  expect(one(rows, [then()], past, true)).toMatchObject({
    reported: false,
    late: true,
    standing: "none",
    light: { colour: "red", reason: "overdue_report" },
  })
})

test("what happened to an assignment after the cut-off changes no figure of the round", () => {
  const rows = [row({ state: "suspended", reportState: "returned", firstSubmittedAt: 500 })]
  const before = [then({ reportState: "submitted" })]
  expect(one(rows, before, past, false)).toMatchObject({ owed: true, reported: true, state: "suspended" })
  expect(one(rows, before, past, true)).toMatchObject({
    owed: true,
    reported: true,
    state: "active",
    stateNow: "suspended",
    light: { reason: "on_track" },
  })
})

test("an assignment without any move at the cut-off was still to be acknowledged", () => {
  expect(one([row()], [then({ state: null })], past, true)?.state).toBe("awaiting")
})

test("an assignment given only afterwards is no part of the replay and owes nothing", () => {
  const added = [then({ addedAt: CUT_OFF + 1 })]
  expect(one([row()], added, past, true)).toBeUndefined()
  expect(one([row()], added, past, false)).toMatchObject({ owed: false })
})

test("the newest override shows, the computed light beside it; null takes it back", () => {
  const override = (light: "green" | null, at: number) => ({ assignmentId: 1, light, reason: "书面材料已到", at })
  expect(one([row()], [], open, false, [override("green", 1)])).toMatchObject({
    light: { colour: "green", reason: "overridden" },
    computed: { reason: "not_due" },
    overrideReason: "书面材料已到",
  })
  expect(one([row()], [], open, false, [override("green", 1), override(null, 2)])).toMatchObject({
    light: { reason: "not_due" },
    computed: null,
    overrideReason: null,
  })
})

test("an override made after the cut-off is not in the replay", () => {
  const after = [{ assignmentId: 1, light: "green" as const, reason: "", at: CUT_OFF + 1 }]
  expect(one([row()], [then()], past, true, after)?.light.colour).toBe("red")
  expect(one([row()], [then()], past, false, after)?.light.colour).toBe("green")
})

test("the first lead is the first of all leads of the task that still has its part", () => {
  const rows = [
    row({ id: 1, unitId: 1, position: 0, state: "terminated" }),
    row({ id: 2, unitId: 2, position: 1 }),
    row({ id: 3, unitId: 3, position: 2 }),
  ]
  const byTask = standing({ rows, atCutOff: [], overrides: [] }, open, false, [task], rule)
  const [whole] = tasksWith([TASK], byTask, "all")
  expect(whole?.assignments.map(({ isFirstLead }) => isFirstLead)).toEqual([false, true, false])
})

test("a task takes its light from its assignments as they are shown", () => {
  const overrides = [{ assignmentId: 1, light: "red" as const, reason: "核查发现未开展", at: 1 }]
  const byTask = standing({ rows: [row()], atCutOff: [], overrides }, open, false, [task], rule)
  const [only] = tasksWith([TASK], byTask, "all")
  expect(only?.light).toEqual({ colour: "red", reason: "overridden" })
})

/* The parts of which it is told, each alone. */

test("what is shown now is the row; what is shown of then is what the trail had, 待签收 where nothing had happened", () => {
  const now = row({ state: "suspended", reportState: "returned", rectifyBy: "2026-10-01" })
  expect(shownNow(now)).toMatchObject({ state: "suspended", standing: "returned", rectifyBy: "2026-10-01" })
  expect(shownThen(then({ state: "active", reportState: "submitted", noticeBy: "2026-09-12" }))).toMatchObject({
    state: "active",
    standing: "submitted",
    noticeBy: "2026-09-12",
    rectifyBy: null,
  })
  expect(shownThen(then({ state: null }))).toMatchObject({ state: "awaiting", standing: "none" })
})

test.each([
  ["draft", false],
  ["signing", false],
  ["returned", false],
  ["submitted", true],
  ["accepted", true],
] as const)("a difficulty in a report that is %s is told: %s", (reportState, hasDifficulty) => {
  expect(shownNow(row({ reportState, hasDifficulty: true }))).toMatchObject({ hasDifficulty })
  expect(shownThen(then({ reportState, hasDifficulty: 1 }))).toMatchObject({ hasDifficulty })
  expect(shownNow(row({ reportState, hasDifficulty: false }))).toMatchObject({ hasDifficulty: false })
})

test.each([
  ["no round", row({ dueIn: null }), undefined, null, { asked: false, owed: false, wasThere: true }],
  ["open, nothing sent", row(), undefined, open, { asked: true, owed: true, reported: false, late: false }],
  ["open, sent", row({ reportState: "submitted" }), undefined, open, { owed: true, reported: true }],
  [
    "open, not asked",
    row({ dueIn: null, reportState: "submitted" }),
    undefined,
    open,
    { owed: false, reported: false },
  ],
  ["open, suspended", row({ state: "suspended" }), undefined, open, { asked: true, owed: false }],
  [
    "cut off, suspended later",
    row({ state: "suspended" }),
    then({ reportState: "submitted" }),
    past,
    { owed: true, reported: true },
  ],
  ["cut off, resumed later", row(), then({ state: "suspended" }), past, { asked: true, owed: false }],
  [
    "cut off, sent later",
    row({ reportState: "submitted", firstSubmittedAt: CUT_OFF + 1 }),
    then(),
    past,
    { owed: true, reported: false, late: true },
  ],
  [
    "cut off, sent at the last instant",
    row({ reportState: "submitted", firstSubmittedAt: CUT_OFF }),
    then({ reportState: "submitted" }),
    past,
    { reported: true, late: false },
  ],
  ["cut off, given at that instant", row(), then({ addedAt: CUT_OFF }), past, { wasThere: true, owed: true }],
  ["cut off, given later", row(), then({ addedAt: CUT_OFF + 1 }), past, { wasThere: false, asked: false, owed: false }],
] as const)("%s: what the round asked and got", (_, now, before, round, expected) => {
  expect(askedAndGot(now, before, round)).toMatchObject(expected)
})

test("a late report is a fact of now alone, and a part that is not asked for has no day in the round", () => {
  const beside = { task, round: past, year: 2026 }
  const late = { asked: true, late: true }
  expect(factsFor(shownNow(row()), late, { ...beside, frozen: false })).toMatchObject({
    late: true,
    reportDueBy: past.dueBy,
  })
  expect(factsFor(shownNow(row()), late, { ...beside, frozen: true })).toMatchObject({ late: false })
  expect(factsFor(shownNow(row()), { asked: false, late: false }, { ...beside, frozen: false })).toMatchObject({
    reportDueBy: null,
  })
})

test.each([
  [2025, false],
  [2026, true],
  [2027, true],
])("每年完成 was completed for %d: this year it is done: %s", (doneYear, yearDone) => {
  const yearly = { id: 1, deadline: "yearly" as const, dueBy: "2026-12-31" }
  const beside = { round: null, frozen: false, year: 2026 }
  const asked = { asked: false, late: false }
  expect(factsFor(shownNow(row({ doneYear })), asked, { ...beside, task: yearly })).toMatchObject({ yearDone })
  expect(factsFor(shownNow(row({ doneYear })), asked, { ...beside, task })).toMatchObject({ yearDone: false })
})

test("the newest override counts, of those until the cut-off or of all", () => {
  const override = (assignmentId: number, light: "green" | "red" | null, at: number) => ({
    assignmentId,
    light,
    reason: "",
    at,
  })
  const made = [override(1, "green", CUT_OFF - 1), override(2, "red", CUT_OFF), override(1, null, CUT_OFF + 1)]
  const lights = (until: number | null) => [...newestOverrides(made, until)].map(([id, { light }]) => [id, light])
  expect(lights(CUT_OFF)).toEqual([
    [1, "green"],
    [2, "red"],
  ])
  expect(lights(null)).toEqual([
    [1, null],
    [2, "red"],
  ])
})

test("a light that a supervisor set shows with its reason and the computed one beside it", () => {
  const computed = { colour: "red", reason: "overdue_report" } as const
  const alone = { light: computed, computed: null, overrideReason: null }
  expect(lit(computed, undefined)).toEqual(alone)
  expect(lit(computed, { light: null, reason: "收回" })).toEqual(alone)
  expect(lit(computed, { light: "green", reason: "书面材料已到" })).toEqual({
    light: { colour: "green", reason: "overridden" },
    computed,
    overrideReason: "书面材料已到",
  })
})
