import type { Database } from "#db/database.ts"
import { newToken } from "#src/office/people/sessions.ts"
import { conflict } from "#src/refusal.ts"
import { type By, record } from "#src/trail/record.ts"
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
  const subject = `export:${newToken().slice(0, 16)}`
  await record(database, by, [{ action: "ledger_taken", subject, version: 1, planId, particulars, anytime: true }], [])
}
