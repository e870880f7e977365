import { asc, eq } from "drizzle-orm"
import fc from "fast-check"
import { describe, expect, test, vi } from "vitest"
import { type Delivery, deliveries, people, plans, posts } from "#db/schema.ts"
import { MOST_ATTEMPTS, nextAttemptAt } from "#src/messages/backoff.ts"
import { type Senders, sendersOf } from "#src/messages/channels/channels.ts"
import { smtpMail } from "#src/messages/channels/smtp.ts"
import { sendWaiting } from "#src/messages/sending.ts"
import { sweep } from "#src/messages/sweep.ts"
import { answers, receiver } from "#test/messages/channels/receiver.ts"
import { mailServer } from "#test/messages/channels/smtp_servers.ts"
import { addRobot, done, draftNotice, onNotice, onReport, openRound } from "#test/support/acts.ts"
import { type World, world } from "#test/support/world.ts"

const FROM = { name: "分工督办", address: "noreply@office.test" }

/** The real SMTP sender to a server on loopback, and real robots. */
const sendersTo = (w: World, port: number): Senders =>
  sendersOf(
    { mail: { server: { kind: "smtp", host: "127.0.0.1", port, secure: false, tls: "off", login: null }, from: FROM } },
    { clock: w.now, smtp: smtpMail },
  )

const outboxOf = (w: World, senders: Senders | null) => ({ clock: w.now, senders, baseUrl: "https://db.office.test" })

async function rows(w: World): Promise<Delivery[]> {
  const { db, read } = w.database
  return (await read([db.select().from(deliveries).orderBy(asc(deliveries.id))]))[0]
}

/** 办公室's liaison has a mailbox. */
async function addressed(w: World, login: "wang" | "zhou" | "yan" | "head" = "wang") {
  const { db, write } = w.database
  await write([
    db
      .update(people)
      .set({ email: `${login}@office.test` })
      .where(eq(people.login, login)),
  ])
}

/** A notice to 办公室 waits in the outbox, inside the sending hours. */
async function waiting() {
  const w = await world()
  await addressed(w)
  await done(draftNotice(w))
  return w
}

test("a notice, a 催办 and the day's digest arrive by mail, each once, with a link and without a word of the task", async () => {
  const w = await world()
  await addressed(w)
  const server = await mailServer()
  const outbox = outboxOf(w, sendersTo(w, server.port))
  await done(openRound(w))
  await done(draftNotice(w))
  await done(w.as("lin").post("/plans/1/rounds/1/reminders", { units: ["1"], kind: "sent", text: "请尽快报送。" }))
  await w.travel("2026-09-28", 10)

  await sweep(w.database, w.now(), outbox)
  await sweep(w.database, w.now(), outbox)

  const decode = (raw: Buffer) => {
    const [head = "", body = ""] = raw.toString("utf8").split("\r\n\r\n")
    return {
      id: head.match(/^Message-ID: (.*)$/im)?.[1],
      text: /base64/i.test(head) ? Buffer.from(body, "base64").toString("utf8") : body,
    }
  }
  const taken = server.taken.map(({ raw }) => decode(raw))
  expect(server.taken.map(({ to }) => to)).toEqual(Array(3).fill(["wang@office.test"]))
  expect(new Set(taken.map(({ id }) => id)).size).toBe(3)
  const texts = taken.map(({ text }) => text).join("\n")
  for (const part of [
    "研究室向办公室发出督办通知〔2026〕1号，请签收，并于9月30日前反馈办理情况。",
    "https://db.office.test/notices/1",
    "研究室提醒：办公室有2项「第三季度」进展尚未报送，请于9月30日前报送。",
    "办公室有3项待办，最早9月30日前办理。请及时办理。",
    "https://db.office.test/todo",
  ])
    expect(texts).toContain(part)
  expect(texts).not.toContain("普法")
  expect(texts).not.toContain("请尽快报送")
  expect((await rows(w)).filter(({ personId }) => personId === w.actor("wang").id)).toMatchObject(
    Array(3).fill({ outcome: "sent", attempts: 1, reason: "", claimedUntil: null, doneAt: w.now() }),
  )
})

