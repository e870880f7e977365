import { type Cell, cellOf, type Table } from "#src/plans/intake/layout/merged_cells.ts"
import { changesIn } from "./doc_properties.ts"

/** A cell as its row describes it: where it ends on the page, and whether it belongs to the one before or above. */
export type CellSign = { right: number; beside: boolean; below: boolean }
export type RowSign = { left: number; row: CellSign[] }

const TABLE = 0xd608
const MERGE_DOWN = 0xd62b
const CELL_BYTES = 20
const MERGED_BESIDE = 2
const MERGED_BELOW = 0x20
const FIRST_BELOW = 0x40

/** What the sign at the end of a row says of its cells. */
export function rowSign(changes: Uint8Array): RowSign {
  const sign: RowSign = { left: 0, row: [] }
  for (const { kind, operand } of changesIn(changes)) {
    if (kind === TABLE) {
      const count = operand.u8()
      sign.left = operand.i16()
      const rights = Array.from({ length: count }, () => operand.i16())
      sign.row = rights.map((right) => {
        const flags = operand.u16()
        operand.skip(CELL_BYTES - 2)
        return { right, beside: (flags & MERGED_BESIDE) !== 0, below: isBelow(flags) }
      })
    }
    if (kind === MERGE_DOWN) {
      const cell = sign.row[operand.u8()]
      if (cell) cell.below = operand.u8() === 1
    }
  }
  return sign
}

const isBelow = (flags: number) => (flags & MERGED_BELOW) !== 0 && (flags & FIRST_BELOW) === 0

/** Edges nearer than this to each other are one: a twentieth of a point each. */
const SAME_EDGE = 30

export type SignedRow = RowSign & { cells: Cell[] }

/** A table whose rows know where their cells end: a cell reaches across all edges that other rows have in it. */
export function gridOf(rows: readonly SignedRow[]): Table {
  const edges = edgesOf(rows)
  const place = (edge: number) =>
    Math.max(
      0,
      edges.findLastIndex((one) => one <= edge + SAME_EDGE / 2),
    )
  return {
    kind: "table",
    rows: rows.map(({ left, row, cells }) => {
      const placed: Cell[] = []
      let from = row.length > 0 ? place(left) : 0
      if (from > 0) placed.push(cellOf([], from))
      for (const [i, cell] of cells.entries()) {
        const sign = row[i]
        const to = sign ? Math.max(place(sign.right), from) : from + 1
        const last = placed.at(-1)
        if (sign?.beside && last) placed[placed.length - 1] = { ...last, across: last.across + to - from }
        else if (to > from) placed.push({ ...cellOf(cell.pieces, to - from), ...(sign?.below ? { goesOn: true } : {}) })
        from = to
      }
      return placed
    }),
  }
}

function edgesOf(rows: readonly SignedRow[]): number[] {
  const all = rows.flatMap(({ left, row }) => (row.length > 0 ? [left, ...row.map(({ right }) => right)] : []))
  const sorted = [...new Set(all)].sort((a, b) => a - b)
  return sorted.filter((edge, i) => i === 0 || edge - (sorted[i - 1] ?? 0) > SAME_EDGE)
}
