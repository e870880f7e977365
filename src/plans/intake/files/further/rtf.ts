import type { Cell } from "#src/plans/intake/layout/merged_cells.ts"
import { cellOf } from "#src/plans/intake/layout/merged_cells.ts"
import {
  DEEPEST_NESTING,
  LONGEST_TEXT,
  MOST_CELLS,
  Refused,
  TOO_DEEP,
  TOO_LONG,
  TOO_MANY_CELLS,
} from "#src/plans/intake/words/limits.ts"
import { footnotesTold } from "../docx.ts"
import type { Piece } from "../pieces.ts"
import { encircled } from "../symbols.ts"
import { type CellSign, gridOf, type SignedRow } from "./doc_tables.ts"
import type { Further } from "./readers.ts"
import { type Token, tokensIn } from "./rtf_tokens.ts"

/** Where the words of a group go: into the text, a footnote or a box, to the code of a field, or nowhere. */
type Goes = "text" | "footnote" | "box" | "code" | "fonts" | "styles" | "nowhere"
type State = {
  goes: Goes
  hidden: boolean
  inTable: boolean
  /** In the number of a paragraph, as it is printed. */
  inNumber: boolean
  style: number
  font: number
  fallback: number
}

type Reader = {
  states: State[]
  state: State
  /** The next word may say that the group goes nowhere unless it is known. */
  starred: boolean
  bytes: string
  skip: number
  words: string[]
  aside: { footnote: string[]; box: string[] }
  code: string
  charsets: Map<number, number>
  codePage: number
  contents: Set<number>
  pieces: Piece[]
  notes: Piece[]
  rows: SignedRow[]
  cells: Cell[]
  cell: Piece[]
  left: number
  signs: CellSign[]
  sign: Omit<CellSign, "right">
  count: number
  size: number
  changed: boolean
}

/** Reads the text of an RTF document; its automatic numbers stand in it as they are printed. */
export function readRtf(bytes: Uint8Array): Further {
  const reader = newReader()
  for (const token of tokensIn(new TextDecoder("latin1").decode(bytes))) take(reader, token)
  endParagraph(reader)
  endTable(reader)
  const { pieces, notes, changed } = reader
  return {
    pieces: [...pieces, ...notes],
    tables: pieces.flatMap((piece) => (piece.kind === "table" ? [piece] : [])),
    notes: [
      ...(changed ? ["文件中有修订，已按接受全部修订后的文字读取"] : []),
      ...(notes.length > 0 ? [footnotesTold(notes.length)] : []),
    ],
  }
}

function newReader(): Reader {
  const state: State = { goes: "text", hidden: false, inTable: false, inNumber: false, style: 0, font: 0, fallback: 1 }
  return {
    states: [],
    state,
    starred: false,
    bytes: "",
    skip: 0,
    words: [],
    aside: { footnote: [], box: [] },
    code: "",
    charsets: new Map(),
    codePage: 936,
    contents: new Set(),
    pieces: [],
    notes: [],
    rows: [],
    cells: [],
    cell: [],
    left: 0,
    signs: [],
    sign: { beside: false, below: false },
    count: 0,
    size: 0,
    changed: false,
  }
}

function take(reader: Reader, token: Token) {
  if (token.kind === "bytes") return takeBytes(reader, token.text)
  flush(reader)
  if (token.kind === "open") openGroup(reader)
  else if (token.kind === "close") closeGroup(reader)
  else if (token.kind === "sign") takeSign(reader, token.name)
  else takeWord(reader, token.name, token.value)
}

function openGroup(reader: Reader) {
  if (reader.states.length >= DEEPEST_NESTING) throw new Refused(TOO_DEEP)
  reader.states.push({ ...reader.state })
}

function closeGroup(reader: Reader) {
  const { goes } = reader.state
  const before = reader.states.pop()
  if (before) reader.state = before
  reader.starred = false
  if (goes === "code" && reader.state.goes !== "code") {
    add(reader, encircled(reader.code))
    reader.code = ""
  }
  if ((goes === "footnote" || goes === "box") && reader.state.goes !== goes) endAside(reader, goes)
}

/** What stands in place of a character that only new programs know is passed over. */
function takeBytes(reader: Reader, text: string) {
  const shown = text.slice(reader.skip)
  reader.skip = Math.max(0, reader.skip - text.length)
  reader.bytes += shown
}

function flush(reader: Reader) {
  const { bytes, state, charsets, codePage } = reader
  reader.bytes = ""
  if (bytes !== "") add(reader, decoded(bytes, CODE_PAGES.get(charsets.get(state.font) ?? -1) ?? codePage))
}

/** Sets of characters that fonts name by number. */
const CODE_PAGES = new Map([
  [134, 936],
  [136, 950],
])

function decoded(bytes: string, codePage: number): string {
  if (/^[\x20-\x7e]*$/.test(bytes)) return bytes
  const label = codePage === 950 ? "big5" : codePage === 936 || codePage === 54936 ? "gb18030" : "windows-1252"
  return new TextDecoder(label).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
}

function add(reader: Reader, text: string) {
  const { state } = reader
  if (state.goes === "styles") return noteStyle(reader, text)
  if (state.goes === "code") reader.code += text.slice(0, LONGEST_CODE)
  if (state.hidden || text === "") return
  reader.size += text.length
  if (reader.size > LONGEST_TEXT) throw new Refused(TOO_LONG)
  if (state.goes === "text") reader.words.push(state.inNumber ? text.replace(/[\t ]/g, "") : text)
  else if (state.goes === "footnote" || state.goes === "box") reader.aside[state.goes].push(text)
}
const LONGEST_CODE = 200

