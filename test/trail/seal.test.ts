import { expect, test } from "vitest"
import { assignments, clockMarks, events, seals } from "#db/schema.ts"
import { house } from "#src/capabilities.ts"
import { acting, record } from "#src/trail/record.ts"
import { SealsLost, sealEvents, verifyTrail } from "#src/trail/seal.ts"
import { isSound, isUnsealed } from "#src/trail/verification.ts"
import { verify } from "#test/support/house.ts"
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
    "seal_reach_no_fall",
  ]) {
    await w.database.client.execute(`drop trigger if exists ${name}`)
  }
  for (const statement of statements) await w.database.client.executeMultiple(statement)
}

test("every event is sealed once, in order, and the whole verifies", async () => {
  const w = await trail(450)
  expect(await sealEvents(w.database)).toBe(451)
  expect(await sealEvents(w.database)).toBe(0)
  expect(await verifyTrail(w.database)).toMatchObject({ ok: true, events: 451, sealed: 451, tail: 0 })
})

test("events since the last sealing are an unsealed tail, not a fault", async () => {
  const w = await trail(10)
  expect(await verifyTrail(w.database)).toMatchObject({ ok: true, events: 11, sealed: 0, tail: 11 })
  await sealEvents(w.database)
  await w.as("wang").post("/logout")
  expect(await verifyTrail(w.database)).toMatchObject({ ok: true, events: 12, sealed: 11, tail: 1 })
})

test("two sealers at once seal everything once", async () => {
  const w = await trail(430)
  await Promise.all([sealEvents(w.database), sealEvents(w.database), sealEvents(w.database)])
  await sealEvents(w.database)
  expect(await verifyTrail(w.database)).toMatchObject({ ok: true, events: 431, sealed: 431, tail: 0 })
})

test("events written while sealing goes on break nothing", async () => {
  const w = await trail(300)
  const by = acting(null, w.now())
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

/** Dropping the trigger that marks it would be found by the shape; here its mark is taken out. */
const PUT_IN = `drop trigger clock_marks_no_delete; insert into events
  (at, actor_name, acting_as, address, action, subject, version, particulars)
  values (1, '林', '', '', 'signed_out', 'session:in', 1, '{}')`

test.each([
  ["a changed word", ["update events set particulars = '{}' where id = 7"], 7, "changed"],
  ["another person", ["update events set actor_name = '别人' where id = 7"], 7, "changed"],
  ["another moment", ["update events set at = at - 1 where id = 7"], 7, "changed"],
  ["an event taken out", ["delete from events where id = 7", "delete from seals where event_id = 7"], 7, "missing"],
  ["the end cut off", ["delete from events where id > 8"], 9, "cut_off_end"],
  ["a seal made anew", ["update seals set hash = previous where event_id = 7"], 7, "changed"],
  ["a seal put on something else", ["update seals set previous = hash where event_id = 7"], 7, "broken"],
  ["a seal taken out", ["delete from seals where event_id = 7"], 8, "unsealed_between"],
  ["the last seals taken out", ["delete from seals where event_id > 7"], 8, "seals_lost"],
  ["all seals taken out", ["delete from seals"], 1, "seals_lost"],
  ["the reach forgotten", ["update seal_reach set event_id = 3"], 12, "seals_lost"],
  ["an event put in with an earlier time", [PUT_IN, "delete from clock_marks"], 12, "backwards"],
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

test("what had a seal is never sealed again, and its event is found changed", async () => {
  const w = await trail(10)
  await sealEvents(w.database)
  await tamper(w, "update events set actor_name = '别人' where id = 9", "delete from seals where event_id >= 9")
  await expect(sealEvents(w.database)).rejects.toBeInstanceOf(SealsLost)
  expect(await verifyTrail(w.database)).toMatchObject({ ok: false, at: 9, fault: "seals_lost" })
})

test.each([
  ["insert or replace into seals select event_id, algorithm, previous, 'x', '' from seals where event_id = 3"],
  ["update seals set hash = 'x'"],
  ["delete from seals"],
  ["insert or replace into seal_reach values (1, 2, 'x')"],
  ["update seal_reach set event_id = 2"],
  ["delete from seal_reach"],
  ["insert or replace into clock_marks values (5, 1)"],
  ["delete from clock_marks"],
])("the database refuses: %s", async (statement) => {
  const w = await trail(10)
  await sealEvents(w.database)
  const mark = "insert into clock_marks values (5, 0)"
  await w.database.client.execute(mark)
  await expect(w.database.client.execute(statement)).rejects.toThrow(/append-only/)
})

test("a clock that went back is marked at the event, and is no fault", async () => {
  const w = await trail(3)
  const at = (ago: number, n: number) =>
    record(
      w.database,
      acting(null, w.now() - ago),
      [{ action: "signed_out", subject: `session:back${n}`, version: 1 }],
      [],
    )
  await at(4000, 1)
  await at(3_600_000, 2)
  await sealEvents(w.database)
  expect(await verifyTrail(w.database)).toMatchObject({ ok: true, events: 6, marked: 1 })
  const [marks] = await w.database.read([w.database.db.select().from(clockMarks)])
  expect(marks).toEqual([{ eventId: 6, newestAt: w.now() + 2 }])
})

test("a tail that no running program leaves is told apart from a fault", async () => {
  const w = await trail(2)
  const result = await verify(w.database)
  expect(isSound(result)).toBe(true)
  expect([isUnsealed(result, w.now() + 600_000), isUnsealed(result, w.now() + 600_001)]).toEqual([false, true])
  await sealEvents(w.database)
  expect(isUnsealed(await verify(w.database), w.now() + 86_400_000)).toBe(false)
})

test.each([
  ["a trigger dropped", "drop trigger report_versions_no_update", "缺少：触发器 report_versions_no_update"],
  [
    "a trigger made to do nothing",
    "drop trigger events_no_delete; create trigger events_no_delete before delete on events begin select 1; end",
    "被改动：触发器 events_no_delete",
  ],
  [
    "a trigger that forges",
    "create trigger forging after insert on report_versions begin update reports set opinion = ''; end",
    "多出：触发器 forging",
  ],
  ["a column added", "alter table reports add column hidden text", "被改动：表 reports"],
  ["an index dropped", "drop index tasks_plan", "缺少：索引 tasks_plan"],
  ["a table added", "create table hidden (a)", "多出：表 hidden"],
  ["a view", "create view hidden as select 1", "多出：视图 hidden"],
])("%s is found in the shape", async (_, statement, words) => {
  const w = await trail(1)
  await w.database.client.executeMultiple(statement)
  const result = await verify(w.database)
  expect(isSound(result)).toBe(false)
  expect(verificationWords(result, house).join("\n")).toContain(words)
})

test("verification of a sound database says so", async () => {
  const w = await trail(3)
  await sealEvents(w.database)
  const result = await verify(w.database)
  expect(isSound(result)).toBe(true)
  expect(verificationWords(result, house).every((line) => line.startsWith("√"))).toBe(true)
})

test("a state that no event explains is found", async () => {
  const w = await world()
  await w.database.client.execute("update assignments set state = 'closed' where id = 2")
  const result = await verify(w.database)
  expect(isSound(result)).toBe(false)
  expect(result.projections).toEqual([{ subject: "assignment:2", stands: "closed", trail: "awaiting" }])
  expect(verificationWords(result, house).join("\n")).toContain("分工 2：现为「已办结」，记录为「待签收」")
})

test("states that events explain are sound, whatever came after without a move", async () => {
  const w = await world()
  const { db } = w.database
  const by = acting(null, w.now())
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
