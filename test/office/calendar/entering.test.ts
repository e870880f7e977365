import { expect, test } from "vitest"
import { rounds } from "#db/schema.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const TABLE = "2027-01-01 休 元旦\n2027-01-04至2027-01-05 休\n2027-01-09 班"
const fields = (over: Record<string, string> = {}) => ({
  year: "2027",
  source: "国办发明电〔2026〕9号",
  version: "0",
  table: TABLE,
  ...over,
})
const preview = (w: World, over: Record<string, string> = {}, as: Login = "admin") =>
  w.as(as).post("/admin/calendar/preview", fields(over))
const save = (w: World, over: Record<string, string> = {}, as: Login = "admin") =>
  w.as(as).post("/admin/calendar", fields(over))

const openRound = (w: World, dueBy: string) =>
  w.database.write([
    w.database.db.insert(rounds).values({ planId: 1, number: 1, name: "2026年第四季度", opensOn: "2026-09-01", dueBy }),
  ])

test("a year without a table says so, and one that is entered no longer", async () => {
  const w = await world()
  expect(await (await w.as("admin").get("/admin/calendar?year=2027")).text()).toContain("暂按周末和法定节假日推算")
  expect((await save(w)).headers.get("location")).toBe("/admin/calendar?year=2027")
  expect(await (await w.as("admin").get("/admin/calendar?year=2027")).text()).not.toContain("暂按周末和法定节假日推算")
  expect(await w.events()).toMatchObject([
    {
      action: "calendar_changed",
      subject: "calendar:2027",
      version: 1,
      actingAs: "admin",
      particulars: { before: null, after: { work: ["2027-01-09"] } },
    },
  ])
})

test("the preview says which days change and what they move, and writes nothing", async () => {
  const w = await world()
  await openRound(w, "2027-01-04")
  const page = await (await preview(w)).text()
  expect(page).toContain("改为休息：2027年1月4日、2027年1月5日".replaceAll("2027年", ""))
  expect(page).toContain("1月9日")
  expect(page).toContain("2026年第四季度")
  expect(page).toContain("休息日，请督查人员斟酌")
  expect(page).toContain("2027年1月7日 → 2027年1月8日")
  expect(await w.events()).toEqual([])
})

test("dates people set stay where they are", async () => {
  const w = await world()
  await openRound(w, "2027-01-04")
  await save(w)
  const [[round]] = await w.database.read([w.database.db.select().from(rounds)])
  expect(round).toMatchObject({ dueBy: "2027-01-04", version: 1 })
})

test("what cannot be read is refused with its line, and what was typed stays", async () => {
  const w = await world()
  for (const answer of [
    await preview(w, { table: "2027-01-01 休\n元旦放假" }),
    await save(w, { table: "2027-01-01 休\n元旦放假" }),
  ]) {
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain("第2行：无法识别：「元旦放假」")
    expect(page).toContain("元旦放假")
  }
  expect(await w.events()).toEqual([])
})

test("a file is taken in place of typed text", async () => {
  const w = await world()
  const form = new FormData()
  for (const [name, value] of Object.entries(fields({ table: "" }))) form.append(name, value)
  form.append("file", new File(["\uFEFF2027-05-01 休\r\n"], "2027.txt", { type: "text/plain" }))
  const page = await (await w.as("admin").post("/admin/calendar/preview", form)).text()
  expect(page).toContain("2027-05-01 休")
})

test.each<Login>(["security", "auditor", "lin", "boss", "wang", "zhao"])("%s enters no year", async (login) => {
  const w = await world()
  expect((await w.as(login).get("/admin/calendar")).status).toBe(403)
  expect((await preview(w, {}, login)).status).toBe(403)
  expect((await save(w, {}, login)).status).toBe(403)
  expect(await w.events()).toEqual([])
})

test("what is wrong is told before what has changed, and a file is read by both buttons", async () => {
  const w = await world()
  expect((await save(w)).status).toBe(303)
  for (const press of [preview, save]) expect((await press(w, { table: "元旦放假" })).status).toBe(422)
  const form = new FormData()
  for (const [name, value] of Object.entries(fields({ version: "1", table: "元旦放假" }))) form.append(name, value)
  form.append("file", new File(["2027-05-01 休"], "2027.txt", { type: "text/plain" }))
  expect((await w.as("admin").post("/admin/calendar", form)).status).toBe(303)
  expect((await w.events()).at(-1)).toMatchObject({ version: 2, particulars: { after: { off: ["2027-05-01"] } } })
})

test("an empty file is said at its field, beside what else is wrong", async () => {
  const w = await world()
  const form = new FormData()
  for (const [name, value] of Object.entries(fields({ source: "长".repeat(300) }))) form.append(name, value)
  form.append("file", new File([], "2027.txt", { type: "text/plain" }))
  const response = await w.as("admin").post("/admin/calendar", form)
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain("「2027.txt」是空文件")
  expect(page).toContain("最多 200 字")
  expect(await w.events()).toEqual([])
})

test("who comes second is told, at the preview and at the saving", async () => {
  const w = await world()
  expect((await save(w)).status).toBe(303)
  expect((await preview(w)).status).toBe(409)
  expect((await save(w)).status).toBe(409)
  expect((await save(w, { version: "1", table: "2027-01-01 休" })).status).toBe(303)
  expect(await w.events()).toHaveLength(2)
})
