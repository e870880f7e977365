import { widened } from "#src/plans/intake/words/source_lines.ts"
import { type Column, columnOf, columnsOf, isUnits, sortOf } from "./columns.ts"
import type { Place } from "./merged_cells.ts"

/** A stretch of a table under one heading; `head` is null for the rows before any. */
export type Part = { head: Head | null; headRows: Place[][]; rows: Place[][] }
export type Head = { cells: string[]; columns: Column[] }

/** Cuts a table at its headings: a title may stand above the first, and one sheet may hold several tables. */
export function partsOf(rows: Place[][]): Part[] {
  const parts: Part[] = []
  let part: Part = { head: null, headRows: [], rows: [] }
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? []
    if (part.headRows.some((head) => sameWords(head, row))) continue
    const found = headAt(rows, at)
    if (found) {
      parts.push(part)
      part = { head: found.head, headRows: rows.slice(at, at + found.size), rows: [] }
      at += found.size - 1
    } else part.rows.push(row)
  }
  return [...parts, part].filter(({ head, rows }) => head || rows.length > 0)
}

function sameWords(head: Place[], row: Place[]): boolean {
  return row.length > 0 && row.every(({ text }, place) => headingIn(text) === headingIn(head[place]?.text ?? ""))
}

export function headingIn(text: string): string {
  return widened(text.replace(/\s+/g, ""))
}

/** A heading over two rows, 责任分工 above 牵头单位 and 配合单位, is one: the lower words say more. */
function headAt(rows: Place[][], at: number): { head: Head; size: number } | null {
  const upper = (rows[at] ?? []).map(({ text }) => headingIn(text))
  const lower = (rows[at + 1] ?? []).map(({ text }) => headingIn(text))
  const below = lower.filter((cell) => cell !== "")
  const goesOn = below.length > 0 && below.every((cell) => columnOf(cell)) && !columnsOf(lower)
  const both = upper.map((cell, place) => lower[place] || cell)
  const two = goesOn ? columnsOf(both) : null
  if (two) return { head: { cells: both, columns: two }, size: 2 }
  const one = columnsOf(upper)
  return one ? { head: { cells: upper, columns: one }, size: 1 } : null
}

/** Longer words are no list of bodies and no date. */
const LONGEST_LIST = 300
type Worded = Pick<Place, "text">
/** What is said of a table whose head had to be guessed. */
export const HEADLESS = "表格没有表头，任务、单位和时限按内容推断，请核对"
const HEADINGS = { number: "序号", units: "责任单位", date: "完成时限" }

/**
 * What the columns of a table without a heading hold, by the look of their cells; null where it cannot be told. Tasks are
 * words: a ranking or a register of figures and dates has none. `headRows` 1: the first row heads them in words that are not
 * known.
 */
export function inferredHead(rows: Worded[][]): (Head & { headRows: 0 | 1 }) | null {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const sorts = Array.from({ length: width }, (_, column) => sortOfColumn(rows, column))
  const words = sorts.map(({ sort, length, says }) => (sort === "words" && says ? length : 0))
  const task = words.indexOf(words.reduce((most, length) => Math.max(most, length), 1))
  if (rows.length < 2 || task < 0 || !sorts.some(({ sort }) => sort === "units")) return null
  const cells = sorts.map(({ sort }, place) => {
    if (sort === "words") return place === task ? "任务" : ""
    return HEADINGS[sort]
  })
  const columns = columnsOf(cells)
  return columns && { cells, columns, headRows: headsColumns(rows[0] ?? [], columns) ? 1 : 0 }
}

/** Short words without a figure, and none where the units stand that is a body. */
function headsColumns(row: Worded[], columns: Column[]): boolean {
  const unit = row[columns.findIndex(isUnits)]?.text ?? ""
  return (
    sortOf(unit) !== "units" &&
    row.every(({ text }) => text !== "" && text.length <= LONGEST_HEADING && !/\d/.test(text))
  )
}
const LONGEST_HEADING = 12

/** What is to be done takes some words. */
const WORDS = /[\u4e00-\u9fa5]{4}/

/** Two thirds of the cells decide: lists have stray dashes, and dates 长期坚持. */
function sortOfColumn(
  rows: Worded[][],
  column: number,
): { sort: ReturnType<typeof sortOf>; length: number; says: boolean } {
  const texts = rows.map((row) => row[column]?.text ?? "").filter((text) => text !== "")
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  const kinds = texts.map((text) => (text.length > LONGEST_LIST ? "words" : sortOf(text.replaceAll("\n", ""))))
  const most = (["number", "units", "date"] as const).find(
    (sort) => texts.length * 2 > rows.length && kinds.filter((kind) => kind === sort).length * 3 >= texts.length * 2,
  )
  // The first row may head the others.
  const below = rows.slice(1).flatMap((row) => row[column]?.text || [])
  const says = below.filter((text) => WORDS.test(text)).length * 3 >= below.length * 2
  return { sort: most ?? "words", length, says }
}
