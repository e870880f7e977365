import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { people, posts, units } from "#db/schema.ts"
import { endOf } from "#src/clock.ts"
import { hashToken } from "#src/office/people/sessions.ts"
import {
  done,
  type Fields,
  multipart,
  onlyOne,
  onReport,
  openRound,
  refused,
  settings,
  trailOf,
  WORDS,
} from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { allowLinks, byLink, keysOf, linksIn, madeLink, postLink, revoke, sessionsByLink } from "#test/support/links.ts"
import { type Login, type World, world } from "#test/support/world.ts"

/** Everybody but the plan's supervisors, and how they are refused. */
const OTHERS: [Login, number][] = [
  ["wang", 403],
  ["head", 403],
  ["jing", 404],
  ["zhou", 403],
  ["yan", 403],
  ["boss", 403],
  ["zhao", 404],
  ["admin", 404],
  ["security", 404],
  ["auditor", 404],
]

async function allowed() {
  const w = await world()
  await done(openRound(w))
  await allowLinks(w)
  return w
}

const SUBJECT = "link:1/1/3"

describe("允许凭链接填报", () => {
  test("is off until a supervisor says so, and that is in the trail", async () => {
    const w = await world()
    await done(openRound(w))
    expect(await (await w.as("lin").get("/plans/1/rounds")).text()).not.toContain("/rounds/1/links")
    await refused(w, () => postLink(w), 409, "没有允许凭链接填报")
    expect(await (await w.as("lin").get("/plans/1/rounds/1/links")).text()).toContain("没有允许凭链接填报")
    await allowLinks(w)
    expect((await w.events()).at(-1)).toMatchObject({
      action: "plan_changed",
      particulars: { allowsLinks: { before: false, after: true } },
    })
    expect(await (await w.as("lin").get("/plans/1/rounds")).text()).toContain("/rounds/1/links")
  })

  test("never for a plan of 工作秘密", async () => {
    const w = await world()
    const html = await refused(
      w,
      () => settings(w, { allowsLinks: "1", handling: "work_secret" }),
      422,
      "工作秘密方案不能凭链接填报",
    )
    expect(html).toMatch(/name="allowsLinks"[^>]*checked/)
  })
})

