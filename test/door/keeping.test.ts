import { describe, expect, test } from "vitest"
import { QUIET_TABLES } from "#db/quiet.ts"
import { instant } from "#src/clock.ts"
import { keepOf, quietTablesIn, type Shown } from "#src/door/keep.ts"
import { bring, done, onReport, openRound } from "#test/support/acts.ts"
import { openedAgain } from "#test/support/copies.ts"
import { disable } from "#test/support/handovers.ts"
import { livesAlike } from "#test/support/living.ts"
import { type Login, ORIGIN, TODAY, type World, world } from "#test/support/world.ts"

const MINUTE = 60_000

describe("a page that is kept is the page that would have been made", () => {
  test("whoever does what, in this process or another, and whatever the clock does", async () => {
    const made = async () => {
      let now = instant(TODAY, 9)
      const w = await world(undefined, { clock: () => now })
      const second = await openedAgain(w.database)
      return {
        w,
        ports: w.ports,
        another: { ...w.ports, database: () => second },
        move: (milliseconds: number) => {
          now += milliseconds
        },
      }
    }
    await livesAlike(made, { runs: Number(process.env.KEEPING_RUNS ?? 8) })
  }, 300_000)
})

describe("what a kept page is asked of", () => {
  const look = async (w: World, login: Login, path: string) => {
    const before = w.database.trips()
    const answer = await w.as(login).get(path)
    return { status: answer.status, text: await answer.text(), trips: w.database.trips() - before }
  }

  test("nobody asks the database again while nobody has done anything", async () => {
    const w = await world()
    const first = await look(w, "lin", "/plans/1")
    expect(first.trips).toBe(2)
    expect(await look(w, "lin", "/plans/1")).toEqual({ ...first, trips: 0 })
    // Another page of the same person needs no other visit.
    expect((await look(w, "lin", "/plans/1/matrix")).trips).toBe(1)
  })

  test("what is typed renews the pages that are read from drafts, and no others", async () => {
    const w = await world()
    await done(openRound(w))
    await bring(w, 1, "active")
    for (const path of ["/todo", "/help"]) await look(w, "wang", path)
    await done(onReport(w, "wang", 1, "draft"))
    expect((await look(w, "wang", "/help")).trips).toBe(1)
    expect((await look(w, "wang", "/todo")).trips).toBe(1)
    expect((await look(w, "wang", "/todo")).text).toContain("举办法治培训班")
  })

  test("who is signed out, disabled or without the post is so at the next request", async () => {
    const w = await world()
    for (const login of ["wang", "jing", "lin"] as const) expect((await look(w, login, "/help")).status).toBe(200)
    expect((await look(w, "lin", "/desk")).status).toBe(200)
    await w.as("wang").post("/logout")
    expect((await look(w, "wang", "/help")).status).toBe(401)
    await done(disable(w, "jing"))
    expect((await look(w, "jing", "/help")).status).toBe(401)
    await w.database.client.execute("update posts set until_on = '2026-09-20' where person_id = 1")
    expect((await look(w, "lin", "/desk")).status).toBe(403)
  })

  test("a session that has been idle too long, and a post that ends with the day, are over though nobody has done anything", async () => {
    let now = instant(TODAY, 9)
    const w = await world(undefined, { clock: () => now })
    await w.database.client.execute(`update posts set until_on = '${TODAY}' where person_id = 1`)
    expect((await look(w, "lin", "/desk")).status).toBe(200)
    now += 29 * MINUTE
    const idle = await w.database.client.execute("select last_used_at from sessions where person_id = 1")
    expect((await look(w, "boss", "/help")).status).toBe(200)
    now = Number(idle.rows[0]?.last_used_at) + 30 * MINUTE
    expect((await look(w, "lin", "/desk")).status).toBe(200)
    await w.database.client.execute(`update sessions set last_used_at = ${instant(TODAY, 23, 59)} where person_id = 1`)
    await w.database.client.execute(`update sessions set created_at = ${instant(TODAY, 20)} where person_id = 1`)
    now = instant(TODAY, 23, 59)
    expect((await look(w, "lin", "/desk")).status).toBe(200)
    now = instant("2026-09-22", 0, 1)
    expect((await look(w, "lin", "/desk")).status).toBe(403)
    // Kept since: nothing has been written after it.
    expect(await look(w, "lin", "/help")).toMatchObject({ status: 200 })
    expect(await look(w, "lin", "/help")).toMatchObject({ status: 200, trips: 0 })
    now += 31 * MINUTE
    expect((await look(w, "lin", "/help")).status).toBe(401)
  })

  test("撤销 is offered to its last moment and no longer, and the page after it is kept again", async () => {
    let now = instant(TODAY, 9)
    const w = await world(undefined, { clock: () => now })
    await done(openRound(w))
    await done(onReport(w, "wang", 1, "report"))
    now += 10_000
    await done(onReport(w, "lin", 1, "acceptance"))
    const offers = async () => (await look(w, "lin", "/desk")).text.includes("/assignments/1/rounds/1/undoing")
    now += 2 * MINUTE - 1
    expect(await offers()).toBe(true)
    now += 1
    expect(await offers()).toBe(true)
    now += 1
    expect(await offers()).toBe(false)
    expect((await look(w, "lin", "/desk")).trips).toBe(0)
  })

  test("what was done before the clock was set back is shown when the clock reaches it again, in the same minute", async () => {
    let now = instant(TODAY, 9)
    const w = await world(undefined, { clock: () => now })
    await done(openRound(w))
    await bring(w, 1, "active")
    now += 1000
    await done(onReport(w, "wang", 1, "report"))
    now -= 500
    expect((await look(w, "lin", "/plans/1")).text).not.toContain("举办法治培训班")
    now += 500
    expect((await look(w, "lin", "/plans/1")).text).toContain("举办法治培训班")
  })

  test("an address with another question is another page", async () => {
    const w = await world()
    const one = await look(w, "lin", "/plans/1/tasks/1")
    const other = await look(w, "lin", "/plans?view=archived")
    expect((await look(w, "lin", "/plans")).text).not.toBe(other.text)
    expect((await look(w, "lin", "/plans/1/tasks/1")).text).toBe(one.text)
  })

  test("a word said once is said once, and to whom it is said", async () => {
    const w = await world()
    await look(w, "lin", "/plans/1")
    const told = await w.app.request(`${ORIGIN}/plans/1`, { headers: { cookie: "__Host-sid=lin; done=plan_issued" } })
    expect(told.headers.get("set-cookie")).toContain("done=;")
    expect((await look(w, "lin", "/plans/1")).text).not.toBe(await told.text())
  })

  test("大字 and packing are pages of their own, and no browser keeps any", async () => {
    const w = await world(undefined, { gzip: (text) => new TextEncoder().encode(text) })
    const asked = (headers: Record<string, string>) => w.app.request(`${ORIGIN}/plans/1`, { headers })
    const plain = await (await asked({ cookie: "__Host-sid=lin" })).text()
    for (let i = 0; i < 2; i++) {
      const large = await asked({ cookie: "__Host-sid=lin; type=large" })
      expect(await large.text()).not.toBe(plain)
      const packed = await asked({ cookie: "__Host-sid=lin", "accept-encoding": "gzip" })
      expect(packed.headers.get("content-encoding")).toBe("gzip")
      expect(packed.headers.get("cache-control")).toBe("no-store")
      const bare = await asked({ cookie: "__Host-sid=lin" })
      expect([bare.headers.get("content-encoding"), await bare.text()]).toEqual([null, plain])
    }
  })

  test("a database that is out of reach is said as it always was, and nothing kept is shown for it", async () => {
    const w = await world()
    await look(w, "lin", "/plans/1")
    w.database.close()
    const answer = await look(w, "lin", "/plans/1")
    expect([answer.status, answer.text]).toEqual([503, expect.stringContaining("数据库暂时没有响应")])
  })

  test("many who ask at once have it made once", async () => {
    const w = await world()
    const before = w.database.trips()
    const answers = await Promise.all(Array.from({ length: 8 }, () => w.as("lin").get("/plans/1")))
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
    // A visit each, as nobody had asked before; the page once.
    expect(w.database.trips() - before).toBeLessThanOrEqual(9)
  })
})

