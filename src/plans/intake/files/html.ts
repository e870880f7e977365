import { Parser } from "htmlparser2"
import { type Cell, cellOf, type Table } from "#src/plans/intake/layout/merged_cells.ts"
import { DEEPEST_NESTING, MOST_CELLS, Refused, TOO_DEEP, TOO_MANY_CELLS } from "#src/plans/intake/words/limits.ts"
import { numeralIn } from "#src/plans/intake/words/numerals.ts"
import { withSigns } from "./named.ts"
import type { Piece, Pieces } from "./pieces.ts"
import type { Attributes } from "./xml.ts"

const BEGINS_AS_HTML =
  /^\s*(?:Version:[\d.]+\s[^<]{0,500})?(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|!--|[a-z][a-z0-9]*[\s>/])/i
const ENDS_TAGS = /<\/[a-z][a-z0-9]{0,20} ?>/i

/** A page, a part of one, or what a browser or Word puts on the clipboard: it begins with a tag and closes others. */
export function isHtml(text: string): boolean {
  return BEGINS_AS_HTML.test(text.slice(0, 2000)) && ENDS_TAGS.test(text)
}

type List = { next: number; format: string; stop: string } | null
type Opened = "table" | "row" | "cell" | "list" | "hidden" | "preformatted"
/** `opened` is what ends with the element. */
type Element = { name: string; opened: Opened[] }
type OpenTable = { table: Table; row: Cell[]; cell: { across: number; down: number } | null }

/** `pieces` has the place where paragraphs go, innermost last; `words` is the paragraph that is being read. */
type Reader = {
  pieces: Piece[][]
  words: string[]
  elements: Element[]
  hidden: number
  preformatted: number
  tables: OpenTable[]
  lists: List[]
  cells: number
}

/** Reads the words of a page as they are seen: paragraphs, counted lists and tables, without what surrounds them. */
export function piecesOfHtml(html: string): Pieces {
  const reader: Reader = {
    pieces: [[]],
    words: [],
    elements: [],
    hidden: 0,
    preformatted: 0,
    tables: [],
    lists: [],
    cells: 0,
  }
  const parser = new Parser({
    onopentag: (name, attributes) => openElement(reader, name, attributes),
    onclosetag: (name) => closeElement(reader, name),
    ontext: (text) => addText(reader, text),
  })
  parser.write(withSigns(html.slice(Math.max(0, html.indexOf("<")))))
  parser.end()
  endParagraph(reader)
  return { pieces: reader.pieces[0] ?? [], notes: [] }
}

const UNSEEN = new Set(
  "head script style xml nav footer template noscript iframe object svg select button textarea title del".split(" "),
)
const BLOCKS = new Set(
  (
    "html body p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot " +
    "tr td th blockquote pre address figure figcaption form fieldset center hr"
  ).split(" "),
)

function openElement(reader: Reader, name: string, attributes: Attributes) {
  if (reader.elements.length >= DEEPEST_NESTING) throw new Refused(TOO_DEEP)
  const element: Element = { name, opened: [] }
  reader.elements.push(element)
  if (UNSEEN.has(name) || isHidden(attributes)) {
    reader.hidden++
    element.opened.push("hidden")
  }
  if (reader.hidden > 0) return
  if (name === "br") reader.words.push("\n")
  if (BLOCKS.has(name)) endParagraph(reader)
  if (name === "pre") {
    reader.preformatted++
    element.opened.push("preformatted")
  }
  if (name === "ol" || name === "ul") openList(reader, element, attributes)
  if (name === "li") addNumber(reader, attributes)
  openInTable(reader, element, attributes)
}

