import type { Client, InStatement } from "@libsql/client"
import { FOUND_TABLES } from "./found_tables.ts"
import { exists, PROVED_WHILE, quoted, UNPROVED_COLUMNS, UNPROVED_TABLES } from "./imprints.ts"

/*
 * What changes without an event, and so under the same newest event: sessions, drafts, the outbox. Each of these tables
 * counts its changes by triggers, whoever makes them, so that a page that was read from one is not shown when it has
 * changed (src/door/keeping.ts). They are the tables that db/imprints.ts names with a reason; a write to any other
 * without an event is refused by a test.
 */

/** Told by the newest event and the newest imprint, which they change with, or never read by a page. */
const OWN_CLOCKS = ["events", "imprints", "imprinted", "migrations", "quiet", "sought_reports", ...FOUND_TABLES]

/** Of what a table has that changes without an event: all, or these columns. */
type Quiet = { table: string; columns: readonly string[] | null }

const QUIET: readonly Quiet[] = [
  ...[...Object.keys(UNPROVED_TABLES).filter((table) => !OWN_CLOCKS.includes(table)), ...Object.keys(PROVED_WHILE)].map(
    (table) => ({ table, columns: null }),
  ),
  ...Object.entries(UNPROVED_COLUMNS).map(([table, columns]) => ({ table, columns: Object.keys(columns) })),
]

/** The names of these tables. */
export const QUIET_TABLES: readonly string[] = QUIET.map(({ table }) => table)

function triggersOf({ table, columns }: Quiet): { name: string; sql: string }[] {
  const counting = `begin update quiet set n = n + 1 where name = '${table}'; end`
  const on = columns ? [`update of ${columns.map(quoted).join(", ")}`] : ["insert", "update", "delete"]
  return on.map((change) => {
    const name = `quiet_${table}_${change.split(" ")[0]}`
    return { name, sql: `create trigger ${name} after ${change} on ${quoted(table)} ${counting}` }
  })
}

/** Gives every such table its counter. Changes nothing where all is as it should be. */
export async function ensureQuiet(client: Client, write: (statements: InStatement[]) => Promise<unknown>) {
  if (!(await exists(client, "quiet"))) return
  const { rows } = await client.execute(
    "select name, sql from sqlite_master where type = 'trigger' and name like 'quiet_%'",
  )
  // SQLite keeps the text, but for its first two words.
  const known = new Map(
    rows.map(({ name, sql }) => [String(name), String(sql).replace(/^create trigger/i, "create trigger")]),
  )
  const wanted = new Map(QUIET.flatMap(triggersOf).map(({ name, sql }) => [name, sql]))
  const fresh = [...wanted].filter(([name, sql]) => known.get(name) !== sql).map(([name]) => name)
  const gone = [...known.keys()].filter((name) => !wanted.has(name))
  if (fresh.length === 0 && gone.length === 0) return
  await write([
    ...[...gone, ...fresh].map((name) => `drop trigger if exists ${name}`),
    ...QUIET.map(({ table }) => ({ sql: "insert or ignore into quiet values (?, 0)", args: [table] })),
    ...QUIET.flatMap(triggersOf).flatMap(({ name, sql }) => (fresh.includes(name) ? [sql] : [])),
  ])
}
