import { createClient } from "@libsql/client"
import { expect, onTestFinished, test } from "vitest"
import { type Database, database as wrap } from "#db/database.ts"
import { facetsOf, UNPROVED_COLUMNS, UNPROVED_TABLES } from "#db/imprints.ts"
import { migrate } from "#db/migrate.ts"

function empty(): Database {
  const client = createClient({ url: ":memory:" })
  onTestFinished(() => client.close())
  return wrap(client)
}

const rowsOf = async ({ client }: Database, sql: string) => (await client.execute(sql)).rows.map((row) => ({ ...row }))

test("every table is imprinted or named with its reason, and no bytes are imprinted", async () => {
  const database = empty()
  await migrate(database.client)
  const facets = await facetsOf(database.client)
  const columns = await rowsOf(
    database,
    `select m.name as tbl, i.name as col, i.type from sqlite_master m, pragma_table_info(m.name) i
     where m.type = 'table' and m.name not like 'sqlite_%'`,
  )
  const tables = new Set(columns.map(({ tbl }) => String(tbl)))
  for (const [table, reason] of Object.entries(UNPROVED_TABLES)) {
    expect(tables.has(table), table).toBe(true)
    expect(reason.length, table).toBeGreaterThan(10)
  }
  for (const [table, unproved] of Object.entries(UNPROVED_COLUMNS))
    for (const [column, reason] of Object.entries(unproved)) {
      expect(columns, `${table}.${column}`).toContainEqual(expect.objectContaining({ tbl: table, col: column }))
      expect(reason.length).toBeGreaterThan(10)
    }
  const missing = columns.filter(
    ({ tbl, col }) =>
      !Object.hasOwn(UNPROVED_TABLES, String(tbl)) &&
      !Object.hasOwn(UNPROVED_COLUMNS[String(tbl)] ?? {}, String(col)) &&
      !facets.some(({ table, columns }) => table === tbl && columns.includes(String(col))),
  )
  // Bytes need a proof of another kind: a sha256 beside them that `verify` recomputes (src/trail/file_queries.ts).
  expect(missing).toEqual([])
  const { rows } = await database.client.execute(
    "select name from sqlite_master where name like 'imprint~_%' escape '~' and type = 'trigger'",
  )
  expect(rows).toHaveLength(facets.length * 3)
})
