import type { Role, UnitKind } from "#db/schema.ts"
import type { KeptPlan } from "#src/plans/intake/reading/draft_reading.ts"
import type { LineRange } from "#src/plans/intake/reading/read_plan.ts"
import { type DraftDeadline, deadlineOf, NO_DEADLINE } from "#src/plans/intake/words/deadlines.ts"
import { joinedTraces, splitTraces, type Trace, tracesOf } from "#src/plans/intake/words/traces.ts"

/*
 * What people change in a plan that was read. A draft keeps its reading and the list of corrections; the plan as it
 * stands is always made anew from both, so taking the last correction back is leaving it out.
 */

export type DraftUnit = { name: string; role: Role }
export type DraftSection = { id: number; text: string }
export type DraftTask = {
  id: number
  /** Id of its section; null before the first heading. */
  section: number | null
  label: string
  text: string
  units: DraftUnit[]
  deadline: DraftDeadline
  lines: LineRange
  traces: Trace[]
}

/** What a printed name means: a unit of the directory, several (各区县), a new one, or whoever leads elsewhere. */
export type Answer =
  | { kind: "unit"; unitId: number }
  | { kind: "units"; unitIds: number[] }
  | { kind: "new"; as: UnitKind }
  | { kind: "leads" }

export type DraftPlan = {
  title: string
  docNumber: string
  sections: DraftSection[]
  /** In order; the place is the running number. */
  tasks: DraftTask[]
  answers: Record<string, Answer>
  /** Places of the reader's warnings that somebody has looked into. */
  settled: number[]
}

export type Correction =
  | { kind: "title"; text: string }
  | { kind: "doc_number"; text: string }
  | { kind: "heading"; section: number; text: string }
  | { kind: "heading_added"; task: number; text: string }
  | { kind: "heading_dropped"; section: number }
  | { kind: "split"; task: number; at: number }
  | { kind: "join"; task: number }
  | { kind: "move"; task: number; to: "up" | "down" }
  | { kind: "relocate"; task: number; section: number }
  | { kind: "text"; task: number; text: string }
  | { kind: "label"; task: number; text: string }
  | { kind: "unit_added"; task: number; name: string; role: Role }
  | { kind: "unit_dropped"; task: number; name: string }
  | { kind: "role"; task: number; name: string; role: Role }
  | { kind: "deadline"; task: number; deadline: DraftDeadline }
  | { kind: "not_task"; task: number }
  | { kind: "task_added"; text: string; lines: LineRange }
  | { kind: "settle"; warning: number }
  | { kind: "match"; answers: Record<string, Answer> }
  | { kind: "renumber" }

export type CorrectionKind = Correction["kind"]

/** What was corrected together is taken back together. */
export type Step = Correction[]

/** The plan as the reader left it. Ids count from 1 in the order of the document. */
export function draftOf(read: KeptPlan): DraftPlan {
  return {
    title: read.title ?? "",
    docNumber: read.docNumber ?? "",
    sections: read.sections.map(({ label, text }, i) => ({ id: i + 1, text: `${label ?? ""}${text}` })),
    tasks: read.tasks.map((task) => ({
      id: task.ordinal,
      section: task.section === null ? null : task.section + 1,
      label: task.label,
      text: task.text,
      units: once(task.units),
      deadline: deadlineOf(task.deadline),
      lines: task.lines,
      traces: tracesOf(task),
    })),
    answers: {},
    settled: [],
  }
}

/** A unit named twice in one task takes part once, in the stronger role. */
function once(units: readonly DraftUnit[]): DraftUnit[] {
  const kept: DraftUnit[] = []
  for (const unit of units) {
    const known = kept.findIndex(({ name }) => name === unit.name)
    const before = kept[known]
    if (!before) kept.push({ name: unit.name, role: unit.role })
    else kept[known] = { name: unit.name, role: stronger(before.role, unit.role) }
  }
  return kept
}

const STRENGTH: Record<Role, number> = { lead: 2, responsible: 1, support: 0 }
const stronger = (one: Role, other: Role): Role => (STRENGTH[one] >= STRENGTH[other] ? one : other)

