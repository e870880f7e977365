import type { Context } from "hono"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { download, streamOf } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { CSV_TYPE } from "#src/office/spreadsheets/csv.ts"
import { WORKBOOK_TYPE, workbookInPieces } from "#src/office/spreadsheets/workbook.ts"
import { ledgerLayoutsPath } from "#src/paths.ts"
import { pageIn, planIn, readingOf } from "#src/plans/plan/asked.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { missing } from "#src/refusal.ts"
import { csvOf } from "#views/ledger/csv.ts"
import { LayoutPage, LayoutsPage } from "#views/ledger/layouts.tsx"
import { LedgerPage } from "#views/ledger/ledger.tsx"
import { fileNameOf, sheetOf, sheetRowsOf } from "#views/ledger/sheet.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { frozenWords } from "#views/plans/words.ts"
import {
  CHANGE_LAYOUT,
  type FoundLayout,
  type LedgerToTake,
  layoutAsked,
  layoutsAsked,
  REMOVE_LAYOUT,
  SAVE_LAYOUT,
  TAKE_CSV,
  TAKE_XLSX,
  theOffice,
} from "./acts.ts"
import { askedIn } from "./asked.ts"
import { layoutNamed } from "./layouts.ts"
import { type DetailedRow, type FoundLayouts, ledgerPage } from "./queries.ts"
import { mayBring } from "./returning/policy.ts"

type C = Context<Env>
type Groups = AsyncGenerator<DetailedRow[]>

/** 台账 of a plan: on the screen, and as a file of what the screen shows. */
export const ledger = factory
  .createApp()
  .get("/:plan{[0-9]+}/ledger", async (c) => {
    const { database, actor, today } = c.var
    const { layout, ...picked } = askedIn(c.req.query(), actor.id)
    const number = pageIn(c)
    const found = await ledgerPage(database, actor, { planId: planIn(c), ...picked }, number, readingOf(c))
    if (!found) throw missing()
    const asked = { ...picked, layout: layoutNamed(layout, found.layouts), page: number }
    return page(
      c,
      { title: `台账 · ${found.board.plan.title}`, asOf: frozenWords(found.board), wide: true },
      <LedgerPage
        ledger={found}
        asked={asked}
        supervises={supervises(actor, found.board.plan)}
        brings={mayBring(actor, found.board.plan)}
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
  .get("/:plan{[0-9]+}/ledger/layouts", async (c) =>
    showLayouts(c, await reached({ find: layoutsAsked, may: theOffice }, askedOf(c))),
  )
  .post(
    "/:plan{[0-9]+}/ledger/layouts",
    pressed(SAVE_LAYOUT, { again: showLayouts, onward: ({ plan }) => ledgerLayoutsPath(plan.id) }),
  )
  .get("/:plan{[0-9]+}/ledger/layouts/:layout{[0-9]+}", async (c) =>
    showLayout(c, await reached({ find: layoutAsked, may: theOffice }, askedOf(c))),
  )
  .post(
    "/:plan{[0-9]+}/ledger/layouts/:layout{[0-9]+}",
    pressed(CHANGE_LAYOUT, { again: showLayout, onward: ({ plan }) => ledgerLayoutsPath(plan.id) }),
  )
  .post(
    "/:plan{[0-9]+}/ledger/layouts/:layout{[0-9]+}/removal",
    pressed(REMOVE_LAYOUT, { again: nothingTyped, onward: ({ plan }) => ledgerLayoutsPath(plan.id) }),
  )

/** All of them, and a new one, which begins as the standard one or as the one that is named. */
function showLayouts(c: C, found: FoundLayouts, flaws?: Flaws) {
  const from = layoutNamed(c.req.query("from"), found.layouts)
  return page(
    c,
    { title: "台账版式", status: flaws ? 422 : 200 },
    <LayoutsPage found={found} from={from} flaws={flaws} />,
  )
}

function showLayout(c: C, found: FoundLayout, flaws?: Flaws) {
  const status = flaws ? 422 : 200
  return page(c, { title: "修改台账版式", status }, <LayoutPage found={found} flaws={flaws} />)
}

function asWorkbook(c: C, { ledger, layout, wanted: { filter } }: LedgerToTake, groups: Groups) {
  const sheet = sheetOf(ledger, { filter, layout }, c.var.today)
  const pieces = workbookInPieces(sheet, sheetRowsOf(ledger, layout, groups))
  return c.body(streamOf(pieces), 200, download(`${fileNameOf(ledger, filter)}.xlsx`, WORKBOOK_TYPE))
}

function asText(c: C, { ledger, layout, wanted: { filter } }: LedgerToTake, groups: Groups) {
  return c.body(streamOf(csvOf(ledger, layout, groups)), 200, download(`${fileNameOf(ledger, filter)}.csv`, CSV_TYPE))
}
