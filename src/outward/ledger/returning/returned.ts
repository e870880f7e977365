import { unguarded } from "#src/office/spreadsheets/csv.ts"
import { LONGEST_TEXT } from "#src/office/typed/input.ts"
import { cleaned } from "#src/office/typed/unseen.ts"
import { type ColumnKey, keysOfHeadings, type Layouts } from "#src/outward/ledger/columns.ts"
import { MARK_HEADING, MARKED, type MarkedKey, printOf, type RowMark, readMark } from "#src/outward/ledger/row_mark.ts"
import type { Merge } from "#src/plans/intake/files/sheets.ts"
import { atOnce, ROWS_A_STEP, type Steps } from "#src/plans/intake/files/steps.ts"
import { Refused } from "#src/plans/intake/words/limits.ts"
import { type ReadCell, type ReadRow, type ReadSheet, readingSheets, type Wanted, type Wanting } from "./sheets_read.ts"

/*
 * What a 台账 says that comes back: row by row by which part it is known, and what was typed where the unit writes. Whose
 * parts these are, and what stands there now, is not known here (matching.ts, comparing.ts).
 */

/** Columns that are taken back. */
export const FIELDS = [...MARKED, "coordination"] as const
export type Field = (typeof FIELDS)[number]

/** Columns that are compared and never taken: what they say has other pages. */
export const ELSEWHERE = ["task", "office", "person", "measures", "deadline"] as const
export type ElsewhereKey = (typeof ELSEWHERE)[number]

/** Why a cell is nothing that one takes without looking. `merged`: it stood for several rows. */
export const CELL_DOUBTS = ["formula", "merged"] as const
type CellDoubt = (typeof CELL_DOUBTS)[number]

/** `length`: of a text that is too long to be taken; what is kept of it is its beginning. */
export type ReturnedCell = { text: string; print: string; doubt?: CellDoubt; length?: number }

export type ReturnedRow = {
  /** Of which of `Returned.sheets`, and the number that the program shows beside it. */
  sheet: number
  row: number
  mark: RowMark | null
  /** There was something in the hidden column, and no mark of ours. */
  isMarkBroken?: true
  ordinal: string
  task: string
  unit: string
  /** What is not as it left: an empty cell says nothing. */
  cells: Partial<Record<Field, ReturnedCell>>
  /** As they stand in the sheet, beside the task. */
  elsewhere: Partial<Record<Exclude<ElsewhereKey, "task">, string>>
}

export type Returned = {
  /** Names of the sheets that were read, "" of a text file. */
  sheets: string[]
  /** Sheets with other things. */
  others: string[]
  /** Hidden sheets, of which nothing was read. */
  unseen: string[]
  /** Filled rows that are of no part: a sum, a remark; and what stands beside the title. */
  skipped: number
  /** Columns of ours that no heading names. */
  missing: Field[]
  hasMarks: boolean
  /** Rows of parts, and how many of them were not shown (a filter, or hidden by hand). */
  count: number
  hidden: number
  /** Cells where the unit writes that were merged over several rows: the rows below say nothing. */
  merged: number
  rows: ReturnedRow[]
}

const HEAD_ROWS = 50
const LONGEST_KEY = 400

const NO_HEAD = "没有找到台账的表头（至少要有「落实情况」「存在问题」「下步打算」之一，以及单位或编号）"
const NO_ROWS = "台账里没有任何一行"

/** `words`: the headings, by their columns. */
type Head = { row: number; columns: Map<ColumnKey, number>; words: Map<number, string>; mark: number | null }

/** Reads a sheet that was sent. Throws `Refused`, with a sentence for whoever sent it. */
export function* returning(bytes: Uint8Array, layouts: Layouts = []): Steps<Returned> {
  const { sheets, unseen } = yield* readingSheets(bytes, soughtBy(layouts))
  const read = sheets.map((sheet) => ({ sheet, head: headOf(sheet) }))
  const headed = read.flatMap(({ sheet, head }) => (head ? [{ sheet, head }] : []))
  if (headed.length === 0) throw new Refused(NO_HEAD)
  const all: Rows[] = []
  for (const { sheet, head } of headed) all.push(yield* rowsOf(sheet, head, all.length))
  const count = sum(all, ({ rows }) => rows.length)
  if (count === 0) throw new Refused(NO_ROWS)
  return {
    sheets: headed.map(({ sheet }) => sheet.name.slice(0, 31)),
    others: read.flatMap(({ sheet, head }) => (head ? [] : [sheet.name.slice(0, 31)])),
    unseen: unseen.map((name) => name.slice(0, 31)),
    skipped: sum(all, ({ skipped }) => skipped),
    missing: FIELDS.filter((field) => headed.every(({ head }) => !head.columns.has(field))),
    hasMarks: headed.some(({ head }) => head.mark !== null),
    count,
    hidden: sum(all, ({ hidden }) => hidden),
    merged: sum(all, ({ merged }) => merged),
    rows: all.flatMap(({ rows }) => rows),
  }
}

