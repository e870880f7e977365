import type { InStatement, InValue, ResultSet } from "@libsql/client"
import Libsql from "libsql"

/** A file as this process reads and writes it: see `ownFile`. */
export type OwnFile = {
  /** What every statement finds, in one transaction. Throws what SQLite says, with its `code`. */
  read: (statements: readonly InStatement[]) => ResultSet[]
  /** All of it or nothing, as above. */
  write: (statements: readonly InStatement[]) => ResultSet[]
  /** Another number once anybody has committed anything, in this process or another. */
  changes: () => number
  close: () => void
}

/** As many as all pages ask; what is asked with ever other lists makes way. */
const MOST_PREPARED = 300

type Options = {
  /** Milliseconds that SQLite itself waits for a lock; it blocks the event loop meanwhile. */
  timeout: number
  /** Statements by which a connection begins. */
  pragmas?: readonly string[]
}

/**
 * Two connections of our own to a file, through the package that the client itself stands on. The client prepares every
 * statement, with all the triggers that it fires, at every asking, and defines every cell of every row as a property: both
 * cost more than SQLite itself. Here statements stay prepared, and rows are arrays in the order of the columns, which is
 * all that drizzle and db/compiled.ts look at. That nothing was committed since is known without reading anything:
 * `pragma data_version` of the connection that only reads.
 *
 * A connection on which anything failed but a constraint is thrown away: one that met SQLITE_BUSY may acknowledge later writes and lose
 * them (libsql-client-ts#352).
 */
export function ownFile(path: string, options: Options): OwnFile {
  // Numbers of a connection that writes would not tell of its own writes.
  const reader = kept(path, { ...options, pragmas: [...(options.pragmas ?? []), "pragma query_only = on"] })
  const writer = kept(path, options)
  /** Numbers of two connections are not to be compared. */
  let before = 0
  let newest = 0
  let asked = 0

  return {
    read: (statements) => reader.use((connection) => connection.all("begin", statements)),
    write: (statements) => writer.use((connection) => connection.all("begin immediate", statements)),
    changes() {
      const version = reader.use((connection) => connection.version())
      if (asked !== reader.opened()) before += newest
      asked = reader.opened()
      newest = version
      return before + version
    },
    close() {
      reader.close()
      writer.close()
    },
  }
}

/** A connection that is opened when it is wanted, and again after it failed. */
function kept(path: string, options: Options) {
  let open: Connection | null = null
  let opened = 0
  let isClosed = false
  const drop = () => {
    open?.close()
    open = null
  }
  return {
    use<T>(work: (connection: Connection) => T): T {
      if (isClosed) throw Object.assign(new Error("the file was closed"), { code: "SQLITE_CANTOPEN" })
      if (open === null) {
        open = connect(path, options)
        opened++
      }
      try {
        return work(open)
      } catch (error) {
        if (!isRefusal(error)) drop()
        throw error
      }
    },
    /** How often one was opened. */
    opened: () => opened,
    close() {
      isClosed = true
      drop()
    },
  }
}

/** A constraint of ours, or a trigger, said no: nothing is wrong with the connection. */
const isRefusal = (error: unknown) => error instanceof Libsql.SqliteError && error.code.startsWith("SQLITE_CONSTRAINT")

type Connection = ReturnType<typeof connect>
type Prepared = { statement: Libsql.Statement<unknown[]>; finds: boolean }

function connect(path: string, { timeout, pragmas = [] }: Options) {
  const db = new Libsql(path, { timeout })
  for (const pragma of pragmas) db.exec(pragma)
  const prepared = new Map<string, Prepared>()

  const make = (sql: string): Prepared => {
    const statement = db.prepare(sql)
    const finds = statement.reader
    if (finds) statement.raw(true)
    const [oldest] = prepared.keys()
    if (prepared.size >= MOST_PREPARED && oldest !== undefined) prepared.delete(oldest)
    return { statement, finds }
  }
  const take = (sql: string): Prepared => {
    const one = prepared.get(sql) ?? make(sql)
    // The last one is the last to go.
    prepared.delete(sql)
    prepared.set(sql, one)
    return one
  }
  const done = (asked: InStatement): ResultSet => {
    const { sql, args } = typeof asked === "string" ? { sql: asked, args: [] } : asked
    const { statement, finds } = take(sql)
    const given = (args as InValue[]).map(toSql)
    return finds ? found(statement.all(given)) : changed(statement.run(given))
  }
  let dataVersion: Libsql.Statement<unknown[]> | null = null

  return {
    /** In one transaction. */
    all(begin: string, statements: readonly InStatement[]): ResultSet[] {
      db.exec(begin)
      try {
        const results = statements.map(done)
        db.exec("commit")
        return results
      } catch (error) {
        // A connection that is only closed goes on holding its locks until its statements are collected.
        if (db.inTransaction) db.exec("rollback")
        throw error
      }
    },
    version(): number {
      dataVersion ??= db.prepare("pragma data_version").raw(true)
      return Number((dataVersion.get() as [number])[0])
    },
    close: () => db.close(),
  }
}

function toSql(value: InValue): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("only finite numbers can be kept")
  if (typeof value === "boolean") return value ? 1 : 0
  if (value instanceof ArrayBuffer) return Buffer.from(value)
  if (value instanceof Date) return value.valueOf()
  if (value === undefined) throw new TypeError("undefined cannot be given to the database")
  return value
}

const result = (rows: unknown[], rowsAffected: number, lastInsertRowid: bigint | undefined): ResultSet =>
  ({ columns: [], columnTypes: [], rows, rowsAffected, lastInsertRowid }) as unknown as ResultSet

const found = (rows: unknown[]) => result(rows, 0, undefined)
const changed = ({ changes, lastInsertRowid }: { changes: number; lastInsertRowid: number | bigint }) =>
  result([], changes, BigInt(lastInsertRowid))