describe("生成链接", () => {
  test("the key is shown once and only its hash is kept", async () => {
    const w = await allowed()
    const path = await madeLink(w)
    const key = path.slice("/link/".length)
    expect(Buffer.from(key, "base64url")).toHaveLength(32)
    expect(await linksIn(w)).toMatchObject([
      {
        planId: 1,
        roundId: 1,
        unitId: 1,
        personId: w.actor("wang").id,
        createdById: w.actor("lin").id,
        expiresAt: endOf("2026-10-16"),
        revokedAt: null,
        lastUsedAt: null,
        uses: 0,
        version: 1,
      },
    ])
    expect(await keysOf(w, path)).toMatchObject([{ linkId: 1, deliveryId: null, hash: hashToken(key) }])
    expect(await trailOf(w, SUBJECT)).toMatchObject([
      { version: 1, action: "link_made", particulars: { unit: "办公室", round: "第三季度", name: "王联络" } },
    ])
    // Nowhere in the database, not even while it is used; and not on the page when it is asked for again.
    const visitor = await byLink(w, path)
    await visitor.get("/todo")
    const { rows } = await w.database.client.execute("select name from sqlite_master where type = 'table'")
    for (const { name } of rows) {
      const { rows: all } = await w.database.client.execute(`select * from "${String(name)}"`)
      expect(JSON.stringify(all), String(name)).not.toContain(key)
    }
    expect(await (await w.as("lin").get("/plans/1/rounds/1/links")).text()).not.toContain(key)
  })

  test("with the words to be pasted", async () => {
    const w = await allowed()
    const html = await (await postLink(w)).text()
    expect(html).toMatch(/王联络同志：请于.*9月30日前报送办公室「第三季度」落实情况/)
    expect(html).toContain("只显示这一次")
  })

  test("a new one revokes the one before, and ends what it had opened", async () => {
    const w = await allowed()
    const first = await madeLink(w)
    const visitor = await byLink(w, first)
    const second = await madeLink(w)
    expect((await visitor.get("/todo")).status).toBe(401)
    expect((await w.as(null).get(first)).status).toBe(404)
    expect((await w.as(null).get(second)).status).toBe(200)
    expect(await linksIn(w)).toMatchObject([
      { id: 2, revokedAt: null, version: 2 },
      { id: 1, revokedById: w.actor("lin").id, version: 2 },
    ])
    expect((await trailOf(w, SUBJECT)).map(({ action, particulars }) => [action, particulars.replaces])).toEqual([
      ["link_made", false],
      ["link_made", true],
    ])
  })

  test("each liaison, each round has one of its own", async () => {
    const w = await allowed()
    const wang = await madeLink(w)
    const zhou = await madeLink(w, "zhou")
    await done(openRound(w, { name: "专项", inside: "1" }))
    await madeLink(w, "wang", 2)
    expect((await w.as(null).get(wang)).status).toBe(200)
    expect((await w.as(null).get(zhou)).status).toBe(200)
  })

  test.each(OTHERS)("%s makes none: %i", async (login, status) => {
    const w = await allowed()
    await refused(w, () => postLink(w, "wang", {}, login), status)
    expect((await w.as(login).get("/plans/1/rounds/1/links")).status).toBe(status)
    expect(await linksIn(w)).toEqual([])
  })

  test.each<[string, Fields, number]>([
    ["nobody chosen", { holder: "" }, 422],
    ["nonsense", { holder: "1;2" }, 422],
    ["no version", { version: "x" }, 422],
    ["a unit that does not report", { holder: "4-8" }, 404],
    ["the head", { holder: "1-4" }, 404],
    ["a liaison for another unit", { holder: "2-3" }, 404],
    ["a page of before", { version: "7" }, 409],
  ])("%s: %j", async (_, over, status) => {
    const w = await allowed()
    const before = (await w.events()).length
    expect((await postLink(w, "wang", over)).status).toBe(status)
    expect((await w.events()).length).toBe(before)
    expect(await linksIn(w)).toEqual([])
  })

  test("not for whoever left, and not for a round that a newer one has closed", async () => {
    const w = await allowed()
    const { db, write } = w.database
    await write([
      db
        .update(posts)
        .set({ untilOn: "2026-09-20" })
        .where(eq(posts.personId, w.actor("wang").id)),
    ])
    expect((await postLink(w)).status).toBe(404)
    await write([
      db
        .update(people)
        .set({ active: false })
        .where(eq(people.id, w.actor("zhou").id)),
    ])
    expect((await postLink(w, "zhou")).status).toBe(404)
    await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
    await done(openRound(w, { name: "第四季度", dueBy: "2026-12-31" }))
    await refused(w, () => postLink(w, "yan"), 409, "已经统计封账")
    expect((await w.as("lin").post("/plans/1/rounds/9/links", { holder: "1-3", version: "0" })).status).toBe(404)
    await write([db.update(units).set({ active: false }).where(eq(units.id, 3))])
    expect((await postLink(w, "yan", {}, "lin", 2)).status).toBe(409)
  })

  test("two supervisors at once: one link, and the other is told", async () => {
    const w = await allowed()
    const responses = await Promise.all([postLink(w), postLink(w, "wang", {}, "lin2")])
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await linksIn(w)).toHaveLength(1)
  })
})

