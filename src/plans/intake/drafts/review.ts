import type { Role } from "#db/schema.ts"
import type { DraftReading, KeptPlan } from "#src/plans/intake/reading/draft_reading.ts"
import type { LineRange } from "#src/plans/intake/reading/read_plan.ts"
import { LONGEST_QUOTE } from "#src/plans/intake/reading/read_tasks.ts"
import { type Answer, corrected, type DraftPlan, type DraftTask, draftOf, type Step } from "./corrections.ts"
import { type MarkedLine, markedLines } from "./marked_lines.ts"
import { type Known, type Match, matchesOf } from "./unit_names.ts"

/** What is in doubt, and where. The page offers a remedy for each. */
export type Doubt =
  /** Said by the reader, of one line or of several; `task` is the one that the line belongs to, `words` its words. */
  | { kind: "read"; message: string; places: { warning: number; line: number; task: number | null }[]; words: string }
  | { kind: "no_title" }
  | { kind: "no_units"; task: number }
  | { kind: "no_text"; task: number }
  /** Two tasks say the same. */
  | { kind: "twice"; task: number; other: number }
  /** The role of a unit was corrected in one task, and in these the unit still has what it had there. */
  | { kind: "same_role"; name: string; was: Role; role: Role; tasks: number[] }
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
  /** Those of one page: a long document has more than anybody looks at at once. */
  lines: (shown: LineRange) => MarkedLine[]
}

/** The plan as corrected so far. Steps are checked when they are added, so those that are kept always fit. */
export function planNow({ plan }: DraftReading, steps: readonly Step[]): DraftPlan {
  const read = uncorrected.get(plan) ?? draftOf(plan)
  uncorrected.set(plan, read)
  return corrected(read, steps) ?? read
}

/** As long as a reading is kept (readings.ts), so is what corrections begin with: neither is ever changed. */
const uncorrected = new WeakMap<KeptPlan, DraftPlan>()

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
    doubts: [...doubtsOf(reading, plan, matches), ...sameRoles(planNow(reading, []), plan, steps)],
    counts: countsOf(plan, parts),
    lines: (shown) => markedLines(reading, plan, shown),
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
  const byMessage = new Map<string, ReadDoubt>()
  for (const [warning, { line, message, quote }] of read.warnings.entries()) {
    if (plan.settled.includes(warning) || SAID_BY_PAGE.test(message)) continue
    const task = plan.tasks.find(({ lines: { from, to } }) => from <= line && line <= to)?.id ?? null
    const doubt: ReadDoubt = byMessage.get(message) ?? {
      kind: "read",
      message,
      places: [],
      words: (quote && quote.length < LONGEST_QUOTE ? quote : texts.get(line)) ?? "",
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

/** What one correction may teach for the others; whoever keeps a role has corrected it to what it is. */
function sameRoles(read: DraftPlan, plan: DraftPlan, steps: readonly Step[]): Doubt[] {
  const corrections = steps.flat().flatMap((one) => (one.kind === "role" ? [one] : []))
  if (corrections.length === 0) return []
  const decided = new Map(corrections.map((one) => [`${one.task} ${one.name}`, one]))
  const before = new Map(read.tasks.map(({ id, units }) => [id, units]))
  const taught = new Map<string, { was: Role; role: Role }>()
  for (const { task, name, role } of decided.values()) {
    const was = before.get(task)?.find((unit) => unit.name === name)?.role
    if (was && was !== role) taught.set(name, { was, role })
  }
  return [...taught].flatMap(([name, { was, role }]) => {
    const has = ({ id, units }: DraftTask) =>
      !decided.has(`${id} ${name}`) && units.some((unit) => unit.name === name && unit.role === was)
    const tasks = plan.tasks.filter(has).map(({ id }) => id)
    return tasks.length > 0 ? [{ kind: "same_role", name, was, role, tasks } as const] : []
  })
}

type ReadDoubt = Extract<Doubt, { kind: "read" }>

/** Of a task without units, and of a name that nobody has matched, the page says so itself as long as it is so. */
const SAID_BY_PAGE = /没有读到责任单位$|^「.+」不像单位名称/

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
