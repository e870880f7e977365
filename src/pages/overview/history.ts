import type { LightColour } from "#db/schema.ts"
import { listed, NO_FILTER, type Tally, tallies, taskLights } from "#src/board/filter.ts"
import type { Board, BoardRound, BoardUnit } from "#src/board/standing.ts"

/*
 * 历期走势: how a plan stood round by round, each as of its cut-off. Every figure is taken from the board of its round, so
 * that it opens the list that it counts.
 */

/** So many rounds are read at once: two years by quarter. */
export const HISTORY_ROUNDS = 8
/**
 * And so many parts of all these rounds together, which is what a database reads in the time that a request may take. Of
 * a plan of thousands of parts there are two rounds at a time.
 */
export const HISTORY_PARTS = 1200
export const LEAST_ROUNDS = 2

/** How many of its rounds a plan of so many parts shows at once. */
export const roundsAtOnce = (parts: number, most = HISTORY_PARTS): number =>
  Math.max(LEAST_ROUNDS, Math.min(HISTORY_ROUNDS, Math.floor(most / Math.max(1, parts))))

export type RoundFigures = {
  round: BoardRound
  frozen: boolean
  tasks: number
  lights: Record<LightColour, number>
  all: Tally
  byUnit: ReadonlyMap<number, Tally>
}

/** What one unit has reported of what each round asked of it; null: it had no part then. */
export type UnitHistory = { unit: BoardUnit; rounds: (Pick<Tally, "due" | "reported"> | null)[] }

export type History = {
  /** Oldest first. */
  rounds: RoundFigures[]
  /** In 单位排序. */
  units: UnitHistory[]
}

/** Of boards, newest first; of one leader's units, or of all (null). */
export function historyOf(boards: readonly Board[], leader: number | null): History {
  const rounds = boards.flatMap((board) => figuresOf(board, leader)).reverse()
  const units = new Map<number, BoardUnit>()
  // By the names of the newest round in which it had a part.
  for (const board of boards) for (const unit of board.units) if (!units.has(unit.id)) units.set(unit.id, unit)
  const order = new Map((boards[0]?.units ?? []).map(({ id }, i) => [id, i]))
  return {
    rounds,
    units: [...units.values()]
      .filter(({ id }) => rounds.some(({ byUnit }) => byUnit.has(id)))
      .sort((a, b) => (order.get(a.id) ?? order.size) - (order.get(b.id) ?? order.size))
      .map((unit) => ({ unit, rounds: rounds.map(({ byUnit }) => byUnit.get(unit.id) ?? null) })),
  }
}

function figuresOf(board: Board, leader: number | null): RoundFigures[] {
  if (!board.round) return []
  const list = listed(board, { ...NO_FILTER, leader })
  return [{ round: board.round, frozen: board.frozen, tasks: list.length, lights: taskLights(list), ...tallies(list) }]
}

/** 报送率 of one round by itself. */
export type RoundRate = Pick<BoardRound, "number" | "name"> & Pick<Tally, "due" | "reported"> & { isCutOff: boolean }

/** Null: nothing was asked. */
export const shareOf = ({ due, reported }: Pick<Tally, "due" | "reported">): number | null =>
  due === 0 ? null : reported / due

/** Of the tasks that count. */
export const lateShareOf = ({ tasks, lights }: Pick<RoundFigures, "tasks" | "lights">): number | null =>
  tasks === lights.none ? null : lights.red / (tasks - lights.none)

/** How dark a figure is drawn: 0 where all has come, 4 where nothing has. */
export const MISSING_LEVELS = [0, 1, 2, 3, 4] as const
export type MissingLevel = (typeof MISSING_LEVELS)[number]

export function missingLevel({ due, reported }: Pick<Tally, "due" | "reported">): MissingLevel {
  const missing = due === 0 ? 0 : 1 - reported / due
  if (missing <= 0) return 0
  if (missing >= 1) return 4
  return missing < 0.25 ? 1 : missing < 0.5 ? 2 : 3
}

/** Over all shown rounds together, for a ranking where the office wants one; null: nothing was asked. */
export function shareOver({ rounds }: UnitHistory): number | null {
  const sum = (of: "due" | "reported") => rounds.reduce((total, one) => total + (one?.[of] ?? 0), 0)
  return shareOf({ due: sum("due"), reported: sum("reported") })
}

export type Ranked = UnitHistory & { share: number | null; place: number | null }

/** Who has reported the greatest share comes first; equals share a place and stand in 单位排序, who was asked nothing has none. */
export function ranked(units: readonly UnitHistory[]): Ranked[] {
  const shares = units.map((unit) => ({ ...unit, share: shareOver(unit) }))
  const better = (share: number) => shares.filter((other) => other.share !== null && other.share > share).length
  return shares
    .map((one) => ({ ...one, place: one.share === null ? null : better(one.share) + 1 }))
    .sort((a, b) => (a.place ?? shares.length + 1) - (b.place ?? shares.length + 1))
}
