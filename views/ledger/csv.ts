import { csvRows, MARK_OF_UTF8 } from "#src/office/spreadsheets/csv.ts"
import type { SheetCell } from "#src/office/spreadsheets/sheet.ts"
import type { Layout } from "#src/outward/ledger/layouts.ts"
import type { DetailedRow, WholeLedger } from "#src/outward/ledger/queries.ts"
import { MARK_HEADING } from "#src/outward/ledger/row_mark.ts"
import type { CellContext } from "./cells.ts"
import { cellsOf, markIn } from "./sheet.ts"

const plain = (cell: SheetCell): string | number => (typeof cell === "object" ? cell.day : cell)

/** A 台账 as text with commas, group by group: its headings, then a line a row, the mark of each at its end. */
export async function* csvOf(
  ledger: WholeLedger,
  { columns }: Layout,
  groups: AsyncIterable<readonly DetailedRow[]>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  const context: CellContext = { round: ledger.board.round, contacts: ledger.contacts }
  yield encoder.encode(MARK_OF_UTF8 + csvRows([[...columns.map(({ heading }) => heading), MARK_HEADING]]))
  for await (const rows of groups) {
    const lines = rows.map((row) => [...cellsOf(row, columns, context).map(plain), markIn(row, ledger)])
    yield encoder.encode(csvRows(lines))
  }
}
