import { eq } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { people, posts, resets, sessions, signInAttempts } from "#db/schema.ts"
import { verifyPassword } from "#src/office/people/password.ts"
import { amongTheThree } from "#src/office/resets/queries.ts"
import { hashCode } from "#src/office/setup/code.ts"
import { done, onlyOne, refused, trailOf } from "#test/support/acts.ts"
import { CAST, type Login, TODAY, type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const NEW = "Xiaomai-2026-hao"
const ask = (of: Login, by: Login = "admin", version = "1") => w.as(by).post(`/admin/people/${of}/reset`, { version })
const act = (name: string, by: Login, form: Record<string, string> = {}, version = "1") =>
  w.as(by).post(`/admin/resets/1/${name}`, { version, ...form })
const use = (code: string, over: Record<string, string> = {}) =>
  w.as(null).post("/reset", { username: "boss", code, newPassword: NEW, newPasswordAgain: NEW, ...over })
const personOf = async (login: Login) => {
  const [[person]] = await w.database.read([w.database.db.select().from(people).where(eq(people.login, login))])
  if (!person) throw new Error(login)
  return person
}
const stored = async () => (await w.database.read([w.database.db.select().from(resets)]))[0]
const sessionsOf = async (login: Login) => {
  const { db, read } = w.database
  const [rows] = await read([
    db
      .select()
      .from(sessions)
      .where(eq(sessions.personId, w.actor(login).id)),
  ])
  return rows.length
}

/** Asked and confirmed; the code as the confirmer sees it. */
async function code(of: Login = "boss", by: Login = "security") {
  await done(ask(of))
  const response = await act("confirmation", by)
  expect(response.status).toBe(200)
  const shown = /id="secret">\s*([A-Z0-9-]{19})/.exec(await response.text())?.[1]
  if (!shown) throw new Error("no code")
  return shown
}

const TWO: Login[] = ["lin", "lin2", "boss", "security", "auditor"]

describe("one administrator alone", () => {
  test.each(TWO)("sets no password of %s, sees none, and nothing of the account changes", async (login) => {
    const before = await personOf(login)
    await refused(
      w,
      () => w.as("admin").post(`/admin/people/${login}/password`, { version: "1" }),
      409,
      /另一名管理员确认/,
    )
    const page = await (await w.as("admin").get(`/admin/people/${login}`)).text()
    expect(page).toContain("申请重置口令")
    expect(page).not.toContain(`/admin/people/${login}/password`)
    await done(ask(login))
    expect(await personOf(login)).toEqual(before)
    expect(await sessionsOf(login)).toBe(1)
    for (const name of ["confirmation", "refusal"])
      await refused(w, () => act(name, "admin", { opinion: "不办" }), 403, /另一名管理员确认/)
  })

  test("is not enough either for somebody whose post begins later, nor where it was granted meanwhile", async () => {
    const { db, write } = w.database
    await write([db.insert(posts).values({ personId: w.actor("jing").id, kind: "leader", fromOn: "2026-12-01" })])
    await refused(w, () => w.as("admin").post("/admin/people/jing/password", { version: "1" }), 409)
    expect((await personOf("jing")).passwordHash).toBe("unset")
  })

  test("is enough for a 联络员; of an account that needs no second nothing is asked", async () => {
    expect((await w.as("admin").post("/admin/people/wang/password", { version: "1" })).status).toBe(200)
    await refused(w, () => ask("wang", "admin", "2"), 409)
  })

  test("asks not for themselves, not on an old page, and once", async () => {
    await refused(w, () => ask("admin"), 409)
    await refused(w, () => ask("boss", "admin", "7"), 409)
    await onlyOne(
      w,
      () => ask("boss"),
      () => ask("boss"),
    )
    await refused(w, () => ask("boss"), 409, /已有一件口令重置在办/)
  })
})

describe("the second administrator", () => {
  test.each<[Login, Login]>([
    ["boss", "security"],
    ["lin", "security"],
    ["auditor", "security"],
    ["security", "auditor"],
  ])("of %s is the %s, and nobody else", async (of, by) => {
    await done(ask(of))
    for (const login of Object.keys(CAST) as Login[]) {
      if (login === by) continue
      await refused(w, () => act("confirmation", login), 403)
    }
    expect((await act("confirmation", by)).status).toBe(200)
    expect(await stored()).toMatchObject([{ state: "confirmed", decidedById: w.actor(by).id }])
  })

  test("sees the code once; its hash alone is kept, and the trail has neither", async () => {
    const shown = await code()
    const [row] = await stored()
    expect(row?.codeHash).toBe(hashCode(shown))
    for (const login of ["admin", "security", "auditor"] as const)
      for (const path of ["/admin/resets/1", "/admin/people/boss"])
        expect(await (await w.as(login).get(path)).text(), `${login} ${path}`).not.toContain(shown)
    expect(JSON.stringify(await w.events())).not.toContain(shown)
    await refused(w, () => act("confirmation", "security", {}, "2"), 409)
    expect(await trailOf(w, "reset:1")).toMatchObject([
      { action: "reset_asked", particulars: { to: "asked", login: "boss" } },
      { action: "reset_confirmed", actorId: w.actor("security").id, particulars: { from: "asked", to: "confirmed" } },
    ])
  })

  test("may refuse with a reason; without one it is asked for again", async () => {
    await done(ask("boss"))
    await refused(w, () => act("refusal", "security", { opinion: " " }), 422, "请填写理由")
    await done(act("refusal", "security", { opinion: "本人没有要求。" }))
    expect(await stored()).toMatchObject([{ state: "refused", opinion: "本人没有要求。", codeHash: null }])
    await refused(w, () => act("confirmation", "security", {}, "2"), 409)
  })

  test("of two at once one is told", async () => {
    await done(ask("boss"))
    const answers = await Promise.all([act("confirmation", "security"), act("confirmation", "security")])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe("the code", () => {
  test("opens the change once: the password is the person's own, every session ends", async () => {
    const { db, write } = w.database
    await write([db.update(people).set({ mustChangePassword: true }).where(eq(people.login, "boss"))])
    const shown = await code()
    const answer = await use(shown.toLowerCase())
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/login"])
    const person = await personOf("boss")
    expect(await verifyPassword(NEW, person.passwordHash)).toBe(true)
    expect(person).toMatchObject({ mustChangePassword: false, version: 2 })
    expect(await sessionsOf("boss")).toBe(0)
    expect(await stored()).toMatchObject([{ state: "used" }])
    expect((await trailOf(w, "person:9")).at(-1)).toMatchObject({
      action: "password_changed",
      actorId: w.actor("boss").id,
    })
    expect((await use(shown)).status).toBe(422)
  })

  test("does not bring back one of the person's last passwords, and goes on being good", async () => {
    expect((await use(await code())).status).toBe(303)
    await done(ask("boss", "admin", "2"))
    const response = await w.as("security").post("/admin/resets/2/confirmation", { version: "1" })
    const shown = /id="secret">\s*([A-Z0-9-]{19})/.exec(await response.text())?.[1] ?? ""
    for (let i = 0; i < 6; i++) {
      const refusal = await use(shown)
      expect(refusal.status).toBe(422)
      expect(await refusal.text()).toContain("新口令不能与最近用过的口令相同")
    }
    expect((await use(shown, { newPassword: `${NEW}-2`, newPasswordAgain: `${NEW}-2` })).status).toBe(303)
  })

  test("counts for a day, for that account, and not when it was withdrawn", async () => {
    const shown = await code()
    expect((await use(shown, { username: "lin" })).status).toBe(422)
    await done(act("withdrawal", "admin", {}, "2"))
    expect((await use(shown)).status).toBe(422)
    expect((await personOf("boss")).passwordHash).toBe("unset")
    expect((await w.events()).filter(({ action }) => action === "reset_code_refused")).toHaveLength(2)
  })

  test("a day later it is nothing, and another can be asked for", async () => {
    const shown = await code()
    await w.travel("2026-09-22", 9)
    expect((await use(shown)).status).toBe(422)
    await done(ask("boss"))
    expect((await stored()).map(({ state }) => state)).toEqual(["expired", "asked"])
  })

  test("a bad password leaves it as it is; two that differ too", async () => {
    const shown = await code()
    expect((await use(shown, { newPassword: "short", newPasswordAgain: "short" })).status).toBe(422)
    expect((await use(shown, { newPasswordAgain: "Anders-2026-hao" })).status).toBe(422)
    expect((await use(shown)).status).toBe(303)
  })

  test("is not tried with a password that will not do, so that nobody learns by it whether it is right", async () => {
    const shown = await code()
    const weak = { newPassword: "short", newPasswordAgain: "short" }
    const told = async (tried: string) => (await (await use(tried, weak)).text()).replaceAll(tried, "")
    for (const _ of Array(6)) expect(await told("AAAA-BBBB-CCCC-DDDD")).toBe(await told(shown))
    expect((await w.events()).map(({ action }) => action)).not.toContain("reset_code_refused")
    expect((await use(shown)).status).toBe(303)
  })

  test("is tried like a password: after five wrong ones the place has to wait, and so does the right one", async () => {
    const shown = await code()
    for (const _ of Array(5)) expect((await use("AAAA-BBBB-CCCC-DDDD")).status).toBe(422)
    expect((await use(shown)).status).toBe(429)
  })

  test("frees what was locked of this account wherever it was, and of no other", async () => {
    const shown = await code()
    const { db, read, write } = w.database
    const failed = (login: Login, address: string) => ({ login, address, at: w.now(), failed: true, succeeded: false })
    const tried = [failed("boss", "192.0.2.1"), failed("boss", "192.0.2.2"), failed("lin", "192.0.2.1")]
    await write([db.insert(signInAttempts).values(tried)])
    expect((await use(shown)).status).toBe(303)
    const [left] = await read([db.select().from(signInAttempts).where(eq(signInAttempts.failed, true))])
    expect(left.map(({ login }) => login)).toEqual(["lin"])
  })

  test("is nothing for an account that is no longer in use, nor is one asked for or confirmed", async () => {
    const set = (active: boolean) =>
      w.database.write([w.database.db.update(people).set({ active }).where(eq(people.login, "boss"))])
    await set(false)
    await refused(w, () => ask("boss"), 409)
    await set(true)
    await done(ask("boss"))
    await set(false)
    await refused(w, () => act("confirmation", "security"), 409)
    await set(true)
    const response = await act("confirmation", "security")
    const shown = /id="secret">\s*([A-Z0-9-]{19})/.exec(await response.text())?.[1] ?? ""
    await set(false)
    expect((await use(shown)).status).toBe(422)
    await set(true)
    expect((await use(shown)).status).toBe(303)
  })

  test("is taken back by a 系统管理员 and by nobody else", async () => {
    await code()
    for (const login of ["security", "auditor", "lin", "boss", "wang"] as const)
      await refused(w, () => act("withdrawal", login, {}, "2"), 403)
    await done(act("withdrawal", "admin", {}, "2"))
  })

  test("of two at once one is told", async () => {
    const shown = await code()
    const answers = await Promise.all([use(shown), use(shown)])
    expect(answers.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1)
  })
})

test("each of the three sees on the first page what was done to another's account, by whom", async () => {
  await code("auditor")
  await done(w.as("security").post("/admin/posts/jing", { kind: "auditor", fromOn: TODAY }))
  for (const [login, home] of [
    ["admin", "/admin/people"],
    ["security", "/admin/posts"],
    ["auditor", "/admin/events"],
  ] as const) {
    const page = await (await w.as(login).get(home)).text()
    const part = /id="among-the-three"[\s\S]*?<\/section>/.exec(page)?.[0] ?? ""
    for (const words of ["申请重置口令", "确认重置口令", "授予岗位", "审计员", "荆经办", "系统员", "安全员"])
      expect(part, `${login} ${words}`).toContain(words)
  }
})

test("what the three are told is of the three alone, and of the last two weeks", async () => {
  await done(ask("boss"))
  await done(ask("auditor"))
  const told = async (now: number) => {
    const [rows] = await w.database.read([amongTheThree(w.database, now)])
    return rows.map(({ action, name }) => `${action} ${name}`)
  }
  const DAY = 86_400_000
  expect(await told(w.now())).toEqual(["reset_asked 审计员"])
  expect(await told(w.now() + 14 * DAY)).toEqual(["reset_asked 审计员"])
  expect(await told(w.now() + 14 * DAY + 1)).toEqual([])
})

test("who was a leader until yesterday needs no second any more", async () => {
  const { db, write } = w.database
  await write([
    db
      .update(posts)
      .set({ untilOn: "2026-09-20" })
      .where(eq(posts.personId, w.actor("boss").id)),
  ])
  await refused(w, () => ask("boss"), 409)
  expect((await w.as("admin").post("/admin/people/boss/password", { version: "1" })).status).toBe(200)
})