/** Word's bullets are letters of a symbol font, l and §, that mean nothing as text. */
const UNSEEN_STYLE = /(?:^|;)(?:display:none|visibility:hidden|mso-hide:all|font-family:["']?(?:wingdings|symbol))/

function isHidden(attributes: Attributes): boolean {
  if (Object.hasOwn(attributes, "hidden")) return true
  return attributes.style !== undefined && UNSEEN_STYLE.test(attributes.style.toLowerCase().replace(/\s+/g, ""))
}

function openList({ lists }: Reader, element: Element, { start, type, style }: Attributes) {
  const isChinese = /cjk-ideographic|simp-chinese|trad-chinese/.test(style ?? "")
  const format = isChinese ? "chineseCounting" : (LIST_FORMATS.get(type ?? "") ?? "decimal")
  lists.push(element.name === "ol" ? { next: wholeOf(start, 1), format, stop: isChinese ? "、" : "." } : null)
  element.opened.push("list")
}

const LIST_FORMATS = new Map([
  ["a", "lowerLetter"],
  ["A", "upperLetter"],
  ["i", "lowerRoman"],
  ["I", "upperRoman"],
])

function addNumber({ lists, words }: Reader, { value }: Attributes) {
  const list = lists.at(-1)
  if (!list) return
  const number = wholeOf(value, list.next)
  list.next = number + 1
  words.push(numeralIn(list.format, number) + list.stop)
}

const LARGEST_NUMBER = 100_000

function wholeOf(value: string | undefined, fallback: number): number {
  const number = Number.parseInt(value ?? "", 10)
  return number >= 0 && number <= LARGEST_NUMBER ? number : fallback
}

const ROW_GROUPS = new Set(["thead", "tbody", "tfoot"])

/** A part of a page may begin inside a table: then its first row or cell begins one. */
function openInTable(reader: Reader, element: Element, attributes: Attributes) {
  const { name, opened } = element
  const isCell = name === "td" || name === "th"
  if (name !== "table" && name !== "tr" && !isCell && !ROW_GROUPS.has(name)) return
  const top = reader.tables.at(-1)
  const table = name === "table" || !top || top.cell ? openTable(reader, opened) : top
  if (name === "tr" || (isCell && !isInRow(reader))) {
    table.row = []
    opened.push("row")
  }
  if (!isCell) return
  if (++reader.cells > MOST_CELLS) throw new Refused(TOO_MANY_CELLS)
  table.cell = { across: wholeOf(attributes.colspan, 1), down: rowspan(attributes) }
  reader.pieces.push([])
  opened.push("cell")
}

function openTable({ tables }: Reader, opened: Opened[]): OpenTable {
  const table: OpenTable = { table: { kind: "table", rows: [] }, row: [], cell: null }
  tables.push(table)
  opened.push("table")
  return table
}

function isInRow({ elements }: Reader): boolean {
  const row = elements.findLastIndex(({ opened }) => opened.includes("row"))
  return row > elements.findLastIndex(({ opened }) => opened.includes("table"))
}

/** 0 means down to the end of the table. */
function rowspan({ rowspan: rows }: Attributes): number {
  return wholeOf(rows, 1) || MOST_CELLS
}

const CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’"
const GAP = new RegExp(`(?<=[${CJK}])[ \\t\\r\\n]+(?=[${CJK}])`, "g")

/** The source of a page may break anywhere, which shows as a space; between two Chinese characters it shows nothing. */
function addText(reader: Reader, text: string) {
  if (reader.hidden > 0) return
  const flowing = text.replace(GAP, (gap) => (/[\r\n]/.test(gap) ? "" : " ")).replace(/[ \t\r\n]+/g, " ")
  reader.words.push(reader.preformatted > 0 ? text : flowing)
}

function endParagraph(reader: Reader) {
  const lines = reader.words.join("").split("\n")
  reader.words.length = 0
  for (const line of lines) {
    if (line.trim() !== "") reader.pieces.at(-1)?.push({ kind: "paragraph", text: line.trim() })
  }
}

function closeElement(reader: Reader, name: string) {
  const element = reader.elements.pop()
  if (!element) return
  if (BLOCKS.has(name) && reader.hidden === 0) endParagraph(reader)
  for (const opened of element.opened.reverse()) end(reader, opened)
}

function end(reader: Reader, opened: Opened) {
  if (opened === "hidden") reader.hidden--
  else if (opened === "preformatted") reader.preformatted--
  else if (opened === "list") reader.lists.pop()
  else endInTable(reader, opened)
}

function endInTable({ pieces, tables }: Reader, opened: "table" | "row" | "cell") {
  const open = tables.at(-1)
  if (!open) return
  if (opened === "cell") {
    open.row.push(cellOf(pieces.pop() ?? [], open.cell?.across, open.cell?.down))
    open.cell = null
  } else if (opened === "row") open.table.rows.push(open.row)
  else {
    tables.pop()
    pieces.at(-1)?.push(open.table)
  }
}
