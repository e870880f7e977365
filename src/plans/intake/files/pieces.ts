import type { Block, Grid, Row } from "#src/plans/intake/layout/blocks.ts"
import { blocksOfLines } from "#src/plans/intake/layout/lines_to_blocks.ts"
import { type Budget, type Cell, matrixOf, type Place, type Table } from "#src/plans/intake/layout/merged_cells.ts"
import {
  HEADLESS,
  type Head,
  headingIn,
  inferredHead,
  type Part,
  partsOf,
} from "#src/plans/intake/layout/table_heads.ts"
import { LONGEST_TEXT, MOST_CELLS, Refused, TOO_LONG } from "#src/plans/intake/words/limits.ts"
import { joined, NO_WORDS, printedAt, split, unplaced, type Words } from "#src/plans/intake/words/placed_words.ts"
import { slotOfHeading } from "#src/plans/intake/words/roles.ts"
import { linesOf, widened } from "#src/plans/intake/words/source_lines.ts"

/** What Word, Excel and HTML are brought to: paragraphs as they are printed, with their numbers, and tables. */
export type Piece = { kind: "paragraph"; text: string } | Table
export type Pieces = { pieces: Piece[]; notes: string[] }

export type LaidOut = { blocks: Block[]; text: string; notes: string[] }

/**
 * `run` holds the paragraphs since the last table: a table without rules is only seen in all of them together. `end` is
 * the place where the next line begins, and `cells` has the words of cells that rows further down may show again.
 */
type Page = {
  lines: string[]
  end: number
  run: string[]
  blocks: Block[]
  cells: Map<Cell, Words>
  left: Set<string>
  size: number
  budget: Budget
}

/** Lays pieces out line by line as a person will see them, and builds the blocks that name these lines. */
export function laidOut(pieces: Piece[]): LaidOut {
  const page: Page = {
    lines: [],
    end: 0,
    run: [],
    blocks: [],
    cells: new Map(),
    left: new Set(),
    size: 0,
    budget: { cells: MOST_CELLS },
  }
  layOut(page, pieces)
  endRun(page)
  const notes = page.left.size > 0 ? [`表格的这些列没有读入：${[...page.left].join("、")}`] : []
  return { blocks: page.blocks, text: page.lines.join("\n"), notes }
}

function layOut(page: Page, pieces: Piece[]) {
  for (const piece of pieces) {
    if (piece.kind === "paragraph") addText(page, piece.text)
    else for (const part of partsOf(matrixOf(piece, page.budget))) layOutPart(page, part)
  }
}

function addText(page: Page, text: string) {
  count(page, text.length + 1)
  page.run.push(text.replace(/\r\n?/g, "\n"))
}

function count(page: Page, characters: number) {
  page.size += characters
  if (page.size > LONGEST_TEXT) throw new Refused(TOO_LONG)
}

function endRun(page: Page) {
  if (page.run.length === 0) return
  const text = page.run.join("\n")
  for (const block of blocksOfLines(linesOf(text, page.end))) page.blocks.push(block)
  for (const line of text.split("\n")) addLine(page, line)
  page.run = []
}

/** Resolves with the place where the line begins. */
function addLine(page: Page, line: string): number {
  const from = page.end
  page.lines.push(line)
  page.end += line.length + 1
  return from
}

/** Rows under a heading are a grid; without one they go on with the table before, or are guessed, or are plain text. */
function layOutPart(page: Page, { head, headRows, rows }: Part) {
  if (head) return addGrid(page, head, headRows, rows)
  const before = gridBefore(page, rows)
  if (before) return addRows(page, before, rows)
  const inferred = inferredHead(rows)
  if (inferred) addGrid(page, inferred, rows.slice(0, inferred.headRows), rows.slice(inferred.headRows), HEADLESS)
  else layOutAsText(page, rows)
}

function addGrid(page: Page, head: Head, headRows: Place[][], rows: Place[][], doubt?: string) {
  endRun(page)
  const above = headRows.map((row) => rowOf(page, row))
  const cells = head.cells.map((text, column) => headingOf(text, above, column))
  const grid: Grid = { kind: "grid", rows: [{ cells, from: above.at(-1)?.from ?? page.end }] }
  page.blocks.push(grid)
  addRows(page, grid, rows, doubt !== undefined)
  const [, first] = grid.rows
  if (first && doubt) first.doubt = doubt
  noteColumns(page, head, rows)
}

