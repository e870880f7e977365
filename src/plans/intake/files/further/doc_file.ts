import { BROKEN, Refused } from "#src/plans/intake/words/limits.ts"
import { type Compound, viewOf } from "./compound.ts"
import { Bytes } from "./records.ts"

/*
 * A document of Word 97 to 2003 or of WPS: its text lies in pieces, in the order in which it was typed and not in which it
 * is read; beside it stand tables that say where each piece, paragraph and run lies.
 */

/** A stretch of text as it lies in the stream: characters of one byte or of two. */
export type TextPiece = { cp: number; end: number; at: number; width: 1 | 2 }
/** Where the parts of a document begin, counted in characters. */
export type Stories = { main: number; footnotes: number; boxesFrom: number; boxes: number }
export type WordFile = {
  text: Uint8Array
  data: Uint8Array
  pieces: TextPiece[]
  stories: Stories
  /** The characters that end a section. */
  sectionEnds: Set<number>
  /** A table of the file by its place in the list of them. */
  table: (place: number, isWhole?: boolean) => Bytes
}

const WORD_97 = 0xa5ec
const WORD_95 = 0xa5dc
const TABLES_AT = 0x9a
const SECTIONS = 6
const PIECES = 33
const ENCRYPTED = "文件已加密，请去掉密码后再选择"
const TOO_OLD = "这是 Word 95 或更早的文件，请用 Word 或 WPS 打开后另存为 .docx，或复制正文后粘贴"

export function openWord(compound: Compound): WordFile {
  const text = compound.stream("WordDocument")
  if (!text || text.length < TABLES_AT) throw new Refused(BROKEN)
  const view = viewOf(text)
  const flags = view.getUint16(0x0a, true)
  if (view.getUint16(0, true) === WORD_95) throw new Refused(TOO_OLD)
  if (view.getUint16(0, true) !== WORD_97) throw new Refused(BROKEN)
  if (flags & 0x100) throw new Refused(ENCRYPTED)
  const beside = compound.stream(flags & 0x200 ? "1Table" : "0Table")
  if (!beside) throw new Refused(BROKEN)
  /** A list of lists tells its own length: what follows it belongs to it. */
  const table = (place: number, isWhole = false) => {
    const sign = new Bytes(text, TABLES_AT + place * 8)
    const from = sign.u32()
    const length = sign.u32()
    if (length === 0 || from >= beside.length) return new Bytes(new Uint8Array(0))
    return new Bytes(beside.subarray(from, isWhole ? beside.length : from + length))
  }
  return {
    text,
    data: compound.stream("Data") ?? new Uint8Array(0),
    pieces: piecesIn(table(PIECES)),
    stories: storiesIn(new Bytes(text, 0x4c)),
    sectionEnds: sectionEndsIn(table(SECTIONS)),
    table,
  }
}

function storiesIn(counts: Bytes): Stories {
  const [main, footnotes, heads, macros, notes, endnotes, boxes] = Array.from({ length: 7 }, () => counts.u32())
  const before = [main, footnotes, heads, macros, notes, endnotes]
  return {
    main: main ?? 0,
    footnotes: footnotes ?? 0,
    boxesFrom: before.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    boxes: boxes ?? 0,
  }
}

/** Changes that apply to whole pieces come first; of them the sign of each is skipped. */
function piecesIn(bytes: Bytes): TextPiece[] {
  while (bytes.left > 0) {
    const kind = bytes.u8()
    if (kind === 2) return pieceTable(new Bytes(bytes.take(bytes.u32())))
    if (kind !== 1) break
    bytes.skip(bytes.u16())
  }
  throw new Refused(BROKEN)
}

const PIECE_BYTES = 8
const NARROW = 0x40000000

function pieceTable(bytes: Bytes): TextPiece[] {
  const count = Math.floor((bytes.left - 4) / (4 + PIECE_BYTES))
  const places = Array.from({ length: Math.max(0, count + 1) }, () => bytes.u32())
  const pieces: TextPiece[] = []
  for (let i = 0; i < count; i++) {
    const sign = bytes.skip(2).u32()
    bytes.skip(2)
    const [cp = 0, end = 0] = places.slice(i, i + 2)
    const isNarrow = (sign & NARROW) !== 0
    const at = isNarrow ? (sign & ~NARROW) >>> 1 : sign
    if (end > cp) pieces.push({ cp, end, at, width: isNarrow ? 1 : 2 })
  }
  return pieces
}

const SECTION_BYTES = 12

function sectionEndsIn(bytes: Bytes): Set<number> {
  const count = Math.floor((bytes.left - 4) / (4 + SECTION_BYTES))
  const places = Array.from({ length: Math.max(0, count + 1) }, () => bytes.u32())
  return new Set(places.slice(1).map((place) => place - 1))
}
