import { expect, test } from "vitest"
import { enterActivity, onActivity, openItem } from "#test/support/activities.ts"
import { done, draftOf, onReport, openRound } from "#test/support/acts.ts"
import { begin, bringDocument, documentOf, putYear } from "#test/support/documents.ts"
import { bringRelease } from "#test/support/releases.ts"
import { ORIGIN, world } from "#test/support/world.ts"

test("what a unit enters once on a phone stands in its report, the statistics, its 年度总结 and the public line", async () => {
  const w = await world()
  await putYear(w)
  await done(openRound(w))
  await bringDocument(w, "recorded")
  await done(enterActivity(w, { title: "宪法进社区", sessions: "2", copies: "6000余", reached: "约300" }))

  const form = await (await w.as("wang").get("/activities/1")).text()
  const [words = ""] = /2026年9月21日[^<]*（据活动台账）/.exec(form) ?? []
  await done(onActivity(w, "wang", "telling", { item: await openItem(w), text: words }))
  const item = (await draftOf(w, 1))?.achieved ?? ""
  expect(item).toContain("宪法进社区")
  expect(item).toContain("6000余份")
  await done(onReport(w, "wang", 1, "report", { achieved: item }))
  expect(await (await w.as("lin").get("/plans/1/tasks/1")).text()).toContain("宪法进社区")

  const figures = await (await w.as("boss").get("/years/2026/activities/figures")).text()
  expect(figures).toContain("6000余")

  await done(begin(w, { kind: "summary" }))
  const summary = (await documentOf(w, 2)).draft?.text ?? ""
  expect(summary).toBe(
    "本年开展普法活动1项（主题宣传1项），开展2场，发放资料6000余份，覆盖约300人。（据活动台账，截至2026年9月21日）",
  )

  await bringRelease(w, "released")
  const open = await w.app.request(`${ORIGIN}/public/1`)
  expect(await open.text()).toContain("宪法进社区")
})
