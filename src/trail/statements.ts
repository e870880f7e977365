import { eq } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { SQLiteColumn, SQLiteTable, SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import type { Act } from "./record.ts"

/** A table whose rows count their events. */
type Counted = SQLiteTable & Record<"id" | "version", SQLiteColumn>

/** One event of a row, and the change that goes with it. */
export type Step = { act: Act; change: BatchItem<"sqlite"> }

/** The event and the change of one row: both take its next version, so that of two at once only one lands. */
export function step<T extends Counted, Event extends Omit<Act, "version">>(
  { db }: Pick<Database, "db">,
  table: T,
  row: { id: number; version: number },
  event: Event,
  changes: Partial<T["$inferSelect"]> = {},
): { act: Event & Pick<Act, "version">; change: Step["change"] } {
  const version = row.version + 1
  const set = { ...changes, version } as SQLiteUpdateSetSource<T>
  return { act: { ...event, version }, change: db.update(table).set(set).where(eq(table.id, row.id)) }
}
