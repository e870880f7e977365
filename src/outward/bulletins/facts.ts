import type { Category } from "#db/schema.ts"
import { listed, NO_FILTER, type Tally, tallies } from "#src/board/filter.ts"
import type { Board, BoardAssignment, BoardTask, BoardUnit } from "#src/board/standing.ts"
import { type CategoryRule, categoryOf, reachedShare, type StageCounts } from "./categories.ts"
import type { Figure, RoundRow, UnitRow } from "./content.ts"
import { share } from "./shares.ts"

/*
 * What a paper counts, from the board of a round as it stood at its cut-off and the board of the round before. Every
 * figure is the length of a list that is made here, so that what it opens is exactly what it counted.
 */

/** What a unit said of its part in a round, as the office had it at the cut-off. */
export type Said = { achieved: string; problems: string; nextSteps: string; unchanged: boolean; opinion: string }

/** The words of a round: of its units by assignment, and 综述 by task. */
export type RoundWords = { said: ReadonlyMap<number, Said>; summaries: ReadonlyMap<number, string> }

export type PartFact = { part: BoardAssignment; unit: BoardUnit; said: Said | null }

export type TaskFact = {
  task: BoardTask
  /** Null: suspended or terminated, and in no share. */
  category: Category | null
  /** The same a round ago; undefined: there was none, or the task was not in it. */
  was: Category | null | undefined
  /** The share of its stages that it has reached; null: it has none. */
  reached: number | null
  parts: PartFact[]
  summary: string
  /** 上期进展. */
  before: { summary: string; parts: { unit: BoardUnit; said: Said }[] }
}

export type Facts = {
  board: Board
  rule: CategoryRule
  /** Months of the year that had passed. */
  months: number
  tasks: TaskFact[]
  counts: Record<Category, number>
  /** Tasks that are counted, and those that are not. */
  base: number
  out: number
  all: Tally
  /** Parts of the office itself. */
  own: number
  units: UnitRow[]
  /** Tasks that are in another category than a round ago. */
  moved: TaskFact[]
  previous: { board: Board; counts: Record<Category, number>; tasks: TaskFact[] } | null
}

/** A round as it stood at its cut-off. */
export type Standing = { board: Board; stages: StageCounts; months: number; words: RoundWords }

export function factsOf(now: Standing, previous: Standing | null, rule: CategoryRule): Facts {
  const { board, words, months } = now
  const units = unitsOf(board)
  const sorted = categories(now, rule)
  const before = previous && categories(previous, rule)
  const formerUnits = previous ? unitsOf(previous.board) : units
  const tasks = board.tasks.map(
    (task): TaskFact => ({
      ...taskFact(task, sorted, units, words),
      was: before?.get(task.id)?.category,
      before: formerly(task.id, previous, formerUnits),
    }),
  )
  const { all, byUnit } = tallies(listed(board, NO_FILTER))
  const counts = countsOf(sorted)
  return {
    board,
    rule,
    months,
    tasks,
    counts,
    base: Object.values(counts).reduce((sum, n) => sum + n, 0),
    out: tasks.filter(({ category }) => category === null).length,
    all,
    own: byUnit.get(board.plan.supervisingUnitId)?.total ?? 0,
    units: ordered(unitRows(board, byUnit), rule),
    moved: tasks.filter(({ category, was }) => was !== undefined && was !== category),
    previous: previous &&
      before && {
        board: previous.board,
        counts: countsOf(before),
        tasks: previous.board.tasks.map((task) => taskFact(task, before, formerUnits, previous.words)),
      },
  }
}

/** One task of a round by itself, whatever it was before. */
function taskFact(task: BoardTask, sorted: Sorted, units: ReadonlyMap<number, BoardUnit>, words: RoundWords): TaskFact {
  const mine = sorted.get(task.id)
  return {
    task,
    category: mine?.category ?? null,
    was: undefined,
    reached: mine?.reached ?? null,
    parts: withUnits(task.assignments, units).map(({ part, unit }) => ({
      part,
      unit,
      said: part.reported ? (words.said.get(part.id) ?? null) : null,
    })),
    summary: words.summaries.get(task.id) ?? "",
    before: { summary: "", parts: [] },
  }
}

type Sorted = ReadonlyMap<number, { category: Category | null; reached: number | null }>

/** Each task of a round with its category. */
function categories({ board, stages, months }: Standing, rule: CategoryRule): Sorted {
  return new Map(
    board.tasks.map((task) => {
      const reached = reachedShare(task, board.plan.rollUp, stages)
      return [task.id, { category: categoryOf(task.light.colour, reached, months, rule), reached }]
    }),
  )
}

