import { type Cell, cellOf, type Table } from "#src/plans/intake/layout/merged_cells.ts"
import { LONGEST_TEXT, MOST_CELLS, Refused, TOO_LONG, TOO_MANY_CELLS } from "#src/plans/intake/words/limits.ts"
import { footnotesTold } from "../docx.ts"
import type { Piece } from "../pieces.ts"
import { encircled, symbolOf } from "../symbols.ts"
import { type NumberSign, type Numbers, nextNumber } from "../word_lists.ts"
import { isContentsStyle, numberOfStyle, type Styles } from "../word_styles.ts"
import { openCompound } from "./compound.ts"
import { openWord, type TextPiece, type WordFile } from "./doc_file.ts"
import { numberIn, numbersOf, rejoinLists, stylesOf } from "./doc_lists.ts"
import { changesIn, characterRuns, paragraphRuns, type Run, runAt } from "./doc_properties.ts"
import { gridOf, type RowSign, rowSign, type SignedRow } from "./doc_tables.ts"
import type { Further } from "./readers.ts"
import { Bytes } from "./records.ts"
import { signsIn } from "./xls_texts.ts"

/** What a paragraph says of itself; `depth`: in how many tables it stands. */
type Looks = NumberSign &
  RowSign & { style: string; inTable: boolean; endsRow: boolean; depth: number; isOldNumber: boolean }
/** Codes of fields stand before their results, one in the other. */
type Field = { code: string; isResult: boolean }

type Reader = {
  file: WordFile
  styles: Styles
  numbers: Numbers
  paragraphs: readonly Run[]
  characters: readonly Run[]
  words: string[]
  size: number
  fields: Field[]
  changed: boolean
  /** Paragraphs that have a number which is not told. */
  unnumbered: number
  pieces: Piece[]
  rows: SignedRow[]
  cells: Cell[]
  cell: Piece[]
  count: number
}

/** Reads a Word document of 1997 to 2003, or one of WPS, as it prints with every change accepted. */
export function readDoc(bytes: Uint8Array): Further {
  const file = openWord(openCompound(bytes))
  const { main, boxesFrom, boxes, footnotes } = file.stories
  const reader: Reader = {
    file,
    styles: stylesOf(file),
    numbers: numbersOf(file),
    paragraphs: paragraphRuns(file),
    characters: characterRuns(file),
    words: [],
    size: 0,
    fields: [],
    changed: false,
    unnumbered: 0,
    pieces: [],
    rows: [],
    cells: [],
    cell: [],
    count: 0,
  }
  rejoinLists(reader.numbers, file, reader.paragraphs)
  readStory(reader, 0, main)
  const before = reader.pieces.length
  readStory(reader, boxesFrom, boxesFrom + boxes)
  const hasBoxes = reader.pieces.length > before
  const noted = reader.pieces.length
  readStory(reader, main, main + footnotes)
  const notes = reader.pieces.length - noted
  return {
    pieces: reader.pieces,
    tables: reader.pieces.flatMap((piece) => (piece.kind === "table" ? [piece] : [])),
    notes: [
      ...(reader.changed ? ["文件中有修订，已按接受全部修订后的文字读取"] : []),
      ...(reader.unnumbered > 0 ? [`文件中有 ${reader.unnumbered} 处自动编号读不到，请对照原文核对编号和部分`] : []),
      ...(hasBoxes ? ["文本框里的文字接在正文之后，请核对位置"] : []),
      ...(notes > 0 ? [footnotesTold(notes)] : []),
    ],
  }
}

/** The characters of a story, piece by piece and run by run. */
function readStory(reader: Reader, from: number, to: number) {
  for (const piece of reader.file.pieces) {
    const end = Math.min(piece.end, to)
    for (let cp = Math.max(piece.cp, from); cp < end; ) cp = readRun(reader, piece, cp, end)
  }
  endParagraph(reader, null)
  endTable(reader)
  reader.fields = []
}

/** Reads what looks the same, as far as it lies together; where it ends. */
function readRun(reader: Reader, { cp: begin, at, width }: TextPiece, cp: number, end: number): number {
  const place = at + (cp - begin) * width
  const run = runAt(reader.characters, place)
  const most = run ? Math.ceil((run.to - place) / width) : end - cp
  const count = Math.max(1, Math.min(end - cp, most))
  const text = width === 1 ? latinIn(reader, place, count) : signsIn(new Bytes(reader.file.text, place), count, true)
  if (text === "") return end
  const look = lookOf(run)
  if (look.deleted || look.inserted) reader.changed = true
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const isShown = !look.hidden && !look.deleted
    if (!isEnd(reader, code, cp + i)) addSign(reader, text[i] ?? "", code, look, isShown)
    else if (!look.deleted || code === CELL_END)
      endParagraph(reader, { code, place: place + i * width, isSection: code === PAGE_END })
  }
  return cp + text.length
}

const latinIn = ({ file }: Reader, place: number, count: number) =>
  new TextDecoder("windows-1252").decode(file.text.subarray(place, place + count))

const PARAGRAPH_END = 0x0d
const CELL_END = 0x07
const PAGE_END = 0x0c

const isEnd = ({ file }: Reader, code: number, cp: number) =>
  code === PARAGRAPH_END || code === CELL_END || (code === PAGE_END && file.sectionEnds.has(cp))

type Look = { hidden: boolean; deleted: boolean; inserted: boolean; symbol: number | null }
const PLAIN: Look = { hidden: false, deleted: false, inserted: false, symbol: null }

