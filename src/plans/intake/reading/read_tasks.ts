import { type Found, found } from "#src/plans/intake/words/confidence.ts"
import { joined, NO_WORDS, part, split, trimmed, unplaced, type Words } from "#src/plans/intake/words/placed_words.ts"
import { endsSentence, type Flow, placeAt, printedPart } from "#src/plans/intake/words/running_text.ts"
import { widened } from "#src/plans/intake/words/source_lines.ts"
import type { Unit } from "#src/plans/intake/words/unit_phrases.ts"
import { type Habits, habitsOf, headingOf } from "./item_headings.ts"
import {
  closedPieces,
  type Extent,
  endOf,
  holdsTasks,
  type Item,
  lastPhraseEnd,
  type Piece,
  rankOf,
} from "./outline.ts"
import { isGap } from "./phrase_runs.ts"
import type { LabelMark, PhraseMark } from "./structure.ts"

/** Of all that was read: the places of its first character and of its last. */
export type Stretch = { from: number; to: number }
export type Section = { label: Found | null; text: Found; stretch: Stretch }
export type Task = {
  label: Found | null
  section: number | null
  text: Found
  units: Unit[]
  deadline: Found | null
  stretch: Stretch
}
/** `place` is where the person should look; `about` are the words in doubt, none where it is the whole document. */
export type Warning = { place: number; message: string; about: Words | null }

/** `end` is the offset behind the last task, where the closing paragraph may begin. */
export type Reading = { sections: Section[]; tasks: Task[]; warnings: Warning[]; end: number }

/** `end` is where the words behind the last task begin; `strict` where every item is expected to name its units. */
type Scribe = { flow: Flow; habits: Habits; end: number; strict: boolean; read: Reading }

/** Writes down the tasks of an outline in the order of the text, each under its nearest heading. */
export function tasksOf(flow: Flow, root: Item, strict: boolean): Reading {
  const read: Reading = { sections: [], tasks: [], warnings: [], end: 0 }
  const end = lastPhraseEnd(root)
  visit({ flow, habits: habitsOf(flow.text, root), end, strict, read }, root, null)
  return read
}

function visit(scribe: Scribe, item: Item, above: number | null) {
  const heading = headingOf(scribe.flow.text, item, scribe.habits)
  const section = heading ? addSection(scribe, item, heading) : above
  writePieces(scribe, item, section, heading)
  for (const run of runsOf(item.children)) visitRun(scribe, run, section)
}

/** Items that are counted through. Where the numbers begin again, as behind a covering notice, something else begins. */
function runsOf(items: Item[]): Item[][] {
  const runs: Item[][] = []
  for (const item of items) {
    const last = runs.at(-1)?.at(-1)
    const starts = !last || rankOf(last) !== rankOf(item) || item.label?.label.value === 1
    if (starts) runs.push([])
    runs.at(-1)?.push(item)
  }
  return runs
}

function visitRun(scribe: Scribe, run: Item[], section: number | null) {
  const tasks = range(run, (item) => isTask(scribe, item))
  for (const [place, item] of run.entries()) {
    warnAboutGap(scribe, run[place - 1], item)
    if (!scribe.strict || tasks.from < 0 || holdsTasks(item)) visit(scribe, item, section)
    else if (isWithin(place, tasks)) addTaskWithoutUnits(scribe, item, section)
    else warn(scribe, extentOf(item), `${numberOf(scribe, item)}没有读到责任单位，未作为任务`)
  }
}

function isTask({ flow, habits }: Scribe, item: Item): boolean {
  return closedPieces(item).length > 0 && headingOf(flow.text, item, habits) === null
}

