import { type Assignment, readAssignment, type Unit } from "./assignment.ts"
import type { Grid, Row } from "./blocks.ts"
import { type Column, columnsOf, isDeadline, isUnits } from "./columns.ts"
import { labelAt } from "./labels.ts"
import { endsBody } from "./names.ts"
import type { LeadRule } from "./roles.ts"
import { widened } from "./source.ts"
import type { Reading, Section, Task } from "./tasks.ts"

type Scribe = {
  read: Reading
  columns: Column[]
  rule: LeadRule | null
  section: number | null
  last: string[]
  task: Task | null
}

/** What the text around a table says for it: who leads by place, and the heading under which it stands. */
export type Around = { rule: LeadRule | null; heading: Section | null }
const NOTHING: Around = { rule: null, heading: null }

/** Reads a table whose heading row says what its columns hold; each row below is a task, or the heading of some. */
export function tasksOfGrid(grid: Grid, { rule, heading }: Around = NOTHING): Reading {
  const read: Reading = { sections: heading ? [heading] : [], tasks: [], warnings: [], end: 0 }
  const [head, ...rows] = grid.rows
  const columns = head && columnsOf(head.cells.map(widened))
  if (!columns) return read
  const scribe: Scribe = { read, columns, rule, section: heading ? 0 : null, last: [], task: null }
  for (const row of rows) {
    if (isHeading(row, head)) continue
    if (isSection(scribe, row)) startSection(scribe, row)
    else if (scribe.task && goesOn(scribe, row)) goOn(scribe, scribe.task, row)
    else writeTask(scribe, row)
    if (row.doubt) read.warnings.push({ line: row.line, message: row.doubt })
  }
  return read
}

/** A table that runs over a page repeats its heading row. */
function isHeading(row: Row, head: Row): boolean {
  return row.cells.every((cell, place) => cell === (head.cells[place] ?? ""))
}

/**
 * A row that says one thing only. Where merged cells are known, a lone cell that is neither merged nor numbered, nor
 * stands in the column of numbers or sections, is a task whose units are missing.
 */
function isSection({ columns }: Scribe, { cells, isWide, above }: Row): boolean {
  const filled = [...new Set(cells.filter((cell) => cell !== ""))]
  const [only = ""] = filled
  const place = cells.indexOf(only)
  const kind = columns[place]?.kind
  if (filled.length !== 1 || above?.includes(place) || (kind === "number" && /^\d+$/.test(only))) return false
  if (above === undefined || isWide) return true
  if (kind !== "task") return kind !== "slot"
  return labelAt(widened(only), 0) !== null || columns.some((column) => column.kind === "number")
}

function startSection(scribe: Scribe, { cells, line }: Row) {
  const words = inOneLine(cells.find((cell) => cell !== "") ?? "")
  const length = labelAt(widened(words), 0)?.length ?? 0
  const text = words.slice(length)
  scribe.section = scribe.read.sections.length
  scribe.last = []
  scribe.task = null
  scribe.read.sections.push({
    label: length > 0 ? words.slice(0, length) : null,
    text,
    lines: { from: line, to: line },
  })
}

function inOneLine(cell: string): string {
  return cell.replaceAll("\n", "")
}

function writeTask(scribe: Scribe, row: Row) {
  const { read } = scribe
  const cells = withMerged(scribe, row)
  const words = cellsOf(scribe, cells, ({ kind }) => kind === "task").join("\n")
  const assignment = assignmentOf(scribe, cells)
  if (words === "" && assignment.units.length === 0) return
  const [category] = cellsOf(scribe, cells, ({ kind }) => kind === "section")
  if (category) findSection(scribe, inOneLine(category), row)
  const { label, text } = labelled(scribe, row, words)
  const [due] = cellsOf(scribe, cells, isDeadline)
  const deadline = due ? inOneLine(due) : assignment.deadline
  const lines = { from: row.line, to: row.end ?? row.line }
  scribe.task = {
    ordinal: read.tasks.length + 1,
    label,
    section: scribe.section,
    text,
    units: assignment.units,
    deadline,
    lines,
  }
  read.tasks.push(scribe.task)
  for (const message of assignment.doubts) read.warnings.push({ line: row.line, message })
  if (text === "") read.warnings.push({ line: row.line, message: "这一行没有读到任务内容" })
  if (assignment.units.length === 0) read.warnings.push({ line: row.line, message: "这一行没有读到责任单位" })
}