/** The plan after all steps, or null where one of them does not fit what stands before it. */
export function corrected(plan: DraftPlan, steps: readonly Step[]): DraftPlan | null {
  let now: DraftPlan | null = plan
  for (const correction of steps.flat()) now = now && correct(now, correction)
  return now
}

/** The plan after one correction; null where it does not fit: no such task, nothing to join with, an empty half. */
export function correct(plan: DraftPlan, correction: Correction): DraftPlan | null {
  switch (correction.kind) {
    case "title":
      return { ...plan, title: correction.text }
    case "doc_number":
      return { ...plan, docNumber: correction.text }
    case "heading":
      return renamedHeading(plan, correction.section, correction.text)
    case "heading_added":
      return withHeading(plan, correction.task, correction.text)
    case "heading_dropped":
      return withoutHeading(plan, correction.section)
    case "split":
      return split(plan, correction.task, correction.at)
    case "join":
      return joined(plan, correction.task)
    case "move":
      return moved(plan, correction.task, correction.to === "up" ? -1 : 1)
    case "relocate":
      return relocated(plan, correction.task, correction.section)
    case "text":
      return correction.text.trim() === "" ? null : changed(plan, correction.task, { text: correction.text.trim() })
    case "label":
      return changed(plan, correction.task, { label: correction.text })
    case "unit_added":
      return withUnits(plan, correction.task, (units) =>
        has(units, correction.name) ? null : [...units, { name: correction.name, role: correction.role }],
      )
    case "unit_dropped":
      return withUnits(plan, correction.task, (units) =>
        has(units, correction.name) ? units.filter(({ name }) => name !== correction.name) : null,
      )
    case "role":
      return withUnits(plan, correction.task, (units) =>
        has(units, correction.name)
          ? units.map((unit) => (unit.name === correction.name ? { ...unit, role: correction.role } : unit))
          : null,
      )
    case "deadline":
      return changed(plan, correction.task, { deadline: correction.deadline })
    case "not_task":
      return taskOf(plan, correction.task)
        ? { ...plan, tasks: plan.tasks.filter(({ id }) => id !== correction.task) }
        : null
    case "task_added":
      return withTask(plan, correction.text, correction.lines)
    case "settle":
      return { ...plan, settled: [...new Set([...plan.settled, correction.warning])] }
    case "match":
      return { ...plan, answers: { ...plan.answers, ...correction.answers } }
    case "renumber":
      return renumbered(plan)
  }
}

const taskOf = (plan: DraftPlan, id: number): DraftTask | undefined => plan.tasks.find((task) => task.id === id)
const has = (units: readonly DraftUnit[], name: string) => units.some((unit) => unit.name === name)
const nextId = (all: readonly { id: number }[]) => all.reduce((most, { id }) => Math.max(most, id), 0) + 1

function changed(plan: DraftPlan, id: number, changes: Partial<DraftTask>): DraftPlan | null {
  if (!taskOf(plan, id)) return null
  return { ...plan, tasks: plan.tasks.map((task) => (task.id === id ? { ...task, ...changes } : task)) }
}

function withUnits(plan: DraftPlan, id: number, change: (units: DraftUnit[]) => DraftUnit[] | null): DraftPlan | null {
  const task = taskOf(plan, id)
  const units = task && change(task.units)
  return units ? changed(plan, id, { units }) : null
}

function renamedHeading(plan: DraftPlan, id: number, text: string): DraftPlan | null {
  if (!plan.sections.some((section) => section.id === id)) return null
  return { ...plan, sections: plan.sections.map((section) => (section.id === id ? { ...section, text } : section)) }
}

/** A new section begins with this task; those that follow it in the old one come along. */
function withHeading(plan: DraftPlan, id: number, text: string): DraftPlan | null {
  const place = plan.tasks.findIndex((task) => task.id === id)
  const first = plan.tasks[place]
  if (!first) return null
  const section = { id: nextId(plan.sections), text }
  const before = plan.sections.findIndex((one) => one.id === first.section)
  const tasks = plan.tasks.map((task, i) =>
    i >= place && task.section === first.section ? { ...task, section: section.id } : task,
  )
  return { ...plan, sections: plan.sections.toSpliced(before + 1, 0, section), tasks }
}

