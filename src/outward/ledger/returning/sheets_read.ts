import { decoded } from "#src/plans/intake/files/decode.ts"
import { kindOfZip, refusedKind, refuseStrange } from "#src/plans/intake/files/kinds.ts"
import {
  addMerge,
  type CellSign,
  MOST_ROWS as LAST_ROW,
  type Merge,
  MOST_COLUMNS,
  placeAt,
  printedValue,
  type Shared,
  wordsReader,
} from "#src/plans/intake/files/sheets.ts"
import type { Steps } from "#src/plans/intake/files/steps.ts"
import { signOf, valuesIn } from "#src/plans/intake/files/values.ts"
import { workbookIn } from "#src/plans/intake/files/xlsx.ts"
import { readLeanXml } from "#src/plans/intake/files/xml.ts"
import { openZip, type Unpacking } from "#src/plans/intake/files/zip.ts"
import { Refused } from "#src/plans/intake/words/limits.ts"

/*
 * A sheet that comes back, cell by cell: as Excel, WPS or LibreOffice saved it, or as text with commas. Nothing in it is
 * computed, and no other file is looked at.
 */

/** `isFormula`: the text is what the program that saved it had computed; "" if it kept nothing. */
export type ReadCell = { text: string; isFormula?: true }
/** `row` as the program numbers it, from 1. Filled cells by their column, from 0: those that are wanted. */
export type ReadRow = { row: number; isHidden: boolean; cells: Map<number, ReadCell> }
/**
 * What a sheet is read for. `isSought`: a cell that makes its column wanted as well, wherever it stands; the first alone.
 * `sift`: takes out of a row that was read whole what is of no use after all.
 */
export type Wanted = {
  columns: Set<number>
  isSought: ((text: string) => boolean) | null
  sift: (row: ReadRow) => void
}
/** Told by the first filled rows with all their cells; null: for nothing. */
export type Wanting<W extends Wanted> = (first: readonly ReadRow[]) => W | null
export type ReadSheet<W extends Wanted> = { name: string; rows: ReadRow[]; merges: Merge[]; wanted: W | null }
type ReadSheets<W extends Wanted> = { sheets: ReadSheet<W>[]; unseen: string[] }

/** Most filled rows of a file; a plan of 200 tasks and 40 units has 8,000. */
export const MOST_ROWS = 20_000
/** Most cells that are wanted, and characters in them. */
const MOST_CELLS = 1_000_000
const MOST_CHARACTERS = 20_000_000
/** Most rows that are read before it is known what is wanted. */
const FIRST_ROWS = 50
/** The widest 台账 of 10,000 rows unpacks to 23 MB, with long texts to 60. */
const MEGABYTE = 1024 * 1024
const OF_SHEETS: Unpacking = { unpacked: 128 * MEGABYTE, part: 96 * MEGABYTE }

const TOO_MANY_ROWS = `表格超过 ${MOST_ROWS} 行，请只保留台账的行，分几份上传`
const TOO_MANY_CELLS = "表格的单元格过多，请只保留台账的列，或分几份上传"
const TOO_MUCH_TEXT = "表格的文字过多，请分几份上传"
const NO_SHEET = "这是 Word 文档，不是台账，请上传 .xlsx 或 .csv"

type Budget = { rows: number; cells: number; characters: number }

/**
 * All visible sheets of a file that hold anything, and the names of the hidden ones. Of each sheet what its first rows make
 * wanted, and which rows hold anything at all. Throws `Refused`, with a sentence for whoever sent it.
 */
export function* readingSheets<W extends Wanted>(bytes: Uint8Array, wanting: Wanting<W>): Steps<ReadSheets<W>> {
  const refused = refusedKind(bytes)
  if (refused) throw new Refused(refused)
  const budget = { rows: MOST_ROWS, cells: MOST_CELLS, characters: MOST_CHARACTERS }
  const { sheets, unseen } = isZip(bytes)
    ? yield* sheetsOfWorkbook(bytes, budget, wanting)
    : { sheets: [yield* sheetOfText(bytes, gathering(budget, wanting))], unseen: [] }
  return { sheets: sheets.filter(({ rows }) => rows.length > 0), unseen }
}

const isZip = ([first, second]: Uint8Array) => first === 0x50 && second === 0x4b

function* sheetsOfWorkbook<W extends Wanted>(
  bytes: Uint8Array,
  budget: Budget,
  wanting: Wanting<W>,
): Steps<ReadSheets<W>> {
  const zip = openZip(bytes, OF_SHEETS)
  if (kindOfZip(zip) !== "xlsx") throw new Refused(NO_SHEET)
  const { sheets, partOf, shared } = yield* workbookIn(zip, MOST_CHARACTERS)
  const seen: ReadSheet<W>[] = []
  for (const sheet of sheets) {
    const part = sheet.hidden ? null : partOf(sheet)
    if (part) seen.push({ name: sheet.name, ...(yield* sheetOfXml(part, shared, gathering(budget, wanting))) })
  }
  return { sheets: seen, unseen: sheets.filter(({ hidden }) => hidden).map(({ name }) => name) }
}

