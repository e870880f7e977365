import type { Filter } from "#src/board/filter.ts"
import { listed } from "#src/board/filter.ts"
import type { Board, BoardAssignment, BoardTask, BoardUnit } from "#src/board/standing.ts"

/** On a page of the screen. */
export const ROWS_A_PAGE = 100
/** In a file: as many as are taken back. */
export const MOST_ROWS = 20_000

/** A row of a 台账: one part of a plan, with all that is known of it but its words. */
export type LedgerRow = {
  readonly task: BoardTask
  readonly part: BoardAssignment
  readonly unit: Pick<BoardUnit, "id" | "name" | "shortName" | "leaderId"> & {
    /** In 单位排序. */
    readonly place: number
  }
  /** The heading above its task; empty: none. */
  readonly section: string
}

/** The parts that a filter lets through, as printed; `order`: the units of the whole plan in 单位排序. */
export function ledgerRows(board: Board, filter: Filter, order: readonly { id: number }[]): LedgerRow[] {
  const places = new Map(order.map(({ id }, place) => [id, place]))
  const units = new Map(board.units.map((unit) => [unit.id, { ...unit, place: places.get(unit.id) ?? 0 }]))
  const sections = new Map(board.sections.map(({ id, text }) => [id, text]))
  return listed(board, filter).flatMap(({ task, parts }) =>
    parts.flatMap((part) => {
      const unit = units.get(part.unitId)
      return unit ? [{ task, part, unit, section: sections.get(task.sectionId ?? 0) ?? "" }] : []
    }),
  )
}

/** How many rows from this one on belong together by what `of` says of them; of a row within such a run: 0. */
export function spans<Row>(rows: readonly Row[], of: (row: Row) => unknown): number[] {
  const lengths = rows.map(() => 0)
  for (let first = 0, next = 0; first < rows.length; first = next) {
    const what = of(rows[first] as Row)
    while (next < rows.length && of(rows[next] as Row) === what) next++
    lengths[first] = next - first
  }
  return lengths
}

/** The rows in groups of about `size`, none of which ends within a task. */
export function* grouped<Row extends Pick<LedgerRow, "task">>(rows: readonly Row[], size: number): Generator<Row[]> {
  let group: Row[] = []
  for (const row of rows) {
    if (group.length >= size && row.task.id !== group.at(-1)?.task.id) {
      yield group
      group = []
    }
    group.push(row)
  }
  if (group.length > 0) yield group
}
