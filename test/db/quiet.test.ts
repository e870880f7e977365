import { createClient } from "@libsql/client"
import { expect, test } from "vitest"
import { FOUND_TABLES } from "#db/found_tables.ts"
import { isTheirs } from "#db/imprints.ts"
import { migrate } from "#db/migrate.ts"
import { ensureQuiet, QUIET_TABLES } from "#db/quiet.ts"

/** Told by ids of their own, or by no page (src/trail/newest_queries.ts); the index of words changes with a report's version. */
const CLOCKS = ["events", "imprints", "imprinted", "migrations", "quiet", "sought_reports", ...FOUND_TABLES]

async function migrated() {
  const client = createClient({ url: ":memory:" })
  await migrate(client)
  const named = async (type: string) =>
    (await client.execute({ sql: "select name from sqlite_master where type = ?", args: [type] })).rows.map(
      ({ name }) => String(name),
    )
  return { client, named }
}

test("whatever changes is seen: every table leaves imprints, or counts its changes, or is a clock itself", async () => {
  const { named } = await migrated()
  const triggers = await named("trigger")
  for (const table of (await named("table")).filter((name) => !isTheirs(name) && !CLOCKS.includes(name))) {
    for (const change of ["insert", "update", "delete"]) {
      const seen = [`imprint_${table}_${change}`, `quiet_${table}_${change}`].filter((name) => triggers.includes(name))
      expect(seen, `${change} of ${table}`).not.toEqual([])
    }
  }
})

test("each such table counts for itself, whoever writes", async () => {
  const { client } = await migrated()
  const counts = async () =>
    Object.fromEntries((await client.execute("select name, n from quiet")).rows.map(({ name, n }) => [String(name), n]))
  expect(Object.keys(await counts()).sort()).toEqual([...QUIET_TABLES].sort())
  await client.execute("insert into setup_codes (hash, created_at) values ('a', 1), ('b', 2)")
  await client.execute("update setup_codes set created_at = 3")
  await client.execute("delete from setup_codes where hash = 'a'")
  expect(await counts()).toMatchObject({ setup_codes: 5, drafts: 0, links: 0 })
})

test("a counter that is gone or changed comes back with the next start, and nothing else is touched", async () => {
  const { client, named } = await migrated()
  const before = (await named("trigger")).sort()
  await client.execute("drop trigger quiet_drafts_insert")
  await client.execute("create trigger quiet_ours_insert after insert on drafts begin select 1; end")
  const written: unknown[] = []
  await ensureQuiet(client, async (statements) => {
    written.push(...statements)
    await client.batch(statements, "write")
  })
  expect((await named("trigger")).sort()).toEqual(before)
  expect(written.filter((sql) => typeof sql === "string" && /^create/i.test(sql))).toHaveLength(1)
})
