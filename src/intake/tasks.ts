import type { Unit } from "./assignment.ts"
import { endsSentence, type Flow, type Span, spanOf } from "./flow.ts"
import { type Extent, type Habits, habitsOf, headingOf } from "./headings.ts"
import type { Label } from "./labels.ts"
import { isGap, type PhraseMark } from "./marks.ts"
import { closedPieces, endOf, holdsTasks, type Item, type Piece, rankOf } from "./outline.ts"

export type Section = { label: string | null; text: string; lines: Span }
export type Task = {
  ordinal: number
  label: string
  section: number | null
  text: string
  units: Unit[]
  deadline: string | null
  lines: Span
}
export type Warning = { line: number; message: string }

/** `end` is the offset behind the last task, where the closing paragraph may begin. */
export type Reading = { sections: Section[]; tasks: Task[]; warnings: Warning[]; end: number }

type Scribe = { flow: Flow; habits: Habits; read: Reading }

/** Writes down the tasks of an outline in the order of the text, each under its nearest heading. */
export function tasksOf(flow: Flow, root: Item): Reading {
  const read: Reading = { sections: [], tasks: [], warnings: [], end: 0 }
  visit({ flow, habits: habitsOf(flow.text, root), read }, root, null)
  return read
}

function visit(scribe: Scribe, item: Item, above: number | null) {
  const heading = headingOf(scribe.flow.text, item, scribe.habits)
  const section = heading ? addSection(scribe, item, heading) : above
  writePieces(scribe, item, section, heading)
  const tasks = range(item.children, (child) => isTask(scribe, child))
  for (const [place, child] of item.children.entries()) {
    warnAboutGap(scribe, item.children[place - 1], child)
    if (isWithin(place, tasks) && !holdsTasks(child)) addTaskWithoutUnits(scribe, child, section)
    else visit(scribe, child, section)
  }
}

function isTask({ flow, habits }: Scribe, item: Item): boolean {
  return closedPieces(item).length > 0 && headingOf(flow.text, item, habits) === null
}

function writePieces(scribe: Scribe, item: Item, section: number | null, heading: Extent | null) {
  const closed = range(item.pieces, ({ phrase }) => phrase !== null)
  for (const [place, { phrase, ...piece }] of item.pieces.entries()) {
    const first = place === closed.from
    const words = first && heading ? { from: Math.max(heading.to, piece.from), to: piece.to } : piece
    const label = first && !heading ? item.label : null
    if (phrase) addTask(scribe, { item, phrase, section, label, words: wordsOf(scribe, item, place, words) })
    else if (isWithin(place, closed)) warn(scribe, firstWord(scribe, piece), "这段话没有读到责任单位，未作为任务")
  }
}

type Range = { from: number; to: number }

/** From the first to the last that is so: what lies between them and is not so is in doubt. */
function range<T>(all: T[], isSo: (one: T) => boolean): Range {
  return { from: all.findIndex(isSo), to: all.findLastIndex(isSo) }
}

function isWithin(place: number, { from, to }: Range): boolean {
  return from >= 0 && from < place && place < to
}

function addSection({ flow, read }: Scribe, { label }: Item, { from, to }: Extent): number {
  const text = shortened(joinedLines(flow.text.slice(from, to), false))
  read.sections.push({ label: label?.label.printed ?? null, text, lines: spanOf(flow, label?.from ?? from, to) })
  return read.sections.length - 1
}

const LONGEST_HEADING = 80

/** Words that lead over to the sub-items stand behind the heading; the first sentence is what it is called. */
function shortened(heading: string): string {
  const stop = heading.indexOf("。")
  return heading.length > LONGEST_HEADING && stop > 0 ? heading.slice(0, stop + 1) : heading
}

/** Where the words of a task stand: before its phrase, or behind it where the units are printed first. */
function wordsOf({ flow: { text } }: Scribe, item: Item, place: number, words: Extent): Extent {
  const next = item.pieces[place + 1]
  if (next && !next.phrase && isGap(text.slice(words.from, words.to))) return next
  return item.label ? words : { from: startOfParagraph(text, words), to: words.to }
}

/** Without a number before it, a task is no more than the paragraph that its phrase closes. */
function startOfParagraph(text: string, { from, to }: Extent): number {
  const words = text.slice(from, to).trimEnd()
  return from + words.lastIndexOf("\n") + 1
}

type Found = { item: Item; phrase: PhraseMark; section: number | null; label: Item["label"]; words: Extent }

function addTask(scribe: Scribe, { item, phrase, section, label, words }: Found) {
  const { flow, read, habits } = scribe
  const text = joinedLines(
    flow.text.slice(words.from, words.to),
    label !== null && habits.headedRanks.has(rankOf(item)),
  )
  const { units, deadline, doubts } = phrase.assignment
  const end = Math.max(words.to, phrase.to)
  const lines = spanOf(flow, label?.from ?? words.from, end)
  write(read, { label: printed(label?.label), section, text, units, deadline, lines })
  read.end = Math.max(read.end, end)
  for (const doubt of doubts) warn(scribe, phrase.spot?.begins ?? phrase.from, doubt)
  if (text === "") warn(scribe, phrase.from, "责任单位前没有读到任务内容")
}

/** An item among tasks that names nobody is more likely a phrase not understood than a paragraph of another kind. */
function addTaskWithoutUnits(scribe: Scribe, item: Item, section: number | null) {
  const { flow, read, habits } = scribe
  if (!item.label) return
  const { from, to: start, label } = item.label
  const end = endOf(item)
  const text = joinedLines(flow.text.slice(start, end), habits.headedRanks.has(rankOf(item)))
  write(read, { label: label.printed, section, text, units: [], deadline: null, lines: spanOf(flow, from, end) })
  warn(scribe, from, `${label.printed}没有读到责任单位`)
}

function write({ tasks }: Reading, task: Omit<Task, "ordinal">) {
  tasks.push({ ordinal: tasks.length + 1, ...task })
}

function printed(label: Label | undefined): string {
  return label?.printed ?? ""
}

/** Numbers may begin again at one; any other jump is a misprint or an item that was not seen. */
function warnAboutGap(scribe: Scribe, before: Item | undefined, item: Item) {
  if (!before?.label || !item.label || !holdsTasks(before) || !holdsTasks(item)) return
  const last = before.label.label
  const { label } = item.label
  if (last.rank !== label.rank || label.value === last.value + 1 || label.value === 1) return
  warn(scribe, item.label.from, `编号从${last.printed}到${label.printed}不连续，请核对是否漏读`)
}

function warn({ flow, read }: Scribe, offset: number, message: string) {
  read.warnings.push({ line: flow.lineAt(offset), message })
}

function firstWord({ flow }: Scribe, { from, to }: Omit<Piece, "phrase">): number {
  return from + (/^\s*/.exec(flow.text.slice(from, to))?.[0].length ?? 0)
}

/**
 * The words of a piece as one text. A line that ends in the middle of a sentence was broken by the page: it is joined
 * without a space. A heading line keeps its line.
 */
export function joinedLines(words: string, headed: boolean): string {
  const lines = words.split("\n").map((line) => line.trim())
  const [first = "", ...more] = lines.filter((line) => line !== "")
  return more.reduce((text, line, place) => {
    const ends = endsSentence(text) || (headed && place === 0)
    return ends ? `${text}\n${line}` : text + line
  }, first)
}
