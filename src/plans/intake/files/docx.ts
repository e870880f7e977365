import { type Cell, cellOf, type Table } from "#src/plans/intake/layout/merged_cells.ts"
import { BROKEN, MOST_CELLS, Refused, TOO_MANY_CELLS } from "#src/plans/intake/words/limits.ts"
import type { Piece, Pieces } from "./pieces.ts"
import { encircled, symbolOf } from "./symbols.ts"
import { type Numbers, nextNumber, noNumbers, numbersIn, whole } from "./word_lists.ts"
import { isContentsStyle, isHiddenStyle, noStyles, numberOfStyle, type Styles, stylesIn } from "./word_styles.ts"
import { type Attributes, attribute, isOn, readXml, relationshipsOf } from "./xml.ts"
import type { Zip } from "./zip.ts"

type Paragraph = {
  words: string[]
  style: string | null
  list: string | null
  level: number | null
  /** The boxes that are anchored in it stand behind it. */
  boxes: Piece[]
  /** Its end was deleted, so that the next paragraph goes on with it. */
  goesOn: boolean
  hidden: boolean
  /** An empty one that only ends its section is not numbered. */
  endsSection: boolean
  inProperties: boolean
  inRun: boolean
  runHidden: boolean
  inText: boolean
}
type OpenTable = {
  table: Table
  cells: Cell[]
  cell: { across: number; goesOn: boolean; dropped: boolean }
  dropped: boolean
}

/** What stands open while the document is read; `pieces` has the place where finished paragraphs go, innermost last. */
type Reader = {
  styles: Styles
  numbers: Numbers
  pieces: Piece[][]
  carried: string[]
  paragraphs: Paragraph[]
  tables: OpenTable[]
  alternatives: boolean[]
  skipped: number
  cells: number
  changed: boolean
  fields: { code: string; hasResult: boolean }[]
  inCode: boolean
  /** Those that the text refers to. */
  footnotes: Set<string>
}

/** Reads the text of a Word document as it prints with every change accepted. Nothing else of it is unpacked. */
export function piecesOfDocx(zip: Zip): Pieces {
  const main = mainPart(zip)
  const related = relationshipsOf(zip.part, main)
  const partOf = (type: string, fallback: string) => {
    const target = related.find((relationship) => relationship.type === type)?.target
    return zip.part(target ?? main.replace(/[^/]*$/, fallback))
  }
  const numbering = partOf("numbering", "numbering.xml")
  const styling = partOf("styles", "styles.xml")
  const numbers = numbering ? numbersIn(numbering) : noNumbers()
  const styles = styling ? stylesIn(styling) : noStyles()
  const chunks = zip.part(main)
  if (!chunks) throw new Refused(BROKEN)
  const reader = readerOf(styles, numbers)
  readXml(chunks, {
    open: (name, attributes) => open(reader, name, attributes),
    close: (name) => close(reader, name),
    text: (text) => addText(reader, text),
  })
  const pieces = closePlace(reader)
  const footnotes = footnotesIn(partOf("footnotes", "footnotes.xml"), reader)
  return { pieces: [...pieces, ...footnotes], notes: notesOf(reader, footnotes) }
}

/** Those that the text refers to: the part has others, such as the line that stands above them. */
function footnotesIn(chunks: Iterable<Uint8Array> | null, { styles, footnotes }: Reader): Piece[] {
  if (!chunks || footnotes.size === 0) return []
  const reader = readerOf(styles, noNumbers())
  let isMeant = false
  readXml(chunks, {
    open: (name, attributes) => {
      if (name === "footnote") isMeant = footnotes.has(attribute(attributes, "id") ?? "")
      if (isMeant) open(reader, name, attributes)
    },
    close: (name) => isMeant && close(reader, name),
    text: (text) => isMeant && addText(reader, text),
  })
  return closePlace(reader)
}

function notesOf({ changed }: Reader, footnotes: Piece[]): string[] {
  return [
    ...(changed ? ["文件中有修订，已按接受全部修订后的文字读取"] : []),
    ...(footnotes.length > 0 ? [footnotesTold(footnotes.length)] : []),
  ]
}

/** 方案 put in footnotes whom a task does not mean. */
export const footnotesTold = (count: number) => `文件中有 ${count} 段脚注，接在正文之后，请核对是否影响分工`

function mainPart(zip: Zip): string {
  const said = relationshipsOf(zip.part, "").find(({ type }) => type === "officeDocument")?.target
  const found = said && zip.names.includes(said.toLowerCase()) ? said : undefined
  return found ?? zip.names.find((name) => /^word\/document\d*\.xml$/.test(name)) ?? ""
}

function readerOf(styles: Styles, numbers: Numbers): Reader {
  return {
    styles,
    numbers,
    pieces: [[]],
    carried: [""],
    paragraphs: [],
    tables: [],
    alternatives: [],
    skipped: 0,
    cells: 0,
    changed: false,
    fields: [],
    inCode: false,
    footnotes: new Set(),
  }
}

