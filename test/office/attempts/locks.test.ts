import { describe, expect, test } from "vitest"
import { signInAttempts } from "#db/schema.ts"
import { attemptFailed, attemptSucceeded, beginAttempt } from "#src/office/attempts/commands.ts"
import type { Place } from "#src/office/attempts/scope.ts"
import { DEFAULTS } from "#src/office/settings/settings.ts"
import { acting } from "#src/trail/record.ts"
import { done, refused } from "#test/support/acts.ts"
import { givePassword, PASSWORD } from "#test/support/passwords.ts"
import { type Login, TODAY, type World, world } from "#test/support/world.ts"

const DESK = "10.0.0.7"
const STRANGER = "192.0.2.66"

const placed = (w: World, place: Partial<Place> = {}): Place => ({
  login: "lin",
  address: STRANGER,
  shared: false,
  now: w.now(),
  ...place,
})

const begin = (w: World, place: Partial<Place> = {}) => beginAttempt(w.database, placed(w, place), DEFAULTS)

async function fail(w: World, place: Partial<Place> = {}) {
  const { attempt } = await begin(w, place)
  if (!attempt) return "not looked at"
  const by = acting(null, w.now(), { address: attempt.address })
  return attemptFailed(w.database, attempt, { action: "sign_in_failed", by }, DEFAULTS)
}

async function letIn(w: World, place: Partial<Place> = {}) {
  const { attempt } = await begin(w, place)
  if (!attempt) throw new Error("not even tried")
  await w.database.write([attemptSucceeded(w.database, attempt)])
}

const isOpen = async (w: World, place: Partial<Place> = {}) => (await begin(w, place)).attempt !== null
const actions = async (w: World) => (await w.events()).map(({ action }) => action)

describe("who is kept out where", () => {
  test("a stranger's failures keep out the stranger, and not the desk", async () => {
    const w = await world()
    for (let i = 0; i < 4; i++) expect(await fail(w)).toBe(false)
    expect(await fail(w)).toBe(true)
    expect(await isOpen(w)).toBe(false)
    expect(await isOpen(w, { address: DESK })).toBe(true)
    expect(await actions(w)).toEqual([...Array(5).fill("sign_in_failed"), "account_locked"])
  })

  test("by many addresses an account is tried no more than ten times as often, but for where it has been let in", async () => {
    const w = await world()
    await letIn(w, { address: DESK })
    for (let i = 0; i < 50; i++) expect(await fail(w, { address: `192.0.2.${i % 13}` })).not.toBe("not looked at")
    expect(await isOpen(w, { address: "192.0.2.99" })).toBe(false)
    expect(await isOpen(w, { address: DESK })).toBe(true)
    expect(await isOpen(w, { login: "lin2", address: "192.0.2.99" })).toBe(true)
    await w.travel(TODAY, 9, 16)
    expect(await isOpen(w, { address: "192.0.2.99" })).toBe(true)
  })

  test("an address that tries many accounts is told once, and at a proxy's own nobody is shut out for others", async () => {
    const w = await world()
    for (let i = 0; i < 50; i++) await fail(w, { login: `name${i}` })
    expect(await isOpen(w, { login: "zhou" })).toBe(false)
    expect((await actions(w)).filter((action) => action === "address_locked")).toHaveLength(1)
    for (let i = 0; i < 60; i++) await fail(w, { login: `name${i}`, address: "127.0.0.1", shared: true })
    expect(await isOpen(w, { login: "zhou", address: "127.0.0.1", shared: true })).toBe(true)
    expect((await actions(w)).filter((action) => action === "address_locked")).toHaveLength(1)
  })

  test("what is under way is no failure, and a few may be", async () => {
    const w = await world()
    for (let i = 0; i < 8; i++) expect(await isOpen(w)).toBe(true)
    await expect(begin(w)).rejects.toMatchObject({ name: "Crowded" })
    expect(await isOpen(w, { address: DESK })).toBe(true)
    await w.travel(TODAY, 9, 2)
    expect(await isOpen(w)).toBe(true)
  })

  test("a success there forgets the failures there, and no others", async () => {
    const w = await world()
    for (let i = 0; i < 4; i++) await fail(w)
    for (let i = 0; i < 4; i++) await fail(w, { address: DESK })
    await letIn(w, { address: DESK })
    expect(await fail(w, { address: DESK })).toBe(false)
    expect(await fail(w)).toBe(true)
  })
})

