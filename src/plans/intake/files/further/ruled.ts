import { type Cell, cellOf, type Table } from "#src/plans/intake/layout/merged_cells.ts"
import { MOST_CELLS, Refused, TOO_MANY_CELLS } from "#src/plans/intake/words/limits.ts"
import type { Piece } from "../pieces.ts"
import { joinedLines, type Line, linesOf, type Printed, type Rule } from "./lines.ts"

/* Tables out of their rules: where rules cross there are cells, and where one is missing two places are one cell. */

/** Rules nearer than this are one, in points. */
const NEAR = 3
/** A rule goes on where another begins so near. */
const TOUCHES = 4
const MOST_RULES = 20_000

type Box = { column: number; row: number; across: number; down: number; words: Printed[] }

/** A table as it stands on its page, while words are put into it. */
export class Ruled {
  readonly top: number
  readonly xs: readonly number[]
  readonly boxes: readonly Box[]
  private readonly ys: readonly number[]
  private readonly at = new Map<number, Box>()

  constructor(across: readonly Rule[], down: readonly Rule[]) {
    this.xs = edges(down.map(({ x1 }) => x1))
    this.ys = edges(across.map(({ y1 }) => y1))
    this.top = this.ys[0] ?? 0
    if (this.xs.length * this.ys.length > MOST_CELLS) throw new Refused(TOO_MANY_CELLS)
    this.boxes = this.isTable ? this.boxesBetween(across, down) : []
  }

  get isTable(): boolean {
    return this.xs.length > 2 && this.ys.length > 1
  }

  get rows(): number {
    return this.ys.length - 1
  }

  holds(word: Printed): boolean {
    const { x, y } = middleOf(word)
    const [left = 0, right = 0] = [this.xs[0], this.xs.at(-1)]
    return x > left && x < right && y > this.top && y < (this.ys.at(-1) ?? 0)
  }

  put(word: Printed) {
    const { x, y } = middleOf(word)
    const place = lastBelow(this.ys, y) * this.xs.length + lastBelow(this.xs, x)
    this.at.get(place)?.words.push(word)
  }

  isFilled(): boolean {
    return this.boxes.some(({ words }) => words.length > 0)
  }

  private boxesBetween(across: readonly Rule[], down: readonly Rule[]): Box[] {
    const { xs, ys, at } = this
    const middle = (edges: readonly number[], i: number) => ((edges[i] ?? 0) + (edges[i + 1] ?? 0)) / 2
    const hasRight = (column: number, row: number) =>
      down.some(({ x1, y1, y2 }) => isNear(x1, xs[column + 1]) && isBetween(middle(ys, row), y1, y2))
    const hasBottom = (column: number, row: number) =>
      across.some(({ y1, x1, x2 }) => isNear(y1, ys[row + 1]) && isBetween(middle(xs, column), x1, x2))
    const isFree = (column: number, row: number) => column + 1 < xs.length && !at.has(row * xs.length + column)
    const boxes: Box[] = []
    for (let place = 0; place < xs.length * (ys.length - 1); place++) {
      const [column, row] = [place % xs.length, Math.floor(place / xs.length)]
      if (!isFree(column, row)) continue
      const box: Box = { column, row, across: 1, down: 1, words: [] }
      while (isFree(column + box.across, row) && !hasRight(column + box.across - 1, row)) box.across++
      while (row + box.down + 1 < ys.length && !hasBottom(column, row + box.down - 1)) box.down++
      this.cover(box)
      boxes.push(box)
    }
    return boxes
  }

  private cover(box: Box) {
    for (let y = box.row; y < box.row + box.down; y++) {
      for (let x = box.column; x < box.column + box.across; x++) this.at.set(y * this.xs.length + x, box)
    }
  }
}

