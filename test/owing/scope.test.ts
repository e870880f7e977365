import { eq, type SQL, sql } from "drizzle-orm"
import { expect, test } from "vitest"
import {
  ASSIGNMENT_STATES,
  assignments,
  completions,
  dues,
  EXTENSION_STATES,
  extensions,
  NOTICE_STATES,
  noticeItems,
  notices,
  PLAN_STATES,
  plans,
  REPORT_STATES,
  reports,
  rounds,
  tasks,
} from "#db/schema.ts"
import { isAwaitingAnswer } from "#src/owing/awaited.ts"
import { isTaken, owings } from "#src/owing/owing.ts"
import { owedOn } from "#src/owing/queries.ts"
import { isOwed, isReportOwed, joined, unreported } from "#src/owing/scope.ts"
import { deadlineOf } from "#src/plans/assignments/deadline.ts"
import { deadlineBy } from "#src/plans/assignments/deadline_scope.ts"
import type { ReportStanding } from "#src/plans/rounds/reported.ts"
import { owedToday } from "#src/reports/breakdowns/owed_queries.ts"
import { TODAY, type World, world } from "#test/support/world.ts"

/*
 * The conditions in SQL against the pure rules, over every state: the rows are written as no act would write them, so that
 * each combination stands there.
 */

const PART = 1
const DUE = "2026-09-25"
const STANDINGS: ReportStanding[] = ["none", ...REPORT_STATES]
const CUT_OFF = Date.parse("2026-09-01T00:00:00Z")

/** The part's round: open, cut off and the newest, cut off with a newer one after it, or not opened yet. */
const ROUNDS = { open: [null, 1], newest: [CUT_OFF, 1], former: [CUT_OFF, 2], ahead: [null, 1] } as const

async function given(w: World) {
  const { db, write } = w.database
  const round = { planId: 1, dueBy: DUE, evidenceRequired: false }
  await write([
    db.insert(rounds).values([
      { ...round, id: 1, number: 1, name: "甲", opensOn: "2026-09-01" },
      { ...round, id: 2, number: 0, name: "乙", opensOn: "2026-09-01", dueBy: "2026-12-31" },
    ]),
    db.insert(dues).values({ roundId: 1, assignmentId: PART, planId: 1, unitId: 1 }),
  ])
}

const what = (rows: { what: string; dueBy: string }[]) => rows.map((row) => `${row.what} ${row.dueBy}`).sort()

test("what is owed in SQL is what the rule says, over every state of part, report, round and plan", async () => {
  const w = await world()
  await given(w)
  const { db, read, write } = w.database
  const wrong: unknown[] = []
  for (const state of ASSIGNMENT_STATES)
    for (const standing of STANDINGS)
      for (const resubmitBy of standing === "none" ? [null] : [null, "2026-09-30"])
        for (const [place, [cutOffAt, newest]] of Object.entries(ROUNDS)) {
          await write([
            db.update(assignments).set({ state, rectifyBy: "2026-10-08" }).where(eq(assignments.id, PART)),
            db
              .update(rounds)
              .set({ cutOffAt, opensOn: place === "ahead" ? "2026-09-22" : "2026-09-01" })
              .where(eq(rounds.id, 1)),
            db
              .update(rounds)
              .set({ number: newest === 1 ? 0 : 2 })
              .where(eq(rounds.id, 2)),
            db.delete(reports),
            ...(standing === "none"
              ? []
              : [
                  db.insert(reports).values({
                    assignmentId: PART,
                    roundId: 1,
                    planId: 1,
                    unitId: 1,
                    state: standing,
                    resubmitBy,
                    latest: 1,
                    version: 1,
                  }),
                ]),
            db
              .update(dues)
              .set({ reportedAt: standing === "submitted" || standing === "accepted" || resubmitBy ? 1 : null })
              .where(eq(dues.assignmentId, PART)),
          ])
          const isAsked = place !== "ahead" && isTaken({ isOpen: cutOffAt === null, isNewest: newest === 1 }, standing)
          const expected = what(
            owings({
              state,
              standing,
              resubmitBy,
              reportDueBy: isAsked ? DUE : null,
              rectifyBy: "2026-10-08",
              noticeBy: null,
              deadlineBy: null,
            })
              .filter(({ what }) => isAsked || what === "rectification")
              .map(({ what, by }) => ({ what, dueBy: by })),
          )
          const one = (condition: SQL) => sql<number>`(select count(*) from ${joined} where ${condition})`
          const [owed, [counted]] = await read([
            owedToday(w.database, TODAY),
            db
              .select({
                found: one(sql`${unreported()} and ${isReportOwed(TODAY)}`),
                all: one(isReportOwed(TODAY)),
                late: one(sql`${unreported({}, "2026-10-01")} and ${isReportOwed(TODAY)}`),
                asked: sql<number>`${isOwed(sql`${PART}`, sql`1`, TODAY)}`,
              })
              .from(sql`(select 1)`),
          ])
          const own = what(owed.filter(({ assignmentId }) => assignmentId === PART))
          const reported = expected.filter((line) => /^(report|resubmission) /.test(line)).length
          if (
            own.join() !== expected.join() ||
            counted?.found !== reported ||
            counted.all !== reported ||
            counted.late !== reported ||
            counted.asked !== reported
          )
            wrong.push({ state, standing, resubmitBy, place, own, expected, counted })
        }
  expect(wrong.slice(0, 3)).toEqual([])
})

