import type { Deadline, UnitKind } from "#db/schema.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { isOpen } from "#src/plans/consultations/workflow.ts"
import { textOf } from "#src/plans/intake/reading/draft_reading.ts"
import type { Approval, EndingDraft, NewPlan, NewUnit } from "#src/plans/plan/commands.ts"
import type { NewTask, PlanUpdate, TaskUpdate } from "#src/plans/plan/update_commands.ts"
import { type ComparedTask, comparison, isChanged, type Renamed, type TaskChange } from "./compare.ts"
import type { DraftTask } from "./corrections.ts"
import type { Carried, Found, Target } from "./draft_queries.ts"
import type { Review } from "./review.ts"
import { type Match, plain } from "./unit_names.ts"

export type Facts = { title: string; docNumber: string; issuedOn: string; supervisingUnitId: number }

/** What of the document itself stands against 下达. */
export function unfitIn({ matches, counts }: Review): Problems | null {
  const open = matches.filter(({ answer }) => answer === null).map(({ name }) => name)
  if (open.length > 0) return { units: [`请先为${open.join("、")}选择对应单位，或选「新增」`] }
  return counts.assignments === 0 ? { general: ["方案里没有任何分工，不能下达"] } : null
}

/** What must be decided before 下达 or 送审; `chosen` is `new` where a second plan of the same document is meant. */
export function hindrances({ same, target }: Found, review: Review, chosen: string): Problems | null {
  const unfit = unfitIn(review)
  if (unfit) return unfit
  const undecided = same.length > 0 && !target && chosen !== "new"
  return undecided ? { target: ["同一文件或同名方案已经下达，请选择更新现有方案，或确认另行下达"] } : null
}

/** The plan that a draft becomes. */
export function newPlanOf(found: Found, review: Review, facts: Facts, approval: Approval | null): NewPlan {
  const { draft, directory, editions } = found
  const { plan, matches, parts } = review
  const { preamble, basis, closing } = draft.reading.plan
  const places = new Map(plan.sections.map(({ id }, i) => [id, i]))
  return {
    ...facts,
    docNumber: facts.docNumber || null,
    issuer: "",
    basis: basis?.title ?? null,
    basisDocNumber: basis?.docNumber ?? null,
    preamble,
    closing,
    source: textOf(draft.reading),
    sourceName: draft.sourceName,
    predecessorId: draft.predecessorId,
    sections: plan.sections.map(({ text }) => text),
    newUnits: newUnitsOf(review),
    tasks: plan.tasks.map(({ id, label, text, section, deadline }) => ({
      label,
      text,
      section: section === null ? null : (places.get(section) ?? null),
      deadlineText: deadline.text,
      deadline: deadline.kind,
      dueBy: deadline.dueBy,
      units: (parts.get(id) ?? []).map(({ unit, role }) => ({ unitId: unit, role })),
    })),
    draft: { ...endingOf(draft, editions, matches, directory), approval, consultations: openOf(found) },
  }
}

const openOf = ({ consultations }: Found) =>
  consultations.filter(({ state }) => isOpen(state)).map(({ id, version }) => ({ id, version }))

/** How many parts each unit gets, in 单位排序; those that are to be added come last. */
export function partsByUnit({ parts }: Review, directory: Found["directory"]) {
  const counts = new Map<number | string, number>()
  for (const { unit } of [...parts.values()].flat()) counts.set(unit, (counts.get(unit) ?? 0) + 1)
  const known = directory.flatMap(({ id, name }) => {
    const n = counts.get(id)
    return n ? [{ unit: name, n, isNew: false }] : []
  })
  const added = [...counts].flatMap(([unit, n]) => (typeof unit === "string" ? [{ unit, n, isNew: true }] : []))
  return [...known, ...added]
}

/** How many tasks are to be done by a day and which of them first, and how many have what other kind of 完成时限. */
export function deadlinesIn({ plan: { tasks } }: Review): Deadlines {
  const days = tasks.flatMap(({ deadline: { dueBy } }) => dueBy ?? []).sort()
  const [on] = days
  const first = on
    ? { on, labels: tasks.flatMap(({ label, deadline }) => (deadline.dueBy === on ? [label] : [])) }
    : null
  const others = new Map<Deadline, number>()
  for (const { deadline } of tasks) {
    if (deadline.dueBy === null) others.set(deadline.kind, (others.get(deadline.kind) ?? 0) + 1)
  }
  return { dated: days.length, first, others: [...others] }
}

export type Deadlines = {
  dated: number
  first: { on: string; labels: string[] } | null
  others: [Deadline, number][]
}

/** Only units that have a part: a name that was answered and then dropped adds nobody. */
function newUnitsOf({ matches, parts }: Review): NewUnit[] {
  const used = new Set([...parts.values()].flat().map(({ unit }) => unit))
  const kinds = new Map<string, UnitKind>()
  for (const { name, answer } of matches) if (answer?.kind === "new" && used.has(name)) kinds.set(name, answer.as)
  return [...kinds].map(([name, kind]) => ({ name, kind }))
}

type Gap = { unitId: number; unit: string; nextOn: string | null }

/** Of the units that get a part, those without a 联络员: of the directory, and all that are new to it. */
export function gapsIn(gaps: readonly Gap[], { parts }: Review): Omit<Gap, "unitId">[] {
  const used = new Set([...parts.values()].flat().map(({ unit }) => unit))
  const fresh = [...used].filter((unit) => typeof unit === "string")
  return [...gaps.filter(({ unitId }) => used.has(unitId)), ...fresh.map((unit) => ({ unit, nextOn: null }))]
}