const middleOf = ({ x, y, width, size }: Printed) => ({ x: x + Math.min(width, size * 2) / 2, y: y - size * 0.3 })
const isNear = (one: number, other: number | undefined) => other !== undefined && Math.abs(one - other) <= NEAR
const isBetween = (value: number, from: number, to: number) => value >= from - 1 && value <= to + 1
function edges(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.filter((value, i) => i === 0 || value - (sorted[i - 1] ?? 0) > NEAR)
}

function lastBelow(edges: readonly number[], value: number): number {
  return Math.max(
    0,
    edges.findLastIndex((edge) => edge <= value),
  )
}

/** The tables of a page: rules that touch each other. */
export function ruledIn(rules: readonly Rule[]): Ruled[] {
  if (rules.length > MOST_RULES) throw new Refused(TOO_MANY_CELLS)
  const straight = rules.map(upright)
  const across = straight.filter((rule) => rule.y2 - rule.y1 <= NEAR && rule.x2 - rule.x1 > NEAR)
  const down = straight.filter((rule) => rule.x2 - rule.x1 <= NEAR && rule.y2 - rule.y1 > NEAR)
  return groupsOf(across, down)
    .map((group) => new Ruled(group.across, group.down))
    .filter(({ isTable }) => isTable)
}

const upright = ({ x1, y1, x2, y2 }: Rule): Rule => ({
  x1: Math.min(x1, x2),
  x2: Math.max(x1, x2),
  y1: Math.min(y1, y2),
  y2: Math.max(y1, y2),
})

type Group = { across: Rule[]; down: Rule[]; top: number; bottom: number; left: number; right: number }

/** Rules whose surroundings overlap belong together. */
function groupsOf(across: readonly Rule[], down: readonly Rule[]): Group[] {
  const groups: Group[] = []
  const all = [...across.map((rule) => ({ rule, isDown: false })), ...down.map((rule) => ({ rule, isDown: true }))]
  for (const { rule, isDown } of all.sort((a, b) => a.rule.y1 - b.rule.y1)) {
    const touching = groups.filter((group) => touches(group, rule))
    const [first = { across: [], down: [], top: rule.y1, bottom: rule.y2, left: rule.x1, right: rule.x2 }, ...others] =
      touching
    for (const other of others) merge(first, other)
    merge(first, {
      across: isDown ? [] : [rule],
      down: isDown ? [rule] : [],
      top: rule.y1,
      bottom: rule.y2,
      left: rule.x1,
      right: rule.x2,
    })
    if (touching.length === 0) groups.push(first)
    for (const other of others) groups.splice(groups.indexOf(other), 1)
  }
  return groups
}

const touches = ({ top, bottom, left, right }: Group, { x1, x2, y1, y2 }: Rule) =>
  x1 <= right + TOUCHES && x2 >= left - TOUCHES && y1 <= bottom + TOUCHES && y2 >= top - TOUCHES

function merge(into: Group, other: Group) {
  into.across.push(...other.across)
  into.down.push(...other.down)
  into.top = Math.min(into.top, other.top)
  into.bottom = Math.max(into.bottom, other.bottom)
  into.left = Math.min(into.left, other.left)
  into.right = Math.max(into.right, other.right)
}

/** Whether the table of the next page goes on with this one: its columns stand at the same places. */
export const isSameTable = (before: Ruled, next: Ruled): boolean =>
  before.xs.length === next.xs.length && before.xs.every((x, i) => Math.abs(x - (next.xs[i] ?? 0)) < NEAR * 2)

type Filled = { column: number; row: number; across: number; down: number; lines: Line[] }

