import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { people, sessions, settings, signInAttempts } from "#db/schema.ts"
import { clearSessions } from "#src/office/people/commands.ts"
import { TRIES_AT_ONCE } from "#src/office/people/password.ts"
import { hashToken, timeoutsOf } from "#src/office/people/sessions.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { givePassword, PASSWORD } from "#test/support/passwords.ts"
import { type Login, TODAY, type World, world } from "#test/support/world.ts"

const LOOPBACK = "http://127.0.0.1:3000"
const signIn = (w: World, password = PASSWORD, username = "wang", headers: Record<string, string> = {}) =>
  w.app.request(`${LOOPBACK}/login`, {
    method: "POST",
    headers: { origin: LOOPBACK, ...headers },
    body: new URLSearchParams({ username, password }),
  })

async function ready() {
  const w = await world()
  await givePassword(w, "wang")
  return w
}

test("a person signs in with a token of their own, and the trail says so", async () => {
  const w = await ready()
  const response = await signIn(w)
  expect(response.status).toBe(303)
  const cookie = response.headers.get("set-cookie") ?? ""
  expect(cookie).toMatch(/^__Host-sid=[\w-]{43};/)
  expect(cookie).toMatch(/HttpOnly/)
  expect(cookie).toMatch(/Secure/)
  expect(cookie).toMatch(/SameSite=Lax/)
  expect(await w.events()).toMatchObject([{ action: "signed_in", actorName: "王联络", address: "127.0.0.1" }])
})

test("an unknown name, a wrong password and a disabled account get the same answer", async () => {
  const w = await ready()
  const { db, write } = w.database
  const unknown = await signIn(w, PASSWORD, "nobody")
  const wrong = await signIn(w, "wrong")
  await write([db.update(people).set({ active: false }).where(eq(people.login, "wang"))])
  const disabled = await signIn(w)
  const bodies = await Promise.all(
    [unknown, wrong, disabled].map(async (answer) => (await answer.text()).replaceAll(/value="(nobody|wang)"/g, "")),
  )
  expect([unknown.status, wrong.status, disabled.status]).toEqual([401, 401, 401])
  expect(new Set(bodies).size).toBe(1)
  expect((await w.events()).map(({ action, actorName }) => [action, actorName])).toEqual(
    Array.from({ length: 3 }, () => ["sign_in_failed", "系统"]),
  )
})

test("five failures lock the account before anything is hashed, and fifteen minutes free it", async () => {
  const w = await ready()
  for (let i = 0; i < 4; i++) expect((await signIn(w, "wrong")).status).toBe(401)
  expect((await signIn(w, "wrong")).status).toBe(429)
  const locked = await signIn(w)
  expect(locked.status).toBe(429)
  expect(await locked.text()).toContain("请15分钟后再试")
  expect((await w.events()).map(({ action }) => action)).toEqual([...Array(5).fill("sign_in_failed"), "account_locked"])
  await w.travel(TODAY, 9, 16)
  expect((await signIn(w)).status).toBe(303)
})

test("of a hundred tries at once as many are looked at as may be under way, and the lock is told once", async () => {
  const w = await ready()
  const answers = await Promise.all(Array.from({ length: 100 }, () => signIn(w, "wrong")))
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(4)
  expect(statuses.filter((status) => ![401, 429, 503].includes(status))).toEqual([])
  const tries = statuses.filter((status) => status === 401 || status === 429)
  expect(tries.length).toBeLessThanOrEqual(8)
  const actions = (await w.events()).map(({ action }) => action)
  expect(actions.filter((action) => action === "sign_in_failed")).toHaveLength(tries.length)
  expect(actions.filter((action) => action === "account_locked")).toHaveLength(1)
})

test("more at once than can be hashed in some seconds are told to come again, and nothing counts against them", async () => {
  const w = await ready()
  const { db, read } = w.database
  const names = Array.from({ length: TRIES_AT_ONCE + 16 }, (_, i) => `name${i}`)
  const answers = await Promise.all(names.map((name) => signIn(w, "wrong", name)))
  const turnedAway = answers.filter(({ status }) => status === 503)
  expect(turnedAway).toHaveLength(16)
  expect(turnedAway[0]?.headers.get("retry-after")).toBe("5")
  const html = (await turnedAway[0]?.text()) ?? ""
  expect(html).toContain("此刻验证口令的人太多，这次没有验证，也不计入失败次数")
  expect(html).toMatch(/value="name\d+"/)
  expect((await read([db.select().from(signInAttempts)]))[0]).toHaveLength(TRIES_AT_ONCE)
  expect((await signIn(w)).status).toBe(303)
})

