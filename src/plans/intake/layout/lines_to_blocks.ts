import { headLabel } from "#src/plans/intake/words/item_labels.ts"
import { joined, NO_WORDS, part, split, trimmed, unplaced, type Words } from "#src/plans/intake/words/placed_words.ts"
import { endsSentence } from "#src/plans/intake/words/running_text.ts"
import { type Line, linesOf, squeezed, widened } from "#src/plans/intake/words/source_lines.ts"
import { type Block, type Grid, isFurniture, paragraphsOf, type Row } from "./blocks.ts"
import { type Column, columnOf, columnsOf, isUnits, placed, sortOf } from "./columns.ts"
import { withoutRules } from "./runtogether.ts"
import { HEADLESS, inferredHead } from "./table_heads.ts"
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
  const head = line && headIn(line)
  if (!head) return headlessAt(lines, at)
  const { cells, columns, gap } = head
  const { rows, next } = line.text.includes("\t")
    ? tabbedRows(lines, at + 1, columns)
    : spacedRows(lines, at + 1, columns, gap)
  return { grid: { kind: "grid", rows: [{ cells, from: line.from }, ...rows] }, next }
}

/** Rows of a spreadsheet that were copied without their head: as many tabs in each, and cells that tell what they are. */
function headlessAt(lines: Line[], at: number): Table | null {
  const width = widthOf(lines[at])
  // The rows before it have told that it is none.
  if (width < FEWEST_COLUMNS || widthOf(lines[at - 1]) === width) return null
  let next = at
  const rows: Row[] = []
  for (let line = lines[next]; line?.text.includes("\t"); line = lines[++next]) {
    const cells = cellsOf(line)
    if (cells.length !== width || headIn(line)) break
    rows.push({ cells, from: line.from, isGuessed: true })
  }
  const inferred = inferredHead(rows.map(({ cells }) => cells))
  if (!inferred) return null
  const [first, ...others] = rows.slice(inferred.headRows)
  const head = { cells: inferred.cells.map(unplaced), from: rows[0]?.from ?? 0 }
  return { grid: { kind: "grid", rows: [head, ...(first ? [{ ...first, doubt: HEADLESS }] : []), ...others] }, next }
}

const widthOf = (line: Line | undefined): number => line?.text.split("\t").length ?? 0

/** Cells are set apart by wide gaps, because one may hold a space. */
const WIDE_GAP = /\s{2,}|　/g
const ANY_GAP = /\s+/g
const LONGEST_HEAD = 120

type Head = { cells: Words[]; columns: Column[]; gap: RegExp }

/** Single spaces part the cells where every word of a line heads a column. */
function headIn(line: Line): Head | null {
  for (const gap of [WIDE_GAP, ANY_GAP]) {
    const cells = cellsOf(line, gap)
    const words = cells.length >= FEWEST_COLUMNS ? cells.map(({ text }) => widened(text)) : []
    const columns = words.length > 0 ? columnsOf(words) : null
    if (columns && (gap === WIDE_GAP || words.every((word) => columnOf(word)))) return { cells, columns, gap }
    if (line.text.length > LONGEST_HEAD) return null
  }
  return null
}

const FEWEST_COLUMNS = 3

function cellsOf(line: Line, gap = WIDE_GAP): Words[] {
  const cells = line.text.includes("\t") ? split(line, /\t/g) : split(trimmed(line), gap)
  return cells.map(squeezed)
}

type Rows = { rows: Row[]; next: number }
const NO_LINE: Line = { from: 0, ...NO_WORDS }

/** Tabs come from a spreadsheet or a Word table: the place of a cell is its column. A line without one ends the table. */
function tabbedRows(lines: Line[], from: number, columns: Column[]): Rows {
  const rows: Row[] = []
  let next = from
  while (next < lines.length) {
    const line = lines[next] ?? NO_LINE
    const row = brokenRow(lines, next, columns)
    const blank = line.text.trim() === ""
    const heads = Boolean(lines[next + 1]?.text.includes("\t")) && headLabel(squeezed(line).text) !== null
    if (!row && !blank && !line.text.includes("\t") && !heads) return { rows, next }
    if (row) rows.push(row.row)
    else if (!blank) rows.push({ cells: cellsOf(line), from: line.from })
    next = row?.next ?? next + 1
  }
  return { rows, next }
}

const MOST_BROKEN = 40

