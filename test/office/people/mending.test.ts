import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { people, signInAttempts, units } from "#db/schema.ts"
import { accountsUnused, unitsWithoutLiaison } from "#src/office/people/mending_queries.ts"
import { done } from "#test/support/acts.ts"
import { type Login, TODAY, type World, world } from "#test/support/world.ts"

const grant = (w: World, login: Login, over: Record<string, string> = {}) =>
  done(
    w.as("security").post(`/admin/posts/${login}`, {
      kind: "liaison",
      unitId: "1",
      fromOn: TODAY,
      untilOn: "",
      ...over,
    }),
  )
const endLiaison = (w: World, lastDay = "2026-09-20") =>
  done(w.as("security").post("/admin/posts/wang/ending", { postId: "3", version: "1", lastDay, heir: "vacant" }))
const gaps = async (w: World, today = TODAY) => {
  const [rows] = await w.database.read([unitsWithoutLiaison(w.database, today)])
  return rows
}
const page = async (w: World, login: Login, path: string) => (await w.as(login).get(path)).text()
const named = (html: string, id: string) => new RegExp(`id="${id}"[\\s\\S]*?</section>`).exec(html)?.[0] ?? ""

describe("units without a 联络员", () => {
  test("a unit is one of them from the day after the post, until somebody is in office", async () => {
    const w = await world()
    expect(await gaps(w)).toEqual([])
    await endLiaison(w, TODAY)
    expect(await gaps(w)).toEqual([])
    expect(await gaps(w, "2026-09-22")).toEqual([{ unitId: 1, unit: "办公室", nextOn: null }])
    await grant(w, "jing", { fromOn: "2026-09-25" })
    expect(await gaps(w, "2026-09-22")).toEqual([{ unitId: 1, unit: "办公室", nextOn: "2026-09-25" }])
    expect(await gaps(w, "2026-09-25")).toEqual([])
  })

  test("a disabled account is nobody, another unit's 联络员 and a head are not it, a unit out of use needs none", async () => {
    const w = await world()
    const { db, write } = w.database
    await write([db.update(people).set({ active: false })])
    expect((await gaps(w)).map(({ unit }) => unit)).toEqual(["办公室", "综合指导司", "研究室", "外事处"])
    await write([db.update(units).set({ active: false })])
    expect(await gaps(w)).toEqual([])
  })

  test("the two administrators who can mend it find it on their first page, in names of units only", async () => {
    const w = await world()
    expect(await page(w, "security", "/admin/posts")).not.toContain("没有联络员的单位")
    await endLiaison(w)
    for (const [login, path] of [
      ["security", "/admin/posts"],
      ["admin", "/admin/people"],
    ] as const) {
      const html = named(await page(w, login, path), "gaps")
      expect(html).toContain("没有联络员的单位")
      expect(html).toContain("办公室")
      expect(html).not.toContain("综合指导司")
      expect(html).not.toMatch(/普法|项|方案/)
      const before = w.database.trips()
      await page(w, login, path)
      expect(w.database.trips() - before).toBeLessThanOrEqual(2)
    }
  })
})

test("the directory says it to those who can mend it and to those who have to ring", async () => {
  const w = await world()
  await endLiaison(w)
  const shown = (login: Login) => page(w, login, "/units").then((html) => html.includes("1个单位没有联络员：办公室"))
  for (const login of ["admin", "security", "lin", "boss"] as const) expect(await shown(login), login).toBe(true)
  for (const login of ["wang", "zhou", "zhao", "auditor"] as const) expect(await shown(login), login).toBe(false)
  expect(await page(w, "security", "/units")).toContain("/admin/posts?q=")
  expect(await page(w, "admin", "/units")).toContain("/admin/people?q=")
})

describe("posts that end", () => {
  test("are shown thirty days before, and whether somebody goes on", async () => {
    const w = await world()
    await endLiaison(w, "2026-10-21")
    expect(named(await page(w, "security", "/admin/posts"), "ending")).toMatch(/王联络<\/a> 办公室联络员，10月21日到期/)
    expect(named(await page(w, "security", "/admin/posts"), "ending")).toContain("到期后无人担任")
    await grant(w, "jing", { fromOn: "2026-10-22" })
    expect(named(await page(w, "security", "/admin/posts"), "ending")).not.toContain("到期后无人担任")
    await w.travel("2026-10-22")
    expect(await page(w, "security", "/admin/posts")).not.toContain("天内到期的岗位")
  })

  test("whose it is reads it on the account page", async () => {
    const w = await world()
    await endLiaison(w, "2026-10-21")
    expect(await page(w, "wang", "/account")).toContain("即将到期")
    expect(await page(w, "zhou", "/account")).not.toContain("即将到期")
  })

  test("are not shown sooner", async () => {
    const w = await world()
    await endLiaison(w, "2026-10-22")
    expect(await page(w, "security", "/admin/posts")).not.toContain("天内到期的岗位")
  })
})

test("posts of a disabled account stand in a list until the 安全管理员 ends them", async () => {
  const w = await world()
  await w.database.write([w.database.db.update(people).set({ active: false }).where(eq(people.login, "wang"))])
  const html = named(await page(w, "security", "/admin/posts"), "disabled")
  expect(html).toContain("账号停用、岗位未解除")
  expect(html).toMatch(/王联络<\/a> 办公室联络员/)
})

describe("accounts that nobody uses", () => {
  const DAY = 86_400_000
  const unused = async (w: World) =>
    (await w.database.read([accountsUnused(w.database, w.now())]))[0].map(({ login }) => login)
  /** Everybody's password is of long ago, but for those who are named. */
  const aged = async (days: number) => {
    const w = await world()
    const { db, write } = w.database
    await write([db.update(people).set({ passwordSetAt: w.now() - days * DAY })])
    return w
  }
  const cameIn = (w: World, login: Login, days: number, succeeded = true) =>
    w.database.write([
      w.database.db
        .insert(signInAttempts)
        .values({ login, address: "127.0.0.1", at: w.now() - days * DAY, succeeded, failed: !succeeded }),
    ])

  test("are those in use whose owner has not come for ninety days, and was not made since", async () => {
    expect(await unused(await aged(90))).toEqual([])
    const w = await aged(91)
    expect(await unused(w)).toHaveLength(12)
    await cameIn(w, "wang", 90)
    await cameIn(w, "lin", 91)
    await cameIn(w, "boss", 1, false)
    await w.database.write([w.database.db.update(people).set({ active: false }).where(eq(people.login, "zhao"))])
    const rest = await unused(w)
    expect(rest).toHaveLength(10)
    expect(rest).toEqual(expect.arrayContaining(["lin", "boss"]))
    expect(rest).not.toEqual(expect.arrayContaining(["wang"]))
  })

  const folded = (html: string) => /<details[^>]*id="unused"[\s\S]*?<\/details>/.exec(html)?.[0] ?? ""

  test("stand before the 系统管理员, and before nobody else", async () => {
    const w = await aged(91)
    const html = folded(await page(w, "admin", "/admin/people"))
    expect(html).toContain("90天没有登录的账号（12）")
    expect(html).toContain('href="/admin/people/wang"')
    expect(await page(w, "security", "/admin/posts")).not.toContain("90天没有登录")
    expect(folded(await page(await aged(1), "admin", "/admin/people"))).toBe("")
  })
})
