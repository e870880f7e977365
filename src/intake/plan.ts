import type { Unit } from "./assignment.ts"
import type { Block } from "./blocks.ts"
import { marksOfDoers } from "./doers.ts"
import { endsSentence, type Flow, flowOf, type Span } from "./flow.ts"
import { type Basis, basisOf, captionIn, closingOf, docNumberOf, preambleOf, titleOf } from "./front.ts"
import { tasksOfGrid } from "./grids.ts"
import { labelAt } from "./labels.ts"
import { type Mark, marksIn, ruleOutsideLists } from "./marks.ts"
import { outlineOf } from "./outline.ts"
import { widened } from "./source.ts"
import { blocksOf } from "./tables.ts"
import { type Reading, type Section, type Task, tasksOf, type Warning } from "./tasks.ts"

export type { Span }
export type ReadUnit = Unit
export type ReadSection = Section
export type ReadTask = Task
export type ReadWarning = Warning

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
}

/** Reads the text of a plan. Whatever is pasted, it answers: what it cannot place it says in `warnings`. */
export function readPlan(source: string): ReadPlan {
  return planOf(blocksOf(source))
}

/** Reads a plan from the blocks of any source. */
export function planOf(blocks: Block[]): ReadPlan {
  const flow = flowOf(blocks.filter((block) => block.kind === "paragraph"))
  const { marks, inSentences } = assigningMarks(flow)
  const inText = tasksOf(flow, outlineOf(flow.text, marks), !inSentences)
  const rule = ruleOutsideLists(flow.text)
  const inTables = blocks.flatMap((block, place) =>
    block.kind === "grid" ? [tasksOfGrid(block, { rule, heading: headingOver(blocks, place) })] : [],
  )
  const { sections, tasks, warnings } = [inText, ...inTables].reduce(together)
  const firstTask =
    marks.find(({ kind }) => kind === "phrase")?.from ?? endBeforeTable(blocks, inTables) ?? flow.text.length
  const title = (inText.tasks.length === 0 && captionIn(flow.text)) || titleOf(flow.text, firstTask)
  const preamble = preambleOf(flow, title?.end ?? 0, firstLabel(marks, title?.end ?? 0) ?? firstTask)
  const closes = inText.tasks.length > 0 && firstLabel(marks, inText.end) === null
  return {
    title: title?.text ?? null,
    docNumber: docNumberOf(flow.text, firstTask),
    preamble,
    basis: basisOf(preamble),
    sections,
    tasks,
    closing: closes ? closingOf(flow, inText.end) : null,
    warnings: [
      ...doubtsAboutWhole(tasks, inSentences && inText.tasks.length > 0),
      ...doubtsAboutBoth(inText.tasks, inTables),
      ...warnings,
    ].sort(byLine),
  }
}

const byLine = (a: ReadWarning, b: ReadWarning) => a.line - b.line

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
function headingOver(blocks: Block[], place: number): ReadSection | null {
  const above = blocks[place - 1]
  if (above?.kind !== "paragraph" || above.text.length > LONGEST_HEADING) return null
  const words = widened(above.text)
  const length = labelAt(words, 0)?.length ?? 0
  if (length === 0 || endsSentence(words)) return null
  const lines = { from: above.line, to: above.line }
  return { label: above.text.slice(0, length), text: above.text.slice(length), lines }
}

/** A plan often says the same twice, in its text and in a table attached to it. */
function doubtsAboutBoth(inText: ReadTask[], inTables: Reading[]): ReadWarning[] {
  const [first] = inTables.flatMap(({ tasks }) => tasks)
  if (!first || inText.length === 0) return []
  return [{ line: first.lines.from, message: "正文和表格里都有任务，请核对是否重复" }]
}

function together(one: Reading, other: Reading): Reading {
  const moved = other.tasks.map((task) => ({
    ...task,
    ordinal: one.tasks.length + task.ordinal,
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
  if (!first) return [{ line: 1, message: "没有读到任务，请确认粘贴的是含有责任单位的分工方案正文或附件" }]
  const line = first.lines.from
  if (inSentences) return [{ line, message: "本文没有单独标注责任单位，任务和单位按行文推断，请逐条核对" }]
  const inOneLine = tasks.length > 1 && tasks.every(({ lines }) => lines.from === line)
  return inOneLine ? [{ line, message: "任务没有分行，按编号和标点断开，请核对" }] : []
}

/** Unit phrases where the document has them; else who its sentences name. Beside phrases, sentences assign nothing. */
function assigningMarks(flow: Flow): { marks: Mark[]; inSentences: boolean } {
  const marks = marksIn(flow)
  const inSentences = !marks.some(({ kind }) => kind === "phrase")
  return { marks: inSentences ? marksOfDoers(flow.text, marks) : marks, inSentences }
}

function firstLabel(marks: Mark[], from: number): number | null {
  return marks.find((mark) => mark.kind === "label" && mark.from >= from)?.from ?? null
}

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
    warnings: plan.warnings,
  }
}
