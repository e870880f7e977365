import { labelAt } from "#src/plans/intake/words/item_labels.ts"
import { NO_WORDS, type Words } from "#src/plans/intake/words/placed_words.ts"
import { type Column, isDeadline, isUnits, sortOf } from "./columns.ts"

/** The cells of a row by column; `isWhole` where none is missing. */
export type Aligned = { cells: Words[]; isWhole: boolean }

/**
 * Rows of a table whose cells stand in lines of their own. Nothing says which column a line belongs to but its look and
 * its place, so the lines are given to the columns in the way that costs least: a line where it does not fit, a column
 * that is passed over. Those before the task may be merged with the row above.
 */
export function alignedRows(lines: Words[], columns: Column[]): { rows: Aligned[]; size: number } {
  const rows: Aligned[] = []
  let from = 0
  for (let at = 0; at <= lines.length; at++) {
    const line = lines[at]
    const heads = line !== undefined && isSection(line.text)
    if (line && !heads && !END.test(line.text)) continue
    const found = alignedStretch(lines.slice(from, at), columns)
    rows.push(...found.rows)
    if (from + found.size < at || !heads || lines[at + 1]?.text.match(/^\d{1,3}$/) === null)
      return { rows, size: from + found.size }
    rows.push({ cells: [line], isWhole: true })
    from = at + 1
  }
  return { rows, size: from }
}

/** What stands below a table is known by a note or a date. */
const END = /^(?:注|备注|附|附件|说明|填表说明)[：:]|^\d{4}年\d{1,2}月\d{1,2}日$/

/** 一、 and （一） head rows or follow the table; smaller numbers may stand in a cell. */
const isSection = (text: string) => (labelAt(text, 0)?.rank ?? MOST_INNER) < MOST_INNER
const MOST_INNER = 4

/** The rows of a stretch up to the last that has units; what stands behind it is none. */
function alignedStretch(lines: Words[], columns: Column[]): { rows: Aligned[]; size: number } {
  const path = cheapest(lines, columns)
  const rows = rowsOf(lines, path, columns)
  while (rows.length > 0 && !holdsUnits(rows.at(-1), columns)) rows.pop()
  const size = rows.reduce((count, { cells }) => count + cells.filter(({ text }) => text !== "").length, 0)
  return { rows, size }
}

type Step = { cost: number; from: number }

/** For each line the column that it falls into. */
function cheapest(lines: Words[], columns: Column[]): number[] {
  const task = columns.findLastIndex(({ kind }) => kind === "task")
  const steps: Step[][] = []
  for (const { text } of lines) {
    const before = steps.at(-1)
    steps.push(
      columns.map((column, to) => {
        const best = before ? bestStep(before, columns, to, task) : { cost: leading(columns, to, task), from: -1 }
        return { cost: best.cost + costOf(text, column), from: best.from }
      }),
    )
  }
  let column = leastOf(steps.at(-1) ?? [])
  const path: number[] = []
  for (let place = lines.length - 1; place >= 0; place--) {
    path[place] = column
    column = steps[place]?.[column]?.from ?? -1
  }
  return path
}

function bestStep(before: Step[], columns: Column[], to: number, task: number): Step {
  const costs = before.map(({ cost }, from): Step => ({ cost: cost + moving(columns, from, to, task), from }))
  return costs.reduce((least, step) => (step.cost < least.cost ? step : least))
}

function leastOf(steps: Step[]): number {
  return steps.reduce((least, { cost }, place) => (cost < (steps[least]?.cost ?? cost) ? place : least), 0)
}

const NEW_ROW = 1.5
const MERGED = 1

function moving(columns: Column[], from: number, to: number, task: number): number {
  if (to > from) return passed(columns, from + 1, to)
  return NEW_ROW + passed(columns, from + 1, columns.length) + leading(columns, to, task)
}

/** A row may begin behind cells that are merged with those above, but not behind its task. */
function leading(columns: Column[], to: number, task: number): number {
  if (to === 0) return 0
  return MERGED + (to > task ? passed(columns, task, to) : 0)
}

function passed(columns: Column[], from: number, to: number): number {
  return columns.slice(from, to).reduce((cost, column) => cost + passing(column), 0)
}

const passing = (column: Column): number => (column.kind === "task" ? 5 : isUnits(column) ? 2 : 1)

const LONGEST_WORD = 24

/** How badly a line fits a column. */
function costOf(text: string, column: Column): number {
  const sort = sortOf(text)
  if (column.kind === "number") return sort === "number" ? 0 : 8
  if (sort === "number") return 6
  if (/^[-—–/无]$/.test(text)) return column.kind === "task" ? 5 : 0
  return costOfWords(sort, text.length <= LONGEST_WORD && !text.includes("。"), column)
}

function costOfWords(sort: Exclude<ReturnType<typeof sortOf>, "number">, isShort: boolean, column: Column): number {
  if (isUnits(column)) return sort === "units" ? 0 : isShort ? 3 : 8
  if (isDeadline(column)) return sort === "date" ? 0 : isShort ? 2 : 6
  if (column.kind === "task") return { words: 0, units: 3, date: 4 }[sort]
  return isShort ? 1 : 3
}

function rowsOf(lines: Words[], path: number[], columns: Column[]): Aligned[] {
  const rows: Words[][] = []
  for (const [place, line] of lines.entries()) {
    const column = path[place] ?? 0
    if (place === 0 || column <= (path[place - 1] ?? 0)) rows.push(columns.map(() => NO_WORDS))
    const row = rows.at(-1)
    if (row) row[column] = line
  }
  return rows.map((cells) => ({ cells, isWhole: cells.every(({ text }) => text !== "") }))
}

function holdsUnits(row: Aligned | undefined, columns: Column[]): boolean {
  return columns.some((column, place) => isUnits(column) && Boolean(row?.cells[place]?.text))
}