/** The tasks of a heading that is none belong to the section before it. */
function withoutHeading(plan: DraftPlan, id: number): DraftPlan | null {
  const place = plan.sections.findIndex((section) => section.id === id)
  if (place < 0) return null
  const before = plan.sections[place - 1]?.id ?? null
  return {
    ...plan,
    sections: plan.sections.filter((section) => section.id !== id),
    tasks: plan.tasks.map((task) => (task.section === id ? { ...task, section: before } : task)),
  }
}

/** Both halves keep units and deadline; the second has no label of its own. */
function split(plan: DraftPlan, id: number, at: number): DraftPlan | null {
  const place = plan.tasks.findIndex((task) => task.id === id)
  const task = plan.tasks[place]
  if (!task || !Number.isInteger(at) || at <= 0) return null
  const [first, second] = [task.text.slice(0, at).trim(), task.text.slice(at).trim()]
  if (first === "" || second === "") return null
  const [before, behind] = splitTraces(task.traces, task.text, at)
  const halves = [
    { ...task, text: first, traces: before },
    { ...task, id: nextId(plan.tasks), label: "", text: second, traces: behind },
  ]
  return { ...plan, tasks: plan.tasks.toSpliced(place, 1, ...halves) }
}

/** Joined with the task before it: one text, the units of both, the deadline that is set. */
function joined(plan: DraftPlan, id: number): DraftPlan | null {
  const place = plan.tasks.findIndex((task) => task.id === id)
  const task = plan.tasks[place]
  const before = plan.tasks[place - 1]
  if (!task || !before) return null
  const onOtherLine = task.lines.from > before.lines.to
  const whole = {
    ...before,
    text: `${before.text}${onOtherLine ? "\n" : ""}${task.text}`,
    units: once([...before.units, ...task.units]),
    deadline: before.deadline.kind === "none" ? task.deadline : before.deadline,
    lines: { from: Math.min(before.lines.from, task.lines.from), to: Math.max(before.lines.to, task.lines.to) },
    traces: joinedTraces(before.traces, task.traces),
  }
  return { ...plan, tasks: plan.tasks.toSpliced(place - 1, 2, whole) }
}

/** Changes places with its neighbour; at the edge of its section it goes over into the neighbour's. */
function moved(plan: DraftPlan, id: number, by: -1 | 1): DraftPlan | null {
  const place = plan.tasks.findIndex((task) => task.id === id)
  const task = plan.tasks[place]
  const neighbour = plan.tasks[place + by]
  if (!task || !neighbour) return null
  if (neighbour.section !== task.section) return changed(plan, id, { section: neighbour.section })
  const tasks = plan.tasks.toSpliced(place, 1).toSpliced(place + by, 0, task)
  return { ...plan, tasks }
}

/** To the end of another section. */
function relocated(plan: DraftPlan, id: number, section: number): DraftPlan | null {
  const task = taskOf(plan, id)
  const to = plan.sections.findIndex((one) => one.id === section)
  if (!task || to < 0) return null
  const others = plan.tasks.filter((one) => one.id !== id)
  const upTo = new Set<number | null>([null, ...plan.sections.slice(0, to + 1).map((one) => one.id)])
  const last = others.findLastIndex((one) => upTo.has(one.section))
  return { ...plan, tasks: others.toSpliced(last + 1, 0, { ...task, section }) }
}

/** Lines that the reader did not take for a task, in their place by the order of the document. */
function withTask(plan: DraftPlan, text: string, lines: LineRange): DraftPlan | null {
  if (text.trim() === "") return null
  const before = plan.tasks.findLastIndex((task) => task.lines.from < lines.from)
  const section = (plan.tasks[before] ?? plan.tasks[0])?.section ?? null
  const task: DraftTask = {
    id: nextId(plan.tasks),
    section,
    label: "",
    text: text.trim(),
    units: [],
    deadline: NO_DEADLINE,
    lines,
    traces: [],
  }
  return { ...plan, tasks: plan.tasks.toSpliced(before + 1, 0, task) }
}

