import { sql } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { DOCUMENT_STATES, type DutyText, dutyTexts } from "#db/schema.ts"
import { ASKED, gapsOf, unclearIn } from "#src/year/duties/gaps.ts"
import { isOpenList } from "#src/year/duties/policy.ts"
import { hasGaps, isUnclear } from "#src/year/duties/scope.ts"
import { type TimingTyped, timingFits, timingOf } from "#src/year/duties/timing.ts"
import { done } from "#test/support/acts.ts"
import { enterDuty } from "#test/support/duties.ts"
import { world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

const YEAR = { year: 2026, days: [{ fromOn: "2026-11-30", untilOn: "2026-12-06", day: { id: 7 } }] }
const typed = (over: Partial<TimingTyped>): TimingTyped => ({
  timing: null,
  rhythm: null,
  keyDay: null,
  fromOn: null,
  untilOn: null,
  ...over,
})

describe("何时普", () => {
  test.each<[string, Partial<TimingTyped>, [string | null, string | null]]>([
    ["nothing yet", {}, [null, null]],
    ["a day", { timing: "date", fromOn: "2026-03-15", untilOn: "2026-04-01" }, ["2026-03-15", "2026-03-15"]],
    ["a span", { timing: "range", fromOn: "2026-03-01", untilOn: "2026-03-31" }, ["2026-03-01", "2026-03-31"]],
    ["a rhythm", { timing: "rhythm", rhythm: "monthly" }, ["2026-01-01", "2026-12-31"]],
    ["a 普法节点", { timing: "key_day", keyDay: 7 }, ["2026-11-30", "2026-12-06"]],
    ["不定期", { timing: "irregular" }, ["2026-01-01", "2026-12-31"]],
  ])("%s has its first and last day", (_, over, [fromOn, untilOn]) => {
    expect(timingFits(typed(over), YEAR)).toBeNull()
    expect(timingOf(typed(over), YEAR)).toMatchObject({ fromOn, untilOn })
  })

  test("keeps nothing of another way of saying it", () => {
    const kept = timingOf(typed({ timing: "irregular", rhythm: "daily", keyDay: 7, fromOn: "2026-03-01" }), YEAR)
    expect(kept).toMatchObject({ rhythm: null, keyDayId: null, fromOn: "2026-01-01" })
  })
})

test.each([null, ...DOCUMENT_STATES])("a list whose 报备文件 is %s is written on: until it was sent", (state) => {
  expect(isOpenList(state)).toBe(state === null || state === "draft")
})

const WHOLE = {
  applies: true,
  audience: "群众",
  ways: "讲座",
  timing: "irregular",
  leadIds: [1],
  firstId: 1,
  department: "处",
  person: "人",
  standard: "标准",
  measures: "措施",
  indicator: "指标",
} as unknown as DutyText

test("each answer that is empty is a gap, and of what does not apply nothing is asked", () => {
  expect(gapsOf(WHOLE)).toEqual([])
  for (const name of ASKED) expect(gapsOf({ ...WHOLE, [name]: " " })).toEqual([name])
  expect(gapsOf({ ...WHOLE, timing: null })).toEqual(["timing"])
  expect(gapsOf({ ...WHOLE, applies: false, audience: "" })).toEqual([])
})

test.each<[number[], number | null, ReturnType<typeof unclearIn>]>([
  [[], null, "nobody"],
  [[1], 1, null],
  [[1, 2], null, "no_first"],
  [[1, 2], 2, null],
])("led by %j with %s first", (leadIds, firstId, unclear) => {
  expect(unclearIn({ ...WHOLE, leadIds, firstId })).toBe(unclear)
  expect(unclearIn({ ...WHOLE, applies: false, leadIds, firstId })).toBeNull()
})

test("the database counts the same gaps and the same 责任划分不明", async () => {
  const w = await world()
  await openYear(w)
  for (const name of ASKED) await done(enterDuty(w, { [name]: " " }))
  await done(enterDuty(w, { timing: "" }))
  await done(enterDuty(w, { leads: [] }))
  await done(enterDuty(w, { leads: ["1", "2"] }))
  await done(enterDuty(w, { leads: ["1", "2"], first: "1" }))
  await done(enterDuty(w, { applies: "no", why: "无屏", audience: "", leads: [] }))
  await done(enterDuty(w))
  const { db, read } = w.database
  const [rows] = await read([
    db
      .select({ text: dutyTexts, gaps: sql<number>`${hasGaps()}`, unclear: sql<number>`${isUnclear()}` })
      .from(dutyTexts),
  ])
  expect(rows).toHaveLength(ASKED.length + 6)
  for (const { text, gaps, unclear } of rows) {
    expect(Boolean(gaps), JSON.stringify(text)).toBe(gapsOf(text).length > 0)
    expect(Boolean(unclear), JSON.stringify(text)).toBe(unclearIn(text) !== null)
  }
})