/** The same at a stroke. */
export const returnedIn = (bytes: Uint8Array, layouts: Layouts = []): Returned => atOnce(returning(bytes, layouts))

const sum = <T>(all: readonly T[], of: (one: T) => number) => all.reduce((total, one) => total + of(one), 0)

/** Columns of which something is asked. */
const ASKED: readonly ColumnKey[] = ["ordinal", "task", "unit", ...FIELDS, ...ELSEWHERE]

/** Of a sheet only what is asked is kept; where no heading names the marks, they are looked for in every column. */
const soughtBy =
  (layouts: Layouts): Wanting<Sought> =>
  (first) => {
    const head = bestHead(first, layouts)
    if (!head) return null
    const mark = head.mark ?? markColumn(first, head)
    const columns = new Set(ASKED.flatMap((key) => head.columns.get(key) ?? []))
    if (mark !== null) columns.add(mark)
    const known = { ...head, mark }
    return {
      head: known,
      columns,
      isSought: mark === null ? isMarkText : null,
      sift: (row) => dropUnchanged(row, known),
    }
  }

/** What is as it left says nothing. */
function dropUnchanged({ row, cells }: ReadRow, head: Head) {
  const mark = row > head.row ? markIn(cells, head) : null
  if (!mark) return
  for (const field of MARKED) {
    const column = head.columns.get(field)
    const cell = column === undefined ? undefined : cells.get(column)
    if (column !== undefined && cell && !cellOf(cell, mark.prints[field], false)) cells.delete(column)
  }
}

const markText = (cells: ReadRow["cells"], { mark }: Head): string =>
  mark === null ? "" : (cells.get(mark)?.text.trim() ?? "")

const markIn = (cells: ReadRow["cells"], head: Head): RowMark | null => readMark(markText(cells, head))

type Sought = Wanted & { head: Head }

/** By which its rows are known; null: by nothing. */
function headOf({ rows, wanted }: ReadSheet<Sought>): Head | null {
  if (!wanted) return null
  const { head } = wanted
  const mark = head.mark ?? markColumn(rows, head)
  return mark !== null || head.columns.has("unit") ? { ...head, mark } : null
}

/** The row that names most columns of ours, among the first; null: none does, or nothing there is taken back. */
function bestHead(rows: readonly ReadRow[], layouts: Layouts): Head | null {
  const [best] = rows
    .slice(0, HEAD_ROWS)
    .map((row) => headIn(row, layouts))
    .sort((a, b) => b.columns.size - a.columns.size)
  return best && FIELDS.some((field) => best.columns.has(field)) ? best : null
}

const LONGEST_HEADING = 60

function headIn({ row, cells }: ReadRow, layouts: Layouts): Head {
  const head: Head = { row, columns: new Map(), words: new Map(), mark: null }
  for (const [column, { text }] of cells) {
    if (plain(text) === plain(MARK_HEADING)) head.mark = column
    else if (text.length <= LONGEST_HEADING) head.words.set(column, plain(text))
  }
  const keys = keysOfHeadings([...head.words.values()], layouts)
  for (const [i, column] of [...head.words.keys()].entries()) {
    const key = keys[i]
    if (key && !head.columns.has(key)) head.columns.set(key, column)
  }
  return head
}

const plain = (text: string) => text.replace(/\s/g, "").replaceAll("(", "（").replaceAll(")", "）")

/** Its heading was changed: marks are known by themselves. */
function markColumn(rows: readonly ReadRow[], head: Head): number | null {
  for (const { row, cells } of rows) {
    if (row <= head.row) continue
    for (const [column, { text }] of cells) if (isMarkText(text)) return column
  }
  return null
}

const isMarkText = (text: string): boolean => text.startsWith("FG-") && readMark(text) !== null

type Rows = { rows: ReturnedRow[]; hidden: number; merged: number; skipped: number }
/** A title and what it is of stand above the heads; more cells than these are a row of something. */
const MOST_OF_TITLE = 2

