import { expect, test } from "vitest"
import type { LightRule } from "#src/board/lights/light.ts"
import { type FrozenRow, type StandingRow, standing, type TaskRow, tasksWith } from "#src/board/standing.ts"

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
