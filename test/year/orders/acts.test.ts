import { beforeEach, expect, test } from "vitest"
import { orders } from "#db/schema.ts"
import { activityOf, onActivity } from "#test/support/activities.ts"
import { done, type Fields, refused, trailOf } from "#test/support/acts.ts"
import { enterOffer, offerOf, onOffer, onOrder, orderOf, placeOrder } from "#test/support/orders.ts"
import { enterResource } from "#test/support/resources.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()

test("what is offered is read by all of the year, with its lecturer, and by nobody else", async () => {
  await done(enterResource(w, { kind: "lecturer", name: "赵讲师" }))
  await done(enterOffer(w, { lecturer: "1" }))
  for (const login of ["wang", "zhou", "yan", "lin", "boss"] as const) {
    const menu = await page(login, "/years/2026/offers")
    expect(menu, login).toContain("民法典进机关")
    expect(menu, login).toContain("赵讲师")
    expect(await page(login, "/search?q=典进机关"), login).toMatch(/<mark>/)
    expect((await w.as(login).get("/offers/1")).status, login).toBe(200)
  }
  for (const login of ["zhao", "admin"] as const) {
    expect((await w.as(login).get("/years/2026/offers")).status).toBe(404)
    expect((await w.as(login).get("/offers/1")).status).toBe(404)
  }
  expect(await (await w.as("zhou").post("/years/2026/offers.csv")).text()).toContain(
    "民法典进机关,办公室,《民法典》,赵讲师",
  )
})

test("a lecturer is of the unit that offers or of 普法办, whoever enters it", async () => {
  await done(enterResource(w, { kind: "lecturer", name: "赵讲师", unit: "2" }, "zhou"))
  await done(enterResource(w, { kind: "lecturer", name: "钱讲师", unit: "3" }, "lin"))
  const refusedOne = await enterOffer(w, { lecturer: "1" }, "lin")
  expect(refusedOne.status).toBe(422)
  expect(await refusedOne.text()).toContain("请从该单位或普法办在用的讲师团成员中选择")
  await done(enterOffer(w, { lecturer: "2" }, "lin"))
  expect((await onOffer(w, "lin", "revision", { lecturer: "1" })).status).toBe(422)
  expect(await page("lin", "/offers/1")).not.toContain("赵讲师")
  await done(enterOffer(w, { lecturer: "1", unit: "2" }, "lin"))
})

test("what waits stands in the desk of whoever keeps the year, and opens there", async () => {
  await done(enterOffer(w))
  expect(await page("lin", "/desk")).not.toContain("待办点单")
  await done(placeOrder(w))
  expect(await page("lin", "/desk")).toMatch(/href="\/orders"[^>]*>[^<]*待办点单[\s\S]{0,60}?1/)
  expect(await page("lin", "/orders")).toContain("民法典进机关")
  expect(await page("wang", "/orders")).not.toContain("民法典进机关")
  await done(onOrder(w, "wang", "declining"))
  expect(await page("lin", "/orders")).not.toContain("民法典进机关")
})

test("of more orders than a page has it is said where the others are", async () => {
  await done(enterOffer(w))
  await done(placeOrder(w))
  expect(await page("lin", "/offers/1")).not.toContain("其余见")
  const { db, write } = w.database
  const { id: _, ...order } = await orderOf(w)
  await write([db.insert(orders).values(Array.from({ length: 50 }, () => order))])
  const offer = await page("lin", "/offers/1")
  expect(offer.match(/data-row="order"/g)).toHaveLength(50)
  expect(offer).toContain("只列前50单，其余见")
})

test("is put right and taken off the menu by whoever offers it, and by the office", async () => {
  await done(enterOffer(w))
  await done(onOffer(w, "head", "revision", { title: "宪法进机关" }))
  await refused(w, () => onOffer(w, "zhou", "revision"), 403)
  await refused(w, () => onOffer(w, "boss", "closing"), 403)
  await done(onOffer(w, "lin", "closing"))
  await refused(w, () => onOffer(w, "wang", "closing"), 409)
  await refused(w, () => onOffer(w, "wang", "revision"), 409)
  await refused(w, () => placeOrder(w), 409)
  await done(onOffer(w, "wang", "reopening"))
  await refused(w, () => onOffer(w, "wang", "reopening"), 409)
  expect(await offerOf(w)).toMatchObject({ title: "宪法进机关", state: "open" })
  await refused(w, () => onOffer(w, "zhao", "closing"), 404)
  await refused(w, () => enterOffer(w, {}, "boss"), 403)
  await refused(w, () => enterOffer(w, {}, "zhao"), 404)
})