function lookOf(run: Run | undefined): Look {
  if (!run || run.changes.length === 0) return PLAIN
  const look = { ...PLAIN }
  for (const { kind, operand } of changesIn(run.changes)) {
    if (kind === 0x083c) look.hidden = operand.u8() === 1
    if (kind === 0x0800) look.deleted = operand.u8() === 1
    if (kind === 0x0801) look.inserted = operand.u8() === 1
    if (kind === 0x6a09) look.symbol = operand.skip(2).u16()
  }
  return look
}

const FIELD_BEGINS = 0x13
const FIELD_RESULT = 0x14
const FIELD_ENDS = 0x15
const SIGNS = new Map([
  [0x09, "\t"],
  [0x0b, "\n"],
  [0x1e, "-"],
])

function addSign(reader: Reader, sign: string, code: number, look: Look, isShown: boolean) {
  const field = reader.fields.at(-1)
  if (code === FIELD_BEGINS) reader.fields.push({ code: "", isResult: false })
  else if (code === FIELD_RESULT && field) field.isResult = true
  else if (code === FIELD_ENDS) endField(reader)
  else if (field && !field.isResult) field.code += sign
  else if (isShown && reader.fields.every(({ isResult }) => isResult)) add(reader, shown(sign, code, look))
}

function endField(reader: Reader) {
  const field = reader.fields.pop()
  if (field && !field.isResult && reader.fields.every(({ isResult }) => isResult)) add(reader, encircled(field.code))
}

function shown(sign: string, code: number, { symbol }: Look): string {
  if (symbol !== null) return symbolOf(symbol)
  return code < 0x20 ? (SIGNS.get(code) ?? "") : sign
}

function add(reader: Reader, text: string) {
  reader.size += text.length
  if (reader.size > LONGEST_TEXT) throw new Refused(TOO_LONG)
  reader.words.push(text)
}

type End = { code: number; place: number; isSection: boolean }

/** A paragraph ends with its sign, which knows how it looks; a story may end without one. */
function endParagraph(reader: Reader, end: End | null) {
  const words = reader.words.join("")
  if (!end && words === "") return
  reader.words = []
  const looks = looksOf(reader, end)
  if (!looks.inTable) endTable(reader)
  if (looks.endsRow) return endRow(reader, looks)
  const text = isContentsStyle(reader.styles, looks.style) ? "" : numbered(reader, looks, words, end)
  if (text !== "") (looks.inTable ? reader.cell : reader.pieces).push({ kind: "paragraph", text })
  if (looks.inTable && end?.code === CELL_END) endCell(reader)
}

/** An empty paragraph that only breaks the section is none. */
function numbered(reader: Reader, looks: Looks, words: string, end: End | null): string {
  if (words === "" && end?.isSection) return ""
  const { styles, numbers } = reader
  const byStyle = numberOfStyle(styles, looks.style)
  const list = looks.list ?? byStyle.list
  const level = looks.level ?? (looks.list === null ? byStyle.level : null)
  if (words !== "" && (looks.isOldNumber || (list !== null && list !== "0" && !numbers.lists.has(list))))
    reader.unnumbered++
  return nextNumber(numbers, { list, level }, looks.style) + words
}

function looksOf({ file, paragraphs }: Reader, end: End | null): Looks {
  const run = end ? runAt(paragraphs, end.place) : undefined
  const looks: Looks = {
    style: String(run?.style ?? 0),
    list: null,
    level: null,
    inTable: false,
    endsRow: false,
    depth: 1,
    isOldNumber: false,
    row: [],
    left: 0,
  }
  if (!run) return looks
  const changes = wholeOf(file, run.changes)
  Object.assign(looks, numberIn(changes))
  for (const { kind, operand } of changesIn(changes)) {
    if (kind === 0x2416) looks.inTable = operand.u8() === 1
    if (kind === 0x2417) looks.endsRow = operand.u8() === 1
    if (kind === WORD_6_NUMBER) looks.isOldNumber = true
    if (kind === 0x6649) looks.depth = operand.i32()
  }
  if (looks.endsRow) Object.assign(looks, rowSign(changes))
  if (looks.depth > 1) looks.endsRow = false
  return looks
}

/** As Word 6 numbered, which Word 97 still shows. */
const WORD_6_NUMBER = 0xc63e
const ELSEWHERE = 0x6646

/** What takes more than a page has room for lies in a stream of its own. */
function wholeOf({ data }: WordFile, changes: Uint8Array): Uint8Array {
  for (const { kind, operand } of changesIn(changes)) {
    if (kind !== ELSEWHERE) continue
    const bytes = new Bytes(data, operand.u32())
    return bytes.take(bytes.u16())
  }
  return changes
}

function endCell(reader: Reader) {
  if (++reader.count > MOST_CELLS) throw new Refused(TOO_MANY_CELLS)
  reader.cells.push(cellOf(reader.cell))
  reader.cell = []
}

function endRow(reader: Reader, { row, left }: RowSign) {
  if (reader.cells.length > 0) reader.rows.push({ left, row, cells: reader.cells })
  reader.cells = []
  reader.cell = []
}

function endTable(reader: Reader) {
  if (reader.cells.length > 0) endRow(reader, { row: [], left: 0 })
  const table: Table | null = reader.rows.length > 0 ? gridOf(reader.rows) : null
  reader.rows = []
  if (table) reader.pieces.push(table)
}
