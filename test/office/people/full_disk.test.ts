import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { type Database, isDiskFull, Unavailable, database as wrap } from "#db/database.ts"
import { people, sessions, signInAttempts } from "#db/schema.ts"
import { spareSessions } from "#src/office/people/spare.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { done, openRound, WORDS } from "#test/support/acts.ts"
import { givePassword, PASSWORD } from "#test/support/passwords.ts"
import { type World, world } from "#test/support/world.ts"

const ORIGIN = "http://127.0.0.1:3000"

/** A world whose disk can be filled: from then on every write meets SQLite's own refusal. */
async function filling(spare: ReturnType<typeof spareSessions> | null = spareSessions()) {
  let isFull = false
  let inner: Database | null = null
  const w: World = await world(undefined, {
    ...(spare ? { spare } : {}),
    database: () => {
      inner ??= wrap(
        new Proxy(w.database.client, {
          get(client, name) {
            if (name === "protocol") return "http"
            if (name !== "batch") return Reflect.get(client, name)
            return (statements: never, mode: "write" | "deferred") => {
              if (isFull && mode === "write")
                throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" })
              return client.batch(statements, mode)
            }
          },
        }),
      )
      return inner
    },
  })
  await givePassword(w, "wang")
  return { w, fill: (full = true) => (isFull = full), spare }
}

const signIn = (w: World, password = PASSWORD, username = "wang") =>
  w.app.request(`${ORIGIN}/login`, {
    method: "POST",
    headers: { origin: ORIGIN },
    body: new URLSearchParams({ username, password }),
  })

const cookieOf = (response: Response) => /^[^;]+/.exec(response.headers.get("set-cookie") ?? "")?.[0] ?? ""
const asked = (w: World, cookie: string, path: string) => w.app.request(ORIGIN + path, { headers: { cookie } })
const posted = (w: World, cookie: string, path: string, fields: Record<string, string> = {}) =>
  w.app.request(ORIGIN + path, {
    method: "POST",
    headers: { cookie, origin: ORIGIN },
    body: new URLSearchParams(fields),
  })

test("on a full disk a person signs in to read, each page says so, and nothing is written", async () => {
  const { w, fill } = await filling()
  await done(openRound(w))
  const before = await w.events()
  fill()
  const entered = await signIn(w)
  expect(entered.status).toBe(303)
  const cookie = cookieOf(entered)
  for (const path of ["/todo", "/plans/1", "/account"]) {
    const page = await asked(w, cookie, path)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain("服务器磁盘已写满：现在只能查看")
  }
  const { db, read } = w.database
  const [rows, tries] = await read([
    db.select().from(sessions).where(eq(sessions.address, "127.0.0.1")),
    db.select().from(signInAttempts),
  ])
  expect([rows, tries]).toEqual([[], []])
  expect(await w.events()).toEqual(before)
})

test("such a session changes nothing, also when there is room again, and gives the words back", async () => {
  const { w, fill } = await filling()
  await done(openRound(w))
  fill()
  const cookie = cookieOf(await signIn(w))
  for (const full of [true, false]) {
    fill(full)
    const refused = await posted(w, cookie, "/assignments/1/rounds/1/report", { ...WORDS, revision: "0", version: "0" })
    expect(refused.status).toBe(503)
    const html = await refused.text()
    expect(html).toContain("只能查看，这次操作没有保存")
    expect(html).toContain(WORDS.achieved)
  }
  expect((await asked(w, cookie, "/todo")).status).toBe(200)
  expect((await posted(w, cookie, "/logout")).status).toBe(303)
  expect((await asked(w, cookie, "/todo")).status).toBe(401)
  const again = await signIn(w)
  expect(again.status).toBe(303)
  expect(await (await asked(w, cookieOf(again), "/todo")).text()).not.toContain("磁盘已写满")
})

test("whoever was signed in before is told too, keeps the words, and may try again", async () => {
  const { w, fill } = await filling()
  await done(openRound(w))
  fill()
  const refused = await w.as("wang").post("/assignments/1/rounds/1/report", { ...WORDS, revision: "0", version: "0" })
  expect(refused.status).toBe(503)
  const html = await refused.text()
  expect(html).toContain("服务器磁盘已写满，这次操作没有保存")
  expect(html).toContain(WORDS.achieved)
  expect(html).toContain("重试")
  expect(await (await w.as("wang").get("/todo")).text()).toContain("现在只能查看")
  fill(false)
  await done(w.as("wang").post("/assignments/1/rounds/1/report", { ...WORDS, revision: "0", version: "0" }))
  expect(await (await w.as("wang").get("/todo")).text()).not.toContain("现在只能查看")
})

test("a wrong password, an unknown name and a disabled account do not get in, and five failures lock there", async () => {
  const { w, fill } = await filling()
  await w.database.write([w.database.db.update(people).set({ active: false }).where(eq(people.login, "zhou"))])
  fill()
  expect((await signIn(w, PASSWORD, "nobody")).status).toBe(401)
  expect((await signIn(w, PASSWORD, "zhou")).status).toBe(401)
  for (let i = 0; i < DEFAULTS.lockAfterFailures; i++) expect((await signIn(w, "wrong")).status).toBe(401)
  expect((await signIn(w)).status).toBe(429)
  await w.travel("2026-09-21", 9, 16)
  expect((await signIn(w)).status).toBe(303)
})

test("a lock that stands in the database holds on a full disk", async () => {
  const { w, fill } = await filling()
  for (let i = 0; i < DEFAULTS.lockAfterFailures; i++) await signIn(w, "wrong")
  fill()
  expect((await signIn(w)).status).toBe(429)
})

test("it ends when it is idle for too long, when its person is disabled, and with the process", async () => {
  const { w, fill, spare } = await filling()
  fill()
  const cookie = cookieOf(await signIn(w))
  await w.travel("2026-09-21", 9, 29)
  expect((await asked(w, cookie, "/todo")).status).toBe(200)
  await w.travel("2026-09-21", 10, 0)
  expect((await asked(w, cookie, "/todo")).status).toBe(401)
  const second = cookieOf(await signIn(w))
  await w.database.write([w.database.db.update(people).set({ active: false }).where(eq(people.login, "wang"))])
  expect((await asked(w, second, "/todo")).status).toBe(401)
  expect(spare && spareSessions().find("anything")).toBeNull()
})

test("without sessions of its own, as at the edge, a full disk is an outage", async () => {
  const { w, fill } = await filling(null)
  fill()
  expect((await signIn(w)).status).toBe(503)
})

test("other outages are no full disk", () => {
  expect(isDiskFull(new Unavailable("SQLITE_FULL"))).toBe(true)
  expect(isDiskFull(new Unavailable("SQLITE_IOERR_WRITE"))).toBe(true)
  for (const code of ["SQLITE_BUSY", "SQLITE_IOERR_READ", "unreachable", "SQLITE_READONLY"])
    expect(isDiskFull(new Unavailable(code))).toBe(false)
  expect(isDiskFull(new Error("SQLITE_FULL"))).toBe(false)
})

test("no more sessions are kept than an office has people, the oldest go", () => {
  const spare = spareSessions()
  for (let i = 0; i < 600; i++) spare.open(`hash${i}`, i, i)
  expect(spare.find("hash99")).toBeNull()
  expect(spare.find("hash100")).toMatchObject({ personId: 100 })
})
