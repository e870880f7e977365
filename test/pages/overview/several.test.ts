import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { plans, units } from "#db/schema.ts"
import { instant } from "#src/clock.ts"
import { done, draftNotice, instruct, onInstruction, onReport, openRound, settings } from "#test/support/acts.ts"
import { followed } from "#test/support/counts.ts"
import { bringInspection } from "#test/support/inspections.ts"
import { anotherPlan } from "#test/support/plans.ts"
import { trail } from "#test/support/trail.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const read = async (w: World, login: Login, path: string) => (await w.as(login).get(path)).text()
const words = (html: string) => html.replaceAll(/<[^>]*>/g, "")

/** Names of the plans as their lines stand, top down. */
const order = (html: string) =>
  [...html.matchAll(/<tr class="plan-line[^>]*>.*?<a [^>]*>(.*?)<\/a>/gs)].map(([, name]) => name)

/** One line without markup, figure beside figure. */
const lineOf = (html: string, name: string) => {
  const row = [...html.matchAll(/<tr class="plan-line[^>]*>.*?<\/tr>/gs)].find(([one]) => one.includes(`>${name}</a>`))
  return [...(row?.[0] ?? "").matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = ""]) => words(cell).trim())
}

/**
 * Three plans: 普法责任制 with a round that runs well, 基层治理 with everything late, 政务公开 with one in difficulty; 普法
 * is the newest with a round.
 */
async function three() {
  const w = await world()
  await done(openRound(w))
  const late = await anotherPlan(w, { docNumber: "〔2026〕5号" })
  const first = await trail(w.database, late.id).opens({ number: 1, opensOn: "2026-09-01", dueBy: "2026-09-10" })
  await trail(w.database, late.id).reports(late.parts[0] ?? 0, first, "submitted", instant("2026-09-09", 9))
  const difficult = await anotherPlan(w, { title: "政务公开任务分工" })
  const t = trail(w.database, difficult.id)
  const second = await t.opens({ number: 1, opensOn: "2026-09-01", dueBy: "2026-12-10" })
  await t.reports(difficult.parts[0] ?? 0, second, "submitted", instant("2026-09-14", 9), { hasDifficulty: true })
  return { w, late, difficult }
}

test("all plans in one line each, the neediest first, with one total", async () => {
  const { w, late } = await three()
  for (const login of ["boss", "lin"] as const) {
    const html = await read(w, login, `/overview?plan=${late.id}`)
    expect(order(html)).toEqual(["基层治理任务分工", "政务公开任务分工", "普法责任制分工方案"])
    expect(lineOf(html, "基层治理任务分工")).toEqual(["2", "0", "2/3", "0"])
    expect(lineOf(html, "政务公开任务分工")).toEqual(["0", "1", "2/3", "0"])
    expect(lineOf(html, "普法责任制分工方案")).toEqual(["0", "0", "6/6", "0"])
    expect(html).toContain("〔2026〕5号")
    expect(words(html)).toContain("逾期2项（1个方案），需关注1项（1个方案），未报10项（3个方案）。")
  }
})

test("without being asked for one, the neediest is shown whole, and its line is marked", async () => {
  const { w, late } = await three()
  const answer = await w.as("boss").get("/overview")
  expect([answer.status, answer.headers.get("location")]).toEqual([303, `/overview?plan=${late.id}`])
  const html = await read(w, "boss", `/overview?plan=${late.id}`)
  expect(html).toMatch(/aria-current="true"[^>]*>基层治理任务分工</)
  expect(html.slice(html.indexOf('id="whole-plan"'))).toContain("第1期落实情况")
  // Where the newest is the neediest it is shown at once.
  await w.database.write([w.database.db.update(plans).set({ state: "archived" }).where(eq(plans.id, late.id))])
  expect(await read(w, "boss", "/overview")).toMatch(/aria-current="true"[^>]*>政务公开任务分工</)
})

test("with one plan its figures are said once: no lines, no total", async () => {
  const w = await world()
  await done(openRound(w))
  const html = await read(w, "boss", "/overview")
  expect(html).not.toContain("plan-lines")
  expect(html).not.toContain("全部方案")
  expect(html).toContain("<h1>第三季度落实情况</h1>")
})

test.each([
  "/overview?plan=2",
  "/overview?plan=1",
  "/overview/plans",
  "/overview/plans?need=late",
  "/overview/plans?mine=1",
])("every number on %s opens exactly what it counts", async (path) => {
  const { w } = await three()
  await w.database.write([
    w.database.db
      .update(units)
      .set({ leaderId: w.actor("boss").id })
      .where(eq(units.id, 1)),
  ])
  await done(instruct(w))
  await done(onInstruction(w, "lin", "reply"))
  for (const login of ["boss", "lin"] as const) {
    const numbers = await followed(w, login, path)
    expect(numbers.length).toBeGreaterThan(5)
    for (const { link, lists } of numbers) expect({ ...link, lists }).toEqual({ ...link, lists: link.n })
  }
})

test("the plans with one need, and all of them, stand on a page of their own", async () => {
  const { w } = await three()
  expect(order(await read(w, "boss", "/overview/plans?need=attention"))).toEqual(["政务公开任务分工"])
  expect(order(await read(w, "boss", "/overview/plans"))).toHaveLength(3)
  expect(words(await read(w, "boss", "/overview/plans?need=waiting"))).toContain("没有这样的方案。")
  expect(order(await read(w, "boss", "/overview/plans?need=nonsense"))).toHaveLength(3)
  expect(order(await read(w, "boss", "/overview/plans?page=2"))).toEqual([])
})

test("of many plans the needy stand in front and the others are counted; all are paged", async () => {
  const { w } = await three()
  for (let i = 0; i < 60; i++) await anotherPlan(w, { title: `第${i}件事` }, [["bgs"]])
  const html = await read(w, "boss", "/overview?plan=1")
  expect(order(html)).toHaveLength(10)
  expect(order(html).slice(0, 2)).toEqual(["基层治理任务分工", "政务公开任务分工"])
  expect(words(html)).toContain("其余53个方案无逾期、无需关注、无待决定事项。")
  expect(order(await read(w, "boss", "/overview/plans"))).toHaveLength(50)
  expect(order(await read(w, "boss", "/overview/plans?page=2"))).toHaveLength(13)
})

test("it costs two round trips at most, whichever plan is asked for", async () => {
  const { w } = await three()
  for (const path of ["/overview", "/overview?plan=1", "/overview/plans"]) {
    const before = w.database.trips()
    await w.as("boss").get(path)
    expect(w.database.trips() - before, path).toBeLessThanOrEqual(2)
  }
})

/** Of each kind one thing that waits for the leader, and one that does not. */
async function waiting() {
  const w = await world()
  await done(openRound(w))
  await done(settings(w, { confirmer: "leader", noticeApprover: "leader" }))
  await done(instruct(w))
  await done(onInstruction(w, "lin", "reply"))
  await done(instruct(w, { text: "请研究提出意见。" }))
  await done(draftNotice(w, { title: "待审定的督办单" }))
  await done(onReport(w, "yan", 4, "report"))
  await done(onReport(w, "lin", 4, "acceptance"))
  await done(onReport(w, "wang", 1, "report"))
  await bringInspection(w, "objected")
  return w
}

test("what waits for the leader stands together, each with one button; what does not is not among it", async () => {
  const w = await waiting()
  const html = await read(w, "boss", "/overview")
  const list = html.slice(html.indexOf('id="waiting"'), html.indexOf('id="instructions"'))
  expect(words(list)).toContain("待您决定4件")
  expect(list).toContain("已按批示落实，参加56人。")
  expect(list).toContain("已阅，办结")
  expect(list).toContain('href="/desk?queue=approvals&amp;item=notice-1"')
  expect(list).toContain('href="/desk?queue=confirm&amp;plan=1"')
  expect(list).toMatch(/href="\/inspections\/1#unit-1"/)
  expect(list).not.toContain("请研究提出意见。")
  expect(html.slice(html.indexOf('id="instructions"'))).toContain("请研究提出意见。")
  expect(words(html)).toContain("4待您决定")
})

test("the office is told what waits for a leader, without the leader's buttons", async () => {
  const w = await waiting()
  const html = await read(w, "lin", "/overview")
  const list = html.slice(html.indexOf('id="waiting"'), html.indexOf('id="instructions"'))
  expect(words(list)).toContain("待领导决定4件")
  expect(list).not.toContain("<form")
  expect(list).not.toContain("/desk?queue=")
})

test("已阅，办结 settles the answer and comes back to the overview", async () => {
  const w = await waiting()
  const html = await read(w, "boss", "/overview")
  const form = html.match(
    /action="(\/instructions\/1\/settlement)".*?name="version" value="(\d+)".*?name="next" value="([^"]*)"/s,
  )
  const [, action = "", version = "", next = ""] = form ?? []
  const answer = await w.as("boss").post(action, { version, next })
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/overview?plan=1"])
  expect(words(await read(w, "boss", "/overview"))).toContain("待您决定3件")
})

