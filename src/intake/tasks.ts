import type { Unit } from "./assignment.ts"
import { endsSentence, type Flow, type Span, spanOf } from "./flow.ts"
import { isGap } from "./marks.ts"
import { closedPieces, endOf, holdsTasks, type Item, itemsUnder, type Piece, rankOf } from "./outline.ts"

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

type Scribe = Reading & { flow: Flow; sectionRanks: Set<number>; openRanks: Set<number> }

/** Writes down the tasks of an outline in the order of the text, each under its nearest heading. */
export function tasksOf(flow: Flow, root: Item): Reading {
  const { text } = flow
  const scribe = { flow, sectionRanks: sectionRanks(text, root), openRanks: openRanks(text, root), ...nothingRead() }
  visit(scribe, root, null)
  return { sections: scribe.sections, tasks: scribe.tasks, warnings: scribe.warnings, end: scribe.end }
}

export function nothingRead(): Reading {
  return { sections: [], tasks: [], warnings: [], end: 0 }
}

function visit(scribe: Scribe, item: Item, above: number | null) {
  const section = headsTasks(scribe, item) ? addSection(scribe, item) : above
  for (const piece of item.pieces) {
    if (piece.phrase) addTask(scribe, item, piece, section)
    else if (standsBetweenTasks(item, piece)) warnAboutWords(scribe, piece)
  }
  for (const [place, child] of item.children.entries()) {
    if (isBetweenTasks(item.children, place)) addTaskWithoutUnits(scribe, child, section)
    else visit(scribe, child, section)
    warnAboutGap(scribe, item.children[place - 1], child)
  }
}

/** A heading has no phrase of its own, or stands alone in its line at a rank whose headings hold several tasks. */
function headsTasks(scribe: Scribe, item: Item): boolean {
  if (!item.label) return false
  return closedPieces(item).length === 0 ? holdsTasks(item) : isSection(scribe, item)
}

function isSection({ flow, sectionRanks }: Scribe, item: Item): boolean {
  return sectionRanks.has(rankOf(item)) && headingLine(flow.text, item) !== null
}

/** 一、支持… on a line of its own, then paragraph after paragraph with its own units: the heading is no task. */
function sectionRanks(text: string, root: Item): Set<number> {
  const sections = itemsUnder(root).filter((item) => closedPieces(item).length > 1 && headingLine(text, item) !== null)
  return new Set(sections.map(rankOf))
}

/** The end of a heading that fills the first line of its item without ending a sentence. */
function headingLine(text: string, item: Item): number | null {
  const [first] = item.pieces
  const from = item.label?.to ?? 0
  const end = text.indexOf("\n", from)
  const inside = first && end >= 0 && end < first.to && !isGap(text.slice(end, first.to))
  return inside && !endsSentence(text.slice(from, end)) ? end : null
}

/** Ranks whose items mostly begin with a heading line: there an open line end is no broken sentence. */
function openRanks(text: string, root: Item): Set<number> {
  const items = itemsUnder(root)
  const lines = items.map((item) => ({ rank: rankOf(item), open: !endsSentence(firstLine(text, item)) }))
  const isOpen = (rank: number) => {
    const same = lines.filter((line) => line.rank === rank)
    return same.filter(({ open }) => open).length * 2 > same.length
  }
  return new Set([...new Set(lines.map(({ rank }) => rank))].filter(isOpen))
}

function firstLine(text: string, item: Item): string {
  const from = item.label?.to ?? 0
  const to = item.pieces[0]?.to ?? from
  const end = text.indexOf("\n", from)
  return text.slice(from, end < 0 ? to : Math.min(end, to))
}

function addSection(scribe: Scribe, item: Item): number {
  const { flow, sections } = scribe
  const from = item.label?.to ?? 0
  const to = isSection(scribe, item) ? (headingLine(flow.text, item) ?? from) : (item.pieces[0]?.to ?? from)
  const text = shortened(joinedLines(flow.text.slice(from, to), false))
  sections.push({ label: item.label?.label.printed ?? null, text, lines: spanOf(flow, item.label?.from ?? from, to) })
  return sections.length - 1
}

const LONGEST_HEADING = 80

function shortened(heading: string): string {
  const stop = heading.indexOf("。")
  return heading.length > LONGEST_HEADING && stop > 0 ? heading.slice(0, stop + 1) : heading
}