test("sixty right sign-ins of an office behind one address, and seven of one person, all get in", async () => {
  const w = await world()
  for (const login of ["wang", "zhou", "lin"] as const) await givePassword(w, login)
  const answers = []
  for (let i = 0; i < 7; i++)
    for (const username of ["wang", "zhou", "lin"]) {
      answers.push(await w.as(null).post("/login", { username, password: PASSWORD }))
    }
  for (let i = 0; i < 39; i++) answers.push(await w.as(null).post("/login", { username: "wang", password: PASSWORD }))
  expect(answers.map(({ status }) => status)).toEqual(Array(60).fill(303))
  const together = Array.from({ length: 7 }, () => w.as(null).post("/login", { username: "zhou", password: PASSWORD }))
  expect((await Promise.all(together)).map(({ status }) => status)).toEqual(Array(7).fill(303))
})

describe("what the trail says", () => {
  test("whatever was typed as a name stands there only when it is one, and nobody acts as it", async () => {
    const w = await world()
    for (const username of ["supervisor 研究室", "constructor", "MyP@ssw0rd2026", "wang"])
      await w.as(null).post("/login", { username, password: "wrong" })
    expect(await w.events()).toMatchObject([
      { action: "sign_in_failed", actingAs: "", particulars: {} },
      { action: "sign_in_failed", actingAs: "", particulars: {} },
      { action: "sign_in_failed", actingAs: "", particulars: {} },
      { action: "sign_in_failed", actingAs: "", particulars: { login: "wang" } },
    ])
    expect(JSON.stringify(await w.events())).not.toMatch(/研究室|constructor|MyP@ss/)
  })

  test("each wrong old password and the lock it leads to", async () => {
    const w = await world()
    await givePassword(w, "wang")
    const fields = { oldPassword: "wrong", newPassword: "Xinfang-2026-ok", newPasswordAgain: "Xinfang-2026-ok" }
    for (let i = 0; i < 7; i++) await w.as("wang").post("/account/password", fields)
    expect(await actions(w)).toEqual([...Array(5).fill("password_refused"), "account_locked"])
    expect((await w.as(null).post("/login", { username: "wang", password: PASSWORD })).status).toBe(429)
  })
})

describe("登录锁定", () => {
  const locked = async () => {
    const w = await world()
    for (let i = 0; i < 5; i++) await fail(w)
    for (let i = 0; i < 5; i++) await fail(w, { login: "somebody's password" })
    return w
  }
  const release = (w: World, login: Login | null, form = { login: "lin", address: STRANGER }) =>
    w.as(login).post("/admin/locks/release", form)

  test.each(["admin", "security"] as const)("%s sees who is locked where, and releases it on record", async (login) => {
    const w = await locked()
    const page = await (await w.as(login).get("/admin/locks")).text()
    expect(page).toContain(STRANGER)
    expect(page).toContain("林督查")
    expect(page).not.toContain("somebody")
    await done(release(w, login))
    expect((await w.events()).at(-1)).toMatchObject({
      action: "lock_released",
      actorId: w.actor(login).id,
      particulars: { login: "lin", address: STRANGER },
    })
    expect(await isOpen(w)).toBe(true)
    expect(await (await w.as(login).get("/admin/locks")).text()).not.toContain(STRANGER)
  })

  test("an address is released for everybody", async () => {
    const w = await world()
    for (let i = 0; i < 50; i++) await fail(w, { login: `name${i}` })
    expect(await (await w.as("admin").get("/admin/locks")).text()).toContain(STRANGER)
    await done(release(w, "admin", { login: "", address: STRANGER }))
    expect(await isOpen(w)).toBe(true)
  })

  test("a second time, another address, or nothing at all: there is nothing to release", async () => {
    const w = await locked()
    await done(release(w, "admin"))
    await refused(w, () => release(w, "admin"), 409, /已解除或已到时/)
    await refused(w, () => release(w, "admin", { login: "lin", address: DESK }), 409)
    await refused(w, () => release(w, "admin", { login: "", address: "" }), 409)
  })

  test.each(["lin", "wang", "auditor", "boss"] as const)("%s releases nobody", async (login) => {
    const w = await locked()
    await refused(w, () => release(w, login), 403)
    expect(await w.database.read([w.database.db.select().from(signInAttempts)])).toMatchObject([{ length: 10 }])
  })
})