const DIGITS = "〇一二三四五六七八九"

/** 1 … 9999 in Chinese figures. */
export function chinese(n: number): string {
  if (n < 10) return DIGITS[n] ?? ""
  if (n < 20) return `十${n % 10 === 0 ? "" : DIGITS[n % 10]}`
  const [unit, name] = n >= 1000 ? [1000, "千"] : n >= 100 ? [100, "百"] : [10, "十"]
  const rest = n % unit
  const head = `${DIGITS[Math.floor(n / unit)]}${name}`
  if (rest === 0) return head
  const zero = rest < unit / 10 ? "〇" : ""
  const tail = rest >= 10 && rest < 20 ? `一${chinese(rest)}` : chinese(rest)
  return `${head}${zero}${tail}`
}

const CHINESE_LABEL = /^([（(]?)(?:第)?[〇零一二三四五六七八九十百千]+([）)]?[、.．]?)$/
const ARABIC_LABEL = /^([（(]?)\d+([）)]?[、.．]?)$/

/** Labels counted anew in the shape of the first one, from 1 in each section where the document did so. */
function renumbered(plan: DraftPlan): DraftPlan {
  const shape = plan.tasks.find(({ label }) => label !== "")?.label.trim() ?? "（一）"
  const [, open = "", close = ""] = CHINESE_LABEL.exec(shape) ?? ARABIC_LABEL.exec(shape) ?? ["", "（", "）"]
  const figure = ARABIC_LABEL.test(shape) ? String : chinese
  const firsts = plan.tasks.filter((task, i) => task.section !== plan.tasks[i - 1]?.section)
  const restarts =
    firsts.length > 1 && firsts.every(({ label }) => label === firsts[0]?.label) && firsts[0]?.label !== ""
  let n = 0
  const tasks = plan.tasks.map((task, i) => {
    n = restarts && task.section !== plan.tasks[i - 1]?.section ? 1 : n + 1
    return { ...task, label: `${open}${figure(n)}${close}` }
  })
  return { ...plan, tasks }
}

/** Offsets at which a text may be split: behind a line and behind a finished sentence. */
export function breaksIn(text: string): number[] {
  const places: number[] = []
  for (let at = 1; at < text.length; at++) {
    const before = text[at - 1] ?? ""
    const isBreak = before === "\n" || ("。；;！？".includes(before) && !"”’」』）)\n".includes(text[at] ?? ""))
    if (isBreak && text.slice(at).trim() !== "") places.push(at)
  }
  return places
}

/** What a task's form asks for, as it stands in the fields. */
export type TaskForm = {
  label: string
  text: string
  section: number | null
  deadline: DraftDeadline
  units: DraftUnit[]
}

/** The corrections that make a task into what its form says: only what differs. */
export function editsOf(task: DraftTask, form: TaskForm): Step {
  const { id } = task
  const wanted = once(form.units)
  const same = (one: DraftDeadline, other: DraftDeadline) => JSON.stringify(one) === JSON.stringify(other)
  return [
    ...(form.label === task.label ? [] : [{ kind: "label", task: id, text: form.label } as const]),
    ...(form.text.trim() === task.text ? [] : [{ kind: "text", task: id, text: form.text } as const]),
    ...task.units
      .filter(({ name }) => !has(wanted, name))
      .map(({ name }) => ({ kind: "unit_dropped", task: id, name }) as const),
    ...wanted
      .filter(({ name }) => !has(task.units, name))
      .map(({ name, role }) => ({ kind: "unit_added", task: id, name, role }) as const),
    ...wanted
      .filter(({ name, role }) => task.units.some((unit) => unit.name === name && unit.role !== role))
      .map(({ name, role }) => ({ kind: "role", task: id, name, role }) as const),
    ...(same(form.deadline, task.deadline) ? [] : [{ kind: "deadline", task: id, deadline: form.deadline } as const]),
    ...(form.section === null || form.section === task.section
      ? []
      : [{ kind: "relocate", task: id, section: form.section } as const]),
  ]
}
