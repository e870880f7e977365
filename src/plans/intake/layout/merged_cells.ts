import type { Piece } from "#src/plans/intake/files/pieces.ts"
import { Refused, TOO_MANY_CELLS } from "#src/plans/intake/words/limits.ts"
import { linesOf, squeezedText } from "#src/plans/intake/words/source_lines.ts"

/** `goesOn` where Word says that a cell belongs to the one above it, instead of how far that one reaches. */
export type Cell = { pieces: Piece[]; across: number; down: number; goesOn?: boolean }
export type Table = { kind: "table"; rows: Cell[][] }

/**
 * One place of a table whose merged cells were laid over all the places that they cover: `left` where the cell begins
 * in a column further left, `above` where it begins in a row further up.
 */
export type Place = { cell: Cell; text: string; left: boolean; above: boolean }

/** No table that people make is wider; a larger span is a mistake of the program that wrote it. */
const MOST_ACROSS = 1000

export function cellOf(pieces: Piece[], across = 1, down = 1): Cell {
  return { pieces, across: Math.min(Math.max(1, across), MOST_ACROSS), down: Math.max(1, down) }
}

/** `budget` counts the cells that the document may still have. */
export type Budget = { cells: number }

type Above = { place: Place; rows: number } | undefined

/** Every row with all its places; rows may still differ in length where a table is ragged. */
export function matrixOf({ rows }: Table, budget: Budget): Place[][] {
  const texts = new Map<Cell, string>()
  const reaching: Above[] = []
  const matrix: Place[][] = []
  for (const cells of rows) {
    const places: Place[] = []
    for (const cell of cells) {
      coverFromAbove(places, reaching)
      addCell(places, cell, reaching, matrix.at(-1), textOnce(texts, cell))
      if (places.length > budget.cells) throw new Refused(TOO_MANY_CELLS)
    }
    while (places.length < reaching.length) coverFromAbove(places, reaching) || places.push(emptyPlace())
    budget.cells -= places.length
    if (budget.cells < 0) throw new Refused(TOO_MANY_CELLS)
    matrix.push(places)
  }
  return matrix
}

/** Fills the next places with the cells above that reach into this row; whether there were any. */
function coverFromAbove(places: Place[], reaching: Above[]): boolean {
  const before = places.length
  for (let above = reaching[places.length]; above && above.rows > 0; above = reaching[places.length]) {
    above.rows--
    places.push({ ...above.place, above: true })
  }
  return places.length > before
}

function addCell(places: Place[], cell: Cell, reaching: Above[], rowAbove: Place[] | undefined, text: string) {
  for (let i = 0; i < cell.across; i++) {
    const continued = cell.goesOn ? rowAbove?.[places.length] : undefined
    const place = continued ? { ...continued, above: true } : { cell, text, left: i > 0, above: false }
    if (cell.down > 1) reaching[places.length] = { place, rows: cell.down - 1 }
    places.push(place)
  }
}

function emptyPlace(): Place {
  return { cell: cellOf([]), text: "", left: false, above: false }
}

function textOnce(texts: Map<Cell, string>, cell: Cell): string {
  const text = texts.get(cell) ?? textOfCell(cell)
  texts.set(cell, text)
  return text
}

/** The words of a cell, a line for each paragraph. */
export function textOfCell({ pieces }: Cell): string {
  return pieces
    .flatMap((piece) => (piece.kind === "paragraph" ? linesOf(piece.text).map(({ text }) => text) : rowTexts(piece)))
    .map(squeezedText)
    .filter((line) => line !== "")
    .join("\n")
}

function rowTexts({ rows }: Table): string[] {
  return rows.map((cells) => cells.map((cell) => textOfCell(cell).replaceAll("\n", " ")).join("　"))
}
