import type { Client, InStatement, InValue, Row, Transaction } from "@libsql/client"
import { FOUND_TABLES } from "./found_tables.ts"

/** A server answers with at most 10 MB, and bytes travel as base64. */
const PAGE_BYTES = 3 * 1024 * 1024
const PAGE_ROWS = 1000
/** Bound parameters of one insert stay far below every limit. */
const PARAMETERS = 900

export type Copied = { tables: number; rows: number }

/** The database to copy into holds something already. */
export class NotEmpty extends Error {
  override name = "NotEmpty"
}

/** It brings the index of words with it, by triggers that have to be there. */
const isTakenIn = (name: string) => name === "sought_reports"

type Source = Pick<Transaction, "execute">
type Table = { name: string; sql: string; columns: string[]; pageRows: number; rows: number }

/**
 * Copies a whole database through SQL, for servers, which have no file to copy.
 *
 * 1. Everything is read in one read transaction, so the copy shows one instant.
 * 2. Indexes and triggers come after the rows: those that make the trail append-only have nothing to say about a copy.
 * 3. The index of words is made again and not copied (db/sought.ts): by its triggers, at the very end.
 * 4. `migrations` comes last of what is copied. A copy that was cut short has none, and no program takes it for a database.
 */
export async function copyDatabase(from: Client, to: Client): Promise<Copied> {
  if (!(await isEmpty(to))) throw new NotEmpty("the target holds tables")

  const source = await from.transaction("read")
  try {
    const tables = await tablesOf(source)
    const { rows: found } = await source.execute(
      "select sql from sqlite_master where sql like 'create virtual table %'",
    )
    await to.batch(
      [...tables, ...found].map(({ sql }) => String(sql)),
      "write",
    )
    for (const table of tables) if (!isTakenIn(table.name)) await copyRows(source, to, table)
    const { rows: rest } = await source.execute(
      "select sql from sqlite_master where type in ('index', 'trigger') and sql is not null order by type, name",
    )
    await to.batch(
      rest.map(({ sql }) => String(sql)),
      "write",
    )
    for (const table of tables) if (isTakenIn(table.name)) await copyRows(source, to, table)
    await ensureSame(to, tables)
    return { tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0) }
  } finally {
    source.close()
  }
}

/** Nobody has made a table in it yet. */
export async function isEmpty(client: Client): Promise<boolean> {
  const { rows } = await client.execute("select name from sqlite_master where name not like 'sqlite_%' limit 1")
  return rows.length === 0
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

async function tablesOf(source: Source): Promise<Table[]> {
  const { rows } = await source.execute(
    `select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'libsql_%'
     order by name = 'migrations', name`,
  )
  const tables: Table[] = []
  for (const row of rows) {
    const name = String(row.name)
    if (FOUND_TABLES.includes(name)) continue
    const { rows: info } = await source.execute({ sql: "select name from pragma_table_info(?)", args: [name] })
    const columns = info.map((column) => String(column.name))
    const size = columns.map((column) => `coalesce(length(cast(${quoted(column)} as blob)), 0)`).join(" + ")
    const { rows: sizes } = await source.execute(`select count(*) as n, max(${size}) as largest from ${quoted(name)}`)
    const largest = Math.max(1, Number(sizes[0]?.largest ?? 1))
    const pageRows = Math.max(1, Math.min(PAGE_ROWS, Math.floor(PAGE_BYTES / largest)))
    tables.push({ name, sql: String(row.sql), columns, pageRows, rows: Number(sizes[0]?.n ?? 0) })
  }
  return tables
}

async function copyRows(source: Source, to: Client, table: Table) {
  const { name, columns, pageRows } = table
  const names = columns.map(quoted).join(", ")
  let last: InValue = 0
  for (;;) {
    const { rows } = await source.execute({
      sql: `select rowid as "(row)", ${names} from ${quoted(name)} where rowid > ? order by rowid limit ?`,
      args: [last, pageRows],
    })
    if (rows.length === 0) return
    // `migrate` is the batch that leaves foreign keys alone: tables come in the order of their names.
    await to.migrate(inserts(table, rows))
    last = rows.at(-1)?.["(row)"] ?? last
    if (rows.length < pageRows) return
  }
}

function inserts({ name, columns }: Table, rows: Row[]): InStatement[] {
  const many = Math.max(1, Math.floor(PARAMETERS / columns.length))
  const one = `(${columns.map(() => "?").join(", ")})`
  const statements: InStatement[] = []
  for (let at = 0; at < rows.length; at += many) {
    const some = rows.slice(at, at + many)
    statements.push({
      sql: `insert into ${quoted(name)} (${columns.map(quoted).join(", ")}) values ${some.map(() => one).join(", ")}`,
      args: some.flatMap((row) => columns.map((column) => row[column] ?? null)),
    })
  }
  return statements
}

async function ensureSame(to: Client, tables: Table[]) {
  for (const { name, rows } of tables) {
    const { rows: counted } = await to.execute(`select count(*) as n from ${quoted(name)}`)
    if (Number(counted[0]?.n) !== rows) throw new Error(`${name}: ${counted[0]?.n} rows instead of ${rows}`)
  }
}
