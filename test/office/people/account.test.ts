import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { people, sessions, settings } from "#db/schema.ts"
import { formerHashes, isAmong } from "#src/office/people/former_queries.ts"
import { hashToken } from "#src/office/people/sessions.ts"
import { givePassword, PASSWORD } from "#test/support/passwords.ts"
import { type World, world } from "#test/support/world.ts"

const NEW = "Xin-kouling-88"
const change = (w: World, fields: Partial<Record<"oldPassword" | "newPassword" | "newPasswordAgain", string>> = {}) =>
  w.as("wang").post("/account/password", { oldPassword: PASSWORD, newPassword: NEW, newPasswordAgain: NEW, ...fields })

const another = (w: World, token: string) =>
  w.database.write([
    w.database.db.insert(sessions).values({
      tokenHash: hashToken(token),
      personId: w.actor("wang").id,
      createdAt: w.now(),
      lastUsedAt: w.now(),
      address: "10.0.0.9",
      agent: "Mozilla/5.0 (Windows NT 10.0) Chrome/86.0",
    }),
  ])

test("the account page shows one's posts and sessions, in two round trips", async () => {
  const w = await world()
  await another(w, "elsewhere")
  const before = w.database.trips()
  const page = await (await w.as("wang").get("/account")).text()
  expect(w.database.trips() - before).toBe(2)
  expect(page).toContain("联络员")
  expect(page).toContain("办公室")
  expect(page).toContain("Windows · Chrome 内核浏览器")
  expect(page).toContain("退出其他 1 处登录")
})

test("a password is changed, the trail says so, other sessions end and this one goes on", async () => {
  const w = await world()
  await givePassword(w, "wang")
  await another(w, "elsewhere")
  expect((await change(w)).headers.get("location")).toBe("/account")
  expect(await w.events()).toMatchObject([{ action: "password_changed", actorName: "王联络", particulars: {} }])
  const [open] = await w.database.read([
    w.database.db
      .select()
      .from(sessions)
      .where(eq(sessions.personId, w.actor("wang").id)),
  ])
  expect(open.map(({ tokenHash }) => tokenHash)).toEqual([hashToken("wang")])
  expect((await w.as(null).post("/login", { username: "wang", password: NEW })).status).toBe(303)
  expect((await w.as(null).post("/login", { username: "wang", password: PASSWORD })).status).toBe(401)
})

test.each([
  ["the old one is wrong", { oldPassword: "wrong" }, "现用口令不对"],
  ["the two new ones differ", { newPasswordAgain: "other" }, "两次填写的新口令不一致"],
  ["it is short", { newPassword: "Ab1!", newPasswordAgain: "Ab1!" }, "口令太短"],
  ["it is on everybody's list", { newPassword: "Admin@123", newPasswordAgain: "Admin@123" }, "过于常见"],
  ["it is the one in use", { newPassword: PASSWORD, newPasswordAgain: PASSWORD }, "不能与现用口令相同"],
  ["nothing is filled in", { newPassword: "", newPasswordAgain: "" }, "请填写新口令"],
])("a password is refused when %s", async (_, fields, sentence) => {
  const w = await world()
  await givePassword(w, "wang")
  const response = await change(w, fields)
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain(sentence)
  expect(page).toContain('aria-invalid="true"')
  expect(page).not.toContain(PASSWORD)
  const failures = "oldPassword" in fields ? ["password_refused"] : []
  expect((await w.events()).map(({ action }) => action)).toEqual(failures)
})

test("guessing the old password locks like guessing at the door", async () => {
  const w = await world()
  await givePassword(w, "wang")
  for (let i = 0; i < 5; i++) await change(w, { oldPassword: `wrong${i}` })
  expect((await change(w)).status).toBe(429)
  expect((await w.as(null).post("/login", { username: "wang", password: PASSWORD })).status).toBe(429)
})

test("a password takes spaces, Chinese and more than 64 characters", async () => {
  const w = await world()
  await givePassword(w, "wang")
  const long = `${"谁执法谁普法 ".repeat(12)}Aa1`
  expect((await change(w, { newPassword: long, newPasswordAgain: long })).status).toBe(303)
  expect((await w.as(null).post("/login", { username: "wang", password: long })).status).toBe(303)
})