/** A table of contents repeats every heading: its paragraphs have styles of their own. */
function noteStyle({ contents, state }: Reader, name: string) {
  if (/^(?:toc|目录) ?\d/i.test(name.trim())) contents.add(state.style)
}

const SIGNS: Readonly<Record<string, string>> = {
  "~": "\u00a0",
  _: "-",
  "{": "{",
  "}": "}",
  "\\": "\\",
  "\r": "\n",
  "\n": "\n",
}

function takeSign(reader: Reader, name: string) {
  if (name === "*") reader.starred = true
  else if (reader.skip > 0) reader.skip--
  else add(reader, SIGNS[name] ?? "")
}

const WORDS: Readonly<Record<string, string>> = {
  tab: "\t",
  line: "\n",
  emdash: "—",
  endash: "–",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  bullet: "•",
  emspace: "\u2003",
  enspace: "\u2002",
}

/** Groups that say nothing of the text itself. */
const NOWHERE = new Set(
  (
    "colortbl info pict object header headerl headerr headerf footer footerl footerr footerf listtable listoverridetable " +
    "revtbl themedata datastore xmlnstbl generator rsidtbl latentstyles sp annotation atnid atnauthor bkmkstart bkmkend " +
    "nonshppict filetbl pgptbl mmathPr result"
  ).split(" "),
)
const GOES: Readonly<Record<string, Goes>> = {
  fonttbl: "fonts",
  stylesheet: "styles",
  fldinst: "code",
  footnote: "footnote",
  shptxt: "box",
}
/** Known behind a star, and gone into. */
const TRANSPARENT = new Set(["shpinst", "shppict", "nesttableprops", "listtext", "pntext"])

function takeWord(reader: Reader, name: string, value: number | null) {
  const { state, starred } = reader
  reader.starred = false
  if (state.goes === "nowhere") return
  const goes = GOES[name]
  if (goes) state.goes = goes
  else if (NOWHERE.has(name) || (starred && !TRANSPARENT.has(name))) state.goes = "nowhere"
  else if (name === "u") takeCharacter(reader, value ?? 0)
  else if (WORDS[name] !== undefined) add(reader, WORDS[name])
  else if (!takeLook(reader, name, value)) takeLayout(reader, name, value)
}

function takeCharacter(reader: Reader, value: number) {
  add(reader, String.fromCharCode(value & 0xffff))
  reader.skip = reader.state.fallback
}

/** Whether the word says how characters and paragraphs look. */
function takeLook(reader: Reader, name: string, value: number | null): boolean {
  const { state } = reader
  const isOn = value !== 0
  if (name === "f") state.font = value ?? 0
  else if (name === "fcharset" && state.goes === "fonts") reader.charsets.set(state.font, value ?? 0)
  else if (name === "ansicpg") reader.codePage = value ?? reader.codePage
  else if (name === "uc") state.fallback = Math.min(Math.max(0, value ?? 1), 10)
  else if (name === "s") state.style = value ?? 0
  else if (name === "v") state.hidden = isOn
  else if (name === "plain") state.hidden = false
  else if (name === "listtext" || name === "pntext") state.inNumber = true
  else if (name === "deleted") {
    state.hidden = isOn
    reader.changed = true
  } else if (name === "revised") reader.changed = true
  else return false
  return true
}

function takeLayout(reader: Reader, name: string, value: number | null) {
  const { state } = reader
  if (name === "par" || name === "sect" || name === "nestcell") endParagraph(reader)
  else if (name === "pard") Object.assign(state, { inTable: false, style: 0 })
  else if (name === "intbl") state.inTable = true
  else if (name === "cell") endCell(reader)
  else if (name === "row") endRow(reader)
  else if (name === "trowd") Object.assign(reader, { left: 0, signs: [], sign: { beside: false, below: false } })
  else if (name === "trleft") reader.left = value ?? 0
  else if (name === "clmrg") reader.sign.beside = true
  else if (name === "clvmrg") reader.sign.below = true
  else if (name === "cellx") addSign(reader, value ?? 0)
}

const MOST_COLUMNS = 200

function addSign(reader: Reader, right: number) {
  if (reader.signs.length < MOST_COLUMNS) reader.signs.push({ ...reader.sign, right })
  reader.sign = { beside: false, below: false }
}

function endParagraph(reader: Reader) {
  const { state, contents } = reader
  if (state.goes === "footnote" || state.goes === "box") reader.aside[state.goes].push("\n")
  if (state.goes !== "text") return
  const text = reader.words.join("")
  reader.words = []
  if (!state.inTable) endTable(reader)
  if (text !== "" && !contents.has(state.style))
    (state.inTable ? reader.cell : reader.pieces).push({ kind: "paragraph", text })
}

/** A footnote stands behind the text, and a box before the paragraph that it is fixed to. */
function endAside(reader: Reader, goes: "footnote" | "box") {
  const lines = reader.aside[goes].join("").split("\n")
  reader.aside[goes] = []
  for (const line of lines) {
    const text = line.trim()
    if (text !== "") (goes === "footnote" ? reader.notes : reader.pieces).push({ kind: "paragraph", text })
  }
}

function endCell(reader: Reader) {
  reader.state.inTable = true
  endParagraph(reader)
  if (++reader.count > MOST_CELLS) throw new Refused(TOO_MANY_CELLS)
  reader.cells.push(cellOf(reader.cell))
  reader.cell = []
}

function endRow(reader: Reader) {
  if (reader.cells.length > 0) reader.rows.push({ left: reader.left, row: reader.signs, cells: reader.cells })
  reader.cells = []
  reader.cell = []
}

function endTable(reader: Reader) {
  endRow(reader)
  if (reader.rows.length > 0) reader.pieces.push(gridOf(reader.rows))
  reader.rows = []
}
