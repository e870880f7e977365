import { getTableColumns, getTableName, is } from "drizzle-orm"
import { SQLiteDeleteBase, SQLiteInsertBase, type SQLiteTable, SQLiteUpdateBase } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { UNPROVED_COLUMNS, UNPROVED_TABLES } from "#db/imprints.ts"

/** What builders of drizzle know of themselves. */
type Config = { config: { table: SQLiteTable; set?: Record<string, unknown> } }

/**
 * What a statement would change that an event has to account for: a table, or columns of it. A source of a plan that
 * does not belong to one yet is a draft's.
 */
function provedBy(statement: unknown): string | null {
  if (!is(statement, SQLiteInsertBase) && !is(statement, SQLiteUpdateBase) && !is(statement, SQLiteDeleteBase))
    return null
  const { table, set } = (statement as unknown as Config).config
  const name = getTableName(table)
  if (Object.hasOwn(UNPROVED_TABLES, name) || name === "plan_sources") return null
  if (!is(statement, SQLiteUpdateBase)) return name
  const columns = getTableColumns(table)
  const proved = Object.keys(set ?? {}).filter(
    (key) => !Object.hasOwn(UNPROVED_COLUMNS[name] ?? {}, columns[key]?.name ?? ""),
  )
  return proved.length > 0 ? `${name} (${proved.join(", ")})` : null
}

const isEvent = (statement: unknown) =>
  is(statement, SQLiteInsertBase) && getTableName((statement as unknown as Config).config.table) === "events"

/** The same database; a write that changes what is imprinted, without an event in its batch, is refused. */
export const watched = (database: Database): Database => ({
  ...database,
  write: ((statements: readonly unknown[]) => {
    const unaccounted = statements.some(isEvent) ? [] : statements.map(provedBy).filter((one) => one !== null)
    if (unaccounted.length > 0)
      throw new Error(
        `written without an event: ${unaccounted.join("; ")}. Write it through record, or name it in db/imprints.ts with a reason.`,
      )
    return database.write(statements as unknown as Parameters<Database["write"]>[0])
  }) as unknown as Database["write"],
})