test.each(PLAN_STATES)("a plan that is %s asks for something only when it runs", async (state) => {
  const w = await world()
  await given(w)
  const { db, read, write } = w.database
  await write([
    db.update(plans).set({ state }),
    db.update(assignments).set({ state: "rectifying", rectifyBy: DUE }).where(eq(assignments.id, 2)),
    db.update(tasks).set({ dueBy: DUE }).where(eq(tasks.id, 2)),
    db.insert(notices).values(notice("issued")),
  ])
  const [owed] = await read([owedToday(w.database, TODAY)])
  const expected = ["deadline", "notice", "rectification", "report"]
  expect(owed.map(({ what }) => what).sort()).toEqual(state === "issued" ? expected : [])
})

const notice = (state: (typeof NOTICE_STATES)[number]) => ({
  id: 1,
  planId: 1,
  officeId: 3,
  unitId: 1,
  kind: "demand" as const,
  source: "assignment" as const,
  title: "督办",
  demand: "请报",
  firstDueBy: DUE,
  dueBy: DUE,
  state,
  draftedById: 1,
  draftedAt: 0,
  version: 1,
})

test.each(NOTICE_STATES)("a 督办单 that is %s", async (state) => {
  const w = await world()
  const { db, read, write } = w.database
  await write([
    db.insert(notices).values(notice(state)),
    db.insert(noticeItems).values({ noticeId: 1, assignmentId: PART }),
  ])
  const [owed] = await read([owedToday(w.database, TODAY)])
  expect(owed.map(({ item, dueBy }) => [item, dueBy])).toEqual(isAwaitingAnswer(state) ? [["notice:1", DUE]] : [])
})

test.each(
  EXTENSION_STATES.flatMap((state) => ["2026-09-10", "2026-10-30"].map((grantedBy) => [state, grantedBy] as const)),
)("the day of a task with an extension that is %s, to %s", async (state, grantedBy) => {
  const w = await world()
  const { db, read, write } = w.database
  for (const part of ASSIGNMENT_STATES) {
    await write([
      db.update(tasks).set({ dueBy: DUE }).where(eq(tasks.id, 1)),
      db.update(assignments).set({ state: part }),
      db.delete(extensions),
      db.insert(extensions).values({
        target: "deadline",
        assignmentId: PART,
        planId: 1,
        unitId: 1,
        formerBy: DUE,
        wantedBy: grantedBy,
        reason: "因故",
        progress: "",
        state,
        grantedBy,
        askedById: 1,
        askedAt: 0,
      }),
    ])
    const [owed] = await read([owedToday(w.database, TODAY)])
    const by = deadlineOf({ deadline: "date", dueBy: DUE }, state === "granted" ? grantedBy : null)
    const isHeld = part === "awaiting" || part === "active"
    expect([part, owed.find(({ item }) => item === `deadline:${PART}`)?.dueBy]).toEqual([part, isHeld ? by : undefined])
    // The other units of the task are held to its own day.
    if (isHeld) expect(owed.filter(({ dueBy }) => dueBy === DUE).length).toBe(by === DUE ? 3 : 2)
  }
})

test.each(["2026-09-25", "2024-02-29", "2026-12-31"])(
  "每年完成 by %s in SQL is the rule's, year after year",
  async (dueBy) => {
    const w = await world()
    const { db, read, write } = w.database
    await write([db.update(tasks).set({ deadline: "yearly", dueBy }).where(eq(tasks.id, 1))])
    for (let year = 2024; year < 2034; year++) {
      const by = deadlineOf({ deadline: "yearly", dueBy }, null, year - 1)
      const [[row]] = await read([
        db
          .select({ by: deadlineBy })
          .from(assignments)
          .innerJoin(tasks, eq(tasks.id, assignments.taskId))
          .where(eq(assignments.id, PART)),
      ])
      expect([year, row?.by]).toEqual([year, by])
      await write([
        db
          .insert(completions)
          .values({ assignmentId: PART, year, dueBy: by ?? "", claimedOn: by ?? "", acceptedAt: 0 }),
      ])
    }
  },
)

test("one unit's and one plan's share are the whole without the others", async () => {
  const w = await world()
  await given(w)
  const { db, read, write } = w.database
  await write([
    db.update(tasks).set({ dueBy: DUE }),
    db.update(assignments).set({ state: "rectifying", rectifyBy: DUE }).where(eq(assignments.id, 2)),
    db.insert(notices).values(notice("issued")),
  ])
  const items = (part: Parameters<typeof owedOn>[1]) =>
    db.select({ item: sql<string>`o.item`, unit: sql<number>`o.unit_id` }).from(sql`(${owedOn(TODAY, part)}) o`)
  const [all, ofUnit, ofPlan, ofNone] = await read([
    items({}),
    items({ units: sql`(1)` }),
    items({ planId: 1 }),
    items({ planId: 2 }),
  ])
  expect(all.length).toBeGreaterThan(5)
  expect(ofUnit.map(({ item }) => item).sort()).toEqual(
    all
      .filter(({ unit }) => unit === 1)
      .map(({ item }) => item)
      .sort(),
  )
  expect(ofPlan.length).toBe(all.length)
  expect(ofNone).toEqual([])
})
