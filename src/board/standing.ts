import type { AssignmentState, LightColour, Plan, ReportState, Role, Round, Section, Task, Unit } from "#db/schema.ts"
import { type Light, type LightFacts, type LightRule, lightOf, taskLight } from "#src/board/lights/light.ts"
import { yearOf } from "#src/clock.ts"
import { type Ended, endedOf, formerIn, type Named, namesAt } from "#src/office/units/names.ts"
import { isReportedLate } from "#src/owing/owing.ts"
import { deadlineOf } from "#src/plans/assignments/deadline.ts"
import { firstLead } from "#src/plans/assignments/leads.ts"
import { isOut } from "#src/plans/assignments/workflow.ts"
import { isReported, type ReportStanding } from "#src/plans/rounds/reported.ts"
import { type Stage, stageIn } from "#src/plans/stages/stages.ts"
import { type Leader, leadersIn } from "#src/plans/tasks/leaders.ts"

/*
 * How a plan stands as of an instant: every figure and list on the reading pages is taken from one `Board`, so that no
 * two of them can disagree.
 */

export type BoardPlan = Pick<
  Plan,
  | "id"
  | "title"
  | "docNumber"
  | "issuer"
  | "basis"
  | "basisDocNumber"
  | "preamble"
  | "closing"
  | "issuedOn"
  | "supervisingUnitId"
  | "confirmer"
  | "confirmingUnitId"
  | "rhythm"
  | "rollUp"
  | "headSigns"
  | "supportReports"
  | "urgency"
  | "handling"
  | "state"
  | "version"
  | "remark"
  | "movedAt"
> & { supervisingUnitName: string }

export type BoardRound = Pick<
  Round,
  "id" | "number" | "name" | "opensOn" | "dueBy" | "evidenceRequired" | "cutOffAt" | "version"
>
/** A unit as it is read: its names of today, and all that the trail says of those before. */
export type UnitRow = Pick<Unit, "id" | "name" | "shortName" | "leaderId" | "active"> & {
  former: string
  /** The short name of the unit that has taken over from it. */
  successor: string | null
}
/** A unit as a board shows it: by its names on the day of the figures. */
export type BoardUnit = Pick<Unit, "id" | "name" | "shortName" | "leaderId"> & {
  /** What it is called today, where that is another name. */
  nowName: string | null
  /** Today's names with the former ones, for what happened on other days. */
  named: Named
  /** No longer in use, and who has taken over, if anybody has. */
  ended: Ended | null
}
export type BoardSection = Pick<Section, "id" | "text">

/** One assignment as the projections have it, beside what it owes and has reported in the round. */
export type StandingRow = {
  id: number
  taskId: number
  unitId: number
  role: Role
  position: number
  state: AssignmentState
  office: string
  personInCharge: string
  rectifyBy: string | null
  /** The earliest day of its unanswered notices, and whether one of them is a 限期整改. */
  noticeBy: string | null
  rectifies: number
  /** The latest day granted for it beyond the task's own, and whether one more is asked for. */
  extendedBy: string | null
  extensionAsked: number
  /** The last year of 每年完成 that it has completed. */
  doneYear: number | null
  /** The first 阶段 that it has not reached, as JSON. */
  nextStage: string | null
  handlerId: number | null
  version: number
  /** Not null: the round asks for a report. */
  dueIn: number | null
  reportState: ReportState | null
  /** Something is being written for the round, whatever was sent before. */
  drafted: number
  hasDifficulty: boolean | null
  firstSubmittedAt: number | null
  resubmitBy: string | null
}

/** The same as the trail had it at the cut-off; only for rounds that are cut off. */
export type FrozenRow = {
  id: number
  state: AssignmentState | null
  rectifyBy: string | null
  noticeBy: string | null
  rectifies: number
  extendedBy: string | null
  extensionAsked: number
  doneYear: number | null
  nextStage: string | null
  reportState: ReportState | null
  resubmitBy: string | null
  hasDifficulty: number | null
  /** Given to the unit only afterwards. */
  addedAt: number | null
}

/** In the order they were made; the newest counts, and a light of null takes the override back. */
export type OverrideRow = { assignmentId: number; light: LightColour | null; reason: string; at: number }

/** What stands of one assignment, whatever else of its task is known. */
export type PartStanding = {
  id: number
  taskId: number
  unitId: number
  role: Role
  position: number
  state: AssignmentState
  /** The task's own deadline, or the later one that the unit was granted; and that of its 整改. */
  deadlineBy: string | null
  /** The last year of 每年完成 that it has completed. */
  doneYear: number | null
  /** The first 阶段 that it has not reached. */
  stage: Stage | null
  rectifyBy: string | null
  standing: ReportStanding
  /** Being written by the unit; known of now, not of a round as it stood. */
  drafted: boolean
  /** The round asks for a report, and the assignment is neither suspended nor terminated. */
  owed: boolean
  /** Owed, sent and not returned; by the cut-off, if there has been one. */
  reported: boolean
  /** First sent after the cut-off (迟报). */
  late: boolean
  hasDifficulty: boolean
  light: Light
  /** What the rules say, when a supervisor has overridden it. */
  computed: Light | null
  overrideReason: string | null
  office: string
  personInCharge: string
  handlerId: number | null
  /** As of now, whatever round is looked at: acts go by these. */
  stateNow: AssignmentState
  version: number
}