/** The rows of one sheet, of which what is wanted is kept. */
function gathering<W extends Wanted>(budget: Budget, wanting: Wanting<W>) {
  const rows: ReadRow[] = []
  const kept = keptTexts()
  let sifted = 0
  let wanted: W | null | undefined
  const choose = () => {
    const chosen = wanting(rows)
    wanted = chosen
    for (const { cells } of rows) {
      for (const column of cells.keys()) if (!chosen?.columns.has(column)) cells.delete(column)
    }
    return chosen
  }
  /** What is kept of the rows that were read whole. */
  const settle = () => {
    if (wanted === undefined) return
    for (; sifted < rows.length; sifted++) {
      const row = rows[sifted] as ReadRow
      wanted?.sift(row)
      for (const cell of row.cells.values()) cell.text = kept(cell.text)
    }
  }
  const isWanted = (column: number) => wanted === undefined || wanted?.columns.has(column) === true
  /** There is something in a row, wanted or not. */
  const fill = (row: number, isHidden: boolean): ReadRow => {
    const last = rows.at(-1)
    if (last?.row === row) return last
    if (budget.rows-- === 0) throw new Refused(TOO_MANY_ROWS)
    if (wanted === undefined && rows.length === FIRST_ROWS) choose()
    settle()
    const begun = { row, isHidden, cells: new Map() }
    rows.push(begun)
    return begun
  }
  return {
    /** What stands in this column has to be known. */
    isAsked: (column: number) => isWanted(column) || wanted?.isSought != null,
    fill,
    add: (row: number, isHidden: boolean, column: number, cell: ReadCell) => {
      const { cells } = fill(row, isHidden)
      if (!isWanted(column)) {
        if (!wanted?.isSought?.(cell.text)) return
        wanted.columns.add(column)
        wanted.isSought = null
      }
      if (budget.cells-- === 0) throw new Refused(TOO_MANY_CELLS)
      budget.characters -= cell.text.length
      if (budget.characters < 0) throw new Refused(TOO_MUCH_TEXT)
      cells.set(column, cell)
    },
    end: () => {
      const chosen = wanted === undefined ? choose() : wanted
      settle()
      return { rows, wanted: chosen }
    },
  }
}

/**
 * A text by itself, once for all cells that say the same. What is cut out of a piece of a file holds on to the whole piece:
 * a few words of each would keep it all, and the memory of a thread is small.
 */
function keptTexts() {
  const known = new Map<string, string>()
  return (text: string): string => {
    if (text.length < SHORTEST_CUT) return text
    const found = known.get(text)
    if (found !== undefined) return found
    const own = decoder.decode(encoder.encode(text))
    known.set(own, own)
    return own
  }
}
/** V8 copies what is shorter. */
const SHORTEST_CUT = 13
const [encoder, decoder] = [new TextEncoder(), new TextDecoder("utf-8", { ignoreBOM: true })]
type Gathering<W extends Wanted> = ReturnType<typeof gathering<W>>

function* sheetOfXml<W extends Wanted>(
  chunks: Iterable<Uint8Array>,
  shared: Shared,
  gathered: Gathering<W>,
): Steps<Omit<ReadSheet<W>, "name">> {
  const merges: Merge[] = []
  const words = wordsReader()
  const sign: CellSign = { row: -1, column: -1, type: "n", style: 0 }
  let element = ""
  let isHidden = false
  let isFormula = false
  yield* readLeanXml(chunks, {
    open: (name) => {
      element = name
      if (name === "c") {
        sign.column = Math.min(sign.column + 1, MOST_COLUMNS)
        sign.type = "n"
        sign.style = 0
        isFormula = false
        words.start()
      } else if (name === "row") {
        sign.row = Math.min(sign.row + 1, LAST_ROW)
        sign.column = -1
        isHidden = false
      } else if (name === "f") isFormula = true
      else words.open(name)
    },
    attribute: (name, value) => {
      if (element === "c") signAt(sign, name, value)
      else if (element === "row" && name === "r") sign.row = Math.min(Math.max(0, Number(value) - 1 || 0), LAST_ROW)
      else if (element === "row" && name === "hidden") isHidden = value === "1" || value === "true"
      else if (element === "mergeCell" && name === "ref") addMerge(merges, value)
    },
    close: (name) => {
      if (name !== "c") return words.close(name)
      const typed = words.text()
      const { row, column, type } = sign
      if (typed === "" && !isFormula) return
      if (!gathered.isAsked(column)) {
        const said = type === "s" ? (shared.texts[Number(typed)] ?? "") : typed
        if (isFormula || said.trim() !== "") gathered.fill(row + 1, isHidden)
        return
      }
      const text = printedValue(typed, sign, shared)
      if (text.trim() === "" && !isFormula) return
      gathered.add(row + 1, isHidden, column, isFormula ? { text, isFormula } : { text })
    },
    text: words.add,
  })
  return { ...gathered.end(), merges }
}

/** What a cell says of itself. */
function signAt(sign: CellSign, name: string, value: string) {
  if (name === "r") placeAt(sign, value)
  else if (name === "t") sign.type = value
  else if (name === "s") sign.style = Number(value)
}

const LINES_A_STEP = 500

/** Text as Excel saves it: cells parted by commas, in quotes where they hold a comma, a quote or a line break. */
function* sheetOfText<W extends Wanted>(bytes: Uint8Array, gathered: Gathering<W>): Steps<ReadSheet<W>> {
  const text = decoded(bytes)
  refuseStrange(text)
  const sign = signOf(text)
  let row = 1
  let column = 0
  for (const [value, end] of valuesIn(text, sign)) {
    if (value.trim() !== "") gathered.add(row, false, column, { text: value })
    column = end === sign ? column + 1 : 0
    if (end === sign) continue
    if (row++ % LINES_A_STEP === 0) yield
  }
  return { name: "", ...gathered.end(), merges: [] }
}