function writePieces(scribe: Scribe, item: Item, section: number | null, heading: Extent | null) {
  const closed = range(item.pieces, ({ phrase }) => phrase !== null)
  for (const [place, { phrase, more, ...piece }] of item.pieces.entries()) {
    const first = place === closed.from
    const words = first && heading ? { from: Math.max(heading.to, piece.from), to: piece.to } : piece
    const label = first && !heading ? item.label : null
    const leftOver = isLeftOver(scribe, item, place, closed)
    if (phrase) addTask(scribe, { item, phrase, section, label, words: wordsOf(scribe, item, place, words), more })
    else if (leftOver) warn(scribe, { ...piece, from: firstWord(scribe, piece) }, "这段话没有读到责任单位，未作为任务")
  }
}

/** Words behind a task that nothing closes: a phrase not understood, unless they lead over to what follows. */
function isLeftOver({ flow, end, strict }: Scribe, item: Item, place: number, closed: Range): boolean {
  const piece = item.pieces[place]
  const isBehind = closed.from >= 0 && place > closed.from && !unitsStandFirst(flow, item, place - 1)
  if (!strict || !piece || !isBehind || piece.to >= end) return false
  return !/：\s*$/.test(flow.text.slice(piece.from, piece.to))
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
  const words = joined(split(printedPart(flow, from, shortened(flow, from, to)), /\n/g))
  read.sections.push({
    label: label && labelIn(flow, label),
    text: found(words, label ? "sure" : "likely"),
    stretch: stretchOf(flow, label?.from ?? from, to),
  })
  return read.sections.length - 1
}

function stretchOf(flow: Flow, from: number, to: number): Stretch {
  return { from: placeAt(flow, from), to: placeAt(flow, Math.max(from, to - 1)) }
}

const LONGEST_HEADING = 80

/** Words that lead over to the sub-items stand behind the heading; the first sentence is what it is called. */
function shortened({ printed }: Flow, from: number, to: number): number {
  const heading = printed.slice(from, to)
  const stop = heading.indexOf("。")
  return heading.replaceAll("\n", "").length > LONGEST_HEADING && stop > 0 ? from + stop + 1 : to
}

/** Where the words of a task stand: before its phrase, or behind it where the units are printed first. */
function wordsOf({ flow }: Scribe, item: Item, place: number, words: Extent): Extent {
  const next = item.pieces[place + 1]
  if (next && unitsStandFirst(flow, item, place)) return next
  return item.label ? words : { from: startOfParagraph(flow.text, words), to: words.to }
}

function unitsStandFirst({ text }: Flow, item: Item, place: number): boolean {
  const piece = item.pieces[place]
  const next = item.pieces[place + 1]
  return Boolean(piece?.phrase && next && !next.phrase && isGap(text.slice(piece.from, piece.to)))
}

/** Without a number before it, a task is no more than the paragraph that its phrase closes. */
function startOfParagraph(text: string, { from, to }: Extent): number {
  const words = text.slice(from, to).trimEnd()
  return from + words.lastIndexOf("\n") + 1
}

/** 二、主承办单位 above 主办单位：… says who holds an event. */
const ORGANISERS = /^(?:主办|主承办|承办|协办|组织|支持|指导|参加|活动)(?:、?(?:承办|协办))?(?:单位|机构)$/

type Closed = {
  item: Item
  phrase: PhraseMark
  section: number | null
  label: Item["label"]
  words: Extent
  more?: Extent
}

function addTask(scribe: Scribe, { item, phrase, section, label, words, more }: Closed) {
  const { flow, read } = scribe
  const parts = [textOf(scribe, item, words), more ? textOf(scribe, item, more) : NO_WORDS]
  const text = joined(
    parts.filter((part) => part.text !== ""),
    "\n",
  )
  if (ORGANISERS.test(text.text)) return
  const { units, deadline, doubts } = phrase.assignment
  const end = Math.max(words.to, phrase.to, more?.to ?? 0)
  read.tasks.push({
    label: label && labelIn(flow, label),
    section,
    text: found(text, text.text === "" ? "doubtful" : label && !more ? "sure" : "likely"),
    units,
    deadline,
    stretch: stretchOf(flow, label?.from ?? words.from, end),
  })
  read.end = Math.max(read.end, end)
  const said = phrase.spot ? { from: phrase.spot.begins, to: end } : phrase
  for (const { message, about } of doubts) warn(scribe, said, message, about)
  if (text.text === "") warn(scribe, said, "责任单位前没有读到任务内容")
}

