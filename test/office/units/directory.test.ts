import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { units } from "#db/schema.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const EDIT = {
  version: "1",
  name: "办公室",
  shortName: "办公室",
  aliases: "",
  kind: "internal",
  position: "1",
  active: "yes",
}
const edit = (w: World, over: Record<string, string> = {}, id = 1, as: Login = "admin") =>
  w.as(as).post(`/units/${id}/edit`, { ...EDIT, ...over })
const add = (w: World, over: Record<string, string> = {}, as: Login = "admin") =>
  w.as(as).post("/units", { name: "督查室", shortName: "", aliases: "督查、督办室", kind: "internal", ...over })
const order = async (w: World) => {
  const [rows] = await w.database.read([w.database.db.select().from(units).orderBy(units.position, units.id)])
  return rows.map(({ name }) => name)
}

test("everybody signed in sees the directory in 单位排序, in two round trips", async () => {
  const w = await world()
  for (const login of ["wang", "zhao", "lin", "boss", "admin", "security", "auditor"] as const) {
    const before = w.database.trips()
    const html = (await (await w.as(login).get("/units")).text()).split("<main")[1] ?? ""
    expect(w.database.trips() - before).toBe(2)
    expect(html.indexOf("办公室")).toBeLessThan(html.indexOf("外事处"))
  }
  expect((await w.as(null).get("/units")).status).toBe(401)
})

test("a unit is added, last in order, and the trail says so", async () => {
  const w = await world()
  expect((await add(w)).headers.get("location")).toBe("/units")
  expect(await order(w)).toEqual(["办公室", "综合指导司", "研究室", "外事处", "督查室"])
  expect(await w.events()).toMatchObject([{ action: "unit_added", subject: "unit:5", actingAs: "admin" }])
  expect(await (await w.as("admin").get("/units")).text()).toContain("又称督查、督办室")
})

test.each<Login>(["security", "auditor", "lin", "boss", "wang", "zhao"])(
  "%s adds and changes no unit",
  async (login) => {
    const w = await world()
    expect((await w.as(login).get("/units/new")).status).toBe(403)
    expect((await w.as(login).get("/units/1/edit")).status).toBe(403)
    expect((await add(w, {}, login)).status).toBe(403)
    expect((await edit(w, { name: "x" }, 1, login)).status).toBe(403)
    expect(await w.events()).toEqual([])
  },
)

test("a change keeps before and after; a stale one is told so with its words", async () => {
  const w = await world()
  expect((await edit(w, { shortName: "办", leaderId: "" })).status).toBe(303)
  expect(await w.events()).toMatchObject([
    {
      action: "unit_changed",
      subject: "unit:1",
      version: 2,
      particulars: { shortName: { before: "办公室", after: "办" } },
    },
  ])
  const stale = await edit(w, { shortName: "办公厅" })
  expect(stale.status).toBe(409)
  expect(await stale.text()).toContain("办公厅")
})

test("moving a unit moves those it pushes along, each with an event, all at once", async () => {
  const w = await world()
  expect((await edit(w, { name: "外事处", position: "2" }, 4)).status).toBe(303)
  expect(await order(w)).toEqual(["办公室", "外事处", "综合指导司", "研究室"])
  expect((await w.events()).map(({ subject }) => subject)).toEqual(["unit:4", "unit:2", "unit:3"])
  expect((await edit(w, { name: "外事处", position: "99", version: "2" }, 4)).status).toBe(303)
  expect(await order(w)).toEqual(["办公室", "综合指导司", "研究室", "外事处"])
})

test("a unit is put out of use with its successor, and its history stays", async () => {
  const w = await world()
  expect((await edit(w, { name: "外事处", known: "yes", active: "", successorId: "1", position: "4" }, 4)).status).toBe(
    303,
  )
  const html = await (await w.as("wang").get("/units")).text()
  expect(html).toContain("已停用；由办公室承接")
  const [[row]] = await w.database.read([w.database.db.select().from(units).where(eq(units.id, 4))])
  expect(row).toMatchObject({ active: false, successorId: 1 })
})

test.each([
  ["a name somebody has", { name: "研究室" }, "已有同名单位"],
  ["no name", { name: "" }, "请填写名称"],
  ["itself as parent", { parentId: "1" }, "请选择其他单位"],
  ["a leader who is none", { leaderId: "1" }, "请从领导中选择"],
  ["a place before the first", { position: "0" }, "排序请填 1 至 9999 的整数"],
  ["no number", { position: "前面" }, "排序请填 1 至 9999 的整数"],
])("%s is refused with what was typed kept", async (_, over, sentence) => {
  const w = await world()
  const response = await edit(w, { aliases: "老名字", ...over })
  expect(response.status).toBe(422)
  const html = await response.text()
  expect(html).toContain(sentence)
  expect(html).toContain("老名字")
  expect(await w.events()).toEqual([])
})

test("分管领导 is one of the leaders", async () => {
  const w = await world()
  const boss = String(w.actor("boss").id)
  expect((await edit(w, { leaderId: boss })).status).toBe(303)
  expect((await w.as("admin").get("/units/99/edit")).status).toBe(404)
})

test.each<[Login, boolean]>([
  ["wang", true],
  ["boss", true],
  ["admin", false],
  ["security", false],
  ["auditor", false],
])("the names link to the units' pages only for those who may open them: %s", async (login, may) => {
  const w = await world()
  const html = await (await w.as(login).get("/units")).text()
  expect(html.includes('href="/units/1"')).toBe(may)
  expect((await w.as(login).get("/units/1")).status).toBe(may ? 200 : 404)
})
