import type { Database } from "#db/database.ts"
import type { Actor } from "#src/people/actor.ts"
import { detailStatement, filesStatement, type OpenPart, openPartFor } from "#src/tasks/queries.ts"
import { boardFrom, pickedRound, planStatements, type Reading, standingStatements } from "./board.ts"
import type { Board } from "./standing.ts"

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
  const round = pickedRound(planId, roundNumber, reading.today)
  const { ordinal, unitId } = cell ?? CLOSED
  const [details, files, ...rows] = await database.read([
    detailStatement(database, planId, round, ordinal, unitId),
    filesStatement(database, planId, round, ordinal),
    ...planStatements(database, actor, planId),
    ...standingStatements(database, planId, round),
  ])
  const board = boardFrom(rows, roundNumber, reading)
  return board && { board, open: cell && openPartFor(actor, board, ordinal, unitId, details, files) }
}