test("whoever has a first password changes it before anything else", async () => {
  const w = await world()
  await givePassword(w, "wang")
  await w.database.write([
    w.database.db.update(people).set({ mustChangePassword: true }).where(eq(people.login, "wang")),
  ])
  expect((await w.as("wang").get("/plans")).headers.get("location")).toBe("/account/password")
  expect(await (await w.as("wang").get("/account/password")).text()).toContain("初始口令")
  expect((await change(w)).headers.get("location")).toBe("/")
  expect((await w.as("wang").get("/account")).status).toBe(200)
})

test("other sessions are ended with one press", async () => {
  const w = await world()
  await another(w, "elsewhere")
  expect((await w.as("wang").post("/account/sessions")).status).toBe(303)
  expect(await w.events()).toMatchObject([{ action: "sessions_ended", particulars: { ended: 1 } }])
  expect(await (await w.as("wang").get("/account")).text()).not.toContain("10.0.0.9")
})

test("of two changes at once one is told that it came second", async () => {
  const w = await world()
  await givePassword(w, "wang")
  const statuses = (
    await Promise.all([change(w), change(w, { newPassword: `${NEW}x`, newPasswordAgain: `${NEW}x` })])
  ).map(({ status }) => status)
  expect(statuses.sort()).toEqual([303, 409])
})

describe("earlier passwords", () => {
  const words = (n: number) => `Di-${n}-ci-kouling`
  /** From `words(0)` to `words(n)`, each by an act of its own. */
  async function changed(n: number) {
    const w = await world()
    await givePassword(w, "wang", words(0))
    for (let i = 1; i <= n; i++) {
      const fields = { oldPassword: words(i - 1), newPassword: words(i), newPasswordAgain: words(i) }
      expect((await change(w, fields)).status).toBe(303)
    }
    const back = (to: number) =>
      change(w, { oldPassword: words(n), newPassword: words(to), newPasswordAgain: words(to) })
    return { w, back }
  }
  const remembered = (w: World, value: number) =>
    w.database.write([w.database.db.insert(settings).values({ key: "passwordHistory", value, version: 1 })])

  test("the last ones are not taken again, and nothing is changed or locked by trying", async () => {
    const { w, back } = await changed(3)
    for (const to of [2, 1, 2, 1, 2, 1]) {
      const response = await back(to)
      expect(response.status).toBe(422)
      expect(await response.text()).toContain("新口令不能与最近用过的口令相同")
    }
    expect((await w.events()).map(({ action }) => action)).toEqual(Array(3).fill("password_changed"))
    expect((await back(4)).status).toBe(303)
  })

  test("so many as the setting says, the one in use among them; none: none", async () => {
    const { w, back } = await changed(4)
    await remembered(w, 3)
    expect((await back(2)).status).toBe(422)
    expect((await back(1)).status).toBe(303)
    const free = await changed(3)
    await remembered(free.w, 0)
    expect((await free.back(2)).status).toBe(303)
  })

  test("another person's are nobody's business", async () => {
    const { w } = await changed(2)
    await givePassword(w, "zhao", words(9))
    const fields = { oldPassword: words(9), newPassword: words(1), newPasswordAgain: words(1) }
    expect((await w.as("zhao").post("/account/password", fields)).status).toBe(303)
  })

  test("a first password that was given counts too", async () => {
    const w = await world()
    const page = await (await w.as("admin").post("/admin/people/wang/password", { version: "1" })).text()
    const first = /id="secret">\s*([^\s<]+)/.exec(page)?.[1] ?? ""
    const signedIn = await w.as(null).post("/login", { username: "wang", password: first })
    expect(signedIn.status).toBe(303)
    const [former] = await w.database.read([formerHashes(w.database, w.actor("wang").id, 5)])
    expect(await isAmong(first, former)).toBe(true)
    expect(await isAmong(`${first}x`, former)).toBe(false)
  })
})
