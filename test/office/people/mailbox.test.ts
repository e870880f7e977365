import { createClient } from "@libsql/client"
import { eq } from "drizzle-orm"
import { describe, expect, onTestFinished, test } from "vitest"
import { MIGRATIONS, migrate } from "#db/migrate.ts"
import { deliveries, people } from "#db/schema.ts"
import type { Message } from "#src/messages/channels/message.ts"
import { sweep } from "#src/messages/sweep.ts"
import { awaitsMailbox, isMailboxConfirmed } from "#src/office/people/policy.ts"
import { actions, done, openRound, refused } from "#test/support/acts.ts"
import { allowLinks, byLink, madeLink } from "#test/support/links.ts"
import { type Login, TODAY, type World, world } from "#test/support/world.ts"

const OLD = "wang@office.test"
const NEW = "other@elsewhere.test"
const BASE = "https://db.office.test"

/** 办公室's liaison has a mailbox of their own and confirmed it. */
async function withMailbox(confirmedEmail = OLD) {
  const w = await world()
  const { db, write } = w.database
  await write([db.update(people).set({ email: OLD, confirmedEmail }).where(eq(people.login, "wang"))])
  return w
}

const byAdmin = (w: World, email: string, version = "1") =>
  w.as("admin").post("/admin/people/wang", { name: "王联络", contact: "", email, version })
const byOneself = (w: World, email: string, version = "1") =>
  w.as("wang").post("/account/contact", { contact: "", email, version })
const confirm = (w: World, version = "2", login: Login | null = "wang") =>
  w.as(login).post("/account/mailbox", { version })

async function mails(w: World) {
  const sent: (Message & { to: string })[] = []
  const senders = {
    mail: async (to: string, message: Message) => void sent.push({ ...message, to }),
    robot: async () => {},
  }
  await sweep(w.database, w.now(), { clock: w.now, senders, baseUrl: BASE })
  return sent
}

const outbox = async ({ database: { db, read } }: World) => (await read([db.select().from(deliveries)]))[0]

test.each([
  ["", "", false, false],
  ["", OLD, false, false],
  [OLD, "", false, true],
  [OLD, NEW, false, true],
  [OLD, OLD, true, false],
])("a mailbox %j of which %j was confirmed: confirmed %j, awaited %j", (email, confirmedEmail, confirmed, awaited) => {
  expect(isMailboxConfirmed({ email, confirmedEmail })).toBe(confirmed)
  expect(awaitsMailbox({ email, confirmedEmail })).toBe(awaited)
})

test("mailboxes of before the upgrade count as confirmed", async () => {
  const client = createClient({ url: ":memory:" })
  onTestFinished(() => client.close())
  const at = MIGRATIONS.findIndex(({ name }) => name === "0029_mailboxes")
  await migrate(client, MIGRATIONS.slice(0, at))
  await client.execute(
    `insert into people (login, name, email, password_hash, password_set_at) values ('a', 'A', '${OLD}', '-', 0), ('b', 'B', '', '-', 0)`,
  )
  await migrate(client)
  const { rows } = await client.execute("select email, confirmed_email from people order by login")
  expect(rows).toEqual([
    { email: OLD, confirmed_email: OLD },
    { email: "", confirmed_email: "" },
  ])
})

describe("a mailbox that is changed", () => {
  test("by the 系统管理员 is told to the old one: when, by whom, whom to ask, and not where mail goes now", async () => {
    const w = await withMailbox()
    const { db, write } = w.database
    await write([db.update(people).set({ contact: "8010" }).where(eq(people.login, "security"))])
    await done(byAdmin(w, NEW))
    const sent = await mails(w)
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([[OLD, "【分工督办】您的账户邮箱已变更"]])
    const { text, link } = sent[0] ?? { text: "" }
    expect(text).toContain(`由${w.actor("admin").name}变更`)
    expect(text).toContain(`安全管理员（${w.actor("security").name} 8010）`)
    expect(text).toContain("王联络的账户邮箱于")
    expect(text).not.toContain("elsewhere")
    expect(link).toBeNull()
    expect(await outbox(w)).toMatchObject([{ about: "mailbox", outcome: "sent", personId: w.actor("wang").id }])
    expect(await mails(w)).toEqual([])
  })

  test("by the person, or emptied, is told too, and each one in turn", async () => {
    const w = await withMailbox()
    await done(byOneself(w, NEW))
    await done(byOneself(w, "", "2"))
    const sent = await mails(w)
    expect(sent.map(({ to }) => to)).toEqual([OLD, NEW])
    for (const { text } of sent) expect(text).toContain("由本人变更")
  })

  test("is told at night and at the weekend, and when the account was disabled in between", async () => {
    const w = await withMailbox()
    await done(byAdmin(w, NEW))
    const { db, write } = w.database
    await write([db.update(people).set({ active: false }).where(eq(people.login, "wang"))])
    await w.travel(TODAY, 23)
    expect((await mails(w)).map(({ to }) => to)).toEqual([OLD])
  })

  test("a first one, the same again, a telephone, and a form that is refused or stale tell nobody", async () => {
    const w = await world()
    await done(byAdmin(w, NEW))
    await done(byAdmin(w, NEW, "2"))
    await done(w.as("wang").post("/account/contact", { contact: "8012", email: NEW, version: "3" }))
    expect((await byOneself(w, "王 @x", "4")).status).toBe(422)
    await refused(w, () => byAdmin(w, OLD, "1"), 409)
    expect(await outbox(w)).toEqual([])
  })
})

