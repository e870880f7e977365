import { eq } from "drizzle-orm"
import { expect, test, vi } from "vitest"
import { rounds, sessions, signInAttempts } from "#db/schema.ts"
import { addDays, endOf, instant } from "#src/clock.ts"
import { sweep } from "#src/messages/sweep.ts"
import { changeSettings } from "#src/office/settings/commands.ts"
import { acting } from "#src/trail/record.ts"
import { sealEvents, verifyTrail } from "#src/trail/seal.ts"
import { TODAY, type World, world } from "#test/support/world.ts"

/** Wednesday before the national holiday; its third working day after is 10 October, a Saturday that is worked. */
const DUE = "2026-09-30"
const CUT_OFF = endOf("2026-10-10")

const open = (w: World, dueBy = DUE, name = "第三季度") =>
  w.as("lin").post("/plans/1/rounds", { name, opensOn: TODAY, dueBy, inside: "1" })

const roundsOf = async ({ database: { db, read } }: World) => (await read([db.select().from(rounds)]))[0]
const cutOffs = async (w: World) => (await w.events()).filter(({ action }) => action === "round_cut_off")

test("a round is cut off as of the end of its third working day, by the program, and never before it", async () => {
  const w = await world()
  await open(w)

  await sweep(w.database, CUT_OFF - 1)
  expect(await roundsOf(w)).toMatchObject([{ cutOffAt: null }])
  const now = CUT_OFF + 5 * 3_600_000
  expect(await sweep(w.database, now)).toMatchObject({ cutOff: 1 })

  expect(await roundsOf(w)).toMatchObject([{ cutOffAt: CUT_OFF, version: 2 }])
  expect(await cutOffs(w)).toMatchObject([
    { actorId: null, actorName: "系统", at: now, particulars: { cutOffAt: CUT_OFF, automatic: true } },
  ])
})

test("two at once, and any number after them, cut off once and seal once", async () => {
  const w = await world()
  await open(w)
  const results = await Promise.all([1, 2, 3].map(() => sweep(w.database, CUT_OFF)))
  await sweep(w.database, CUT_OFF)

  expect(results.map(({ cutOff }) => cutOff).sort()).toEqual([0, 0, 1])
  expect(await cutOffs(w)).toHaveLength(1)
  expect(await verifyTrail(w.database)).toMatchObject({ ok: true, tail: 0 })
})

test("with 0 as its setting no round is ever cut off by itself; a supervisor's own cut-off stays as it was", async () => {
  const w = await world()
  await open(w)
  const off = { key: "cutOffDays", version: 0, before: 3, after: 0 } as const
  await changeSettings(w.database, [off], acting(w.actor("admin"), w.now()))
  await sweep(w.database, CUT_OFF + 86_400_000)
  expect(await roundsOf(w)).toMatchObject([{ cutOffAt: null }])
})

test("a round that was moved meanwhile is left to the next time", async () => {
  const w = await world()
  await open(w)
  const { db, read, write } = w.database
  // Reads the round, and before the sweep acts on it a supervisor has moved it.
  const moving = vi.fn(async (statements: Parameters<typeof read>[0]) => {
    const rows = await read(statements)
    if (moving.mock.calls.length === 1) {
      await w.as("lin").post("/plans/1/rounds/1", { name: "第三季度", dueBy: addDays(DUE, 20), version: "1" })
    }
    return rows
  })
  const swept = await sweep({ ...w.database, read: moving as unknown as typeof read }, CUT_OFF)

  expect(swept.cutOff).toBe(0)
  expect(await roundsOf(w)).toMatchObject([{ cutOffAt: null, dueBy: addDays(DUE, 20), version: 2 }])
  await write([db.update(rounds).set({ dueBy: DUE }).where(eq(rounds.id, 1))])
  expect(await sweep(w.database, CUT_OFF)).toMatchObject({ cutOff: 1 })
})

test("what waits is sealed, sessions that are over and old tries go, and the living stay signed in", async () => {
  const w = await world()
  const { db, read, write } = w.database
  const now = instant(TODAY, 12)
  await write([
    db.update(sessions).set({ createdAt: now, lastUsedAt: now }),
    db
      .update(sessions)
      .set({ lastUsedAt: now - 31 * 60_000 })
      .where(eq(sessions.personId, 1)),
    db
      .update(sessions)
      .set({ createdAt: now - 601 * 60_000 })
      .where(eq(sessions.personId, 2)),
    db.insert(signInAttempts).values([
      { login: "wang", address: "", at: now - 2 * 86_400_000 },
      { login: "wang", address: "", at: now - 60_000 },
    ]),
  ])
  const [before] = await read([db.select().from(sessions)])

  const { sealed } = await sweep(w.database, now)

  const [left, tries] = await read([db.select().from(sessions), db.select().from(signInAttempts)])
  expect(sealed).toBeGreaterThan(0)
  expect(await sealEvents(w.database)).toBe(0)
  expect(left).toHaveLength(before.length - 2)
  expect(left.some(({ personId }) => personId <= 2)).toBe(false)
  expect(tries).toMatchObject([{ at: now - 60_000 }])
})
