import { expect, test } from "vitest"
import { done, draftNotice, onReport, openRound, settings, WORDS } from "#test/support/acts.ts"
import { allowLinks, byLink, madeLink } from "#test/support/links.ts"
import { anotherPlan } from "#test/support/plans.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/* With two plans nobody can tell whose 「（一）」 it is; with one its name is noise. */

const FIRST = "普法责任制分工方案"
const SECOND = "基层治理任务分工"

/** Both plans have a round of the same name running; each has a task （一） of 办公室. */
async function twoPlans() {
  const w = await world()
  await done(openRound(w))
  const { id, parts } = await anotherPlan(w)
  await done(w.as("lin").post(`/plans/${id}/rounds`, { name: "第三季度", opensOn: "2026-09-01", dueBy: "2026-09-25" }))
  return { w, own: parts[0] ?? 0 }
}

const todo = async (w: World, login: Login = "wang", query = "") =>
  (await (await w.as(login).get(`/todo${query}`)).text()).replaceAll(/\s+/g, " ")

const headings = (html: string) => [...html.matchAll(/<h2 class="of-plan">([^<]*)</g)].map(([, name]) => name)

test("with one plan its name stands nowhere", async () => {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 6, "report"))
  expect(await todo(w)).not.toContain(FIRST)
})

test("with two every item stands under its plan, the one with the most urgent thing first", async () => {
  const { w } = await twoPlans()
  await w.travel("2026-09-24")
  const html = await todo(w)
  expect(headings(html)).toEqual([SECOND, FIRST])
  const [, second = "", first = ""] = html.split('<h2 class="of-plan">')
  expect(second).toContain("健全基层治理工作机制")
  expect(first.split('id="sent"')[0]).toContain("把普法纳入工作总体布局")
  expect(second).not.toContain("把普法纳入工作总体布局")
  // Below the name of its plan an item's own heading is one lower.
  expect(html).toMatch(/<h3><a href="\/plans\/1\/tasks\/1">（一）/)
})

test("also when only one of them has anything to be written", async () => {
  const { w } = await twoPlans()
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "wang", 6, "report"))
  expect(headings(await todo(w))).toEqual([SECOND])
})

test("a 督办单 stands with its plan", async () => {
  const { w } = await twoPlans()
  await done(draftNotice(w, { assignments: ["1"] }))
  const html = await todo(w)
  const [, , first = ""] = html.split('<h2 class="of-plan">')
  expect(first).toContain("报送三季度落实情况")
})

test("待签收, 系统内提醒, 待审签 and 最近报送 say it too", async () => {
  const { w, own } = await twoPlans()
  expect(await todo(w)).toMatch(new RegExp(`<h3 class="of-plan">${SECOND}</h3>\\s*<ul class="sheet rows">`))
  await done(w.as("lin").post("/plans/2/rounds/1/reminders", { units: ["1"], kind: "shown", text: "请抓紧报送" }))
  const html = await todo(w)
  expect(html).toMatch(/系统内提醒（基层治理任务分工，第三季度）/)
  // One press from the words to each item that they are about, and to none of the other plan.
  const [line = ""] = html.match(/<p class="told">.*?<\/p>/) ?? []
  expect([...line.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toContain(`/todo?item=${own}-1#write-${own}-1`)
  expect(line).not.toContain("item=1-1#")
  await done(onReport(w, "wang", own, "report"))
  await done(onReport(w, "wang", 6, "report"))
  const sent = (await todo(w)).split('id="sent"')[1] ?? ""
  expect([...sent.matchAll(/scope="rowgroup"[^>]*>([^<]*)</g)].map(([, name]) => name?.trim()).sort()).toEqual(
    [`${SECOND} · 第三季度 · 办公室`, `${FIRST} · 第三季度 · 办公室`].sort(),
  )
  await done(settings(w, { headSigns: "1" }))
  await done(onReport(w, "wang", 1, "report"))
  expect(await todo(w, "head")).toMatch(new RegExp(`待审签.*${FIRST} · 办公室 · 第三季度`))
})

test("the page of a link names the one plan that it is for", async () => {
  const { w } = await twoPlans()
  await allowLinks(w)
  const guest = await byLink(w, await madeLink(w))
  const html = await (await guest.get("/todo")).text()
  expect(html).toContain(`《${FIRST}》`)
  expect(html).not.toContain(SECOND)
})

test("a returned item names its own day, also while its answer was taken back", async () => {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "lin", 1, "return"))
  expect(await todo(w)).toMatch(/<b[^>]*>\s*9月24日前重报\s*<\/b>/)
  await done(onReport(w, "wang", 1, "report", { achieved: WORDS.achieved }))
  await done(onReport(w, "wang", 1, "withdrawal"))
  expect(await todo(w)).toMatch(/<b[^>]*>\s*9月24日前重报\s*<\/b>/)
  expect(await todo(w)).toContain("1项请于9月24日前报送，其余1项期限在后。")
})

test("a folded item shows what is written, since when, and goes on there", async () => {
  const w = await world()
  await done(openRound(w))
  await done(onReport(w, "wang", 1, "draft", { achieved: "召开部署会。\n第二行", hasDifficulty: "1" }))
  const folded = async () =>
    (await todo(w, "wang", "?item=6-1")).split('id="item-1-1"')[1]?.split("</article>")[0] ?? ""
  expect(await folded()).toMatch(/草稿 09:00.*需要协调.*召开部署会。/)
  expect(await folded()).not.toContain("第二行")
  expect(await folded()).toMatch(/href="\/todo\?item=1-1#write-1-1">\s*继续填写/)
  await w.travel("2026-09-22")
  expect(await folded()).toContain("草稿 9月21日 09:00")
})