/** What prints nothing: deleted words, the codes of fields, the readings over characters, properties as they were. */
const SKIPPED = new Set(["del", "moveFrom", "rt", "instrText", "delInstrText", "sectPr", "sdtPr"])

function open(reader: Reader, name: string, attributes: Attributes) {
  if (reader.skipped > 0 || isSkipped(reader, name)) {
    reader.skipped++
    if (name === "instrText") reader.inCode = true
    if (name === "sectPr") markSection(reader)
    return
  }
  const paragraph = reader.paragraphs.at(-1)
  if (name === "p") reader.paragraphs.push(newParagraph())
  else if (name === "txbxContent") openPlace(reader)
  else if (name === "AlternateContent") reader.alternatives.push(false)
  else if (paragraph?.inProperties) openProperty(paragraph, name, attributes, reader)
  else if (!paragraph || !openInParagraph(reader, paragraph, name, attributes)) openInTable(reader, name, attributes)
}

function isSkipped(reader: Reader, name: string): boolean {
  if (name === "Choice" || name === "Fallback") return takesOther(reader, name)
  if (name === "del" || name === "moveFrom") reader.changed = true
  if (name === "ins" || name === "moveTo") reader.changed = true
  const marksEnd = (name === "del" || name === "moveFrom") && isMark(reader)
  return !marksEnd && (SKIPPED.has(name) || name.endsWith("Change"))
}

/** In properties <w:del/> says that the end of the paragraph, the row or the cell was deleted. */
function isMark({ paragraphs, tables }: Reader): boolean {
  const paragraph = paragraphs.at(-1)
  return paragraph ? paragraph.inProperties : tables.length > 0
}

/** A drawing comes twice, for new and for old programs: the first that is offered is read. */
function takesOther({ alternatives }: Reader, name: string): boolean {
  const taken = alternatives.at(-1)
  if (taken === undefined) return name === "Fallback"
  alternatives[alternatives.length - 1] = true
  return taken
}

function newParagraph(): Paragraph {
  return {
    words: [],
    style: null,
    list: null,
    level: null,
    boxes: [],
    goesOn: false,
    hidden: false,
    endsSection: false,
    inProperties: false,
    inRun: false,
    runHidden: false,
    inText: false,
  }
}

function markSection({ paragraphs }: Reader) {
  const paragraph = paragraphs.at(-1)
  if (paragraph?.inProperties) paragraph.endsSection = true
}

function openPlace(reader: Reader) {
  reader.pieces.push([])
  reader.carried.push("")
}

function closePlace(reader: Reader): Piece[] {
  const rest = reader.carried.pop()
  const pieces = reader.pieces.pop() ?? []
  if (rest) pieces.push({ kind: "paragraph", text: rest })
  return pieces
}

function openProperty(paragraph: Paragraph, name: string, attributes: Attributes, { styles }: Reader) {
  const value = attribute(attributes, "val") ?? ""
  if (name === "pStyle") paragraph.style = value
  else if (name === "numId") paragraph.list = value
  else if (name === "ilvl") paragraph.level = whole(value)
  else if (name === "del" || name === "moveFrom") paragraph.goesOn = true
  else if (name === "vanish") paragraph.hidden = isOn(attributes)
  else if (name === "rStyle") paragraph.hidden ||= isHiddenStyle(styles, value)
}

/** Whether the element belongs to a paragraph. */
function openInParagraph(reader: Reader, paragraph: Paragraph, name: string, attributes: Attributes): boolean {
  if (name === "pPr") paragraph.inProperties = true
  else if (name === "r") {
    paragraph.inRun = true
    paragraph.runHidden = isHiddenStyle(reader.styles, paragraph.style)
  } else if (name === "vanish") paragraph.runHidden = isOn(attributes)
  else if (name === "rStyle") paragraph.runHidden ||= isHiddenStyle(reader.styles, attribute(attributes, "val") ?? "")
  else if (name === "t" || name === "m:t") paragraph.inText = true
  else if (name === "footnoteReference") reader.footnotes.add(attribute(attributes, "id") ?? "")
  else if (name === "fldChar") openField(reader, paragraph, attribute(attributes, "fldCharType"))
  else if (paragraph.inRun) addSign(paragraph, name, attributes)
  return name !== "tbl" && !INNER_TABLE.has(name)
}

const INNER_TABLE = new Set(["tr", "tc", "gridSpan", "vMerge", "gridBefore", "cellDel"])

/** Signs that are elements of their own. A soft hyphen prints only at the end of a line, and then it is none. */
const SIGNS = new Map([
  ["tab", "\t"],
  ["ptab", "\t"],
  ["br", "\n"],
  ["cr", "\n"],
  ["noBreakHyphen", "-"],
])

function addSign(paragraph: Paragraph, name: string, attributes: Attributes) {
  const sign = name === "sym" ? symbolIn(attributes) : SIGNS.get(name)
  if (sign && !paragraph.runHidden) paragraph.words.push(sign)
}

