import type { AssignmentState, LightColour, Role } from "#db/schema.ts"
import { addWorkingDays, type Calendar, workingDaysBetween } from "#src/office/calendar/working_days.ts"
import { isLate, type OwingFacts, owesAgain, owings, type What } from "#src/owing/owing.ts"
import { firstKept } from "#src/plans/assignments/leads.ts"
import { isOut } from "#src/plans/assignments/workflow.ts"
import { isReported } from "#src/plans/rounds/reported.ts"

/** Colours a supervisor may choose: 办结 and 不计 follow from what was decided, never from a colour. */
export const OVERRIDES = ["green", "yellow", "red", "grey"] as const satisfies readonly LightColour[]

/** Why a light shows what it shows; views/words/lights.ts has the words. */
export type LightReason =
  | "terminated"
  | "suspended"
  | "closed"
  | "overdue_report"
  | "overdue_resubmission"
  | "overdue_rectification"
  | "overdue_notice"
  | "overdue_stage"
  | "overdue_deadline"
  | "due_soon"
  | "notice_soon"
  | "stage_soon"
  | "deadline_soon"
  | "has_difficulty"
  | "extension_asked"
  | "rectifying"
  | "returned"
  | "on_track"
  | "late_report"
  | "year_done"
  | "disputed"
  | "not_due"
  | "no_deadline"
  | "overridden"

/** `stage`: of which one the reason speaks, from 1. */
export type Light = { colour: LightColour; reason: LightReason; days?: number; stage?: number }

/** What a light is derived from: stored facts of one assignment in one round, nothing else. */
export type LightFacts = OwingFacts & {
  hasDifficulty: boolean
  /** First sent after the cut-off. */
  late: boolean
  /** One of the 督办单 that wait for an answer is a 限期整改. */
  rectifies: boolean
  /** An extension has been asked for and not been decided. */
  extensionAsked: boolean
  /** 每年完成, and this year has been. */
  yearDone?: boolean
  /** Which 阶段 `stageBy` is the day of. */
  stage?: number
}

export type LightRule = { today: string; calendar: Calendar; dueSoonDays: number }

/** design.md 4: the first that applies. Never stored; a date passes without anyone writing to a row. */
export function lightOf(facts: LightFacts, rule: LightRule): Light {
  if (isOut(facts.state)) return { colour: "none", reason: facts.state === "suspended" ? "suspended" : "terminated" }
  if (facts.state === "closed") return { colour: "blue", reason: "closed" }
  if (facts.state === "disputed") return { colour: "grey", reason: "disputed" }
  return overdue(facts, rule) ?? needsAttention(facts, rule) ?? calm(facts)
}

const OVERDUE: Record<What, LightReason> = {
  resubmission: "overdue_resubmission",
  report: "overdue_report",
  rectification: "overdue_rectification",
  notice: "overdue_notice",
  stage: "overdue_stage",
  deadline: "overdue_deadline",
}

function overdue(facts: LightFacts, { today, calendar }: LightRule): Light | null {
  const late = owings(facts).find(({ by }) => isLate(by, today))
  if (!late) return null
  const days = workingDaysBetween(calendar, late.by, today)
  return { colour: "red", reason: OVERDUE[late.what], days, ...ofStage(late.what, facts) }
}

const ofStage = (what: What, { stage }: LightFacts) => (what === "stage" && stage !== undefined ? { stage } : {})

const SOON: [What, LightReason][] = [
  ["report", "due_soon"],
  ["notice", "notice_soon"],
  ["stage", "stage_soon"],
  ["deadline", "deadline_soon"],
]

