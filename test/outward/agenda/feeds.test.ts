import { eq } from "drizzle-orm"
import ICAL from "ical.js"
import { beforeEach, describe, expect, test } from "vitest"
import { feeds, people, plans, posts } from "#db/schema.ts"
import {
  askForExtension,
  done,
  draftNotice,
  onExtension,
  onNotice,
  onReport,
  openRound,
  ROUND,
  trailOf,
} from "#test/support/acts.ts"
import { feedOf, feedVersion, makeFeed } from "#test/support/feeds.ts"
import { type Login, ORIGIN, type World, world } from "#test/support/world.ts"

let w: World
beforeEach(async () => {
  w = await world()
})

const ask = (path: string, headers: Record<string, string> = {}) => w.app.request(ORIGIN + path, { headers })

type Read = { uid: string; on: string; end: string; summary: string; sequence: number; url: string }

/** As a calendar program reads it, without signing in. */
async function read(path: string): Promise<Read[]> {
  const response = await ask(path)
  expect(response.status).toBe(200)
  const calendar = new ICAL.Component(ICAL.parse(await response.text()))
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component)
    return {
      uid: event.uid,
      on: event.startDate.toString(),
      end: event.endDate.toString(),
      summary: event.summary,
      sequence: Number(component.getFirstPropertyValue("sequence")),
      url: String(component.getFirstPropertyValue("url")),
    }
  })
}

const rows = async () => {
  const { db, read: ask } = w.database
  const [all] = await ask([db.select().from(feeds)])
  return all
}

describe("an address", () => {
  test("is made by oneself, shown once, kept as a hash, and asked for without signing in", async () => {
    await done(openRound(w))
    const path = await feedOf(w, "wang")
    const response = await ask(path)
    expect(response.status).toBe(200)
    expect(response.headers.get("content-type")).toBe("text/calendar; charset=utf-8")
    expect(response.headers.get("set-cookie")).toBeNull()
    const secret = path.slice("/calendar/".length, -".ics".length)
    expect(JSON.stringify(await rows())).not.toContain(secret)
    expect(await (await w.as("wang").get("/account")).text()).not.toContain(secret)
    const trail = await trailOf(w, `feed:${w.actor("wang").id}`)
    expect(trail).toMatchObject([{ action: "feed_made", version: 1, particulars: { unit: null, replaces: false } }])
    expect(JSON.stringify(trail)).not.toContain(secret)
  })

  test("of the same person and unit is the only one: a new one ends it, one of another unit does not", async () => {
    const [first, unit] = [await feedOf(w, "wang"), await feedOf(w, "wang", "1")]
    const second = await feedOf(w, "wang")
    expect([(await ask(first)).status, (await ask(unit)).status, (await ask(second)).status]).toEqual([404, 200, 200])
  })

  test("is revoked by its owner, at once, and by nobody else", async () => {
    const path = await feedOf(w, "wang")
    const version = await feedVersion(w, "wang")
    expect((await w.as("zhou").post("/account/feeds/1/revocation", { version: "0" })).status).toBe(404)
    expect((await w.as("wang").post("/account/feeds/1/revocation", { version: "0" })).status).toBe(409)
    expect((await w.as("wang").post("/account/feeds/1/revocation", {})).status).toBe(422)
    expect((await ask(path)).status).toBe(200)
    await done(w.as("wang").post("/account/feeds/1/revocation", { version }))
    expect((await ask(path)).status).toBe(404)
    expect((await w.as("wang").post("/account/feeds/1/revocation", { version: "2" })).status).toBe(404)
    expect((await trailOf(w, `feed:${w.actor("wang").id}`)).map(({ action }) => action)).toEqual([
      "feed_made",
      "feed_revoked",
    ])
  })

  test("is not made of another's unit, by the three administrators, or of a page that is not current", async () => {
    expect((await makeFeed(w, "wang", "2")).status).toBe(404)
    for (const login of ["admin", "security", "auditor"] as const) {
      expect((await makeFeed(w, login)).status).toBe(403)
      expect(await (await w.as(login).get("/account")).text()).not.toContain('id="feeds"')
    }
    expect((await makeFeed(w, "wang", "", "7")).status).toBe(409)
    expect((await w.as(null).post("/account/feeds", { version: "0", unitId: "" })).status).toBe(401)
    expect(await rows()).toEqual([])
  })

  test("ends with the post and with the account, at once, and comes back with them", async () => {
    const { db, write } = w.database
    const [own, unit] = [await feedOf(w, "wang"), await feedOf(w, "wang", "1")]
    const status = async () => [(await ask(own)).status, (await ask(unit)).status]
    expect(await status()).toEqual([200, 200])
    const { id } = w.actor("wang")
    await write([db.update(people).set({ active: false }).where(eq(people.id, id))])
    expect(await status()).toEqual([404, 404])
    await write([db.update(people).set({ active: true }).where(eq(people.id, id))])
    expect(await status()).toEqual([200, 200])
    await write([db.update(posts).set({ untilOn: "2026-09-20" }).where(eq(posts.personId, id))])
    expect(await status()).toEqual([404, 404])
    await write([db.update(posts).set({ untilOn: null, unitId: 2 }).where(eq(posts.personId, id))])
    expect(await status()).toEqual([200, 404])
  })

  test("that is none is a short 404, and asking too often is told to wait", async () => {
    for (const path of ["/calendar/x.ics", `/calendar/${"a".repeat(43)}.ics`]) {
      const response = await ask(path)
      expect([response.status, await response.text()]).toEqual([404, "没有这个日历。"])
    }
    const path = await feedOf(w, "wang")
    let last = await ask(path)
    for (let n = 0; n < 60; n++) last = await ask(path)
    expect(last.status).toBe(429)
    expect(last.headers.get("retry-after")).toBe("3600")
  })

  test("is told whether anything is new, and when it was last asked for stands on the account page", async () => {
    await done(openRound(w))
    const path = await feedOf(w, "wang")
    const tag = (await ask(path)).headers.get("etag") ?? ""
    expect((await ask(path, { "if-none-match": tag })).status).toBe(304)
    await done(onReport(w, "wang", 1, "report"))
    expect((await ask(path, { "if-none-match": tag })).status).toBe(304)
    await done(onReport(w, "wang", 6, "report"))
    expect((await ask(path, { "if-none-match": tag })).status).toBe(200)
    await expect.poll(async () => (await rows())[0]?.lastAskedAt).toBe(w.now())
    expect(await (await w.as("wang").get("/account")).text()).toContain("最近 9月21日 09:00 读取")
  })
})

