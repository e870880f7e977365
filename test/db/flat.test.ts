import { sql } from "drizzle-orm"
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core"
import { expect, test } from "vitest"
import { flat } from "#db/flat.ts"
import { tasks } from "#db/schema.ts"

const dialect = new SQLiteAsyncDialect()
const toldOf = (query: ReturnType<typeof flat>) => {
  const { sql: text, params } = dialect.sqlToQuery(query)
  return { text, params }
}

test.each([
  ["values of every kind", sql`select ${tasks.text} from ${tasks} where ${tasks.id} = ${1} and ${"甲"} <> ${null}`],
  ["pieces within pieces", sql`(${sql`${1} + ${sql`${2}`}`}) in (${sql.join([sql`${3}`, sql`${4}`], sql`, `)})`],
  ["no value at all", sql`select 1`],
  ["a question mark of its own", sql`select '?' || ${1}`],
])("%s are the same, put together or not, and within another query", (_, query) => {
  expect(toldOf(flat(query))).toEqual(toldOf(query))
  expect(toldOf(sql`(${flat(query)}) or ${5}`)).toEqual(toldOf(sql`(${query}) or ${5}`))
})
