import fc from "fast-check"
import { expect, test } from "vitest"
import { boardOf } from "#src/board/queries.ts"
import type { Board } from "#src/board/standing.ts"
import { dateOf, instant } from "#src/clock.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import type { Action } from "#src/trail/actions.ts"
import { trail } from "#test/support/trail.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const look = (w: World, roundNumber: number | null = null, at = w.now(), login: Login = "lin", planId = 1) =>
  boardOf(w.database, w.actor(login), planId, roundNumber, {
    now: at,
    today: dateOf(at),
    calendar: calendarOf([]),
    settings: DEFAULTS,
  })

const seen = (board: Board | null) => {
  if (!board) throw new Error("no board")
  return board
}

const parts = (board: Board | null) => seen(board).tasks.flatMap(({ assignments }) => assignments)

test("a plan without a round has its tasks in order, its units in 单位排序 and nothing due", async () => {
  const w = await world()
  const board = seen(await look(w))
  expect(board.round).toBeNull()
  expect(board.plan.supervisingUnitName).toBe("研究室")
  expect(board.units.map(({ name }) => name)).toEqual(["办公室", "综合指导司", "研究室"])
  expect(board.tasks.map(({ label }) => label)).toEqual(["（一）", "（二）", "（三）"])
  expect(board.tasks.map(({ assignments }) => assignments.map(({ unitId }) => unitId))).toEqual([
    [1, 2, 3],
    [3],
    [2, 1],
  ])
  expect(parts(board).every(({ owed }) => !owed)).toBe(true)
})

test.each([
  ["lin", true],
  ["boss", true],
  ["wang", true],
  ["zhao", false],
  ["admin", false],
  ["auditor", false],
  ["security", false],
] as const)("%s sees the plan: %s", async (login, sees) => {
  const w = await world()
  expect((await look(w, null, w.now(), login)) !== null).toBe(sees)
})

test("the round opened last is meant unless one is named; one that does not exist is not found", async () => {
  const w = await world()
  const t = trail(w.database)
  await t.opens({ number: 1, opensOn: "2026-06-01", dueBy: "2026-06-25" })
  await t.opens({ number: 2, opensOn: "2026-09-01", dueBy: "2026-09-25" })
  await t.opens({ number: 3, opensOn: "2026-12-01", dueBy: "2026-12-25" })
  expect(seen(await look(w)).round?.number).toBe(2)
  expect(seen(await look(w, 1)).round?.number).toBe(1)
  expect(seen(await look(w)).rounds.map(({ number }) => number)).toEqual([3, 2, 1])
  expect(await look(w, 4)).toBeNull()
})

test("a board costs one round trip", async () => {
  const w = await world()
  const before = w.database.trips()
  await look(w)
  expect(w.database.trips() - before).toBe(1)
})

test("a deadline that was moved after the cut-off stands in the replay as it stood", async () => {
  const w = await world()
  const t = trail(w.database)
  const { db, write } = w.database
  const { tasks, events } = await import("#db/schema.ts")
  const roundId = await t.opens({ number: 1, opensOn: "2026-09-01", dueBy: "2026-09-10" })
  await write([db.update(tasks).set({ dueBy: "2026-09-11" })])
  await t.cutsOff(roundId, instant("2026-09-15", 18))
  await write([
    db.insert(events).values({
      at: instant("2026-09-16", 9),
      actorName: "",
      actingAs: "",
      address: "",
      action: "tasks_scheduled",
      subject: "task:1/2",
      version: 2,
      particulars: { before: { dueBy: "2026-09-11" }, after: { dueBy: "2027-01-01" } },
    }),
    db.update(tasks).set({ dueBy: "2027-01-01" }),
  ])
  expect(seen(await look(w, 1)).tasks.map(({ dueBy }) => dueBy)).toEqual(["2027-01-01", "2026-09-11", "2027-01-01"])
  expect(seen(await look(w)).tasks.map(({ dueBy }) => dueBy)).toEqual(["2027-01-01", "2027-01-01", "2027-01-01"])
})

/* A random life of the six assignments: what the workflow allows does not matter here, only that the trail tells it. */
const MOVES = ["active", "claimed", "closed", "suspended", "terminated", "disputed", "rectifying"] as const
const doings = fc.array(
  fc.oneof(
    fc.record({ assignment: fc.integer({ min: 1, max: 6 }), moves: fc.constantFrom(...MOVES) }),
    fc.record({
      assignment: fc.integer({ min: 1, max: 6 }),
      report: fc.constantFrom("submitted" as const, "accepted" as const, "returned" as const, "draft" as const),
      hasDifficulty: fc.boolean(),
    }),
    fc.record({ assignment: fc.integer({ min: 1, max: 6 }), overrides: fc.constantFrom("green" as const, null) }),
  ),
  { maxLength: 12 },
)
type Doings = typeof doings extends fc.Arbitrary<infer T> ? T : never

async function live(w: World, roundId: number, all: Doings, from: number) {
  const t = trail(w.database)
  let at = from
  const reported = new Set<number>()
  for (const one of all) {
    at += 60_000
    if ("moves" in one) {
      const action: Action = "assignment_resumed"
      await t.moves(one.assignment, action, one.moves, at, { answerBy: "2026-09-17" })
    } else if ("report" in one) {
      const more = { answerBy: "2026-09-14", remark: "请补充" }
      await t.reports(one.assignment, roundId, one.report, at, { hasDifficulty: one.hasDifficulty }, more)
      reported.add(one.assignment)
    } else {
      await t.overrides(one.assignment, roundId, one.overrides, "说明", at)
    }
  }
}

const figures = (board: Board | null) => ({
  lights: seen(board).tasks.map(({ light }) => light),
  parts: parts(board).map(
    ({ id, state, standing, owed, reported, hasDifficulty, light, computed, overrideReason }) => ({
      id,
      state,
      standing,
      owed,
      reported,
      hasDifficulty,
      light,
      computed,
      overrideReason,
    }),
  ),
})

test("the replay of a round is what the page showed at the moment of the cut-off, whatever came later", async () => {
  await fc.assert(
    fc.asyncProperty(doings, doings, async (before, after) => {
      const w = await world()
      const t = trail(w.database)
      const roundId = await t.opens({ number: 1, opensOn: "2026-09-01", dueBy: "2026-09-10" })
      await live(w, roundId, before, instant("2026-09-09", 9))
      const cutOff = instant("2026-09-15", 18)
      const shown = figures(await look(w, null, cutOff))
      await t.cutsOff(roundId, cutOff)
      await live(w, roundId, after, instant("2026-09-16", 9))
      expect(figures(await look(w, 1, instant("2026-11-21", 9)))).toEqual(shown)
      const now = figures(await look(w, null, instant("2026-11-21", 9)))
      const counted = (parts: { owed: boolean; reported: boolean }[]) =>
        parts.map(({ owed, reported }) => [owed, reported])
      expect(counted(now.parts)).toEqual(counted(shown.parts))
    }),
    { numRuns: 25 },
  )
}, 30_000)
