import { eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { ledgerLayouts } from "#db/schema.ts"
import { conflict, ensureFits } from "#src/refusal.ts"
import { type By, nextSubject, record, recordOnce } from "#src/trail/record.ts"
import type { LayoutWords } from "./input.ts"
import type { SavedLayout } from "./layouts.ts"
import type { FoundLayouts } from "./queries.ts"
import { MOST_ROWS } from "./rows.ts"

export type LedgerFile = "xlsx" | "csv"

/** What was taken: of which plan and round, in which columns, kept to what, how much of it. */
export type Taken = {
  planId: number
  file: LedgerFile
  layout: string
  period: string | null
  picked: string
  rows: number
}

/** A file of the 台账 goes out: who took it stands in the trail. Also of a plan that has ended: it is only read. */
export async function noteTaking(database: Database, { planId, ...particulars }: Taken, by: By) {
  if (particulars.rows === 0) throw conflict("ledger_empty")
  if (particulars.rows > MOST_ROWS) throw conflict("ledger_too_long", { most: String(MOST_ROWS) })
  await recordOnce(database, by, { action: "ledger_taken", subject: "export", planId, particulars, anytime: true })
}

/** More would be longer to look through than to make. */
export const MOST_LAYOUTS = 30

/** Two of one name could not be told apart. */
export const nameFits = ({ layouts }: FoundLayouts, { name }: Pick<LayoutWords, "name">, own: number | null = null) =>
  layouts.some((layout) => layout.name === name && layout.id !== own)
    ? { name: [`已有版式「${name}」，请换一个名称`] }
    : null

export async function saveLayout(database: Database, found: FoundLayouts, words: LayoutWords, by: By) {
  ensureFits(nameFits(found, words))
  if (found.layouts.length >= MOST_LAYOUTS) throw conflict("too_many_layouts", { most: String(MOST_LAYOUTS) })
  await record(
    database,
    by,
    [
      {
        action: "ledger_layout_saved",
        subject: nextSubject("ledger_layout", ledgerLayouts),
        version: 1,
        particulars: saidOf(words),
      },
    ],
    [
      database.db
        .insert(ledgerLayouts)
        .values({ officeId: found.plan.supervisingUnitId, ...words, savedById: by.actor.id, savedAt: by.at }),
    ],
  )
}

export async function changeLayout(
  database: Database,
  found: FoundLayouts,
  { id, version }: SavedLayout,
  words: LayoutWords,
  by: By,
) {
  ensureFits(nameFits(found, words, id))
  await record(
    database,
    by,
    [{ action: "ledger_layout_changed", ...next({ id, version }), particulars: saidOf(words) }],
    [
      database.db
        .update(ledgerLayouts)
        .set({ ...words, savedById: by.actor.id, savedAt: by.at, version: version + 1 })
        .where(eq(ledgerLayouts.id, id)),
    ],
  )
}

export const removeLayout = (database: Database, { id, version, name }: SavedLayout, by: By) =>
  record(
    database,
    by,
    [{ action: "ledger_layout_removed", ...next({ id, version }), particulars: { layout: name } }],
    [
      database.db
        .update(ledgerLayouts)
        .set({ removedAt: by.at, version: version + 1 })
        .where(eq(ledgerLayouts.id, id)),
    ],
  )

const next = ({ id, version }: Pick<SavedLayout, "id" | "version">) => ({
  subject: `ledger_layout:${id}`,
  version: version + 1,
})

const saidOf = ({ name, columns }: LayoutWords) => ({ layout: name, columns: columns.length })
