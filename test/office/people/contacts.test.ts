import { describe, expect, test } from "vitest"
import { people, posts } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { contactsOf } from "#src/office/people/contact_queries.ts"
import { seesContacts } from "#src/office/people/policy.ts"
import { done, openRound, refused } from "#test/support/acts.ts"
import { CAST, type Login, TODAY, type World, world } from "#test/support/world.ts"

const LOGINS = Object.keys(CAST) as Login[]
const own = (w: World, contact: string, over: Record<string, string> = {}) =>
  w.as("wang").post("/account/contact", { contact, email: "", version: "1", ...over })
const asked = async (w: World, actor: Actor, units?: number[], today = TODAY) => {
  const [rows] = await w.database.read([contactsOf(w.database, actor, units, today)])
  return rows
}
const grant = (w: World, values: Partial<typeof posts.$inferInsert>) =>
  w.database.write([
    w.database.db
      .insert(posts)
      .values({ personId: w.actor("jing").id, kind: "liaison", unitId: 1, fromOn: "2026-01-01", ...values }),
  ])

describe("who sees whom to ring", () => {
  const SEEN: Record<Login, number[]> = {
    lin: [1, 2, 3, 4],
    lin2: [1, 2, 3, 4],
    boss: [1, 2, 3, 4],
    admin: [1, 2, 3, 4],
    wang: [1],
    head: [1],
    jing: [],
    zhou: [2],
    yan: [3],
    zhao: [4],
    security: [],
    auditor: [],
  }

  test.each(LOGINS)(
    "%s sees them of their own unit, of all, or of none; the query keeps to the rule",
    async (login) => {
      const w = await world()
      const actor = w.actor(login)
      expect([1, 2, 3, 4].filter((unit) => seesContacts(actor, unit))).toEqual(SEEN[login])
      const all = await asked(w, actor)
      expect([...new Set(all.map(({ unitId }) => unitId))]).toEqual(SEEN[login])
      expect((await asked(w, actor, [4])).length).toBe(SEEN[login].includes(4) ? 1 : 0)
      expect(await asked(w, actor, [])).toEqual([])
    },
  )
})

test("the 联络员 first and whoever stands in after them, then the head; in office today, with an account in use", async () => {
  const w = await world()
  await done(own(w, "8012转3", { email: "wang@office.test" }))
  await grant(w, { standIn: true, untilOn: TODAY })
  await grant(w, { personId: w.actor("zhou").id, fromOn: "2026-09-22" })
  await grant(w, { personId: w.actor("yan").id, untilOn: "2026-09-20" })
  const rows = await asked(w, w.actor("lin"), [1])
  expect(rows).toMatchObject([
    { unitId: 1, kind: "liaison", name: "王联络", phone: "8012转3", hasMailbox: true, standIn: false, untilOn: null },
    { name: "荆经办", phone: "", hasMailbox: false, standIn: true, untilOn: TODAY },
    { kind: "head", name: "洪主任" },
  ])
  await w.database.write([w.database.db.update(people).set({ active: false })])
  expect(await asked(w, w.actor("lin"))).toEqual([])
})

describe("one's own telephone", () => {
  test("is entered on the account page, with the trail, and read by the office, not by another unit", async () => {
    const w = await world()
    await done(own(w, " 010-5555 8012 "))
    expect(await w.events()).toMatchObject([
      { action: "person_changed", particulars: { contact: { before: "", after: "010-5555 8012" } } },
    ])
    expect(await (await w.as("wang").get("/account")).text()).toContain('value="010-5555 8012"')
    for (const login of ["lin", "boss", "admin"] as const)
      expect(await (await w.as(login).get("/units")).text()).toContain("王联络 010-5555 8012")
    for (const login of ["zhou", "zhao", "security", "auditor"] as const)
      expect(await (await w.as(login).get("/units")).text()).not.toContain("8012")
  })

  test("stands where the office reminds and where it signs", async () => {
    const w = await world()
    await done(openRound(w))
    await done(own(w, "8012"))
    await done(w.as("lin").post("/account/contact", { contact: "8001", email: "", version: "1" }))
    const reminders = await (await w.as("lin").get("/plans/1/rounds/1/reminders")).text()
    expect(reminders).toContain("联络员：王联络 8012")
    expect(reminders).toContain("联络员：周联络（未登记电话）")
    expect(await (await w.as("lin").get("/plans/1/notices/new?assignment=1")).text()).toContain('value="林督查 8001"')
  })

  test("what is too long, or comes too late, is refused with the words kept", async () => {
    const w = await world()
    const long = await own(w, "八".repeat(81))
    expect(long.status).toBe(422)
    expect(await long.text()).toContain("八".repeat(81))
    await done(own(w, "8012"))
    const html = await refused(w, () => own(w, "8013"), 409)
    expect(html).toContain("8013")
    // The same again changes nothing, and the trail has nothing to tell.
    await done(own(w, "8012", { version: "2" }))
    expect(await w.events()).toHaveLength(1)
  })
})
