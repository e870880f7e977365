import type { Database } from "#db/database.ts"
import { boardFrom, boardStatements, type Reading, valuesOf } from "#src/board/queries.ts"
import type { Board } from "#src/board/standing.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { detailsOf, filesOf, type OpenPart, openPartFor } from "#src/pages/task/queries.ts"

export type Cell = { ordinal: number; unitId: number }

/** No task has this ordinal: the statements of a closed panel find nothing. */
const CLOSED: Cell = { ordinal: 0, unitId: 0 }

/** 分工矩阵: the board and, in the same round trip, the assignment that is opened beside it. */
export async function matrixOf(
  database: Database,
  actor: Actor,
  planId: number,
  roundNumber: number | null,
  cell: Cell | null,
  reading: Reading,
): Promise<{ board: Board; open: OpenPart | null } | null> {
  const { ordinal, unitId } = cell ?? CLOSED
  const values = { ...valuesOf(actor, planId, roundNumber, reading.today, ordinal), unitId }
  const [details, files, ...rows] = await database.read([
    detailsOf(database, values),
    filesOf(database, values),
    ...boardStatements(database, values),
  ])
  const board = boardFrom(rows, roundNumber, reading)
  return board && { board, open: cell && openPartFor(actor, board, ordinal, unitId, details, files) }
}
