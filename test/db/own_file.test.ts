import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createClient, type InStatement } from "@libsql/client"
import { sql } from "drizzle-orm"
import { expect, onTestFinished, test } from "vitest"
import { openDatabase } from "#db/open_node.ts"
import { ownFile } from "#db/own_file.ts"

async function opened(name = "own.db") {
  const folder = mkdtempSync(join(tmpdir(), "fengong-own-"))
  const path = join(folder, name)
  const client = createClient({ url: `file:${path}` })
  await client.executeMultiple("pragma journal_mode = wal; create table t (a integer unique, b blob, c text)")
  const own = ownFile(path, { timeout: 25 })
  onTestFinished(() => {
    own.close()
    client.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { own, client, folder }
}

const count = "select count(*) from t"

test("every commit, by whomever, gives a number that was never given before, also after a connection was thrown away", async () => {
  const { own, client } = await opened()
  const seen = [own.changes()]
  const isNew = () => {
    const now = own.changes()
    expect(seen).not.toContain(now)
    seen.push(now)
  }
  expect(own.changes()).toBe(seen[0])
  await client.execute("insert into t (a) values (1)")
  isNew()
  await own.write(["insert into t (a) values (2)"])
  isNew()
  for (let i = 3; i < 6; i++) {
    await client.execute({ sql: "insert into t (a) values (?)", args: [i] })
    expect(() => own.read(["select * from missing"])).toThrow(/no such table/)
    expect(own.read([count])[0]?.rows[0]).toEqual([i])
    isNew()
  }
  expect(own.changes()).toBe(seen.at(-1))
})

test("what a constraint refuses is taken back whole, and holds up nobody", async () => {
  const { own, client } = await opened()
  await own.write(["insert into t (a) values (1)"])
  const refused = own.write(["insert into t (a) values (2)", "insert into t (a) values (1)"])
  await expect(refused).rejects.toThrow(/UNIQUE/)
  await client.execute("insert into t (a) values (3)")
  expect(own.read([count, "select a from t order by a"]).map(({ rows }) => rows)).toEqual([[[2]], [[1], [3]]])
})

test("reading writes nothing", async () => {
  const { own } = await opened()
  expect(() => own.read(["insert into t (a) values (1)"])).toThrow(/readonly|query_only/i)
  expect(own.read([count])[0]?.rows).toEqual([[0]])
})

test("what is given comes back as it was, and no figure is lost in silence", async () => {
  const { own } = await opened()
  const bytes = Uint8Array.of(1, 0, 255)
  const insert = "insert into t (a, b, c) values (?, ?, ?) returning a"
  const [returned] = await own.write([{ sql: insert, args: [2 ** 40, bytes.buffer, "甲"] }])
  expect(returned?.rows).toEqual([[2 ** 40]])
  const [changed] = await own.write([{ sql: "update t set c = ? where a = ?", args: [null, 2 ** 40] }])
  expect(changed?.rowsAffected).toBe(1)
  const [found] = own.read(["select a, b, c from t"])
  const [a, b, c] = Object.values(found?.rows[0] ?? [])
  expect([a, [...Buffer.from(b as ArrayBuffer)], c]).toEqual([2 ** 40, [...bytes], null])
  for (const figure of [Number.NaN, Number.POSITIVE_INFINITY]) {
    await expect(own.write([{ sql: insert, args: [figure, null, ""] }])).rejects.toThrow(RangeError)
  }
})

test("while much is written others have their turn and read what was there before, and a failure at the end leaves nothing", async () => {
  const { own } = await opened()
  const piece = Buffer.alloc(4 * 1024 * 1024, 7)
  const pieces = Array.from({ length: 12 }, (_, a) => ({ sql: "insert into t (a, b) values (?, ?)", args: [a, piece] }))
  const seen = async (statements: InStatement[]) => {
    const found: unknown[] = []
    const written = own.write(statements).finally(() => clearInterval(asking))
    const asking = setInterval(() => found.push(own.read([count])[0]?.rows[0]), 0)
    const failure = await written.then(
      () => null,
      (error: unknown) => error,
    )
    return { found, failure }
  }
  const failed = await seen([...pieces, "insert into t (a) values (0)"])
  expect(failed.failure).toMatchObject({ code: expect.stringMatching(/^SQLITE_CONSTRAINT/) })
  expect(failed.found.length).toBeGreaterThan(0)
  expect(own.read([count])[0]?.rows[0]).toEqual([0])
  const { found, failure } = await seen(pieces)
  expect(failure).toBeNull()
  expect(found.length).toBeGreaterThan(0)
  expect(new Set([...failed.found, ...found].map(String))).toEqual(new Set(["0"]))
  expect(own.read([count])[0]?.rows[0]).toEqual([12])
})

test("after its end nothing opens it again", async () => {
  const { own } = await opened()
  own.close()
  expect(() => own.read([count])).toThrow(/closed/)
})

test("what is read is the file that was migrated, however its address is written", async () => {
  const { folder } = await opened()
  const database = await openDatabase(`file:${join(folder, "a%20b.db")}`)
  await database.client.execute("create table t (a)")
  await database.client.execute("insert into t values (7)")
  const [[row]] = await database.read([database.db.select({ n: sql<number>`count(*)` }).from(sql`t`)])
  expect(row).toEqual({ n: 1 })
  database.close()
})
