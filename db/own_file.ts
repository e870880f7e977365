import type { InStatement, InValue, ResultSet } from "@libsql/client"
import Libsql from "libsql"

/** A file as this process reads it: see `ownFile`. */
export type OwnFile = {
  /** Rows of every statement, in one transaction. Throws what SQLite says, with its `code`. */
  read: (statements: readonly InStatement[]) => ResultSet[]
  /** Another number once anybody has committed anything, in this process or another. */
  changes: () => number
  close: () => void
}

/** As many as all pages ask; what is asked with ever other lists makes way. */
const MOST_PREPARED = 300

/** As long as db/open_node.ts lets its own connections wait, in milliseconds. */
type Options = { timeout: number }

/**
 * A connection that only reads, beside the client's. The client prepares every statement at every asking, and defines
 * every cell of every row as a property: both cost more than SQLite itself. Here statements stay prepared, and rows are
 * arrays in the order of the columns, which is all that drizzle and db/compiled.ts look at. That nothing was committed
 * since is known without reading anything: `pragma data_version` of a connection that never writes itself.
 */
export function ownFile(path: string, { timeout }: Options): OwnFile {
  let open: Connection | null = null
  /** Numbers of two connections are not to be compared. */
  let before = 0

  const connected = () => {
    open ??= connect(path, timeout)
    return open
  }
  const drop = () => {
    before += open?.newest() ?? 0
    open?.close()
    open = null
  }
  const orDrop = <T>(work: (connection: Connection) => T): T => {
    try {
      return work(connected())
    } catch (error) {
      drop()
      throw error
    }
  }

  return {
    read: (statements) => orDrop(({ read }) => read(statements)),
    changes: () => before + orDrop(({ version }) => version()),
    close: drop,
  }
}

type Connection = ReturnType<typeof connect>
type Statement = Libsql.Statement<unknown[]>

function connect(path: string, timeout: number) {
  const db = new Libsql(path, { timeout })
  const prepared = new Map<string, Statement>()
  let newest = 0

  const make = (sql: string): Statement => {
    const statement = db.prepare(sql).raw(true)
    prepared.set(sql, statement)
    const [oldest] = prepared.keys()
    if (prepared.size > MOST_PREPARED && oldest !== undefined) prepared.delete(oldest)
    return statement
  }
  const take = (sql: string): Statement => {
    const known = prepared.get(sql)
    if (!known) return make(sql)
    prepared.delete(sql)
    prepared.set(sql, known)
    return known
  }

  const dataVersion = db.prepare("pragma data_version").raw(true)
  const rowsOf = (asked: InStatement) => {
    const { sql, args } = typeof asked === "string" ? { sql: asked, args: [] } : asked
    return resultOf(take(sql).all((args as InValue[]).map(toSql)) as unknown[][])
  }

  return {
    read(statements: readonly InStatement[]): ResultSet[] {
      // Left open by a statement that fails: the connection is thrown away then.
      db.exec("begin")
      const results = statements.map(rowsOf)
      db.exec("commit")
      return results
    },
    version: (): number => {
      newest = Number((dataVersion.get() as [number])[0])
      return newest
    },
    newest: () => newest,
    close: () => db.close(),
  }
}

function toSql(value: InValue): unknown {
  if (typeof value === "boolean") return value ? 1 : 0
  if (value instanceof ArrayBuffer) return Buffer.from(value)
  if (value instanceof Date) return value.valueOf()
  if (value === undefined) throw new TypeError("undefined cannot be asked for")
  return value
}

const resultOf = (rows: unknown[][]): ResultSet =>
  ({ columns: [], columnTypes: [], rows, rowsAffected: 0, lastInsertRowid: undefined }) as unknown as ResultSet
