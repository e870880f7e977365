import type { Role } from "#db/schema.ts"
import type { Block } from "#src/plans/intake/layout/blocks.ts"
import { tasksOfGrid } from "#src/plans/intake/layout/grid_tasks.ts"
import { blocksOf } from "#src/plans/intake/layout/lines_to_blocks.ts"
import { atMost, type Found, found } from "#src/plans/intake/words/confidence.ts"
import { headLabel } from "#src/plans/intake/words/item_labels.ts"
import { bound, unbound } from "#src/plans/intake/words/known_names.ts"
import { MOST_TASKS, Refused, TOO_MANY_TASKS } from "#src/plans/intake/words/limits.ts"
import {
  type Lines,
  lineAt,
  linesIn,
  type Origin,
  originOf,
  type Span,
  spansOf,
} from "#src/plans/intake/words/origins.ts"
import { ownDateIn } from "#src/plans/intake/words/own_dates.ts"
import { joined, NO_WORDS, NOWHERE, part, printedAt, trimmed } from "#src/plans/intake/words/placed_words.ts"
import { type Flow, flowOf, placeAt, STOPS } from "#src/plans/intake/words/running_text.ts"
import { widened } from "#src/plans/intake/words/source_lines.ts"
import type { Unit } from "#src/plans/intake/words/unit_phrases.ts"
import { type Basis, basisOf, captionIn, closingOf, docNumberOf, preambleOf, titleOf } from "./front.ts"
import { marksOfDoers } from "./named_doers.ts"
import { type Extent, outlineOf } from "./outline.ts"
import {
  LONGEST_QUOTE,
  type Reading,
  type Section,
  type Stretch,
  type Task,
  tasksOf,
  type Warning,
} from "./read_tasks.ts"
import { type Mark, marksIn, ruleOutsideLists } from "./structure.ts"

/** Source lines, both counted from 1 and both included. */
export type LineRange = { from: number; to: number }
export type ReadUnit = { name: string; role: Role }
/** `role` is where it is said that the unit has this role. */
export type UnitOrigin = { name: Origin; role: Origin }
export type ReadSection = { label: string | null; text: string; lines: LineRange; origin: Origin }
export type ReadTask = {
  ordinal: number
  label: string
  section: number | null
  text: string
  units: ReadUnit[]
  deadline: string | null
  lines: LineRange
  /** `units` in the order of the task's units. */
  origin: { label: Origin | null; text: Origin; units: UnitOrigin[]; deadline: Origin | null }
}
/** `quote` is the very piece of the document that is in doubt, and `spans` where it stands; null where it is the whole. */
export type ReadWarning = { line: number; message: string; quote: string | null; spans: Span[] }

/** What the importer understood. Texts carry no label: `label` and `text` together are what is printed. */
export type ReadPlan = {
  title: string | null
  docNumber: string | null
  preamble: string | null
  basis: Basis | null
  sections: ReadSection[]
  tasks: ReadTask[]
  closing: string | null
  warnings: ReadWarning[]
  /** Sentences outside the tasks that give a named body something to do. */
  notes: ReadWarning[]
  origin: { title: Origin | null; docNumber: Origin | null; closing: Origin | null }
}

/** A document as it was opened: its text as the person sees it, and the blocks whose words stand in this text. */
export type Document = { text: string; blocks: Block[] }

/**
 * Reads the text of a plan. Whatever is pasted, it answers: what it cannot place it says in `warnings`. Only what has
 * more tasks than any plan (limits.ts) is `Refused`.
 */
export function readPlan(source: string): ReadPlan {
  return planOf({ text: source, blocks: blocksOf(source) })
}

/** Reads the plan of a document of any kind. `known` are names of bodies that hold together however they are printed. */
export function planOf({ text, blocks }: Document, known: readonly string[] = []): ReadPlan {
  const held = bound(blocks, known)
  const plan = planIn({ text, blocks: held })
  return held === blocks ? plan : unbound(plan)
}