/** The words of a heading where they are printed, in the lowest of its rows. */
function headingOf(text: string, rows: Row[], column: number): Words {
  const cells = rows.map(({ cells }) => cells[column] ?? NO_WORDS)
  return cells.findLast((cell) => headingIn(cell.text) === text) ?? unplaced(text)
}

function addRows(page: Page, grid: Grid, rows: Place[][], isGuessed = false) {
  for (const places of rows) {
    if (places.every(({ text }) => text === "")) continue
    grid.rows.push({ ...rowOf(page, places), ...(isGuessed ? { isGuessed } : {}) })
  }
}

/** Prints a row as a line. A merged cell is printed once, where it begins. */
function rowOf(page: Page, places: Place[]): Row {
  const printed = places.map(({ text, left, above }) => (left || above ? "" : text.replace(/\s+/g, " ")))
  const line = printed.join("\t")
  const covered = places.reduce((sum, { text, above }) => sum + (above ? text.length : 0), 0)
  count(page, line.length + 1 + covered)
  const from = addLine(page, line)
  let end = from
  const cells = places.map((place, column) => {
    const begins = end
    end += (printed[column]?.length ?? 0) + 1
    return wordsOf(page, place, begins)
  })
  const above = places.flatMap((place, column) => (place.above ? [column] : []))
  const isWide = places.some(({ cell, above }) => !above && cell.across > 1 && cell.across * 2 >= places.length)
  return { cells, from, above, isWide }
}

/** The breaks of a cell are shown as spaces, and stand nowhere as those of a text do. */
function wordsOf({ cells }: Page, { cell, text, left, above }: Place, begins: number): Words {
  if (left || text === "") return NO_WORDS
  if (above) return cells.get(cell) ?? unplaced(text)
  const words = joined(split(printedAt(text, begins), /\n/g), "\n")
  cells.set(cell, words)
  return words
}

/** A table that was cut at the end of a page has its heading in the part before. */
function gridBefore(page: Page, rows: Place[][]): Grid | null {
  const last = page.blocks.at(-1)
  if (page.run.length > 0 || last?.kind !== "grid") return null
  const width = last.rows[0]?.cells.length ?? 0
  return rows.every((row) => row.length === width) ? last : null
}

/** Words under columns that say nothing of task, unit or time; a person shall know that they were seen. */
function noteColumns(page: Page, { cells, columns }: Head, rows: Place[][]) {
  for (const [place, column] of columns.entries()) {
    const isLeft = column.kind === "other" || (column.kind === "slot" && column.slot === "person")
    if (isLeft && rows.some((row) => row[place]?.text)) page.left.add(cells[place] || "没有列名的一列")
  }
}

/** Tables also serve to place the text of a page. There a cell with several paragraphs is a piece of that text. */
function layOutAsText(page: Page, rows: Place[][]) {
  for (const places of rows) {
    const cells = places.filter(({ text, left, above }) => text !== "" && !left && !above)
    if (cells.length > 1 && cells.every(({ cell }) => isShort(cell))) addText(page, lineOf(cells))
    else for (const { cell } of cells) layOut(page, cell.pieces)
  }
}

function isShort({ pieces }: Cell): boolean {
  return pieces.filter((piece) => piece.kind === "table" || piece.text.trim() !== "").length === 1 && !hasTable(pieces)
}

const hasTable = (pieces: Piece[]) => pieces.some(({ kind }) => kind === "table")

/** 牵头单位 | 甲局 is what a line says with a colon, and 1 | 健全机制 what it says with a stop. */
function lineOf(places: Place[]): string {
  const [first = "", ...more] = places.map(({ text }) => text.replaceAll("\n", " "))
  const rest = more.join("\t")
  if (more.length === 1 && slotOfHeading(widened(first))) return `${first}：${rest}`
  return /^\d{1,3}$/.test(first) && !/^\d/.test(rest) ? `${first}.${rest}` : `${first}\t${rest}`
}
