import { asc, eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { deliveries, linkKeys, people, posts } from "#db/schema.ts"
import type { Senders } from "#src/messages/channels/channels.ts"
import { type Message, Undelivered } from "#src/messages/channels/message.ts"
import { sweep } from "#src/messages/sweep.ts"
import { addRobot, bringReport, done, draftNotice, onReport, openRound, ROBOT_URL, WORDS } from "#test/support/acts.ts"
import { allowLinks, byLink, linksIn, madeLink, revoke } from "#test/support/links.ts"
import { type Login, type World, world } from "#test/support/world.ts"

type Sent = Message & { to: string }

/** Ways out that keep what they were given; the first `failing` mails do not arrive. */
function ways(failing = 0): { senders: Senders; sent: Sent[] } {
  const sent: Sent[] = []
  let left = failing
  return {
    sent,
    senders: {
      mail: async (to, message) => {
        sent.push({ ...message, to })
        if (left-- > 0) throw new Undelivered(true, "timeout")
      },
      robot: async ({ url }, message) => {
        sent.push({ ...message, to: url })
      },
    },
  }
}

const BASE = "https://db.office.test"

const run = (w: World, senders: Senders | null, baseUrl: string | null = BASE) =>
  sweep(w.database, w.now(), { clock: w.now, senders, baseUrl })

async function addressed(w: World, ...logins: Login[]) {
  const { db, write } = w.database
  for (const login of logins) {
    await write([
      db
        .update(people)
        .set({ email: `${login}@office.test`, confirmedEmail: `${login}@office.test` })
        .where(eq(people.login, login)),
    ])
  }
}

/** A plan that allows links; 办公室's liaison and head have mailboxes. It is the third working day before the due day. */
async function reminded() {
  const w = await world()
  await addressed(w, "wang", "head")
  await done(openRound(w))
  await allowLinks(w)
  await w.travel("2026-09-28", 10)
  return w
}

const toWang = (sent: Sent[]) => sent.filter(({ to }) => to === "wang@office.test")
const pathOf = (message: Sent | undefined) => message?.link?.slice(BASE.length) ?? ""

describe("a mailed digest", () => {
  test("about one round leads its liaison straight to the form", async () => {
    const w = await reminded()
    const { senders, sent } = ways()
    await run(w, senders)
    const [mail] = toWang(sent)
    expect(mail?.link).toMatch(/^https:\/\/db\.office\.test\/link\/[\w-]{43}$/)
    expect(mail?.text).toContain("仅供您本人使用，请勿转发")
    const visitor = await byLink(w, pathOf(mail))
    await done(visitor.post("/assignments/1/rounds/1/report", { ...WORDS, revision: "0", version: "0" }))
    expect(await linksIn(w)).toMatchObject([{ personId: w.actor("wang").id, createdById: null, uses: 1 }])
    expect((await w.events()).find(({ action }) => action === "link_made")).toMatchObject({
      actorId: null,
      actorName: "系统",
      subject: "link:1/1/3",
    })
  })

  test("the key stands in no row, not of the outbox either", async () => {
    const w = await reminded()
    const { senders, sent } = ways()
    await run(w, senders)
    const key = pathOf(toWang(sent)[0]).slice("/link/".length)
    expect(key).toHaveLength(43)
    const { rows } = await w.database.client.execute("select name from sqlite_master where type = 'table'")
    for (const { name } of rows) {
      const { rows: all } = await w.database.client.execute(`select * from "${String(name)}"`)
      expect(JSON.stringify(all), String(name)).not.toContain(key)
    }
    const { db, read } = w.database
    const [keys] = await read([
      db
        .select({ about: deliveries.about, personId: deliveries.personId })
        .from(linkKeys)
        .innerJoin(deliveries, eq(deliveries.id, linkKeys.deliveryId))
        .orderBy(asc(linkKeys.at)),
    ])
    expect(keys).toEqual([{ about: "digest", personId: w.actor("wang").id }])
  })

  test("the next mail gets a key of its own to the same link: the earlier one and an open session go on", async () => {
    const w = await reminded()
    const { senders, sent } = ways()
    await run(w, senders)
    const visitor = await byLink(w, pathOf(toWang(sent)[0]))
    await w.travel("2026-09-30", 10)
    await run(w, senders)
    const [first, second] = toWang(sent)
    expect(pathOf(second)).not.toBe(pathOf(first))
    expect((await visitor.get("/todo")).status).toBe(200)
    for (const mail of [first, second]) expect((await w.as(null).get(pathOf(mail))).status).toBe(200)
    expect(await linksIn(w)).toHaveLength(1)
    expect((await w.events()).map(({ action }) => action).filter((action) => action.startsWith("link_"))).toEqual([
      "link_made",
      "link_opened",
      "link_sent",
    ])
    await done(revoke(w))
    for (const mail of [first, second]) expect((await w.as(null).get(pathOf(mail))).status).toBe(404)
    expect((await visitor.get("/todo")).status).toBe(401)
  })

  test("an attempt that failed leaves a link, and the next attempt a mail that works", async () => {
    const w = await reminded()
    const { senders, sent } = ways(1)
    await run(w, senders)
    expect(toWang(sent)).toHaveLength(1)
    await w.travel("2026-09-28", 10, 5)
    await run(w, senders)
    expect(toWang(sent)).toHaveLength(2)
    expect(await linksIn(w)).toHaveLength(1)
    await byLink(w, pathOf(toWang(sent)[1]))
  })

  test("after a revocation mails lead to the sign-in, until the office makes a new one", async () => {
    const w = await reminded()
    const { senders, sent } = ways()
    await madeLink(w)
    await done(revoke(w, { reason: "邮箱被盗" }))
    await run(w, senders)
    expect(toWang(sent)[0]?.link).toBe(`${BASE}/todo`)
    await madeLink(w)
    await w.travel("2026-09-30", 10)
    await run(w, senders)
    expect(toWang(sent)[1]?.link).toMatch(/\/link\//)
    expect(await linksIn(w)).toHaveLength(2)
  })

  test("two deliveries to one person at the same moment share one link", async () => {
    const w = await reminded()
    const { senders, sent } = ways()
    await done(w.as("lin").post("/plans/1/rounds/1/reminders", { units: ["1"], kind: "sent", text: "请报送。" }))
    await run(w, senders)
    const paths = toWang(sent).map(pathOf)
    expect(paths).toHaveLength(2)
    expect(new Set(paths).size).toBe(2)
    for (const path of paths) expect((await w.as(null).get(path)).status).toBe(200)
    expect(await linksIn(w)).toHaveLength(1)
  })
})

describe("no personal link", () => {
  const linkOf = async (w: World, senders = ways(), to = "wang@office.test", baseUrl: string | null = BASE) => {
    await run(w, senders.senders, baseUrl)
    const mail = senders.sent.find((one) => one.to === to && one.subject.startsWith("【催办】"))
    expect(mail).toBeDefined()
    expect(mail?.text).not.toContain("不用登录")
    return mail?.link
  }

  test("where the plan does not allow them", async () => {
    const w = await reminded()
    await allowLinks(w, { allowsLinks: "" })
    expect(await linkOf(w)).toBe(`${BASE}/todo`)
    expect(await linksIn(w)).toEqual([])
  })

  test("in a group of many", async () => {
    const w = await reminded()
    await done(addRobot(w))
    expect(await linkOf(w, ways(), ROBOT_URL)).toBe(`${BASE}/todo`)
  })

  test("for the head, who is told of what waits for the signature", async () => {
    const w = await reminded()
    await allowLinks(w, { headSigns: "1" })
    for (const id of [1, 6]) await done(onReport(w, "wang", id, "report"))
    const senders = ways()
    expect(await linkOf(w, senders, "head@office.test")).toBe(`${BASE}/todo`)
  })

  test("where the digest names something else as well, or two rounds", async () => {
    const w = await reminded()
    await done(draftNotice(w))
    expect(await linkOf(w)).toBe(`${BASE}/todo`)
    const other = await reminded()
    await done(openRound(other, { name: "专项", inside: "1" }))
    expect(await linkOf(other)).toBe(`${BASE}/todo`)
    expect(await linksIn(other)).toEqual([])
  })

  test("where nobody knows the program's address, and in a demo nothing is made", async () => {
    const w = await reminded()
    expect(await linkOf(w, ways(), "wang@office.test", null)).toBe(null)
    const demo = await reminded()
    await run(demo, null)
    expect([...(await linksIn(w)), ...(await linksIn(demo))]).toEqual([])
  })

  test("to somebody who left in between, or when all has been reported", async () => {
    const w = await reminded()
    const { db, write } = w.database
    const senders = ways()
    await sweep(w.database, w.now())
    await write([
      db
        .update(posts)
        .set({ untilOn: "2026-09-27" })
        .where(eq(posts.personId, w.actor("wang").id)),
    ])
    await run(w, senders.senders)
    expect(toWang(senders.sent)).toEqual([])
    expect(await linksIn(w)).toEqual([])
  })
})

test("what came back is of its round too", async () => {
  const w = await world()
  await addressed(w, "wang")
  await done(openRound(w))
  await allowLinks(w)
  await bringReport(w, "returned")
  await done(onReport(w, "wang", 6, "report"))
  await w.travel("2026-09-22", 10)
  const { senders, sent } = ways()
  await run(w, senders)
  const visitor = await byLink(w, pathOf(toWang(sent)[0]))
  expect(await (await visitor.get("/todo")).text()).toContain("请写明人数。")
})
