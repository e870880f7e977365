import { tableOfText } from "#src/plans/intake/files/csv.ts"
import { decoded } from "#src/plans/intake/files/decode.ts"
import { piecesOfDocx } from "#src/plans/intake/files/docx.ts"
import type { FurtherAnswer, FurtherKind } from "#src/plans/intake/files/further/readers.ts"
import { isHtml, piecesOfHtml } from "#src/plans/intake/files/html.ts"
import { hasMacros, isCsv, kindOfZip, refusedKind, refuseStrange } from "#src/plans/intake/files/kinds.ts"
import { blocksOfMarkdown, isMarkdown } from "#src/plans/intake/files/markdown.ts"
import { laidOut, type Piece } from "#src/plans/intake/files/pieces.ts"
import { withoutRadicals } from "#src/plans/intake/files/radicals.ts"
import { piecesOfXlsx } from "#src/plans/intake/files/xlsx.ts"
import { openZip } from "#src/plans/intake/files/zip.ts"
import type { Block } from "#src/plans/intake/layout/blocks.ts"
import { blocksOf } from "#src/plans/intake/layout/lines_to_blocks.ts"
import { deepestNesting } from "#src/plans/intake/words/brackets.ts"
import {
  BRACKETS_TOO_DEEP,
  DEEPEST_BRACKETS,
  LARGEST_FILE,
  LONGEST_TEXT,
  Refused,
  TOO_LARGE,
  TOO_LONG,
} from "#src/plans/intake/words/limits.ts"
import { planOf } from "./read_plan.ts"

export type InputKind = "text" | "markdown" | "html" | "csv" | "docx" | "xlsx" | FurtherKind

/**
 * A document that was opened; `planOf` reads its plan. `text` is the document line by line, as the preview shows
 * it: every line number of the plan, counted from 1, is one of its lines (split at \r\n, \n or \r). A row of a table is
 * one line, its cells parted by tabs. `notes` say what of the file was left out or decided on the way.
 */
export type Opened = { kind: InputKind; blocks: Block[]; text: string; notes: string[] }

/** Why a file is not read, in one sentence that says what to do instead. */
export type Problem = { problem: string }
export type Input = Opened | Problem

/**
 * Opens a file by its content. `name` serves only to tell the person that its ending says something else, and `further`
 * is what was made of it where it is of a kind that only Node reads.
 */
export function readInput(bytes: Uint8Array, name: string, further: FurtherAnswer | null = null): Input {
  return answered(() => {
    if (bytes.length > LARGEST_FILE) refuse(TOO_LARGE)
    const opened = further ? openedFurther(further) : openedHere(bytes)
    if (isEmpty(opened)) refuse("文件里没有文字，如果是图片或扫描件，请识别文字后复制粘贴")
    return { ...opened, notes: [...endingNote(name, opened.kind), ...opened.notes] }
  })
}

/**
 * Opens what was pasted. The HTML that Word, WPS and browsers put beside the plain text keeps tables and their merged
 * cells, so it is preferred, unless it cannot be read or the plain text says more.
 */
export function readPasted({ text, html = "" }: { text: string; html?: string }): Input {
  if (text.trim() === "" && html.trim() === "") return NOTHING_PASTED
  const plain = text.trim() === "" ? NOTHING_PASTED : answered(() => openedText(text))
  if (html.trim() === "") return plain
  const rich = answered(() => openedHtml(checkedLength(html, LARGEST_FILE)))
  if ("problem" in rich) return plain === NOTHING_PASTED ? rich : plain
  if (isEmpty(rich) || "problem" in plain) return isEmpty(rich) ? plain : rich
  return answered(() => (tasksIn(plain) > tasksIn(rich) ? plain : rich))
}

const NOTHING_PASTED: Problem = { problem: "没有粘贴任何文字" }

const isEmpty = ({ text }: Opened) => text.trim() === ""
const tasksIn = (opened: Opened) => planOf(opened).tasks.length

function answered(open: () => Opened): Input {
  try {
    return open()
  } catch (error) {
    if (error instanceof Refused) return { problem: error.message }
    throw error
  }
}

function refuse(sentence: string): never {
  throw new Refused(sentence)
}

