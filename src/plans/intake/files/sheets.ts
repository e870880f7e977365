import { type Cell, cellOf, type Table } from "#src/plans/intake/layout/merged_cells.ts"
import { MOST_CELLS, Refused, TOO_MANY_CELLS, TOO_MUCH_SHARED } from "#src/plans/intake/words/limits.ts"
import { type Format, printedIsoDate, printedNumber } from "./cell_formats.ts"
import type { Steps } from "./steps.ts"
import { type Attributes, attribute, readLeanXml, readXml } from "./xml.ts"

/**
 * What cells refer to: texts that they share, formats by the place of their style, and from when days count. `shown`
 * counts how much of the texts was shown so far: a small file may name one long text in every cell.
 */
export type Shared = {
  texts: string[]
  formats: Format[]
  since1904: boolean
  shown: { characters: number; most: number }
}

/** A merged cell by rows and columns, counted from 0. */
export type Merge = { top: number; left: number; bottom: number; right: number }
/** The filled cells by row and column, counted from 0. */
type Grid = Map<number, Map<number, string>>

const A = "A".charCodeAt(0)
const ZERO = "0".charCodeAt(0)

export const MOST_COLUMNS = 16_384
export const MOST_ROWS = 1_048_576

/** Texts of several looks are joined; what stands over them as their reading is not. */
export function* sharedTextsIn(chunks: Iterable<Uint8Array>): Steps<string[]> {
  const texts: string[] = []
  const words = wordsReader()
  yield* readLeanXml(chunks, {
    open: (name) => {
      if (name === "si") words.start()
      words.open(name)
    },
    attribute: () => undefined,
    close: (name) => {
      words.close(name)
      if (name === "si") texts.push(words.text())
    },
    text: words.add,
  })
  return texts
}

/** Gathers the words of <t>, those in <rPh> left out. */
export function wordsReader() {
  let said = ""
  let inWords = false
  let reading = 0
  return {
    start: () => {
      said = ""
    },
    open: (name: string) => {
      if (name === "rPh") reading++
      if (name === "t" || name === "v") inWords = reading === 0
    },
    close: (name: string) => {
      if (name === "rPh") reading--
      if (name === "t" || name === "v") inWords = false
    },
    add: (text: string) => {
      if (inWords) said += text
    },
    text: () => unescaped(said),
  }
}

