import { createClient } from "@libsql/client"
import { sql } from "drizzle-orm"
import { expect, test, vi } from "vitest"
import { database as wrap } from "#db/database.ts"
import { migrate } from "#db/migrate.ts"
import { events, people, posts, setupCodes, units } from "#db/schema.ts"
import { createApp } from "#src/app.ts"
import { instant } from "#src/clock.ts"
import { assetsOf } from "#src/door/assets.ts"
import { announceSetup } from "#src/office/setup/commands.ts"
import { unitsIn } from "#src/office/setup/units_text.ts"
import { CHEAP, TODAY, world } from "#test/support/world.ts"

const ORIGIN = "http://127.0.0.1:3000"

/** A program on an empty database, its code printed. */
async function empty() {
  const database = wrap(createClient({ url: ":memory:" }))
  await migrate(database.client)
  let now = instant(TODAY, 9)
  const printed: string[] = []
  await announceSetup(database, (line) => printed.push(line), now)
  const app = createApp({
    database: () => database,
    clock: () => now,
    assets: assetsOf({ "style.css": "", "app.js": "", "htmx.js": "" }),
    baseUrl: null,
    demoPassword: null,
    mails: false,
    addressOf: () => "127.0.0.1",
    afterwards: (_, work) => void work,
    scrypt: CHEAP,
  })
  return {
    database,
    code: printed[0]?.match(/[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/)?.[0] ?? "",
    printed,
    later: (milliseconds: number) => {
      now += milliseconds
    },
    get: (path: string) => app.request(ORIGIN + path, { headers: { origin: ORIGIN } }),
    post: (path: string, fields: Record<string, string>) =>
      app.request(ORIGIN + path, { method: "POST", headers: { origin: ORIGIN }, body: new URLSearchParams(fields) }),
  }
}

const FORM = {
  organisation: "某某局",
  units: "办公室\n综合指导司｜综指司\n研究室\n各区县|区县|统称",
  supervising: "研究室",
  adminName: "甲",
  adminLogin: "admin",
  adminPassword: "Jia-kouling-1",
  securityName: "乙",
  securityLogin: "security",
  securityPassword: "Yi-kouling-22",
  auditorName: "丙",
  auditorLogin: "auditor",
  auditorPassword: "Bing-kouling-3",
  supervisorName: "丁",
  supervisorLogin: "ding",
  supervisorPassword: "Ding-kouling-4",
  secondName: "",
  secondLogin: "",
  secondPassword: "",
}

const counts = async (database: Awaited<ReturnType<typeof empty>>["database"]) => {
  const { db, read } = database
  const [a, b, c, d] = await read([
    db.select().from(units),
    db.select().from(people),
    db.select().from(setupCodes),
    db.select({ action: events.action }).from(events).orderBy(sql`id`),
  ])
  return { units: a.length, people: b.length, codes: c.length, events: d.map(({ action }) => action) }
}

test("an empty program leads to the set-up; the code opens it, everything lands at once, and it is gone", async () => {
  const e = await empty()
  expect((await e.get("/")).headers.get("location")).toBe("/setup")
  expect((await e.get("/setup")).status).toBe(200)
  expect((await e.post("/setup", { ...FORM, code: e.code.toLowerCase().replaceAll("-", " ") })).status).toBe(303)
  const found = await counts(e.database)
  expect(found).toMatchObject({ units: 4, people: 4, codes: 0 })
  expect(found.events[0]).toBe("office_set_up")
  expect(found.events.filter((action) => action === "post_granted")).toHaveLength(4)
  expect((await e.get("/setup")).status).toBe(404)
  expect((await e.post("/setup", { ...FORM, code: e.code })).status).toBe(404)

  const [held, offices] = await e.database.read([
    e.database.db.select().from(posts).orderBy(posts.id),
    e.database.db.select().from(units).orderBy(units.position),
  ])
  expect(held.map(({ kind, unitId }) => [kind, unitId])).toEqual([
    ["admin", null],
    ["security", null],
    ["auditor", null],
    ["supervisor", 3],
  ])
  expect(offices[3]).toMatchObject({ name: "各区县", shortName: "区县", kind: "collective" })
  const signedIn = await e.post("/login", { username: "admin", password: FORM.adminPassword })
  expect(signedIn.status).toBe(303)
})

test("the code itself is kept nowhere, and a new start prints another", async () => {
  const e = await empty()
  expect(e.code).not.toBe("")
  const [[row]] = await e.database.read([e.database.db.select().from(setupCodes)])
  expect(row?.hash).not.toContain(e.code.slice(0, 4))
  await announceSetup(e.database, (line) => e.printed.push(line))
  expect(e.printed[1]).not.toBe(e.printed[0])
  expect((await e.post("/setup", { ...FORM, code: e.code })).status).toBe(422)
})

test("a wrong code sets nothing up, five lock it for a while, and after a day it is void", async () => {
  const e = await empty()
  for (let i = 0; i < 5; i++) {
    const refused = await e.post("/setup", { ...FORM, code: "AAAA-BBBB-CCCC-DDDD" })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain("初始化码不对")
  }
  expect((await e.post("/setup", { ...FORM, code: e.code })).status).toBe(429)
  e.later(25 * 3_600_000)
  expect((await e.post("/setup", { ...FORM, code: e.code })).status).toBe(422)
  expect(await counts(e.database)).toMatchObject({ units: 0, people: 0, events: Array(6).fill("setup_refused") })
})

test.each([
  ["the same person twice", { securityName: "甲" }, "须由不同的人担任"],
  ["the same login twice", { securityLogin: "admin" }, "用户名重复"],
  ["the same password twice", { securityPassword: FORM.adminPassword }, "口令不能相同"],
  ["a common password", { adminPassword: "Admin@123" }, "过于常见"],
  ["no supervising office", { supervising: "监察室" }, "上面的单位中没有这个名称"],
  ["a unit twice", { units: "研究室\n研究室" }, "第2行：「研究室」重复"],
  ["an unknown kind", { units: "研究室||处室" }, "不认识的类别「处室」"],
  ["no units", { units: "" }, "请填写本次要用到的单位"],
  ["half a second supervisor", { secondName: "戊" }, "用户名为 3 至 40"],
])("%s is refused with what was typed kept, as often as it takes", async (_, fields, sentence) => {
  const e = await empty()
  for (let i = 0; i < 6; i++) {
    const response = await e.post("/setup", { ...FORM, ...fields, code: e.code })
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain(sentence)
    expect(page).toContain("某某局")
  }
  expect(await counts(e.database)).toMatchObject({ units: 0, people: 0, codes: 1, events: [] })
})

test("a slip is told before the code is tried, and costs no try of it", async () => {
  const e = await empty()
  for (let i = 0; i < 6; i++) {
    const page = await e.post("/setup", { ...FORM, adminPassword: "Admin@123", code: "AAAA-BBBB-CCCC-DDDD" })
    expect(page.status).toBe(422)
    expect(await page.text()).not.toContain("初始化码不对")
  }
  expect(await counts(e.database)).toMatchObject({ events: [] })
  expect((await e.post("/setup", { ...FORM, code: e.code })).status).toBe(303)
})

test("of two who set up at once one succeeds, and nothing is mixed", async () => {
  const e = await empty()
  const answers = await Promise.all([
    e.post("/setup", { ...FORM, code: e.code }),
    e.post("/setup", { ...FORM, organisation: "另一局", code: e.code }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
  expect(await counts(e.database)).toMatchObject({ units: 4, people: 4 })
})

test("setting up costs no more than four round trips", async () => {
  const e = await empty()
  const before = e.database.trips()
  await e.post("/setup", { ...FORM, code: e.code })
  expect(e.database.trips() - before).toBeLessThanOrEqual(4)
})

test("a settled program has no set-up and prints no code", async () => {
  const w = await world()
  const printed: string[] = []
  await announceSetup(w.database, (line) => printed.push(line))
  expect(printed).toEqual([])
  expect((await w.as(null).get("/setup")).status).toBe(404)
})

test("units are read one a line", () => {
  expect(unitsIn("  办公室 \n\n督查室\t督查", {}).units).toEqual([
    { name: "办公室", shortName: "办公室", kind: "internal" },
    { name: "督查室", shortName: "督查", kind: "internal" },
  ])
})

test("where no code was printed at the start, as on the edge, the first visit prints it", async () => {
  const e = await empty()
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined)
  await e.get("/setup")
  expect(log).not.toHaveBeenCalled()
  e.later(25 * 3_600_000)
  await e.get("/setup")
  const code = String(log.mock.calls[0]?.[0]).match(/[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/)?.[0] ?? ""
  log.mockRestore()
  expect((await e.post("/setup", { ...FORM, code })).status).toBe(303)
})