/** A cell of several lines breaks its row: the last cell of a line goes on in the first of the next one. */
function brokenRow(lines: Line[], at: number, columns: Column[]): { row: Row; next: number } | null {
  const first = lines[at] ?? NO_LINE
  const cells = cellsOf(first)
  const width = columns.length
  if (!first.text.includes("\t") || cells.length >= width) return null
  for (let next = at + 1; next < Math.min(lines.length, at + MOST_BROKEN); next++) {
    const line = lines[next] ?? NO_LINE
    const [rest = NO_WORDS, ...more] = cellsOf(line)
    const isNext = columns[0]?.kind === "number" && /^\d{1,3}$/.test(rest.text)
    if (line.text.trim() === "" || isNext || cells.length + more.length > width) return null
    cells.push(joined([cells.pop() ?? NO_WORDS, rest], "\n"), ...more)
    if (cells.length === width)
      return { row: { cells: cells.map(unquoted), from: first.from, to: line.from }, next: next + 1 }
  }
  return null
}

/** A spreadsheet puts quotes around a cell with breaks in it. */
function unquoted(cell: Words): Words {
  const { text } = cell
  return text.startsWith('"') && text.endsWith('"') && text.includes("\n") ? part(cell, 1, text.length - 1) : cell
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
function spacedRows(lines: Line[], from: number, columns: Column[], gap: RegExp): Rows {
  const rows: Draft[] = []
  let held: Held = null
  let next = from
  for (let blank = false; next < lines.length; next++) {
    const line = lines[next] ?? NO_LINE
    const cells = cellsOf(line, gap).filter(({ text }) => !/^[…．.·—-]*$/.test(text))
    const [first = NO_WORDS] = cells
    const isRow = cells.length === columns.length || /^\d{1,3}$/.test(first.text)
    if (endsTable(line, cells, isRow, blank)) break
    blank = line.text.trim() === ""
    if (cells.length === 0 || isFurniture(squeezed(line).text)) continue
    if (headLabel(first.text) && cells.length === 1) rows.push({ cells, from: line.from, patched: [] })
    else if (isRow) held = addRow(rows, rowOf(cells, columns, line), held, columns)
    else if (!fillGaps(rows.at(-1), cells, columns)) {
      goOn(rows.at(-1), held, columns)
      held = { cells, from: line.from }
    }
  }
  goOn(rows.at(-1), held, columns)
  return { rows: rows.map(({ patched: _, ...row }) => row), next }
}

/** A cell too many has parted another. */
function rowOf(cells: Words[], columns: Column[], { from }: Line): Draft {
  const row = { cells: placed(cells, columns), from, patched: [] }
  return cells.length > columns.length ? { ...row, isGuessed: true, doubt: TOO_MANY } : row
}

const TOO_MANY = "这一行的单元格比表头多，请核对"

function endsTable(line: Line, cells: Words[], isRow: boolean, blank: boolean): boolean {
  const [first] = cells
  if (!first || cells.length !== 1 || isRow) return false
  return (
    (blank && !headLabel(first.text)) ||
    (line.text.length > LONGEST_CELL && endsSentence(widened(line.text.trimEnd().slice(-1))))
  )
}

type Held = { cells: Words[]; from: number } | null

function addRow(rows: Draft[], row: Draft, held: Held, columns: Column[]): null {
  const fits = held !== null && fillGaps(row, held.cells, columns)
  if (fits) row.to = row.from
  if (!fits) goOn(rows.at(-1), held, columns)
  rows.push(fits && held ? { ...row, from: held.from } : row)
  return null
}

/** Puts the pieces where the row has nothing yet, or behind the pieces that were put there before. */
function fillGaps(row: Draft | undefined, pieces: Words[], columns: Column[]): boolean {
  if (!row || row.cells.length !== columns.length) return false
  const empty = columns.flatMap((_, place) => (row.cells[place]?.text ? [] : [place]))
  const gaps = row.patched.length > 0 ? row.patched : empty
  if (gaps.length === 0 || gaps.length !== pieces.length) return false
  for (const [i, place] of gaps.entries()) addTo(row, place, pieces[i] ?? NO_WORDS)
  row.patched = gaps
  return true
}

/** Continues the cells of a row: a list of bodies those of its units, other words those of its task. */
function goOn(row: Draft | undefined, held: Held, columns: Column[]) {
  if (!row || !held) return
  for (const piece of held.cells) {
    const isList = sortOf(piece.text) === "units"
    addTo(
      row,
      columns.findIndex((column) => (isList ? isUnits(column) : column.kind === "task")),
      piece,
    )
  }
  row.to = held.from
}

function addTo(row: Draft, place: number, piece: Words) {
  row.cells[place] = joined([row.cells[place] ?? NO_WORDS, piece])
  row.isGuessed = true
  row.doubt = WRAPPED
}