/** Answers that the directory does not give by itself are kept for the next document. */
function endingOf(
  draft: Found["draft"],
  editions: number,
  matches: readonly Match[],
  directory: Found["directory"],
): Omit<EndingDraft, "approval" | "consultations"> {
  const names = new Map(directory.map(({ id, name }) => [id, name]))
  const meaning = ({ answer }: Match): string => {
    if (answer?.kind === "unit") return names.get(answer.unitId) ?? ""
    if (answer?.kind === "units") return answer.unitIds.map((id) => names.get(id) ?? "").join("、")
    return answer?.kind === "leads" ? "本方案全部牵头单位" : ""
  }
  return {
    key: draft.key,
    revision: draft.revision,
    sourceId: draft.sourceId,
    sourceName: draft.sourceName,
    sha256: draft.sha256,
    editions,
    corrections: draft.steps.length,
    remembered: matches
      .filter(({ by, answer }) => by === "chosen" && answer !== null && answer.kind !== "new")
      .map((match) => ({ name: plain(match.name), answer: match.answer, means: meaning(match) })),
  }
}

type Before = ComparedTask & { task: Target["tasks"][number]; assignments: Target["parts"] }
type After = ComparedTask & { draft: DraftTask }
export type DraftChange = TaskChange<Before, After>

/** What a draft would change in the plan that it is to update. */
export function changesOf(
  target: Target,
  { plan, parts }: Review,
  directory: Found["directory"],
): { changes: DraftChange[]; renamed: Renamed[] } {
  const names = new Map(directory.map(({ id, name }) => [id, name]))
  const headings = new Map(target.sections.map(({ id, text }) => [id, text]))
  const own = new Map(plan.sections.map(({ id, text }) => [id, text]))
  const before = target.tasks.map((task): Before => {
    const assignments = target.parts.filter(({ assignment }) => assignment.taskId === task.id)
    return {
      task,
      assignments,
      ordinal: task.ordinal,
      label: task.label,
      text: task.text,
      section: task.sectionId === null ? null : (headings.get(task.sectionId) ?? null),
      deadline: { kind: task.deadline, text: task.deadlineText, dueBy: task.dueBy },
      units: assignments
        .filter(({ assignment }) => assignment.state !== "terminated")
        .map(({ assignment, name }) => ({ unit: assignment.unitId, name, role: assignment.role })),
    }
  })
  const after = plan.tasks.map((task, i): After => {
    return {
      draft: task,
      ordinal: i + 1,
      label: task.label,
      text: task.text,
      section: task.section === null ? null : (own.get(task.section) ?? null),
      deadline: task.deadline,
      units: (parts.get(task.id) ?? []).map(({ unit, role, name }) => ({
        unit,
        role,
        name: typeof unit === "number" ? (names.get(unit) ?? name) : name,
      })),
    }
  })
  // A task that was taken out before and is still out is no change, nor is one that was added beside the document.
  const { changes, renamed } = comparison(before, after)
  const isGone = (was: Before | null) => was !== null && !was.task.isAdded && was.units.length > 0
  const shown = changes.filter(({ before: was, after: now }) => now !== null || isGone(was))
  return { changes: shown, renamed }
}

/** The act that carries those changes out. */
export function updateOf(
  found: Found,
  target: Target,
  review: Review,
  facts: Facts,
  { reason, into, approval }: Pick<PlanUpdate, "reason" | "into"> & { approval: Approval | null },
): PlanUpdate {
  const { draft, directory, editions } = found
  const { changes, renamed } = changesOf(target, review, directory)
  const { preamble, basis, closing } = draft.reading.plan
  return {
    words: {
      title: facts.title,
      docNumber: facts.docNumber || null,
      basis: basis?.title ?? null,
      basisDocNumber: basis?.docNumber ?? null,
      preamble,
      closing,
      source: textOf(draft.reading),
      sourceName: draft.sourceName,
    },
    headings: target.sections,
    renamed,
    changes: changes.filter(isChanged).flatMap(taskUpdate),
    newTasks: changes.flatMap(({ before, after }) => (before === null && after ? [newTask(after)] : [])),
    newUnits: newUnitsOf(review),
    assignments: target.parts.map(({ assignment }) => assignment),
    reason,
    into,
    draft: { ...endingOf(draft, editions, review.matches, directory), approval, consultations: openOf(found) },
  }
}

function taskUpdate({ before, after, words, added, removed, roles }: DraftChange): TaskUpdate[] {
  if (!before) return []
  const rowOf = (unit: number | string) =>
    before.assignments.find(({ assignment }) => assignment.unitId === unit)?.assignment
  const { label, text, section } = before
  return [
    {
      task: before.task,
      before: { label, text, section },
      after: after && {
        label: after.label,
        text: after.text,
        section: after.section,
        dates: words.includes("deadline") ? datesOf(after) : null,
      },
      added: [...added],
      removed: removed.flatMap(({ unit }) => rowOf(unit) ?? []),
      roles: roles.flatMap(({ unit, after: role }) => {
        const assignment = rowOf(unit)
        return assignment ? [{ assignment, role }] : []
      }),
    },
  ]
}

const datesOf = ({ deadline: { kind, text, dueBy } }: After) => ({ deadline: kind, deadlineText: text, dueBy })

const newTask = (after: After): NewTask => ({
  label: after.label,
  text: after.text,
  section: after.section,
  dates: datesOf(after),
  parts: [...after.units],
})

/** A stored plan's tasks, for comparing this year with last. */
export const comparedOf = (tasks: Carried["tasks"]): ComparedTask[] =>
  tasks.map(({ ordinal, label, text, section, deadline, deadlineText, dueBy, parts }) => ({
    ordinal,
    label,
    text,
    section,
    deadline: { kind: deadline, text: deadlineText, dueBy },
    units: parts
      .filter(({ state }) => state !== "terminated")
      .map(({ unitId, name, role }) => ({ unit: unitId, name, role })),
  }))
