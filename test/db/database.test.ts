import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Client, createClient, LibsqlBatchError, LibsqlError } from "@libsql/client"
import { eq, sql } from "drizzle-orm"
import { afterAll, expect, onTestFinished, test } from "vitest"
import { database, Stale, Unavailable } from "#db/database.ts"
import { migrate } from "#db/migrate.ts"
import { openDatabase } from "#db/open_node.ts"
import { settings } from "#db/schema.ts"
import { acting, record } from "#src/trail/record.ts"

const folder = mkdtempSync(join(tmpdir(), "fengong-database-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
async function fresh() {
  files++
  const url = `file:${join(folder, `${files}.db`)}`
  const opened = await openDatabase(url)
  await migrate(opened.client)
  onTestFinished(() => opened.client.close())
  return { url, ...opened, opened }
}

/** A client whose batches do what the test says; the reconnects it was asked for are counted. */
function scripted(protocol: Client["protocol"], batch: () => Promise<never[]>) {
  const calls = { batches: 0, reconnects: 0 }
  const client = {
    protocol,
    batch: () => {
      calls.batches++
      return batch()
    },
    reconnect: async () => {
      calls.reconnects++
    },
  } as unknown as Client
  return { calls, opened: database(client) }
}

const change = (key: string, value: string) => ({ key, value })
const writing = (opened: ReturnType<typeof database>) =>
  opened.write([opened.db.insert(settings).values(change("organisation", "某局"))])

test("a bare write through the reading side throws and writes nothing", async () => {
  const { db, read } = await fresh()
  await expect(db.insert(settings).values(change("organisation", "某局"))).rejects.toThrow()
  await expect(db.run(sql`delete from settings`)).rejects.toThrow()
  expect(await read([db.select().from(settings)])).toEqual([[]])
})

test("a batch lands whole or not at all", async () => {
  const { db, read, write } = await fresh()
  const twice = [change("a", "1"), change("a", "2")].map((row) => db.insert(settings).values(row))
  const [first, second] = twice
  if (!first || !second) throw new Error("two statements")
  await expect(write([first, second])).rejects.toThrow(/UNIQUE/)
  expect(await read([db.select().from(settings)])).toEqual([[]])
})

test("of twenty who take the same version of a subject at once one gets it and nineteen are told", async () => {
  const { opened, db, read } = await fresh()
  const act = { action: "setting_changed", subject: "setting:a", version: 1 } as const
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) =>
      record(opened, acting(null, i), [act], [db.insert(settings).values(change("a", String(i)))]),
    ),
  )
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  for (const result of results) if (result.status === "rejected") expect(result.reason).toBeInstanceOf(Stale)
  expect((await read([db.select().from(settings)]))[0]).toHaveLength(1)
})

test("reads and writes are counted in round trips, however many statements they carry", async () => {
  const { opened, db, read, write, trips } = await fresh()
  await read([db.select().from(settings), db.select().from(settings)])
  await write([db.insert(settings).values(change("a", "1")), db.delete(settings).where(eq(settings.key, "a"))])
  await writing(opened)
  expect(trips()).toBe(3)
})

test("a hundred writers at once stand in one queue and all land; one that fails holds nobody up", async () => {
  const { opened, db, read, write } = await fresh()
  await writing(opened)
  const landed = Array.from({ length: 100 }, (_, i) => write([db.insert(settings).values(change(`k${i}`, "1"))]))
  const failing = writing(opened)
  const after = write([db.insert(settings).values(change("after", "1"))])
  await expect(failing).rejects.toThrow(/UNIQUE/)
  await Promise.all([...landed, after])
  expect((await read([db.select().from(settings)]))[0]).toHaveLength(102)
})

test("a lock of another connection is waited out without blocking, and the connection that met it is thrown away", async () => {
  const { opened, url, db, read } = await fresh()
  const other = createClient({ url, timeout: 5000 })
  onTestFinished(() => other.close())
  const held = await other.transaction("write")
  let turns = 0
  const counting = setInterval(() => turns++, 5)

  const landed = writing(opened)
  await expect.poll(() => turns, { interval: 10 }).toBeGreaterThan(5)
  held.close()
  await landed
  clearInterval(counting)

  expect((await read([db.select().from(settings)]))[0]).toHaveLength(1)
  // Seen from outside: committed, and no lock left behind.
  expect((await other.execute("select count(*) as n from settings")).rows[0]?.n).toBe(1)
  await other.execute("delete from settings")
})

