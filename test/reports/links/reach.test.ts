import { and, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { assignments, attachments, people, posts, sessions, units } from "#db/schema.ts"
import { bringReport, done, multipart, onAssignment, onReport, openRound, WORDS } from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { allowLinks, byLink, madeLink, revoke } from "#test/support/links.ts"
import { addressesOf, furnished, routesOf } from "#test/support/routes.ts"
import { type Login, TODAY, type World, world } from "#test/support/world.ts"

/*
 * A stolen link shows nothing else: over the route table, whatever is not in this list does not exist for it. The list is
 * of addresses in the furnished world, in which assignment 1, round 1 and attachment 1 are the link's own.
 */

/** For everybody who is not signed in, too. */
const OPEN = [
  "GET /healthz",
  "GET /readyz",
  "GET /assets/:hash/:name",
  "GET /",
  "GET /login",
  "POST /login",
  "GET /reset",
  "POST /reset",
  "GET /session",
  "POST /type-size",
  "POST /logout",
  "GET /link/:key",
  // What programs may ask for, for whoever writes one.
  "GET /api/openapi.json",
  // A juror's link is opened by its own key, whoever has it.
  "GET /panel/:panel",
  "GET /panel/:panel/:target{[0-9]+}",
  "POST /panel/:panel/:target{[0-9]+}",
  "POST /link/:key",
  "GET /calendar/:file{[A-Za-z0-9_-]+\\.ics}",
  "GET /public",
  "GET /public/:release{[0-9]+}",
  "GET /public/:paper{[0-9]+\\.docx}",
  "GET /public/:sheet{[0-9]+\\.csv}",
  "GET /public/comments/:receipt",
  "POST /public/:release{[0-9]+}/comments",
]
const REACHED = [
  "GET /todo",
  "POST /todo/sending",
  "POST /assignments/:assignment/rounds/:round/draft",
  "POST /assignments/:assignment/rounds/:round/report",
  "POST /assignments/:assignment/rounds/:round/attachments",
  "GET /attachments/:attachment",
]

const everyAddress = (w: Awaited<ReturnType<typeof furnished>>) =>
  routesOf(w.app).flatMap((route) => addressesOf(route, w.places))

test("every route there is, by link: 404 and nothing done, but for the few that are named", async () => {
  const refusing = await furnished()
  const thief = await byLink(refusing, `/link/${refusing.places.key}`)
  const before = (await refusing.events()).length
  const wrong: unknown[] = []
  const addresses = everyAddress(refusing)
  expect(addresses.length).toBeGreaterThan(150)
  for (const { method, path, route } of addresses) {
    if ([...OPEN, ...REACHED].includes(route)) continue
    // The acts of /api/v1 read JSON alone.
    const press = path.startsWith("/api/") ? thief.tell : thief.post
    const response = method === "GET" ? await thief.get(path) : await press(path, { version: "1" })
    if (response.status !== 404) wrong.push({ route, status: response.status })
  }
  expect(wrong).toEqual([])
  expect((await refusing.events()).length).toBe(before)
  // Premise: the session is alive, and its owner would have got further.
  expect((await thief.get("/todo")).status).toBe(200)
  expect((await refusing.as("wang").get("/plans/1")).status).toBe(200)
})

test.each(REACHED)("within reach: %s", async (route) => {
  const w = await furnished()
  const visitor = await byLink(w, `/link/${w.places.key}`)
  const address = everyAddress(w).find((one) => one.route === route)
  if (!address) throw new Error(`no such route: ${route}`)
  const { status } = address.method === "GET" ? await visitor.get(address.path) : await visitor.post(address.path)
  expect([200, 303, 409, 422]).toContain(status)
})

test("the head's and the office's eyes do not come with it, nor a second post, nor the place of work", async () => {
  const w = await world()
  await done(openRound(w))
  await allowLinks(w)
  const { db, write } = w.database
  const id = w.actor("wang").id
  await write([
    db.insert(posts).values([
      { personId: id, kind: "supervisor", unitId: 3, fromOn: "2020-01-01" },
      { personId: id, kind: "head", unitId: 1, fromOn: "2020-01-01" },
      { personId: id, kind: "liaison", unitId: 2, fromOn: "2020-01-01" },
      { personId: id, kind: "leader", unitId: null, fromOn: "2020-01-01" },
    ]),
    db.update(people).set({ unitId: 3, mustChangePassword: true }).where(eq(people.id, id)),
  ])
  const visitor = await byLink(w, await linkOfUnit(w, 1))
  for (const path of ["/desk", "/overview", "/plans", "/notices", "/account", "/account/password", "/help", "/units"]) {
    expect((await visitor.get(path)).status, path).toBe(404)
  }
  const todo = await visitor.get("/todo")
  expect(todo.status).toBe(200)
  const html = await todo.text()
  expect(html).toContain("办公室")
  expect(html).not.toContain("综合指导司")
  expect((await visitor.post("/assignments/5/rounds/1/report", WORDS)).status).toBe(404)
  expect((await visitor.post("/assignments/3/rounds/1/draft", WORDS)).status).toBe(404)
  expect((await visitor.post("/assignments/1/rounds/1/signature")).status).toBe(404)
})

/** A link for wang as liaison of a unit, when there may be several. */
async function linkOfUnit(w: World, unitId: number) {
  const fields = { holder: `${unitId}-${w.actor("wang").id}`, version: "0" }
  const html = await (await w.as("lin").post("/plans/1/rounds/1/links", fields)).text()
  const path = html.match(/(\/link\/[\w-]+)/)?.[1]
  if (!path) throw new Error("no link")
  return path
}

async function opened(login: Login = "wang") {
  const w = await world()
  await done(openRound(w))
  await allowLinks(w)
  const visitor = await byLink(w, await madeLink(w, login))
  return { w, visitor }
}

describe("shows only what is due", () => {
  test("the unit's items of the round, without a way to anywhere else", async () => {
    const { visitor } = await opened()
    const html = await (await visitor.get("/todo")).text()
    const main = html.slice(html.indexOf("<main"))
    expect(main).toContain("还有 2 项待报")
    expect(main).toContain("健全完善学法制度")
    expect(main).not.toContain("制定年度普法计划")
    const leads = [...html.matchAll(/(?:href|action|hx-post|formaction)="([^"]+)"/g)].map(([, to = ""]) => to)
    expect(leads.length).toBeGreaterThan(8)
    const foreign = leads.filter(
      (to) =>
        !/^(data:|#|\/assets\/|\/todo|\/assignments\/[16]\/rounds\/1\/(draft|report|attachments)$|\/logout$|\/type-size$|\/$)/.test(
          to,
        ),
    )
    expect(foreign).toEqual([])
    expect(html).toContain("凭链接")
    expect(html).not.toContain("交办")
  })

  test("no reminder's words, no notice, no acknowledgement, no colleague", async () => {
    const { w, visitor } = await opened()
    await done(
      w.as("lin").post("/plans/1/rounds/1/reminders", { units: ["1"], kind: "shown", text: "请王同志马上报来" }),
    )
    const own = await (await w.as("wang").get("/todo")).text()
    expect(own).toContain("请王同志马上报来")
    expect(own).toContain("全部签收")
    const html = await (await visitor.get("/todo")).text()
    for (const words of ["请王同志马上报来", "签收", "荆经办", "洪主任"]) expect(html).not.toContain(words)
  })

  test("another unit's and another round's assignments are not there, even of the same liaison", async () => {
    const { w, visitor } = await opened()
    await done(openRound(w, { name: "专项", inside: "1" }))
    for (const act of ["draft", "report", "attachments"]) {
      expect((await visitor.post(`/assignments/2/rounds/1/${act}`, WORDS)).status, "another unit").toBe(404)
      expect((await visitor.post(`/assignments/1/rounds/2/${act}`, WORDS)).status, "another round").toBe(404)
    }
    const html = await (await visitor.get("/todo?item=1-2")).text()
    expect(html).not.toContain("专项")
    // Premise: the liaison has it.
    expect((await onReport(w, "wang", 1, "draft", {}, 2)).status).toBe(303)
    // What is listed for another round is not sent with the others.
    await visitor.post("/todo/sending", { items: ["1-2"] })
    expect((await w.events()).filter(({ action }) => action === "report_sent")).toEqual([])
  })

  test("an item of another unit that was handed to the person is not there", async () => {
    const { w, visitor } = await opened()
    const { db, write } = w.database
    await write([
      db
        .update(assignments)
        .set({ handlerId: w.actor("wang").id })
        .where(eq(assignments.id, 5)),
    ])
    expect(await (await w.as("wang").get("/todo")).text()).toContain("综合指导司")
    expect(await (await visitor.get("/todo")).text()).not.toContain("综合指导司")
    expect((await visitor.post("/assignments/5/rounds/1/draft", WORDS)).status).toBe(404)
  })

  test("another round's and another unit's evidence is not there, nor what went with a report", async () => {
    const { w, visitor } = await opened()
    const files = () => multipart({}, { files: [{ name: "佐证.pdf", bytes: PDF }] })
    await done(w.as("wang").post("/assignments/1/rounds/1/attachments", files()))
    await done(w.as("zhou").post("/assignments/2/rounds/1/attachments", files()))
    await done(openRound(w, { name: "专项", inside: "1" }))
    await done(w.as("wang").post("/assignments/1/rounds/2/attachments", files()))
    expect((await visitor.get("/attachments/1")).status).toBe(200)
    for (const id of [2, 3]) {
      expect((await visitor.get(`/attachments/${id}`)).status).toBe(404)
      const removal = { detach: String(id) }
      expect((await visitor.post("/assignments/1/rounds/1/attachments", removal)).status).toBe(409)
      expect((await visitor.post("/assignments/2/rounds/1/attachments", removal)).status).toBe(404)
    }
    expect((await w.as("wang").get("/attachments/3")).status).toBe(200)
    await done(onReport(w, "wang", 1, "report"))
    expect((await w.as("wang").get("/attachments/1")).status).toBe(200)
    expect((await visitor.get("/attachments/1")).status).toBe(404)
    expect((await visitor.post("/assignments/1/rounds/1/attachments", { detach: "1" })).status).toBe(409)
    const { db, read } = w.database
    const [kept] = await read([
      db
        .select()
        .from(attachments)
        .where(and(eq(attachments.id, 1))),
    ])
    expect(kept[0]?.removedAt).toBe(null)
  })

  test.each(["submitted", "accepted", "signing"] as const)("of a report that is %s not a word", async (standing) => {
    const { w, visitor } = await opened()
    await bringReport(w, standing)
    if (standing === "signing") await allowLinks(w, { headSigns: "1" })
    const html = await (await visitor.get("/todo?item=1-1")).text()
    expect(html).not.toContain(WORDS.achieved)
    expect(html).not.toContain("撤回</button>")
    if (standing === "signing") expect(html).toContain("已送单位负责人审签")
    else expect(html).toContain("已报送 1 项")
    expect((await visitor.post("/assignments/1/rounds/1/withdrawal", { version: "1" })).status).toBe(404)
    const again = await visitor.post("/assignments/1/rounds/1/report", { ...WORDS, revision: "0", version: "1" })
    expect([404, 409]).toContain(again.status)
    expect(await again.text()).not.toContain("56人参加。\n")
  })

  test("of a report that came back everything that is needed", async () => {
    const { w, visitor } = await opened()
    await bringReport(w, "returned")
    const html = await (await visitor.get("/todo")).text()
    expect(html).toContain("请写明人数。")
    expect(html).toContain(WORDS.achieved)
  })
})

test("the office's own unit is no exception", async () => {
  const { w, visitor } = await opened("yan")
  const html = await (await visitor.get("/todo")).text()
  expect(html).toContain("还有 2 项待报")
  expect((await visitor.get("/desk")).status).toBe(404)
  expect((await visitor.post("/assignments/1/rounds/1/acceptance", { version: "1" })).status).toBe(404)
  await done(onAssignment(w, "wang", 1, "acknowledgement"))
})

describe("ends", () => {
  const dead = async ({ w, visitor }: Awaited<ReturnType<typeof opened>>) => {
    const before = (await w.events()).length
    expect((await visitor.get("/todo")).status).toBe(401)
    const sent = await visitor.post("/assignments/1/rounds/1/report", { ...WORDS, revision: "0" })
    expect(sent.status).toBe(401)
    // What was typed is not lost with the link.
    expect(await sent.text()).toContain(WORDS.achieved)
    expect((await w.events()).length).toBe(before)
  }

  test("when the office revokes it, at the next request", async () => {
    const both = await opened()
    expect((await both.visitor.get("/todo")).status).toBe(200)
    await done(revoke(both.w))
    await dead(both)
  })

  test("when its day is over", async () => {
    const both = await opened()
    await both.w.travel("2026-10-16", 23, 59)
    expect((await both.visitor.get("/todo")).status).toBe(200)
    await both.w.travel("2026-10-17", 0)
    await dead(both)
  })

  test("when the person is disabled, or is no liaison any more", async () => {
    for (const leave of [
      (w: World) =>
        w.database.write([
          w.database.db
            .update(people)
            .set({ active: false })
            .where(eq(people.id, w.actor("wang").id)),
        ]),
      (w: World) =>
        w.database.write([
          w.database.db
            .update(posts)
            .set({ untilOn: "2026-09-20" })
            .where(eq(posts.personId, w.actor("wang").id)),
        ]),
    ]) {
      const both = await opened()
      await leave(both.w)
      await dead(both)
    }
  })

  test("when the unit is withdrawn, the setting is taken back, or the round is closed by a newer one", async () => {
    for (const end of [
      (w: World) => w.database.write([w.database.db.update(units).set({ active: false }).where(eq(units.id, 1))]),
      (w: World) => allowLinks(w, { allowsLinks: "" }),
      async (w: World) => {
        await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
        await done(openRound(w, { name: "第四季度", dueBy: "2026-12-31" }))
      },
    ]) {
      const both = await opened()
      await end(both.w)
      await dead(both)
    }
  })

  test("not with the cut-off alone: what is late is still taken, and marked", async () => {
    const { w, visitor } = await opened()
    await done(w.as("lin").post("/plans/1/rounds/1/cut-off", { version: "1" }))
    await w.travel(TODAY, 9, 1)
    await done(visitor.post("/assignments/1/rounds/1/report", { ...WORDS, revision: "0", version: "0" }))
    expect((await w.events()).at(-2)).toMatchObject({ action: "report_sent", particulars: { late: true } })
  })

  test("when it is idle as long as any other session", async () => {
    const both = await opened()
    const { db, write } = both.w.database
    const idle = (minutes: number) => write([db.update(sessions).set({ lastUsedAt: both.w.now() - minutes * 60_000 })])
    await idle(29)
    expect((await both.visitor.get("/todo")).status).toBe(200)
    await idle(31)
    await dead(both)
  })

  test("by signing out, which stands in the trail as such", async () => {
    const { w, visitor } = await opened()
    await done(visitor.post("/logout"))
    expect((await w.events()).at(-1)).toMatchObject({ action: "signed_out", actingAs: "liaison 办公室 / link 1" })
    expect((await visitor.get("/todo")).status).toBe(401)
  })
})
