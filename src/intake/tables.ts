import { type Block, type Grid, isFurniture, paragraphsOf, type Row } from "./blocks.ts"
import { type Column, columnsOf, isUnits, placed, sortOf } from "./columns.ts"
import { endsSentence } from "./flow.ts"
import { labelAt } from "./labels.ts"
import { withoutRules } from "./runtogether.ts"
import { type Line, linesOf, squeezed, widened } from "./source.ts"
import { unwrapped } from "./wrapping.ts"

export function blocksOf(text: string): Block[] {
  return blocksOfLines(linesOf(text))
}

/** Splits lines into paragraphs and tables, whether tabs, spaces or nothing at all parts the cells. */
export function blocksOfLines(lines: Line[]): Block[] {
  const blocks: Block[] = []
  let from = 0
  for (let at = 0; at < lines.length; at++) {
    const table = tableAt(lines, at)
    if (!table) continue
    blocks.push(...blocksBetween(lines.slice(from, at)), table.grid)
    from = table.next
    at = table.next - 1
  }
  return [...blocks, ...blocksBetween(lines.slice(from))]
}

/** A bare number in its line is a page's, unless a table without rules counts its rows by it. */
function blocksBetween(lines: Line[]): Block[] {
  const paragraphs = paragraphsOf(lines)
  const stacked = withoutRules(paragraphs, "stacked")
  if (stacked.length !== paragraphs.length) return stacked
  return withoutRules(unwrapped(paragraphs.filter(({ text }) => !isFurniture(text))), "run together")
}

type Table = { grid: Grid; next: number }

function tableAt(lines: Line[], at: number): Table | null {
  const line = lines[at]
  const cells = line ? cellsOf(line) : []
  const columns = cells.length >= 3 ? columnsOf(cells.map(widened)) : null
  if (!line || !columns) return null
  const { rows, next } = line.text.includes("\t") ? tabbedRows(lines, at + 1) : spacedRows(lines, at + 1, columns)
  return { grid: { kind: "grid", rows: [{ cells, line: line.number }, ...rows] }, next }
}

function cellsOf({ text }: Line): string[] {
  return text.includes("\t")
    ? text.split("\t").map(squeezed)
    : text
        .trim()
        .split(/\s{2,}|　/)
        .map(squeezed)
}

type Rows = { rows: Row[]; next: number }

/** Tabs come from a spreadsheet or a Word table: the place of a cell is its column. A line without one ends the table. */
function tabbedRows(lines: Line[], from: number): Rows {
  const rows: Row[] = []
  for (let next = from; next < lines.length; next++) {
    const line = lines[next] ?? { number: 1, text: "" }
    const blank = line.text.trim() === ""
    const heads = labelAt(widened(squeezed(line.text)), 0) !== null && Boolean(lines[next + 1]?.text.includes("\t"))
    if (!blank && !line.text.includes("\t") && !heads) return { rows, next }
    if (!blank) rows.push({ cells: cellsOf(line), line: line.number })
  }
  return { rows, next: lines.length }
}

/** A row of a table whose cells are parted by spaces: the page may have printed parts of it above and below. */
type Draft = Row & { patched: number[] }

const LONGEST_CELL = 60
const WRAPPED = "这一行的单元格在原文中换了行，请核对"

/**
 * Spaces come from a PDF: empty cells leave no trace and long cells wrap.
 *
 * 1. A line with a number or with every cell is a row; its cells are placed by order and kind.
 * 2. Another line is a piece of a row. It fills the gaps of the row above if it has as many cells, else it is held.
 * 3. Held, it fills the gaps of the row below; where that has none, it continues the row above.
 */
function spacedRows(lines: Line[], from: number, columns: Column[]): Rows {
  const rows: Draft[] = []
  let held: { cells: string[]; line: number } | null = null
  let next = from
  for (let blank = false; next < lines.length; next++) {
    const line = lines[next] ?? { number: 1, text: "" }
    const cells = cellsOf(line).filter((cell) => !/^[…．.·—-]*$/.test(cell))
    const isRow = cells.length === columns.length || /^\d{1,3}$/.test(cells[0] ?? "")
    if (endsTable(line, cells, isRow, blank)) break
    blank = line.text.trim() === ""
    if (cells.length === 0 || isFurniture(squeezed(line.text))) continue
    if (labelAt(widened(cells[0] ?? ""), 0) && cells.length === 1) rows.push({ cells, line: line.number, patched: [] })
    else if (isRow)
      held = addRow(rows, { cells: placed(cells, columns), line: line.number, patched: [] }, held, columns)
    else if (!fillGaps(rows.at(-1), cells, columns)) {
      goOn(rows.at(-1), held, columns)
      held = { cells, line: line.number }
    }
  }
  goOn(rows.at(-1), held, columns)
  return { rows: rows.map(({ patched: _, ...row }) => row), next }
}

function endsTable(line: Line, cells: string[], isRow: boolean, blank: boolean): boolean {
  if (cells.length !== 1 || isRow) return false
  return (
    (blank && !labelAt(widened(cells[0] ?? ""), 0)) ||
    (line.text.length > LONGEST_CELL && endsSentence(widened(line.text.trimEnd())))
  )
}

type Held = { cells: string[]; line: number } | null

function addRow(rows: Draft[], row: Draft, held: Held, columns: Column[]): null {
  const fits = held !== null && fillGaps(row, held.cells, columns)
  if (fits) row.end = row.line
  if (!fits) goOn(rows.at(-1), held, columns)
  rows.push(fits && held ? { ...row, line: held.line } : row)
  return null
}

/** Puts the pieces where the row has nothing yet, or behind the pieces that were put there before. */
function fillGaps(row: Draft | undefined, pieces: string[], columns: Column[]): boolean {
  if (!row || row.cells.length !== columns.length) return false
  const gaps =
    row.patched.length > 0 ? row.patched : columns.map((_, place) => place).filter((place) => !row.cells[place])
  if (gaps.length === 0 || gaps.length !== pieces.length) return false
  for (const [i, place] of gaps.entries()) row.cells[place] = (row.cells[place] ?? "") + (pieces[i] ?? "")
  row.patched = gaps
  row.doubt = WRAPPED
  return true
}

/** Continues the cells of a row: a list of bodies those of its units, other words those of its task. */
function goOn(row: Draft | undefined, held: Held, columns: Column[]) {
  if (!row || !held) return
  for (const piece of held.cells) {
    const isList = sortOf(piece) === "units"
    const place = columns.findIndex((column) => (isList ? isUnits(column) : column.kind === "task"))
    row.cells[place] = (row.cells[place] ?? "") + piece
  }
  row.end = held.line
  row.doubt = WRAPPED
}