/** The same beside the whole of its task: only there is known who leads first. */
export type BoardAssignment = PartStanding & {
  /** 第一牵头单位. */
  isFirstLead: boolean
}

export type TaskRow = Pick<
  Task,
  "id" | "sectionId" | "ordinal" | "label" | "text" | "rhythm" | "deadline" | "deadlineText" | "dueBy"
> & {
  /** As JSON; null: none. */
  leaders: string | null
}

export type BoardTask = Omit<TaskRow, "leaders"> & {
  /** 责任领导, in their order. */
  leaders: Leader[]
  assignments: BoardAssignment[]
  light: Light
}

export type Board = {
  plan: BoardPlan
  /** Newest first. */
  rounds: BoardRound[]
  round: BoardRound | null
  /** Now, or the cut-off of a round that was asked for by its number; and its civil date. */
  asOf: number
  asOfOn: string
  frozen: boolean
  /** Those having a part, in 单位排序. */
  units: BoardUnit[]
  sections: BoardSection[]
  tasks: BoardTask[]
}

export type Standings = {
  rows: StandingRow[]
  /** Given when the round is cut off. */
  atCutOff: FrozenRow[]
  overrides: OverrideRow[]
}

/**
 * Each assignment with its light, by task and as printed; as of the round's cut-off (`frozen`) or as of now.
 *
 * What a round that is cut off asked for and got (`owed`, `reported`) is the same either way: it is what the trail had
 * at that instant. A report that came later shows as 迟报 beside it.
 */
export function standing(
  { rows, atCutOff, overrides }: Standings,
  round: AskedRound | null,
  frozen: boolean,
  tasks: DatedTask[],
  rule: LightRule,
): Map<number, PartStanding[]> {
  const lightBy = remembering(rule)
  const cutOffAt = round?.cutOffAt ?? null
  const then = new Map(cutOffAt === null ? [] : atCutOff.map((row) => [row.id, row]))
  const overridden = newestOverrides(overrides, frozen ? cutOffAt : null)
  const dated = new Map(tasks.map((task) => [task.id, task]))
  const byTask = new Map<number, PartStanding[]>()

  for (const row of rows) {
    const past = then.get(row.id)
    const inRound = askedAndGot(row, past, round)
    if (frozen && !inRound.wasThere) continue
    const shown = frozen && past ? shownThen(past) : shownNow(row)
    const task = dated.get(row.taskId)
    const computed = lightBy(factsFor(shown, inRound, { task, round, frozen, year: yearOf(rule.today) }))
    const siblings = byTask.get(row.taskId)
    const part = partOf(row, shown, inRound, task, frozen, lit(computed, overridden.get(row.id)))
    if (siblings) siblings.push(part)
    else byTask.set(row.taskId, [part])
  }
  return byTask
}

type AskedRound = Pick<BoardRound, "dueBy" | "cutOffAt">
type DatedTask = Pick<TaskRow, "id" | "deadline" | "dueBy">

/** What is shown of an assignment: as it is, or as it was at the cut-off. */
export type Shown = Pick<
  StandingRow,
  "state" | "resubmitBy" | "rectifyBy" | "noticeBy" | "rectifies" | "extendedBy" | "extensionAsked" | "doneYear"
> & { standing: ReportStanding; hasDifficulty: boolean; stage: Stage | null }

export const shownNow = (row: StandingRow): Shown => shownOf(row, row.state)

/** An assignment without any move until the cut-off was still to be acknowledged. */
export const shownThen = (past: FrozenRow): Shown => shownOf(past, past.state ?? "awaiting")

function shownOf(row: StandingRow | FrozenRow, state: AssignmentState): Shown {
  const standing = row.reportState ?? "none"
  return {
    state,
    standing,
    hasDifficulty: Boolean(row.hasDifficulty) && isReported(standing),
    resubmitBy: row.resubmitBy,
    rectifyBy: row.rectifyBy,
    noticeBy: row.noticeBy,
    rectifies: row.rectifies,
    extendedBy: row.extendedBy,
    extensionAsked: row.extensionAsked,
    doneYear: row.doneYear,
    stage: stageIn(row.nextStage),
  }
}

/** What the round asked of an assignment and got of it; `wasThere`: the unit had it when the round was cut off. */
export type InRound = Pick<PartStanding, "owed" | "reported" | "late"> & { asked: boolean; wasThere: boolean }