test("an order is seen by both units, the office and leaders; it stands in 我的待办, in 日历, and becomes an activity of both", async () => {
  await done(enterOffer(w))
  await done(placeOrder(w))
  expect(await page("wang", "/todo")).toContain("待接单")
  for (const login of ["wang", "zhou", "lin", "boss"] as const) {
    expect((await w.as(login).get("/orders/1")).status, login).toBe(200)
    expect(await page(login, "/years/2026/orders"), login).toContain("民法典进机关")
    expect(await page(login, "/calendar?month=2026-10"), login).toContain("民法典进机关")
  }
  expect((await w.as("yan").get("/orders/1")).status).toBe(404)
  await refused(w, () => onOrder(w, "zhou", "acceptance"), 403)
  await done(onOrder(w, "wang", "acceptance"))
  expect(await page("wang", "/todo")).toContain("待登记完成")
  await refused(w, () => onOrder(w, "wang", "acceptance"), 409)
  await refused(w, () => onOrder(w, "wang", "declining"), 409)
  await done(onOrder(w, "wang", "completion"))
  expect(await orderOf(w)).toMatchObject({ state: "done", activityId: 1 })
  expect(await activityOf(w)).toMatchObject({
    title: "民法典进机关",
    kind: "主题宣传",
    state: "held",
    fromOn: "2026-09-21",
    place: "二楼会议室",
    audience: "全体干部",
    reached: 38,
    units: ["1 host", "2 joint"],
    laws: [{ title: "民法典" }],
  })
  expect(await page("zhou", "/years/2026/activities")).toContain("民法典进机关")
  expect(await page("wang", "/todo")).not.toContain("orders-due")
  await refused(w, () => onOrder(w, "wang", "completion"), 409)
  expect((await trailOf(w, "order:1")).map(({ action }) => action)).toEqual([
    "order_placed",
    "order_accepted",
    "order_done",
  ])
  const held = async () => /data-label="已完成">(\d+)次/.exec(await page("lin", "/years/2026/offers"))?.[1]
  expect(await held()).toBe("1")
  await done(onActivity(w, "wang", "discarding"))
  expect(await held()).toBe("0")
})

test("an activity is of the kind that was offered, though the year's list has it no more", async () => {
  await done(enterOffer(w))
  await done(placeOrder(w))
  await done(onOrder(w, "wang", "acceptance"))
  await w.database.client.execute(
    "insert into activity_lists (year, kinds, themed, channels, tags, topics, version) values (2026, '[]', '[]', '[]', '[]', '[]', 1)",
  )
  await done(onOrder(w, "wang", "completion"))
  expect((await activityOf(w))?.kind).toBe("主题宣传")
})

test("who is neither unit nor the office sees no order, on no page and in no file", async () => {
  await done(enterOffer(w, { unit: "3" }, "lin"))
  await done(placeOrder(w))
  for (const login of ["wang", "head", "zhao", "admin"] as const) {
    await refused(w, () => onOrder(w, login, "cancellation"), 404)
    expect((await w.as(login).get("/orders/1")).status, login).toBe(404)
  }
  expect(await page("wang", "/years/2026/orders")).not.toContain("民法典进机关")
  expect(await page("wang", "/offers/1")).not.toContain("二楼会议室")
  expect(await page("wang", "/calendar?month=2026-10")).not.toContain("民法典进机关")
  await refused(w, () => w.as("wang").post("/years/2026/orders.csv"), 409)
  expect(await (await w.as("zhou").post("/years/2026/orders.csv")).text()).toContain("二楼会议室")
})

test("is declined or cancelled with a reason, which stays to be read", async () => {
  await done(enterOffer(w))
  await done(placeOrder(w))
  expect((await onOrder(w, "wang", "declining", { remark: "" })).status).toBe(422)
  await done(onOrder(w, "wang", "declining"))
  expect(await page("zhou", "/orders/1")).toContain("讲师外出。")
  await done(placeOrder(w))
  await done(onOrder(w, "wang", "acceptance", {}, 2))
  await done(onOrder(w, "zhou", "cancellation", {}, 2))
  expect(await orderOf(w, 2)).toMatchObject({ state: "cancelled", reason: "会议改期。" })
  await refused(w, () => onOrder(w, "lin", "cancellation", {}, 2), 409)
})

test.each<[string, Fields, RegExp]>([
  ["no title", { title: "" }, /请填写题目/],
  ["a kind that is no kind", { kind: "唱歌" }, /请从列表中选择活动形式/],
  ["a lecturer that is none", { lecturer: "9" }, /请从该单位或普法办在用的讲师团成员中选择/],
  ["another's unit", { unit: "2" }, /请选择本单位/],
  ["a mobile", { note: "联系13812345678" }, /不登记个人号码/],
])("an offer with %s is told at the field, with the words kept", async (_, over, words) => {
  const response = await enterOffer(w, { duration: "我写的时长", ...over })
  expect(response.status).toBe(422)
  const text = await response.text()
  expect(text).toMatch(words)
  expect(text).toContain("我写的时长")
})

test.each<[string, Fields, RegExp]>([
  ["a day that is over", { wantedOn: "2026-09-20" }, /日期不能早于今天/],
  ["a day of another year", { wantedOn: "2027-01-10" }, /请填写2026年的日期/],
  ["no audience", { audience: "" }, /请填写听众/],
  ["heads that are none", { heads: "很多" }, /人数请填整数，或留空/],
  ["the unit that offers", { unit: "1" }, /请选择点单的单位/],
])("an order with %s is told at the field, with the words kept", async (_, over, words) => {
  await done(enterOffer(w))
  const response = await placeOrder(w, { place: "我写的地点", ...over })
  expect(response.status).toBe(422)
  const text = await response.text()
  expect(text).toMatch(words)
  expect(text).toContain("我写的地点")
})

test("what was agreed on and held has its bounds", async () => {
  await done(enterOffer(w))
  await done(placeOrder(w))
  expect((await onOrder(w, "wang", "acceptance", { agreedOn: "2026-09-01" })).status).toBe(422)
  await done(onOrder(w, "wang", "acceptance"))
  expect((await onOrder(w, "wang", "completion", { heldOn: "2026-09-30" })).status).toBe(422)
  expect((await onOrder(w, "wang", "completion", { heldOn: "2025-09-30" })).status).toBe(422)
})