describe("作废", () => {
  test("by the office, with its reason", async () => {
    const w = await allowed()
    const path = await madeLink(w)
    await done(revoke(w, { reason: "发错了群" }))
    expect(await linksIn(w)).toMatchObject([{ revokedById: w.actor("lin").id, reason: "发错了群", version: 2 }])
    expect((await trailOf(w, SUBJECT)).at(-1)).toMatchObject({
      version: 2,
      action: "link_revoked",
      actorId: w.actor("lin").id,
      particulars: { remark: "发错了群" },
    })
    expect((await w.as(null).get(path)).status).toBe(404)
    expect(await (await w.as("lin").get("/plans/1/rounds/1/links")).text()).toContain("作废：发错了群")
  })

  test.each(OTHERS)("not by %s: %i", async (login, status) => {
    const w = await allowed()
    await madeLink(w)
    await refused(w, () => revoke(w, {}, login), status)
    expect(await linksIn(w)).toMatchObject([{ revokedAt: null }])
  })

  test("twice, from a page of before, of another plan's round, with nonsense", async () => {
    const w = await allowed()
    await madeLink(w)
    await refused(w, () => revoke(w, { version: "0" }), 409)
    expect((await revoke(w, { reason: "长".repeat(300) })).status).toBe(422)
    expect((await w.as("lin").post("/plans/1/rounds/1/links/9/revocation", { version: "1" })).status).toBe(404)
    await done(openRound(w, { name: "专项", inside: "1" }))
    expect((await w.as("lin").post("/plans/1/rounds/2/links/1/revocation", { version: "1" })).status).toBe(404)
    await done(revoke(w))
    await refused(w, () => revoke(w), 409)
  })

  test("two at once: one", async () => {
    const w = await allowed()
    await madeLink(w)
    await onlyOne(
      w,
      () => revoke(w),
      () => revoke(w, {}, "lin2"),
    )
  })

  test("by the person, on the account page, and by nobody else there", async () => {
    const w = await allowed()
    const path = await madeLink(w)
    const html = await (await w.as("wang").get("/account")).text()
    expect(html).toContain("/account/links/1/revocation")
    for (const login of ["zhou", "head", "lin", "admin"] as const) {
      expect(await (await w.as(login).get("/account")).text()).not.toContain("/account/links/")
      await refused(w, () => w.as(login).post("/account/links/1/revocation"), 404)
    }
    await done(w.as("wang").post("/account/links/1/revocation"))
    expect((await trailOf(w, SUBJECT)).at(-1)).toMatchObject({
      action: "link_revoked",
      actorId: w.actor("wang").id,
    })
    expect((await w.as(null).get(path)).status).toBe(404)
    await refused(w, () => w.as("wang").post("/account/links/1/revocation"), 409)
    expect(await (await w.as("wang").get("/account")).text()).not.toContain("/account/links/")
  })
})