test("a password is not changed either while too many are tried, and the page says so", async () => {
  const w = await ready()
  const { db, read } = w.database
  const fields = { oldPassword: PASSWORD, newPassword: "Xinfang-2026-ok", newPasswordAgain: "Xinfang-2026-ok" }
  const changes = Array.from({ length: TRIES_AT_ONCE + 1 }, () => w.as("wang").post("/account/password", fields))
  const last = (await Promise.all(changes)).find(({ status }) => status === 503)
  expect(await last?.text()).toContain("请过几秒再试")
  expect((await read([db.select().from(signInAttempts)]))[0].length).toBeLessThanOrEqual(TRIES_AT_ONCE)
})

test("one address that tries many accounts is made to wait", async () => {
  const w = await ready()
  for (let i = 0; i < 50; i++) await signIn(w, "wrong", `name${i}`)
  expect((await signIn(w)).status).toBe(429)
})

test("a success forgets the failures before it", async () => {
  const w = await ready()
  for (let i = 0; i < 4; i++) await signIn(w, "wrong")
  expect((await signIn(w)).status).toBe(303)
  for (let i = 0; i < 4; i++) expect((await signIn(w, "wrong")).status).toBe(401)
})

test("a hash made with older parameters is renewed at sign-in, and the password goes on working", async () => {
  const w = await world()
  await givePassword(w, "wang", PASSWORD, { N: 8, r: 1, p: 1 })
  expect((await signIn(w)).status).toBe(303)
  const [[row]] = await w.database.read([
    w.database.db.select({ hash: people.passwordHash }).from(people).where(eq(people.login, "wang")),
  ])
  expect(row?.hash).toMatch(/^scrypt\$16\$1\$1\$/)
  expect((await signIn(w)).status).toBe(303)
})

test("signing in again ends the session this browser had", async () => {
  const w = await ready()
  expect((await w.as("wang").get("/account")).status).toBe(200)
  await signIn(w, PASSWORD, "wang", { cookie: "__Host-sid=wang" })
  expect((await w.as("wang").get("/account")).status).toBe(401)
})

test("signing in costs no more than four round trips", async () => {
  const w = await ready()
  const before = w.database.trips()
  await signIn(w)
  expect(w.database.trips() - before).toBeLessThanOrEqual(4)
})

test("a session ends after 30 idle minutes, and after ten hours however busy", async () => {
  const w = await world()
  const { db, write } = w.database
  const used = (createdAt: number, lastUsedAt: number) =>
    write([
      db
        .update(sessions)
        .set({ createdAt, lastUsedAt })
        .where(eq(sessions.tokenHash, hashToken("wang"))),
    ])
  const minutes = (n: number) => w.now() - n * 60_000
  await used(minutes(599), minutes(30))
  expect((await w.as("wang").get("/account")).status).toBe(200)
  await used(minutes(60), minutes(31))
  expect((await w.as("wang").get("/account")).status).toBe(401)
  await used(minutes(601), minutes(1))
  expect((await w.as("wang").get("/account")).status).toBe(401)
})

test("the three administrators are let go after fifteen idle minutes, and the page warns them by that", async () => {
  const w = await world()
  const { db, write } = w.database
  const idle = (minutes: number) => write([db.update(sessions).set({ lastUsedAt: w.now() - minutes * 60_000 })])
  const status = async (login: Login) => (await w.as(login).get("/account")).status
  for (const login of ["admin", "security", "auditor"] as const) {
    await idle(15)
    const response = await w.as(login).get("/account")
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('data-idle-minutes="15"')
    await idle(16)
    expect(await status(login)).toBe(401)
    // What the page was kept by does not keep the person.
    expect(await status(login)).toBe(401)
  }
  expect(await (await w.as("wang").get("/account")).text()).toContain('data-idle-minutes="30"')
})