function addTask(scribe: Scribe, item: Item, piece: Piece, section: number | null) {
  const { phrase } = piece
  if (!phrase) return
  const { flow } = scribe
  const first = piece === closedPieces(item)[0] && !isSection(scribe, item)
  const words = wordsOf(scribe, item, piece)
  const label = first ? (item.label?.label.printed ?? "") : ""
  const from = first && item.label ? item.label.from : words.from
  const text = joinedLines(flow.text.slice(words.from, words.to), first && scribe.openRanks.has(rankOf(item)))
  const { units, deadline, doubts } = phrase.assignment
  add(scribe, { label, section, text, units, deadline, lines: spanOf(flow, from, Math.max(words.to, phrase.to)) })
  scribe.end = Math.max(scribe.end, words.to, phrase.to)
  for (const message of doubts) scribe.warnings.push({ line: flow.lineAt(phrase.from), message })
  if (text === "") scribe.warnings.push({ line: flow.lineAt(phrase.from), message: "责任单位前没有读到任务内容" })
}

/** Where the words of a task stand: before its phrase, or behind it where the units are printed first. */
function wordsOf(scribe: Scribe, item: Item, piece: Piece): { from: number; to: number } {
  const { text } = scribe.flow
  const next = item.pieces[item.pieces.indexOf(piece) + 1]
  if (isGap(text.slice(piece.from, piece.to)) && next && !next.phrase) return next
  if (piece === item.pieces[0] && isSection(scribe, item))
    return { from: headingLine(text, item) ?? piece.from, to: piece.to }
  return item.label ? piece : { from: startOfParagraph(text, piece), to: piece.to }
}

/** Without a number before it, a task is no more than the paragraph that its phrase closes. */
function startOfParagraph(text: string, { from, to }: Piece): number {
  const words = text.slice(from, to).trimEnd()
  return from + words.lastIndexOf("\n") + 1
}

function add(scribe: Scribe, task: Omit<Task, "ordinal">) {
  scribe.tasks.push({ ordinal: scribe.tasks.length + 1, ...task })
}

function standsBetweenTasks(item: Item, piece: Piece): boolean {
  const place = item.pieces.indexOf(piece)
  return (
    item.pieces.slice(0, place).some(({ phrase }) => phrase) &&
    item.pieces.slice(place + 1).some(({ phrase }) => phrase)
  )
}

function warnAboutWords({ flow, warnings }: Scribe, piece: Piece) {
  const start = piece.from + (/^\s*/.exec(flow.text.slice(piece.from, piece.to))?.[0].length ?? 0)
  warnings.push({ line: flow.lineAt(start), message: "这段话没有读到责任单位，未作为任务" })
}

/** An item among tasks that names nobody is more likely a phrase not understood than a paragraph of another kind. */
function isBetweenTasks(siblings: Item[], place: number): boolean {
  const item = siblings[place]
  if (!item || holdsTasks(item)) return false
  const isTask = (other: Item) => rankOf(other) === rankOf(item) && closedPieces(other).length > 0
  return siblings.slice(0, place).some(isTask) && siblings.slice(place + 1).some(isTask)
}

function addTaskWithoutUnits(scribe: Scribe, item: Item, section: number | null) {
  const { flow } = scribe
  const { label } = item
  if (!label) return
  const to = endOf(item)
  const text = joinedLines(flow.text.slice(label.to, to), scribe.openRanks.has(rankOf(item)))
  add(scribe, {
    label: label.label.printed,
    section,
    text,
    units: [],
    deadline: null,
    lines: spanOf(flow, label.from, to),
  })
  scribe.warnings.push({ line: flow.lineAt(label.from), message: `${label.label.printed}没有读到责任单位` })
}

function warnAboutGap({ flow, warnings }: Scribe, before: Item | undefined, item: Item) {
  const last = before?.label?.label
  const label = item.label?.label
  if (!last || !label || last.rank !== label.rank || !holdsTasks(item) || label.value === last.value + 1) return
  const line = flow.lineAt(item.label?.from ?? 0)
  warnings.push({ line, message: `编号从${last.printed}到${label.printed}不连续，请核对是否漏读` })
}

/**
 * The words of a piece as one text. A line that ends in the middle of a sentence was broken by the page: it is joined
 * without a space. A heading line keeps its line.
 */
export function joinedLines(words: string, headed: boolean): string {
  const [first = "", ...lines] = words
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
  let text = first
  for (const [place, line] of lines.entries()) {
    text += endsSentence(text) || (headed && place === 0) ? `\n${line}` : line
  }
  return text
}
