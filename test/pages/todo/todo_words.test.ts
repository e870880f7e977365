import { expect, test } from "vitest"
import { done, draftNotice, onNotice, onReport, openRound } from "#test/support/acts.ts"
import { type World, world } from "#test/support/world.ts"

const todo = async (w: World) => (await (await w.as("wang").get("/todo")).text()).replaceAll(/\s+/g, " ")

test("what is late is told first, then what the earliest day asks for; a returned item has a day of its own", async () => {
  const w = await world()
  await done(openRound(w))
  expect(await todo(w)).toContain("2项请于9月30日前报送。")
  await done(draftNotice(w, { assignments: ["1"], dueBy: "2026-09-29" }))
  expect(await todo(w)).toContain("1件督办单请于9月29日前反馈，其余2项期限在后。")
  await done(onNotice(w, "lin", "revocation"))
  await done(draftNotice(w, { assignments: ["6"], dueBy: "2026-09-30" }))
  expect(await todo(w)).toContain("2项请于9月30日前报送，1件督办单请于9月30日前反馈。")
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "lin", 1, "return", { resubmitBy: "2026-10-12" }))
  await w.travel("2026-10-09")
  expect(await todo(w)).toContain("1项、1件督办单已逾期，请尽快办理；1项请于10月12日前报送。")
  await w.travel("2026-10-13")
  expect(await todo(w)).toContain("2项、1件督办单已逾期，请尽快办理。")
})

test("what it says was reported is the list below, one link away", async () => {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  const html = await todo(w)
  expect(html).toContain('<a href="#sent">最近报送1项，见下</a>')
  expect(html).toContain('id="sent"')
  expect(html).not.toContain("本期已报")
})