function needsAttention(facts: LightFacts, rule: LightRule): Light | null {
  if (facts.state === "rectifying") return yellow(rule, "rectifying", facts.rectifyBy)
  if (facts.rectifies) return yellow(rule, "rectifying", facts.noticeBy)
  if (owesAgain(facts)) return yellow(rule, "returned", facts.resubmitBy ?? facts.reportDueBy)
  if (isReported(facts.standing) && facts.hasDifficulty) return { colour: "yellow", reason: "has_difficulty" }
  if (facts.extensionAsked) return { colour: "yellow", reason: "extension_asked" }
  const owed = owings(facts)
  for (const [what, reason] of SOON) {
    const soon = owed.find((one) => one.what === what && isSoon(one.by, rule))
    if (soon) return { ...yellow(rule, reason, soon.by), ...ofStage(what, facts) }
  }
  return null
}

function yellow({ today, calendar }: LightRule, reason: LightReason, by: string | null): Light {
  return by === null
    ? { colour: "yellow", reason }
    : { colour: "yellow", reason, days: workingDaysBetween(calendar, today, by) }
}

/** Within the days that count as 临期: before the working day that comes after them. */
const isSoon = (by: string, rule: LightRule): boolean => by < soonEnds(rule)

let lastAsked: { rule: LightRule; ends: string } | undefined

/** What is due before this day is 临期. A matrix asks for it some hundred times: the answer to the same rule is kept. */
export function soonEnds(rule: LightRule): string {
  if (lastAsked?.rule !== rule) {
    lastAsked = { rule, ends: addWorkingDays(rule.calendar, rule.today, rule.dueSoonDays + 1) }
  }
  return lastAsked.ends
}

function calm(facts: LightFacts): Light {
  if (facts.yearDone) return { colour: "green", reason: "year_done" }
  if (isReported(facts.standing)) return { colour: "green", reason: facts.late ? "late_report" : "on_track" }
  const due = facts.reportDueBy ?? facts.stageBy ?? facts.deadlineBy
  return { colour: "grey", reason: due === null ? "no_deadline" : "not_due" }
}

/** Worst first; `none` counts for nothing. */
const SEVERITY: LightColour[] = ["red", "yellow", "grey", "green", "blue"]

export type RollUp = "all" | "first" | "any"
export type Counted = { role: Role; position: number; state: AssignmentState; light: Light }

/**
 * The assignments by which a task is judged: its leads; where it has none, the responsible units; else all.
 * Under the rule 「首位牵头」 only the first of them whose part was not terminated (given to another unit).
 */
export function counted<T extends Pick<Counted, "role" | "position" | "state">>(assignments: T[], rollUp: RollUp): T[] {
  const named = (role: Role) => assignments.filter((assignment) => assignment.role === role)
  const leads = [named("lead"), named("responsible"), assignments].find((some) => some.length > 0) ?? []
  const ordered = [...leads].sort((a, b) => a.position - b.position)
  if (rollUp !== "first") return ordered
  return [firstKept(ordered) ?? ordered[0]].filter((one) => one !== undefined)
}

/** True when the rule closes the task. Suspended and terminated assignments leave the count. */
export function isClosed(assignments: Pick<Counted, "role" | "position" | "state">[], rollUp: RollUp): boolean {
  const those = counted(assignments, rollUp).filter(({ state }) => !isOut(state))
  if (those.length === 0) return false
  const closed = ({ state }: { state: AssignmentState }) => state === "closed"
  return rollUp === "any" ? those.some(closed) : those.every(closed)
}

/** A task's light: blue only when the roll-up rule closes it, otherwise the worst of those that count. */
export function taskLight(assignments: Counted[], rollUp: RollUp): Light {
  if (isClosed(assignments, rollUp)) return { colour: "blue", reason: "closed" }
  const those = counted(assignments, rollUp).filter(({ state }) => !isOut(state))
  const open = those.filter(({ light }) => light.colour !== "blue")
  const worst = [...open].sort((a, b) => rank(a.light) - rank(b.light))[0]
  return worst?.light ?? counted(assignments, rollUp)[0]?.light ?? { colour: "none", reason: "terminated" }
}

/** Among equals the one longest overdue, or soonest due. */
function rank({ colour, days = 0 }: Light): number {
  const within = colour === "red" ? -days : days
  return SEVERITY.indexOf(colour) * 10_000 + Math.max(-4999, Math.min(4999, within))
}
