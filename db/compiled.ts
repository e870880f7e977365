import { Column, is, Param, Placeholder, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "./database.ts"

type Columns = Record<string, Column | SQL | SQL.Aliased>
type Given<Values> = { readonly [K in keyof Values & string]: Placeholder<K> }
type Query = BatchItem<"sqlite"> & { toSQL(): { sql: string; params: unknown[] } }
type Row = Record<number, unknown>

/**
 * A query that is put together once and asked many times, for pages that are asked all day: drizzle takes longer to
 * build a join than SQLite to run it. `columns` is what the query selects, flat and in its order; what differs from one
 * asking to the next comes in as `values`. The answer is an item for `read([...])` like any other query.
 */
export function compiled<Values extends Record<string, unknown>, Q extends Query>(
  columns: Columns,
  build: (db: Database["db"], given: Given<Values>) => Q,
): (database: Pick<Database, "db">, values: Values) => Q {
  const names = Object.keys(columns)
  const decoders = Object.values(columns).map(decoderOf)
  const given = new Proxy({}, { get: (_, name) => sql.placeholder(String(name)) }) as Given<Values>
  let built: { sql: string; fill: Filler } | undefined

  const rowOf = (row: Row) => {
    const object: Record<string, unknown> = {}
    for (let i = 0; i < names.length; i++) {
      const decode = decoders[i]
      const value = row[i]
      object[names[i] ?? ""] = decode && value !== null ? decode(value) : value
    }
    return object
  }
  const mapResult = ({ rows }: { rows: Row[] }) => rows.map(rowOf)

  return ({ db }, values) => {
    built ??= withFiller(build(db, given).toSQL())
    const { sql: text, fill } = built
    const prepared = { getQuery: () => ({ sql: text, params: fill(values) }), mapResult }
    // The part of a query that drizzle's `batch` uses.
    return { _prepare: () => prepared } as unknown as Q
  }
}

/**
 * The same for a query that selects whole tables and joins that may find nothing: drizzle puts its rows together as it
 * always does, only the text of the query is made once.
 */
export function prepared<Values extends Record<string, unknown>, Q extends Query>(
  build: (db: Database["db"], given: Given<Values>) => Q,
): (database: Pick<Database, "db">, values: Values) => Q {
  const given = new Proxy({}, { get: (_, name) => sql.placeholder(String(name)) }) as Given<Values>
  let built: { once: Prepared; sql: string; fill: Filler } | undefined
  return ({ db }, values) => {
    built ??= preparedOnce(build(db, given))
    const { once, sql: text, fill } = built
    const filled = {
      getQuery: () => ({ sql: text, params: fill(values) }),
      mapResult: (response: unknown, isFromBatch: boolean) => once.mapResult(response, isFromBatch),
    }
    return { _prepare: () => filled } as unknown as Q
  }
}

function preparedOnce(query: Query) {
  const once = (query as unknown as { _prepare(): Prepared })._prepare()
  return { once, ...withFiller(once.getQuery()) }
}

type Filler = (values: Record<string, unknown>) => unknown[]

/** Which parameter takes which value is found once and not at every asking. */
function withFiller({ sql: text, params }: { sql: string; params: unknown[] }): { sql: string; fill: Filler } {
  const takers = params.map(takerOf)
  return { sql: text, fill: (values) => takers.map((take) => take(values)) }
}

function takerOf(param: unknown): (values: Record<string, unknown>) => unknown {
  if (is(param, Placeholder)) return (values) => given(values, param.name)
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { name } = param.value
    return (values) => param.encoder.mapToDriverValue(given(values, name))
  }
  return () => param
}

function given(values: Record<string, unknown>, name: string): unknown {
  if (!(name in values)) throw new Error(`a compiled query was asked without ${name}`)
  return values[name]
}

/** What drizzle's `batch` asks of a query. */
type Prepared = {
  getQuery(): { sql: string; params: unknown[] }
  mapResult(response: unknown, isFromBatch: boolean): unknown
}

/** Numbers and texts come as they are; flags and JSON are read by their column. */
function decoderOf(field: Columns[string]): ((value: unknown) => unknown) | null {
  if (!(field instanceof Column) || field.mapFromDriverValue === Column.prototype.mapFromDriverValue) return null
  return (value) => field.mapFromDriverValue(value)
}
