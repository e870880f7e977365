import { unguarded } from "#src/office/spreadsheets/csv.ts"
import { decoded } from "#src/plans/intake/files/decode.ts"
import { piecesOfDocx } from "#src/plans/intake/files/docx.ts"
import { kindOfZip, refusedKind, refuseStrange } from "#src/plans/intake/files/kinds.ts"
import { sheetIn } from "#src/plans/intake/files/sheets.ts"
import { atOnce } from "#src/plans/intake/files/steps.ts"
import { rowsOfText, signOf } from "#src/plans/intake/files/values.ts"
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

export function tablesAnswer(bytes: Uint8Array): TablesAnswer {
  try {
    return { tables: tablesInFile(bytes) }
  } catch (error) {
    if (error instanceof Refused) return { problem: error.message }
    throw error
  }
}

/** Reads on the spot, within what is counted: at the edge, and in tests. */
export const tablesHere: TableReader = async (bytes) => tablesAnswer(bytes)

/** What Word and Excel put on the clipboard as text: a row a line, its cells parted by tabs. */
export const tablesPasted = (text: string): Texts => [rowsOfText(text, "\t")]

function tablesInFile(bytes: Uint8Array): Texts {
  if (bytes.length > LARGEST_TABLES) throw new Refused(TABLES_TOO_LARGE)
  const refused = refusedKind(bytes)
  if (refused) throw new Refused(refused)
  if (!isZip(bytes)) return [textRows(decoded(bytes))]
  const budget = { cells: MOST_CELLS }
  return tablesIn(openZip(bytes, UNPACKED)).map((table) =>
    matrixOf(table, budget).map((row) => row.map(({ cell, left }) => (left ? "" : wordsIn(cell)))),
  )
}

const isZip = ([first, second]: Uint8Array) => first === 0x50 && second === 0x4b

function textRows(text: string) {
  refuseStrange(text)
  return rowsOfText(text.replace(/^\uFEFF/, ""), signOf(text)).map((row) => row.map(unguarded))
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
