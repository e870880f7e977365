import { expect, test } from "vitest"
import { done, onReport, openRound } from "#test/support/acts.ts"
import { type World, world } from "#test/support/world.ts"

const todo = async (w: World) => (await (await w.as("wang").get("/todo")).text()).replaceAll(/\s+/g, " ")

test("the day that is named is the earliest to come, a returned item's own; past ones are named as such", async () => {
  const w = await world()
  await done(openRound(w))
  expect(await todo(w)).toContain("最近一项9月30日前报送")
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "lin", 1, "return", { resubmitBy: "2026-10-12" }))
  expect(await todo(w)).toContain("最近一项9月30日前报送")
  await w.travel("2026-10-09")
  expect(await todo(w)).toMatch(/\d 项已逾期，请尽快办理；其余最近一项10月12日前报送/)
  await w.travel("2026-10-13")
  expect(await todo(w)).toContain("均已逾期")
  expect(await todo(w)).not.toContain("最近一项")
})

test("what it says was reported is the list below, one link away", async () => {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  const html = await todo(w)
  expect(html).toContain('<a href="#sent">下面列出最近报送的 1 项</a>')
  expect(html).toContain('id="sent"')
  expect(html).not.toContain("本期已报")
})
