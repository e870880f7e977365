import type { Role } from "#db/schema.ts"
import { type Answer, corrected, type DraftPlan, type DraftTask, draftOf, type Step } from "./corrections.ts"
import type { DraftReading, SourceLine } from "./drafting.ts"
import { type Known, type Match, matchesOf } from "./matching.ts"

/** What is in doubt, and where. The page offers a remedy for each. */
export type Doubt =
  /** Said by the reader, of one line or of several; `task` is the one that the line belongs to, `words` its words. */
  | { kind: "read"; message: string; places: { warning: number; line: number; task: number | null }[]; words: string }
  | { kind: "no_title" }
  | { kind: "no_units"; task: number }
  | { kind: "no_text"; task: number }
  /** Two tasks say the same. */
  | { kind: "twice"; task: number; other: number }
  | { kind: "unmatched"; match: Match }

export type Counts = { sections: number; tasks: number; units: number; assignments: number }

/** A unit's part as it will be issued: an id of the directory, or the name of a unit to be added. */
export type Part = { unit: number | string; role: Role; name: string }

/** A draft as the page shows it: the plan as corrected, what its names mean, what is in doubt, the lines marked. */
export type Review = {
  plan: DraftPlan
  matches: Match[]
  doubts: Doubt[]
  counts: Counts
  /** By task id. */
  parts: Map<number, Part[]>
  lines: MarkedLine[]
}

/** The plan as corrected so far. Steps are checked when they are added, so those that are kept always fit. */
export function planNow({ plan }: DraftReading, steps: readonly Step[]): DraftPlan {
  return corrected(draftOf(plan), steps) ?? draftOf(plan)
}

export function reviewOf(
  reading: DraftReading,
  steps: readonly Step[],
  directory: readonly Known[],
  remembered: ReadonlyMap<string, Answer>,
): Review {
  const plan = planNow(reading, steps)
  const matches = matchesOf(plan, directory, remembered)
  const parts = partsOf(plan, matches)
  return {
    plan,
    matches,
    parts,
    doubts: doubtsOf(reading, plan, matches),
    counts: countsOf(plan, parts),
    lines: markedLines(reading, plan),
  }
}

/** Each task's parts with every name resolved; a unit that comes twice into one task takes part once. */
export function partsOf(plan: DraftPlan, matches: readonly Match[]): Map<number, Part[]> {
  const answers = new Map(matches.map(({ name, answer }) => [name, answer]))
  const leads = plan.tasks.flatMap((task) =>
    task.units
      .filter(({ role }) => role === "lead")
      .flatMap(({ name }) => unitsOf(name, answers.get(name) ?? null, [])),
  )
  const allLeads = [...new Set(leads)]
  return new Map(
    plan.tasks.map(({ id, units }) => {
      const all = units.flatMap(({ name, role }) =>
        unitsOf(name, answers.get(name) ?? null, allLeads).map((unit) => ({ unit, role, name })),
      )
      return [id, all.filter(({ unit }, i) => all.findIndex((one) => one.unit === unit) === i)]
    }),
  )
}

/** A name without an answer stands for itself until it has one. */
function unitsOf(name: string, answer: Answer | null, leads: (number | string)[]): (number | string)[] {
  if (answer === null || answer.kind === "new") return [name]
  if (answer.kind === "unit") return [answer.unitId]
  return answer.kind === "units" ? answer.unitIds : leads
}

function countsOf(plan: DraftPlan, parts: Map<number, Part[]>): Counts {
  const all = [...parts.values()].flat()
  return {
    sections: plan.sections.length,
    tasks: plan.tasks.length,
    units: new Set(all.map(({ unit }) => unit)).size,
    assignments: all.length,
  }
}

function doubtsOf({ plan: read, lines }: DraftReading, plan: DraftPlan, matches: readonly Match[]): Doubt[] {
  const texts = new Map(lines.map(({ number, text }) => [number, text.trim()]))
  const known = new Set(matches.filter(({ answer }) => answer !== null).map(({ name }) => name))
  const byMessage = new Map<string, ReadDoubt>()
  for (const [warning, { line, message }] of read.warnings.entries()) {
    if (plan.settled.includes(warning) || known.has(NO_NAME.exec(message)?.[1] ?? "")) continue
    const task = plan.tasks.find(({ lines: { from, to } }) => from <= line && line <= to)?.id ?? null
    if (task !== null && NO_UNITS.test(message)) continue
    const doubt: ReadDoubt = byMessage.get(message) ?? {
      kind: "read",
      message,
      places: [],
      words: texts.get(line) ?? "",
    }
    doubt.places.push({ warning, line, task })
    byMessage.set(message, doubt)
  }
  const warnings = [...byMessage.values()]
  const unmatched = matches
    .filter(({ answer }) => answer === null)
    .map((match): Doubt => ({ kind: "unmatched", match }))
  return [
    ...(plan.title.trim() === "" ? [{ kind: "no_title" } as const] : []),
    ...warnings,
    ...plan.tasks.flatMap(doubtsAboutTask),
    ...twice(plan.tasks),
    ...unmatched,
  ]
}

/** What the reader takes for no unit: settled once the directory has the name or somebody has said what it means. */
const NO_NAME = /^「(.+)」不像单位名称/

type ReadDoubt = Extract<Doubt, { kind: "read" }>

/** Of a task the page says so itself, as long as it is so. */
const NO_UNITS = /没有读到责任单位$/

