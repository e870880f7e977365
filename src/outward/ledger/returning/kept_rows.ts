import { dateIn } from "#src/office/typed/figures.ts"
import { MARKED, printOf, type RowMark } from "#src/outward/ledger/row_mark.ts"
import { type foreignTo, type KeptCells, keptCells, type Now, sideOf } from "./comparing.ts"
import type { Matched } from "./matching.ts"
import { ELSEWHERE, type ElsewhereKey, FIELDS, type ReturnedRow } from "./returned.ts"
import type { Place } from "./told.ts"

/* What is kept of a sheet: the rows that say something, each with what it says, and the page on which it is shown. */

/** `typed` in the sheet, `now` as the 台账 would say it. */
export type Elsewhere = { key: ElsewhereKey; typed: string; now: string }

export type KeptRow = Place & {
  assignmentId: number
  /** Other rows of the same part. */
  copies: number[]
  cells: KeptCells
  elsewhere: Elsewhere[]
}

/** What stands here of a part: its report, and what is written of it on other pages. */
export type Known = { now: Now; prints: RowMark["prints"]; elsewhere: Record<ElsewhereKey, string> }

/** Prints of what stands here. */
export const printsOf = ({ achieved, problems, nextSteps }: Now): RowMark["prints"] => ({
  achieved: printOf(achieved),
  problems: printOf(problems),
  nextSteps: printOf(nextSteps),
})

export type Sifted = { rows: KeptRow[]; same: number; here: Place[] }

/** Of these rows. */
export function siftedOf(
  matched: readonly Matched[],
  knownOf: (assignmentId: number) => Known | null,
  isForeign: ReturnType<typeof foreignTo>,
): Sifted {
  const sifted: Sifted = { rows: [], same: 0, here: [] }
  for (const one of matched) {
    const { row, part, copies } = one
    const known = knownOf(part.assignmentId)
    if (!known) continue
    const kept = keptCells(one, isForeign)
    const cells: KeptCells = {}
    for (const field of FIELDS) {
      const cell = kept[field]
      if (cell && (cell.refused || sideOf(field, cell, known.now) !== null)) cells[field] = cell
    }
    const elsewhere = elsewhereOf(row, known)
    const place = { sheet: row.sheet, row: row.row }
    const isChanged = Object.keys(cells).length > 0
    if (isChanged || elsewhere.length > 0) {
      sifted.rows.push({ ...place, assignmentId: part.assignmentId, copies, cells, elsewhere })
    }
    if (isChanged) continue
    if (isBehind(row, known.prints)) sifted.here.push(place)
    else if (elsewhere.length === 0) sifted.same++
  }
  return sifted
}

/** It says what left, and something else stands here by now. */
const isBehind = ({ mark, cells }: ReturnedRow, prints: Known["prints"]): boolean =>
  mark !== null && MARKED.some((field) => !cells[field] && mark.prints[field] !== prints[field])

function elsewhereOf(row: ReturnedRow, { elsewhere }: Known): Elsewhere[] {
  return ELSEWHERE.flatMap((key) => {
    const typed = key === "task" ? row.task : row.elsewhere[key]
    const now = elsewhere[key]
    if (typed === undefined || typed === "") return []
    return typed === now || alike(key, typed, now) ? [] : [{ key, typed, now }]
  })
}

/** A day is the same day however it is written; a text, however it is spaced. What was cut is compared as far as it goes. */
function alike(key: ElsewhereKey, typed: string, now: string): boolean {
  const squeezed = (text: string) => text.replace(/\s/g, "")
  const [a, b] = [squeezed(typed), squeezed(now)]
  if (a === b || (typed.length >= CUT_AT && b.startsWith(a))) return true
  if (key !== "deadline") return false
  // Without a day here any word but a day says the same: 未定时限, 长期坚持.
  if (b === "") return !/\d/.test(a)
  const [day, own] = [dateIn(typed), dateIn(now)]
  return "date" in day && "date" in own ? day.date === own.date : a.includes(b)
}
const CUT_AT = 390

export const ROWS_A_PAGE = 30
/** Most characters that a page shows of what was typed, unless one row alone has more. */
const MOST_A_PAGE = 20_000

/** The page of each row, from 1: so many rows, or so many words. */
export function pagesOf(rows: readonly KeptRow[]): number[] {
  let [page, count, size] = [1, 0, 0]
  return rows.map((row) => {
    const own = Object.values(row.cells).reduce((sum, { text }) => sum + text.length, 0)
    if (count > 0 && (count === ROWS_A_PAGE || size + own > MOST_A_PAGE)) [page, count, size] = [page + 1, 0, 0]
    count++
    size += own
    return page
  })
}
