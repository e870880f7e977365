import { cleaned } from "#src/office/typed/unseen.ts"

/** What may be attached, told by content and not by name (domain.md 5.3). */
export const TYPES = {
  pdf: "application/pdf",
  ofd: "application/ofd",
  jpg: "image/jpeg",
  png: "image/png",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const

export type FileType = keyof typeof TYPES

/** The kinds as people are told them, and as a browser's picker is. */
export const KINDS_TAKEN = Object.keys(TYPES).join("、")
export const ACCEPTED = [...Object.keys(TYPES), "jpeg"].map((kind) => `.${kind}`).join(",")

export const LARGEST_FILE = 10 * 1024 * 1024
export const MOST_FILES = 20

/** So much of a file tells what it is: its first bytes, and the directory of a zip at its end. */
export const HEAD = 8
export const TAIL = 1024 * 1024

/** Stands in the row of a file; its name is what it was kept under, before this rule perhaps any. */
export const typeNamed = (mime: string): FileType | null =>
  (Object.keys(TYPES) as FileType[]).find((type) => TYPES[type] === mime) ?? null

const starts = (bytes: Uint8Array, ...signature: number[]) => signature.every((byte, i) => bytes[i] === byte)

/** The end of a file, and where in the file it begins. */
type End = { bytes: Uint8Array; from: number }

/**
 * The type of a file by its first bytes and, of what is a zip, by the parts that the directory at its end names; null:
 * not one we take. Of a file that is not held whole its head and its end are enough.
 */
export function typeOf(bytes: Uint8Array, end: End = { bytes, from: 0 }): FileType | null {
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return "pdf"
  if (starts(bytes, 0xff, 0xd8, 0xff)) return "jpg"
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "png"
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return packedType(zipEntries(end.bytes, end.from))
  return null
}

/** An OFD (GB/T 33190) has its one entrance at the root; of Word and Excel, macros make another kind, which is refused. */
function packedType(names: string[]): FileType | null {
  if (names.includes("OFD.xml")) return names.includes("[Content_Types].xml") ? null : "ofd"
  if (!names.includes("[Content_Types].xml") || names.some((name) => /vbaProject\.bin$/i.test(name))) return null
  if (names.includes("word/document.xml")) return "docx"
  if (names.includes("xl/workbook.xml")) return "xlsx"
  return null
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const MOST_ENTRIES = 5000

/** Names in a zip's central directory, read without unpacking anything; empty when it is broken or absurdly large. */
export function zipEntries(bytes: Uint8Array, from = 0): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  if (end === null) return []
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true) - from
  const names: string[] = []
  for (let i = 0; i < Math.min(count, MOST_ENTRIES); i++) {
    if (at < 0 || at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) return []
    const length = view.getUint16(at + 28, true)
    names.push(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length)))
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return names
}

/** The record stands at the end, before a comment of at most 65,535 bytes. */
function endOfDirectory(view: DataView): number | null {
  const earliest = Math.max(0, view.byteLength - 22 - 65_535)
  for (let at = view.byteLength - 22; at >= earliest; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  return null
}

const LONGEST_NAME = 120

/** Whole characters from the front: half a rare one is none. */
const cut = (text: string, length: number): string => [...text].slice(0, length).join("").trim()

/** What of a name is seen: no folders, no control characters, nothing that turns the direction of what follows. */
function seenOf(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? ""
  return cleaned(base)
    .text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, "")
    .toWellFormed()
    .trim()
}

/** A file name as it may be shown, and not endless. */
export const cleanName = (name: string): string => cut(seenOf(name), LONGEST_NAME) || "未命名"

/** Endings that say the same, the usual one first. */
const ENDINGS: Record<FileType, readonly [string, ...string[]]> = {
  pdf: ["pdf"],
  ofd: ["ofd"],
  jpg: ["jpg", "jpeg"],
  png: ["png"],
  docx: ["docx"],
  xlsx: ["xlsx"],
}

/**
 * The name under which a file is kept and goes out: it ends with what the file is, whatever it was called, for it is
 * opened by its name on a colleague's machine. A long stem is cut, never the ending.
 */
export function fileName(name: string, type: FileType): string {
  const seen = seenOf(name)
  const own = ENDINGS[type].find((one) => seen.toLowerCase().endsWith(`.${one}`))
  const stem = own ? seen.slice(0, -own.length - 1) : seen
  const ending = own ? seen.slice(-own.length) : ENDINGS[type][0]
  return `${cut(stem, LONGEST_NAME - ending.length - 1) || "未命名"}.${ending}`
}
