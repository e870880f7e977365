import type { Filter } from "#src/board/filter.ts"
import { heightOf, linesIn, type Sheet, type SheetCell, type SheetRow } from "#src/office/spreadsheets/sheet.ts"
import { columnOf, type Placed } from "#src/outward/ledger/columns.ts"
import { frozenColumns, type Layout } from "#src/outward/ledger/layouts.ts"
import type { DetailedRow, WholeLedger } from "#src/outward/ledger/queries.ts"
import { MARK_HEADING, markOf } from "#src/outward/ledger/row_mark.ts"
import { spans } from "#src/outward/ledger/rows.ts"
import { fitted, textsOf } from "#src/outward/ledger/texts.ts"
import { isRunning } from "#src/trail/running.ts"
import { asOfWords, HANDLING_LABEL } from "../plans/words.ts"
import { brief } from "../words.ts"
import { type CellContext, cellOf, type LedgerCell, mergedBy } from "./cells.ts"
import { keptTo } from "./words.ts"

/** The name by which Excel knows the column of the marks, whatever its heading was changed to. */
const MARKS = "FG_编号"

type Asked = { filter: Filter; layout: Layout }

/** Whether a unit can write into the sheet and send it back. */
const isFilled = ({ board: { plan, round } }: WholeLedger): boolean =>
  isRunning(plan.state) && round !== null && round.cutOffAt === null

/** The sheet of a 台账: its columns with that of the marks, hidden, behind them. */
export function sheetOf(ledger: WholeLedger, { filter, layout }: Asked, today: string): Sheet {
  const { board, rows } = ledger
  const fills = isFilled(ledger)
  const kept = keptIn(ledger, filter)
  return {
    name: "台账",
    lines: [
      `${board.plan.title}台账`,
      [
        board.round && `填报期：${board.round.name}`,
        asOfWords(board, today),
        `公开属性：${HANDLING_LABEL[board.plan.handling]}`,
        kept !== "" && `筛选：${kept}`,
        `共${rows.length}行`,
      ]
        .filter(Boolean)
        .join("；"),
      ...(fills && layout.columns.some(({ key }) => columnOf(key).filled) ? [FILLING] : []),
    ],
    columns: [
      ...layout.columns.map(({ key, heading }) => {
        const { width, kind, filled, choices } = columnOf(key)
        const centred = kind !== "text" || width <= 10
        return {
          heading,
          width,
          filled: fills && filled === true,
          ...(centred && { centred: true as const }),
          ...(choices && { choices }),
        }
      }),
      { heading: MARK_HEADING, width: 12, hidden: true },
    ],
    frozen: frozenColumns(layout.columns),
    paper: layout.paper,
    picks: true,
    marks: MARKS,
  }
}

/** What a file is kept to, in words; empty: nothing. */
export const keptIn = ({ board: { units }, rows }: WholeLedger, filter: Filter): string =>
  keptTo({ units, tasks: rows.map(({ task }) => task) }, filter).join("；")

/** What a file is called, without its ending: 「某方案台账（第三季度·办公室）」. */
export function fileNameOf(ledger: WholeLedger, { unit }: Filter): string {
  const { plan, round, units } = ledger.board
  const more = [round?.name, units.find(({ id }) => id === unit)?.shortName].filter(Boolean).join("·")
  return `${brief(plan.title, 60)}台账${more ? `（${more}）` : ""}`.replace(/[\\/:*?"<>|\s]/g, "")
}

const FILLING =
  "填报说明：请只填写有底色的各列，填好后交督查部门上传；空着的和没有改动的视为不变。隐藏的编号列请勿改动。"

/** The rows of a sheet, group by group, with cells that reach over the rows of a task or of a section. */
export async function* sheetRowsOf(
  ledger: WholeLedger,
  { columns, merges }: Layout,
  groups: AsyncIterable<readonly DetailedRow[]>,
): AsyncGenerator<SheetRow[]> {
  const context: CellContext = { round: ledger.board.round, contacts: ledger.contacts }
  const reaches = columns.map(({ key }) => {
    const by = merges ? mergedBy(key) : null
    return by ? spans(ledger.rows, by) : null
  })
  let from = 0
  for await (const rows of groups) {
    const cells = rows.map((row) => [...cellsOf(row, columns, context), markIn(row, ledger)])
    const heights = heightsOf(cells, columns, reaches, from)
    yield cells.map((one, i) => ({
      cells: one,
      spans: reaches,
      at: from + i,
      ...heights[i],
    }))
    from += rows.length
  }
}

export const cellsOf = (row: DetailedRow, columns: readonly Placed[], context: CellContext): SheetCell[] =>
  columns.map(({ key }) => inSheet(cellOf(key, row, context)))

const inSheet = (cell: LedgerCell): SheetCell =>
  "text" in cell ? fitted(cell.text) : "number" in cell ? cell.number : cell

export const markIn = ({ part, detail }: DetailedRow, { board: { plan, round } }: WholeLedger): string =>
  markOf({ plan: plan.id, round: round?.number ?? 0, assignment: part.id }, textsOf(detail.words))

type Height = { height: number; keepsHeight: boolean }

/**
 * How high each row is by its words. What no spreadsheet finds out by itself: where the words of a merged cell need more
 * room than its rows have, the last of them takes what is lacking, and keeps it.
 */
function heightsOf(
  rows: readonly (readonly SheetCell[])[],
  columns: readonly Placed[],
  reaches: readonly (readonly number[] | null)[],
  from: number,
): Height[] {
  const widths = columns.map(({ key }) => columnOf(key).width)
  const reachOf = (column: number, i: number) => reaches[column]?.[from + i] ?? 1
  const lines = rows.map((cells, i) =>
    Math.max(1, ...widths.map((width, column) => (reachOf(column, i) === 1 ? linesOf(cells[column], width) : 1))),
  )
  const lacking = rows.map(() => 0)
  for (const [column, { key }] of columns.entries()) {
    if (!columnOf(key).ofTask || key === "section") continue
    for (const [i, cells] of rows.entries()) {
      const reach = reachOf(column, i)
      if (reach < 2) continue
      const room = lines.slice(i, i + reach).reduce((sum, own) => sum + own, 0)
      const last = i + reach - 1
      lacking[last] = Math.max(lacking[last] ?? 0, linesOf(cells[column], widths[column] ?? 1) - room)
    }
  }
  return lines.map((own, i) => ({
    height: heightOf(own + (lacking[i] ?? 0)),
    keepsHeight: (lacking[i] ?? 0) > 0,
  }))
}

const linesOf = (cell: SheetCell | undefined, width: number): number =>
  typeof cell === "string" ? linesIn(cell, width) : 1
