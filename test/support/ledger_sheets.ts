import type { ColumnKey } from "#src/outward/ledger/columns.ts"
import { COLUMNS } from "#src/outward/ledger/columns.ts"
import type { ReturnedRow } from "#src/outward/ledger/returning/returned.ts"
import { MARK_HEADING, markOf } from "#src/outward/ledger/row_mark.ts"
import { xlsx } from "#test/plans/intake/files/office.ts"

/* Sheets as they come back, as small as they can be. */

export type Texts = { achieved: string; problems: string; nextSteps: string }
export const NO_TEXTS: Texts = { achieved: "", problems: "", nextSteps: "" }

export type Line = {
  plan?: number
  round?: number
  id: number
  ordinal: number
  unit: string
  task?: string
  left?: Partial<Texts>
} & Partial<Texts> & {
    coordination?: string
    mark?: string
  }

export const HEADS: ColumnKey[] = ["ordinal", "task", "unit", "achieved", "problems", "nextSteps", "coordination"]
export const HEAD_ROW = [MARK_HEADING, ...HEADS.map((key) => COLUMNS[key].heading)]

/** The cells of one row: what left is what came back, but for what is typed. */
export function cellsOf({
  plan = 1,
  round = 1,
  id,
  ordinal,
  unit,
  left = {},
  mark,
  coordination = "否",
  task = `任务${ordinal}`,
  ...typed
}: Line) {
  const was = { ...NO_TEXTS, ...left }
  const now = { ...was, ...typed }
  return [
    mark ?? markOf({ plan, round, assignment: id }, was),
    ordinal,
    task,
    unit,
    now.achieved,
    now.problems,
    now.nextSteps,
    coordination,
  ]
}

export const sheetOf = (lines: readonly Line[], more: { merges?: string[] } = {}) =>
  xlsx([{ name: "台账", rows: [["督办台账"], HEAD_ROW, ...lines.map(cellsOf)], ...more }])

export const csvOf = (rows: readonly (readonly (string | number)[])[]) =>
  new TextEncoder().encode(
    `\ufeff${rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(",")).join("\r\n")}\r\n`,
  )

/** What was typed in each row, by its number. */
export const typedIn = (rows: readonly ReturnedRow[]) =>
  Object.fromEntries(
    rows.map(({ row, cells }) => [
      row,
      Object.fromEntries(Object.entries(cells).map(([key, { text }]) => [key, text])),
    ]),
  )