test("a read that was about to begin when its connection was thrown away begins again", async () => {
  const { opened, db, client } = await fresh()
  const reads = Array.from({ length: 10 }, () => opened.read([db.select().from(settings)]))
  await client.reconnect()
  expect(await Promise.all(reads)).toEqual(reads.map(() => [[]]))
})

test("a full disk is an outage, and what follows when there is room again is really written", async () => {
  const { url } = await fresh()
  const client = createClient({ url, concurrency: 1 })
  onTestFinished(() => client.close())
  const opened = database(client)
  await client.execute("pragma max_page_count = 1")
  const large = opened.db.insert(settings).values(change("large", "x".repeat(100_000)))
  await expect(opened.write([large])).rejects.toMatchObject({ name: "Unavailable", message: "SQLITE_FULL" })
  await opened.write([large])
  const outside = createClient({ url })
  onTestFinished(() => outside.close())
  expect((await outside.execute("select length(value) as n from settings")).rows[0]?.n).toBe(100_002)
})

test("a read-only database is an outage for writers and none for readers", async () => {
  const { url } = await fresh()
  const client = createClient({ url, concurrency: 1 })
  onTestFinished(() => client.close())
  const opened = database(client)
  await client.execute("pragma query_only = 1")
  expect(await opened.read([opened.db.select().from(settings)])).toEqual([[]])
  await expect(writing(opened)).rejects.toMatchObject({ name: "Unavailable", message: "SQLITE_READONLY" })
})

test.each<[string, Client["protocol"], Error]>([
  ["a disk error", "file", new LibsqlError("disk I/O error", "SQLITE_IOERR")],
  ["a broken file", "file", new LibsqlBatchError("malformed", 0, "SQLITE_CORRUPT")],
  ["a proxy that answers 502", "http", new LibsqlError("Server returned HTTP status 502", "SERVER_ERROR")],
  ["a stream the server has forgotten", "http", new LibsqlError("stream not found", "STREAM_EXPIRED")],
  ["the lock of another's transaction", "http", new LibsqlError("timed out", "TRANSACTION_TIMEOUT")],
  ["a proxy's page instead of an answer", "http", new SyntaxError("Unexpected token '<'")],
  ["Node without a server", "http", new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") })],
  [
    "Node, the answer cut in the middle",
    "http",
    new TypeError("terminated", { cause: new Error("other side closed") }),
  ],
  ["workerd without a server", "http", new Error("Network connection lost.")],
  ["the deadline", "http", new DOMException("The operation was aborted due to timeout", "TimeoutError")],
])("%s is an outage", async (_, protocol, error) => {
  const { opened } = scripted(protocol, () => Promise.reject(error))
  await expect(writing(opened)).rejects.toBeInstanceOf(Unavailable)
})

test("what is wrong with a statement is no outage, and neither is a constraint", async () => {
  for (const error of [
    new LibsqlError("no such table: x", "SQLITE_ERROR"),
    new LibsqlBatchError("UNIQUE constraint failed: units.code", 1, "SQLITE_CONSTRAINT"),
  ]) {
    const { opened, calls } = scripted("file", () => Promise.reject(error))
    await expect(writing(opened)).rejects.toBe(error)
    expect(calls).toEqual({ batches: 1, reconnects: 0 })
  }
})

test("every SQLITE_BUSY on a file throws the connection away; a server's connection is left to others who use it", async () => {
  const twice = (protocol: Client["protocol"]) => {
    let left = 2
    return scripted(protocol, async () => {
      if (left-- > 0) throw new LibsqlError("database is locked", "SQLITE_BUSY")
      return []
    })
  }
  const file = twice("file")
  await file.opened.write([file.opened.db.delete(settings)]).catch(() => undefined)
  expect(file.calls).toEqual({ batches: 3, reconnects: 2 })
  const server = twice("http")
  await server.opened.write([server.opened.db.delete(settings)]).catch(() => undefined)
  expect(server.calls).toEqual({ batches: 3, reconnects: 0 })
})

test("a server's writers do not wait for each other here", async () => {
  let running = 0
  let most = 0
  const { opened } = scripted("http", async () => {
    running++
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running--
    throw new LibsqlError("x", "SERVER_ERROR")
  })
  await Promise.allSettled([writing(opened), writing(opened), writing(opened)])
  expect(most).toBe(3)
})

test("an answer that a server begins and does not end is an outage: what it was about may have landed", async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "1000" })
    response.write('{"baton":', () => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  try {
    const { port } = server.address() as AddressInfo
    const opened = database(createClient({ url: `http://127.0.0.1:${port}` }))
    await expect(writing(opened)).rejects.toBeInstanceOf(Unavailable)
  } finally {
    server.close()
  }
})
