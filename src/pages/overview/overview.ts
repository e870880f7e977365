import type { LightColour } from "#db/schema.ts"
import { type Filter, listed, NO_FILTER, type Proposed, type Tally, tallies, taskLights } from "#src/board/filter.ts"
import type { Board, BoardAssignment, BoardTask, BoardUnit } from "#src/board/standing.ts"
import { type Movement, movementsOf } from "./moved.ts"

/** One assignment with all that names it. */
export type Item = { task: BoardTask; part: BoardAssignment; unit: BoardUnit }

/** Reminders sent for one assignment in the round. */
export type Reminded = { times: number; lastAt: number }

/** Words that explain an item: the problem a unit reported, or why its report came back. */
export type Said = { problems: string; opinion: string }

export type Overview = {
  board: Board
  leader: number | null
  tasks: number
  lights: Record<LightColour, number>
  all: Tally
  units: { unit: BoardUnit; tally: Tally; overdue: number }[]
  overdue: number
  /** Red ones, the longest overdue first. */
  late: Item[]
  difficult: Item[]
  disputed: Item[]
  claimed: Item[]
  proposed: Item[]
  /** The tasks whose 责任领导 the reader is, whatever else is looked at. */
  led: BoardTask[]
  /** The same tasks a round ago, and which parts have moved since. */
  before: { board: Board; lights: Record<LightColour, number>; movements: Movement[] } | null
}

/** What a leader asks of a plan, from its board and the board of the round before. */
export function overviewOf(
  board: Board,
  previous: Board | null,
  waiting: Proposed,
  leader: number | null,
  me: number | null = null,
): Overview {
  const having = (filter: Partial<Filter>) => listed(board, { ...NO_FILTER, leader, ...filter }, waiting)
  const items = (filter: Partial<Filter>): Item[] => itemsOf(board, having(filter))
  const list = having({})
  const { all, byUnit } = tallies(list)
  const overdue = items({ report: "overdue" })
  return {
    board,
    leader,
    tasks: list.length,
    lights: taskLights(list),
    all,
    units: board.units.flatMap((unit) => {
      const tally = byUnit.get(unit.id)
      return tally ? [{ unit, tally, overdue: overdue.filter((item) => item.unit === unit).length }] : []
    }),
    overdue: overdue.length,
    late: items({ part: "red" }).sort((a, b) => (b.part.light.days ?? 0) - (a.part.light.days ?? 0)),
    difficult: items({ hasDifficulty: true }),
    disputed: items({ state: "disputed" }),
    claimed: items({ state: "claimed" }),
    proposed: items({ proposed: true }),
    led: board.tasks.filter(({ leaders }) => me !== null && leaders.some(({ personId }) => personId === me)),
    before: previous && {
      board: previous,
      lights: taskLights(listed(previous, { ...NO_FILTER, leader })),
      movements: movementsOf(board, previous, leader),
    },
  }
}

function itemsOf(board: Board, list: ReturnType<typeof listed>): Item[] {
  const units = new Map(board.units.map((unit) => [unit.id, unit]))
  return list.flatMap(({ task, parts }) =>
    parts.flatMap((part) => {
      const unit = units.get(part.unitId)
      return unit ? [{ task, part, unit }] : []
    }),
  )
}
