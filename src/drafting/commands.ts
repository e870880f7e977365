import { and, eq, exists, getTableColumns, ne, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { AnySQLiteColumn, SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core"
import { type Database, Stale } from "#db/database.ts"
import { conflict } from "#src/refusal.ts"
import { type Act, type By, record, staleWhen, unrecorded } from "#src/trail/record.ts"
import { ensureUpon, type Kept } from "./draft.ts"

/** A table of drafts: its key names what is written, its other columns are the words and what every draft keeps. */
export type DraftTable = SQLiteTable & {
  revision: AnySQLiteColumn<{ data: number }>
  savedById: AnySQLiteColumn<{ data: number }>
  savedAt: AnySQLiteColumn<{ data: number }>
  $inferSelect: Kept
}

type Column<T extends DraftTable> = keyof T["$inferInsert"]

/** One draft: its row, whether there is one or not; that row as it was read; and how all that it says reads as one text. */
export type Draft<T extends DraftTable, Key extends Column<T>> = {
  table: T
  key: Pick<T["$inferInsert"], Key>
  kept: T["$inferSelect"] | null
  told: (row: T["$inferSelect"]) => string
}

type Words<T extends DraftTable, Key extends Column<T>> = Omit<
  T["$inferInsert"],
  Key | "revision" | "savedById" | "savedAt"
>

/** Besides a draft that is saved: acts that land with it or not at all. */
export type Besides = { acts: [Act, ...Act[]]; changes: BatchItem<"sqlite">[] }

/**
 * Saves what is being typed, without an event, upon the revision that the page was made with; throws `DraftConflict` when
 * that is no longer the current one. Resolves with the new revision. `besides`: what the words were taken from, with an
 * event of its own.
 */
export async function saveDraft<T extends DraftTable, Key extends Column<T>>(
  database: Database,
  draft: Draft<T, Key>,
  words: Words<T, Key>,
  revision: number,
  by: By,
  besides?: Besides,
): Promise<number> {
  ensureUpon(draft, revision)
  const table: DraftTable = draft.table
  const saving = savingUpon(database, draft, words, revision, by).returning({ revision: table.revision })
  if (besides) return savedWith(database, draft, saving, revision, by, besides)
  const [saved] = await unrecorded(database, by, [saving])
  if (saved.length > 0) return revision + 1
  ensureUpon(await readAgain(database, draft), revision)
  throw conflict()
}

const savingUpon = <T extends DraftTable, Key extends Column<T>>(
  { db }: Pick<Database, "db">,
  draft: Draft<T, Key>,
  words: Words<T, Key>,
  revision: number,
  by: By,
) => {
  const table: DraftTable = draft.table
  const values = { ...words, revision: revision + 1, savedById: by.actor.id, savedAt: by.at }
  return db
    .insert(table)
    .values({ ...draft.key, ...values })
    .onConflictDoUpdate({ target: keyColumns(draft), set: values, setWhere: eq(table.revision, revision) })
}

/** The words of a draft, upon it as it was read: for a batch whose event asks `hasMovedOn`. */
export const savedUpon = <T extends DraftTable, Key extends Column<T>>(
  database: Pick<Database, "db">,
  draft: Draft<T, Key>,
  words: Words<T, Key>,
  by: By,
): BatchItem<"sqlite"> => savingUpon(database, draft, words, draft.kept?.revision ?? 0, by)

/** The draft together with what its words are made of: both land, or neither. */
async function savedWith<T extends DraftTable, Key extends Column<T>>(
  database: Database,
  draft: Draft<T, Key>,
  saving: BatchItem<"sqlite">,
  revision: number,
  by: By,
  { acts: [first, ...rest], changes }: Besides,
): Promise<number> {
  try {
    await record(
      database,
      by,
      [{ ...first, id: staleWhen(hasMovedOn(database, draft)) }, ...rest],
      [saving, ...changes],
    )
    return revision + 1
  } catch (error) {
    if (error instanceof Stale) ensureUpon(await readAgain(database, draft), revision)
    throw error
  }
}

async function readAgain<T extends DraftTable, Key extends Column<T>>(
  { db, read }: Database,
  draft: Draft<T, Key>,
): Promise<Draft<T, Key>> {
  const table: DraftTable = draft.table
  const [rows] = await read([db.select().from(table).where(isOf(draft))])
  const [kept = null] = rows as T["$inferSelect"][]
  return { ...draft, kept }
}

/**
 * Somebody has saved other words than those that were read: they are not sent, and must not go down with the draft.
 * For the event of what is made of it.
 */
export const hasMovedOn = <T extends DraftTable, Key extends Column<T>>(
  { db }: Pick<Database, "db">,
  draft: Draft<T, Key>,
): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(draft.table as DraftTable)
      .where(and(isOf(draft), ne(draft.table.revision, draft.kept?.revision ?? 0))),
  )

/** A draft ends as what is made of it: its last words stand there. */
export const draftEnds = <T extends DraftTable, Key extends Column<T>>(
  { db }: Pick<Database, "db">,
  draft: Draft<T, Key>,
): BatchItem<"sqlite"> => db.delete(draft.table as DraftTable).where(isOf(draft))

/**
 * What had been made of it is taken back: its words are a draft again, of whoever is said to have written them. Its
 * revision is one that it never had, a time: a page of before would else save over words that it never showed.
 */
export function draftAgain<T extends DraftTable, Key extends Column<T>>(
  { db }: Pick<Database, "db">,
  draft: Draft<T, Key>,
  words: Words<T, Key>,
  saved: { savedById: number; savedAt: number },
): BatchItem<"sqlite"> {
  const table: DraftTable = draft.table
  const values = { ...words, ...saved }
  return db
    .insert(table)
    .values({ ...draft.key, ...values, revision: saved.savedAt })
    .onConflictDoUpdate({ target: keyColumns(draft), set: { ...values, revision: sql`${table.revision} + 1` } })
}

type Keyed = { table: DraftTable; key: object }

const keyColumns = ({ table, key }: Keyed): SQLiteColumn[] => columnsIn({ table, key }).map(([column]) => column)

const isOf = (draft: Keyed) => and(...columnsIn(draft).map(([column, value]) => eq(column, value)))

/** The columns of the key in the order of the table, each with the value that it has here. */
function columnsIn({ table, key }: Keyed): [SQLiteColumn, unknown][] {
  const values = new Map(Object.entries(key))
  return Object.entries(getTableColumns(table)).flatMap(([name, column]) =>
    values.has(name) ? [[column, values.get(name)] as [SQLiteColumn, unknown]] : [],
  )
}
