import type { Reading, Section, Task } from "#src/plans/intake/reading/read_tasks.ts"
import { atMost, type Confidence, type Found, found } from "#src/plans/intake/words/confidence.ts"
import { headLabel } from "#src/plans/intake/words/item_labels.ts"
import { inOneList } from "#src/plans/intake/words/names.ts"
import {
  joined,
  NO_WORDS,
  part,
  replaced,
  split,
  trimmed,
  unplaced,
  type Words,
} from "#src/plans/intake/words/placed_words.ts"
import { widened } from "#src/plans/intake/words/source_lines.ts"
import { type Assignment, type Rule, readAssignment, type Unit } from "#src/plans/intake/words/unit_phrases.ts"
import type { Grid, Row } from "./blocks.ts"
import { type Column, columnsOf, isDeadline, isUnits } from "./columns.ts"

/** A task as long as rows below may go on with it. */
type OpenTask = Omit<Task, "text"> & { words: Words[]; confidence: Confidence }

type Scribe = {
  read: Reading
  tasks: OpenTask[]
  head: Row
  columns: Column[]
  rule: Rule | null
  section: number | null
  last: Words[]
  task: OpenTask | null
}

/** What the text around a table says for it: who leads by place, and the heading under which it stands. */
export type Around = { rule: Rule | null; heading: Section | null }

/** Reads a table whose heading row says what its columns hold; each row below is a task, or the heading of some. */
export function tasksOfGrid(grid: Grid, { rule, heading }: Around): Reading {
  const read: Reading = { sections: heading ? [heading] : [], tasks: [], warnings: [], end: 0 }
  const [head, ...rows] = grid.rows
  const columns = head && columnsOf(head.cells.map(({ text }) => widened(text)))
  if (!columns) return read
  const section = heading ? 0 : null
  const scribe: Scribe = { read, tasks: [], head, columns, rule, section, last: [], task: null }
  for (const row of rows) {
    if (isHeading(row, head)) continue
    if (isSection(scribe, row)) startSection(scribe, row)
    else if (scribe.task && goesOn(scribe, row)) goOn(scribe, scribe.task, row)
    else writeTask(scribe, row)
    if (row.doubt) warn(scribe, row, row.doubt)
  }
  read.tasks = scribe.tasks.map(({ words, confidence, ...task }) => ({
    ...task,
    text: found(joined(words, "\n"), confidence),
  }))
  return read
}

function warn({ read }: Scribe, { from, cells }: Row, message: string, about = joined(cells)) {
  read.warnings.push({ place: from, message, about })
}

/** A table that runs over a page repeats its heading row. */
function isHeading(row: Row, head: Row): boolean {
  return row.cells.every(({ text }, place) => text === (head.cells[place]?.text ?? ""))
}

/**
 * A row that says one thing only. Where merged cells are known, a lone cell that is neither merged nor numbered, nor
 * stands in the column of numbers or sections, is a task whose units are missing.
 */
function isSection({ columns }: Scribe, { cells, isWide, above }: Row): boolean {
  const filled = [...new Set(cells.map(({ text }) => text).filter((text) => text !== ""))]
  const [only = ""] = filled
  const place = cells.findIndex(({ text }) => text === only)
  const kind = columns[place]?.kind
  if (filled.length !== 1 || above?.includes(place) || (kind === "number" && /^\d+$/.test(only))) return false
  if (above === undefined || isWide) return true
  if (kind !== "task") return kind !== "slot"
  return headLabel(only) !== null || columns.some((column) => column.kind === "number")
}

function startSection(scribe: Scribe, row: Row) {
  scribe.section = addSection(scribe, row.cells.find(({ text }) => text !== "") ?? NO_WORDS, row)
  scribe.last = []
  scribe.task = null
}

function addSection({ read }: Scribe, cell: Words, { from }: Row): number {
  const words = inOneLine(cell)
  const length = headLabel(words.text)?.length ?? 0
  read.sections.push({
    label: length > 0 ? found(part(words, 0, length), "sure") : null,
    text: found(part(words, length), "sure"),
    stretch: { from, to: from },
  })
  return read.sections.length - 1
}

function inOneLine(cell: Words): Words {
  return joined(split(cell, /\n/g))
}

function writeTask(scribe: Scribe, row: Row) {
  const cells = withMerged(scribe, row)
  const words = joined(wordsIn(scribe, cells), "\n")
  const { units, deadline, doubts } = assignmentOf(scribe, cells)
  if (words.text === "" && units.length === 0) return
  const [category] = cellsOf(scribe, cells, ({ kind }) => kind === "section")
  if (category) findSection(scribe, inOneLine(category), row)
  const { label, text } = labelled(scribe, row, words)
  const surest = row.isGuessed ? "doubtful" : "sure"
  scribe.task = {
    label,
    section: scribe.section,
    words: [text],
    confidence: text.text === "" || units.length === 0 ? "doubtful" : surest,
    units: units.map((unit) => ({ ...unit, name: atMost(unit.name, surest) })),
    deadline: dueIn(scribe, cells, deadline, surest),
    stretch: { from: row.from, to: row.to ?? row.from },
  }
  scribe.tasks.push(scribe.task)
  for (const { message, about } of doubts) warn(scribe, row, message, about)
  if (text.text === "") warn(scribe, row, "这一行没有读到任务内容")
  if (units.length === 0) warn(scribe, row, "这一行没有读到责任单位")
}

/** The time of its column goes before one among the units. */
function dueIn(scribe: Scribe, cells: Words[], inPhrase: Found | null, surest: Confidence): Found | null {
  const due = cellsOf(scribe, cells, isDeadline).find(({ text }) => !/^[\d.]+[%％]$/.test(text))
  const deadline = due ? found(inOneLine(due), "sure") : inPhrase
  return deadline && atMost(deadline, surest)
}

