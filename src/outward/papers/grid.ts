import type { Cell, Column, Table } from "./paper.ts"
import { CENTRED, cell, KEEP_NEXT, paragraph, paragraphs, row, table } from "./wordprocessing.ts"

/** A row this long may break: it might be longer than a page. */
const LONGEST_WHOLE = 200

/** A table of a paper: its heads come again on every page, cells may cover others. */
export function listTable({ columns, heads, rows, caption = "" }: Table, area: number): string {
  const widths = widthsOf(
    columns.map(({ width }) => width),
    area,
  )
  const head = heads ?? [columns.map(({ heading }) => heading)]
  const above = caption === "" ? paragraph("Gap", "") : paragraph("Caption", caption)
  return (
    above +
    table(widths, [
      ...placed(head, columns.length).map((cells) =>
        row(
          cells.map((one) => drawn(one, widths, (text) => paragraphs("CellHead", text, KEEP_NEXT))),
          "<w:cantSplit/><w:tblHeader/>",
        ),
      ),
      ...placed(rows, columns.length).map((cells) => bodyRow(cells, columns, widths)),
    ])
  )
}

function bodyRow(cells: Placed[], columns: Column[], widths: number[]): string {
  const content = (text: string, { at, across, strong }: Placed) => {
    const isCentred = across > 1 || columns[at]?.centred
    return paragraphs(strong ? "CellHead" : "Cell", text, isCentred ? CENTRED : strong ? LEFT : "")
  }
  const length = cells.reduce((sum, { text }) => sum + text.length, 0)
  return row(
    cells.map((one) => drawn(one, widths, content)),
    length <= LONGEST_WHOLE ? "<w:cantSplit/>" : "",
  )
}

const LEFT = '<w:jc w:val="left"/>'

function drawn(one: Placed, widths: number[], content: (text: string, one: Placed) => string): string {
  const width = widths.slice(one.at, one.at + one.across).reduce((sum, each) => sum + each, 0)
  const merge = one.goesOn ? "continue" : one.down > 1 ? "restart" : undefined
  return cell(width, content(one.text, one), { across: one.across, merge })
}

/** A cell in its place; `goesOn`: the one above covers it. */
type Placed = { at: number; across: number; down: number; text: string; strong: boolean; goesOn: boolean }

/**
 * Every row over the whole width: what is missing is empty, what would lie outside the table is left out, and under a
 * cell that covers others stand their remains, as a document writes it.
 */
export function placed(rows: readonly Cell[][], columns: number): Placed[][] {
  const covering: (Placed | undefined)[] = Array.from({ length: columns })
  /** To the end of the table, or to the next cell that comes down from above. */
  const room = (at: number, across: number): number => {
    let free = 1
    while (free < across && at + free < columns && !covering[at + free]) free++
    return free
  }
  return rows.map((cells, index) => {
    const left = [...cells]
    const line: Placed[] = []
    for (let at = 0; at < columns; at += line.at(-1)?.across ?? 1) {
      const above = covering[at]
      const one = above ? { ...above, down: above.down - 1, text: "", goesOn: true } : fresh(left.shift() ?? "")
      const kept = above
        ? one
        : { ...one, at, across: room(at, one.across), down: Math.min(one.down, rows.length - index) }
      covering[at] = kept.down > 1 ? kept : undefined
      line.push(kept)
    }
    return line
  })
}

const fresh = (given: Cell): Placed => {
  const { text, across = 1, down = 1, strong = false } = typeof given === "string" ? { text: given } : given
  return { at: 0, across, down, text, strong, goesOn: false }
}

/** The last column takes what rounding leaves. */
function widthsOf(shares: number[], area: number): number[] {
  const sum = shares.reduce((total, share) => total + share, 0)
  const widths = shares.map((share) => Math.floor((area * share) / sum))
  const left = area - widths.reduce((total, width) => total + width, 0)
  return widths.map((width, i) => (i === widths.length - 1 ? width + left : width))
}
