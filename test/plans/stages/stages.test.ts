import { eq, sql } from "drizzle-orm"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  ASSIGNMENT_STATES,
  assignments,
  PLAN_STATES,
  plans,
  REPORT_STATES,
  reports,
  reportVersions,
  rounds,
  stageCompletions,
  stages,
} from "#db/schema.ts"
import { lightOf } from "#src/board/lights/light.ts"
import { boardOf } from "#src/board/queries.ts"
import { addDays, instant } from "#src/clock.ts"
import { workingDaysBetween } from "#src/office/calendar/working_days.ts"
import { owings } from "#src/owing/owing.ts"
import { owedOn } from "#src/owing/queries.ts"
import { isHeldToDeadline } from "#src/plans/assignments/workflow.ts"
import { isReported } from "#src/plans/rounds/reported.ts"
import { firstOutOfOrder, nextStage, type PartStage, STAGE_STANDINGS } from "#src/plans/stages/stages.ts"
import { officialCalendar } from "#test/support/calendar.ts"
import { TODAY, type World, world } from "#test/support/world.ts"
import { lightWords } from "#views/words/lights.ts"

const DAY = fc.integer({ min: -400, max: 400 }).map((days) => addDays(TODAY, days))
const rule = { today: TODAY, calendar: officialCalendar, dueSoonDays: 3 }

const facts = {
  reportDueBy: null,
  standing: "none" as const,
  hasDifficulty: false,
  late: false,
  resubmitBy: null,
  rectifyBy: null,
  noticeBy: null,
  rectifies: false,
  extensionAsked: false,
  deadlineBy: null,
}

const partStages: fc.Arbitrary<PartStage[]> = fc
  .uniqueArray(fc.record({ dueBy: DAY, standing: fc.constantFrom(...STAGE_STANDINGS) }), {
    maxLength: 6,
    selector: ({ dueBy }) => dueBy,
  })
  .map((some) =>
    [...some]
      .sort((a, b) => (a.dueBy < b.dueBy ? -1 : 1))
      .map((one, i) => ({ ...one, id: i + 1, ordinal: i + 1, text: "" })),
  )

test("a stage is late exactly when its day has passed, it is not reached and the part is held to deadlines", () => {
  fc.assert(
    fc.property(partStages, fc.constantFrom(...ASSIGNMENT_STATES), (all, state) => {
      const next = nextStage(all)
      const own = { ...facts, state, stageBy: next?.dueBy ?? null, stage: next?.ordinal }
      const isLate = isHeldToDeadline(state) && all.some(({ standing, dueBy }) => standing === "open" && dueBy < TODAY)
      const light = lightOf(own, rule)
      expect(light.reason === "overdue_stage").toBe(isLate)
      expect(owings(own).some(({ what, by }) => what === "stage" && by < TODAY)).toBe(isLate)
      if (isLate && next) {
        const days = workingDaysBetween(officialCalendar, next.dueBy, TODAY)
        expect(light).toEqual({ colour: "red", reason: "overdue_stage", days, stage: next.ordinal })
        if (days > 0) expect(lightWords(light)).toBe(`第${next.ordinal}阶段逾期${days}个工作日`)
      }
    }),
    { numRuns: 500 },
  )
})

test("a task without stages has the light it had", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ASSIGNMENT_STATES), fc.option(DAY, { nil: null }), (state, deadlineBy) => {
      const own = { ...facts, state, deadlineBy }
      expect(lightOf({ ...own, stageBy: null, stage: undefined }, rule)).toEqual(lightOf(own, rule))
      expect(lightOf(own, rule).reason).not.toMatch(/stage/)
    }),
  )
})

test("the day of each stage comes after that of the one before", () => {
  fc.assert(
    fc.property(partStages, (all) => {
      expect(firstOutOfOrder(all)).toBeNull()
    }),
  )
  expect(firstOutOfOrder([{ dueBy: "2026-10-01" }, { dueBy: "2026-10-01" }])).toBe(2)
  expect(firstOutOfOrder([{ dueBy: "2026-10-01" }, { dueBy: "2026-11-01" }, { dueBy: "2026-10-15" }])).toBe(3)
})