describe("what stands in it", () => {
  test("is what the unit owes, as days without a time, until it is done", async () => {
    await done(openRound(w))
    const path = await feedOf(w, "wang", "1")
    expect(await read(path)).toEqual([
      {
        uid: "round-1-0@127.0.0.1:3000",
        on: "2026-09-30",
        end: "2026-10-01",
        summary: "报送期限：第三季度",
        sequence: 1,
        url: `${ORIGIN}/plans/1?round=1&report=due`,
      },
      expect.objectContaining({ uid: "cut_off-1-0@127.0.0.1:3000", on: "2026-10-10", summary: "统计封账：第三季度" }),
    ])
    await done(onReport(w, "wang", 1, "report"))
    await done(onReport(w, "wang", 6, "report"))
    expect(await read(path)).toEqual([])
  })

  test("a day that is granted moves the same event, which says that it is newer", async () => {
    await askForExtension(w)
    const path = await feedOf(w, "wang", "1")
    const of = async () => (await read(path)).find(({ summary }) => summary === "完成时限：任务（一） 办公室")
    const before = await of()
    expect(before).toMatchObject({ on: "2026-10-30", end: "2026-10-31" })
    await done(onExtension(w, "lin", "decision"))
    const after = await of()
    expect(after).toMatchObject({ uid: before?.uid, on: "2026-11-30", end: "2026-12-01" })
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Number.POSITIVE_INFINITY)
  })

  test("a round that is due on another day keeps its event", async () => {
    await done(openRound(w))
    const path = await feedOf(w, "lin")
    const before = (await read(path))[0]
    await done(
      w
        .as("lin")
        .post("/plans/1/rounds/1", { ...ROUND, version: "1", dueBy: "2026-10-20", daysAsked: "dueBy=2026-10-20" }),
    )
    const [after] = await read(path)
    expect(after).toMatchObject({ uid: before?.uid, on: "2026-10-20" })
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Number.POSITIVE_INFINITY)
  })

  test("a notice is gone once it is answered, and no words of anybody stand there", async () => {
    await done(openRound(w))
    await done(draftNotice(w, { demand: "请三日内补报参训名单。" }))
    const path = await feedOf(w, "wang")
    const text = await (await ask(path)).text()
    expect(text).toContain("督办单反馈")
    expect(text).not.toContain("补报参训名单")
    await done(onNotice(w, "wang", "answer", { text: "已补报。" }))
    expect(await (await ask(path)).text()).not.toContain("督办单反馈")
  })

  test("nothing of a plan that is 工作秘密, or was withdrawn, leaves the program", async () => {
    await done(openRound(w))
    const path = await feedOf(w, "lin")
    const { db, write } = w.database
    expect((await read(path)).length).toBeGreaterThan(0)
    await write([db.update(plans).set({ handling: "work_secret" })])
    expect(await read(path)).toEqual([])
    expect(await (await w.as("lin").get("/calendar?month=2026-09")).text()).toContain("报送期限")
    await write([db.update(plans).set({ handling: "internal", state: "withdrawn" })])
    expect(await read(path)).toEqual([])
  })

  test.each<[Login, string, number]>([
    ["lin", "the office sees all", 2],
    ["boss", "a leader too", 2],
    ["wang", "a unit its own", 2],
    ["zhao", "who has no part nothing", 0],
  ])("%s: %s", async (login, _, n) => {
    await done(openRound(w))
    expect(await read(await feedOf(w, login))).toHaveLength(n)
  })
})