test.each([
  ["one of the three", ["admin"], 30, 15, 15],
  ["also a stand-in", ["liaison", "auditor"], 30, 15, 15],
  ["anybody else", ["liaison", "supervisor"], 30, 15, 30],
  ["where all are let go sooner", ["security"], 10, 15, 10],
] as const)("idle time of %s", (_, kinds, idleMinutes, administratorIdleMinutes, minutes) => {
  const rules = { idleMinutes, administratorIdleMinutes, absoluteMinutes: 600 }
  expect(
    timeoutsOf(
      kinds.map((kind) => ({ kind })),
      rules,
    ),
  ).toEqual({ idleMinutes: minutes, absoluteMinutes: 600 })
})

test("of more sessions than the setting allows that one ends which was not used for the longest", async () => {
  const w = await ready()
  const { db, write, read } = w.database
  await write([db.insert(settings).values({ key: "sessionsPerPerson", value: 2, version: 1 })])
  const opened = async () => {
    const response = await signIn(w)
    expect(response.status).toBe(303)
    return hashToken(/sid=([\w-]{43})/.exec(response.headers.get("set-cookie") ?? "")?.[1] ?? "")
  }
  const others = async () =>
    (await read([db.select().from(sessions)]))[0].filter(({ personId }) => personId !== w.actor("wang").id)
  const own = async () =>
    (
      await read([
        db
          .select()
          .from(sessions)
          .where(eq(sessions.personId, w.actor("wang").id)),
      ])
    )[0].map(({ tokenHash }) => tokenHash)
  await write([
    db.insert(sessions).values({
      tokenHash: "by a link",
      personId: w.actor("wang").id,
      createdAt: 1,
      lastUsedAt: 1,
      address: "",
      agent: "",
      linkId: 1,
    }),
  ])
  const before = (await others()).length
  const first = await opened()
  const second = await opened()
  const third = await opened()
  expect((await own()).sort()).toEqual(["by a link", second, third].sort())
  await write([
    db
      .update(sessions)
      .set({ lastUsedAt: w.now() + 5 })
      .where(eq(sessions.tokenHash, second)),
  ])
  const fourth = await opened()
  expect((await own()).sort()).toEqual(["by a link", second, fourth].sort())
  expect([first, third].some((hash) => hash === fourth)).toBe(false)
  expect(await others()).toHaveLength(before)
})

describe("a first password lives a day", () => {
  const given = async (hours: number, mustChangePassword = true) => {
    const w = await ready()
    const { db, write } = w.database
    const passwordSetAt = w.now() - hours * 3_600_000
    await write([db.update(people).set({ mustChangePassword, passwordSetAt }).where(eq(people.login, "wang"))])
    return w
  }

  test("within it, it opens the change of the password; after it, it opens nothing and says whom to ask", async () => {
    expect((await signIn(await given(24))).status).toBe(303)
    const late = await given(24.01)
    const response = await signIn(late)
    expect(response.status).toBe(401)
    expect(await response.text()).toContain("初始口令已超过24小时，不能再用。请系统管理员重新办理。")
    expect(response.headers.get("set-cookie")).toBeNull()
    expect((await late.events()).map(({ action }) => action)).toEqual(["sign_in_failed"])
  })

  test("who does not know it learns nothing of that, and too many tries lock as ever", async () => {
    const w = await given(48)
    expect(await (await signIn(w, "wrong")).text()).toContain("用户名或口令错误")
    for (let i = 0; i < 3; i++) expect((await signIn(w)).status).toBe(401)
    expect((await signIn(w)).status).toBe(429)
  })

  test("one's own password does not age, and a new first one begins another day", async () => {
    expect((await signIn(await given(24 * 400, false))).status).toBe(303)
    const w = await given(48)
    expect(await (await w.as("admin").get("/admin/people/wang")).text()).toContain("初始口令已超过24小时失效")
    expect((await w.as("admin").post("/admin/people/wang/password", { version: "1" })).status).toBe(200)
    expect(await (await w.as("admin").get("/admin/people/wang")).text()).toContain("还没有修改初始口令")
  })
})

test("a password as old as the setting allows is changed before anything else, and none without the setting", async () => {
  const w = await ready()
  const { db, write } = w.database
  const DAY = 86_400_000
  const aged = (days: number) =>
    write([
      db
        .update(people)
        .set({ passwordSetAt: w.now() - days * DAY })
        .where(eq(people.login, "wang")),
    ])
  const todo = async () => (await w.as("wang").get("/todo")).headers.get("location")
  await aged(4000)
  expect(await todo()).toBeNull()
  await write([db.insert(settings).values({ key: "passwordDays", value: 90, version: 1 })])
  await aged(90)
  expect(await todo()).toBeNull()
  await aged(90.01)
  expect(await todo()).toBe("/account/password")
  expect(await (await w.as("wang").get("/account/password")).text()).toContain("口令已到更换期限")
  // It still opens the door, or nobody could change it.
  expect((await signIn(w)).status).toBe(303)
  const change = { oldPassword: PASSWORD, newPassword: "Puguan-2027-ok", newPasswordAgain: "Puguan-2027-ok" }
  expect((await w.as("wang").post("/account/password", change)).headers.get("location")).toBe("/")
  expect(await todo()).toBeNull()
})

