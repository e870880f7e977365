import { expect, test } from "vitest"
import { assignments, events, seals } from "#db/schema.ts"
import { record } from "#src/events/record.ts"
import { sealEvents, verifyTrail } from "#src/events/seal.ts"
import { isSound, verify } from "#src/events/verification.ts"
import { type World, world } from "#test/support/world.ts"
import { verificationWords } from "#views/events/verification.ts"

/** A trail of so many events beyond the plan's own. */
async function trail(count: number): Promise<World> {
  const w = await world()
  const { db, write } = w.database
  const rows = Array.from({ length: count }, (_, i) => ({
    at: w.now() + i,
    actorName: "系统",
    actingAs: "",
    address: "",
    action: "signed_out" as const,
    subject: `session:${i}`,
    version: 1,
    particulars: { number: i, text: "中文 ' \" \\ 😀" },
  }))
  for (let i = 0; i < rows.length; i += 50) await write([db.insert(events).values(rows.slice(i, i + 50))])
  return w
}

const tamper = async (w: World, ...statements: string[]) => {
  for (const name of [
    "events_no_update",
    "events_no_delete",
    "events_no_replace",
    "seals_no_update",
    "seals_no_delete",
  ]) {
    await w.database.client.execute(`drop trigger if exists ${name}`)
  }
  for (const statement of statements) await w.database.client.execute(statement)
}

test("every event is sealed once, in order, and the whole verifies", async () => {
  const w = await trail(450)
  expect(await sealEvents(w.database)).toBe(451)
  expect(await sealEvents(w.database)).toBe(0)
  expect(await verifyTrail(w.database)).toEqual({ ok: true, events: 451, sealed: 451, tail: 0 })
})

test("events since the last sealing are an unsealed tail, not a fault", async () => {
  const w = await trail(10)
  expect(await verifyTrail(w.database)).toEqual({ ok: true, events: 11, sealed: 0, tail: 11 })
  await sealEvents(w.database)
  await w.as("wang").post("/logout")
  expect(await verifyTrail(w.database)).toEqual({ ok: true, events: 12, sealed: 11, tail: 1 })
})

test("two sealers at once seal everything once", async () => {
  const w = await trail(430)
  await Promise.all([sealEvents(w.database), sealEvents(w.database), sealEvents(w.database)])
  await sealEvents(w.database)
  expect(await verifyTrail(w.database)).toEqual({ ok: true, events: 431, sealed: 431, tail: 0 })
})

test("events written while sealing goes on break nothing", async () => {
  const w = await trail(300)
  const by = { actor: null, at: w.now() }
  await Promise.all([
    sealEvents(w.database),
    ...Array.from({ length: 20 }, (_, i) =>
      record(w.database, by, [{ action: "signed_out", subject: `session:late${i}`, version: 1 }], []),
    ),
    sealEvents(w.database),
  ])
  await sealEvents(w.database)
  expect(await verifyTrail(w.database)).toMatchObject({ ok: true, events: 321, tail: 0 })
})

test.each([
  ["a changed word", ["update events set particulars = '{}' where id = 7"], 7, "changed"],
  ["another person", ["update events set actor_name = '别人' where id = 7"], 7, "changed"],
  ["another moment", ["update events set at = at - 1 where id = 7"], 7, "changed"],
  ["an event taken out", ["delete from events where id = 7", "delete from seals where event_id = 7"], 7, "missing"],
  ["the end cut off", ["delete from events where id > 8"], 9, "cut_off_end"],
  ["a seal made anew", ["update seals set hash = previous where event_id = 7"], 7, "changed"],
  ["a seal put on something else", ["update seals set previous = hash where event_id = 7"], 7, "broken"],
  ["a seal taken out", ["delete from seals where event_id = 7"], 8, "unsealed_between"],
  ["a strange algorithm", ["update seals set algorithm = 'md5' where event_id = 7"], 7, "unknown_algorithm"],
])("%s is found at the event where it happened", async (_, statements, at, fault) => {
  const w = await trail(10)
  await sealEvents(w.database)
  await tamper(w, ...statements)
  expect(await verifyTrail(w.database)).toMatchObject({ ok: false, at, fault })
})

test("a gap that was never sealed is found, and the sealer does not seal over it", async () => {
  const w = await trail(10)
  await tamper(w, "delete from events where id = 5")
  await sealEvents(w.database)
  const [sealed] = await w.database.read([w.database.db.select().from(seals)])
  expect(sealed).toHaveLength(4)
  expect(await verifyTrail(w.database)).toMatchObject({ ok: false, at: 5, fault: "missing" })
})

test("verification of a sound database says so", async () => {
  const w = await trail(3)
  await sealEvents(w.database)
  const result = await verify(w.database)
  expect(isSound(result)).toBe(true)
  expect(verificationWords(result).every((line) => line.startsWith("√"))).toBe(true)
})

test("a state that no event explains is found", async () => {
  const w = await world()
  await w.database.client.execute("update assignments set state = 'closed' where id = 2")
  const result = await verify(w.database)
  expect(isSound(result)).toBe(false)
  expect(result.projections).toEqual([{ subject: "assignment:2", stands: "closed", trail: "awaiting" }])
  expect(verificationWords(result).join("\n")).toContain("分工 2：现为「已办结」，记录为「待签收」")
})

test("states that events explain are sound, whatever came after without a move", async () => {
  const w = await world()
  const { db } = w.database
  const by = { actor: null, at: w.now() }
  const subject = "assignment:2"
  await record(
    w.database,
    by,
    [{ action: "assignment_acknowledged", subject, version: 2, particulars: { to: "active" } }],
    [db.update(assignments).set({ state: "active", version: 2 })],
  )
  await record(
    w.database,
    by,
    [{ action: "assignment_planned", subject, version: 3, particulars: { measures: "x" } }],
    [],
  )
  const { projections } = await verify(w.database)
  expect(projections.map(({ subject }) => subject)).not.toContain("assignment:2")
  expect(projections).toHaveLength(5)
})