const PART = 1
const LATE = "2026-09-18"

/** Task 1 has two stages, 18 September and 30 November; round 1 is open. */
async function staged(w: World) {
  const { db, write } = w.database
  await write([
    db.insert(stages).values([
      { id: 1, taskId: 1, ordinal: 1, text: "调研", dueBy: LATE },
      { id: 2, taskId: 1, ordinal: 2, text: "成稿", dueBy: "2026-11-30" },
      { id: 3, taskId: 1, ordinal: 3, text: "删去的", dueBy: "2026-01-30", removedAt: 1 },
    ]),
    db.insert(rounds).values({ id: 1, planId: 1, number: 1, name: "甲", opensOn: "2026-09-01", dueBy: "2026-12-31" }),
  ])
}

const reading = { now: instant(TODAY, 9), today: TODAY, calendar: officialCalendar, settings: { dueSoonDays: 3 } }

const owedStages = async (w: World, day = "2026-12-31") => {
  const [rows] = await w.database.read([
    w.database.db
      .select({ item: sql<string>`o.item`, dueBy: sql<string>`o.due_by` })
      .from(sql`(${owedOn(day, {}, "+400 days")}) o`)
      .where(sql`o.what = 'stage' and o.assignment_id = ${PART}`),
  ])
  return rows.map(({ item, dueBy }) => `${item} ${dueBy}`)
}

const REPORTED = [null, ...REPORT_STATES] as const
/** The office's word: none, before the report, after it. */
const WORDS = [null, [true, 5], [false, 5], [true, 15], [false, 15]] as const

test("in SQL a stage is reached by the office's word or a later report that the office has, over every state", async () => {
  const w = await world()
  await staged(w)
  const { db, write } = w.database
  const key = { assignmentId: PART, roundId: 1 }
  // A version is never changed; whether the office has it is the report's business.
  await write([
    db.insert(reportVersions).values({
      ...key,
      number: 1,
      achieved: "完成调研",
      problems: "",
      nextSteps: "",
      writtenById: 3,
      sentById: 3,
      at: 10,
      stageId: 1,
    }),
  ])
  const wrong: unknown[] = []
  for (const state of ASSIGNMENT_STATES)
    for (const standing of REPORTED)
      for (const word of WORDS) {
        await write([
          db.update(assignments).set({ state }).where(eq(assignments.id, PART)),
          db.delete(reports),
          db.delete(stageCompletions),
          ...(standing === null
            ? []
            : [db.insert(reports).values({ ...key, planId: 1, unitId: 1, state: standing, latest: 1, version: 1 })]),
          ...(word === null
            ? []
            : [
                db
                  .insert(stageCompletions)
                  .values({ assignmentId: PART, stageId: 1, at: word[1], byId: 1, reached: word[0] }),
              ]),
        ])
        const isTicked = standing !== null && isReported(standing) && !(word && word[1] > 10)
        const isReached = word?.[0] === true || isTicked
        const expected = !isHeldToDeadline(state)
          ? []
          : isReached
            ? [`stage:${PART}/2 2026-11-30`]
            : [`stage:${PART}/1 ${LATE}`]
        const board = await boardOf(w.database, w.actor("lin"), 1, null, reading)
        const part = board?.tasks[0]?.assignments.find(({ id }) => id === PART)
        const owed = await owedStages(w)
        const isLate = isHeldToDeadline(state) && !isReached
        const right =
          owed.join() === expected.join() &&
          part?.stage?.ordinal === (isReached ? 2 : 1) &&
          (part.light.reason === "overdue_stage") === isLate
        if (!right) wrong.push({ state, standing, word, owed, expected, stage: part?.stage, light: part?.light })
      }
  expect(wrong.slice(0, 3)).toEqual([])
})

describe.each(PLAN_STATES)("in a plan that is %s", (state) => {
  test("a stage is asked for only when it runs", async () => {
    const w = await world()
    await staged(w)
    await w.database.write([w.database.db.update(plans).set({ state })])
    expect((await owedStages(w)).length).toBe(state === "issued" ? 1 : 0)
  })
})
