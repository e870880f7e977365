import { decoded } from "#src/plans/intake/files/decode.ts"
import { piecesOfDocx } from "#src/plans/intake/files/docx.ts"
import { kindOfZip, refusedKind } from "#src/plans/intake/files/kinds.ts"
import { sheetIn } from "#src/plans/intake/files/sheets.ts"
import { atOnce } from "#src/plans/intake/files/steps.ts"
import { workbookIn } from "#src/plans/intake/files/xlsx.ts"
import { openZip, type Unpacking, type Zip } from "#src/plans/intake/files/zip.ts"
import { matrixOf, type Table } from "#src/plans/intake/layout/merged_cells.ts"
import { Refused } from "#src/plans/intake/words/limits.ts"
import { MOST_DUTIES } from "./lists.ts"

/*
 * The rows of a 责任清单 as it stands in Word, in Excel or on the clipboard: by the words of its headings, whatever their
 * order. What is read is only looked over; nothing is entered by it.
 */

/** A list of 300 items without pictures has a tenth of it: small enough to be read at once, without a thread of its own. */
export const LARGEST_LIST = 1024 * 1024
const UNPACKED: Unpacking = { unpacked: 12 * LARGEST_LIST, part: 8 * LARGEST_LIST }
const MOST_CELLS = 20_000

export const TOO_LARGE = "文件超过 1 MB，请删去图片，只保留清单表格"
const NO_TABLE = "没有找到责任清单的表格：表头至少要有普法内容或法律法规，以及对象、方式、时间、科室、责任人中的一项"
const TOO_MANY = `清单超过 ${MOST_DUTIES} 项，请分几份导入`

/** What a column of a list is about, by its heading; the first that fits counts. */
const HEADINGS = [
  ["remark", /备注|说明/],
  ["laws", /法律|法规|依据/],
  ["audience", /对象|对谁/],
  ["ways", /方式|载体|形式|怎么普|阵地/],
  ["when", /时间|时限|何时|节点|日期/],
  ["person", /责任人|工作人员|承办人|联系人/],
  ["department", /科室|部门|处室|谁去普/],
  ["leads", /牵头|责任单位/],
  ["standard", /标准|目标/],
  ["measures", /措施|步骤/],
  ["indicator", /指标/],
  ["content", /内容|普什么|任务|事项|项目/],
] as const

export type Column = (typeof HEADINGS)[number][0]
/** In the order in which they are shown. */
export const COLUMNS: readonly Column[] = [
  "content",
  "laws",
  "audience",
  "ways",
  "when",
  "leads",
  "department",
  "person",
  "indicator",
  "standard",
  "measures",
  "remark",
]
/** One row, as it is written there; a column that the table has not is empty. */
export type ListRow = Record<Column, string>

const EMPTY = Object.fromEntries(COLUMNS.map((column) => [column, ""])) as ListRow

const columnOf = (heading: string): Column | null => {
  const bare = heading.replace(/\s+/g, "")
  if (bare === "" || bare.length > 20 || /^(序号|单位|步骤)$/.test(bare)) return null
  return HEADINGS.find(([, pattern]) => pattern.test(bare))?.[0] ?? null
}

type Head = (Column | null)[]

/** A row is a heading if it names what is taught and one thing besides. */
function headIn(row: readonly string[]): Head | null {
  const found: Head = []
  for (const cell of row) {
    const column = columnOf(cell)
    found.push(column !== null && found.includes(column) ? null : column)
  }
  const named = new Set(found)
  const about = named.has("content") || named.has("laws")
  const others = [...named].filter((one) => one !== null && one !== "content" && one !== "laws")
  return about && others.length > 0 ? found : null
}

function rowUnder(head: Head, cells: readonly string[]): ListRow {
  const row = { ...EMPTY }
  head.forEach((column, i) => {
    if (column !== null) row[column] = (cells[i] ?? "").trim()
  })
  return row
}

const isFilled = ({ content, laws }: ListRow) => content !== "" || laws !== ""

function rowsIn(tables: readonly (readonly string[][])[]): ListRow[] {
  const rows: ListRow[] = []
  for (const table of tables) {
    let head: Head | null = null
    for (const cells of table) {
      const found = headIn(cells)
      if (found) head = found
      else if (head) {
        const row = rowUnder(head, cells)
        if (isFilled(row)) rows.push(row)
      }
    }
  }
  if (rows.length === 0) throw new Refused(NO_TABLE)
  if (rows.length > MOST_DUTIES) throw new Refused(TOO_MANY)
  return rows
}

const textsOf = (table: Table, budget: { cells: number }) =>
  matrixOf(table, budget).map((row) => row.map(({ text, left }) => (left ? "" : text)))

function tablesIn(zip: Zip): Table[] {
  if (kindOfZip(zip) === "docx") return piecesOfDocx(zip).pieces.flatMap((one) => (one.kind === "table" ? [one] : []))
  const { sheets, partOf, shared } = atOnce(workbookIn(zip))
  return sheets.flatMap((sheet) => {
    const part = sheet.hidden ? null : partOf(sheet)
    return part ? [sheetIn(part, shared).table] : []
  })
}

export type TablesRead<Row> = { rows: Row[] } | { problem: string }

function read<Row>(rows: () => Row[]): TablesRead<Row> {
  try {
    return { rows: rows() }
  } catch (error) {
    if (error instanceof Refused) return { problem: error.message }
    throw error
  }
}

const isZip = ([first, second]: Uint8Array) => first === 0x50 && second === 0x4b

type Texts = readonly (readonly string[][])[]

/** The tables of a file, told by its content: .docx, .xlsx, or text whose cells are parted by tabs. */
function tablesInFile(bytes: Uint8Array): Texts {
  if (bytes.length > LARGEST_LIST) throw new Refused(TOO_LARGE)
  const refused = refusedKind(bytes)
  if (refused) throw new Refused(refused)
  if (!isZip(bytes)) return [pastedRows(decoded(bytes))]
  const budget = { cells: MOST_CELLS }
  return tablesIn(openZip(bytes, UNPACKED)).map((table) => textsOf(table, budget))
}

/** What the tables of a file, or of what was pasted, say to `rowsIn`; what it refuses is a sentence. */
export const tablesRead = <Row>(source: Uint8Array | string, rowsIn: (tables: Texts) => Row[]): TablesRead<Row> =>
  read(() => rowsIn(typeof source === "string" ? [pastedRows(source)] : tablesInFile(source)))

export const listInFile = (bytes: Uint8Array): TablesRead<ListRow> => tablesRead(bytes, rowsIn)

/** What Word and Excel put on the clipboard as text: a row a line, its cells parted by tabs. */
const pastedRows = (text: string) => text.split(/\r?\n/).map((line) => line.split("\t"))

export const listPasted = (text: string): TablesRead<ListRow> => tablesRead(text, rowsIn)
