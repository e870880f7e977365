import { setImmediate as turn } from "node:timers/promises"
import type { InStatement, InValue, ResultSet } from "@libsql/client"
import Libsql from "libsql"

/** A file as this process reads and writes it: see `ownFile`. */
export type OwnFile = {
  /** What every statement finds, in one transaction. Throws what SQLite says, with its `code`. */
  read: (statements: readonly InStatement[]) => ResultSet[]
  /**
   * All of it or nothing, as above. Others have their turn between statements that take long, and read what was there
   * before. One at a time: the caller waits for the end of one before it asks for the next.
   */
  write: (statements: readonly InStatement[]) => Promise<ResultSet[]>
  /** Another number once anybody has committed anything, in this process or another. */
  changes: () => number
  close: () => void
}

/** As many as all pages ask; what is asked with ever other lists makes way. */
const MOST_PREPARED = 300

/** Whoever writes the pieces of a large file holds up nobody for longer, in milliseconds. */
const LONGEST_TURN = 8

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
    read: (statements) => reader.use((connection) => connection.all(statements)),
    write: (statements) => writer.useLong((connection) => connection.allInTurns(statements)),
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
  const ready = (): Connection => {
    if (isClosed) throw Object.assign(new Error("the file was closed"), { code: "SQLITE_CANTOPEN" })
    if (open !== null) return open
    opened++
    open = connect(path, options)
    return open
  }
  const failed = (error: unknown) => {
    if (!isRefusal(error)) drop()
    return error
  }
  return {
    use<T>(work: (connection: Connection) => T): T {
      const connection = ready()
      try {
        return work(connection)
      } catch (error) {
        throw failed(error)
      }
    },
    async useLong<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
      const connection = ready()
      try {
        return await work(connection)
      } catch (error) {
        throw failed(error)
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

  /** A connection that is only closed goes on holding its locks until its statements are collected. */
  const takeBack = () => {
    if (db.open && db.inTransaction) db.exec("rollback")
  }

  return {
    /** In one transaction that only reads. */
    all(statements: readonly InStatement[]): ResultSet[] {
      db.exec("begin")
      try {
        const results = statements.map(done)
        db.exec("commit")
        return results
      } catch (error) {
        takeBack()
        throw error
      }
    },
    /** In one transaction that writes. */
    async allInTurns(statements: readonly InStatement[]): Promise<ResultSet[]> {
      db.exec("begin immediate")
      try {
        const results: ResultSet[] = []
        let from = performance.now()
        for (const statement of statements) {
          if (performance.now() - from > LONGEST_TURN) {
            await turn()
            from = performance.now()
          }
          results.push(done(statement))
        }
        db.exec("commit")
        return results
      } catch (error) {
        takeBack()
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
