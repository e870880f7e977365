import { eq } from "drizzle-orm"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { units } from "#db/schema.ts"
import { listed, NO_FILTER } from "#src/board/filter.ts"
import { boardOf, type Reading } from "#src/board/queries.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { AMOUNT, byNeed, isCalm, NEEDS, type PlanLine, totalsOf } from "#src/pages/overview/lines.ts"
import { lineReads, linesFrom, lineValues } from "#src/pages/overview/lines_queries.ts"
import { anyPart, anyPlan, given, givenLater, maybe } from "#test/support/facts.ts"
import { anotherPlan } from "#test/support/plans.ts"
import { TODAY, type World, world } from "#test/support/world.ts"

const reading = (w: World): Reading => ({ now: w.now(), today: TODAY, calendar: calendarOf([]), settings: DEFAULTS })

async function linesOf(w: World, login: "boss" | "lin", leader: number | null = null) {
  const rows = await w.database.read(lineReads(w.database, lineValues(w.actor(login), leader, reading(w))))
  return linesFrom(rows, reading(w))
}

/** The same of the board, as the pages count it. */
async function figuresOf(w: World, planId: number, leader: number | null) {
  const board = await boardOf(w.database, w.actor("boss"), planId, null, reading(w))
  if (!board) throw new Error(`no board of plan ${planId}`)
  const count = (filter: Partial<typeof NO_FILTER>) =>
    listed(board, { ...NO_FILTER, leader, ...filter }).reduce((sum, { parts }) => sum + parts.length, 0)
  const isOpen = board.round !== null && board.round.cutOffAt === null
  return {
    round: board.round && { name: board.round.name, isCutOff: !isOpen },
    late: count({ part: "red" }),
    attention: count({ part: "yellow" }),
    rate: isOpen ? { due: count({ report: "due" }), reported: count({ report: "reported" }) } : null,
  }
}

test("a plan's line says what its board says, whatever the facts are", async () => {
  const w = await world()
  const { id: second } = await anotherPlan(w, {}, [["bgs", "zhs", "yjs"], ["zhs"], ["bgs", "yjs"]])
  const { id: third } = await anotherPlan(w, { issuedOn: "2026-03-03" }, [["bgs", "zhs", "yjs"]])
  const planIds = [1, second, third]
  await givenLater(w, 7)
  await w.database.write([
    w.database.db
      .update(units)
      .set({ leaderId: w.actor("boss").id })
      .where(eq(units.id, 1)),
  ])
  const colours = { late: 0, attention: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(anyPlan, anyPlan, anyPlan),
      fc.array(anyPart, { minLength: 15, maxLength: 15 }),
      fc.boolean(),
      async (plans, parts, mine) => {
        await given(w, planIds, plans, parts)
        const leader = mine ? w.actor("boss").id : null
        const lines = await linesOf(w, "boss", leader)
        expect(lines.map((line) => line.plan.id).toSorted()).toEqual(planIds)
        for (const { plan: one, waiting: _, ...line } of lines) {
          expect({ plan: one.id, ...line }).toEqual({ plan: one.id, ...(await figuresOf(w, one.id, leader)) })
          colours.late += line.late
          colours.attention += line.attention
        }
      },
    ),
    { numRuns: 60 },
  )
  // The facts were such as to light something.
  expect(colours.late).toBeGreaterThan(50)
  expect(colours.attention).toBeGreaterThan(50)
}, 120_000)

const line = (over: Partial<PlanLine> & { id?: number } = {}): PlanLine => {
  const { id = 1, ...rest } = over
  return {
    plan: { id, title: `第${id}件事`, docNumber: null, issuedOn: "2026-01-01" },
    round: { name: "第三季度", isCutOff: false },
    late: 0,
    attention: 0,
    rate: { due: 4, reported: 4 },
    waiting: 0,
    ...rest,
  }
}

describe("of all lines", () => {
  const anyLine = fc.record({
    plan: fc.record({
      id: fc.nat(99),
      title: fc.constant("方案"),
      docNumber: fc.constant(null),
      issuedOn: fc.constantFrom("2025-03-01", "2026-01-01"),
    }),
    round: fc.constant(null),
    late: fc.nat(3),
    attention: fc.nat(3),
    waiting: fc.nat(3),
    rate: maybe(fc.nat(9).map((due) => ({ due, reported: Math.floor(due / 2) }))),
  })

  test("first what is late, then what waits for a decision, then what needs attention, then the newest", () => {
    const order = [
      line({ id: 1, late: 2 }),
      line({ id: 2, late: 1, waiting: 5, attention: 9 }),
      line({ id: 3, late: 1 }),
      line({ id: 4, waiting: 1 }),
      line({ id: 5, attention: 3 }),
      line({ id: 7 }),
      line({ id: 6 }),
    ]
    expect([...order].reverse().sort(byNeed)).toEqual(order)
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 8 }), (lines) => {
        const sorted = [...lines].sort(byNeed)
        const firstCalm = sorted.findIndex(isCalm)
        if (firstCalm >= 0) expect(sorted.slice(firstCalm).every(isCalm)).toBe(true)
      }),
    )
  })

  test("the total is the sum of the lines, and counts the plans that have any of it", () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 8 }), (lines) => {
        const totals = totalsOf(lines)
        expect(totals.plans).toBe(lines.length)
        for (const need of NEEDS) {
          const amounts = lines.map(AMOUNT[need]).filter((n) => n > 0)
          expect(totals.needs[need]).toEqual({ plans: amounts.length, amount: amounts.reduce((a, b) => a + b, 0) })
        }
      }),
    )
  })

  test("a reader has the lines of the plans that they see, and none of a plan that does not run", async () => {
    const w = await world()
    const { id } = await anotherPlan(w, { supervisingUnitId: w.unitId("wai") }, [["bgs"]])
    expect((await linesOf(w, "boss")).map((one) => one.plan.id)).toEqual([id, 1])
    expect((await linesOf(w, "lin")).map((one) => one.plan.id)).toEqual([1])
    await w.database.client.execute("update plans set state = 'archived' where id = 1")
    expect((await linesOf(w, "lin")).map((one) => one.plan.id)).toEqual([])
  })
})