describe("opening", () => {
  test("looking opens nothing, however often, and says only what the link is for", async () => {
    const w = await allowed()
    const path = await madeLink(w)
    const before = (await w.events()).length
    for (let i = 0; i < 3; i++) {
      const response = await w.as(null).get(path)
      expect(response.status).toBe(200)
      expect(response.headers.getSetCookie().filter((cookie) => cookie.includes("sid="))).toEqual([])
      expect(response.headers.get("cache-control")).toBe("no-store")
      // Never the path, which is the key; and the button still posts with an origin on plain HTTP.
      expect(response.headers.get("referrer-policy")).toBe("strict-origin")
      const html = await response.text()
      for (const words of ["办公室", "第三季度", "普法责任制分工方案", "开始填报"]) expect(html).toContain(words)
      for (const words of ["王联络", "总体布局", "学法制度"]) expect(html).not.toContain(words)
    }
    expect((await w.events()).length).toBe(before)
    expect(await linksIn(w)).toMatchObject([{ uses: 0, lastUsedAt: null }])
    expect(await sessionsByLink(w)).toEqual([])
  })

  test("the button opens a session, which is counted and stands in the trail", async () => {
    const w = await allowed()
    const path = await madeLink(w)
    const response = await done(w.as(null).post(path))
    expect(response.headers.get("location")).toBe("/todo")
    expect(response.headers.getSetCookie().join()).toMatch(/__Host-sid=[\w-]{43}; .*HttpOnly; Secure; SameSite=Lax/)
    expect(await linksIn(w)).toMatchObject([{ uses: 1, lastUsedAt: w.now() }])
    expect((await w.events()).at(-1)).toMatchObject({
      action: "link_opened",
      actorId: w.actor("wang").id,
      actingAs: "liaison 办公室 / link 1",
      subject: expect.stringMatching(/^session:/),
    })
    await done(w.as(null).post(path))
    expect(await linksIn(w)).toMatchObject([{ uses: 2 }])
    expect(await sessionsByLink(w)).toHaveLength(2)
  })

  test("whatever is wrong with it, the page is the same", async () => {
    const w = await allowed()
    const wrong = async (path: string) => {
      const before = (await w.events()).length
      const got = await w.as(null).get(path)
      const posted = await w.as(null).post(path)
      expect([got.status, posted.status]).toEqual([404, 404])
      expect(posted.headers.getSetCookie()).toEqual([])
      expect((await w.events()).slice(before)).toMatchObject([{ action: "link_refused", actorName: "系统" }])
      return [await got.text(), await posted.text()]
    }
    const expected = await wrong("/link/nonsense")
    expect(expected[0]).toContain("链接不能使用")
    expect(expected[1]).toBe(expected[0])

    const revoked = await madeLink(w)
    await done(revoke(w))
    expect(await wrong(revoked)).toEqual(expected)
    const path = await madeLink(w)
    expect(await wrong(`${path}x`)).toEqual(expected)
    expect(await wrong(path.slice(0, -1))).toEqual(expected)
    const { db, write } = w.database
    const wang = eq(people.id, w.actor("wang").id)
    const whose = eq(posts.personId, w.actor("wang").id)
    await write([db.update(people).set({ active: false }).where(wang)])
    expect(await wrong(path)).toEqual(expected)
    await write([db.update(people).set({ active: true }).where(wang)])
    await write([db.update(posts).set({ untilOn: "2026-09-20" }).where(whose)])
    expect(await wrong(path)).toEqual(expected)
    await write([db.update(posts).set({ untilOn: null }).where(whose)])
    await write([db.update(units).set({ active: false }).where(eq(units.id, 1))])
    expect(await wrong(path)).toEqual(expected)
    await write([db.update(units).set({ active: true }).where(eq(units.id, 1))])
    await done(settings(w))
    expect(await wrong(path)).toEqual(expected)
    await allowLinks(w)
    expect((await w.as(null).get(path)).status).toBe(200)
  })

  test("somebody else's session at this browser ends with the button, and not before", async () => {
    const w = await allowed()
    const path = await madeLink(w)
    const html = await (await w.as("zhou").get(path)).text()
    expect(html).toContain("综合指导司 · 周联络")
    expect(html).toContain("原来的登录随即退出")
    expect((await w.as("zhou").get("/todo")).status).toBe(200)
    await done(w.as("zhou").post(path))
    expect((await w.as("zhou").get("/todo")).status).toBe(401)
    expect(await (await w.as(null).get(path)).text()).not.toContain("随即退出")
  })

  test("whoever came by a link may sign in all the same", async () => {
    const w = await allowed()
    const visitor = await byLink(w, await madeLink(w))
    expect((await visitor.get("/login")).status).toBe(200)
    expect((await visitor.get("/")).headers.get("location")).toBe("/todo")
  })

  test("tries are counted: of one key, and of one address", async () => {
    const w = await allowed()
    const path = await madeLink(w)
    await done(revoke(w))
    for (let i = 0; i < 5; i++) expect((await w.as(null).post(path)).status).toBe(404)
    const refused = await w.as(null).post(path)
    expect(refused.status).toBe(429)
    expect(await refused.text()).toContain("15 分钟后再试")
    // Another key is not held up by it; fifty wrong ones hold up the address.
    const good = await madeLink(w)
    await done(w.as(null).post(good))
    for (let i = 0; i < 45; i++) expect((await w.as(null).post(`/link/wrong-${i}`)).status).toBe(404)
    expect((await w.as(null).post(good)).status).toBe(429)
    await w.travel("2026-09-21", 9, 16)
    await done(w.as(null).post(good))
  })

  test("from a foreign page it is refused", async () => {
    const w = await allowed()
    const path = await madeLink(w)
    const response = await w.app.request(`http://127.0.0.1:3000${path}`, {
      method: "POST",
      headers: { origin: "https://evil.test", "content-type": "application/x-www-form-urlencoded" },
    })
    expect(response.status).toBe(403)
    expect(await sessionsByLink(w)).toEqual([])
  })
})

