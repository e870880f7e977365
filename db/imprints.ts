import type { Client, InStatement } from "@libsql/client"
import { FOUND_TABLES } from "./found_tables.ts"

/*
 * 留底 (imprints): what every act leaves in the tables, column by column, kept beside the trail and sealed with it.
 *
 * Triggers on every table write them in the act's own batch, whatever the act and whoever adds it later. A new table or
 * column is imprinted by itself as soon as a migration has made it. What no event accounts for is named here with its
 * reason; a test refuses any write without an event to what is not named.
 */

/** Tables that are not imprinted. */
export const UNPROVED_TABLES: Record<string, string> = {
  migrations: "compared with the program's own by checksum",
  events: "the trail itself, sealed",
  seals: "the chain itself, recomputed",
  seal_reach: "compared with the seals",
  clock_marks: "compared with the times of the events",
  imprints: "the imprints themselves, sealed",
  imprinted: "compared with the shape of the tables",
  quiet: "counts the changes of the tables named here; nothing rests on it but what a page is shown for",
  sessions: "who is signed in now; signing in and out are events",
  sign_in_attempts: "counted for a day; the failures are events",
  setup_codes: "valid for a day, before anybody has an account",
  drafts: "what is being typed; what is sent makes a version",
  notice_drafts: "what is being typed; what is sent makes an answer",
  breakdown_drafts: "what is being typed; what is sent makes a version",
  bulletin_drafts: "what is being written; what is sent to the leader makes a version",
  case_drafts: "what is being written; each step makes a version",
  document_drafts: "what is being written; what is sent makes a text",
  plan_drafts: "nothing binds anybody before 下达; its moves are events, its states are compared with them",
  remembered_units: "what the import proposes; nothing rests on it",
  attachment_pieces: "recomputed, and compared with the sha256 of their attachment",
  uploads: "on its way and nobody's evidence; the batch with its event empties it",
  upload_pieces: "on their way; as evidence they are attachment_pieces",
  plan_source_pieces: "recomputed, and compared with the sha256 of their source",
  ledger_import_pieces: "recomputed, and compared with the sha256 of their import",
  ledger_import_rows: "what a kept file says; what is taken of it stands in ledger_takings and has events",
  deliveries: "the outbox: attempts and outcomes; what is to be sent has an event",
  sought_reports: "which reports are in the index of words; made again from their versions",
  ...Object.fromEntries(
    FOUND_TABLES.map((table) => [table, "the index of words, made again from the versions of reports"]),
  ),
  api_answers: "what a program was answered; what was done by it has an event",
  link_keys: "one more with each mail; only hashes, and none outlives its link",
}

/** Columns that are not imprinted, of tables that are. */
export const UNPROVED_COLUMNS: Record<string, Record<string, string>> = {
  links: {
    uses: "counted at each use; each opening is an event",
    last_used_at: "overwritten at each use",
  },
  results: {
    name: "of a person: what is removed is gone; who removed it is an event",
    post: "of a person, as the name",
  },
  api_tokens: { last_used_at: "overwritten at each use, once an hour" },
  feeds: { last_asked_at: "overwritten at each asking, once an hour" },
}

/** Rows of these tables are imprinted only while this holds; before, they are somebody's draft. */
export const PROVED_WHILE: Record<string, (row: string) => string> = {
  plan_sources: (row) => `${row}.plan_id is not null`,
}

/** Columns with whole documents: a facet of their own, so that no other change of the row copies them again. */
const APART: Record<string, string[]> = {
  plans: ["source"],
  consultations: ["document"],
}

/** Columns of a table that are imprinted together. */
export type Facet = {
  name: string
  table: string
  keys: string[]
  columns: string[]
  /** SQL: whether a row of this alias is imprinted. */
  holds: ((row: string) => string) | null
}

/** What is theirs: SQLite's, libSQL's. */
export const isTheirs = (name: string) => /^(sqlite|libsql|_litestream)_/.test(name)

