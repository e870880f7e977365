import { createClient } from "@libsql/client"
import { expect, onTestFinished, test } from "vitest"
import { database as wrap } from "#db/database.ts"
import { ensureMigrated, MIGRATIONS, migrate } from "#db/migrate.ts"
import { SchemaMismatch } from "#db/schema_steps.ts"
import { sealEvents } from "#src/trail/seal.ts"
import { isSound } from "#src/trail/verification.ts"
import { verify } from "#test/support/house.ts"

const ONE = { name: "0001_one", statements: ["create table one (a text)", "insert into one values ('一')"] }
const TWO = { name: "0002_two", statements: ["create table two (b text)", "insert into two select a from one"] }

function empty() {
  const client = createClient({ url: ":memory:" })
  onTestFinished(() => client.close())
  return client
}

const tables = async (client: ReturnType<typeof empty>) =>
  (await client.execute("select name from sqlite_master where type = 'table' order by name")).rows.map(
    ({ name }) => name,
  )

test("every migration lands once, in order, and its name and checksum stay", async () => {
  const client = empty()
  await migrate(client, [ONE])
  await migrate(client, [ONE, TWO])
  await migrate(client, [ONE, TWO])
  expect((await client.execute("select b from two")).rows).toEqual([{ b: "一" }])
  const { rows } = await client.execute("select version, name, length(checksum) as n from migrations")
  expect(rows).toEqual([
    { version: 1, name: "0001_one", n: 64 },
    { version: 2, name: "0002_two", n: 64 },
  ])
})

test("a database that a newer program has migrated is refused and left as it is", async () => {
  const client = empty()
  await migrate(client, [ONE, TWO])
  await expect(migrate(client, [ONE])).rejects.toThrow(/更新版本的程序升级（0002_two）/)
  await expect(ensureMigrated(client, [ONE])).rejects.toBeInstanceOf(SchemaMismatch)
})

test("a landed migration that was edited afterwards is refused", async () => {
  const client = empty()
  await migrate(client, [ONE])
  const edited = { ...ONE, statements: [...ONE.statements, "create table more (c text)"] }
  await expect(migrate(client, [edited, TWO])).rejects.toThrow(/0001_one 与本程序的不一致/)
  expect(await tables(client)).toEqual(["migrations", "one"])
})

test("a migration that fails in its last statement leaves nothing of itself", async () => {
  const client = empty()
  await migrate(client, [ONE])
  const failing = { ...TWO, statements: [...TWO.statements, "insert into nowhere values (1)"] }
  await expect(migrate(client, [ONE, failing])).rejects.toThrow()
  expect(await tables(client)).toEqual(["migrations", "one"])
  await migrate(client, [ONE, TWO])
  expect(await tables(client)).toEqual(["migrations", "one", "two"])
})

test("looking whether a database fits changes nothing in it", async () => {
  const client = empty()
  await expect(ensureMigrated(client)).rejects.toThrow(/npm run db:migrate/)
  expect(await tables(client)).toEqual([])
  await migrate(client)
  await expect(ensureMigrated(client)).resolves.toBeUndefined()
  expect((await client.execute("select count(*) as n from migrations")).rows[0]?.n).toBe(MIGRATIONS.length)
})

test("a round that was opened before periods were kept has the one that the trail tells", async () => {
  const client = empty()
  const until = MIGRATIONS.findIndex(({ name }) => name === "0012_round_rules")
  await migrate(client, MIGRATIONS.slice(0, until))
  await client.execute("pragma foreign_keys = off")
  for (const number of [1, 2]) {
    await client.execute({
      sql: "insert into rounds (plan_id, number, name, opens_on, due_by) values (1, ?, '第三季度', '2026-09-01', '2026-10-10')",
      args: [number],
    })
  }
  const insert = `insert into events (at, actor_name, acting_as, address, action, subject, version, particulars)
    values (0, '林', '', '', 'round_opened', 'round:1/1', 1, '{"period":"2026-09"}')`
  await client.execute(insert)
  await migrate(client)
  expect((await client.execute("select period from rounds order by number")).rows).toEqual([
    { period: "2026-09-30" },
    { period: null },
  ])
})

test("evidence from before belongs to the subject that its columns named, and the database verifies clean", async () => {
  const client = empty()
  const database = wrap(client)
  const until = MIGRATIONS.findIndex(({ name }) => name === "0031_evidence")
  await migrate(client, MIGRATIONS.slice(0, until))
  await client.execute(`insert into events (at, actor_name, acting_as, address, action, subject, version, particulars)
    values (1, '王', '', '', 'attachment_added', 'attachment:1', 1, '{}')`)
  const before = [
    { round_id: 3, assignment_id: 12, notice_id: null, inspection_id: null, address: null },
    { round_id: null, assignment_id: null, notice_id: 4, inspection_id: null, address: null },
    { round_id: null, assignment_id: 12, notice_id: null, inspection_id: 5, address: "https://example.cn/" },
    { round_id: 3, assignment_id: null, notice_id: null, inspection_id: null, address: null },
  ]
  for (const [i, row] of before.entries()) {
    await client.execute({
      sql: `insert into attachments (id, plan_id, unit_id, kind, name, type, size, sha256, added_by_id, added_at, removed_at,
        version, round_id, assignment_id, notice_id, inspection_id, address)
        values (?, 1, 2, 'evidence', '佐证', '', 0, '', 3, 7, 9, 2, ?, ?, ?, ?, ?)`,
      args: [i + 1, row.round_id, row.assignment_id, row.notice_id, row.inspection_id, row.address],
    })
  }
  await client.execute(
    "insert into uploads (key, person_id, plan_id, notice_id, size, started_at) values ('k', 3, 1, 4, 1, 0)",
  )
  await client.execute("insert into upload_pieces values ('k', 0, x'00')")

  await migrate(client)
  const { rows } = await client.execute(
    "select subject, plan_id, unit_id, removed_at, version, address from attachments",
  )
  const same = { plan_id: 1, unit_id: 2, removed_at: 9, version: 2 }
  expect(rows).toEqual([
    { subject: "report:12/3", ...same, address: null },
    { subject: "notice:4", ...same, address: null },
    { subject: "inspection:5/12", ...same, address: "https://example.cn/" },
    { subject: "signed_sheet:3/2", ...same, address: null },
  ])
  const left = await client.execute("select (select count(*) from uploads) + (select count(*) from upload_pieces) as n")
  expect(left.rows).toEqual([{ n: 0 }])
  await sealEvents(database)
  const verification = await verify(database)
  expect(verification.imprints).toEqual({ rows: expect.any(Number), faults: [] })
  expect(isSound(verification)).toBe(true)

  // What is changed behind its back after that is found, in the new column too.
  await client.execute("drop trigger imprint_attachments_update")
  await client.execute("update attachments set subject = 'notice:9' where id = 2")
  expect((await verify(database)).imprints.faults).toMatchObject([{ facet: "attachments", rowKey: "2" }])
})