function countsOf(sorted: Sorted): Record<Category, number> {
  const counts = { done: 0, on_pace: 0, behind: 0, other: 0 }
  for (const { category } of sorted.values()) if (category) counts[category]++
  return counts
}

const unitsOf = (board: Board) => new Map(board.units.map((unit) => [unit.id, unit]))

const withUnits = (parts: readonly BoardAssignment[], units: ReadonlyMap<number, BoardUnit>) =>
  parts.flatMap((part) => {
    const unit = units.get(part.unitId)
    return unit ? [{ part, unit }] : []
  })

function formerly(taskId: number, previous: Standing | null, units: ReadonlyMap<number, BoardUnit>) {
  const task = previous?.board.tasks.find(({ id }) => id === taskId)
  if (!previous || !task) return { summary: "", parts: [] }
  return {
    summary: previous.words.summaries.get(taskId) ?? "",
    parts: withUnits(task.assignments, units).flatMap(({ part, unit }) => {
      const said = part.reported ? previous.words.said.get(part.id) : undefined
      return said ? [{ unit, said }] : []
    }),
  }
}

const unitRows = ({ units, plan }: Board, byUnit: ReadonlyMap<number, Tally>): UnitRow[] =>
  units.flatMap(({ id, name }) => {
    const tally = byUnit.get(id)
    if (!tally) return []
    const { due, reported, total, lights } = tally
    return [
      {
        id,
        name,
        own: id === plan.supervisingUnitId,
        parts: total,
        out: lights.none,
        due,
        reported,
        rate: share(reported, due),
        closed: lights.blue,
        overdue: lights.red,
      },
    ]
  })

/** In 单位排序; by the rate only where the office has switched that on, and then who owed nothing comes last. */
function ordered(rows: UnitRow[], { ranked }: CategoryRule): UnitRow[] {
  if (!ranked) return rows
  const rate = ({ due, reported }: UnitRow) => (due === 0 ? -1 : reported / due)
  return rows.toSorted((a, b) => rate(b) - rate(a))
}

/** 各期统计表 of a year: each of its rounds by itself. */
export function roundRow(standing: Standing, rule: CategoryRule): RoundRow | null {
  const { board } = standing
  if (!board.round) return null
  const { all } = tallies(listed(board, NO_FILTER))
  const { number, name } = board.round
  return {
    number,
    name,
    due: all.due,
    reported: all.reported,
    rate: share(all.reported, all.due),
    categories: countsOf(categories(standing, rule)),
  }
}

/** The tasks that a figure counts which no filter of 任务清单 can say. */
export function tasksBehind(
  { tasks, moved, previous }: Pick<Facts, "tasks" | "moved" | "previous">,
  { name, tasks: chosen }: Pick<Figure, "name" | "tasks">,
): TaskFact[] {
  if (chosen) return chosen.flatMap((ordinal) => tasks.find(({ task }) => task.ordinal === ordinal) ?? [])
  if (name === "moved") return moved
  if (name === "difficult") return tasks.filter(isDifficult)
  if (name === "base") return tasks.filter(({ category }) => category !== null)
  if (name === "out") return tasks.filter(({ category }) => category === null)
  const [, when, category] = /^(?:(was|now)_)?(\w+)$/.exec(name) ?? []
  return (when === "was" ? (previous?.tasks ?? []) : tasks).filter((fact) => fact.category === category)
}

/** A unit has said that it needs coordination. */
export const isDifficult = ({ parts }: TaskFact): boolean => parts.some(({ part }) => part.hasDifficulty)

/** A change after the cut-off, by what stood before it: what it did not touch is null. `leaders`: their names as JSON. */
export type RewordedRow = { taskId: number; label: string | null; text: string | null; leaders: string | null }

/** The tasks by their words and 责任领导 as of the cut-off: what stood before the first change that came after it. */
export function wordedThen(tasks: readonly BoardTask[], later: readonly RewordedRow[]): BoardTask[] {
  const reworded = new Set(later.map(({ taskId }) => taskId))
  return tasks.map((task) => {
    if (!reworded.has(task.id)) return task
    const changes = later.filter(({ taskId }) => taskId === task.id)
    const first = (key: "label" | "text" | "leaders") => changes.find((change) => change[key] !== null)?.[key] ?? null
    const leaders = first("leaders")
    return {
      ...task,
      label: first("label") ?? task.label,
      text: first("text") ?? task.text,
      leaders: leaders === null ? task.leaders : namedAlone(JSON.parse(leaders)),
    }
  })
}

const namedAlone = (names: string[]) => names.map((name) => ({ personId: null, name }))
