import { asc, eq, sql } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { deliveries, digestItems, digests, people, posts, units } from "#db/schema.ts"
import { instant } from "#src/clock.ts"
import { sweep } from "#src/messages/sweep.ts"
import { addRobot, bring, done, draftNotice, onNotice, onReport, openRound } from "#test/support/acts.ts"
import { type World, world } from "#test/support/world.ts"

/** The round's reports are due on 30 September 2026; 1 to 7 October are off, 10 October is worked. */
const at = (date: string, hour = 10) => instant(date, hour)

async function made(w: World) {
  const { db, read } = w.database
  const [days, items, sent] = await read([
    db.select().from(digests).orderBy(asc(digests.id)),
    db.select().from(digestItems).orderBy(asc(digestItems.digestId), asc(digestItems.item)),
    db
      .select({ delivery: deliveries, login: people.login })
      .from(deliveries)
      .leftJoin(people, eq(people.id, deliveries.personId))
      .orderBy(asc(deliveries.id)),
  ])
  return {
    days: days.map(({ unitId, day }) => [unitId, day]),
    items: items.map(({ item, step }) => `${item} ${step}`),
    to: sent
      .filter(({ delivery }) => delivery.about === "digest")
      .map(({ login, delivery }) => login ?? delivery.channel),
  }
}

async function opened() {
  const w = await world()
  await done(openRound(w))
  return w
}

test("one digest a unit on the third working day before, by the program; the same day no other", async () => {
  const w = await opened()
  await sweep(w.database, at("2026-09-23"))
  expect((await made(w)).days).toEqual([])

  expect(await sweep(w.database, at("2026-09-28"))).toMatchObject({ digests: 3 })
  expect(await sweep(w.database, at("2026-09-28", 15))).toMatchObject({ digests: 0 })
  expect((await made(w)).days).toEqual([
    [1, "2026-09-28"],
    [2, "2026-09-28"],
    [3, "2026-09-28"],
  ])
  expect((await made(w)).items).toContain("report:1/1 before")
  expect((await w.events()).filter(({ action }) => action === "digest_made")).toMatchObject([
    { actorId: null, subject: "digest:1/2026-09-28", particulars: { unit: "办公室", items: 2, overdue: 0 } },
    {},
    {},
  ])
})

test("not at night, not on holidays, not when it is switched off", async () => {
  const w = await opened()
  for (const [day, hour] of [
    ["2026-09-28", 8],
    ["2026-09-28", 18],
    ["2026-09-27", 10],
    ["2026-10-01", 10],
  ] as const) {
    expect(await sweep(w.database, at(day, hour))).toMatchObject({ digests: 0 })
  }
  await w.database.write([
    w.database.db.run(sql`insert into settings (key, value) values ('remindAutomatically', 'false')`),
  ])
  expect(await sweep(w.database, at("2026-09-28"))).toMatchObject({ digests: 0 })
})

test("any number of programs at once make one", async () => {
  const w = await opened()
  const all = await Promise.all(Array.from({ length: 5 }, () => sweep(w.database, at("2026-09-28"))))
  expect(all.reduce((sum, { digests }) => sum + digests, 0)).toBe(3)
  expect((await made(w)).days).toHaveLength(3)
})

test("it stops on reply, climbs to the head and the leader, and starts again when a report comes back", async () => {
  const w = await opened()
  await w.database.write([
    w.database.db
      .update(units)
      .set({ leaderId: w.actor("boss").id })
      .where(eq(units.id, 1)),
  ])
  await w.travel("2026-09-28")
  for (const login of ["zhou", "yan"] as const) {
    for (const id of login === "zhou" ? [2, 5] : [3, 4]) await done(onReport(w, login, id, "report"))
  }
  const step = async (day: string) => {
    const before = await made(w)
    await w.travel(day, 10)
    await sweep(w.database, at(day))
    const after = await made(w)
    return { items: after.items.slice(before.items.length), to: after.to.slice(before.to.length) }
  }
  expect(await step("2026-09-28")).toEqual({ items: ["report:1/1 before", "report:6/1 before"], to: ["wang"] })
  expect(await step("2026-09-29")).toEqual({ items: [], to: [] })
  await done(onReport(w, "wang", 6, "report"))
  expect(await step("2026-09-30")).toEqual({ items: ["report:1/1 due"], to: ["wang"] })
  expect(await step("2026-10-08")).toEqual({ items: ["report:1/1 overdue:1"], to: ["wang"] })
  expect(await step("2026-10-10")).toEqual({ items: ["report:1/1 overdue:3"], to: ["wang", "head"] })
  expect(await step("2026-10-13")).toEqual({ items: ["report:1/1 overdue:5"], to: ["wang", "head", "boss"] })
  await w.travel("2026-10-14", 10)
  await done(onReport(w, "wang", 1, "report"))
  expect(await step("2026-10-20")).toEqual({ items: [], to: [] })

  await w.travel("2026-10-21")
  await done(onReport(w, "lin", 6, "return", { opinion: "请补充", resubmitBy: "2026-10-23" }))
  expect(await step("2026-10-21")).toEqual({ items: ["resubmission:6/1 before"], to: ["wang"] })
})

test("of a notice, a rectification and a task's own day too; a suspended part owes nothing", async () => {
  const w = await world()
  await done(draftNotice(w, { assignments: ["1", "2"], dueBy: "2026-09-30" }))
  await done(
    w.as("lin").post("/plans/1/schedule", { tasks: ["1", "3"], rhythm: "", deadline: "date", dueBy: "2026-09-30" }),
  )
  await bring(w, 6, "suspended")
  await sweep(w.database, at("2026-09-28"))
  expect((await made(w)).items).toEqual([
    "deadline:1 before",
    "notice:1 before",
    "deadline:2 before",
    "deadline:5 before",
    "notice:2 before",
    "deadline:3 before",
  ])
})

describe("who is told", () => {
  test("nobody who left, and the robots of the unit", async () => {
    const w = await opened()
    await done(addRobot(w))
    await w.database.write([
      w.database.db
        .update(posts)
        .set({ untilOn: "2026-09-27" })
        .where(eq(posts.personId, w.actor("zhou").id)),
      w.database.db
        .update(people)
        .set({ active: false })
        .where(eq(people.id, w.actor("yan").id)),
    ])
    await sweep(w.database, at("2026-09-28"))
    expect((await made(w)).to).toEqual(["wang", "robot"])
  })

  test("a notice that is issued, of a rectification the head too; drafts and answers nobody", async () => {
    const w = await world()
    const told = async () => {
      const [rows] = await w.database.read([
        w.database.db
          .select({ login: people.login, about: deliveries.about, aboutId: deliveries.aboutId })
          .from(deliveries)
          .innerJoin(people, eq(people.id, deliveries.personId))
          .orderBy(asc(deliveries.id)),
      ])
      return rows.map(({ login, about, aboutId }) => `${about} ${aboutId} ${login}`)
    }
    await done(draftNotice(w, { send: "" }))
    expect(await told()).toEqual([])
    await done(onNotice(w, "lin", "issue"))
    await done(draftNotice(w, { kind: "rectification", assignments: ["1", "2"], facts: "没有台账。", again: "1" }))
    await done(onNotice(w, "wang", "answer"))
    expect(await told()).toEqual(["notice 1 wang", "notice 2 wang", "notice 2 head", "notice 3 zhou"])
  })
})