/** An item among tasks that names nobody is more likely a phrase not understood than a paragraph of another kind. */
function addTaskWithoutUnits(scribe: Scribe, item: Item, section: number | null) {
  const { flow, read } = scribe
  if (!item.label) return
  const { from, to: start } = item.label
  const end = endOf(item)
  const text = found(textOf(scribe, item, { from: start, to: end }), "doubtful")
  const label = labelIn(flow, item.label)
  read.tasks.push({ label, section, text, units: [], deadline: null, stretch: stretchOf(flow, from, end) })
  warn(scribe, { from, to: end }, `${label.text}没有读到责任单位`)
}

/** A jump in the numbers is a misprint or an item that was not seen. */
function warnAboutGap(scribe: Scribe, before: Item | undefined, item: Item) {
  if (!before?.label || !item.label || !holdsTasks(before) || !holdsTasks(item)) return
  if (item.label.label.value === before.label.label.value + 1) return
  const jump = `编号从${numberOf(scribe, before)}到${numberOf(scribe, item)}不连续`
  warn(scribe, item.label, `${jump}，请核对是否漏读`)
}

function numberOf({ flow }: Scribe, { label }: Item): string {
  return label ? labelIn(flow, label).text : ""
}

/** At the head of a line a number is one; inside it it was told by the order of the numbers. */
function labelIn(flow: Flow, { from, to }: LabelMark): Found {
  const heads = from === 0 || flow.text[from - 1] === "\n"
  return found(printedPart(flow, from, to), heads ? "sure" : "likely")
}

const extentOf = (item: Item): Extent => ({ from: item.label?.from ?? 0, to: endOf(item) })

/** Of a longer piece its beginning says which it is. */
export const LONGEST_QUOTE = 200

function warn({ flow, read }: Scribe, { from, to }: Extent, message: string, words?: Words) {
  const about = words ?? printedPart(flow, from, Math.min(to, from + LONGEST_QUOTE))
  read.warnings.push({ place: placeAt(flow, from), message, about })
}

function firstWord({ flow }: Scribe, { from, to }: Omit<Piece, "phrase">): number {
  return from + (/^\s*/.exec(flow.text.slice(from, to))?.[0].length ?? 0)
}

/**
 * The words of a stretch as one text. A line that ends in the middle of a sentence was broken by the page and is joined
 * without a space; a heading line keeps its line.
 */
function textOf({ flow, habits }: Scribe, item: Item, { from, to }: Extent): Words {
  const headed = from === item.label?.to && habits.headedRanks.has(rankOf(item))
  return joinedLines(printedPart(flow, from, to), headed)
}

/** No page is so narrow that it breaks a sentence here: a line without a comma that ends before is a heading. */
const SHORT_LINE = 16

/** A dash that leads over to the units belongs to neither. */
function withoutDash(words: Words): Words {
  return part(words, 0, words.text.replace(/[—–－]{1,2}\s*$/, "").length)
}

function joinedLines(words: Words, headed: boolean): Words {
  const lines = split(withoutDash(words), /\n/g)
    .map(trimmed)
    .filter(({ text }) => text !== "")
  const [first = NO_WORDS] = lines
  const hasHeading = headed || (first.text.length <= SHORT_LINE && !first.text.includes("，"))
  return joined(
    lines.flatMap((line, place) => {
      const ends = endsSentence(widened(line.text.slice(-1))) || (hasHeading && place === 0)
      return ends && place < lines.length - 1 ? [line, unplaced("\n")] : [line]
    }),
  )
}
