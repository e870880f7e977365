import { eq, inArray } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  ASSIGNMENT_STATES,
  type Assignment,
  assignments,
  completions,
  dues,
  EXTENSION_STATES,
  events,
  extensions,
  LIGHTS,
  lightOverrides,
  NOTICE_STATES,
  noticeItems,
  notices,
  REPORT_STATES,
  reports,
  rounds,
  tasks,
  units,
} from "#db/schema.ts"
import { listed, NO_FILTER } from "#src/board/filter.ts"
import { boardOf, type Reading } from "#src/board/queries.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { AMOUNT, byNeed, isCalm, NEEDS, type PlanLine, totalsOf } from "#src/pages/overview/lines.ts"
import { lineReads, linesFrom, lineValues } from "#src/pages/overview/lines_queries.ts"
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

const day = fc.constantFrom(
  "2026-09-10",
  "2026-09-18",
  "2026-09-21",
  "2026-09-22",
  "2026-09-24",
  "2026-09-25",
  "2026-12-01",
)
type Of<A> = A extends fc.Arbitrary<infer T> ? T : never
type Write = BatchItem<"sqlite">
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null, freq: 2 })
/** Most parts have one or two of the facts, so that each comes alone too. */
const seldom = <T>(some: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 4 }, { arbitrary: some, weight: 1 })

const part = fc.record({
  state: fc.constantFrom(...ASSIGNMENT_STATES, "active" as const, "active" as const),
  rectifyBy: maybe(day),
  asked: fc.boolean(),
  report: maybe(
    fc.record({
      state: fc.constantFrom(...REPORT_STATES),
      resubmitBy: maybe(day),
      hasDifficulty: fc.boolean(),
      reportedAt: maybe(fc.constantFrom(1, 2)),
    }),
  ),
  notice: seldom(
    fc.record({
      state: fc.constantFrom(...NOTICE_STATES),
      kind: fc.constantFrom("demand" as const, "rectification" as const),
      dueBy: day,
    }),
  ),
  extension: seldom(fc.record({ state: fc.constantFrom(...EXTENSION_STATES), grantedBy: maybe(day) })),
  doneYear: seldom(fc.constantFrom(2025, 2026)),
  /** Null as a light takes an earlier one back. */
  override: seldom(fc.record({ light: fc.constantFrom(...LIGHTS, null) })),
})
type Part = Of<typeof part>

const round = fc.record({ dueBy: day, isCutOff: fc.boolean() })
/** Two rounds of each plan, the second perhaps not opened yet. */
const plan = fc.record({
  first: round,
  second: maybe(round),
  opensLater: fc.boolean(),
  task: fc.oneof(
    fc.constant({ deadline: "none" as const, dueBy: null }),
    fc.record({ deadline: fc.constantFrom("date" as const, "yearly" as const), dueBy: day }),
  ),
})

type Plan = Of<typeof plan>

const CUT_OFF = Date.parse("2026-09-15T10:00:00+08:00")

/** Rows as no act would write them together, so that every mixture of facts comes. */
async function given(w: World, planIds: number[], plans: Plan[], parts: Part[]) {
  const { db, read, write } = w.database
  const [all] = await read([db.select().from(assignments).where(inArray(assignments.planId, planIds))])
  const written = [
    ...[noticeItems, notices, extensions, completions, lightOverrides, dues, reports, rounds].map((table) =>
      db.delete(table),
    ),
    ...planIds.flatMap((planId, i) => planRows(w, planId, plans[i])),
    ...all.flatMap((one, i) => partRows(w, one, plans[planIds.indexOf(one.planId)], parts[i])),
  ]
  const [first, ...rest] = written
  if (first) await write([first, ...rest])
}

const roundId = (planId: number, number: number) => planId * 10 + number
const numbersOf = ({ second }: Plan) => (second ? [1, 2] : [1])

function planRows({ database: { db } }: World, planId: number, facts: Plan | undefined): Write[] {
  if (!facts) return []
  const { first, second, opensLater, task } = facts
  const opened = ({ dueBy, isCutOff }: Plan["first"], number: number, opensOn: string) =>
    db.insert(rounds).values({
      id: roundId(planId, number),
      planId,
      number,
      name: `第${number}期`,
      opensOn,
      dueBy,
      cutOffAt: isCutOff ? CUT_OFF : null,
    })
  return [
    db.update(tasks).set(task).where(eq(tasks.planId, planId)),
    opened(first, 1, "2026-06-01"),
    ...(second ? [opened(second, 2, opensLater ? "2026-10-01" : "2026-09-01")] : []),
  ]
}

type Row = Pick<Assignment, "id" | "planId" | "unitId">

function partRows(w: World, row: Row, ofPlan: Plan | undefined, facts: Part | undefined): Write[] {
  if (!ofPlan || !facts) return []
  const { db } = w.database
  const { state, rectifyBy, asked, report, notice, extension, override, doneYear: year } = facts
  const { id: assignmentId, planId, unitId } = row
  const perRound = numbersOf(ofPlan).flatMap((number): Write[] => {
    const own = { assignmentId, roundId: roundId(planId, number) }
    const isReported = report?.state === "submitted" || report?.state === "accepted"
    const reportedAt = isReported ? 1 : (report?.reportedAt ?? null)
    return [
      ...(asked ? [db.insert(dues).values({ ...own, planId, unitId, reportedAt })] : []),
      ...(report ? [db.insert(reports).values({ ...own, ...without(report), planId, unitId, latest: 1 })] : []),
      ...(override ? [db.insert(lightOverrides).values({ ...own, ...override, reason: "", byId: 1, at: 1 })] : []),
    ]
  })
  return [
    db.update(assignments).set({ state, rectifyBy }).where(eq(assignments.id, assignmentId)),
    ...perRound,
    ...(notice ? noticeRows(w, row, notice) : []),
    ...(year
      ? [
          db
            .insert(completions)
            .values({ assignmentId, year, dueBy: "2026-09-10", claimedOn: "2026-09-01", acceptedAt: 1 }),
        ]
      : []),
    ...(extension ? [db.insert(extensions).values({ ...EXTENSION, ...extension, assignmentId, planId, unitId })] : []),
  ]
}

/** A part that was given to its unit only after the cut-off, by the trail. */
const givenLater = ({ database: { db, write } }: World, assignmentId: number) =>
  write([
    db.insert(events).values({
      at: CUT_OFF + 1,
      actorName: "",
      actingAs: "",
      address: "",
      action: "assignment_added",
      subject: `assignment:${assignmentId}`,
      version: 1,
      particulars: {},
    }),
  ])

const without = ({ reportedAt: _, ...report }: NonNullable<Part["report"]>) => report

const noticeRows = ({ database: { db } }: World, { id, planId, unitId }: Row, facts: NonNullable<Part["notice"]>) => [
  db.insert(notices).values({
    ...{ id, planId, unitId, officeId: 3, source: "assignment", title: "督办", demand: "请反馈" },
    ...{ firstDueBy: facts.dueBy, draftedById: 1, draftedAt: 1 },
    ...facts,
  }),
  db.insert(noticeItems).values({ noticeId: id, assignmentId: id }),
]

const EXTENSION = {
  target: "deadline",
  formerBy: "2026-09-18",
  wantedBy: "2026-12-01",
  reason: "",
  progress: "",
  askedById: 1,
  askedAt: 1,
} as const

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
      fc.tuple(plan, plan, plan),
      fc.array(part, { minLength: 15, maxLength: 15 }),
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
