import { columnsOf } from "#src/plans/intake/layout/columns.ts"
import { Refused } from "#src/plans/intake/words/limits.ts"
import type { Zip } from "./zip.ts"

/** Readers of these kinds are left to Node: they are large, or seldom wanted. */
const NOT_HERE = "（本系统部署在边缘平台时不读取这种文件）"
const SAVE_WORD = "请用 Word 或 WPS 打开后另存为 .docx，或复制正文后粘贴"
const SAVE_EXCEL = "请用 Excel 或 WPS 打开后另存为 .xlsx，或复制表格后粘贴"
const PICTURE = "这是图片或扫描件，不能直接读取，请识别文字后复制粘贴"
const OPEN_DOCUMENT = "这是 OpenDocument 文件，请另存为 .docx 或 .xlsx，或复制正文后粘贴"
const ARCHIVE = "这是压缩文件，请解压后选择其中的方案文件"

/** How files of other kinds begin, and what to do with them. Names are not asked: they lie too often. */
const BEGINNINGS: [number[], string][] = [
  [ascii("%PDF"), `这是 PDF 文件，请复制其中的文字后粘贴；扫描件请先识别文字${NOT_HERE}`],
  [[0x89, ...ascii("PNG")], PICTURE],
  [[0xff, 0xd8, 0xff], PICTURE],
  [ascii("GIF8"), PICTURE],
  [[...ascii("II"), 0x2a, 0x00], PICTURE],
  [[...ascii("MM"), 0x00, 0x2a], PICTURE],
  [ascii("Rar!"), ARCHIVE],
  [ascii("7z"), ARCHIVE],
  [[0x1f, 0x8b], ARCHIVE],
  [ascii("{\\rtf"), `这是 RTF 文件，${SAVE_WORD}${NOT_HERE}`],
]
export const OLE = [0xd0, 0xcf, 0x11, 0xe0]

export function ascii(text: string): number[] {
  return [...text].map((char) => char.charCodeAt(0))
}

/** Why a file of this kind is not read, or null where it may be. */
export function refusedKind(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return "文件是空的，请重新选择"
  if (begins(bytes, OLE)) return oleRefusal(bytes)
  if (begins(bytes, ascii("BM")) && bytes[6] === 0 && bytes[7] === 0) return PICTURE
  if (begins(bytes, ascii("RIFF")) && begins(bytes.subarray(8), ascii("WEBP"))) return PICTURE
  if (begins(bytes.subarray(4), ascii("ftyp"))) return PICTURE
  return BEGINNINGS.find(([beginning]) => begins(bytes, beginning))?.[1] ?? null
}

export function begins(bytes: Uint8Array, beginning: number[]): boolean {
  return beginning.every((byte, place) => bytes[place] === byte)
}

/** Old Office files and today's encrypted ones share a container; what it holds stands in its directory in UTF-16. */
function oleRefusal(bytes: Uint8Array): string {
  if (holds(bytes, "EncryptedPackage") || holds(bytes, "EncryptionInfo")) return "文件已加密，请去掉密码后再选择"
  if (holds(bytes, "WordDocument")) return `这是旧版 Word 或 WPS 文字文件（.doc、.wps），${SAVE_WORD}${NOT_HERE}`
  if (holds(bytes, "Workbook") || holds(bytes, "Book"))
    return `这是旧版 Excel 或 WPS 表格文件（.xls、.et），${SAVE_EXCEL}${NOT_HERE}`
  return "这是旧版 Word、Excel 或 WPS 文件，请另存为 .docx 或 .xlsx，或复制正文后粘贴"
}

function holds(bytes: Uint8Array, name: string): boolean {
  const wanted = [...name].flatMap((char) => [char.charCodeAt(0), 0])
  const [first = 0] = wanted
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, place) => bytes[at + place] === byte)) return true
  }
  return false
}

/** What an archive is, told by the parts in it. */
export function kindOfZip({ names }: Zip): "docx" | "xlsx" {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name))
  if (has(/^word\/document\d*\.xml$/)) {
    if (hasMacros({ names })) throw new Refused("文件含有宏，出于安全不读取，请另存为不含宏的 .docx")
    return "docx"
  }
  if (has(/^xl\/workbook\d*\.xml$/)) return "xlsx"
  if (has(/^xl\/workbook\.bin$/)) throw new Refused(`这是二进制的 Excel 文件（.xlsb），${SAVE_EXCEL}`)
  if (has(/^ppt\//)) throw new Refused("这是演示文稿，请复制其中的文字后粘贴")
  if (has(/^ofd\.xml$/))
    throw new Refused(`这是 OFD 版式文件，请在阅读器中复制文字后粘贴；扫描件请先识别文字${NOT_HERE}`)
  if (has(/^content\.xml$/)) throw new Refused(OPEN_DOCUMENT)
  throw new Refused(names.length === 0 ? "压缩文件是空的，请重新选择" : ARCHIVE)
}

/** Macros lie in a part of their own, which nothing here ever unpacks. */
export const hasMacros = ({ names }: Pick<Zip, "names">) => names.some((name) => /(?:^|\/)vbaproject\.bin$/.test(name))

/** Bytes that no office writes into a text: a program, a picture or a damaged file. */
const MOST_STRANGE = 0.01
const LAYOUT = "\t\n\v\f\r"
const HEAD_OF_TEXT = 4000

export function refuseStrange(text: string) {
  let strange = 0
  for (const char of text) if (char === "\ufffd" || (char < " " && !LAYOUT.includes(char))) strange++
  if (strange > text.length * MOST_STRANGE) throw new Refused("这不是文字文件，请选择 .docx、.xlsx 或 .txt，或粘贴正文")
  const head = text.slice(0, HEAD_OF_TEXT)
  if (/^\s*MIME-Version:/i.test(head)) throw new Refused(`这是单个文件网页（.mht），${SAVE_WORD}`)
  if (/<\?mso-application\b|<(?:w:wordDocument|pkg:package)\b/.test(head))
    throw new Refused(`这是 XML 格式的 Office 文件，${SAVE_WORD}`)
  if (/<office:document\b/.test(head)) throw new Refused(OPEN_DOCUMENT)
}

/** A line of headings parted by commas: a list of units has commas too, but never between headings. */
export function isCsv(text: string): boolean {
  const rows = text
    .slice(0, HEAD_OF_TEXT)
    .split("\n", 20)
    .map((line) => line.split(",").map((cell) => cell.replace(/["\s]/g, "")))
  return rows.some((cells) => cells.length >= 3 && columnsOf(cells) !== null)
}
