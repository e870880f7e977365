import type { ReadTask } from "#src/plans/intake/reading/read_plan.ts"
import { readPlan } from "#src/plans/intake/reading/read_plan.ts"

const ROLE = { lead: "牵头", responsible: "责任", support: "配合" }

/** The tasks of a text, one line each: label, words → who as what, and by when. */
export function tasksOf(source: string): string[] {
  return readPlan(source).tasks.map(compact)
}

export function doubtsOf(source: string): string[] {
  return readPlan(source).warnings.map(({ line, message }) => `${line} ${message}`)
}

/** What a phrase says, in a plan that has nothing else. */
export function unitsOf(phrase: string): string {
  return tasksOf(`（一）做好工作。\n${phrase}`)[0]?.split(" → ")[1] ?? ""
}

export function compact({ label, text, units, deadline }: ReadTask): string {
  const given = Object.entries(ROLE).flatMap(([role, word]) => {
    const names = units.filter((unit) => unit.role === role).map(({ name }) => name)
    return names.length > 0 ? [`${word} ${names.join(" ")}`] : []
  })
  return `${label}${text.replaceAll("\n", "⏎")} → ${[...given, ...(deadline ? [`时限 ${deadline}`] : [])].join("；")}`
}
