import type { LightColour } from "#db/schema.ts"
import { listed, NO_FILTER } from "#src/board/filter.ts"
import type { Board, BoardAssignment, BoardTask, BoardUnit } from "#src/board/standing.ts"

/*
 * What moved since the last round: each part of the plan whose light is another one than when that round was cut off, from
 * which word to which.
 */

export type Moved = {
  task: BoardTask
  unit: BoardUnit
  part: BoardAssignment
  /** Null: the unit had no part in the task then. */
  from: LightColour | null
  to: LightColour
}

/** All that moved the same way. */
export type Movement = { from: LightColour | null; to: LightColour; moved: Moved[] }

/** As a leader asks: what has become bad first, then what has been done. */
const ORDER: readonly LightColour[] = ["red", "yellow", "blue", "green", "grey", "none"]

const rank = (colour: LightColour | null) => (colour === null ? ORDER.length : ORDER.indexOf(colour))

/** By the way in which they moved, in the order of the document; of one leader's units, or of all (null). */
export function movementsOf(board: Board, before: Board, leader: number | null): Movement[] {
  const then = new Map(before.tasks.flatMap(({ assignments }) => assignments.map((part) => [part.id, part] as const)))
  const units = new Map(board.units.map((unit) => [unit.id, unit]))
  const movements = new Map<string, Movement>()
  for (const { task, parts } of listed(board, { ...NO_FILTER, leader })) {
    for (const part of parts) {
      const from = then.get(part.id)?.light.colour ?? null
      const to = part.light.colour
      const unit = units.get(part.unitId)
      if (from === to || !unit) continue
      const key = `${from} ${to}`
      const movement = movements.get(key) ?? { from, to, moved: [] }
      movement.moved.push({ task, unit, part, from, to })
      movements.set(key, movement)
    }
  }
  return [...movements.values()].sort((a, b) => rank(a.to) - rank(b.to) || rank(a.from) - rank(b.from))
}

export const countMoved = (movements: readonly Movement[]): number =>
  movements.reduce((sum, { moved }) => sum + moved.length, 0)
