import { csvFile } from "#src/office/spreadsheets/csv.ts"
import type { Sheet, SheetCell } from "#src/office/spreadsheets/sheet.ts"
import { workbook } from "#src/office/spreadsheets/workbook.ts"

/* A register as a file, .xlsx or .csv: a row each, by its columns. */

export type FileColumn<Row> = {
  heading: string
  width: number
  centred?: true
  cell: (row: Row, i: number) => SheetCell
}

export type RegisterFile<Row> = {
  /** Also what the file is called. */
  title: string
  name: string
  /** Below the title; without any, how many rows it has. */
  notes?: readonly string[]
  columns: readonly FileColumn<Row>[]
  frozen?: number
  paper?: "A3" | "A4"
}

const cellsOf = <Row>({ columns }: RegisterFile<Row>, row: Row, i: number) => columns.map(({ cell }) => cell(row, i))

export function workbookOf<Row>(file: RegisterFile<Row>, rows: readonly Row[]) {
  const sheet: Sheet = {
    name: file.name,
    lines: [file.title, ...(file.notes ?? [`共${rows.length}行`])],
    columns: file.columns.map(({ cell: _, ...column }) => column),
    frozen: file.frozen ?? 2,
    paper: file.paper ?? "A3",
    picks: true,
  }
  return workbook(
    sheet,
    rows.map((row, i) => ({ cells: cellsOf(file, row, i) })),
  )
}

const plain = (cell: SheetCell): string | number => (typeof cell === "object" ? cell.day : cell)

export const csvOf = <Row>(file: RegisterFile<Row>, rows: readonly Row[]): string =>
  csvFile([file.columns.map(({ heading }) => heading), ...rows.map((row, i) => cellsOf(file, row, i).map(plain))])
