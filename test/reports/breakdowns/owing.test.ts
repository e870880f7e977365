import { eq, sql } from "drizzle-orm"
import { beforeEach, expect, test } from "vitest"
import {
  ASSIGNMENT_STATES,
  assignments,
  BREAKDOWN_REPORT_STATES,
  BREAKDOWN_STATES,
  breakdownReports,
  breakdowns,
  digestItems,
  digests,
  PLAN_STATES,
  plans,
  REPORT_STATES,
  reports,
  units,
} from "#db/schema.ts"
import { sweep } from "#src/messages/sweep.ts"
import { calendarOf } from "#src/office/calendar/working_days.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { owedOn } from "#src/owing/queries.ts"
import { isReporting } from "#src/plans/assignments/workflow.ts"
import { isReported, type ReportStanding } from "#src/plans/rounds/reported.ts"
import { owedToday } from "#src/reports/breakdowns/owed_queries.ts"
import { isAsked, isSent, type LowerStanding } from "#src/reports/breakdowns/workflow.ts"
import { audienceOf } from "#src/supervision/reminders/schedule.ts"
import { isRunning } from "#src/trail/running.ts"
import { done } from "#test/support/acts.ts"
import { brokenDown, INTERNAL, LOWER, onBreakdown, onLower } from "#test/support/breakdowns.ts"
import { TODAY, type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await brokenDown(w)
})

const LOWERS: LowerStanding[] = ["none", ...BREAKDOWN_REPORT_STATES]
const OWN: ReportStanding[] = ["none", ...REPORT_STATES]

const owedBelow = async () => {
  const [owed] = await w.database.read([owedToday(w.database, TODAY)])
  return owed.filter(({ what }) => what === "breakdown")
}

test("what a lower body owes in SQL is what the rules say, over every state of plan, part, reports and breakdown", async () => {
  const { db, write } = w.database
  const wrong: unknown[] = []
  const key = { breakdownId: 1, roundId: 1 }
  const own = { assignmentId: 1, roundId: 1, planId: 1, unitId: 1, latest: 1, version: 1 }
  const ask = async (expected: boolean, facts: Record<string, unknown>) => {
    const found = (await owedBelow()).length
    if (found !== (expected ? 1 : 0)) wrong.push({ ...facts, found })
  }
  for (const state of BREAKDOWN_STATES)
    for (const lower of LOWERS)
      for (const above of OWN) {
        await write([
          db.update(breakdowns).set({ state }).where(eq(breakdowns.id, 1)),
          db.delete(breakdownReports),
          db.delete(reports),
          ...(lower === "none"
            ? []
            : [db.insert(breakdownReports).values({ ...key, state: lower, latest: 1, version: 1 })]),
          ...(above === "none" ? [] : [db.insert(reports).values({ ...own, state: above })]),
        ])
        await ask(isAsked(state) && !isSent(lower) && !isReported(above), { state, lower, above })
      }
  await write([
    db.update(breakdowns).set({ state: "accepted" }).where(eq(breakdowns.id, 1)),
    db.delete(breakdownReports),
    db.delete(reports),
  ])
  for (const state of ASSIGNMENT_STATES) {
    await write([db.update(assignments).set({ state }).where(eq(assignments.id, 1))])
    await ask(isReporting(state), { part: state })
  }
  await write([db.update(assignments).set({ state: "active" }).where(eq(assignments.id, 1))])
  for (const state of PLAN_STATES) {
    await write([db.update(plans).set({ state })])
    await ask(isRunning(state), { plan: state })
  }
  await write([db.update(plans).set({ state: "issued" })])
  for (const id of [1, LOWER]) {
    await write([db.update(units).set({ active: false }).where(eq(units.id, id))])
    await ask(false, { unit: id })
    await write([db.update(units).set({ active: true }).where(eq(units.id, id))])
  }
  // Another unit has the part now.
  await write([db.update(assignments).set({ unitId: LOWER }).where(eq(assignments.id, 1))])
  await ask(false, { part: "given to another unit" })
  expect(wrong).toEqual([])
})

test("by its 内部期限, or the day of its return; and never among what the office asks for", async () => {
  expect(await owedBelow()).toMatchObject([{ item: "breakdown:1/1", unitId: LOWER, dueBy: INTERNAL }])
  await done(onLower(w, "zhao", "report"))
  expect(await owedBelow()).toEqual([])
  await done(onLower(w, "wang", "return", { resubmitBy: "2026-09-28" }))
  expect(await owedBelow()).toMatchObject([{ dueBy: "2026-09-28" }])
  const { db, read } = w.database
  const [all] = await read([db.select({ what: sql<string>`o.what` }).from(sql`(${owedOn(TODAY)}) o`)])
  expect(all.length).toBeGreaterThan(0)
  expect(all.filter(({ what }) => what === "breakdown")).toEqual([])
})

test("系统催办 tells the lower unit; the office's 督办记录 does not know of it", async () => {
  await w.travel("2026-09-23", 10)
  await sweep(w.database, w.now())
  const { db, read } = w.database
  const [items] = await read([
    db
      .select({ unitId: digests.unitId, item: digestItems.item })
      .from(digestItems)
      .innerJoin(digests, eq(digests.id, digestItems.digestId)),
  ])
  expect(items).toContainEqual({ unitId: LOWER, item: "breakdown:1/1" })
  await w.travel("2026-09-24")
  expect(await (await w.as("zhao").get("/todo")).text()).toContain("系统催办")
  const office = await (await w.as("lin").get("/plans/1/supervision")).text()
  expect(office).toContain("督办记录")
  expect(office).not.toContain("外事处")
  await done(onLower(w, "zhao", "report"))
  expect(await (await w.as("zhao").get("/todo")).text()).not.toContain("系统催办")
})

test("however late, no leader is told of an 内部期限", () => {
  const by = { dueBy: "2026-09-01", waitsFor: "liaison" as const }
  const calendar = calendarOf([])
  expect(audienceOf({ ...by, what: "report" }, "2026-12-01", calendar, DEFAULTS)).toBe("leader")
  expect(audienceOf({ ...by, what: "breakdown" }, "2026-12-01", calendar, DEFAULTS)).toBe("head")
})

test("taken back, it is owed by nobody", async () => {
  await done(onBreakdown(w, "wang", "withdrawal"))
  expect(await owedBelow()).toEqual([])
})