function* rowsOf({ rows, merges }: ReadSheet<Sought>, head: Head, sheet: number): Steps<Rows> {
  const covering = coveringIn(merges)
  const filled = new Map(rows.map((row) => [row.row, row]))
  const found: Rows = { rows: [], hidden: 0, merged: 0, skipped: 0 }
  for (const [i, row] of rows.entries()) {
    if (i % ROWS_A_STEP === 0) yield
    if (row.row < head.row && row.cells.size > MOST_OF_TITLE) found.skipped++
    if (row.row <= head.row || isHead(row, head)) continue
    const textAt = (key: ColumnKey) => keyText(row, head.columns.get(key), covering, filled)
    const mark = markText(row.cells, head)
    const [ordinal, task, unit] = [textAt("ordinal"), textAt("task"), textAt("unit")]
    const known = readMark(mark)
    const cells = cellsOf(row, head, known, covering)
    // A heading of a part, a sum, a remark below the table.
    if (!known && unit === "" && (mark === "" || Object.keys(cells).length === 0)) {
      found.skipped++
      continue
    }
    found.rows.push({
      sheet,
      row: row.row,
      mark: known,
      ...(!known && mark !== "" && { isMarkBroken: true as const }),
      ordinal,
      task,
      unit,
      cells,
      elsewhere: elsewhereIn(head, textAt),
    })
    if (row.isHidden) found.hidden++
    found.merged += FIELDS.filter((field) => isCovered(row.row, head.columns.get(field), covering)).length
  }
  return found
}

function elsewhereIn({ columns }: Head, textAt: (key: ColumnKey) => string): ReturnedRow["elsewhere"] {
  const found: ReturnedRow["elsewhere"] = {}
  for (const key of ELSEWHERE) if (key !== "task" && columns.has(key)) found[key] = textAt(key)
  return found
}

/** The heads once more, as they stand on a printed page that was copied. */
const isHead = ({ cells }: ReadRow, { columns, words, mark }: Head): boolean =>
  (mark !== null && plain(cells.get(mark)?.text ?? "") === plain(MARK_HEADING)) ||
  (["unit", "achieved"] as const).every((key) => {
    const at = columns.get(key)
    return at !== undefined && plain(cells.get(at)?.text ?? "") === words.get(at)
  })

/** Merged cells of more than one row, by the columns that they reach over. */
type Covering = Map<number, Merge[]>

function coveringIn(merges: readonly Merge[]): Covering {
  const covering: Covering = new Map()
  for (const merge of merges) {
    if (merge.bottom === merge.top) continue
    for (let column = merge.left; column <= merge.right; column++) {
      const own = covering.get(column)
      if (own) own.push(merge)
      else covering.set(column, [merge])
    }
  }
  for (const own of covering.values()) own.sort((a, b) => a.top - b.top)
  return covering
}

/** The merged cell over a row (from 1) in a column. */
function mergeAt(row: number, column: number, covering: Covering): Merge | null {
  const own = covering.get(column)
  if (!own) return null
  let low = 0
  let high = own.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((own[middle]?.top ?? 0) < row) low = middle + 1
    else high = middle
  }
  const found = own[low - 1]
  return found && found.bottom >= row - 1 ? found : null
}

/** Below the first row of a merged cell. */
function isCovered(row: number, column: number | undefined, covering: Covering): boolean {
  if (column === undefined) return false
  const merge = mergeAt(row, column, covering)
  return merge !== null && merge.top < row - 1
}

/** What a row is known by: a cell that was merged stands for every row that it covers. */
function keyText(row: ReadRow, column: number | undefined, covering: Covering, filled: Map<number, ReadRow>): string {
  if (column === undefined) return ""
  const merge = mergeAt(row.row, column, covering)
  const at = merge ? (filled.get(merge.top + 1)?.cells.get(merge.left) ?? null) : row.cells.get(column)
  return unguarded(at?.text ?? "")
    .trim()
    .slice(0, LONGEST_KEY)
}

function cellsOf(row: ReadRow, head: Head, mark: RowMark | null, covering: Covering): ReturnedRow["cells"] {
  const cells: ReturnedRow["cells"] = {}
  for (const field of FIELDS) {
    const column = head.columns.get(field)
    const cell = column === undefined ? undefined : row.cells.get(column)
    if (!cell || column === undefined) continue
    const left = mark && isMarked(field) ? mark.prints[field] : null
    const returned = cellOf(cell, left, mergeAt(row.row, column, covering) !== null)
    if (returned) cells[field] = returned
  }
  return cells
}

/**
 * Null: it says nothing, or what left. A text file has a quote before what a program would run (`csvCell`), and so has the
 * workbook as which it was saved again: it is none of the text, unless the text left with it.
 */
function cellOf(cell: ReadCell, left: string | null, isMerged: boolean): ReturnedCell | null {
  const own = cleaned(cell.text).text
  const ownPrint = printOf(own)
  const text = ownPrint === left ? own : unguarded(own)
  const print = text === own ? ownPrint : printOf(text)
  if (text.trim() === "" ? !cell.isFormula : left === print) return null
  const doubt = cell.isFormula ? "formula" : isMerged ? "merged" : undefined
  return {
    text: text.slice(0, LONGEST_TEXT),
    print,
    ...(doubt && { doubt }),
    ...(text.length > LONGEST_TEXT && { length: text.length }),
  }
}

export const isMarked = (field: Field): field is MarkedKey => field !== "coordination"