function doubtsAboutTask({ id, text, units }: DraftTask): Doubt[] {
  return [
    ...(units.length === 0 ? [{ kind: "no_units", task: id } as const] : []),
    ...(text.trim() === "" ? [{ kind: "no_text", task: id } as const] : []),
  ]
}

function twice(tasks: readonly DraftTask[]): Doubt[] {
  const seen = new Map<string, number>()
  return tasks.flatMap(({ id, text }): Doubt[] => {
    const other = seen.get(text)
    if (other === undefined) seen.set(text, id)
    return other === undefined || text.trim() === "" ? [] : [{ kind: "twice", task: id, other }]
  })
}

/** What a piece of a source line was understood as; null: nothing, or not yet. */
export type MarkKind = "title" | "number" | "heading" | "label" | "text" | "unit" | "deadline"
export type MarkedPiece = { text: string; mark: MarkKind | null; task: number | null }
export type MarkedLine = { number: number; pieces: MarkedPiece[]; tasks: number[] }

/** Every line of the document in pieces, each marked with what became of it. */
export function markedLines({ plan: read, lines }: DraftReading, plan: DraftPlan): MarkedLine[] {
  const byLine = new Map<number, DraftTask[]>()
  for (const task of plan.tasks) {
    for (let line = task.lines.from; line <= task.lines.to; line++) {
      byLine.set(line, [...(byLine.get(line) ?? []), task])
    }
  }
  const headings = new Map(read.sections.map((section) => [section.lines.from, section]))
  return lines.map(({ number, text }) => {
    const tasks = byLine.get(number) ?? []
    const heading = headings.get(number)
    return { number, tasks: tasks.map(({ id }) => id), pieces: piecesOf({ number, text }, tasks, heading, read) }
  })
}

type Heading = DraftReading["plan"]["sections"][number]

function piecesOf(
  { text }: SourceLine,
  tasks: readonly DraftTask[],
  heading: Heading | undefined,
  { title, docNumber }: DraftReading["plan"],
): MarkedPiece[] {
  const pieces: MarkedPiece[] = []
  let at = 0
  const put = (to: number, mark: MarkKind | null, task: number | null = null) => {
    if (to > at) pieces.push({ text: text.slice(at, to), mark, task })
    at = Math.max(at, to)
  }
  if (heading) {
    const words = `${heading.label ?? ""}${heading.text}`
    put(skipped(text, at), null)
    put(at + shared(text.slice(at), words), "heading")
  }
  if (tasks.length === 0) {
    const bare = squeezed(text)
    const isTitle = title !== null && bare.length > 3 && squeezed(title).includes(bare)
    const number = docNumber === null ? -1 : text.indexOf(docNumber)
    if (isTitle) put(text.length, "title")
    else if (docNumber !== null && number >= at) {
      put(number, null)
      put(number + docNumber.length, "number")
    }
  }
  for (const task of tasks) markTask(text, task, () => at, put)
  put(text.length, null)
  return pieces
}

type Put = (to: number, mark: MarkKind | null, task?: number | null) => void

/** Label, words, units and deadline of one task in what is left of its line. */
function markTask(text: string, task: DraftTask, at: () => number, put: Put) {
  put(skipped(text, at()), null, task.id)
  if (task.label !== "" && text.startsWith(task.label, at())) put(at() + task.label.length, "label", task.id)
  put(skipped(text, at()), null, task.id)
  const words = squeezed(task.text)
  const found = text.slice(at(), at() + sharedAnywhere(text.slice(at()), words)).trimEnd()
  if (squeezed(found).length > 1) put(at() + found.length, "text", task.id)
  const end = endOfPhrase(text, at())
  for (const { from, to, mark } of spotsIn(text, at(), end, task)) {
    if (from < at()) continue
    put(from, null, task.id)
    put(to, mark, task.id)
  }
}

/** Several tasks may stand on one line: the units of one end where the next one's sentence begins. */
const endOfPhrase = (text: string, from: number): number => {
  const stop = text.slice(from).search(/[）)】\]。]/)
  return stop < 0 ? text.length : from + stop + 1
}

type Spot = { from: number; to: number; mark: MarkKind }

function spotsIn(text: string, from: number, to: number, { units, deadline }: DraftTask): Spot[] {
  const spots: Spot[] = []
  const find = (words: string | null, mark: MarkKind) => {
    const place = words ? text.indexOf(words, from) : -1
    if (words && place >= 0 && place < Math.max(to, from)) spots.push({ from: place, to: place + words.length, mark })
  }
  for (const { name } of units) find(name, "unit")
  find(deadline.text, "deadline")
  // The longer of two names that begin at the same place: 市政府办 and 市政府.
  return spots.sort((a, b) => a.from - b.from || b.to - a.to)
}

const squeezed = (text: string) => text.replace(/\s+/g, "")
const skipped = (text: string, at: number) => at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0)

/** How much of the line says the same as the words, spaces apart. */
function shared(line: string, words: string): number {
  const bare = squeezed(words)
  let found = 0
  for (let i = 0; i < line.length; i++) {
    if (/\s/.test(line[i] ?? "")) continue
    if (line[i] !== bare[found]) return i
    found++
    if (found === bare.length) return i + 1
  }
  return line.length
}

/** The longest beginning of the line that stands somewhere in the words, spaces apart. */
function sharedAnywhere(line: string, words: string): number {
  let [low, high] = [0, line.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (words.includes(squeezed(line.slice(0, middle)))) low = middle
    else high = middle - 1
  }
  return low
}
