import { type Assignment, readAssignment } from "./assignment.ts"
import type { Grid, Row } from "./blocks.ts"
import { type Column, columnsOf, isDeadline, isUnits } from "./columns.ts"
import { labelAt } from "./labels.ts"
import type { LeadRule } from "./roles.ts"
import { widened } from "./source.ts"
import type { Reading } from "./tasks.ts"

type Scribe = { read: Reading; columns: Column[]; rule: LeadRule | null; section: number | null; last: string[] }

/** Reads a table whose heading row says what its columns hold; each row below is a task, or the heading of some. */
export function tasksOfGrid(grid: Grid): Reading {
  const read: Reading = { sections: [], tasks: [], warnings: [], end: 0 }
  const [head, ...rows] = grid.rows
  const columns = head && columnsOf(head.cells.map(widened))
  if (!columns) return read
  const scribe: Scribe = { read, columns, rule: null, section: null, last: [] }
  for (const row of rows) {
    if (isHeading(row, head)) continue
    if (isSection(scribe, row)) startSection(scribe, row)
    else writeTask(scribe, row)
    if (row.doubt) read.warnings.push({ line: row.line, message: row.doubt })
  }
  return read
}

/** A table that runs over a page repeats its heading row. */
function isHeading(row: Row, head: Row): boolean {
  return row.cells.every((cell, place) => cell === (head.cells[place] ?? ""))
}

function isSection({ columns }: Scribe, { cells }: Row): boolean {
  const filled = [...new Set(cells.filter((cell) => cell !== ""))]
  const [only = ""] = filled
  return (
    filled.length === 1 && !cells.some((cell, place) => cell && columns[place]?.kind === "number" && /^\d+$/.test(only))
  )
}

function startSection(scribe: Scribe, { cells, line }: Row) {
  const words = cells.find((cell) => cell !== "") ?? ""
  const length = labelAt(widened(words), 0)?.length ?? 0
  const text = words.slice(length)
  scribe.section = scribe.read.sections.length
  scribe.last = []
  scribe.read.sections.push({
    label: length > 0 ? words.slice(0, length) : null,
    text,
    lines: { from: line, to: line },
  })
}

function writeTask(scribe: Scribe, row: Row) {
  const { read, columns } = scribe
  const cells = withMerged(scribe, row)
  const of = (isKind: (column: Column) => boolean) =>
    cells.filter((_, place) => isKind(columns[place] ?? { kind: "other" }))
  const text = of(({ kind }) => kind === "task")
    .filter((cell) => cell !== "")
    .join("\n")
  const assignment = assignmentOf(scribe, cells)
  if (text === "" && assignment.units.length === 0) return
  const [category] = of(({ kind }) => kind === "section")
  if (category) findSection(scribe, category, row)
  const label = of(({ kind }) => kind === "number")[0] ?? ""
  const deadline = of(isDeadline).find((cell) => cell !== "") ?? assignment.deadline
  const lines = { from: row.line, to: row.end ?? row.line }
  read.tasks.push({
    ordinal: read.tasks.length + 1,
    label,
    section: scribe.section,
    text,
    ...{ units: assignment.units },
    deadline,
    lines,
  })
  for (const message of assignment.doubts) read.warnings.push({ line: row.line, message })
  if (assignment.units.length === 0) read.warnings.push({ line: row.line, message: "这一行没有读到责任单位" })
}

/** Where cells were merged downwards only the first row has the words: the category, and the wider of two task columns. */
function withMerged(scribe: Scribe, { cells }: Row): string[] {
  const { columns, last } = scribe
  const lastTask = columns.findLastIndex(({ kind }) => kind === "task")
  const merged = cells.map((cell, place) => {
    const kind = columns[place]?.kind
    const carries = kind === "section" || (kind === "task" && place !== lastTask)
    return cell === "" && carries ? (last[place] ?? "") : cell
  })
  scribe.last = merged
  return merged
}

function assignmentOf(scribe: Scribe, cells: string[]): Assignment {
  const read: Assignment = { units: [], deadline: null, rule: scribe.rule, doubts: [] }
  for (const [place, column] of scribe.columns.entries()) {
    const words = widened(cells[place] ?? "")
    if (column.kind !== "slot" || !isUnits(column) || /^[-—–/无\s]*$/.test(words)) continue
    const { units, deadline, rule, doubts } = readAssignment(words, read.rule, column.slot)
    read.units.push(...units)
    read.doubts.push(...doubts)
    read.deadline ??= deadline
    read.rule = rule
  }
  scribe.rule = read.rule
  return read
}

function findSection(scribe: Scribe, category: string, row: Row) {
  const { sections } = scribe.read
  if (sections.at(-1)?.text !== category) startSection(scribe, { ...row, cells: [category] })
  else scribe.section = sections.length - 1
}
