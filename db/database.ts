import type { Client, InStatement, ResultSet } from "@libsql/client"
import type { BatchItem } from "drizzle-orm/batch"
import type { LibSQLDatabase } from "drizzle-orm/libsql"
import { drizzle } from "drizzle-orm/libsql/web"

/** How long a writer goes on trying while another process holds the lock, in milliseconds. */
const BUSY_PATIENCE = 5000
/** Between two tries: long enough for others to finish, short enough to be unnoticed. */
const BUSY_PAUSE = { least: 20, spread: 60 }

/** Somebody else changed the subject first: the event's (subject, version) is taken. */
export class Stale extends Error {
  override name = "Stale"
}

/** The database is locked, read-only, full or out of reach. `landed` is unknown only when a server did not answer. */
export class Unavailable extends Error {
  override name = "Unavailable"
}

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
  client: Client
}

/** Wraps a libSQL client of either runtime. */
export function database(client: Client): Database {
  let trips = 0
  const enqueue = queue()

  const reading = through(client, async (statements) => {
    trips++
    return translated(() => patiently(client, () => client.batch(statements, "deferred")))
  })
  const writing = through(client, async (statements) => {
    trips++
    return translated(() => enqueue(() => patiently(client, () => client.batch(statements, "write"))))
  })

  return {
    db: reading,
    read: reading.batch.bind(reading),
    write: writing.batch.bind(writing) as unknown as Database["write"],
    trips: () => trips,
    client,
  }
}

/** A drizzle that can do nothing but send batches: a bare `await db.insert(…)` throws instead of writing unguarded. */
function through(client: Client, send: (statements: InStatement[]) => Promise<ResultSet[]>): Reader {
  return drizzle({ batch: send } as unknown as Client)
}

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
 * Tries until the lock is free, without blocking the event loop.
 *
 * 1. A connection on which a statement met SQLITE_BUSY may acknowledge later writes and lose them
 *    (libsql-client-ts#352), so it is thrown away at once.
 * 2. The pause is asynchronous: the client's own busy timeout would stop the whole process.
 */
async function patiently<T>(client: Client, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + BUSY_PATIENCE
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error)) throw error
      await client.reconnect()
      if (Date.now() > until) throw error
      await pause(BUSY_PAUSE.least + Math.random() * BUSY_PAUSE.spread)
    }
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "")
const isBusy = (error: unknown) => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))
const isStale = (error: unknown) =>
  error instanceof Error && /events\.subject, events\.version|append-only: stale/.test(error.message)
const isOutage = (error: unknown) =>
  /^SQLITE_(BUSY|LOCKED|READONLY|FULL|IOERR|CANTOPEN|CORRUPT|NOTADB)/.test(codeOf(error)) ||
  /^(HRANA_|SERVER_ERROR|STREAM_)/.test(codeOf(error)) ||
  (error instanceof Error && /TimeoutError|AbortError/.test(error.name)) ||
  (error instanceof TypeError && /fetch failed|network|Network connection lost/i.test(error.message))

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isStale(error)) throw new Stale("stale", { cause: error })
    if (isOutage(error)) throw new Unavailable(codeOf(error) || "unreachable", { cause: error })
    throw error
  }
}