function cellsOf({ columns }: Scribe, cells: string[], isKind: (column: Column) => boolean): string[] {
  return cells.filter((cell, place) => cell !== "" && isKind(columns[place] ?? { kind: "other" }))
}

/** The number in its column, which a cell merged over several tasks gives to the first; else the one before the words. */
function labelled({ columns }: Scribe, { cells, above }: Row, words: string): { label: string; text: string } {
  const place = columns.findIndex(({ kind }) => kind === "number")
  if (place >= 0) return { label: above?.includes(place) ? "" : inOneLine(cells[place] ?? ""), text: words }
  const length = labelAt(widened(words), 0)?.length ?? 0
  return { label: words.slice(0, length), text: words.slice(length).trimStart() }
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

function assignmentOf(scribe: Scribe, cells: string[], isRead = (_: number) => true): Assignment {
  const read: Assignment = { units: [], deadline: null, rule: scribe.rule, doubts: [] }
  for (const [place, column] of scribe.columns.entries()) {
    const words = inOneList(widened(cells[place] ?? ""))
    if (column.kind !== "slot" || !isUnits(column) || !isRead(place) || /^[-—–/无\s]*$/.test(words)) continue
    const { units, deadline, rule, doubts } = readAssignment(words, read.rule, column.slot)
    read.units.push(...units)
    read.doubts.push(...doubts)
    read.deadline ??= deadline
    read.rule = rule
  }
  scribe.rule = read.rule
  return read
}

/** A line of a cell that ends a name parts it from the next one, unless that says more of the same body. */
function inOneList(cell: string): string {
  const lines = cell.split("\n")
  return lines.reduce(
    (list, line) => list + (endsBody(list) && !/^[（，；、]|^(?:牵头|负责|配合|会同|等)/.test(line) ? "、" : "") + line,
  )
}

/**
 * Whether a row goes on with the task of the row before, as merged cells show: the words are the same cell and the
 * units differ, or the number and the units are the same cells and the words differ.
 */
function goesOn({ columns }: Scribe, { cells, above = [] }: Row): boolean {
  const isMerged = (place: number) => above.includes(place) && cells[place] !== ""
  const lastTask = columns.findLastIndex(({ kind }) => kind === "task")
  if (isMerged(lastTask)) return true
  const units = columns.flatMap((column, place) => (isUnits(column) && cells[place] ? [place] : []))
  const number = columns.findIndex(({ kind }) => kind === "number")
  return number >= 0 && isMerged(number) && units.length > 0 && units.every(isMerged)
}

function goOn(scribe: Scribe, task: Task, row: Row) {
  const { columns, read } = scribe
  const isOwn = (place: number) => !row.above?.includes(place)
  const cells = row.cells.map((cell, place) => (isOwn(place) ? cell : ""))
  const words = cellsOf(scribe, cells, ({ kind }) => kind === "task").join("\n")
  const { units, deadline, doubts } = assignmentOf(scribe, row.cells, isOwn)
  const [due = deadline] = cellsOf(scribe, cells, isDeadline).map(inOneLine)
  if (words !== "") task.text += `\n${words}`
  task.units.push(...units.filter((unit) => !task.units.some((given) => isSame(given, unit))))
  if (due && task.deadline && due !== task.deadline && columns.some(isDeadline))
    doubts.push(`同一项任务写有不同时限「${task.deadline}」「${due}」，只读入前一个，请核对`)
  task.deadline ??= due ?? null
  task.lines = { ...task.lines, to: row.line }
  for (const message of doubts) read.warnings.push({ line: row.line, message })
}

function isSame(one: Unit, other: Unit): boolean {
  return one.name === other.name && one.role === other.role
}

function findSection(scribe: Scribe, category: string, row: Row) {
  const { sections } = scribe.read
  const last = sections.at(-1)
  if (!last || `${last.label ?? ""}${last.text}` !== category) startSection(scribe, { ...row, cells: [category] })
  else scribe.section = sections.length - 1
}
