import type { Client, InStatement, ResultSet } from "@libsql/client"
import type { BatchItem } from "drizzle-orm/batch"
import type { LibSQLDatabase } from "drizzle-orm/libsql"
import { drizzle } from "drizzle-orm/libsql/http"
import type { OwnFile } from "./own_file.ts"

/** How long a writer goes on trying while another process holds the lock, in milliseconds. */
const BUSY_PATIENCE = 5000
/** Between two tries: long enough for others to finish, short enough to be unnoticed. */
const BUSY_PAUSE = { least: 20, spread: 60 }

/** Somebody else changed the subject first: the event's (subject, version) is taken. */
export class Stale extends Error {
  override name = "Stale"
}

/** The database is locked, read-only, full or out of reach. Whether it landed is unknown only when a server did not answer. */
export class Unavailable extends Error {
  override name = "Unavailable"
}

type Send = (statements: InStatement[]) => Promise<ResultSet[]>
type Reader = LibSQLDatabase<Record<string, never>>
type Batch = readonly [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]]

/**
 * What commands and queries work with.
 *
 * Reads: `db.batch([...])`, one round trip. Writes: only `write([...])`, one atomic batch. `statements` are built with
 * the same `db`, which never writes by itself in our code (a test looks for bare writes).
 */
export type Database = {
  db: Reader
  read: Reader["batch"]
  write: <T extends Batch>(
    statements: T,
  ) => Promise<{ [K in keyof T]: T[K] extends BatchItem<"sqlite"> ? Awaited<T[K]> : never }>
  /** Statements sent so far by both ways, in round trips; tests count them. */
  trips: () => number
  /** The last write found no room on the disk: what is there can be read, and nothing more is kept. */
  isFull: () => boolean
  /** Another number once anybody has committed anything; null where only asking would tell. */
  changes: () => number | null
  /** The same database, which tells every statement that it is asked by `read`. */
  toldOf: (tell: (sql: string) => void) => Database
  close: () => void
  client: Client
}

/** Wraps a libSQL client of either runtime; a file through connections of our own, if they are given. */
export function database(client: Client, own?: OwnFile): Database {
  let trips = 0
  let full = false
  const enqueue = isLocal(client) ? queue() : <T>(work: () => Promise<T>) => work()

  const ask = own
    ? async (statements: InStatement[]) => own.read(statements)
    : (statements: InStatement[]) => client.batch(statements, "deferred")
  const put = own
    ? (statements: InStatement[]) => own.write(statements)
    : (statements: InStatement[]) => client.batch(statements, "write")
  const send = async (statements: InStatement[]) => {
    trips++
    const until = Date.now() + BUSY_PATIENCE
    return translated(() => patiently(own ? null : client, until, () => ask(statements)))
  }
  const writing = through(async (statements) => {
    trips++
    // From the moment of asking: whoever has waited long enough in the queue tries once more and no longer.
    const until = Date.now() + BUSY_PATIENCE
    try {
      const sent = () => patiently(own ? null : client, until, () => put(statements))
      const results = await translated(() => enqueue(sent))
      full = false
      return results
    } catch (error) {
      full ||= isDiskFull(error)
      throw error
    }
  })

  const readBy = (send: Send): Pick<Database, "db" | "read" | "toldOf"> => {
    const db = through(send)
    const toldOf = (tell: (sql: string) => void): Database => {
      const telling = readBy((statements) => {
        for (const statement of statements) tell(typeof statement === "string" ? statement : statement.sql)
        return send(statements)
      })
      return { ...one, ...telling }
    }
    return { db, read: db.batch.bind(db), toldOf }
  }
  const one: Database = {
    ...readBy(send),
    write: writing.batch.bind(writing) as unknown as Database["write"],
    trips: () => trips,
    isFull: () => full,
    changes() {
      try {
        return own?.changes() ?? null
      } catch {
        // Locked, or out of reach: the next reading waits, or says so.
        return null
      }
    },
    close() {
      own?.close()
      client.close()
    },
    client,
  }
  return one
}

/** A drizzle that can do nothing but send batches: a bare `await db.insert(…)` throws instead of writing unguarded. */
function through(send: Send): Reader {
  return drizzle({ batch: send } as unknown as Client)
}

/** A file of this process; a server queues its writers itself, and a hanging one must not hold up the others here. */
const isLocal = (client: Client) => client.protocol === "file"

/** One writer at a time in this process; a failed one does not hold up the next. */
function queue() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }
}

/**
 * Tries until the lock is free, without blocking the event loop. `client`: whose connections it works on; null: connections
 * of our own, which see to the first two by themselves (db/own_file.ts).
 *
 * 1. A connection on which a statement met SQLITE_BUSY may acknowledge later writes and lose them
 *    (libsql-client-ts#352), so it is thrown away at once. The same goes for a disk that was full or failed.
 * 2. Throwing it away closes the other connections of the client too. A read that was just about to begin on one of
 *    them fails before its first statement, and simply begins again.
 * 3. The pause is asynchronous: the client's own busy timeout would stop the whole process.
 */
export async function patiently<T>(client: Client | null, until: number, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (client && isLocal(client) && isOutage(error) && !isClosed(error)) await client.reconnect()
      if (!(isBusy(error) || isClosed(error)) || Date.now() > until) throw error
      await pause(BUSY_PAUSE.least + Math.random() * BUSY_PAUSE.spread)
    }
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "")
const isBusy = (error: unknown) => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))
const isClosed = (error: unknown) => codeOf(error) === "CLIENT_CLOSED"
const isStale = (error: unknown) =>
  error instanceof Error && /events\.subject, events\.version|append-only: stale/.test(error.message)

/** The database's own word for it, on a file and from a server. */
const OUTAGE_CODES =
  /^(SQLITE_(BUSY|LOCKED|READONLY|FULL|IOERR|CANTOPEN|CORRUPT|NOTADB)|HRANA_|SERVER_ERROR|STREAM_|TRANSACTION_(TIMEOUT|BUSY)|CLIENT_CLOSED|BLOCKED)/

/**
 * The words of `fetch` for a server that is not there: Node's, and workerd's, whose errors have neither class nor code.
 */
const UNREACHABLE =
  /fetch failed|Network connection (lost|failed)|connection refused|internal error; reference|peer disconnected|kj::|^terminated$|other side closed/i

function isOutage(error: unknown): boolean {
  if (OUTAGE_CODES.test(codeOf(error))) return true
  if (!(error instanceof Error)) return false
  if (/^(TimeoutError|AbortError)$/.test(error.name)) return true
  // The answer was not one of a libSQL server: a proxy's page, perhaps.
  if (error instanceof SyntaxError) return true
  return UNREACHABLE.test(error.message)
}

/** SQLite says so itself, or the file system where it may not grow the file or what lies beside it. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Unavailable && /^SQLITE_(FULL|IOERR_(WRITE|FSYNC|SHMSIZE))/.test(error.message)

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isStale(error)) throw new Stale("stale", { cause: error })
    if (isOutage(error)) throw new Unavailable(codeOf(error) || "unreachable", { cause: error })
    throw error
  }
}
