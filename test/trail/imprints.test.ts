import { createClient } from "@libsql/client"
import { expect, onTestFinished, test } from "vitest"
import { type Database, database as wrap } from "#db/database.ts"
import { MIGRATIONS, migrate } from "#db/migrate.ts"
import { drafts, reports, units } from "#db/schema.ts"
import { house } from "#src/capabilities.ts"
import { GENESIS, sealEvents, sealOf } from "#src/trail/seal.ts"
import { isSound } from "#src/trail/verification.ts"
import { verify } from "#test/support/house.ts"
import { watched } from "#test/support/watched.ts"
import { world } from "#test/support/world.ts"
import { verificationWords } from "#views/events/verification.ts"

function empty(): Database {
  const client = createClient({ url: ":memory:" })
  onTestFinished(() => client.close())
  return wrap(client)
}

const rowsOf = async ({ client }: Database, sql: string) => (await client.execute(sql)).rows.map((row) => ({ ...row }))

test("what an act leaves is imprinted under its event, in its own batch, and sealed with it", async () => {
  const w = await world()
  await w.as("lin").post("/plans/1/rounds", { name: "三季度", opensOn: "2026-09-21", dueBy: "2026-09-30", inside: "1" })
  const words = { achieved: "开展普法活动三场。", problems: "", nextSteps: "", revision: "0", version: "0" }
  expect((await w.as("wang").post("/assignments/1/rounds/1/report", words)).status).toBe(303)
  const sent = (await w.events()).find(({ action }) => action === "report_sent")
  const [version] = await rowsOf(w.database, "select * from imprints where facet = 'report_versions'")
  expect(version).toMatchObject({ row_key: "1/1/1", content: expect.stringContaining("开展普法活动三场") })
  expect(Number(version?.event_id)).toBeGreaterThanOrEqual(sent?.id ?? Number.POSITIVE_INFINITY)

  await sealEvents(w.database)
  const [seal] = await rowsOf(w.database, `select recorded from seals where event_id = ${version?.event_id}`)
  expect(seal?.recorded).toMatch(/^[0-9a-f]{64}$/)
  expect(isSound(await verify(w.database))).toBe(true)
})

test("a draft leaves no imprint, and no event", async () => {
  const w = await world()
  await w.as("lin").post("/plans/1/rounds", { name: "三季度", opensOn: "2026-09-21", dueBy: "2026-09-30", inside: "1" })
  await sealEvents(w.database)
  const before = await rowsOf(w.database, "select count(*) as n from imprints")
  const typed = { achieved: "正在写。", problems: "", nextSteps: "", revision: "0" }
  await w.as("wang").post("/assignments/1/rounds/1/draft", typed)
  expect(await rowsOf(w.database, "select achieved from drafts")).toEqual([{ achieved: "正在写。" }])
  expect(await rowsOf(w.database, "select count(*) as n from imprints")).toEqual(before)
  expect(isSound(await verify(w.database))).toBe(true)
})

test("a database from before gets one baseline event, and what is changed behind its back afterwards is found", async () => {
  const database = empty()
  const until = MIGRATIONS.findIndex(({ name }) => name === "0021_seal_reach")
  await migrate(database.client, MIGRATIONS.slice(0, until))
  const unit = "insert into units (id, code, name, short_name, kind, position) values"
  await database.client.executeMultiple(`${unit} (1, 'a', '甲', '甲', 'internal', 1), (2, 'b', '乙', '乙', 'internal', 2);
    insert into events (at, actor_name, acting_as, address, action, subject, version, particulars)
    values (9000, '林', '', '', 'unit_added', 'unit:1', 1, '{}'), (1000, '林', '', '', 'unit_added', 'unit:2', 1, '{}');
    insert into seals select 1, 'sha-256/1', '${"0".repeat(64)}', 'x'`)
  // As the program before sealed it.
  const [first] = await rowsOf(database, "select * from events where id = 1")
  const stored = {
    id: 1,
    at: 9000,
    actorId: null,
    actorName: String(first?.actor_name),
    actingAs: "",
    address: "",
    action: "unit_added",
    subject: "unit:1",
    version: 1,
    planId: null,
    taskId: null,
    particulars: "{}",
  }
  await database.client.executeMultiple(`drop trigger seals_no_update;
    update seals set hash = '${sealOf(stored, "", GENESIS, { algorithm: "sha-256/1" })}';
    create trigger seals_no_update before update on seals
  begin select raise(abort, 'append-only'); end;`)

  await migrate(database.client)
  await migrate(database.client)
  // Migrations that came after the baseline's may have their events before it.
  const begun = await rowsOf(database, "select id, action, subject, version from events where id > 2")
  const baseline = Number(begun.at(-1)?.id)
  expect(begun.filter(({ action }) => action === "baseline_taken")).toHaveLength(1)
  expect(begun.at(-1)).toEqual({ id: baseline, action: "baseline_taken", subject: "imprints:1", version: 1 })
  expect(await rowsOf(database, "select event_id, row_key from imprints where facet = 'units'")).toEqual([
    { event_id: baseline, row_key: "1" },
    { event_id: baseline, row_key: "2" },
  ])
  await sealEvents(database)
  const result = await verify(database)
  expect(verificationWords(result, house).filter((line) => line.startsWith("×"))).toEqual([])
  expect(result.trail).toMatchObject({ ok: true, events: baseline, sealed: baseline, marked: 1 })

  await database.client.executeMultiple("drop trigger imprint_units_update; update units set name = '丙' where id = 2")
  expect((await verify(database)).imprints.faults).toEqual([
    { facet: "units", rowKey: "2", fault: "changed", eventId: baseline, columns: ["name"] },
  ])
})

test("a migration that changes rows does so under an event, and a new column is imprinted by itself", async () => {
  const database = empty()
  await migrate(database.client)
  await database.client.executeMultiple(`insert into units (id, code, name, short_name, kind, position)
    values (1, 'a', '甲', '甲', 'internal', 1);
    insert into events (at, actor_name, acting_as, address, action, subject, version, particulars)
    values (1, '林', '', '', 'unit_added', 'unit:1', 1, '{}')`)
  await sealEvents(database)
  const next = {
    name: "9999_more",
    statements: ["update units set name = '丁'", "alter table units add column colour text default '红' not null"],
  }
  await migrate(database.client, [...MIGRATIONS, next])
  expect(await rowsOf(database, "select action, version from events where id > 1")).toEqual([
    { action: "schema_migrated", version: MIGRATIONS.length + 1 },
    { action: "baseline_taken", version: 1 },
  ])
  await sealEvents(database)
  const { trail, imprints } = await verify(database)
  expect([trail.ok, imprints.faults]).toEqual([true, []])
  await database.client.executeMultiple("drop trigger imprint_units_update; update units set colour = '黑'")
  expect((await verify(database)).imprints.faults).toMatchObject([{ facet: "units", columns: ["colour"] }])
})

test("a write without an event to what is imprinted is refused in tests, one to a draft is not", async () => {
  const w = await world()
  const { db, write } = watched(w.database)
  expect(() => write([db.update(reports).set({ opinion: "好" })])).toThrow(
    /written without an event: reports \(opinion\)/,
  )
  expect(() => write([db.delete(units)])).toThrow(/units/)
  await expect(write([db.delete(drafts)])).resolves.toBeDefined()
})
