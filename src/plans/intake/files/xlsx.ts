import { matrixOf } from "#src/plans/intake/layout/merged_cells.ts"
import { partsOf } from "#src/plans/intake/layout/table_heads.ts"
import { BROKEN, MOST_CELLS, MOST_SHARED, Refused } from "#src/plans/intake/words/limits.ts"
import { formatsIn } from "./cell_formats.ts"
import type { Pieces } from "./pieces.ts"
import { type ReadSheet, type Shared, sharedTextsIn, sheetIn } from "./sheets.ts"
import { atOnce, type Steps } from "./steps.ts"
import { type Attributes, attribute, readXml, relationshipsOf } from "./xml.ts"
import type { Zip } from "./zip.ts"

type Named = { name: string; relation: string; hidden: boolean }
export type NamedSheet = Pick<Named, "name" | "hidden">
/** A sheet that is shown and holds something. */
export type Sheet = ReadSheet & { name: string }
type Book = { sheets: Named[]; since1904: boolean }
/** A workbook that was opened and of which no sheet was read yet; null: a sheet without a part. */
export type Workbook = { sheets: Named[]; partOf: (sheet: Named) => Iterable<Uint8Array> | null; shared: Shared }

const MOST_SHEETS = 200

/** Opens a workbook; of its shared texts so many characters are shown at most, every showing counted. */
export function* workbookIn(zip: Zip, mostShown = MOST_SHARED): Steps<Workbook> {
  const main = mainPart(zip)
  const chunks = zip.part(main)
  if (!chunks) throw new Refused(BROKEN)
  const { sheets, since1904 } = bookIn(chunks)
  const related = relationshipsOf(zip.part, main)
  const partOf = (type: string) => zip.part(related.find((one) => one.type === type)?.target ?? "")
  const [texts, styles] = [partOf("sharedStrings"), partOf("styles")]
  const shared: Shared = {
    texts: texts ? yield* sharedTextsIn(texts) : [],
    formats: styles ? formatsIn(styles) : [],
    since1904,
    shown: { characters: 0, most: mostShown },
  }
  return { sheets, partOf: ({ relation }) => zip.part(related.find(({ id }) => id === relation)?.target ?? ""), shared }
}

/** Reads the sheets of a workbook. */
export function piecesOfXlsx(zip: Zip): Pieces {
  const { sheets, partOf, shared } = atOnce(workbookIn(zip))
  const read = sheets.flatMap((sheet): Sheet[] => {
    const part = partOf(sheet)
    if (!part || sheet.hidden) return []
    const found = sheetIn(part, shared)
    return found.table.rows.length > 0 ? [{ name: sheet.name, ...found }] : []
  })
  return piecesOfSheets(sheets, read)
}

/** Of the sheets that were read those with a table of tasks; if none has one, the first. */
export function piecesOfSheets(all: readonly NamedSheet[], read: Sheet[]): Pieces {
  const taken = withTasks(read)
  return { pieces: taken.map(({ table }) => table), notes: notesOn(all, read, taken) }
}

function mainPart(zip: Zip): string {
  const said = relationshipsOf(zip.part, "").find(({ type }) => type === "officeDocument")?.target
  const found = said && zip.names.includes(said.toLowerCase()) ? said : undefined
  return found ?? zip.names.find((name) => /^xl\/workbook\d*\.xml$/.test(name)) ?? ""
}

function bookIn(chunks: Iterable<Uint8Array>): Book {
  const book: Book = { sheets: [], since1904: false }
  const open = (name: string, attributes: Attributes) => {
    if (name === "workbookPr") book.since1904 = ["1", "true"].includes(attribute(attributes, "date1904") ?? "")
    if (name !== "sheet") return
    if (book.sheets.length >= MOST_SHEETS) throw new Refused(`工作表超过 ${MOST_SHEETS} 张，请只保留任务所在的表`)
    const state = attribute(attributes, "state") ?? "visible"
    const relation = attributes["r:id"] ?? attribute(attributes, "id") ?? ""
    book.sheets.push({ name: attribute(attributes, "name") ?? "", relation, hidden: state !== "visible" })
  }
  readXml(chunks, { open, close: () => {} })
  return book
}

function withTasks(sheets: Sheet[]): Sheet[] {
  const headed = sheets.filter(({ table }) => partsOf(matrixOf(table, { cells: MOST_CELLS })).some(({ head }) => head))
  return headed.length > 0 ? headed : sheets.slice(0, 1)
}

function notesOn(sheets: readonly NamedSheet[], read: Sheet[], taken: Sheet[]): string[] {
  const others = read.filter((sheet) => !taken.includes(sheet))
  const hidden = sheets.filter((sheet) => sheet.hidden)
  const rows = taken.reduce((sum, { hiddenRows }) => sum + hiddenRows, 0)
  const columns = taken.reduce((sum, { hiddenColumns }) => sum + hiddenColumns, 0)
  return [
    ...(taken.length > 1 ? [`读入了 ${taken.length} 张工作表：${named(taken)}`] : []),
    ...(others.length > 0 ? [`这些工作表里没有任务表，没有读入：${named(others)}`] : []),
    ...(hidden.length > 0 ? [`隐藏的工作表没有读入：${named(hidden)}`] : []),
    ...(rows > 0 ? [`表中隐藏的 ${rows} 行也读入了，请核对`] : []),
    ...(columns > 0 ? [`表中隐藏的 ${columns} 列没有读入；需要的请取消隐藏后重新选择`] : []),
  ]
}

function named(sheets: readonly { name: string }[]): string {
  return sheets.map(({ name }) => `「${name.slice(0, 31)}」`).join("、")
}