describe("what is done by a link is in the trail as such", () => {
  test("every act, on the timeline and in the audit", async () => {
    const w = await allowed()
    const visitor = await byLink(w, await madeLink(w))
    const before = (await w.events()).length
    await done(visitor.post("/assignments/1/rounds/1/draft", { ...WORDS, revision: "0" }))
    await done(
      visitor.post("/assignments/1/rounds/1/attachments", multipart({}, { files: [{ name: "a.pdf", bytes: PDF }] })),
    )
    await done(visitor.post("/assignments/1/rounds/1/attachments", { detach: "1" }))
    await done(visitor.post("/assignments/1/rounds/1/report", { ...WORDS, revision: "1", version: "0" }))
    await done(visitor.post("/assignments/6/rounds/1/draft", { ...WORDS, revision: "0" }))
    await done(visitor.post("/todo/sending", { items: ["6-1"] }))
    const events = (await w.events()).slice(before)
    expect(events.map(({ action }) => action)).toEqual([
      "attachment_added",
      "attachment_removed",
      "report_sent",
      "assignment_begun",
      "report_sent",
      "assignment_begun",
    ])
    for (const { actingAs, actorName } of events) {
      expect([actorName, actingAs]).toEqual(["王联络", "liaison 办公室 / link 1"])
    }
    expect(await (await w.as("lin").get("/plans/1/tasks/1")).text()).toContain("（办公室 联络员、凭链接）")
    expect(await (await w.as("auditor").get("/admin/events")).text()).toContain("办公室 联络员、凭链接")
  })

  test("and what the same person does signed in is not", async () => {
    const w = await allowed()
    await byLink(w, await madeLink(w))
    await done(onReport(w, "wang", 1, "report"))
    expect((await w.events()).at(-1)?.actingAs).toBe("liaison 办公室")
  })
})

describe("revoked in the middle of it", () => {
  /** Reports by link while the office revokes: the report came first, or not at all. */
  const race = async (w: World) => {
    const visitor = await byLink(w, await madeLink(w))
    const [sent, revoked] = await Promise.all([
      visitor.post("/assignments/1/rounds/1/report", { ...WORDS, revision: "0", version: "0" }),
      revoke(w),
    ])
    const order = (await w.events())
      .map(({ action }) => action)
      .filter((action) => ["report_sent", "link_revoked"].includes(action))
    return { sent, revoked, order }
  }

  test("the report landed before, or not at all and its words are given back", async () => {
    for (let i = 0; i < 5; i++) {
      const { sent, revoked, order } = await race(await allowed())
      expect(revoked.status).toBe(303)
      if (sent.status === 303) expect(order).toEqual(["report_sent", "link_revoked"])
      else {
        expect([401, 409]).toContain(sent.status)
        expect(order).toEqual(["link_revoked"])
        expect(await sent.text()).toContain(WORDS.achieved)
      }
    }
  })

  test("a request that was let in before the revocation and writes after it is refused", async () => {
    const w = await allowed()
    const visitor = await byLink(w, await madeLink(w))
    const { write } = w.database
    // Between the asking who it is and the writing: the office is faster.
    let isRevoked = false
    w.database.write = async (batch) => {
      if (!isRevoked) {
        isRevoked = true
        await revoke(w)
      }
      return write(batch)
    }
    const sent = await visitor.post("/assignments/1/rounds/1/report", { ...WORDS, revision: "0", version: "0" })
    expect(sent.status).toBe(401)
    expect(await sent.text()).toContain(WORDS.achieved)
    expect((await w.events()).map(({ action }) => action)).not.toContain("report_sent")
  })

  test("opened while it is revoked: nothing stays open", async () => {
    for (let i = 0; i < 5; i++) {
      const w = await allowed()
      const path = await madeLink(w)
      const [opened, revoked] = await Promise.all([w.as(null).post(path), revoke(w)])
      expect([303, 404]).toContain(opened.status)
      expect(revoked.status).toBe(303)
      expect(await sessionsByLink(w)).toEqual([])
    }
  })
})
