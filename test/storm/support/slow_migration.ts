import { createClient } from "@libsql/client"
import { migrate } from "#db/migrate.ts"

/** Migrates a file by a step that takes seconds, in a process of its own, to be killed in the middle of it. */
const client = createClient({ url: process.env.DATABASE_URL ?? "" })
await client.execute("pragma journal_mode = wal")
await migrate(client, [{ name: "0001_one", statements: ["create table one (a text)"] }])
process.stdout.write("begun\n")
await migrate(client, [
  { name: "0001_one", statements: ["create table one (a text)"] },
  {
    name: "0002_slow",
    statements: [
      "create table two (b integer)",
      "insert into two with recursive c (n) as (select 1 union all select n + 1 from c where n < 30000000) select n from c",
    ],
  },
])
