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
  round: Pick<BoardRound, "dueBy" | "cutOffAt"> | null,
  frozen: boolean,
  tasks: Pick<TaskRow, "id" | "deadline" | "dueBy">[],
  rule: LightRule,
): Map<number, PartStanding[]> {
  const lightBy = remembering(rule)
  const cutOffAt = round?.cutOffAt ?? null
  const then = new Map(atCutOff.map((row) => [row.id, row]))
  const overridden = new Map<number, OverrideRow>()
  for (const row of overrides) {
    if (!frozen || cutOffAt === null || row.at <= cutOffAt) overridden.set(row.assignmentId, row)
  }
  const dated = new Map(tasks.map((task) => [task.id, task]))
  const byTask = new Map<number, PartStanding[]>()

  for (const row of rows) {
    const past = cutOffAt === null ? undefined : then.get(row.id)
    const isLater = past !== undefined && cutOffAt !== null && past.addedAt !== null && past.addedAt > cutOffAt
    if (frozen && isLater) continue
    const shown = frozen && past ? { ...past, state: past.state ?? "awaiting" } : row
    const stateThen = past ? (past.state ?? "awaiting") : row.state
    const reportThen = (past ? past.reportState : row.reportState) ?? "none"
    const standing: ReportStanding = shown.reportState ?? "none"
    const hasDifficulty = Boolean(shown.hasDifficulty) && isReported(standing)
    const late = isReportedLate(row, { cutOffAt })
    const asked = row.dueIn !== null && !isLater
    const owed = asked && !isOut(stateThen)
    const task = dated.get(row.taskId)
    const deadlineBy = task ? deadlineOf(task, shown.extendedBy, shown.doneYear) : null
    const stage = stageIn(shown.nextStage)
    const computed = lightBy({
      state: shown.state,
      reportDueBy: asked && round ? round.dueBy : null,
      standing,
      hasDifficulty,
      late: late && !frozen,
      resubmitBy: shown.resubmitBy,
      rectifyBy: shown.rectifyBy,
      noticeBy: shown.noticeBy,
      rectifies: shown.rectifies === 1,
      extensionAsked: shown.extensionAsked === 1,
      stageBy: stage?.dueBy ?? null,
      stage: stage?.ordinal,
      deadlineBy,
      yearDone: task?.deadline === "yearly" && shown.doneYear !== null && shown.doneYear >= yearOf(rule.today),
    })
    const override = overridden.get(row.id)
    const colour = override?.light ?? null
    const assignment: PartStanding = {
      id: row.id,
      taskId: row.taskId,
      unitId: row.unitId,
      role: row.role,
      position: row.position,
      state: shown.state,
      deadlineBy,
      doneYear: shown.doneYear,
      stage,
      rectifyBy: shown.rectifyBy,
      standing,
      drafted: !frozen && row.drafted === 1,
      owed,
      reported: owed && isReported(reportThen),
      late,
      hasDifficulty,
      light: colour === null ? computed : { colour, reason: "overridden" },
      computed: colour === null ? null : computed,
      overrideReason: colour === null ? null : (override?.reason ?? null),
      office: row.office,
      personInCharge: row.personInCharge,
      handlerId: row.handlerId,
      stateNow: row.state,
      version: row.version,
    }
    const siblings = byTask.get(row.taskId)
    if (siblings) siblings.push(assignment)
    else byTask.set(row.taskId, [assignment])
  }
  return byTask
}

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
