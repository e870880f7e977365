import { BROKEN, MOST_CELLS, MOST_SHARED, Refused } from "#src/plans/intake/words/limits.ts"
import { type Format, formatNumbered, formatOf } from "../cell_formats.ts"
import { addCell, type CellSign, type OpenSheet, openSheet, printedValue, readSheet, type Shared } from "../sheets.ts"
import { type NamedSheet, piecesOfSheets, type Sheet } from "../xlsx.ts"
import { joinedBytes, openCompound } from "./compound.ts"
import type { Further } from "./readers.ts"
import { Bytes } from "./records.ts"
import { sharedTexts, signsIn } from "./xls_texts.ts"

/*
 * .xls and .et: the workbooks of Excel 5 to 2003 and of WPS, a row of records with a number and a length each. Read are the
 * values that the program kept of each cell, and how they look; formulas, macros, pictures and charts are passed over.
 */

const LONGEST_RECORD = 8224
const UNICODE = 0x0600
const MOST_SHEETS = 200
const ENCRYPTED = "文件已加密，请去掉密码后再选择"
const TOO_OLD = "这是 Excel 4 或更早的表格，请用 Excel 或 WPS 打开后另存为 .xlsx，或复制表格后粘贴"

const BOF = 0x809
const EOF = 0x0a
const CONTINUE = 0x3c

/** One record with those that go on with it. */
type Biff = { type: number; parts: Uint8Array[] }
type SheetSign = NamedSheet & { at: number; isTable: boolean }
type Book = {
  version: number
  sheets: SheetSign[]
  shared: Shared
  own: Map<number, Format>
  styles: number[]
  codePage: string
}

export function readXls(bytes: Uint8Array): Further {
  const compound = openCompound(bytes)
  const stream = compound.stream("Workbook") ?? compound.stream("Book")
  if (!stream) throw new Refused(BROKEN)
  const book = bookIn(stream)
  const tables = book.sheets.filter(({ isTable }) => isTable)
  if (tables.length > MOST_SHEETS) throw new Refused(`工作表超过 ${MOST_SHEETS} 张，请只保留任务所在的表`)
  const read = tables.flatMap((sheet): Sheet[] => {
    const found = sheet.hidden ? null : sheetAt(stream, sheet.at, book)
    return found && found.table.rows.length > 0 ? [{ name: sheet.name, ...found }] : []
  })
  return { ...piecesOfSheets(tables, read), tables: read.map(({ table }) => table) }
}

/** The records of one part, from its first to its last; those of a chart in between are not of it. */
function* recordsOf(stream: Uint8Array, from: number): Generator<Biff> {
  const bytes = new Bytes(stream, from)
  let depth = 0
  let open: Biff | null = null
  while (bytes.left >= 4) {
    const type = bytes.u16()
    const length = bytes.u16()
    if (length > LONGEST_RECORD) throw new Refused(BROKEN)
    const content = bytes.take(length)
    if (type === CONTINUE) {
      open?.parts.push(content)
      continue
    }
    if (open) yield open
    open = null
    if (type === BOF) depth++
    if (type === EOF && --depth <= 0) return
    if (depth === 1) open = { type, parts: [content] }
  }
  if (open) yield open
}

function bookIn(stream: Uint8Array): Book {
  const book: Book = {
    version: 0,
    sheets: [],
    shared: { texts: [], formats: [], since1904: false, shown: { characters: 0, most: MOST_SHARED } },
    own: new Map(),
    styles: [],
    codePage: "gb18030",
  }
  for (const record of recordsOf(stream, 0)) readGlobal(book, record)
  if (book.version === 0) throw new Refused(TOO_OLD)
  book.shared.formats = book.styles.map((id) => book.own.get(id) ?? formatNumbered(id))
  return book
}

const U8_NAMES = { short: true } as const

function readGlobal(book: Book, { type, parts }: Biff) {
  const bytes = new Bytes(parts[0] ?? new Uint8Array(0))
  if (type === BOF) book.version = bytes.u16()
  else if (type === 0x2f) throw new Refused(ENCRYPTED)
  else if (type === 0x42) book.codePage = codePageOf(bytes.u16())
  else if (type === 0x22) book.shared.since1904 = bytes.u16() === 1
  else if (type === 0x85) book.sheets.push(sheetSign(book, bytes))
  else if (type === 0x41e)
    book.own.set(bytes.u16(), formatOf(textIn(book, bytes, book.version < UNICODE ? U8_NAMES : {})))
  else if (type === 0xe0) book.styles.push(bytes.skip(2).u16())
  else if (type === 0xfc) book.shared.texts = sharedTexts(parts)
}

/** Numbers of Windows; Chinese Excel writes 936. */
function codePageOf(page: number): string {
  if (page === 950) return "big5"
  return page === 1252 || page === 0x8000 ? "windows-1252" : "gb18030"
}

function sheetSign(book: Book, bytes: Bytes): SheetSign {
  const at = bytes.u32()
  const hidden = (bytes.u8() & 3) !== 0
  const isTable = bytes.u8() === 0
  return { at, hidden, isTable, name: textIn(book, bytes, U8_NAMES) }
}