/** Excel writes signs that XML forbids as _x000D_. */
function unescaped(text: string): string {
  if (!text.includes("_x")) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** A sheet while its cells come; columns that it does not show are told from their first to their last. */
export type OpenSheet = {
  grid: Grid
  merges: Merge[]
  hiddenRows: Set<number>
  hiddenColumns: { from: number; to: number }[]
  count: number
}
type SheetReader = OpenSheet & { cell: CellSign }

/** A table of the filled rows of a sheet; of rows that are hidden, which are in it, and columns that are left out how many. */
export type ReadSheet = { table: Table; hiddenRows: number; hiddenColumns: number }

export const openSheet = (): OpenSheet => ({
  grid: new Map(),
  merges: [],
  hiddenRows: new Set(),
  hiddenColumns: [],
  count: 0,
})

/** Reads a sheet as a table of its filled rows, with the cells that were merged. */
export function sheetIn(chunks: Iterable<Uint8Array>, shared: Shared): ReadSheet {
  const reader: SheetReader = { ...openSheet(), cell: { row: 0, column: -1, type: "", style: 0 } }
  const words = wordsReader()
  readXml(chunks, {
    open: (name, attributes) => {
      if (name === "row") startRow(reader, attributes)
      if (name === "col" && isOff(attributes)) hideColumns(reader, attributes)
      if (name === "c") reader.cell = cellAt(reader.cell, attributes)
      if (name === "c") words.start()
      if (name === "mergeCell") addMerge(reader.merges, attribute(attributes, "ref") ?? "")
      words.open(name)
    },
    close: (name) => {
      words.close(name)
      if (name === "c") addCell(reader, reader.cell, printedValue(words.text(), reader.cell, shared))
    },
    text: words.add,
  })
  return readSheet(reader)
}

/** What a sheet holds when its last cell came. */
export function readSheet({ grid, merges, hiddenRows, hiddenColumns }: OpenSheet): ReadSheet {
  const isHidden = (column: number) => hiddenColumns.some(({ from, to }) => column >= from && column <= to)
  const filled = new Set([...grid.values()].flatMap((cells) => [...cells.keys()]))
  const shown = [...filled].filter((column) => !isHidden(column)).sort((a, b) => a - b)
  return {
    table: tableOf(grid, merges, shown),
    hiddenRows: [...hiddenRows].filter((row) => grid.has(row)).length,
    hiddenColumns: filled.size - shown.length,
  }
}

const MOST_COLUMN_SIGNS = 1000

function hideColumns({ hiddenColumns }: OpenSheet, attributes: Attributes) {
  const [from, to] = ["min", "max"].map((name) => Number(attribute(attributes, name) ?? 0) - 1)
  if (from !== undefined && to !== undefined && hiddenColumns.length < MOST_COLUMN_SIGNS)
    hiddenColumns.push({ from, to })
}

function startRow(reader: SheetReader, attributes: Attributes) {
  const { row, isHidden } = rowAt(reader.cell, attributes)
  reader.cell = { ...reader.cell, row, column: -1 }
  if (isHidden) reader.hiddenRows.add(row)
}

/** A row that does not say which it is stands below the one before. */
function rowAt(before: Pick<CellSign, "row">, attributes: Attributes): { row: number; isHidden: boolean } {
  const row = Number(attribute(attributes, "r") ?? before.row + 2) - 1
  return { row: Math.min(Math.max(0, row || 0), MOST_ROWS), isHidden: isOff(attributes) }
}

const isOff = (attributes: Attributes) => ["1", "true"].includes(attribute(attributes, "hidden") ?? "")

/** Puts down what a cell shows. */
export function addCell(sheet: OpenSheet, { row, column }: Pick<CellSign, "row" | "column">, text: string) {
  if (text.trim() === "") return
  if (++sheet.count > MOST_CELLS) throw new Refused(TOO_MANY_CELLS)
  const cells = sheet.grid.get(row) ?? new Map<number, string>()
  sheet.grid.set(row, cells.set(column, text))
}

export type CellSign = { row: number; column: number; type: string; style: number }

/** A cell that does not say where it stands stands behind the one before. */
function cellAt(before: CellSign, attributes: Attributes): CellSign {
  const place = placeOf(attribute(attributes, "r") ?? "")
  return {
    row: place?.row ?? before.row,
    column: Math.min(place?.column ?? before.column + 1, MOST_COLUMNS),
    type: attribute(attributes, "t") ?? "n",
    style: Number(attribute(attributes, "s") ?? 0),
  }
}

type Place = { row: number; column: number }

function placeOf(reference: string): Place | null {
  const place = { row: 0, column: 0 }
  return placeAt(place, reference) ? place : null
}

/** Puts a cell where `AB12` is; one that is nowhere stays where it stands. Sign by sign: there are hundreds of thousands. */
export function placeAt(cell: Place, reference: string): boolean {
  let at = reference.startsWith("$") ? 1 : 0
  let column = 0
  for (let letter = reference.charCodeAt(at) - A; letter >= 0 && letter < 26; letter = reference.charCodeAt(++at) - A) {
    column = column * 26 + letter + 1
  }
  if (reference[at] === "$") at++
  let row = 0
  const digits = at
  for (
    let digit = reference.charCodeAt(at) - ZERO;
    digit >= 0 && digit < 10;
    digit = reference.charCodeAt(++at) - ZERO
  ) {
    row = row * 10 + digit
  }
  const isPlace = at === reference.length && at > digits && column > 0 && column <= MOST_COLUMNS
  if (!isPlace || row === 0 || row > MOST_ROWS) return false
  cell.row = row - 1
  cell.column = column - 1
  return true
}

/** What a cell shows: a text it shares, a day or a number as people read it. */
export function printedValue(
  text: string,
  { type, style }: CellSign,
  { texts, formats, since1904, shown }: Shared,
): string {
  if (text === "") return ""
  if (type === "s") return counted(texts[Number(text)] ?? "", shown)
  if (type === "d") return printedIsoDate(text)
  if (type === "b") return text === "1" ? "是" : "否"
  return type === "n" ? printedNumber(text, formats[style] ?? { kind: "general" }, since1904) : text
}

function counted(text: string, shown: Shared["shown"]): string {
  shown.characters += text.length
  if (shown.characters > shown.most) throw new Refused(TOO_MUCH_SHARED)
  return text
}

/** Takes down a merged cell as a sheet names it, `B3:B9`. */
export function addMerge(merges: Merge[], reference: string) {
  const [from, to] = reference.split(":").map(placeOf)
  if (!from || !to || merges.length >= MOST_CELLS) return
  merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column })
}

/** Only rows and columns that hold something, so that one cell at the far end of a sheet costs nothing. */
function tableOf(grid: Grid, merges: Merge[], columns: number[]): Table {
  const rows = [...grid.keys()].sort((a, b) => a - b)
  if (rows.length * columns.length > MOST_CELLS) throw new Refused(TOO_MANY_CELLS)
  const covered = mergedCells(merges, rows, columns)
  const table: Table = { kind: "table", rows: [] }
  for (const [y, row] of rows.entries()) {
    const cells: Cell[] = []
    for (const [x, column] of columns.entries()) {
      const merge = covered.get(y * columns.length + x)
      if (merge === "covered") continue
      const text = grid.get(row)?.get(column) ?? ""
      cells.push(cellOf(text === "" ? [] : [{ kind: "paragraph", text }], merge?.across, merge?.down))
    }
    table.rows.push(cells)
  }
  return table
}

/** The merged cells among the places that hold something. Where two overlap, as only a broken file has it, the first counts. */
function mergedCells(merges: Merge[], rows: number[], columns: number[]) {
  const covered = new Map<number, { across: number; down: number } | "covered">()
  let work = 0
  for (const { top, left, bottom, right } of merges) {
    const [fromRow, toRow] = [firstAtLeast(rows, top), firstAtLeast(rows, bottom + 1)]
    const [fromColumn, toColumn] = [firstAtLeast(columns, left), firstAtLeast(columns, right + 1)]
    const [down, across] = [toRow - fromRow, toColumn - fromColumn]
    if (down < 1 || across < 1) continue
    work += down * across
    if (work > MOST_CELLS) throw new Refused(TOO_MANY_CELLS)
    const places = Array.from({ length: down * across }, (_, i) => {
      return (fromRow + Math.floor(i / across)) * columns.length + fromColumn + (i % across)
    })
    if (rows[fromRow] !== top || columns[fromColumn] !== left || places.some((place) => covered.has(place))) continue
    for (const [i, place] of places.entries()) covered.set(place, i === 0 ? { across, down } : "covered")
  }
  return covered
}

function firstAtLeast(sorted: number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
