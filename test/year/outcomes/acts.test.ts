import { beforeEach, expect, test } from "vitest"
import { outcomes } from "#db/schema.ts"
import { done, type Fields, refused, trailOf } from "#test/support/acts.ts"
import { discardOutcome, enterOutcome, outcomeOf } from "#test/support/suggestions.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const REGISTER = "/years/2026/outcomes"
const page = async (login: Login, path = REGISTER) => (await w.as(login).get(path)).text()

test("is read by its unit, the office and leaders, kept to a kind, and found by its words", async () => {
  await done(enterOutcome(w))
  await done(enterOutcome(w, { kind: "practice", title: "接待窗口一次讲清", unit: "2" }))
  const all = await page("lin")
  expect(all).toContain("表彰奖励1项")
  expect(all).toContain("经验做法1项")
  expect(await page("lin", `${REGISTER}?kind=practice`)).not.toContain("全国普法工作先进单位")
  for (const login of ["wang", "head", "boss"] as const) {
    expect(await page(login), login).toContain("全国普法工作先进单位")
    expect(await page(login, "/search?q=普法工作先进单位"), login).toMatch(/<mark>/)
  }
  for (const login of ["zhou", "yan"] as const) {
    expect(await page(login), login).not.toContain("全国普法工作先进单位")
    expect(await page(login, "/search?q=普法工作先进单位"), login).not.toMatch(/<mark>/)
    expect(await (await w.as(login).post(`${REGISTER}.csv`)).text(), login).not.toContain("先进单位")
  }
  for (const login of ["zhao", "admin"] as const) expect((await w.as(login).get(REGISTER)).status).toBe(404)
  expect((await w.as("lin").post(`${REGISTER}.xlsx`)).headers.get("content-type")).toContain("spreadsheetml")
})

test("taken back with a reason it is gone from the register, and the trail keeps it", async () => {
  await done(enterOutcome(w))
  expect((await discardOutcome(w, "lin", { remark: "" })).status).toBe(422)
  await done(discardOutcome(w, "lin"))
  expect(await outcomeOf(w)).toMatchObject({ discardWhy: "登记错了。" })
  expect(await page("lin")).not.toContain("全国普法工作先进单位")
  expect((await trailOf(w, "outcome:1")).map(({ action }) => action)).toEqual(["outcome_entered", "outcome_discarded"])
  await refused(w, () => discardOutcome(w, "lin"), 409)
})

test.each<[string, Fields, RegExp]>([
  ["no name", { title: "" }, /请填写事项/],
  ["no kind", { kind: "" }, /请选择类别/],
  ["a unit outside", { unit: "4" }, /请从本年度的责任单位中选择/],
  ["a day to come", { happenedOn: "2026-10-01" }, /日期不能晚于今天/],
  ["an earlier year", { happenedOn: "2025-10-01" }, /请填写2026年或2027年的日期/],
])("%s is told at the field, with the words kept", async (_, over, words) => {
  const response = await enterOutcome(w, { text: "我写的内容", ...over })
  expect(response.status).toBe(422)
  const text = await response.text()
  expect(text).toMatch(words)
  expect(text).toContain("我写的内容")
})

test("it is the office's to enter and to take back", async () => {
  for (const login of ["wang", "boss"] as const) await refused(w, () => enterOutcome(w, {}, login), 403)
  await done(enterOutcome(w))
  for (const login of ["wang", "boss"] as const) await refused(w, () => discardOutcome(w, login), 403)
  for (const login of ["zhou", "zhao"] as const) await refused(w, () => discardOutcome(w, login), 404)
})

test("the file holds all of them, the page a hundred", async () => {
  const { db, write } = w.database
  const row = { year: 2026, unitId: 1, kind: "praise" as const, happenedOn: "2026-05-04", enteredById: 1, enteredAt: 0 }
  await write([db.insert(outcomes).values(Array.from({ length: 130 }, (_, i) => ({ ...row, title: `事项${i}。` })))])
  expect((await page("lin")).match(/data-row="outcome"/g)).toHaveLength(100)
  expect((await (await w.as("lin").post(`${REGISTER}.csv`)).text()).match(/事项\d+。/g)).toHaveLength(130)
})
