import { cellsOfText } from "#src/plans/intake/files/csv.ts"
import { decoded } from "#src/plans/intake/files/decode.ts"
import { piecesOfDocx } from "#src/plans/intake/files/docx.ts"
import type { FurtherAnswer } from "#src/plans/intake/files/further/readers.ts"
import { kindOfZip, refusedKind, refuseStrange } from "#src/plans/intake/files/kinds.ts"
import { sheetIn } from "#src/plans/intake/files/sheets.ts"
import { atOnce } from "#src/plans/intake/files/steps.ts"
import { rowsOfText } from "#src/plans/intake/files/values.ts"
import { workbookIn } from "#src/plans/intake/files/xlsx.ts"
import { openZip, type Unpacking, type Zip } from "#src/plans/intake/files/zip.ts"
import { cellOf, matrixOf, type Table, textOfCell } from "#src/plans/intake/layout/merged_cells.ts"
import { Refused } from "#src/plans/intake/words/limits.ts"

/*
 * The tables of a file, of whatever they are, told by its content: .docx, .xlsx, or text whose cells are parted by commas or
 * tabs. A cell that covers rows stands in each of them, one that covers columns in the first.
 */

/** A list of some hundred rows without pictures has a tenth of it. */
export const LARGEST_TABLES = 1024 * 1024
const UNPACKED: Unpacking = { unpacked: 12 * LARGEST_TABLES, part: 8 * LARGEST_TABLES }
const MOST_CELLS = 20_000

export const TABLES_TOO_LARGE = "文件超过 1 MB，请删去图片，只保留清单表格"

export type Texts = readonly (readonly (readonly string[])[])[]
export type TablesAnswer = { tables: Texts } | { problem: string }

/** Reads the tables of a file, here or in a thread that may be ended. */
export type TableReader = (bytes: Uint8Array) => Promise<TablesAnswer>

/** `further` is what was made of a file of a kind that only Node reads. */
export function tablesAnswer(bytes: Uint8Array, further: FurtherAnswer | null = null): TablesAnswer {
  try {
    return { tables: tablesInFile(bytes, further) }
  } catch (error) {
    if (error instanceof Refused) return { problem: error.message }
    throw error
  }
}

/** Reads on the spot, within what is counted: at the edge, and in tests. */
export const tablesHere: TableReader = async (bytes) => tablesAnswer(bytes)

/** What Word and Excel put on the clipboard as text: a row a line, its cells parted by tabs. */
export const tablesPasted = (text: string): Texts => [rowsOfText(text, "\t")]

function tablesInFile(bytes: Uint8Array, further: FurtherAnswer | null): Texts {
  if (bytes.length > LARGEST_TABLES) throw new Refused(TABLES_TOO_LARGE)
  if (further) return textsOf(tablesOf(further))
  const refused = refusedKind(bytes)
  if (refused) throw new Refused(refused)
  if (!isZip(bytes)) return [textRows(decoded(bytes))]
  return textsOf(tablesIn(openZip(bytes, UNPACKED)))
}

function tablesOf(further: FurtherAnswer): Table[] {
  if ("problem" in further) throw new Refused(further.problem)
  return further.tables
}

function textsOf(tables: Table[]): Texts {
  const budget = { cells: MOST_CELLS }
  return tables.map((table) =>
    matrixOf(table, budget).map((row) => row.map(({ cell, left }) => (left ? "" : wordsIn(cell)))),
  )
}

const isZip = ([first, second]: Uint8Array) => first === 0x50 && second === 0x4b

function textRows(text: string) {
  refuseStrange(text)
  return cellsOfText(text)
}

function tablesIn(zip: Zip): Table[] {
  if (kindOfZip(zip) === "docx") return piecesOfDocx(zip).pieces.flatMap((one) => (one.kind === "table" ? [one] : []))
  const { sheets, partOf, shared } = atOnce(workbookIn(zip))
  return sheets.flatMap((sheet) => {
    const part = sheet.hidden ? null : partOf(sheet)
    return part ? [sheetIn(part, shared).table] : []
  })
}

/** As it stands there: a plan squeezes the blanks and empty lines that somebody meant. */
const wordsIn = ({ pieces }: Table["rows"][number][number]) =>
  pieces.map((piece) => (piece.kind === "paragraph" ? piece.text : textOfCell(cellOf([piece])))).join("\n")