/** A text in one record: how many characters, in two bytes or in `short` one, how they are written, and then they. */
function textIn({ version, codePage }: Book, bytes: Bytes, { short = false }: { short?: boolean } = {}): string {
  const count = short ? bytes.u8() : bytes.u16()
  if (version < UNICODE) return new TextDecoder(codePage).decode(bytes.take(count))
  return signsIn(bytes, count, (bytes.u8() & 1) === 1)
}

type SheetReader = OpenSheet & { book: Book; waiting: CellSign | null }

/** Reads a sheet; a formula whose result is a text has it in the record behind. */
function sheetAt(stream: Uint8Array, at: number, book: Book) {
  const reader: SheetReader = { ...openSheet(), book, waiting: null }
  for (const { type, parts } of recordsOf(stream, at)) {
    const bytes = new Bytes(parts.length > 1 ? textParts(parts) : (parts[0] ?? new Uint8Array(0)))
    READERS.get(type)?.(reader, bytes)
  }
  return readSheet(reader)
}

/** A long text goes on in the next record behind a byte that says again how it is written. */
const textParts = ([first = new Uint8Array(0), ...more]: Uint8Array[]) =>
  joinedBytes([first, ...more.map((part) => part.subarray(1))])

const cellAt = (bytes: Bytes, type: string): CellSign => ({
  row: bytes.u16(),
  column: bytes.u16(),
  style: bytes.u16(),
  type,
})

function show(reader: SheetReader, sign: CellSign, text: string) {
  addCell(reader, sign, printedValue(text, sign, reader.book.shared))
}

const ERRORS = new Map([
  [0x00, "#NULL!"],
  [0x07, "#DIV/0!"],
  [0x0f, "#VALUE!"],
  [0x17, "#REF!"],
  [0x1d, "#NAME?"],
  [0x24, "#NUM!"],
  [0x2a, "#N/A"],
])

function addText(reader: SheetReader, bytes: Bytes) {
  const sign = cellAt(bytes, "str")
  show(reader, sign, textIn(reader.book, bytes))
}

function addFormula(reader: SheetReader, bytes: Bytes) {
  const sign = cellAt(bytes, "n")
  const result = new Bytes(bytes.take(8))
  const isNumber = new Bytes(result.bytes, 6).u16() !== 0xffff
  if (isNumber) return show(reader, sign, String(result.f64()))
  const kind = result.u8()
  const value = result.skip(1).u8()
  if (kind === 0) reader.waiting = { ...sign, type: "str" }
  if (kind === 1) show(reader, { ...sign, type: "b" }, String(value))
  if (kind === 2) show(reader, { ...sign, type: "e" }, ERRORS.get(value) ?? "")
}

function addRow(reader: SheetReader, bytes: Bytes) {
  const first = bytes.u16()
  const column = bytes.u16()
  for (let i = 0; bytes.left >= 8; i++) {
    const sign = { row: first, column: column + i, style: bytes.u16(), type: "n" }
    show(reader, sign, String(packedNumber(bytes.i32())))
  }
}

/** A number in four bytes: a whole one, or the upper half of a real one; perhaps a hundred times what it is. */
function packedNumber(packed: number): number {
  const value = packed & 2 ? packed >> 2 : realOf(packed & ~3)
  return packed & 1 ? value / 100 : value
}

function realOf(upper: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setInt32(4, upper, true)
  return view.getFloat64(0, true)
}

function addMerges({ merges }: SheetReader, bytes: Bytes) {
  for (let left = bytes.u16(); left > 0 && bytes.left >= 8 && merges.length < MOST_CELLS; left--) {
    const [top, bottom] = [bytes.u16(), bytes.u16()]
    merges.push({ top, bottom, left: bytes.u16(), right: bytes.u16() })
  }
}

const READERS = new Map<number, (reader: SheetReader, bytes: Bytes) => void>([
  [0xfd, (reader, bytes) => show(reader, cellAt(bytes, "s"), String(bytes.u32()))],
  [0x204, addText],
  [0xd6, addText],
  [0x203, (reader, bytes) => show(reader, cellAt(bytes, "n"), String(bytes.f64()))],
  [0x27e, (reader, bytes) => show(reader, cellAt(bytes, "n"), String(packedNumber(bytes.i32())))],
  [0xbd, addRow],
  [
    0x205,
    (reader, bytes) => {
      const sign = cellAt(bytes, "b")
      const value = bytes.u8()
      if (bytes.u8() === 0) show(reader, sign, String(value))
      else show(reader, { ...sign, type: "e" }, ERRORS.get(value) ?? "")
    },
  ],
  [0x06, addFormula],
  [
    0x207,
    (reader, bytes) => {
      if (reader.waiting) show(reader, reader.waiting, textIn(reader.book, bytes))
      reader.waiting = null
    },
  ],
  [0xe5, addMerges],
  [
    0x208,
    (reader, bytes) => {
      const row = bytes.u16()
      if (bytes.skip(10).u16() & 0x20) reader.hiddenRows.add(row)
    },
  ],
  [
    0x7d,
    (reader, bytes) => {
      const [from, to] = [bytes.u16(), bytes.u16()]
      if (bytes.skip(4).u16() & 1) reader.hiddenColumns.push({ from, to })
    },
  ],
])
