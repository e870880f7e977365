import { beforeEach, expect, test } from "vitest"
import { enterActivity } from "#test/support/activities.ts"
import { done, type Fields, refused, trailOf } from "#test/support/acts.ts"
import { enterResource, onResource, resourceOf } from "#test/support/resources.ts"
import { type Login, type World, world } from "#test/support/world.ts"
import { openYear } from "#test/support/years.ts"

let w: World
beforeEach(async () => {
  w = await world()
  await openYear(w)
})

const REGISTER = "/years/2026/resources"
const page = async (login: Login, path = REGISTER) => (await w.as(login).get(path)).text()

test("a unit's is read by itself, the office and leaders, kept to kind and unit, found by its words, taken as a file", async () => {
  await done(enterResource(w))
  await done(enterResource(w, { kind: "lecturer", name: "赵讲师", form: "副处长", place: "普法讲师团", size: "" }))
  const all = await page("lin")
  expect(all).toContain("阵地1个")
  expect(all).toContain("讲师团成员1名")
  expect(await page("lin", `${REGISTER}?kind=lecturer`)).not.toContain("法治文化长廊")
  expect(await page("lin", `${REGISTER}?unit=2`)).not.toContain("法治文化长廊")
  for (const login of ["wang", "head", "boss"] as const) {
    expect(await page(login), login).toContain("法治文化长廊")
    expect(await page(login, "/search?q=文化长廊"), login).toMatch(/<mark>/)
    expect((await w.as(login).get("/resources/1")).status, login).toBe(200)
  }
  for (const login of ["zhou", "yan"] as const) {
    expect(await page(login), login).not.toContain("法治文化长廊")
    expect(await page(login, "/search?q=文化长廊"), login).not.toMatch(/<mark>/)
    expect((await w.as(login).get("/resources/1")).status, login).toBe(404)
    await refused(w, () => w.as(login).post(`${REGISTER}.csv`), 409)
  }
  for (const login of ["zhao", "admin"] as const) expect((await w.as(login).get(REGISTER)).status).toBe(404)
  expect(await (await w.as("boss").post(`${REGISTER}.csv`)).text()).toContain("赵讲师,副处长,普法讲师团")
  expect((await w.as("lin").post(`${REGISTER}.xlsx`)).headers.get("content-type")).toContain("spreadsheetml")
})

test("to enter one takes two clicks: what it is, and 登记", async () => {
  const [, path = ""] = /href="([^"]+)" id="enter-lecturer"/.exec(await page("wang")) ?? []
  const form = await page("wang", path.replaceAll("&amp;", "&"))
  expect(form).toMatch(/<details[^>]*id="new-resource"[^>]* open/)
  expect(form).toContain('name="kind" value="lecturer"')
  expect(await page("wang", `${REGISTER}?kind=lecturer`)).not.toMatch(/<details[^>]*id="new-resource"[^>]* open/)
})

test("what 普法办 has all units see, and none but itself keeps", async () => {
  await done(enterResource(w, { unit: "3" }, "lin"))
  expect(await page("zhou")).toContain("法治文化长廊")
  expect((await w.as("zhao").get("/resources/1")).status).toBe(404)
  await refused(w, () => onResource(w, "zhou", "revision"), 403)
})

test("is put right, ended with a reason and used again; the trail tells each", async () => {
  await done(enterResource(w))
  await done(onResource(w, "wang", "revision", { name: "法治广场" }))
  expect((await onResource(w, "wang", "ending", { remark: "" })).status).toBe(422)
  await done(onResource(w, "lin", "ending"))
  expect(await resourceOf(w)).toMatchObject({ name: "法治广场", state: "ended", endWhy: "已经拆除。" })
  expect(await page("wang")).not.toContain("法治广场")
  expect(await page("wang", `${REGISTER}?ended=1`)).toContain("法治广场")
  await refused(w, () => onResource(w, "wang", "revision"), 409)
  await refused(w, () => onResource(w, "wang", "ending"), 409)
  await done(onResource(w, "wang", "resuming"))
  await refused(w, () => onResource(w, "wang", "resuming"), 409)
  expect((await trailOf(w, "resource:1")).map(({ action }) => action)).toEqual([
    "resource_entered",
    "resource_revised",
    "resource_ended",
    "resource_resumed",
  ])
  for (const login of ["head", "lin2"] as const) await done(onResource(w, login, "revision"))
  await refused(w, () => onResource(w, "boss", "revision"), 403)
  for (const login of ["zhou", "zhao"] as const) await refused(w, () => onResource(w, login, "ending"), 404)
  await refused(w, () => enterResource(w, {}, "boss"), 403)
  await refused(w, () => enterResource(w, {}, "zhao"), 404)
})

test.each<[string, Fields, RegExp]>([
  ["no name", { name: "" }, /请填写名称/],
  ["no kind", { kind: "" }, /请选择类别/],
  ["another's unit", { unit: "2" }, /请选择本单位/],
  ["a mobile as telephone", { contact: "13812345678" }, /不登记个人号码，请删去「138…78」/],
  ["a mobile in the words", { place: "人民路1号，联系138 1234 5678" }, /不登记个人号码/],
  ["an identity number", { offers: "110101199003078857" }, /不登记个人号码/],
  ["a telephone that is none", { contact: "找老王" }, /请只填办公电话/],
  ["a size that is none", { size: "很多" }, /请填写整数，或留空/],
])("%s is told at the field, with the words kept", async (_, over, words) => {
  const response = await enterResource(w, { form: "我写的类型", ...over })
  expect(response.status).toBe(422)
  const text = await response.text()
  expect(text).toMatch(words)
  if (over.kind === undefined) expect(text).toContain("我写的类型")
})

test("an activity names the 阵地 where it was held, and its use is counted from there", async () => {
  await done(enterResource(w))
  await done(enterActivity(w, { venue: "1", place: "" }))
  await done(enterActivity(w, { venue: "", title: "另一次" }))
  expect((await enterActivity(w, { venue: "2" })).status).toBe(422)
  expect(await page("lin")).toMatch(/data-of="activities">\s*1\s*</)
  const held = await page("lin", "/years/2026/activities?venue=1&state=held")
  expect(held).not.toContain("另一次")
  expect(await page("wang", "/activities/1")).toContain("法治文化长廊")
  await done(onResource(w, "wang", "ending"))
  expect((await enterActivity(w, { venue: "1" })).status).toBe(422)
})

test("another unit's 阵地 is not offered, that of 普法办 is", async () => {
  await done(enterResource(w))
  await done(enterResource(w, { unit: "3", name: "普法办的广场" }, "lin"))
  const form = await page("zhou", "/activities/new")
  expect(form).toContain("普法办的广场")
  expect(form).not.toContain("法治文化长廊")
  expect((await enterActivity(w, { unit: "2", venue: "1" }, "zhou")).status).toBe(422)
})
