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
/** `largest`: bytes of its largest row. */
type Table = { name: string; sql: string; columns: string[]; largest: number; rows: number }

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
    await copyRows(
      source,
      to,
      tables.filter(({ name }) => !isTakenIn(name)),
    )
    const { rows: rest } = await source.execute(
      "select sql from sqlite_master where type in ('index', 'trigger') and sql is not null order by type, name",
    )
    await to.batch(
      rest.map(({ sql }) => String(sql)),
      "write",
    )
    await copyRows(
      source,
      to,
      tables.filter(({ name }) => isTakenIn(name)),
    )
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
    tables.push({ name, sql: String(row.sql), columns, largest, rows: Number(sizes[0]?.n ?? 0) })
  }
  return tables
}

/** Small tables travel together: most of a hundred have a few rows, and each batch is a trip and a commit. */
async function copyRows(source: Source, to: Client, tables: Table[]) {
  let waiting: InStatement[] = []
  let bytes = 0
  const send = async () => {
    // `migrate` is the batch that leaves foreign keys alone: tables come in the order of their names.
    if (waiting.length > 0) await to.migrate(waiting)
    waiting = []
    bytes = 0
  }
  for (const table of tables) {
    for await (const rows of pagesOf(source, table)) {
      const more = rows.length * table.largest
      if (bytes + more > PAGE_BYTES) await send()
      waiting.push(...inserts(table, rows))
      bytes += more
    }
  }
  await send()
}

async function* pagesOf(source: Source, { name, columns, largest, rows: all }: Table): AsyncGenerator<Row[]> {
  const pageRows = Math.max(1, Math.min(PAGE_ROWS, Math.floor(PAGE_BYTES / largest)))
  const names = columns.map(quoted).join(", ")
  let last: InValue = 0
  for (let done = 0; done < all; done += pageRows) {
    const { rows } = await source.execute({
      sql: `select rowid as "(row)", ${names} from ${quoted(name)} where rowid > ? order by rowid limit ?`,
      args: [last, pageRows],
    })
    if (rows.length === 0) return
    yield rows
    last = rows.at(-1)?.["(row)"] ?? last
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
  const counted = await to.batch(
    tables.map(({ name }) => `select count(*) as n from ${quoted(name)}`),
    "read",
  )
  for (const [i, { name, rows }] of tables.entries()) {
    const n = Number(counted[i]?.rows[0]?.n)
    if (n !== rows) throw new Error(`${name}: ${n} rows instead of ${rows}`)
  }
}
