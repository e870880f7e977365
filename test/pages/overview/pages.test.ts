import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { plans, units } from "#db/schema.ts"
import { instant } from "#src/clock.ts"
import { followed } from "#test/support/counts.ts"
import { trail } from "#test/support/trail.ts"
import { world } from "#test/support/world.ts"

/** 办公室 late and reminded twice, 综合指导司 in difficulty, a dispute, a claim and an open 初核. */
async function troubled() {
  const w = await world()
  const t = trail(w.database)
  const first = await t.opens({ number: 1, name: "第二季度", opensOn: "2026-06-01", dueBy: "2026-06-25" })
  await t.reports(1, first, "submitted", instant("2026-06-20", 9))
  await t.cutsOff(first, instant("2026-06-30", 18))
  const second = await t.opens({ number: 2, name: "第三季度", opensOn: "2026-09-01", dueBy: "2026-09-15" })
  await t.reports(2, second, "submitted", instant("2026-09-14", 9), { hasDifficulty: true, problems: "经费尚未落实" })
  await t.reports(3, second, "submitted", instant("2026-09-14", 9))
  await t.reports(5, second, "submitted", instant("2026-09-14", 9))
  await t.reports(
    5,
    second,
    "returned",
    instant("2026-09-16", 9),
    {},
    { remark: "请补充人次。", answerBy: "2026-09-18" },
  )
  await t.moves(4, "assignment_claimed", "claimed", instant("2026-09-16", 9), {})
  await t.moves(6, "assignment_disputed", "disputed", instant("2026-09-16", 9), { remark: "不属本单位职责" })
  await t.proposes(3, second, instant("2026-09-17", 9))
  await t.reminds(second, 1, [1, 6], instant("2026-09-16", 10))
  await t.reminds(second, 1, [1], instant("2026-09-18", 10))
  return { w, t, first, second }
}

test.each([
  ["boss", 200],
  ["lin", 200],
  ["wang", 403],
  ["zhao", 403],
  ["admin", 403],
  ["auditor", 403],
] as const)("%s is answered %i", async (login, status) => {
  const { w } = await troubled()
  expect((await w.as(login).get("/overview")).status).toBe(status)
})

test("late ones stand with their reason, their days and how often they were reminded", async () => {
  const { w } = await troubled()
  const html = await (await w.as("boss").get("/overview")).text()
  expect(html).toContain("未报。已催办2次（最近9月18日）。")
  expect(html).toContain("退回后未重报，退回意见：请补充人次。尚未催办。")
  expect(html).toContain("逾期5个工作日")
  expect(html).toContain("经费尚未落实")
})

test("what the office has to judge is counted and named as theirs, not as the leader's to decide", async () => {
  const { w } = await troubled()
  const html = (await (await w.as("boss").get("/overview")).text()).replaceAll(/<[^>]*>/g, "")
  expect(html).toContain("目前没有等待您决定的事项。")
  expect(html).toContain("督查部门办理中")
  expect(html).toContain("异议待答复1项：办公室（三）")
  expect(html).toContain("办结待核查1项：研究室（二）")
  expect(html).toContain("自查待复核1项：研究室（一）")
  expect(html).not.toContain("不属本单位职责")
})

test.each(["/overview", "/overview?mine=1", "/overview?plan=1"])(
  "every number on %s opens a list of exactly so many",
  async (path) => {
    const { w } = await troubled()
    await w.database.write([w.database.db.update(units).set({ leaderId: 9 }).where(eq(units.id, 1))])
    expect(w.actor("boss").id).toBe(9)
    for (const login of ["boss", "lin"] as const) {
      const numbers = await followed(w, login, path)
      if (login === "boss") expect(numbers.length).toBeGreaterThan(15)
      for (const { link, lists } of numbers) expect({ ...link, lists }).toEqual({ ...link, lists: link.n })
    }
  },
)

test("a leader can keep to the units in their charge; others are not offered it", async () => {
  const { w } = await troubled()
  await w.database.write([w.database.db.update(units).set({ leaderId: 9 }).where(eq(units.id, 1))])
  const offered = await (await w.as("boss").get("/overview")).text()
  expect(offered).toContain("只看我分管的")
  const own = await (await w.as("boss").get("/overview?mine=1")).text()
  expect(own).toContain("分管单位承担的")
  expect(own).not.toContain("经费尚未落实")
  expect(await (await w.as("lin").get("/overview")).text()).not.toContain("只看我分管的")
})

test("the round before stands beside the present one", async () => {
  const { w } = await troubled()
  const html = await (await w.as("boss").get("/overview")).text()
  expect(html).toContain("第二季度封账时")
  expect(html).toContain('href="/plans/1?round=1&amp;light=red"')
})

test("without a round, and without any plan, it says so", async () => {
  const w = await world()
  expect(await (await w.as("boss").get("/overview")).text()).toContain("尚未开启填报期。")
  await w.database.write([w.database.db.update(plans).set({ state: "draft" })])
  expect(await (await w.as("boss").get("/overview")).text()).toContain("还没有已下达的方案")
})

test("a plan one may not see, or that is not there, does not exist", async () => {
  const { w } = await troubled()
  expect((await w.as("boss").get("/overview?plan=7")).status).toBe(404)
  expect((await w.as("boss").get("/overview?plan=x")).status).toBe(404)
  await w.database.write([w.database.db.update(plans).set({ supervisingUnitId: 1 })])
  // 林督查 supervises for 研究室, which now only takes part.
  expect((await w.as("lin").get("/overview?plan=1")).status).toBe(200)
})

test("it costs two round trips", async () => {
  const { w } = await troubled()
  const before = w.database.trips()
  await w.as("boss").get("/overview")
  expect(w.database.trips() - before).toBe(2)
})

test("units stand in 单位排序, whatever their figures", async () => {
  const { w } = await troubled()
  await w.database.write([w.database.db.update(units).set({ position: 9 }).where(eq(units.id, 1))])
  const html = await (await w.as("boss").get("/overview")).text()
  const bars = html.slice(html.indexOf('class="bars"'))
  const order = ["综合指导司", "研究室", "办公室"].map((name) => bars.indexOf(`>${name}</a>`))
  expect(order).toEqual([...order].sort((a, b) => a - b))
  expect(Math.min(...order)).toBeGreaterThan(0)
})