/** What is to be done, and under the heads of stages, 第一季度, what then. */
function wordsIn(scribe: Scribe, cells: Words[]): Words[] {
  const stages = cells.flatMap((cell, place) => {
    const head =
      scribe.columns[place]?.kind === "stage" && /[\u4e00-\u9fa5]/.test(cell.text) ? scribe.head.cells[place] : null
    return head ? [joined([unplaced(`${head.text}：`), cell])] : []
  })
  return [...cellsOf(scribe, cells, ({ kind }) => kind === "task"), ...stages]
}

function cellsOf({ columns }: Scribe, cells: Words[], isKind: (column: Column) => boolean): Words[] {
  return cells.filter(({ text }, place) => text !== "" && isKind(columns[place] ?? { kind: "other" }))
}

/** The number in its column, which a cell merged over several tasks gives to the first; else the one before the words. */
function labelled({ columns }: Scribe, { cells, above }: Row, words: Words): { label: Found | null; text: Words } {
  const place = columns.findIndex(({ kind }) => kind === "number")
  if (place >= 0) {
    const label = above?.includes(place) ? NO_WORDS : inOneLine(cells[place] ?? NO_WORDS)
    return { label: label.text === "" ? null : found(label, "sure"), text: words }
  }
  const length = headLabel(words.text)?.length ?? 0
  const label = length > 0 ? found(part(words, 0, length), "sure") : null
  return { label, text: label ? trimmed(part(words, length)) : words }
}

/** Where cells were merged downwards only the first row has the words: the category, and the wider of two task columns. */
function withMerged(scribe: Scribe, { cells }: Row): Words[] {
  const { columns, last } = scribe
  const lastTask = columns.findLastIndex(({ kind }) => kind === "task")
  const merged = cells.map((cell, place) => {
    const kind = columns[place]?.kind
    const carries = kind === "section" || (kind === "task" && place !== lastTask)
    return cell.text === "" && carries ? (last[place] ?? NO_WORDS) : cell
  })
  scribe.last = merged
  return merged
}

function assignmentOf(scribe: Scribe, cells: Words[], isRead = (_: number) => true): Assignment {
  const read: Assignment = { units: [], deadline: null, rule: scribe.rule, doubts: [] }
  for (const [place, column] of scribe.columns.entries()) {
    const words = listIn(cells[place] ?? NO_WORDS)
    if (column.kind !== "slot" || !isUnits(column) || !isRead(place) || /^[-—–/无\s]*$/.test(words.text)) continue
    const said = scribe.head.cells[place] ?? null
    const names = said && WITH_PEOPLE.test(said.text) ? replaced(words, PERSON_BEHIND, () => "") : words
    const { units, deadline, rule, doubts } = readAssignment(names, read.rule, { slot: column.slot, said })
    read.units.push(...units)
    read.doubts.push(...doubts)
    read.deadline ??= deadline
    read.rule = rule
  }
  scribe.rule = read.rule
  return read
}

/** 牵头单位及责任人: behind each unit stands a person. */
const WITH_PEOPLE = /单位[及和与、（].{0,4}(?:人|领导)/
const PERSON_BEHIND = /（[\u4e00-\u9fa5]{2,4}）/g

/** A line of a cell begins a name, unless it says more of the body before it. */
function listIn(cell: Words): Words {
  const lines = split({ text: widened(cell.text), at: cell.at }, /\n/g)
  return inOneList(lines, (line) => !/^[（，；、]|^(?:牵头|负责|配合|会同|等)/.test(line))
}

/**
 * Whether a row goes on with the task of the row before, as merged cells show: the words are the same cell and the
 * units differ, or the number and the units are the same cells and the words differ.
 */
function goesOn({ columns }: Scribe, { cells, above = [] }: Row): boolean {
  const isMerged = (place: number) => above.includes(place) && cells[place]?.text !== ""
  const lastTask = columns.findLastIndex(({ kind }) => kind === "task")
  if (isMerged(lastTask)) return true
  const units = columns.flatMap((column, place) => (isUnits(column) && cells[place]?.text ? [place] : []))
  const number = columns.findIndex(({ kind }) => kind === "number")
  return number >= 0 && isMerged(number) && units.length > 0 && units.every(isMerged)
}

function goOn(scribe: Scribe, task: OpenTask, row: Row) {
  const isOwn = (place: number) => !row.above?.includes(place)
  const cells = row.cells.map((cell, place) => (isOwn(place) ? cell : NO_WORDS))
  const { units, deadline, doubts } = assignmentOf(scribe, row.cells, isOwn)
  const due = dueIn(scribe, cells, deadline, "sure")
  task.words.push(...wordsIn(scribe, cells))
  task.units.push(...units.filter((unit) => !task.units.some((given) => isSame(given, unit))))
  if (due && task.deadline && due.text !== task.deadline.text && scribe.columns.some(isDeadline))
    doubts.push({
      message: `同一项任务写有不同时限「${task.deadline.text}」「${due.text}」，只读入前一个，请核对`,
      about: due,
    })
  task.deadline ??= due
  task.stretch.to = row.from
  for (const { message, about } of doubts) warn(scribe, row, message, about)
}

function isSame(one: Unit, other: Unit): boolean {
  return one.name.text === other.name.text && one.role === other.role
}

function findSection(scribe: Scribe, category: Words, row: Row) {
  const { sections } = scribe.read
  const last = sections.at(-1)
  if (last && `${last.label?.text ?? ""}${last.text.text}` === category.text) scribe.section = sections.length - 1
  else startSection(scribe, { ...row, cells: [category] })
}
