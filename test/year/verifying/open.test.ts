import { beforeEach, expect, test } from "vitest"
import { enterActivity } from "#test/support/activities.ts"
import { done } from "#test/support/acts.ts"
import { bringDocument } from "#test/support/documents.ts"
import { onRelease, prepareAnnouncement } from "#test/support/releases.ts"
import { CONTENTS, claim, explain, recordList, tell, UNTRUE, verify } from "#test/support/verifying.ts"
import { type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

/* 责任公告 with 完成情况: what came of each line, said plainly, only if the office prepares it so and another has checked it. */

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
  await recordList(w)
  await claim(w, { 1: "自报宣传6场。" })
  await done(verify(w, [1], UNTRUE))
  await done(verify(w, [2], { result: "partly", remark: "少1场。" }))
  await done(tell(w))
  await done(explain(w, { explanation: "登记有误。" }))
  await done(verify(w, [3]))
})

const AT = "/years/2026/publication/announcement"
const page = async (login: "lin" | "wang" | null, path: string) => (await w.as(login).get(path)).text()
/** The lines of the table by their 普法内容. */
const lines = (html: string) =>
  CONTENTS.map(
    (content) => html.match(new RegExp(`<tr data-row="line">(?:(?!</tr>).)*${content}.*?</tr>`, "s"))?.[0] ?? "",
  )

test("nobody outside reads what came of a line before it was prepared with it, checked by another and released", async () => {
  await done(prepareAnnouncement(w))
  for (const [act, login] of [
    ["check", "lin2"],
    ["release", "lin"],
  ] as const)
    await done(onRelease(w, login, act))
  expect(await page(null, "/public/1")).not.toContain("完成情况")
  const prepared = await w.as("lin").post(`${AT}?ended=1`, { version: "1" })
  expect(prepared.status).toBe(303)
  expect(await page(null, "/public/1")).not.toContain("完成情况")
  expect((await onRelease(w, "lin", "check", {}, 1, 2)).status).toBe(403)
  await done(onRelease(w, "lin2", "check", {}, 1, 2))
  await done(onRelease(w, "lin", "release", {}, 1, 2))
  const [first = "", second = "", third = ""] = lines(await page(null, "/public/1"))
  expect(first).toContain('data-label="完成情况">未完成<')
  expect(second).toContain('data-label="完成情况">部分完成<')
  // Found, and not told to the unit.
  expect(third).toContain('data-label="完成情况">尚未核实<')
})

test("不实, what was said and found, and who it was stay in", async () => {
  await done(w.as("lin").post(`${AT}?ended=1`, { version: "0" }))
  await done(onRelease(w, "lin2", "check"))
  await done(onRelease(w, "lin", "release"))
  for (const path of ["/public/1", "/public/1.csv", "/public", "/"]) {
    expect(await page(null, path), path).not.toMatch(/不实|台账只有|少1场|自报|登记有误|查阅资料/)
  }
})

test("the office sees what it would say, and chooses", async () => {
  expect(await page("lin", AT)).toContain(`href="${AT}?ended=1"`)
  const shown = await page("lin", `${AT}?ended=1`)
  expect(shown).toContain(`action="${AT}?ended=1"`)
  expect(lines(shown)[0]).toContain("未完成")
  expect((await w.as("wang").get(`${AT}?ended=1`)).status).toBe(403)
})

test("an activity says whether it was held", async () => {
  await bringDocument(w, "recorded", 2)
  await done(enterActivity(w))
  const shown = await page("lin", `${AT}?ended=1`)
  expect(shown).toMatch(/data-label="完成情况">已开展</)
})