/** Every facet of the tables as they are. */
export async function facetsOf(client: Pick<Client, "execute">): Promise<Facet[]> {
  const { rows } = await client.execute(
    `select m.name as tbl, i.name as col, i.type, i.pk from sqlite_master m, pragma_table_info(m.name) i
     where m.type = 'table' order by m.name, i.cid`,
  )
  const all = rows.map(({ tbl, col, type, pk }) => ({
    table: String(tbl),
    name: String(col),
    type: String(type),
    pk: Number(pk),
  }))
  const tables = [...new Set(all.map(({ table }) => table))]
  return tables.flatMap((table) => {
    if (isTheirs(table) || Object.hasOwn(UNPROVED_TABLES, table)) return []
    const named = all.filter((column) => column.table === table)
    const keys = named
      .filter(({ pk }) => pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map(({ name }) => name)
    const unproved = UNPROVED_COLUMNS[table] ?? {}
    const apart = APART[table] ?? []
    // Bytes are not repeated in the trail: a test asks for another proof of them.
    const whole = named.filter(({ name, type }) => !/blob/i.test(type) && !Object.hasOwn(unproved, name))
    const facet = (name: string, own: string[]): Facet => ({
      name,
      table,
      keys: keys.length > 0 ? keys : ["rowid"],
      columns: own,
      holds: PROVED_WHILE[table] ?? null,
    })
    return [
      facet(
        table,
        whole.map(({ name }) => name).filter((name) => !apart.includes(name)),
      ),
      ...apart.map((column) => facet(`${table}.${column}`, [column])),
    ]
  })
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const of = (row: string, names: string[]) => names.map((name) => `${row}.${quoted(name)}`)

/** SQL for the key of a row as text, and for what it holds as a JSON array in the order of the facet's columns. */
export const keyOf = ({ keys }: Facet, row: string) => of(row, keys).join(" || '/' || ")
export const contentOf = ({ columns }: Facet, row: string) => `json_array(${of(row, columns).join(", ")})`

const triggerName = ({ name }: Facet, on: string) => `imprint_${name.replace(".", "_")}_${on}`

const NEWEST = "(select coalesce(max(id), 0) from events)"
const insertion = (facet: Facet, row: string, content: string) =>
  `insert into imprints (event_id, facet, row_key, content)
  values (${NEWEST}, '${facet.name}', ${keyOf(facet, row)}, ${content})`

function triggersOf(facet: Facet): { name: string; sql: string }[] {
  const { table, columns, holds } = facet
  const when = (...conditions: (string | undefined)[]) => {
    const all = conditions.filter((condition) => condition !== undefined)
    return all.length > 0 ? ` when ${all.join(" and ")}` : ""
  }
  const [before, after] = [of("old", columns), of("new", columns)]
  const changed = before.map((column, i) => `${column} is not ${after[i]}`).join(" or ")
  const named = (on: string, rest: string) => {
    const name = triggerName(facet, on)
    return { name, sql: `create trigger ${name} after ${rest}` }
  }
  return [
    named(
      "insert",
      `insert on ${quoted(table)}${when(holds?.("new"))} begin
  ${insertion(facet, "new", contentOf(facet, "new"))}; end`,
    ),
    named(
      "update",
      `update of ${columns.map(quoted).join(", ")} on ${quoted(table)}${when(`(${changed})`, holds?.("new"))} begin
  ${insertion(facet, "new", contentOf(facet, "new"))}; end`,
    ),
    named(
      "delete",
      `delete on ${quoted(table)}${when(holds?.("old"))} begin
  ${insertion(facet, "old", "null")}; end`,
    ),
  ]
}

/** The shape of a facet, by which a database knows whether its triggers are those of these tables. */
export const shapeOf = (facet: Facet): string => JSON.stringify([facet.columns, facet.holds?.("x") ?? null])

const EVENT = `insert into events (at, actor_name, acting_as, address, action, subject, version, particulars)`

/** The event of a migration of a database that has a trail: rows that it changes are imprinted under it. */
export const migrationEvent = (version: number, name: string): InStatement => ({
  sql: `${EVENT} select ?, '系统', '', '', ?, 'schema:1', ?, ? where exists (select 1 from events)`,
  args: [Date.now(), "schema_migrated", version, JSON.stringify({ migration: name })],
})

export const exists = async (client: Client, table: string) =>
  (await client.execute({ sql: "select 1 from sqlite_master where type = 'table' and name = ?", args: [table] })).rows
    .length > 0

export const hasImprints = (client: Client) => exists(client, "imprints")

/**
 * Gives every facet its triggers, and takes the imprint of what already stands in tables that had none: the baseline of
 * a database from before, under one event that says so. Changes nothing where all is as it should be.
 */
export async function ensureImprints(client: Client, write: (statements: InStatement[]) => Promise<unknown>) {
  if (!(await hasImprints(client))) return
  const facets = await facetsOf(client)
  const { rows } = await client.execute("select facet, columns from imprinted")
  const known = new Map(rows.map((row) => [String(row.facet), String(row.columns)]))
  const fresh = facets.filter((facet) => known.get(facet.name) !== shapeOf(facet))
  const gone = [...known.keys()].filter((name) => !facets.some((facet) => facet.name === name))
  if (fresh.length === 0 && gone.length === 0) return

  const filled: Facet[] = []
  for (const facet of fresh) {
    const { rows: some } = await client.execute(`select 1 from ${quoted(facet.table)} limit 1`)
    if (some.length > 0) filled.push(facet)
  }
  const { rows: counts } = await client.execute(
    `select (select count(*) from events where subject = 'imprints:1') as n, (select max(id) from events) as newest`,
  )
  const isUsed = counts[0]?.newest !== null
  const baseline: InStatement[] =
    isUsed && filled.length > 0
      ? [
          {
            sql: `${EVENT} values (?, '系统', '', '', ?, 'imprints:1', ?, ?)`,
            args: [
              Date.now(),
              "baseline_taken",
              Number(counts[0]?.n) + 1,
              JSON.stringify({ tables: filled.map(({ name }) => name).join(", ") }),
            ],
          },
        ]
      : []
  await write([
    ...baseline,
    ...gone.flatMap((name) => [
      ...["insert", "update", "delete"].map((on) => `drop trigger if exists imprint_${name.replace(".", "_")}_${on}`),
      { sql: "delete from imprinted where facet = ?", args: [name] },
    ]),
    ...fresh.flatMap((facet) => [
      ...triggersOf(facet).flatMap(({ name, sql }) => [`drop trigger if exists ${name}`, sql]),
      ...(filled.includes(facet) ? [standing(facet)] : []),
      {
        sql: "insert into imprinted values (?, ?) on conflict (facet) do update set columns = excluded.columns",
        args: [facet.name, shapeOf(facet)],
      },
    ]),
  ])
}

const standing = (facet: Facet): string =>
  `insert into imprints (event_id, facet, row_key, content)
  select ${NEWEST}, '${facet.name}', ${keyOf(facet, "x")}, ${contentOf(facet, "x")} from ${quoted(facet.table)} x
  ${facet.holds ? `where ${facet.holds("x")}` : ""}`