/** By the cut-off, if there has been one, and then the same at any time; until then by how the assignment is now. */
export function askedAndGot(row: StandingRow, past: FrozenRow | undefined, round: AskedRound | null): InRound {
  const cutOffAt = round?.cutOffAt ?? null
  const wasThere = !past || past.addedAt === null || cutOffAt === null || past.addedAt <= cutOffAt
  const { state, standing } = past ? shownThen(past) : shownNow(row)
  const asked = row.dueIn !== null && wasThere
  const owed = asked && !isOut(state)
  return { asked, wasThere, owed, reported: owed && isReported(standing), late: isReportedLate(row, { cutOffAt }) }
}

type Beside = { task: DatedTask | undefined; round: AskedRound | null; frozen: boolean; year: number }

/** On what the light rests. A report that came after the cut-off is late now; in the replay it has not come. */
export const factsFor = (
  shown: Shown,
  { asked, late }: Pick<InRound, "asked" | "late">,
  { task, round, frozen, year }: Beside,
): LightFacts => ({
  state: shown.state,
  reportDueBy: asked && round ? round.dueBy : null,
  standing: shown.standing,
  hasDifficulty: shown.hasDifficulty,
  late: late && !frozen,
  resubmitBy: shown.resubmitBy,
  rectifyBy: shown.rectifyBy,
  noticeBy: shown.noticeBy,
  rectifies: shown.rectifies === 1,
  extensionAsked: shown.extensionAsked === 1,
  stageBy: shown.stage?.dueBy ?? null,
  stage: shown.stage?.ordinal,
  deadlineBy: deadlineShown(task, shown),
  yearDone: task?.deadline === "yearly" && shown.doneYear !== null && shown.doneYear >= year,
})

const deadlineShown = (task: DatedTask | undefined, { extendedBy, doneYear }: Shown): string | null =>
  task ? deadlineOf(task, extendedBy, doneYear) : null

/** The newest override of each assignment; of those until an instant, or of all (null). */
export function newestOverrides(overrides: readonly OverrideRow[], until: number | null): Map<number, OverrideRow> {
  const known = until === null ? overrides : overrides.filter(({ at }) => at <= until)
  return new Map(known.map((row) => [row.assignmentId, row]))
}

type Lit = Pick<PartStanding, "light" | "computed" | "overrideReason">

/** The light that shows: a supervisor's, with the computed one beside it, or what the rules say. */
export function lit(computed: Light, override: Pick<OverrideRow, "light" | "reason"> | undefined): Lit {
  if (!override || override.light === null) return { light: computed, computed: null, overrideReason: null }
  return { light: { colour: override.light, reason: "overridden" }, computed, overrideReason: override.reason }
}

const partOf = (
  row: StandingRow,
  shown: Shown,
  { owed, reported, late }: InRound,
  task: DatedTask | undefined,
  frozen: boolean,
  light: Lit,
): PartStanding => ({
  id: row.id,
  taskId: row.taskId,
  unitId: row.unitId,
  role: row.role,
  position: row.position,
  state: shown.state,
  deadlineBy: deadlineShown(task, shown),
  doneYear: shown.doneYear,
  stage: shown.stage,
  rectifyBy: shown.rectifyBy,
  standing: shown.standing,
  drafted: !frozen && row.drafted === 1,
  owed,
  reported,
  late,
  hasDifficulty: shown.hasDifficulty,
  ...light,
  office: row.office,
  personInCharge: row.personInCharge,
  handlerId: row.handlerId,
  stateNow: row.state,
  version: row.version,
})

/** Most assignments of a plan share their facts; the calendar is walked once for each kind. */
function remembering(rule: LightRule): (facts: LightFacts) => Light {
  const known = new Map<string, Light>()
  return (facts) => {
    const key = `${facts.state} ${facts.standing} ${facts.hasDifficulty} ${facts.late} ${facts.reportDueBy} ${facts.resubmitBy} ${facts.rectifyBy} ${facts.noticeBy} ${facts.rectifies} ${facts.extensionAsked} ${facts.deadlineBy} ${facts.yearDone} ${facts.stageBy} ${facts.stage}`
    let light = known.get(key)
    if (!light) {
      light = lightOf(facts, rule)
      known.set(key, light)
    }
    return light
  }
}

/** The units by their names at an instant; null: as of now. */
export const unitsAt = (rows: UnitRow[], at: number | null): BoardUnit[] =>
  rows.map((row) => {
    const { id, name, shortName, leaderId } = row
    const named = { name, shortName, former: formerIn(row.former) }
    if (at === null) return { id, name, shortName, leaderId, nowName: null, named, ended: endedOf(row) }
    const then = namesAt(named, at)
    return { id, ...then, leaderId, nowName: then.name === name ? null : name, named, ended: null }
  })

/** Tasks with all their assignments and lights, in the order of the document. */
export const tasksWith = (tasks: TaskRow[], byTask: Map<number, PartStanding[]>, rollUp: Plan["rollUp"]): BoardTask[] =>
  tasks.map((task) => {
    const parts = byTask.get(task.id) ?? []
    const first = firstLead(parts)
    const assignments = parts.map((part) => ({ ...part, isFirstLead: part === first }))
    return { ...task, leaders: leadersIn(task.leaders), assignments, light: taskLight(assignments, rollUp) }
  })
