import { decoded } from "#src/plans/intake/files/decode.ts"
import { kindOfZip, refusedKind, refuseStrange } from "#src/plans/intake/files/kinds.ts"
import {
  addMerge,
  type CellSign,
  cellAt,
  type Merge,
  printedValue,
  rowAt,
  type Shared,
  wordsReader,
} from "#src/plans/intake/files/sheets.ts"
import { workbookIn } from "#src/plans/intake/files/xlsx.ts"
import { attribute, readXml } from "#src/plans/intake/files/xml.ts"
import { openZip } from "#src/plans/intake/files/zip.ts"
import { Refused } from "#src/plans/intake/words/limits.ts"

/*
 * A sheet that comes back, cell by cell: as Excel, WPS or LibreOffice saved it, or as text with commas. Nothing in it is
 * computed, and no other file is looked at.
 */

/** `isFormula`: the text is what the program that saved it had computed; "" if it kept nothing. */
export type ReadCell = { text: string; isFormula?: true }
/** `row` as the program numbers it, from 1. Filled cells by their column, from 0. */
export type ReadRow = { row: number; isHidden: boolean; cells: Map<number, ReadCell> }
export type ReadSheet = { name: string; rows: ReadRow[]; merges: Merge[] }
type ReadSheets = { sheets: ReadSheet[]; unseen: string[] }

/** Most filled rows of a file; a plan of 200 tasks and 40 units has 8,000. */
export const MOST_ROWS = 20_000
const MOST_CELLS = 1_000_000
/** Most characters of all cells. */
const MOST_CHARACTERS = 20_000_000

const TOO_MANY_ROWS = `表格超过 ${MOST_ROWS} 行，请只保留台账的行，分几份上传`
const TOO_MANY_CELLS = "表格的单元格过多，请只保留台账的列，或分几份上传"
const TOO_MUCH_TEXT = "表格的文字过多，请分几份上传"
const NO_SHEET = "这是 Word 文档，不是台账，请上传 .xlsx 或 .csv"

type Budget = { rows: number; cells: number; characters: number }

/** All visible sheets of a file that hold anything, and the names of the hidden ones. Throws `Refused`, with a sentence for whoever sent it. */
export function sheetsRead(bytes: Uint8Array): ReadSheets {
  const refused = refusedKind(bytes)
  if (refused) throw new Refused(refused)
  const budget = { rows: MOST_ROWS, cells: MOST_CELLS, characters: MOST_CHARACTERS }
  const { sheets, unseen } = isZip(bytes)
    ? sheetsOfWorkbook(bytes, budget)
    : { sheets: [sheetOfText(bytes, budget)], unseen: [] }
  return { sheets: sheets.filter(({ rows }) => rows.length > 0), unseen }
}

const isZip = ([first, second]: Uint8Array) => first === 0x50 && second === 0x4b

function sheetsOfWorkbook(bytes: Uint8Array, budget: Budget): ReadSheets {
  const zip = openZip(bytes)
  if (kindOfZip(zip) !== "xlsx") throw new Refused(NO_SHEET)
  const { sheets, partOf, shared } = workbookIn(zip, MOST_CHARACTERS)
  const seen = sheets.flatMap((sheet) => {
    const part = sheet.hidden ? null : partOf(sheet)
    return part ? [{ name: sheet.name, ...sheetOfXml(part, shared, budget) }] : []
  })
  return { sheets: seen, unseen: sheets.filter(({ hidden }) => hidden).map(({ name }) => name) }
}

function sheetOfXml(chunks: Iterable<Uint8Array>, shared: Shared, budget: Budget): Omit<ReadSheet, "name"> {
  const rows: ReadRow[] = []
  const merges: Merge[] = []
  const words = wordsReader()
  let sign: CellSign = { row: -1, column: -1, type: "", style: 0 }
  let isHidden = false
  let isFormula = false
  readXml(chunks, {
    open: (name, attributes) => {
      if (name === "row") {
        const begun = rowAt(sign, attributes)
        sign = { ...sign, row: begun.row, column: -1 }
        isHidden = begun.isHidden
      }
      if (name === "c") {
        sign = cellAt(sign, attributes)
        isFormula = false
        words.start()
      }
      if (name === "f") isFormula = true
      if (name === "mergeCell") addMerge(merges, attribute(attributes, "ref") ?? "")
      words.open(name)
    },
    close: (name) => {
      words.close(name)
      if (name !== "c") return
      const text = printedValue(words.text(), sign, shared)
      if (text.trim() === "" && !isFormula) return
      add(rows, { row: sign.row + 1, isHidden }, sign.column, isFormula ? { text, isFormula } : { text }, budget)
    },
    text: words.add,
  })
  return { rows, merges }
}

function add(
  rows: ReadRow[],
  { row, isHidden }: Pick<ReadRow, "row" | "isHidden">,
  column: number,
  cell: ReadCell,
  budget: Budget,
) {
  let last = rows.at(-1)
  if (last?.row !== row) {
    if (budget.rows-- === 0) throw new Refused(TOO_MANY_ROWS)
    last = { row, isHidden, cells: new Map() }
    rows.push(last)
  }
  if (budget.cells-- === 0) throw new Refused(TOO_MANY_CELLS)
  budget.characters -= cell.text.length
  if (budget.characters < 0) throw new Refused(TOO_MUCH_TEXT)
  last.cells.set(column, cell)
}

const SIGNS = [",", "\t", ";"] as const
const HEAD_OF_TEXT = 4000

/** Text as Excel saves it: cells parted by commas, in quotes where they hold a comma, a quote or a line break. */
function sheetOfText(bytes: Uint8Array, budget: Budget): ReadSheet {
  const text = decoded(bytes)
  refuseStrange(text)
  const head = text.slice(0, HEAD_OF_TEXT)
  const count = (sign: string) => head.split(sign).length
  const sign = SIGNS.reduce((best, one) => (count(one) > count(best) ? one : best))
  const rows: ReadRow[] = []
  let row = 1
  let column = 0
  for (const [value, end] of valuesIn(text, sign)) {
    if (value.trim() !== "") add(rows, { row, isHidden: false }, column, { text: value }, budget)
    column = end === sign ? column + 1 : 0
    if (end !== sign) row++
  }
  return { name: "", rows, merges: [] }
}

/** Values with the sign that ends each: the one between cells, or the end of a line. */
function* valuesIn(text: string, sign: string): Generator<[string, string]> {
  const plain = sign === "\t" ? /[\t\r\n]|$/g : sign === ";" ? /[;\r\n]|$/g : /[,\r\n]|$/g
  let at = 0
  while (at < text.length) {
    const quoted = text[at] === '"' ? quotedAt(text, at) : null
    plain.lastIndex = quoted?.end ?? at
    const next = plain.exec(text)?.index ?? text.length
    const value = quoted ? quoted.value + text.slice(quoted.end, next) : text.slice(at, next)
    const end = text[next] ?? "\n"
    yield [value, end === sign ? sign : "\n"]
    at = next + (end === "\r" && text[next + 1] === "\n" ? 2 : 1)
  }
}

function quotedAt(text: string, at: number): { value: string; end: number } {
  const parts: string[] = []
  let from = at + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return { value: parts.join("") + text.slice(from), end: text.length }
    parts.push(text.slice(from, quote))
    if (text[quote + 1] !== '"') return { value: parts.join(""), end: quote + 1 }
    parts.push('"')
    from = quote + 2
  }
}
