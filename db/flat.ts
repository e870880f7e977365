import { Param, SQL, type SQLWrapper, StringChunk, sql } from "drizzle-orm"
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core"

const dialect = new SQLiteAsyncDialect()

/**
 * The same SQL put together but for its values: for pieces of a query that is too long to be built anew each time, and
 * too different each time to be `compiled` as a whole.
 */
export function flat(query: SQLWrapper): SQL {
  const { sql: text, params } = dialect.sqlToQuery(sql`${query}`)
  const pieces = text.split("?")
  // A question mark of its own stands for no value.
  if (pieces.length !== params.length + 1) return sql`${query}`
  return new SQL(
    pieces.flatMap((piece, i) => {
      const words = new StringChunk(piece)
      return i < params.length ? [words, new Param(params[i])] : [words]
    }),
  )
}