test.each([
  ["public", null, "「普法责任制分工方案」"],
  ["public", "〔2026〕5号", "「普法责任制分工方案」"],
  ["internal", "〔2026〕5号", "〔2026〕5号方案"],
  ["internal", null, null],
  ["work_secret", "〔2026〕5号", null],
] as const)("of a plan that is %s with the number %s a message says %s", async (handling, docNumber, name) => {
  const w = await world()
  await addressed(w)
  await w.database.write([w.database.db.update(plans).set({ handling, docNumber })])
  await done(openRound(w))
  await done(draftNotice(w))
  await done(w.as("lin").post("/plans/1/rounds/1/reminders", { units: ["1"], kind: "sent", text: "请尽快报送。" }))
  await w.travel("2026-09-28", 10)
  await sweep(w.database, w.now())
  await sendWaiting(w.database, outboxOf(w, null), { quiet: false })
  const texts = (await rows(w)).filter(({ personId }) => personId === w.actor("wang").id).map(({ text }) => text)
  expect(texts.toSorted()).toEqual([
    `办公室有3项待办${name ? `（${name}）` : ""}，最早9月30日前办理。请及时办理。`,
    `研究室${name ? `就${name}` : ""}向办公室发出督办通知〔2026〕1号，请签收，并于9月30日前反馈办理情况。`,
    `研究室提醒：办公室有2项${name ?? ""}「第三季度」进展尚未报送，请于9月30日前报送。`,
  ])
  const subjects = (await rows(w)).map(({ subject }) => subject).join()
  expect(subjects).not.toContain("普法")
  expect(subjects).not.toContain("5号方案")
})

test("a unit's group robot hears what its liaison hears, and one out of use does not", async () => {
  const w = await world()
  const group = await receiver(answers(200, { errcode: 0 }))
  await done(addRobot(w, { url: `${group.url}/send?key=12345678` }))
  await done(draftNotice(w))
  await sendWaiting(w.database, outboxOf(w, sendersTo(w, 1)), { quiet: false })
  expect(group.heard.map(({ body }) => JSON.parse(body))).toMatchObject([
    { msgtype: "text", text: { content: expect.stringContaining("督办通知〔2026〕1号") } },
  ])

  await done(draftNotice(w, { assignments: ["6"] }))
  const off = { name: "督办群", kind: "wecom", unitId: "1", url: "", secret: "", version: "1" }
  await done(w.as("admin").post("/admin/channels/robots/1", off))
  await sendWaiting(w.database, outboxOf(w, sendersTo(w, 1)), { quiet: false })
  expect(group.heard).toHaveLength(1)
  expect((await rows(w)).filter(({ robotId }) => robotId).map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ["sent", ""],
    ["dropped", "robot_off"],
  ])
})

