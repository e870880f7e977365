import type { LedgerTaking } from "#db/schema.ts"
import type { Said } from "#src/reports/report/words.ts"
import { choiceIn, isTickedBefore, type KeptCell, nowIn, type Side, sideOf } from "./comparing.ts"
import type { KeptRow } from "./kept_rows.ts"
import { FIELDS, type Field } from "./returned.ts"
import { leftText, nowOf, type Standing } from "./standing.ts"

/* What of a row is offered to whoever looks through it, and what they chose. */

export type Decided = Pick<LedgerTaking, "outcome" | "reason" | "standing" | "at">

export type OfferedCell = {
  field: Field
  cell: KeptCell
  /** Null: it says by now what stands here. */
  side: Side | null
  now: string
  /** As it left; null: nobody knows any more. */
  before: string | null
  decided: Decided | null
  isTicked: boolean
}

type Row = Standing & {
  kept: KeptRow
  takings: readonly (Decided & { field: string })[]
  versions: Parameters<typeof leftText>[2]
}

export function offeredCells(row: Row, asOffice: boolean): OfferedCell[] {
  const now = nowOf(row, asOffice)
  return FIELDS.flatMap((field): OfferedCell[] => {
    const cell = row.kept.cells[field]
    if (!cell) return []
    const side = sideOf(field, cell, now)
    const standing = nowIn(now, field)
    const decided = row.takings.findLast((one) => one.field === field) ?? null
    const before = side === "theirs" && cell.left !== null ? standing : leftText(field, cell.left, row.versions)
    const isTicked = side !== null && isTickedBefore(side, cell)
    return [{ field, cell, side, now: standing, before, decided, isTicked }]
  })
}

/** There is something to decide about it: it says another thing than what stands here, and nobody has let it go. */
export const isOpenCell = ({ side, cell, decided }: Pick<OfferedCell, "side" | "cell" | "decided">): boolean =>
  side !== null && !cell.refused && decided?.outcome !== "left"

/** How the page names a cell: `3-achieved`. */
export const cellKey = (position: number, field: Field): string => `${position}-${field}`

/** What the page has shown of a row: whoever presses the button means these texts and no others. */
export const seenOf = (
  position: number,
  { report, draft }: { report: Version | null; draft: Revision | null },
): string => `${position}-${report?.version ?? 0}-${draft?.revision ?? 0}`
type Version = { version: number }
type Revision = { revision: number }

export type Offered = {
  position: number
  assignmentId: number
  row: number
  cells: OfferedCell[]
  /** It can be taken at all. */
  isOffered: boolean
}

export type Choices = { take: readonly string[]; decide: readonly string[] }
export type Chosen = { taken: { row: Offered; cells: OfferedCell[] }[]; left: { row: Offered; cell: OfferedCell }[] }

/** Under this name of a field it is told that what was shown is no longer so. */
export const STALE = "stale"

export const USE = { sheet: "sheet", here: "here" } as const

/** What was chosen, or what is wrong with it, by the cell. */
export function chosenIn(
  rows: readonly Offered[],
  { take, decide }: Choices,
): Chosen | { problems: Record<string, string[]> } {
  const [ticked, said] = [new Set(take), new Set(decide)]
  const problems: Record<string, string[]> = {}
  const chosen: Chosen = { taken: [], left: [] }
  const takenFrom = new Map<string, Offered>()
  for (const row of rows.filter(({ isOffered }) => isOffered)) {
    const cells: OfferedCell[] = []
    for (const cell of row.cells.filter(isOpenCell)) {
      const key = cellKey(row.position, cell.field)
      const choice = choiceOf(key, cell, ticked, said)
      if (choice === null) continue
      const other = takenFrom.get(`${row.assignmentId} ${cell.field}`)
      if (choice === USE.here) chosen.left.push({ row, cell })
      else if (other) problems[key] = [`第 ${other.row} 行是同一项，也选了这一栏，只能选一行`]
      else {
        takenFrom.set(`${row.assignmentId} ${cell.field}`, row)
        cells.push(cell)
      }
    }
    if (cells.length > 0) chosen.taken.push({ row, cells })
  }
  if (Object.keys(problems).length > 0) return { problems }
  if (chosen.taken.length + chosen.left.length === 0)
    return { problems: { take: ["请至少勾选一处要采用的内容，或选择一处以哪边为准"] } }
  return chosen
}

/** Null: it stays as it is, and may be taken later. */
function choiceOf(key: string, { side }: OfferedCell, ticked: ReadonlySet<string>, said: ReadonlySet<string>) {
  if (side !== "both") return ticked.has(key) ? USE.sheet : null
  return [USE.sheet, USE.here].find((use) => said.has(`${key}-${use}`)) ?? null
}

/** The words with what was taken in its place. */
export function wordsWith(words: Said, cells: readonly OfferedCell[]): Said {
  const { achieved, problems, nextSteps, hasDifficulty } = words
  const all = { achieved, problems, nextSteps, hasDifficulty }
  for (const { field, cell } of cells) {
    if (field === "coordination") all.hasDifficulty = choiceIn(cell.text) ?? hasDifficulty
    else all[field] = cell.text
  }
  return all
}
