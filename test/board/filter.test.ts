import fc from "fast-check"
import { expect, test } from "vitest"
import { ASSIGNMENT_STATES, LIGHTS } from "#db/schema.ts"
import {
  countParts,
  type Filter,
  filterOf,
  listed,
  NO_FILTER,
  queryOf,
  REPORT_FILTERS,
  tallies,
  taskLights,
} from "#src/board/filter.ts"
import type { Board, BoardAssignment, BoardTask } from "#src/board/standing.ts"
import { search } from "#src/paths.ts"

const ME = 7
const id = fc.integer({ min: 1, max: 4 })
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null })

const filters: fc.Arbitrary<Filter> = fc.record({
  round: maybe(id),
  light: maybe(fc.constantFrom(...LIGHTS)),
  part: maybe(fc.constantFrom(...LIGHTS)),
  unit: maybe(id),
  report: maybe(fc.constantFrom(...REPORT_FILTERS)),
  state: maybe(fc.constantFrom(...ASSIGNMENT_STATES)),
  hasDifficulty: fc.boolean(),
  proposed: fc.boolean(),
  leader: maybe(fc.constant(ME)),
  led: maybe(fc.constantFrom("@7", "张三", "李 四&")),
  byUrgency: fc.boolean(),
})

const lights = fc.record({
  colour: fc.constantFrom(...LIGHTS),
  reason: fc.constantFrom("overdue_report" as const, "on_track" as const, "closed" as const),
})

const parts: fc.Arbitrary<BoardAssignment> = fc
  .record({
    id: fc.integer({ min: 1, max: 50 }),
    unitId: id,
    state: fc.constantFrom(...ASSIGNMENT_STATES),
    standing: fc.constantFrom("none" as const, "submitted" as const, "accepted" as const, "returned" as const),
    owed: fc.boolean(),
    sent: fc.boolean(),
    late: fc.boolean(),
    hasDifficulty: fc.boolean(),
    light: lights,
  })
  .map(({ sent, ...part }) => ({
    ...part,
    taskId: 1,
    role: "lead",
    position: 0,
    isFirstLead: false,
    drafted: false,
    deadlineBy: null,
    doneYear: null,
    stage: null,
    rectifyBy: null,
    reported: part.owed && sent,
    computed: null,
    overrideReason: null,
    office: "",
    personInCharge: "",
    handlerId: null,
    stateNow: part.state,
    version: 1,
  }))

const boards: fc.Arbitrary<Board> = fc
  .array(
    fc.record({
      light: lights,
      leaders: fc.subarray([
        { personId: 7, name: "张局长" },
        { personId: null, name: "张三" },
      ]),
      assignments: fc.array(parts, { maxLength: 5 }),
    }),
    { maxLength: 6 },
  )
  .map((tasks) => ({
    plan: {} as Board["plan"],
    rounds: [],
    round: null,
    asOf: 0,
    asOfOn: "2026-09-21",
    frozen: false,
    units: [1, 2, 3, 4].map((unit) => ({
      id: unit,
      name: "",
      shortName: "",
      leaderId: unit % 2 === 0 ? ME : null,
      nowName: null,
      named: { name: "", shortName: "", former: [] },
      ended: null,
    })),
    sections: [],
    tasks: tasks as BoardTask[],
  }))

test("an address says a filter and means the same when it is read", () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const read = Object.fromEntries(new URLSearchParams(search(queryOf(filter))))
      expect(filterOf(read, ME)).toEqual(filter)
    }),
  )
})

test("nonsense in an address filters nothing", () => {
  const nonsense = { unit: "x", light: "pink", report: "", state: "1", round: "-1", difficulty: "yes", part: "none;" }
  expect(filterOf(nonsense, ME)).toEqual(NO_FILTER)
})

test("no filter lists every task with every assignment", () => {
  fc.assert(
    fc.property(boards, (board) => {
      const list = listed(board, NO_FILTER)
      expect(list.map(({ task }) => task)).toEqual(board.tasks)
      expect(countParts(list)).toBe(board.tasks.flatMap(({ assignments }) => assignments).length)
    }),
  )
})

test("every tally is the length of the list its filter makes, for all units and for each", () => {
  fc.assert(
    fc.property(boards, maybe(fc.constant(ME)), (board, leader) => {
      const length = (filter: Partial<Filter>) => countParts(listed(board, { ...NO_FILTER, leader, ...filter }))
      const { all, byUnit } = tallies(listed(board, { ...NO_FILTER, leader }))
      expect([all.total, all.due, all.reported]).toEqual([
        length({}),
        length({ report: "due" }),
        length({ report: "reported" }),
      ])
      for (const [unit, tally] of byUnit) {
        expect(tally.due).toBe(length({ unit, report: "due" }))
        expect(tally.reported).toBe(length({ unit, report: "reported" }))
        for (const part of LIGHTS) expect(tally.lights[part]).toBe(length({ unit, part }))
      }
    }),
  )
})

test("the lights of the tasks add up to the tasks, and each opens as many", () => {
  fc.assert(
    fc.property(boards, (board) => {
      const counts = taskLights(listed(board, NO_FILTER))
      expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(board.tasks.length)
      for (const light of LIGHTS) expect(listed(board, { ...NO_FILTER, light })).toHaveLength(counts[light])
    }),
  )
})

test("reported and owed divide what is due", () => {
  fc.assert(
    fc.property(boards, (board) => {
      const length = (report: Filter["report"]) => countParts(listed(board, { ...NO_FILTER, report }))
      expect(length("reported") + length("owed")).toBe(length("due"))
      expect(length("overdue")).toBeLessThanOrEqual(length("owed"))
    }),
  )
})

test("a filter lists only tasks in which something of it is left", () => {
  fc.assert(
    fc.property(boards, filters, (board, filter) => {
      const list = listed(board, { ...filter, unit: filter.unit ?? 1 })
      expect(
        list.every(({ parts: some }) => some.length > 0 && some.every(({ unitId }) => unitId === (filter.unit ?? 1))),
      ).toBe(true)
    }),
  )
})
