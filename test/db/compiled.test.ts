import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { and, asc, eq, getTableColumns, gte, is, type Placeholder, sql } from "drizzle-orm"
import { blob, integer, numeric, real, SQLiteTable, sqliteTable, text } from "drizzle-orm/sqlite-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { compiled, prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { openDatabase } from "#db/open_node.ts"
import * as schema from "#db/schema.ts"

/*
 * A compiled query reads its rows by itself, on parts of drizzle that drizzle does not promise. Each is asked beside the
 * same query of drizzle's own, so that an upgrade that changes either fails here and not on a page.
 */

const kinds = sqliteTable("kinds", {
  id: integer("id").primaryKey(),
  whole: integer("whole"),
  flag: integer("flag", { mode: "boolean" }),
  second: integer("second", { mode: "timestamp" }),
  instant: integer("instant", { mode: "timestamp_ms" }),
  words: text("words"),
  one: text("one", { enum: ["a", "b"] }),
  list: text("list", { mode: "json" }).$type<string[]>(),
  bytes: blob("bytes", { mode: "buffer" }),
  packed: blob("packed", { mode: "json" }).$type<{ a: number }>(),
  huge: blob("huge", { mode: "bigint" }),
  part: real("part"),
  exact: numeric("exact"),
  figure: numeric("figure", { mode: "number" }),
  long: numeric("long", { mode: "bigint" }),
})

/** Found for the first row only. */
const notes = sqliteTable("notes", {
  title: text("title"),
  kindId: integer("kind_id").notNull(),
  done: integer("done", { mode: "boolean" }).notNull(),
  tags: text("tags", { mode: "json" }).$type<string[]>().notNull(),
})

const FULL = {
  id: 1,
  whole: 7,
  flag: true,
  second: new Date(1_790_000_000_000),
  instant: new Date(1_790_000_000_123),
  words: "一句话",
  one: "a" as const,
  list: ["甲", "乙"],
  bytes: Buffer.from([0, 1, 255]),
  packed: { a: 1 },
  huge: 2n ** 60n,
  part: 0.5,
  exact: "1.25",
  figure: 3,
  long: 9n,
}

const folder = mkdtempSync(join(tmpdir(), "fengong-compiled-"))
let opened: Database & Awaited<ReturnType<typeof openDatabase>>

beforeAll(async () => {
  opened = await openDatabase(`file:${join(folder, "kinds.db")}`)
  await opened.client.batch(
    [
      `create table kinds (id integer primary key, whole integer, flag integer, second integer, instant integer,
        words text, one text, list text, bytes blob, packed blob, huge blob, part real, exact numeric, figure numeric,
        long numeric)`,
      "create table notes (title text, kind_id integer not null, done integer not null, tags text not null)",
    ],
    "write",
  )
  await opened.write([
    opened.db.insert(kinds).values([FULL, { ...FULL, id: 2, flag: false, list: [] }, { id: 3 }]),
    opened.db.insert(notes).values({ title: null, kindId: 1, done: true, tags: ["急"] }),
  ])
})

afterAll(() => {
  opened.client.close()
  rmSync(folder, { recursive: true, force: true })
})

test("the kinds of columns asked here are all that the schema has", () => {
  const known = new Set(Object.values(getTableColumns(kinds)).map(({ columnType }) => columnType))
  const tables = Object.values(schema).filter((one) => is(one, SQLiteTable))
  const used = new Set(tables.flatMap((table) => Object.values(getTableColumns(table)).map((one) => one.columnType)))
  expect(tables.length).toBeGreaterThan(40)
  expect([...used].filter((kind) => !known.has(kind))).toEqual([])
})

test.each(Object.keys(getTableColumns(kinds)) as (keyof typeof FULL)[])(
  "%s: full, empty and absent values come as drizzle has them",
  async (name) => {
    const columns = { [name]: kinds[name] }
    const once = compiled(columns, (db) => db.select(columns).from(kinds).orderBy(asc(kinds.id)))
    const [mine, drizzles] = await opened.read([
      once(opened, {}),
      opened.db.select(columns).from(kinds).orderBy(asc(kinds.id)),
    ])
    expect(mine).toEqual(drizzles)
    expect(mine).toHaveLength(3)
  },
)

const flat = { id: kinds.id, title: notes.title, done: notes.done, tags: notes.tags, n: sql<number>`count(*) over ()` }

test("a join that finds nothing leaves its columns empty, as drizzle does", async () => {
  const once = compiled(flat, (db) =>
    db.select(flat).from(kinds).leftJoin(notes, eq(notes.kindId, kinds.id)).orderBy(asc(kinds.id)),
  )
  const [mine, drizzles] = await opened.read([
    once(opened, {}),
    opened.db.select(flat).from(kinds).leftJoin(notes, eq(notes.kindId, kinds.id)).orderBy(asc(kinds.id)),
  ])
  expect(mine).toEqual(drizzles)
  expect(mine.slice(0, 2)).toEqual([
    { id: 1, title: null, done: true, tags: ["急"], n: 3 },
    { id: 2, title: null, done: null, tags: null, n: 3 },
  ])
})

test("whole tables: what a join does not find is null, and so is what it finds if its first column is null", async () => {
  const whole = { kind: kinds, note: notes, by: { kindId: notes.kindId, title: notes.title } }
  const once = prepared((db) =>
    db.select(whole).from(kinds).leftJoin(notes, eq(notes.kindId, kinds.id)).orderBy(asc(kinds.id)),
  )
  const [mine, drizzles] = await opened.read([
    once(opened, {}),
    opened.db.select(whole).from(kinds).leftJoin(notes, eq(notes.kindId, kinds.id)).orderBy(asc(kinds.id)),
  ])
  expect(mine).toEqual(drizzles)
  expect(mine.map(({ note, by }) => [note, by])).toEqual([
    // Found, and null all the same: drizzle goes by the first column that is selected, here a title that may be null.
    [null, { kindId: 1, title: null }],
    [null, null],
    [null, null],
  ])
})

test("a value takes the place that was kept for it at every asking anew, as its column writes it where that is said", async () => {
  const columns = { id: kinds.id }
  const once = compiled(columns, (db, given: { [K in "least" | "list"]: Placeholder<K> }) =>
    db
      .select(columns)
      .from(kinds)
      .where(and(gte(kinds.id, given.least), sql`${kinds.list} = ${sql.param(given.list, kinds.list)}`)),
  )
  expect(await opened.read([once(opened, { least: 1, list: ["甲", "乙"] })])).toEqual([[{ id: 1 }]])
  expect(await opened.read([once(opened, { least: 1, list: [] })])).toEqual([[{ id: 2 }]])
  expect(await opened.read([once(opened, { least: 3, list: [] })])).toEqual([[]])
})

test("a value that was left out is an error and not an empty answer", async () => {
  const columns = { id: kinds.id }
  const once = compiled(columns, (db) =>
    db
      .select(columns)
      .from(kinds)
      .where(eq(kinds.id, sql.placeholder("id"))),
  )
  await expect(async () => opened.read([once(opened, {})])).rejects.toThrow("without id")
})