function planIn({ text, blocks }: Document): ReadPlan {
  const flow = flowOf(blocks.filter((block) => block.kind === "paragraph"))
  const { marks, inSentences, duties, isForAll } = assigningMarks(flow)
  const byPhrases = tasksOf(flow, outlineOf(flow.text, marks), !inSentences)
  const inText = inSentences ? inferred(byPhrases) : byPhrases
  const rule = ruleOutsideLists(flow)
  const inTables = blocks.flatMap((block, place) =>
    block.kind === "grid" ? [tasksOfGrid(block, { rule, heading: headingOver(blocks, place) })] : [],
  )
  const { sections, tasks, warnings } = withOwnDates([inText, ...inTables].reduce(together))
  if (tasks.length > MOST_TASKS) throw new Refused(TOO_MANY_TASKS)
  const firstTask =
    marks.find(({ kind }) => kind === "phrase")?.from ?? endBeforeTable(blocks, inTables) ?? flow.text.length
  const named = (inText.tasks.length === 0 && captionIn(flow)) || titleOf(flow, firstTask)
  // The first line may as well be the first task.
  const title = named && widened(tasks[0]?.text.text ?? "") !== named.words.text ? named : null
  const docNumber = docNumberOf(flow, firstTask)
  const preamble = preambleOf(flow, title?.end ?? 0, firstLabel(marks, title?.end ?? 0) ?? firstTask)
  const closes = inText.tasks.length > 0 && firstLabel(marks, inText.end) === null
  const closing = closes ? closingOf(flow, inText.end) : null
  const lines = linesIn(text)
  const origin = (field: Found | null | undefined) => (field ? originOf(lines, field) : null)
  const read = tasks.map((task, place) => readTask(lines, task, place))
  return {
    title: title?.words.text ?? null,
    docNumber: docNumber?.text ?? null,
    preamble,
    basis: basisOf(preamble),
    sections: sections.map((section) => readSection(lines, section)),
    tasks: read,
    closing: closing?.text ?? null,
    warnings: saidOnce([
      ...doubtsAboutWhole(read, inSentences && inText.tasks.length > 0),
      ...doubtsAboutBoth(inText.tasks, read),
      ...warnings.map((warning) => readWarning({ text, lines }, warning)),
      ...brokenIn({ text, lines }),
    ]),
    notes: notesOn({ text, lines }, flow, duties, isForAll ? [] : tasks),
    origin: { title: origin(title?.words), docNumber: origin(docNumber), closing: origin(closing) },
  }
}

/** In the order of the lines; what is true of several rows or tasks of one line is said of the line. */
function saidOnce(warnings: ReadWarning[]): ReadWarning[] {
  const said = new Map(warnings.map((warning) => [`${warning.line} ${warning.message} ${warning.quote}`, warning]))
  return [...said.values()].sort((a, b) => a.line - b.line)
}

const ofWhole = (line: number, message: string): ReadWarning => ({ line, message, quote: null, spans: [] })

/** What a body is given to do in words that are part of no task: told, so that nothing is lost without a word. */
function notesOn(shown: Shown, flow: Flow, duties: Extent[], tasks: Task[]): ReadWarning[] {
  const taken = tasks.map(({ stretch }) => stretch).sort((a, b) => a.from - b.from)
  let next = 0
  return duties.flatMap(({ from, to }) => {
    const about = trimmed(part(flow, from, Math.min(to, from + LONGEST_QUOTE)))
    const place = placeAt(flow, from + 1)
    while (next < taken.length && (taken[next]?.to ?? 0) < place) next++
    const isTaken = (taken[next]?.from ?? Number.POSITIVE_INFINITY) <= place
    return isTaken ? [] : [readWarning(shown, { place, message: NOTE, about })]
  })
}

const NOTE = "这句话给单位布置了工作，没有作为任务读入"

type Shown = { text: string; lines: Lines }

/** Words that were broken before the file was saved: what stood there nobody can read out of it. */
function brokenIn(shown: Shown): ReadWarning[] {
  const found = [...shown.text.matchAll(BROKEN)].slice(0, MOST_BROKEN)
  return found.map(({ 0: words, index }) => {
    const about = printedAt(words, index)
    return readWarning(shown, { place: index, message: "原文件这里有乱码，请对照纸质文件补正", about })
  })
}
/** With what stands beside it in the line. */
const BROKEN = /[^\n\uFFFD]{0,12}\uFFFD[^\n]{0,40}/g
const MOST_BROKEN = 50

/** The document's own characters from the first word in doubt to the last; of a long piece its beginning. */
function readWarning({ text, lines }: Shown, { place, message, about }: Warning): ReadWarning {
  const at = (about ?? NO_WORDS).at.filter((one) => one !== NOWHERE)
  if (!about || at.length === 0) return ofWhole(lineAt(lines, place), message)
  const from = at.reduce((first, one) => Math.min(first, one))
  const to = at.reduce((last, one) => Math.max(last, one)) + 1
  const quoted = trimmed(printedAt(text.slice(from, Math.min(to, from + LONGEST_QUOTE)), from))
  return { line: lineAt(lines, from), message, quote: quoted.text, spans: spansOf(lines, quoted) }
}

function readSection(lines: Lines, { label, text, stretch }: Section): ReadSection {
  const heading = found(joined([label ?? NO_WORDS, text]), text.confidence)
  return {
    label: label?.text ?? null,
    text: text.text,
    lines: rangeOf(lines, stretch),
    origin: originOf(lines, heading),
  }
}

function readTask(lines: Lines, { label, section, text, units, deadline, stretch }: Task, place: number): ReadTask {
  return {
    ordinal: place + 1,
    label: label?.text ?? "",
    section,
    text: text.text,
    units: units.map(({ name, role }) => ({ name: name.text, role })),
    deadline: deadline?.text ?? null,
    lines: rangeOf(lines, stretch),
    origin: {
      label: label && originOf(lines, label),
      text: originOf(lines, text),
      units: units.map((unit) => unitOrigin(lines, unit)),
      deadline: deadline && originOf(lines, deadline),
    },
  }
}

function unitOrigin(lines: Lines, { name, said }: Unit): UnitOrigin {
  return { name: originOf(lines, name), role: originOf(lines, said ?? found(NO_WORDS, "likely")) }
}