const symbolIn = (attributes: Attributes) =>
  symbolOf(Number.parseInt(attribute(attributes, "char") ?? "", 16), attribute(attributes, "font"))

/** A field has its code, and then a result that prints; a formula such as 带圈字符 has none, and prints what it says. */
function openField({ fields }: Reader, paragraph: Paragraph, kind: string | undefined) {
  const field = fields.at(-1)
  if (kind === "begin") fields.push({ code: "", hasResult: false })
  else if (kind === "separate" && field) field.hasResult = true
  else if (kind === "end") {
    const ended = fields.pop()
    if (ended && !ended.hasResult && !paragraph.runHidden) paragraph.words.push(encircled(ended.code))
  }
}

function openInTable(reader: Reader, name: string, attributes: Attributes) {
  const open = reader.tables.at(-1)
  if (name === "tbl")
    reader.tables.push({ table: { kind: "table", rows: [] }, cells: [], cell: noCell(), dropped: false })
  if (!open) return
  const value = attribute(attributes, "val") ?? ""
  if (name === "tr") Object.assign(open, { cells: [], dropped: false })
  if (name === "tc") startCell(reader, open)
  if (name === "gridSpan") open.cell.across = whole(value)
  if (name === "vMerge") open.cell.goesOn = value !== "restart"
  if (name === "gridBefore" && whole(value) > 0) open.cells.push(cellOf([], whole(value)))
  if (name === "cellDel") open.cell.dropped = true
  if (name === "del" || name === "moveFrom") open.dropped = true
}

const noCell = () => ({ across: 1, goesOn: false, dropped: false })

function startCell(reader: Reader, open: OpenTable) {
  if (++reader.cells > MOST_CELLS) throw new Refused(TOO_MANY_CELLS)
  open.cell = noCell()
  openPlace(reader)
}

function close(reader: Reader, name: string) {
  if (reader.skipped > 0) {
    reader.skipped--
    reader.inCode = false
    return
  }
  const paragraph = reader.paragraphs.at(-1)
  if (name === "p") endParagraph(reader)
  else if (name === "AlternateContent") reader.alternatives.pop()
  else if (name === "txbxContent") endBox(reader)
  else if (paragraph && name === "pPr") paragraph.inProperties = false
  else if (paragraph && name === "r") paragraph.inRun = false
  else if (paragraph && (name === "t" || name === "m:t")) paragraph.inText = false
  else endInTable(reader, name)
}

function endBox(reader: Reader) {
  if (reader.pieces.length < 2) return
  const pieces = closePlace(reader)
  const host = reader.paragraphs.at(-1)?.boxes ?? reader.pieces.at(-1)
  for (const piece of pieces) host?.push(piece)
}

function endInTable(reader: Reader, name: string) {
  const open = reader.tables.at(-1)
  if (!open) return
  if (name === "tc" && reader.pieces.length > 1) {
    const { across, goesOn, dropped } = open.cell
    const cell = { ...cellOf(closePlace(reader), across), goesOn }
    if (!dropped) open.cells.push(cell)
  }
  if (name === "tr" && !open.dropped && open.cells.length > 0) open.table.rows.push(open.cells)
  if (name !== "tbl") return
  reader.tables.pop()
  if (open.table.rows.length > 0) reader.pieces.at(-1)?.push(open.table)
}

function addText({ paragraphs, skipped, inCode, fields }: Reader, text: string) {
  const paragraph = paragraphs.at(-1)
  const field = fields.at(-1)
  if (inCode && field) field.code += text
  if (skipped === 0 && paragraph?.inText && !paragraph.runHidden) paragraph.words.push(text.replace(/[\r\n]+/g, " "))
}

function endParagraph(reader: Reader) {
  const paragraph = reader.paragraphs.pop()
  const pieces = reader.pieces.at(-1)
  if (!paragraph || !pieces) return
  const place = reader.carried.length - 1
  const words = (reader.carried[place] ?? "") + paragraph.words.join("")
  const isContents = isContentsStyle(reader.styles, paragraph.style)
  reader.carried[place] = paragraph.goesOn ? words : ""
  if (!paragraph.goesOn && !isContents && !(paragraph.endsSection && words === "")) {
    // One that is hidden prints no number and counts all the same: Word moves lists on by it.
    const text = numberOf(reader, paragraph) + words
    if (text !== "" && !(paragraph.hidden && words === "")) pieces.push({ kind: "paragraph", text })
  }
  for (const box of paragraph.boxes) pieces.push(box)
}

/** What the paragraph says of its number goes before what its style says. */
function numberOf({ styles, numbers }: Reader, { style, list, level }: Paragraph): string {
  const byStyle = numberOfStyle(styles, style)
  const isOwn = list !== null
  return nextNumber(numbers, { list: list ?? byStyle.list, level: level ?? (isOwn ? null : byStyle.level) }, style)
}
