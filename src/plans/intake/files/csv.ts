import { unguarded } from "#src/office/spreadsheets/csv.ts"
import { cellOf, type Table } from "#src/plans/intake/layout/merged_cells.ts"
import { rowsOfText, signOf } from "./values.ts"

/** The cells of a text as spreadsheets save it, row by row. */
export const cellsOfText = (text: string): string[][] =>
  rowsOfText(text.replace(/^\uFEFF/, ""), signOf(text)).map((row) => row.map(unguarded))

export const tableOfText = (text: string): Table => ({
  kind: "table",
  rows: cellsOfText(text).map((row) =>
    row.map((words) => cellOf(words === "" ? [] : [{ kind: "paragraph", text: words }])),
  ),
})