function rangeOf(lines: Lines, { from, to }: Stretch): LineRange {
  return { from: lineAt(lines, from), to: lineAt(lines, to) }
}

/** Where nothing but the sentences says who, all is told by wording. */
function inferred(reading: Reading): Reading {
  const tasks = reading.tasks.map((task) => ({
    ...task,
    text: atMost(task.text, "likely"),
    units: task.units.map(({ name, role, said }) => ({
      name: atMost(name, "likely"),
      role,
      said: said && atMost(said, "likely"),
    })),
  }))
  return { ...reading, tasks }
}

/** Where no date stands beside its units, a task may say itself by when it is to be done. */
function withOwnDates(reading: Reading): Reading {
  const warnings = [...reading.warnings]
  const tasks = reading.tasks.map((task) => {
    const { deadline, doubt } = task.deadline ? { deadline: task.deadline, doubt: null } : ownDateIn(task.text)
    if (doubt) warnings.push({ place: task.stretch.from, message: doubt.message, about: doubt.about ?? null })
    return { ...task, deadline }
  })
  return { ...reading, tasks, warnings }
}

/** The offset behind the words above the first table that has tasks: notes below it neither open nor name the plan. */
function endBeforeTable(blocks: Block[], inTables: Reading[]): number | null {
  if (inTables.every(({ tasks }) => tasks.length === 0)) return null
  const above = blocks.slice(
    0,
    blocks.findIndex(({ kind }) => kind === "grid"),
  )
  return flowOf(above.filter((block) => block.kind === "paragraph")).text.length
}

/** No heading of a table is longer. */
const LONGEST_HEADING = 45

/** A numbered line right above a table, 二、民生, heads its rows. */
function headingOver(blocks: Block[], place: number): Section | null {
  const above = blocks[place - 1]
  if (above?.kind !== "paragraph" || above.text.length > LONGEST_HEADING) return null
  const length = headLabel(above.text)?.length ?? 0
  if (length === 0 || STOPS.includes(widened(above.text.slice(-1)))) return null
  const [from = 0] = above.at
  return {
    label: found(part(above, 0, length), "sure"),
    text: found(part(above, length), "sure"),
    stretch: { from, to: from },
  }
}

/** A plan often says the same twice, in its text and in a table attached to it. */
function doubtsAboutBoth(inText: Task[], all: ReadTask[]): ReadWarning[] {
  const first = all[inText.length]
  if (!first || inText.length === 0) return []
  return [ofWhole(first.lines.from, "正文和表格里都有任务，请核对是否重复")]
}

function together(one: Reading, other: Reading): Reading {
  const moved = other.tasks.map((task) => ({
    ...task,
    section: task.section === null ? null : one.sections.length + task.section,
  }))
  return {
    sections: [...one.sections, ...other.sections],
    tasks: [...one.tasks, ...moved],
    warnings: [...one.warnings, ...other.warnings],
    end: one.end,
  }
}

/** What no single line shows: a plan without tasks, and a text that does not say where a task ends or who has it. */
function doubtsAboutWhole(tasks: ReadTask[], inSentences: boolean): ReadWarning[] {
  const [first] = tasks
  if (!first) return [ofWhole(1, "没有读到任务，请确认粘贴的是含有责任单位的分工方案正文或附件")]
  const line = first.lines.from
  if (inSentences) return [ofWhole(line, "本文没有单独标注责任单位，任务和单位按行文推断，请逐条核对")]
  const inOneLine = tasks.length > 1 && tasks.every(({ lines }) => lines.from === line)
  return inOneLine ? [ofWhole(line, "任务没有分行，按编号和标点断开，请核对")] : []
}

/** Unit phrases where the document has them; elsewhere who its sentences name. */
function assigningMarks(flow: Flow): { marks: Mark[]; inSentences: boolean; duties: Extent[]; isForAll: boolean } {
  const printed = marksIn(flow)
  const inSentences = !printed.some(({ kind }) => kind === "phrase")
  const { phrases, duties, isForAll = false } = marksOfDoers(flow, printed)
  const marks = [...printed, ...phrases].sort((a, b) => a.from - b.from || a.to - b.to)
  return { marks, inSentences, duties, isForAll }
}

function firstLabel(marks: Mark[], from: number): number | null {
  return marks.find((mark) => mark.kind === "label" && mark.from >= from)?.from ?? null
}

const quoted = ({ line, message, quote }: ReadWarning) => ({ line, message, quote })

/** The reading as `npm run parse` prints it. */
export function printed(plan: ReadPlan) {
  const sections = plan.sections.map(({ label, text }) => `${label ?? ""}${text}`)
  return {
    title: plan.title,
    docNumber: plan.docNumber,
    sections,
    tasks: plan.tasks.map(({ label, section, text, units, deadline }) => ({
      label: label || null,
      section: section === null ? null : (sections[section] ?? null),
      text,
      units: units.map(({ name, role }) => ({ name, role })),
      deadline,
    })),
    closing: plan.closing,
    warnings: plan.warnings.map(quoted),
    notes: plan.notes.map(quoted),
  }
}