/** The table that stands on these pages, one after the other; of its head, which each page repeats, the first stays. */
export function tableOf(parts: readonly Ruled[]): Table {
  const filled: Filled[] = []
  let rows = 0
  for (const part of parts) {
    const all = part.boxes.map(({ words, ...box }): Filled => ({ ...box, lines: linesOf(words) }))
    const repeated = rows > 0 && headOf(all) === headOf(filled) ? 1 : 0
    const boxes = all.filter(({ row }) => row >= repeated).map((box) => ({ ...box, row: box.row - repeated + rows }))
    const first = boxes.filter(({ row }) => row === rows)
    filled.push(...(isCut(filled, first) ? first.flatMap((box) => goneOn(filled, box)) : first))
    filled.push(...boxes.filter(({ row }) => row > rows))
    rows += part.rows - repeated
  }
  const breaks = breaksOf(filled)
  const table: Cell[][] = Array.from({ length: rows }, () => [])
  for (const box of filled) table[box.row]?.push(cellOf(piecesIn(box, breaks.get(box.column)), box.across, box.down))
  return { kind: "table", rows: table.filter((row) => row.length > 0) }
}

const headOf = (boxes: readonly Filled[]) => boxes.flatMap((box) => (box.row === 0 ? [textIn(box)] : [])).join("\t")

const textIn = ({ lines }: Filled) => joinedLines(lines)
const isNumber = (box: Filled) => /^\d{1,3}[.、]?$/.test(textIn(box))
/** Fewer numbers are no column of numbers. */
const FEWEST_NUMBERS = 2

/** A row that was cut at the end of a page: its sentence goes on, and where the rows above have numbers it has none. */
function isCut(above: readonly Filled[], first: readonly Filled[]): boolean {
  const numbered = above.filter(isNumber)
  const column = numbered.at(-1)?.column
  const number = first.find((box) => box.column === column)
  if (numbered.length < FEWEST_NUMBERS || !number || number.lines.length > 0) return false
  const last = above.filter(({ row }) => row === numbered.at(-1)?.row)
  const [longest] = last.map(textIn).sort((a, b) => b.length - a.length)
  return longest !== undefined && !/[。；！？.;]$/.test(longest)
}

/** Puts the lines of a cell that was cut to those above; what it covers further down stays, without words. */
function goneOn(above: readonly Filled[], box: Filled): Filled[] {
  above.findLast(({ column }) => column === box.column)?.lines.push(...box.lines)
  return box.down > 1 ? [{ ...box, row: box.row + 1, down: box.down - 1, lines: [] }] : []
}

/** A line that ends this much before the widest of its column was ended on purpose, in characters. */
const ON_PURPOSE = 0.9

type Breaks = { right: number; areMeant: boolean }

/**
 * Whether the lines of a column are lines of their own, such as a unit each: most of them end before the column does. In
 * the others those that do not are gone on with.
 */
function breaksOf(filled: readonly Filled[]): Map<number, Breaks> {
  const columns = new Map<number, Filled[]>()
  for (const box of filled) columns.set(box.column, [...(columns.get(box.column) ?? []), box])
  return new Map(
    [...columns].map(([column, boxes]) => {
      const right = rightOf(boxes.flatMap(({ across, lines }) => (across === 1 ? lines : [])))
      const before = boxes.flatMap(({ lines }) => lines.slice(0, -1))
      const meant = before.filter((line) => isEnded(line, right)).length
      return [column, { right, areMeant: meant > 0 && meant * 2 >= before.length }]
    }),
  )
}

/** A stop at the end of a line may hang over it. */
const HANGS = /[。，；：、！？）》”]$/

function rightOf(lines: readonly Line[]): number {
  const plain = lines.filter(({ text }) => !HANGS.test(text))
  return Math.max(0, ...(plain.length > 0 ? plain : lines).map((line) => line.right))
}

const isEnded = (line: Line, right: number) => right - line.right >= line.size * ON_PURPOSE

function piecesIn({ lines }: Filled, breaks: Breaks | undefined): Piece[] {
  const paragraphs: Line[][] = []
  for (const line of lines) {
    const open = paragraphs.at(-1)
    const before = open?.at(-1)
    const isNew = !before || !breaks || breaks.areMeant || isEnded(before, breaks.right)
    if (open && !isNew) open.push(line)
    else paragraphs.push([line])
  }
  return paragraphs.map((one) => ({ kind: "paragraph", text: joinedLines(one) }))
}
