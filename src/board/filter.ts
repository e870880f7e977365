import { ASSIGNMENT_STATES, type AssignmentState, LIGHTS, type LightColour } from "#db/schema.ts"
import { numberAsked } from "#src/office/typed/figures.ts"
import type { Query } from "#src/paths.ts"
import { isLedBy } from "#src/plans/tasks/leaders.ts"
import type { Board, BoardAssignment, BoardTask, BoardUnit } from "./standing.ts"

/*
 * The filters of 任务清单. A number on any page is counted with the same filter its link carries, so that what it opens
 * is exactly what it counted.
 */

export const REPORT_FILTERS = ["due", "reported", "owed", "overdue", "waiting", "accepted", "returned", "late"] as const
export type ReportFilter = (typeof REPORT_FILTERS)[number]

/** The lists of plans: what runs is shown unless another is asked for. */
export const PLAN_VIEWS = ["running", "archived", "withdrawn"] as const
export type PlanView = (typeof PLAN_VIEWS)[number]

export type Filter = {
  /** The round that is looked at; null: the one opened last. */
  round: number | null
  /** The task's light. */
  light: LightColour | null
  /** The assignment's light. */
  part: LightColour | null
  unit: number | null
  report: ReportFilter | null
  state: AssignmentState | null
  hasDifficulty: boolean
  /** A 初核 waits for its 复核. */
  proposed: boolean
  /** Units in the charge of this leader. */
  leader: number | null
  /** Tasks whose 责任领导 this is (`leaderKey`). */
  led: string | null
  /** The most urgent first, whatever their sections; lists the same. */
  byUrgency: boolean
}

export const NO_FILTER: Filter = {
  round: null,
  light: null,
  part: null,
  unit: null,
  report: null,
  state: null,
  hasDifficulty: false,
  proposed: false,
  leader: null,
  led: null,
  byUrgency: false,
}

/** From the address; `me` is who 我分管的 means. What makes no sense is left out. */
export const filterOf = (query: Record<string, string>, me: number): Filter => ({
  round: numberAsked(query.round),
  light: oneOf(LIGHTS, query.light),
  part: oneOf(LIGHTS, query.part),
  unit: numberAsked(query.unit),
  report: oneOf(REPORT_FILTERS, query.report),
  state: oneOf(ASSIGNMENT_STATES, query.state),
  hasDifficulty: query.difficulty === "1",
  proposed: query.proposed === "1",
  leader: query.mine === "1" ? me : null,
  led: query.led?.slice(0, LONGEST_KEY) || null,
  byUrgency: query.sort === "urgency",
})

/** The address's part that says the same. */
export const queryOf = (filter: Partial<Filter>): Query => ({
  round: filter.round,
  unit: filter.unit,
  report: filter.report,
  light: filter.light,
  part: filter.part,
  state: filter.state,
  difficulty: filter.hasDifficulty ? 1 : null,
  proposed: filter.proposed ? 1 : null,
  mine: filter.leader == null ? null : 1,
  led: filter.led,
  sort: filter.byUrgency ? "urgency" : null,
})

const LONGEST_KEY = 40

const oneOf = <T extends string>(all: readonly T[], text: string | undefined): T | null =>
  all.find((one) => one === text) ?? null

/** Picks single assignments; without that, a task is listed with all of them. */
export const picksParts = ({ part, unit, report, state, hasDifficulty, proposed, leader }: Filter): boolean =>
  part !== null || unit !== null || report !== null || state !== null || hasDifficulty || proposed || leader !== null

export const isEmpty = (filter: Filter): boolean => filter.light === null && filter.led === null && !picksParts(filter)

/** Assignments with an open 初核, which the board itself does not know. */
export type Proposed = ReadonlySet<number>
const NONE: Proposed = new Set()

export type Listed = { task: BoardTask; parts: BoardAssignment[] }

/** The tasks a filter lets through, each with the assignments it lets through. */
export function listed(board: Board, filter: Filter, proposed: Proposed = NONE): Listed[] {
  const units = new Map(board.units.map((unit) => [unit.id, unit]))
  const picking = picksParts(filter)
  const wanted = (part: BoardAssignment) => matches(part, filter, units, proposed)
  return board.tasks
    .filter((task) => filter.light === null || task.light.colour === filter.light)
    .filter((task) => filter.led === null || isLedBy(task, filter.led))
    .map((task) => ({ task, parts: picking ? task.assignments.filter(wanted) : task.assignments }))
    .filter(({ parts }) => !picking || parts.length > 0)
}

function matches(
  part: BoardAssignment,
  { part: colour, unit, report, state, hasDifficulty, proposed: wantsProposed, leader }: Filter,
  units: ReadonlyMap<number, BoardUnit>,
  proposed: Proposed,
): boolean {
  return (
    (colour === null || part.light.colour === colour) &&
    (unit === null || part.unitId === unit) &&
    (report === null || REPORTING[report](part)) &&
    (state === null || part.state === state) &&
    (!hasDifficulty || part.hasDifficulty) &&
    (!wantsProposed || proposed.has(part.id)) &&
    (leader === null || units.get(part.unitId)?.leaderId === leader)
  )
}

const REPORTING: Record<ReportFilter, (part: BoardAssignment) => boolean> = {
  due: ({ owed }) => owed,
  reported: ({ reported }) => reported,
  owed: ({ owed, reported }) => owed && !reported,
  overdue: (part) => part.owed && !part.reported && isOverdue(part),
  waiting: ({ owed, standing }) => owed && standing === "submitted",
  accepted: ({ owed, standing }) => owed && standing === "accepted",
  returned: ({ owed, standing }) => owed && standing === "returned",
  late: ({ late }) => late,
}

/** By the light that is shown: where a supervisor has overridden it, nothing is overdue. */
const isOverdue = ({ light: { reason } }: BoardAssignment): boolean =>
  reason === "overdue_report" || reason === "overdue_resubmission"

/** From what needs most attention on. */
export const URGENCY: readonly LightColour[] = ["red", "yellow", "grey", "green", "blue", "none"]

/** 最需注意的在前; among equals the document's order stays. */
export const byUrgency = (list: Listed[]): Listed[] =>
  list.toSorted((a, b) => URGENCY.indexOf(a.task.light.colour) - URGENCY.indexOf(b.task.light.colour))

export const countTasks = (list: Listed[]): number => list.length
export const countParts = (list: Listed[]): number => list.reduce((sum, { parts }) => sum + parts.length, 0)

export type Tally = { due: number; reported: number; total: number; lights: Record<LightColour, number> }

const emptyTally = (): Tally => ({
  due: 0,
  reported: 0,
  total: 0,
  lights: { none: 0, blue: 0, red: 0, yellow: 0, green: 0, grey: 0 },
})

/** Per unit what the filters `unit`, `report` and `part` would count, in one walk over the board. */
export function tallies(list: Listed[]): { all: Tally; byUnit: Map<number, Tally> } {
  const all = emptyTally()
  const byUnit = new Map<number, Tally>()
  for (const { parts } of list) {
    for (const part of parts) {
      let own = byUnit.get(part.unitId)
      if (!own) {
        own = emptyTally()
        byUnit.set(part.unitId, own)
      }
      for (const tally of [all, own]) {
        tally.total++
        tally.lights[part.light.colour]++
        if (part.owed) tally.due++
        if (part.reported) tally.reported++
      }
    }
  }
  return { all, byUnit }
}

/** How many tasks show each light. */
export function taskLights(list: Listed[]): Record<LightColour, number> {
  const { lights } = emptyTally()
  for (const { task } of list) lights[task.light.colour]++
  return lights
}
