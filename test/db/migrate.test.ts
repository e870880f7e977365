import { createClient } from "@libsql/client"
import { expect, onTestFinished, test } from "vitest"
import { ensureMigrated, MIGRATIONS, migrate, SchemaMismatch } from "#db/migrate.ts"

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