function openedFurther(further: FurtherAnswer): Opened {
  return "problem" in further ? refuse(further.problem) : opened(further.kind, further)
}

function openedHere(bytes: Uint8Array): Opened {
  const refusal = refusedKind(bytes)
  if (refusal) refuse(refusal)
  return isZip(bytes) ? openedZip(bytes) : openedText(decodedText(bytes))
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)
}

function openedZip(bytes: Uint8Array): Opened {
  const zip = openZip(bytes)
  if (kindOfZip(zip) === "docx") return opened("docx", piecesOfDocx(zip))
  const { pieces, notes } = piecesOfXlsx(zip)
  return opened("xlsx", { pieces, notes: [...(hasMacros(zip) ? ["文件中的宏没有读取，只读入了表格"] : []), ...notes] })
}

function openedText(sent: string): Opened {
  if (isHtml(sent)) return openedHtml(sent)
  const text = withoutRadicals(sent)
  checkedBrackets(checkedLength(text))
  if (isCsv(text)) return opened("csv", { pieces: [tableOfText(text)], notes: [] })
  if (isMarkdown(text)) return { kind: "markdown", blocks: blocksOfMarkdown(text), text, notes: [] }
  return { kind: "text", blocks: blocksOf(text), text, notes: [] }
}

function openedHtml(html: string): Opened {
  return opened("html", piecesOfHtml(html))
}

function opened(kind: InputKind, { pieces, notes }: { pieces: Piece[]; notes: string[] }): Opened {
  const { blocks, text, notes: more } = laidOut(pieces.map(inCommonSigns))
  checkedBrackets(text)
  return { kind, blocks, text, notes: [...notes, ...more, ...brokenSigns(text)] }
}

function inCommonSigns(piece: Piece): Piece {
  if (piece.kind === "paragraph") return { ...piece, text: withoutRadicals(piece.text) }
  const rows = piece.rows.map((row) => row.map((cell) => ({ ...cell, pieces: cell.pieces.map(inCommonSigns) })))
  return { ...piece, rows }
}

/** Words that were broken before the file was written. */
function brokenSigns(text: string): string[] {
  const count = text.split("\ufffd").length - 1
  return count > 0 ? [`文字中有 ${count} 处乱码（\ufffd），原文件可能在转换时损坏，请对照原文核对`] : []
}

function decodedText(bytes: Uint8Array): string {
  const text = decoded(bytes)
  refuseStrange(text)
  return text
}

function checkedLength(text: string, limit = LONGEST_TEXT): string {
  if (text.length > limit) refuse(TOO_LONG)
  return text
}

function checkedBrackets(text: string) {
  if (deepestNesting(text) > DEEPEST_BRACKETS) refuse(BRACKETS_TOO_DEEP)
}

const ENDINGS: Record<InputKind, string[]> = {
  text: ["txt", "text"],
  markdown: ["md", "markdown", "txt"],
  html: ["html", "htm"],
  csv: ["csv", "txt"],
  docx: ["docx"],
  xlsx: ["xlsx", "xlsm"],
  doc: ["doc", "wps", "dot", "wpt"],
  ofd: ["ofd"],
  pdf: ["pdf"],
  rtf: ["rtf", "doc"],
  xls: ["xls", "et", "xlt", "ett"],
}
const KIND_NAMES: Record<InputKind, string> = {
  text: "纯文本",
  markdown: "Markdown",
  html: "网页",
  csv: "以逗号分隔的表格",
  docx: "Word 文档",
  xlsx: "Excel 工作簿",
  doc: "旧版 Word 或 WPS 文档",
  ofd: "OFD 文件",
  rtf: "RTF 文档",
  pdf: "PDF 文件",
  xls: "旧版 Excel 或 WPS 表格",
}

/** Office systems hand out web pages as .doc or .xls: the person may see other words in Word than were read here. */
function endingNote(name: string, kind: InputKind): string[] {
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase()
  if (!ending || ENDINGS[kind].includes(ending)) return []
  return [`文件名以 .${ending} 结尾，内容是${KIND_NAMES[kind]}，已按${KIND_NAMES[kind]}读取`]
}
