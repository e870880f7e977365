import { and, eq, type Placeholder, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  assignments,
  type Plan,
  plans,
  proposals,
  type ReportState,
  reports,
  reportVersions,
  units,
} from "#db/schema.ts"
import type { Filter, Proposed } from "#src/board/filter.ts"
import {
  boardFrom,
  boardStatements,
  type Finding,
  type Given,
  namedPlan,
  namedRound,
  type Reading,
  valuesOf,
} from "#src/board/queries.ts"
import type { Board } from "#src/board/standing.ts"
import { isOfPart, isOpen, partId } from "#src/confirming/scope.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { seesWords } from "#src/plans/plan/policy.ts"
import { lostTo } from "#src/plans/plan/scope.ts"
import { isReported } from "#src/plans/rounds/reported_scope.ts"

/** The words last reported on a task, by one of its units. */
export type Line = { unitId: number; roundName: string; text: string; unchanged: boolean; at: number }

/** 任务清单: the board, each task's latest line, and which assignments wait for 复核. */
export async function planPageOf(
  database: Database,
  actor: Actor,
  planId: number,
  { round: roundNumber, unit }: Pick<Filter, "round" | "unit">,
  reading: Reading,
): Promise<{ board: Board; lines: Map<number, Line>; proposed: Proposed; papers: Papers } | { lost: LostPlan } | null> {
  const values = valuesOf(actor, planId, roundNumber, reading.today)
  const [[lost], lines, proposed, papers, ...rows] = await database.read([
    lostPlan(database, values),
    linesOf(database, { ...values, now: reading.now }),
    proposedIn(database, values),
    papersOf(database, values),
    ...boardStatements(database, values),
  ])
  const board = boardFrom(rows, roundNumber, reading)
  if (!board) return lost ? { lost } : null
  return {
    board,
    lines: latestLines(board, lines, actor, unit),
    proposed: new Set(proposed.map(({ id }) => id)),
    papers: papers[0] ?? { predecessorId: null, sourceId: null, approvedBy: null, approvedAt: null },
  }
}

const lostColumns = {
  title: plans.title,
  docNumber: plans.docNumber,
  office: units.name,
  remark: plans.remark,
  movedAt: plans.movedAt,
}

/** A plan that was withdrawn, as it is told to the units that had a part in it. */
const lostPlan = compiled(lostColumns, (db, given: Given) =>
  db
    .select(lostColumns)
    .from(plans)
    .innerJoin(units, eq(units.id, plans.supervisingUnitId))
    .where(and(eq(plans.id, given.planId), lostTo(given))),
)

export type LostPlan = Pick<Plan, "title" | "docNumber" | "remark" | "movedAt"> & { office: string }

/** What a plan comes from: last year's plan and the file it was read from, if there are any. */
export type Papers = {
  predecessorId: number | null
  sourceId: number | null
  /** Who agreed to its 下达 or last 更新, where somebody had to. */
  approvedBy: string | null
  approvedAt: number | null
}

const papersColumns = {
  predecessorId: plans.predecessorId,
  sourceId: sql<number | null>`(select max(s.id) from plan_sources s where s.plan_id = plans.id)`,
  approvedBy: sql<string | null>`(select p.name from people p where p.id = plans.approved_by_id)`,
  approvedAt: plans.approvedAt,
}
const papersOf = compiled(papersColumns, (db, given: Given) =>
  db.select(papersColumns).from(plans).where(eq(plans.id, given.planId)),
)

/** Assignments of a plan with an open 初核. */
export const proposedReads = (plan: Finding) =>
  compiled(proposedColumns, (db, given: Given) =>
    db
      .select(proposedColumns)
      .from(proposals)
      .where(and(eq(proposals.planId, plan(given)), isOpen(), isOfPart())),
  )
const proposedColumns = { id: partId }
const proposedIn = proposedReads(namedPlan)

/** No line on the screen is longer. */
const LINE_LENGTH = 120

const lineColumns = {
  assignmentId: assignments.id,
  taskId: assignments.taskId,
  unitId: assignments.unitId,
  state: reports.state,
  isLatest: sql<number>`${reportVersions.number} = ${reports.latest}`,
  roundName: sql<string>`(select name from rounds where id = ${reports.roundId})`,
  text: sql<string>`substr(${reportVersions.achieved}, 1, ${sql.raw(String(LINE_LENGTH))})`,
  unchanged: reportVersions.unchanged,
  at: reportVersions.at,
}

type LineRow = Line & { assignmentId: number; taskId: number; state: ReportState; isLatest: number }
type LineGiven = Given & { now: Placeholder<"now"> }

/** As of a round that is asked for by its number: its cut-off. */
const linesUntil = (given: LineGiven) => sql`coalesce(
  (select cut_off_at from rounds where plan_id = ${given.planId} and number = ${given.round}), ${given.now})`

/** Of each assignment the newest report up to the round (and its cut-off) that was sent and not taken back. */
const linesOf = compiled(lineColumns, (db, given: LineGiven) =>
  db
    .select(lineColumns)
    .from(assignments)
    .innerJoin(
      reports,
      and(
        eq(reports.assignmentId, assignments.id),
        eq(
          reports.roundId,
          sql`(select round_id from reports
            where assignment_id = ${assignments.id} and round_id <= ${namedRound(given)}
            and ${isReported(sql`state`)} order by round_id desc limit 1)`,
        ),
      ),
    )
    .innerJoin(
      reportVersions,
      and(
        eq(reportVersions.assignmentId, reports.assignmentId),
        eq(reportVersions.roundId, reports.roundId),
        eq(
          reportVersions.number,
          sql`(select max(number) from report_versions where assignment_id = ${reports.assignmentId}
            and round_id = ${reports.roundId} and at <= ${linesUntil(given)})`,
        ),
      ),
    )
    .where(eq(assignments.planId, given.planId)),
)

/** The newest words of each task that the actor may read; where one unit is looked at, its own. */
export function latestLines(
  board: Board,
  rows: LineRow[],
  actor: Actor,
  unit: number | null = null,
): Map<number, Line> {
  const lines = new Map<number, Line>()
  const tasks = new Map(board.tasks.map((task) => [task.id, task]))
  for (const row of rows) {
    if (unit !== null && row.unitId !== unit) continue
    const known = lines.get(row.taskId)
    if (known && known.at >= row.at) continue
    const coUnits = tasks.get(row.taskId)?.assignments.map(({ unitId }) => unitId) ?? []
    // A version that was replaced has been judged no more; only the one that stands may be shown to co-units.
    const state = row.isLatest === 1 ? row.state : "submitted"
    if (seesWords(actor, board.plan, row.unitId, state, coUnits)) lines.set(row.taskId, row)
  }
  return lines
}