describe("the store", () => {
  const newest = { events: 1, imprints: 1, quiet: '{"drafts":0,"sessions":0}', turn: null }
  const page = (length: number): Shown => ({ body: new Uint8Array(length), headers: {} })

  test("is bounded in bytes, and the least lately used goes first", () => {
    const keep = keepOf(10_000)
    for (const key of ["a", "b"]) keep.keepPage(key, newest, 0, [], page(3000))
    expect(keep.page("a", newest, 0)).not.toBeNull()
    keep.keepPage("c", newest, 0, [], page(3000))
    expect(["a", "b", "c"].map((key) => keep.page(key, newest, 0) !== null)).toEqual([true, false, true])
    expect(keep.size()).toBeLessThanOrEqual(10_000)
    keep.keepPage("d", newest, 0, [], page(20_000))
    expect(keep.page("d", newest, 0)).toBeNull()
    // What would never fit drives nothing out.
    expect(keep.page("c", newest, 0)).not.toBeNull()
  })

  test.each([
    ["another event", { ...newest, events: 2 }, 0, false],
    ["another imprint", { ...newest, imprints: 2 }, 0, false],
    ["a table it was read from", { ...newest, quiet: '{"drafts":1,"sessions":0}' }, 0, false],
    ["another table", { ...newest, quiet: '{"drafts":0,"sessions":1}' }, 0, true],
    ["the last moment before it turns", newest, 29_999, true],
    ["the moment at which it turns", newest, 30_000, false],
    ["an earlier moment", newest, -1, false],
  ])("under %s", (_, now, at, kept) => {
    const keep = keepOf(10_000)
    keep.keepPage("a", { ...newest, turn: 30_000 }, 0, ["drafts"], page(10))
    expect(keep.page("a", now, at) !== null).toBe(kept)
  })

  test("no longer than the minute that it shows", () => {
    const keep = keepOf(10_000)
    const at = instant(TODAY, 9) + 30_000
    keep.keepPage("a", newest, at, [], page(10))
    expect(keep.page("a", newest, at + 29_999)).not.toBeNull()
    expect(keep.page("a", newest, at + 30_000)).toBeNull()
  })

  test("knows the tables that a statement reads and that change without an event", () => {
    expect(quietTablesIn('select * from "drafts" join notice_drafts d')).toEqual(["drafts", "notice_drafts"])
    expect(quietTablesIn("select 1 from tasks")).toEqual([])
    expect(QUIET_TABLES).toContain("deliveries")
    expect(QUIET_TABLES).not.toContain("events")
  })
})