describe("looked at once more before it goes", () => {
  const fate = async (w: World, senders: Senders | null = sendersTo(w, 1)) => {
    await sendWaiting(w.database, outboxOf(w, senders), { quiet: false })
    const [row] = await rows(w)
    return [row?.outcome, row?.reason]
  }
  test("not to whoever left since", async () => {
    const w = await waiting()
    await w.database.write([
      w.database.db
        .update(posts)
        .set({ untilOn: "2026-09-20" })
        .where(eq(posts.personId, w.actor("wang").id)),
    ])
    expect(await fate(w)).toEqual(["dropped", "left"])
  })
  test("not to a disabled account", async () => {
    const w = await waiting()
    await w.database.write([w.database.db.update(people).set({ active: false }).where(eq(people.login, "wang"))])
    expect(await fate(w)).toEqual(["dropped", "left"])
  })
  test("not about a notice that was taken in hand", async () => {
    const w = await waiting()
    await done(onNotice(w, "wang", "acknowledgement"))
    expect(await fate(w)).toEqual(["dropped", "settled"])
  })
  test("not about reports that have come", async () => {
    const w = await world()
    await addressed(w)
    await done(openRound(w))
    await w.travel("2026-09-28", 10)
    await sweep(w.database, w.now())
    for (const id of [1, 6]) await done(onReport(w, "wang", id, "report"))
    expect(await fate(w)).toEqual(["dropped", "settled"])
  })
  test("what is left of a digest is what it says", async () => {
    const w = await world()
    await addressed(w)
    await done(openRound(w))
    await w.travel("2026-09-28", 10)
    await sweep(w.database, w.now())
    await done(onReport(w, "wang", 1, "report"))
    const server = await mailServer()
    await fate(w, sendersTo(w, server.port))
    expect((await rows(w))[0]).toMatchObject({ outcome: "sent", text: "办公室有1项待办，9月30日前办理。请及时办理。" })
  })
  test("without a mailbox, a mail server, or in a demo it says why", async () => {
    const w = await world()
    await done(draftNotice(w))
    expect(await fate(w)).toEqual(["dropped", "no_address"])
    const served = await waiting()
    expect(await fate(served, { ...sendersTo(served, 1), mail: null })).toEqual(["dropped", "no_mail"])
    expect(await fate(await waiting(), null)).toEqual(["dropped", "demo"])
  })
})

test("at night only tests go out; the rest waits for the next working morning", async () => {
  const w = await waiting()
  const server = await mailServer()
  await w.database.write([
    w.database.db.update(people).set({ email: "admin@office.test" }).where(eq(people.login, "admin")),
  ])
  await w.travel("2026-09-24", 20)
  await done(w.as("admin").post("/admin/channels/test"))
  const outbox = outboxOf(w, sendersTo(w, server.port))
  await sweep(w.database, w.now(), outbox)
  expect(server.taken.map(({ to }) => to)).toEqual([["admin@office.test"]])
  await w.travel("2026-09-25", 10)
  await sweep(w.database, w.now(), outbox)
  expect(server.taken).toHaveLength(1)
  await w.travel("2026-09-28", 9)
  await sweep(w.database, w.now(), outbox)
  expect(server.taken.map(({ to }) => to[0])).toContain("wang@office.test")
})

