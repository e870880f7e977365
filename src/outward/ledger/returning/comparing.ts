import { COLUMNS } from "#src/outward/ledger/columns.ts"
import { MARKED, printOf } from "#src/outward/ledger/row_mark.ts"
import type { Matched } from "./matching.ts"
import { FIELDS, type Field, isMarked, type ReturnedRow } from "./returned.ts"

/*
 * What a sheet says against what stands here now, cell by cell. Three texts: as it left, as it came back, as it is. Of the
 * first there is only a print; the text itself is looked for among what was reported.
 */

/** What stands in a part at this moment. `hasBegun`: something is reported or written for the round. */
export type Now = Record<"achieved" | "problems" | "nextSteps", string> & { hasDifficulty: boolean; hasBegun: boolean }

/**
 * `theirs`: only the sheet was changed. `both`: the sheet, and what stands here. `unknown`: the sheet says another thing and
 * nobody can tell who changed it.
 */
export const SIDES = ["theirs", "both", "unknown"] as const
export type Side = (typeof SIDES)[number]

/** Why a change is not taken unless somebody has looked at it. */
export const DOUBTS = ["formula", "merged", "copied", "astray", "by_name"] as const
export type Doubt = (typeof DOUBTS)[number]

/** Why a cell cannot be taken at all. */
export const CELL_REFUSALS = ["no_value", "too_long", "no_choice"] as const
export type CellRefusal = (typeof CELL_REFUSALS)[number]

/** `wasReported`: of a row that left with words of a report, beside which this stood. */
export type KeptCell = {
  text: string
  left: string | null
  doubts: Doubt[]
  wasReported?: true
  refused?: CellRefusal
  length?: number
}
export type KeptCells = Partial<Record<Field, KeptCell>>

/** Texts as short as this stand in many rows. */
const TELLING = 8

type Foreign = (field: Field, print: string, row: ReturnedRow) => boolean

/**
 * A text that left in another row and stands there no more: whoever sorted a column by itself, or pasted a row too low,
 * moved it here.
 */
export function foreignTo(rows: readonly ReturnedRow[]): Foreign {
  const gone = new Map<string, Set<ReturnedRow>>()
  for (const row of rows) {
    for (const field of FIELDS) {
      if (!row.mark || !isMarked(field) || !row.cells[field]) continue
      const key = `${field} ${row.mark.prints[field]}`
      gone.set(key, (gone.get(key) ?? new Set()).add(row))
    }
  }
  return (field, print, row) => {
    const from = gone.get(`${field} ${print}`)
    return from !== undefined && [...from].some((one) => one !== row && one.mark?.assignment !== row.mark?.assignment)
  }
}

/** What of a row is kept: its cells as they came, with what has to be looked at. */
export function keptCells({ row, byName, copies }: Pick<Matched, "row" | "byName" | "copies">, isForeign: Foreign) {
  const kept: KeptCells = {}
  for (const field of FIELDS) {
    const cell = row.cells[field]
    if (!cell) continue
    const { text, doubt, length } = cell
    const doubts: Doubt[] = [
      ...(doubt ? [doubt] : []),
      ...(copies.length > 0 ? (["copied"] as const) : []),
      ...(text.length >= TELLING && isForeign(field, cell.print, row) ? (["astray"] as const) : []),
      ...(byName ? (["by_name"] as const) : []),
    ]
    const refused = refusalOf(field, text, length)
    kept[field] = {
      text,
      left: row.mark && isMarked(field) ? row.mark.prints[field] : null,
      doubts,
      ...(field === "coordination" && isOfReport(row) && { wasReported: true as const }),
      ...(refused && { refused }),
      ...(length !== undefined && { length }),
    }
  }
  return kept
}

const NOTHING = printOf("")
const isOfReport = ({ mark }: ReturnedRow) => mark !== null && MARKED.some((key) => mark.prints[key] !== NOTHING)

function refusalOf(field: Field, text: string, length: number | undefined): CellRefusal | null {
  if (text.trim() === "") return "no_value"
  if (length !== undefined) return "too_long"
  return field === "coordination" && choiceIn(text) === null ? "no_choice" : null
}

const [YES, NO] = COLUMNS.coordination.choices

/** What 是否需要协调 says; null: neither. */
export function choiceIn(text: string): boolean | null {
  const said = text.trim()
  if (said === YES) return true
  return said === NO ? false : null
}

/** What stands here in a column, as a cell of the 台账 would say it. */
export const nowIn = (now: Now, field: Field): string =>
  field === "coordination" ? (now.hasDifficulty ? YES : NO) : now[field]

/**
 * What a cell is against what stands here now; null: the same, so there is nothing to take. A choice has no print: where a
 * report is or was beside it, it may be as it left.
 */
export function sideOf(
  field: Field,
  { text, left, wasReported }: Pick<KeptCell, "text" | "left" | "wasReported">,
  now: Now,
): Side | null {
  const stands = nowIn(now, field)
  if (text === stands) return null
  const print = printOf(text)
  const standing = printOf(stands)
  if (print === standing) return null
  if (field === "coordination") return now.hasBegun || wasReported ? "unknown" : "theirs"
  if (left === null) return "unknown"
  if (left === print) return null
  return left === standing ? "theirs" : "both"
}

/** Ticked without anybody's having looked: only the sheet was changed, and nothing about it is odd. */
export const isTickedBefore = (side: Side, { doubts, refused }: Pick<KeptCell, "doubts" | "refused">): boolean =>
  side === "theirs" && doubts.length === 0 && !refused