describe("the person confirms the mailbox", () => {
  test("signed in; the page and the 系统管理员 are told until then, and the trail keeps it", async () => {
    const w = await world()
    const page = async (login: Login, path: string) => (await w.as(login).get(path)).text()
    expect(await page("wang", "/account")).not.toContain("待本人确认")
    await done(byAdmin(w, NEW))
    const asked = await page("wang", "/account")
    expect(asked).toMatch(/<b>other@elsewhere.test<\/b> 待本人确认/)
    expect(await page("admin", "/admin/people/wang")).toContain("邮箱待本人确认，暂不附填报链接")
    await done(confirm(w))
    expect(await actions(w)).toEqual(["person_changed", "mailbox_confirmed"])
    expect((await w.events()).at(-1)).toMatchObject({ actorId: w.actor("wang").id, version: 3 })
    expect(await page("wang", "/account")).not.toContain("待本人确认")
    expect(await page("admin", "/admin/people/wang")).not.toContain("待本人确认")
  })

  test("not by anybody else, not by a link, not without a session", async () => {
    const w = await withMailbox()
    await done(openRound(w))
    await allowLinks(w)
    await done(byAdmin(w, NEW))
    for (const login of ["admin", "security", "zhou"] as const) await refused(w, () => confirm(w, "1", login), 409)
    expect((await confirm(w, "2", null)).status).toBe(401)
    const visitor = await byLink(w, await madeLink(w))
    expect((await visitor.post("/account/mailbox", { version: "2" })).status).toBe(404)
    expect(await actions(w)).not.toContain("mailbox_confirmed")
  })

  test("not twice, not one they did not see, not without one, not without saying which", async () => {
    const w = await world()
    await refused(w, () => confirm(w, "1"), 409)
    await done(byAdmin(w, OLD))
    await done(byAdmin(w, NEW, "2"))
    await refused(w, () => confirm(w, "2"), 409)
    await refused(w, () => confirm(w, "x"), 422)
    await done(confirm(w, "3"))
    await refused(w, () => confirm(w, "3"), 409)
    await refused(w, () => confirm(w, "4"), 409)
  })
})

describe("a 催办 by mail", () => {
  /** The third working day before the due day, in a plan that allows links. */
  async function reminded(w: World) {
    await done(openRound(w))
    await allowLinks(w)
    await w.travel("2026-09-28", 10)
  }
  const linkTo = async (w: World, mailbox: string) =>
    (await mails(w)).find(({ to, subject }) => to === mailbox && subject.startsWith("【催办】"))?.link

  test("leads to the sign-in until the new mailbox is confirmed, and carries a link from then on", async () => {
    const w = await withMailbox()
    await reminded(w)
    await done(byAdmin(w, NEW))
    const links = async () => (await w.as("lin").get("/plans/1/rounds/1/links")).text()
    expect(await links()).toContain("邮箱待本人确认，邮件暂不附链接")
    expect(await linkTo(w, NEW)).toBe(`${BASE}/todo`)
    await done(confirm(w))
    expect(await links()).not.toContain("待本人确认")
    await w.travel("2026-09-30", 10)
    expect(await linkTo(w, NEW)).toMatch(/\/link\/[\w-]{43}$/)
  })

  test("a first mailbox that the 系统管理员 entered is held back as well, also where the office made a link before", async () => {
    const w = await world()
    await reminded(w)
    await madeLink(w)
    await done(byAdmin(w, NEW))
    expect(await linkTo(w, NEW)).toBe(`${BASE}/todo`)
  })

  test("one that is confirmed goes on; back to it, too", async () => {
    const w = await withMailbox()
    await reminded(w)
    await done(byAdmin(w, NEW))
    await done(byAdmin(w, OLD, "2"))
    expect(await linkTo(w, OLD)).toMatch(/\/link\//)
  })
})