test("only their own: another leader's 批示, and what the plan names nobody of them for, wait for somebody else", async () => {
  const w = await waiting()
  await w.database.client.execute("update instructions set leader_id = 1 where id = 1")
  await done(settings(w))
  const html = words(await read(w, "boss", "/overview"))
  // The notice was handed in for approval while a leader was named; now the plan names nobody.
  expect(html).toContain("待您决定1件")
  expect(html).toContain("结论有异议")
  expect(html).not.toContain("已按批示落实，参加56人。")
})

test("a supervisor who only sees a plan reads no 批示 of it", async () => {
  const w = await waiting()
  await w.database.write([w.database.db.update(plans).set({ supervisingUnitId: 1 })])
  const html = await read(w, "lin", "/overview")
  expect(html).not.toContain("已按批示落实，参加56人。")
  expect(html).not.toContain("请研究提出意见。")
})

test("in several plans what waits stands under the name of its plan", async () => {
  const w = await waiting()
  const { id } = await anotherPlan(w)
  await done(instruct(w, { text: "另一个方案的批示。" }))
  const html = await read(w, "boss", `/overview?plan=${id}`)
  expect(html).toMatch(/id="waiting-1"[^>]*><h3><a href="\/overview\?plan=1">普法责任制分工方案<\/a> <small>4件/)
  expect(words(html.slice(html.indexOf('id="instructions"')))).toContain("普法责任制分工方案 · 任务（一）")
})

test("without a plan the way to the first report is shown, to those who may go it", async () => {
  const w = await world()
  await w.database.write([w.database.db.update(plans).set({ state: "draft" })])
  const office = await read(w, "lin", "/overview")
  expect(office).toContain('href="/plans/new"')
  expect(words(office)).toContain("导入方案")
  const leader = await read(w, "boss", "/overview")
  expect(leader).toContain("还没有已下达的方案")
  expect(leader).not.toContain('href="/plans/new"')
})

test("of a plan that never had a round the office is led to open one", async () => {
  const w = await world()
  expect(await read(w, "lin", "/overview")).toContain('href="/plans/1/rounds"')
  expect(await read(w, "boss", "/overview")).not.toContain('href="/plans/1/rounds"')
  await done(openRound(w))
  expect(await read(w, "lin", "/overview")).not.toContain('href="/plans/1/rounds"')
})
