import type { Assignment, Deadline, Role } from "#db/schema.ts"
import type { DraftReading, KeptPlan } from "#src/plans/intake/reading/draft_reading.ts"
import { aYearOn, dayAYearOn } from "#src/plans/intake/words/deadlines.ts"
import type { Step } from "./corrections.ts"

/** A task of the plan that is carried over. */
export type CarriedTask = {
  label: string
  text: string
  section: string | null
  sectionId: number | null
  deadline: Deadline
  deadlineText: string | null
  dueBy: string | null
  parts: { name: string; role: Role; state: Assignment["state"] }[]
}

type Carried = { title: string; issuedOn: string; basis: string | null; basisDocNumber: string | null }

const OUT: readonly Assignment["state"][] = ["terminated"]
const DONE: readonly Assignment["state"][] = ["closed", "terminated"]

/** Which tasks next year's plan takes over: all that still have a part, or those with a part that is not closed. */
export const carriedOver = <T extends CarriedTask>(tasks: readonly T[], which: "open" | "all"): T[] =>
  tasks.filter(({ parts }) => parts.some(({ state }) => !(which === "open" ? DONE : OUT).includes(state)))

const WORD: Record<Role, string> = { lead: "牵头单位", responsible: "责任单位", support: "配合单位" }

/**
 * This year's plan as a document of next year, read already: the years of its title and deadlines moved on, its texts
 * as they are. A text that names a year is in doubt, for only people know whether it moves along.
 */
export function successorOf(plan: Carried, tasks: readonly CarriedTask[]): { reading: DraftReading; steps: Step[] } {
  const year = Number(plan.issuedOn.slice(0, 4))
  const title = aYearOn(plan.title, year)
  const lines: string[] = [title, ""]
  const sections: KeptPlan["sections"] = []
  const warnings: KeptPlan["warnings"] = []
  const read: KeptPlan["tasks"] = []
  const dates: Step = []
  let last: number | null = null
  for (const [i, task] of bySection(tasks).entries()) {
    const heading = task.section
    if (heading !== null && last !== task.sectionId) {
      last = task.sectionId
      lines.push(heading)
      sections.push({ label: null, text: heading, lines: { from: lines.length, to: lines.length } })
    }
    const units = task.parts.filter(({ state }) => !OUT.includes(state)).map(({ name, role }) => ({ name, role }))
    const deadline = task.deadlineText === null ? null : aYearOn(task.deadlineText, year)
    const from = lines.length + 1
    lines.push(...`${task.label}${task.text}`.split("\n"), `（${phraseOf(units, deadline)}）`)
    const named = /(?<!\d)20\d{2}(?!\d)/.exec(task.text)?.[0]
    if (named && Number(named) >= year) {
      warnings.push({ line: from, message: `正文写有「${named}」，请核对年份是否要改为 ${Number(named) + 1}` })
    }
    read.push({
      ordinal: i + 1,
      label: task.label,
      section: heading === null ? null : sections.length - 1,
      text: task.text,
      units,
      deadline,
      lines: { from, to: lines.length },
    })
    if (task.deadline !== "none" && task.deadline !== "printed") {
      const dueBy = task.dueBy && dayAYearOn(task.dueBy)
      dates.push({ kind: "deadline", task: i + 1, deadline: { kind: task.deadline, text: deadline, dueBy } })
    }
  }
  const { basis } = plan
  return {
    reading: {
      lines: lines.map((text, i) => ({ number: i + 1, text })),
      plan: {
        title,
        docNumber: null,
        preamble: null,
        basis: basis === null ? null : { title: basis, docNumber: plan.basisDocNumber },
        sections,
        tasks: read,
        closing: null,
        warnings,
      },
      notes: [],
    },
    steps: [...(dates.length > 0 ? [dates] : []), [{ kind: "renumber" }]],
  }
}

/**
 * The tasks under their headings as the plan's page has them: those without one first. What an update added stands at the
 * plan's end, for numbers stay; next year's plan is numbered anew.
 */
function bySection<T extends CarriedTask>(tasks: readonly T[]): T[] {
  const ids = [null, ...new Set(tasks.map(({ sectionId }) => sectionId).filter((id) => id !== null))]
  return ids.flatMap((id) => tasks.filter(({ sectionId }) => sectionId === id))
}

function phraseOf(units: readonly { name: string; role: Role }[], deadline: string | null): string {
  const slots = (["lead", "responsible", "support"] as const)
    .map((role) => ({ role, names: units.filter((unit) => unit.role === role).map(({ name }) => name) }))
    .filter(({ names }) => names.length > 0)
    .map(({ role, names }) => `${WORD[role]}：${names.join("、")}`)
  return [...slots, ...(deadline ? [`完成时限：${deadline}`] : [])].join("；") || "未定单位"
}
