import { expect, test } from "vitest"
import { planDrafts } from "#db/schema.ts"
import { readingOfPaste } from "#src/plans/intake/reading/draft_reading.ts"
import { Readings } from "#src/plans/intake/reading/kept_readings.ts"
import { imported } from "#test/plans/intake/drafts/support.ts"
import { world } from "#test/support/world.ts"

const SOURCE = "关于普法的方案\n（一）制定计划。（牵头单位：办公室）\n（二）组织考试。（责任单位：人事司）"
const stored = JSON.stringify(readingOfPaste(SOURCE, ""))

test("a reading that was looked at is not parsed again", () => {
  const readings = new Readings()
  const first = readings.keep("a", stored)
  expect(first).toEqual(JSON.parse(stored))
  expect(readings.get("a")).toBe(first)
  expect(readings.get("b")).toBeUndefined()
})

test("what was not looked at for longest goes first, by characters", () => {
  const readings = new Readings(2 * stored.length)
  readings.keep("a", stored)
  readings.keep("b", stored)
  readings.get("a")
  readings.keep("c", stored)
  expect(readings.get("a")).toBeDefined()
  expect(readings.get("b")).toBeUndefined()
  expect(readings.get("c")).toBeDefined()
})

test("one that is kept twice counts once, and what alone is too much is read and not kept", () => {
  const readings = new Readings(2 * stored.length)
  readings.keep("a", stored)
  readings.keep("b", stored)
  readings.keep("b", stored)
  expect(readings.get("a")).toBeDefined()
  expect(readings.keep("large", stored + " ".repeat(2 * stored.length))).toEqual(JSON.parse(stored))
  expect(readings.get("large")).toBeUndefined()
  expect(readings.get("a")).toBeDefined()
})

test("what was not stored as a reading is refused and not kept", () => {
  const readings = new Readings()
  expect(() => readings.keep("a", '{"lines":[]}')).toThrow()
  expect(readings.get("a")).toBeUndefined()
})

test("the second look at a draft is the same page; nobody else sees it, and once it is gone nobody does", async () => {
  const w = await world()
  const draft = await imported(w, { source: SOURCE })
  const first = await draft.html()
  expect(first).toContain("组织考试。")
  // It is not asked for again: what stands there now would not even be a reading.
  const { db, read, write } = w.database
  const [[kept]] = await read([db.select({ reading: planDrafts.reading }).from(planDrafts)])
  await write([db.update(planDrafts).set({ reading: {} })])
  expect(await draft.html()).toBe(first)
  await write([db.update(planDrafts).set({ reading: kept?.reading })])
  expect((await w.as("wang").get(draft.path)).status).toBe(403)
  await draft.correct({ kind: "not_task", task: "2" })
  expect(await draft.html()).not.toContain('id="task-2"')
  await draft.correct({}, "undo")
  expect(await draft.html()).toContain('id="task-2"')
  await draft.correct({}, "removal")
  expect((await w.as("lin").get(draft.path)).status).toBe(404)
})
