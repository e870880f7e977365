import type { Unit } from "./assignment.ts"
import { blocksOf } from "./blocks.ts"
import { flowOf, type Span } from "./flow.ts"
import { type Basis, basisOf, closingOf, docNumberOf, preambleOf, titleOf } from "./front.ts"
import { type Mark, marksIn } from "./marks.ts"
import { outlineOf } from "./outline.ts"
import { type Section, type Task, tasksOf, type Warning } from "./tasks.ts"

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
  const paragraphs = blocksOf(source).filter((block) => block.kind === "paragraph")
  const flow = flowOf(paragraphs)
  const marks = marksIn(flow)
  const { sections, tasks, warnings, end } = tasksOf(flow, outlineOf(flow.text, marks))
  const firstTask = marks.find(({ kind }) => kind === "phrase")?.from ?? flow.text.length
  const title = titleOf(flow.text, firstTask)
  const preamble = preambleOf(flow.text, title?.end ?? 0, firstLabel(marks, title?.end ?? 0) ?? firstTask)
  return {
    title: title?.text ?? null,
    docNumber: docNumberOf(flow.text, firstTask),
    preamble,
    basis: basisOf(preamble),
    sections,
    tasks,
    closing: tasks.length > 0 && firstLabel(marks, end) === null ? closingOf(flow.text, end) : null,
    warnings: warnings.sort((a, b) => a.line - b.line),
  }
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
