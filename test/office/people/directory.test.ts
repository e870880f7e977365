import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { people } from "#db/schema.ts"
import { disablePerson, grantPost } from "#src/office/people/directory_commands.ts"
import { acting } from "#src/trail/record.ts"
import { givePassword, PASSWORD } from "#test/support/passwords.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const person = async (w: World, login: string) => {
  const [[row]] = await w.database.read([w.database.db.select().from(people).where(eq(people.login, login))])
  return row
}
const add = (w: World, fields: Record<string, string> = {}, as: Login = "admin") =>
  w.as(as).post("/admin/people", { name: "钱新人", login: "qian", unitId: "1", contact: "8001", ...fields })
const act = (w: World, login: Login, what: string, version = "1", as: Login = "admin") =>
  w.as(as).post(`/admin/people/${login}/${what}`, { version, "heir-3": "vacant" })
const secretIn = (html: string) => /class="secret"[^>]*>\s*([\w-]+)\s*</.exec(html)?.[1] ?? ""

test("an account is made with a password seen once, which works once and must be changed", async () => {
  const w = await world()
  const response = await add(w)
  const secret = secretIn(await response.text())
  expect(response.status).toBe(200)
  expect(await w.events()).toMatchObject([
    { action: "person_added", actorName: "系统员", actingAs: "admin", particulars: { login: "qian", name: "钱新人" } },
  ])
  expect(JSON.stringify(await w.events())).not.toContain(secret)
  const signedIn = await w.as(null).post("/login", { username: "qian", password: secret })
  expect(signedIn.status).toBe(303)
  expect((await person(w, "qian"))?.mustChangePassword).toBe(true)
  expect(await (await w.as("admin").get("/admin/people/qian")).text()).not.toContain(secret)
})

test.each<[Login, number]>([
  ["security", 403],
  ["auditor", 403],
  ["lin", 403],
  ["wang", 403],
  ["zhao", 403],
])("%s sees no accounts and makes none", async (login, status) => {
  const w = await world()
  expect((await w.as(login).get("/admin/people")).status).toBe(status)
  expect((await w.as(login).get("/admin/people/wang")).status).toBe(status)
  expect((await add(w, {}, login)).status).toBe(status)
  for (const what of ["password", "disabling", "enabling", "sessions"]) {
    expect((await act(w, "wang", what, "1", login)).status).toBe(status)
  }
  expect(await w.events()).toEqual([])
})

test.each([
  ["a login that is taken", { login: "wang" }, "这个用户名已经用过"],
  ["Chinese in a login", { login: "钱" }, "小写字母"],
  ["no name", { name: " " }, "请填写姓名"],
])("%s is refused, and what was typed stays", async (_, fields, sentence) => {
  const w = await world()
  const response = await add(w, { contact: "一二三四", ...fields })
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain(sentence)
  expect(page).toContain("一二三四")
  expect(await w.events()).toEqual([])
})

test("a person is edited, with before and after in the trail, and a stale form is told so", async () => {
  const w = await world()
  const edit = (name: string) => w.as("admin").post("/admin/people/wang", { version: "1", name, contact: "8002" })
  expect((await edit("王新名")).status).toBe(303)
  expect(await w.events()).toMatchObject([
    {
      action: "person_changed",
      particulars: { name: { before: "王联络", after: "王新名" }, contact: { before: "", after: "8002" } },
    },
  ])
  const stale = await edit("王旧名")
  expect(stale.status).toBe(409)
  expect(await stale.text()).toContain("王旧名")
})

test("disabling ends the person's sessions and sign-in; enabling lets them in again", async () => {
  const w = await world()
  await givePassword(w, "wang")
  expect((await act(w, "wang", "disabling")).status).toBe(303)
  expect((await w.as("wang").get("/account")).status).toBe(401)
  expect((await w.as(null).post("/login", { username: "wang", password: PASSWORD })).status).toBe(401)
  expect((await act(w, "wang", "disabling", "2")).status).toBe(409)
  expect((await act(w, "wang", "enabling", "2")).status).toBe(303)
  expect((await w.as(null).post("/login", { username: "wang", password: PASSWORD })).status).toBe(303)
})

test.each<Login>(["security", "auditor"])("the last %s cannot be disabled", async (login) => {
  const w = await world()
  const response = await act(w, login, "disabling")
  expect(response.status).toBe(409)
  expect(await response.text()).toContain("至少要保留一名")
  expect((await person(w, login))?.active).toBe(true)
})

test("one's own account is neither disabled nor reset here", async () => {
  const w = await world()
  expect((await act(w, "admin", "disabling")).status).toBe(409)
  expect((await act(w, "admin", "password")).status).toBe(409)
})

test("resetting gives a new first password, ends sessions and frees a locked account", async () => {
  const w = await world()
  await givePassword(w, "wang")
  for (let i = 0; i < 5; i++) await w.as(null).post("/login", { username: "wang", password: "wrong" })
  const secret = secretIn(await (await act(w, "wang", "password")).text())
  expect((await w.as("wang").get("/account")).status).toBe(401)
  expect((await w.as(null).post("/login", { username: "wang", password: PASSWORD })).status).toBe(401)
  expect((await w.as(null).post("/login", { username: "wang", password: secret })).status).toBe(303)
  expect((await w.events()).map(({ action }) => action)).toContain("password_reset")
  expect((await act(w, "wang", "password")).status).toBe(409)
})

test("a person's sessions are ended from here", async () => {
  const w = await world()
  expect((await act(w, "wang", "sessions")).status).toBe(303)
  expect((await w.as("wang").get("/account")).status).toBe(401)
  expect(await w.events()).toMatchObject([{ action: "sessions_ended", particulars: { login: "wang" } }])
})

test("the list is found by name, login and unit, and costs two round trips", async () => {
  const w = await world()
  const before = w.database.trips()
  const page = await (await w.as("admin").get("/admin/people?q=%E7%BB%BC%E5%90%88")).text()
  expect(w.database.trips() - before).toBe(2)
  expect(page).toContain("周联络")
  expect(page).not.toContain("王联络")
  expect(await (await w.as("admin").get("/admin/people?q=100%25")).text()).toContain("没有找到")
  expect((await w.as("admin").get("/admin/people/nobody")).status).toBe(404)
})

test("the three administrators see no plan", async () => {
  const w = await world()
  for (const login of ["admin", "security", "auditor"] as const) {
    expect((await w.as(login).get("/plans/1")).status).not.toBe(200)
  }
})

test("an act's address, reloaded, leads back to the person and does nothing", async () => {
  const w = await world()
  for (const act of ["password", "enabling", "sessions"]) {
    const response = await w.as("admin").get(`/admin/people/wang/${act}`)
    expect(response.headers.get("location")).toBe("/admin/people/wang")
  }
  expect(await w.events()).toEqual([])
})

test("two administrators who disable each other at the same moment leave one", async () => {
  const w = await world()
  const { database } = w
  await grantPost(
    database,
    { personId: w.actor("jing").id, kind: "admin", fromOn: "2026-09-21" },
    acting(w.actor("security"), w.now()),
  )
  const [one, two] = [await person(w, "admin"), await person(w, "jing")]
  if (!one || !two) throw new Error("nobody there")
  const results = await Promise.allSettled([
    disablePerson(database, two, acting(w.actor("admin"), w.now())),
    disablePerson(database, one, acting(w.actor("jing"), w.now())),
  ])
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"])
  expect((await person(w, "admin"))?.active).toBe(true)
})
