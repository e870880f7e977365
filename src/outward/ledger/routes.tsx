import type { Context } from "hono"
import { nothingTyped, pressed } from "#src/door/act.ts"
import { download, streamOf } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { CSV_TYPE } from "#src/office/spreadsheets/csv.ts"
import { WORKBOOK_TYPE, workbookInPieces } from "#src/office/spreadsheets/workbook.ts"
import { pageIn, planIn, readingOf } from "#src/plans/plan/asked.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { missing } from "#src/refusal.ts"
import { csvOf } from "#views/ledger/csv.ts"
import { LedgerPage } from "#views/ledger/ledger.tsx"
import { fileNameOf, sheetOf, sheetRowsOf } from "#views/ledger/sheet.ts"
import { type LedgerToTake, TAKE_CSV, TAKE_XLSX } from "./acts.ts"
import { askedIn } from "./asked.ts"
import { BUILT_IN, layoutNamed } from "./layouts.ts"
import { type DetailedRow, ledgerPage } from "./queries.ts"

type C = Context<Env>
type Groups = AsyncGenerator<DetailedRow[]>

/** 台账 of a plan: on the screen, and as a file of what the screen shows. */
export const ledger = factory
  .createApp()
  .get("/:plan{[0-9]+}/ledger", async (c) => {
    const { database, actor, today } = c.var
    const { layout, ...picked } = askedIn(c.req.query(), actor.id)
    const asked = { ...picked, layout: layoutNamed(layout, []), page: pageIn(c) }
    const found = await ledgerPage(database, actor, { planId: planIn(c), ...picked }, asked.page, readingOf(c))
    if (!found) throw missing()
    return page(
      c,
      { title: `台账 · ${found.board.plan.title}`, wide: true },
      <LedgerPage
        ledger={found}
        asked={asked}
        layouts={BUILT_IN}
        supervises={supervises(actor, found.board.plan)}
        today={today}
      />,
    )
  })
  .post(
    "/:plan{[0-9]+}/ledger.xlsx",
    pressed(TAKE_XLSX, { again: nothingTyped, shows: (c, found, _, groups) => asWorkbook(c, found, groups) }),
  )
  .post(
    "/:plan{[0-9]+}/ledger.csv",
    pressed(TAKE_CSV, { again: nothingTyped, shows: (c, found, _, groups) => asText(c, found, groups) }),
  )

function asWorkbook(c: C, { ledger, layout, wanted: { filter } }: LedgerToTake, groups: Groups) {
  const sheet = sheetOf(ledger, { filter, layout }, c.var.today)
  const pieces = workbookInPieces(sheet, sheetRowsOf(ledger, layout, groups))
  return c.body(streamOf(pieces), 200, download(`${fileNameOf(ledger, filter)}.xlsx`, WORKBOOK_TYPE))
}

function asText(c: C, { ledger, layout, wanted: { filter } }: LedgerToTake, groups: Groups) {
  return c.body(streamOf(csvOf(ledger, layout, groups)), 200, download(`${fileNameOf(ledger, filter)}.csv`, CSV_TYPE))
}