describe("what does not arrive", () => {
  test("is tried again after a while, with the same key, and arrives", async () => {
    const w = await waiting()
    let answer = answers(503)
    const group = await receiver((response, heard) => answer(response, heard))
    await done(addRobot(w, { url: `${group.url}/send?key=12345678` }))
    await done(draftNotice(w, { assignments: ["6"] }))
    const run = () => sendWaiting(w.database, outboxOf(w, { ...sendersTo(w, 1), mail: null }), { quiet: false })
    const robotRow = async () => (await rows(w)).find(({ robotId }) => robotId)

    await run()
    const first = await robotRow()
    expect(first).toMatchObject({ outcome: null, attempts: 1, reason: expect.stringContaining("http_503") })
    expect(first?.nextAttemptAt).toBe(w.now() + 60_000)
    await run()
    expect(group.heard).toHaveLength(1)

    answer = answers(200, { errcode: 0 })
    await w.travel("2026-09-21", 9, 1)
    expect(await run()).toEqual({ sent: 1, dropped: 0, failed: 0, waiting: 0 })
    expect(await robotRow()).toMatchObject({ outcome: "sent", attempts: 2, key: first?.key, reason: "" })
  })

  test("never will as things are: failed at once, and resent when the cause is mended", async () => {
    const w = await world()
    const group = await receiver(answers(200, { errcode: 93000, errmsg: "invalid webhook url" }))
    await done(addRobot(w, { url: `${group.url}/send?key=12345678` }))
    await done(draftNotice(w))
    const run = () => sendWaiting(w.database, outboxOf(w, sendersTo(w, 1)), { quiet: false })
    await run()
    const failed = (await rows(w)).find(({ robotId }) => robotId)
    expect(failed).toMatchObject({ outcome: "failed", attempts: 1 })

    const page = await (await w.as("admin").get("/admin/channels")).text()
    expect(page).toContain("机器人地址无效（wecom_93000")
    expect(page).toContain("重发这 1 条")
    expect(page).not.toContain("12345678")
    await done(w.as("admin").post("/admin/channels/resend", { version: "0" }))
    expect((await w.as("admin").post("/admin/channels/resend", { version: "0" })).status).toBe(409)
    expect((await w.as("admin").post("/admin/channels/resend", { version: "1" })).status).toBe(409)
    await run()
    expect(group.heard).toHaveLength(2)
    expect((await w.events()).at(-1)).toMatchObject({ action: "deliveries_resent", particulars: { messages: 1 } })
  })

  test("is given up after so many attempts", async () => {
    const w = await waiting()
    const { db, write } = w.database
    await write([db.update(deliveries).set({ attempts: MOST_ATTEMPTS - 1 })])
    const busy = await mailServer({
      onRcptTo: (_to, _session, done) => done(Object.assign(new Error("busy"), { responseCode: 451 })),
    })
    await sendWaiting(w.database, outboxOf(w, sendersTo(w, busy.port)), { quiet: false })
    expect((await rows(w))[0]).toMatchObject({ outcome: "failed", attempts: MOST_ATTEMPTS })
  })

  test("the pauses widen", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST_ATTEMPTS - 2 }), (attempts) => {
        expect(nextAttemptAt(attempts + 1, 0)).toBeGreaterThan(nextAttemptAt(attempts, 0) ?? Number.POSITIVE_INFINITY)
      }),
    )
    expect(nextAttemptAt(MOST_ATTEMPTS, 0)).toBeNull()
  })
})

describe("several senders", () => {
  test("of any number at once each message goes out once", async () => {
    const w = await world()
    const server = await mailServer()
    for (const login of ["wang", "zhou", "yan", "head"] as const) await addressed(w, login)
    await done(draftNotice(w, { kind: "rectification", facts: "没有台账。", assignments: ["1", "2", "3"] }))
    await done(draftNotice(w, { assignments: ["4", "5", "6"], again: "1" }))
    const outbox = outboxOf(w, sendersTo(w, server.port))
    await Promise.all(Array.from({ length: 6 }, () => sendWaiting(w.database, outbox, { quiet: false })))
    const all = await rows(w)
    expect(all.length).toBeGreaterThan(6)
    expect(all.every(({ outcome, attempts }) => outcome === "sent" && attempts === 1)).toBe(true)
    expect(server.taken).toHaveLength(all.length)
  })

  test("a claim that ran out is somebody else's, and the slow one does not write over what they noted", async () => {
    vi.spyOn(console, "error").mockReturnValue()
    const w = await waiting()
    const server = await mailServer()
    const real = sendersTo(w, server.port)
    let slow: () => void = () => undefined
    const held: Senders = {
      ...real,
      mail: async () => {
        await new Promise<void>((resolve) => {
          slow = resolve
        })
        throw new Error("gave up long after")
      },
    }
    const first = sendWaiting(w.database, outboxOf(w, held), { quiet: false })
    while ((await rows(w))[0]?.attempts !== 1) await new Promise(setImmediate)
    expect(await sendWaiting(w.database, outboxOf(w, real), { quiet: false })).toMatchObject({ sent: 0 })
    await w.travel("2026-09-21", 9, 3)
    expect(await sendWaiting(w.database, outboxOf(w, real), { quiet: false })).toMatchObject({ sent: 1 })
    slow()
    await first
    expect((await rows(w))[0]).toMatchObject({ outcome: "sent", attempts: 2, reason: "" })
  })
})
