import type * as z from "zod"
import { NO_DEADLINE } from "#src/plans/intake/words/deadlines.ts"
import { type Correction, type DraftPlan, type DraftTask, editsOf, type Step } from "./corrections.ts"
import type { Correcting } from "./input.ts"
import type { Facts } from "./issuing.ts"
import type { Review } from "./review.ts"
import { kindOf } from "./unit_names.ts"

/** What a button of the draft's page, or a task's form, says is to be corrected. */
export type Corrected = z.output<typeof Correcting>

/** The corrections that it comes to, which are taken back together; none where everything is so already. */
export function stepOf(input: Corrected, { plan, matches }: Pick<Review, "plan" | "matches">): Step {
  const taskOf = (id: number) => plan.tasks.find((task) => task.id === id)
  switch (input.kind) {
    case "facts":
      return [
        { kind: "title", text: input.title },
        { kind: "doc_number", text: input.docNumber },
      ]
    case "task": {
      const task = taskOf(input.task)
      const { label, text, section, deadline: kind, deadlineText, dueBy, units } = input
      const isDated = kind === "date" || kind === "yearly"
      const deadline =
        kind === "none" ? NO_DEADLINE : { kind, text: deadlineText || null, dueBy: isDated ? dueBy : null }
      return task ? editsOf(task, { label, text, section: section || null, deadline, units }) : []
    }
    case "task_added":
      return [{ kind: "task_added", text: input.text, lines: { from: input.from, to: Math.max(input.from, input.to) } }]
    case "settle":
      return input.warnings.map((warning) => ({ kind: "settle", warning }))
    case "same_role":
      return input.tasks.map((task) => ({ kind: "role", task, name: input.name, role: input.role }))
    case "same_units": {
      const [task, as] = [taskOf(input.task), taskOf(input.as)]
      return task && as ? sameUnits(task, as) : []
    }
    case "match":
      return [{ kind: "match", answers: { [input.name]: input.answer } }]
    case "match_all": {
      const open = matches.filter(({ answer, isBody }) => answer === null && isBody)
      const answers = open.map(
        ({ name, isCollective }) => [name, { kind: "new", as: kindOf(name, isCollective) }] as const,
      )
      return [{ kind: "match", answers: Object.fromEntries(answers) }]
    }
    default: {
      const { revision: _, ...correction } = input
      return [correction]
    }
  }
}

/** Several units at once: what one task has, another is to have. */
const sameUnits = (task: DraftTask, as: DraftTask): Correction[] =>
  as.units
    .filter(({ name }) => !task.units.some((unit) => unit.name === name))
    .map(({ name, role }) => ({ kind: "unit_added", task: task.id, name, role }))

/** What was typed over the title and the number at 送审 stays in the draft. */
export const renamedBy = ({ title, docNumber }: Pick<Facts, "title" | "docNumber">, plan: DraftPlan): Step => [
  ...(title === plan.title ? [] : [{ kind: "title" as const, text: title }]),
  ...(docNumber === plan.docNumber ? [] : [{ kind: "doc_number" as const, text: docNumber }]),
]

/** Where on the page something was corrected: the task that stays open, the one that is looked for, and its place. */
type Place = { task?: number; near: number; hash: string }

/** The place of a correction; where its task is gone, the one before it, or what is first now. */
export function placeOf(input: Corrected, before: DraftPlan, after: DraftPlan): Place {
  const id = "task" in input ? input.task : 0
  if (id === 0) return { near: 0, hash: input.kind === "match" || input.kind === "match_all" ? "#units" : "" }
  if (after.tasks.some((task) => task.id === id)) {
    return { ...(input.kind === "task" ? {} : { task: id }), near: id, hash: `#task-${id}` }
  }
  const place = before.tasks.findIndex((task) => task.id === id)
  const near = after.tasks[Math.max(0, place - 1)]
  return { near: near?.id ?? 0, hash: near ? `#task-${near.id}` : "" }
}