test("the timer removes dead sessions and yesterday's tries, and nothing that is alive", async () => {
  const w = await world()
  const { db, write, read } = w.database
  await signIn(w, "wrong")
  await write([
    db
      .update(sessions)
      .set({ lastUsedAt: w.now() - 31 * 60_000 })
      .where(eq(sessions.tokenHash, hashToken("wang"))),
  ])
  await clearSessions(w.database, w.now(), DEFAULTS)
  const [alive, tries] = await read([db.select().from(sessions), db.select().from(signInAttempts)])
  expect(alive.some(({ tokenHash }) => tokenHash === hashToken("wang"))).toBe(false)
  expect(alive.length).toBeGreaterThan(5)
  expect(tries).toHaveLength(1)
  await clearSessions(w.database, w.now() + 86_400_001, DEFAULTS)
  expect((await read([db.select().from(signInAttempts)]))[0]).toHaveLength(0)
})

test.each([
  ["a foreign origin", { origin: "https://evil.example" }, 403],
  ["no origin at all", {}, 403],
  ["Origin: null", { origin: "null" }, 403],
])("a post from %s is refused", async (_, headers, status) => {
  const w = await ready()
  const response = await w.app.request(`${LOOPBACK}/login`, {
    method: "POST",
    headers: headers as Record<string, string>,
    body: new URLSearchParams({ username: "wang", password: PASSWORD }),
  })
  expect(response.status).toBe(status)
  expect(await w.events()).toEqual([])
})

test("JSON is not a form", async () => {
  const w = await ready()
  const response = await w.app.request(`${LOOPBACK}/login`, {
    method: "POST",
    headers: { origin: LOOPBACK, "content-type": "application/json" },
    body: JSON.stringify({ username: "wang", password: PASSWORD }),
  })
  expect(response.status).toBe(415)
})

test("on a plain-HTTP intranet host the cookie is named sid and is not Secure, or nobody could sign in", async () => {
  const w = await ready()
  const response = await w.app.request("http://10.1.2.3:3000/login", {
    method: "POST",
    headers: { origin: "http://10.1.2.3:3000" },
    body: new URLSearchParams({ username: "wang", password: PASSWORD }),
  })
  const cookie = response.headers.get("set-cookie") ?? ""
  expect(cookie).toMatch(/^sid=/)
  expect(cookie).not.toMatch(/Secure/)
})

test("an expired session in the middle of a post keeps the text, and signing in carries it through", async () => {
  const w = await ready()
  const expired = await w.as(null).post("/units/1/anything", { measures: "已写了很久的话", password: "not this" })
  expect(expired.status).toBe(401)
  const page = await expired.text()
  expect(page).toContain("已写了很久的话")
  expect(page).toContain('name="kept:measures"')
  expect(page).not.toContain("not this")

  const resumed = await w.as(null).post("/login", {
    username: "wang",
    password: PASSWORD,
    next: "/todo",
    action: "/units/1/anything",
    "kept:measures": "已写了很久的话",
  })
  expect(resumed.status).toBe(200)
  const form = await resumed.text()
  expect(form).toContain('action="/units/1/anything"')
  expect(form).toContain('name="measures"')
  expect(form).toContain("已写了很久的话")
})

test.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/\n/x",
  "/\u0000/x",
  "/./login",
])("after signing in nobody is led to %s", async (next) => {
  const w = await ready()
  const response = await w.as(null).post("/login", { username: "wang", password: PASSWORD, next })
  expect(response.headers.get("location")).toBe("/")
})

test("signing out ends the session", async () => {
  const w = await world()
  expect((await w.as("wang").post("/logout")).headers.get("location")).toBe("/login")
  expect((await w.as("wang").get("/account")).status).toBe(401)
  expect(await w.events()).toMatchObject([{ action: "signed_out" }])
})
