import { and, count, eq, max, or, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { plans, type ReportState, reminderItems, reminders, reports, reportVersions } from "#db/schema.ts"
import {
  boardIn,
  type Finding,
  type Given,
  type PlanRows,
  pickedRound,
  planReads,
  type Reading,
  roundBefore,
  roundOf,
  type StandingRows,
  standingReads,
  valuesOf,
} from "#src/board/queries.ts"
import type { Board, BoardPlan } from "#src/board/standing.ts"
import { type Actor, isLeader } from "#src/office/people/actor.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"
import { proposedReads } from "#src/pages/plan/queries.ts"
import { monthOf, NO_BURDEN } from "#src/pages/unit/burden.ts"
import { burdenIn, burdenValues } from "#src/pages/unit/burden_queries.ts"
import { draftsToApprove } from "#src/plans/intake/drafts/approval_queries.ts"
import { seesWords } from "#src/plans/plan/policy.ts"
import { visible } from "#src/plans/plan/scope.ts"
import { isReturned } from "#src/plans/rounds/reported_scope.ts"
import { mayAnswerReply } from "#src/supervision/instructions/policy.ts"
import type { InstructionRow } from "#src/supervision/instructions/queries.ts"
import { canMove } from "#src/supervision/instructions/workflow.ts"
import { type Reading as SilenceReading, silenceReads, silentAmong } from "#src/supervision/silence/queries.ts"
import { isRunning } from "#src/trail/scope.ts"
import { COMING_SHOWN } from "./coming.ts"
import { comingFrom, comingReads, comingValues } from "./coming_queries.ts"
import type { RoundRate } from "./history.ts"
import type { PlanLine } from "./lines.ts"
import { lineReads, linesFrom, lineValues } from "./lines_queries.ts"
import { movementsOf } from "./moved.ts"
import { type Overview, overviewOf, type Reminded, type Said } from "./overview.ts"
import { rateReads, ratesFrom } from "./rates_queries.ts"
import { waitingByPlan } from "./waiting.ts"
import { approvalsIn, INSTRUCTIONS_SHOWN, instructionsIn, objectionsIn, papersIn } from "./waiting_queries.ts"

/** The plan that is shown whole, under the lines of all. */
export type Shown = {
  overview: Overview
  reminded: Map<number, Reminded>
  said: Map<number, Said>
  /** 久无进展. */
  silent: number
  /** Of its last rounds, oldest first. */
  rates: RoundRate[]
}

/**
 * 总览, in one round trip: a line for each plan, what waits for the leader, the 批示 with their answers; and of one plan
 * the board as of now, the board of the round before, and the words behind what is late or difficult. Without an id that
 * is the newest running plan with a round. `shown` is null when there is no such plan.
 */
export async function overviewPageOf(
  database: Database,
  actor: Actor,
  asked: number | null,
  mine: boolean,
  reading: Reading & SilenceReading & { approver: PlanApprover },
) {
  const leader = mine ? actor.id : null
  const { approver } = reading
  const values = {
    ...valuesOf(actor, asked, null, reading.today),
    ...lineValues(actor, leader, reading),
    ...comingValues(actor, leader, reading.today, { most: COMING_SHOWN, skip: 0 }),
    approver,
  }
  const [
    running,
    parts,
    overrides,
    counts,
    coming,
    [burden],
    drafts,
    papers,
    approvals,
    objections,
    instructed,
    proposed,
    reminded,
    said,
    quiet,
    rates,
    ...rows
  ] = await database.read([
    ...lineReads(database, values),
    comingReads(database, values),
    burdenIn(database, burdenValues(actor, monthOf(reading.today), { leader })),
    draftsToApprove(database, values),
    papersIn(database, values),
    approvalsIn(database, values),
    objectionsIn(database, values),
    instructionsIn(database, values),
    proposedIn(database, values),
    remindedIn(database, values),
    saidIn(database, values),
    quietIn(database, values),
    ratesIn(database, values),
    ...planParts(database, values),
    ...nowIn(database, values),
    ...beforeIn(database, values),
  ])
  const lines = linesFrom([running, parts, overrides, counts], reading)
  const awaits = (row: InstructionRow) => waitsFor(actor, row)
  const replies = instructed.filter(awaits).map((row) => ({ ...row, planId: row.plan.id }))
  return {
    lines,
    coming: comingFrom(coming, reading.today),
    /** 减负: of this month and the last one. */
    burden: burden ?? NO_BURDEN,
    /** What waits for the reader, or for a leader where the reader is none, by plan. */
    waiting: waitingByPlan(planIds(lines), counts, { replies, papers, approvals, objections }),
    /** Drafts of plans that wait for the same people. */
    drafts,
    /** The other 批示: what the office still owes first, then the newest. */
    instructions: instructed.filter((row) => !awaits(row)).slice(0, INSTRUCTIONS_SHOWN),
    shown: shownFrom(
      rows,
      { actor, leader, proposed, reminded, said, silent: silentAmong(quiet, reading), rates: ratesFrom(rates) },
      reading,
    ),
  }
}

export type OverviewPage = Awaited<ReturnType<typeof overviewPageOf>>

const planIds = (lines: readonly PlanLine[]) => lines.map(({ plan }) => plan.id)

type ShownRows = readonly [...PlanRows, ...StandingRows, ...StandingRows]
type Asking = {
  actor: Actor
  leader: number | null
  proposed: { id: number }[]
  reminded: { assignmentId: number; times: number; lastAt: number | null }[]
  silent: number
  rates: RoundRate[]
  said: (Said & { assignmentId: number; unitId: number; state: ReportState })[]
}

/** The board of the plan as of now, and that of the round before; null: there is no such plan. */
function boardsFrom(
  [found, rounds, units, sections, tasks, s1, s2, s3, s4, b1, b2, b3, b4]: ShownRows,
  reading: Reading,
): { plan: BoardPlan; board: Board; previous: Board | null } | null {
  const [plan] = found
  if (!plan) return null
  const current = roundOf(rounds, null, reading.today)
  const before = current && (rounds.find(({ number }) => number < current.number) ?? null)
  const board = boardIn(plan, current, false, [found, rounds, units, sections, tasks, s1, s2, s3, s4], reading)
  const previous =
    before && boardIn(plan, before, true, [found, rounds, units, sections, tasks, b1, b2, b3, b4], reading)
  return { plan, board, previous }
}

function shownFrom(
  rows: ShownRows,
  { actor, leader, proposed, reminded, said, silent, rates }: Asking,
  reading: Reading,
): Shown | null {
  const boards = boardsFrom(rows, reading)
  if (!boards) return null
  const { plan, board, previous } = boards
  const readable = said.filter((row) => seesWords(actor, plan, row.unitId, row.state, []))
  return {
    overview: overviewOf(board, previous, new Set(proposed.map(({ id }) => id)), leader, actor.id),
    reminded: new Map(
      reminded.map(({ assignmentId, times, lastAt }) => [assignmentId, { times, lastAt: lastAt ?? 0 }]),
    ),
    silent,
    rates,
    said: new Map(readable.map(({ assignmentId, problems, opinion }) => [assignmentId, { problems, opinion }])),
  }
}

/** An answer that a leader has to read: this one, or any where the reader is none. */
const waitsFor = (actor: Actor, { instruction, plan }: InstructionRow): boolean =>
  plan.state === "issued" &&
  canMove(instruction.state, "settle") &&
  (mayAnswerReply(actor, instruction) || !isLeader(actor))

/** The plan that is asked for, or the newest one that is issued and has a round, or else the newest. */
export const shownPlan: Finding = (given) => sql`coalesce(${given.planId}, (
  select ${plans.id} from ${plans} where ${isRunning()} and ${visible(given)}
    and exists (select 1 from rounds where plan_id = ${plans.id} and opens_on <= ${given.today})
  order by ${plans.id} desc limit 1), (
  select ${plans.id} from ${plans} where ${isRunning()} and ${visible(given)}
  order by ${plans.id} desc limit 1))`
const shownRound = pickedRound(shownPlan)

const planParts = planReads(shownPlan)
const nowIn = standingReads(shownPlan, shownRound)
const beforeIn = standingReads(shownPlan, roundBefore(shownPlan, shownRound))
const proposedIn = proposedReads(shownPlan)
const quietIn = silenceReads(shownPlan)
const ratesIn = rateReads(shownPlan)

const remindedColumns = { assignmentId: reminderItems.assignmentId, times: count(), lastAt: max(reminders.at) }

const remindedIn = compiled(remindedColumns, (db, given: Given) =>
  db
    .select(remindedColumns)
    .from(reminders)
    .innerJoin(reminderItems, eq(reminderItems.reminderId, reminders.id))
    .where(and(eq(reminders.planId, shownPlan(given)), eq(reminders.roundId, shownRound(given))))
    .groupBy(reminderItems.assignmentId),
)

const saidColumns = {
  assignmentId: reports.assignmentId,
  unitId: reports.unitId,
  state: reports.state,
  opinion: reports.opinion,
  problems: reportVersions.problems,
}

/** Problems of those with 需要协调, and why the returned ones came back. */
const saidIn = compiled(saidColumns, (db, given: Given) =>
  db
    .select(saidColumns)
    .from(reports)
    .innerJoin(
      reportVersions,
      and(
        eq(reportVersions.assignmentId, reports.assignmentId),
        eq(reportVersions.roundId, reports.roundId),
        eq(reportVersions.number, reports.latest),
      ),
    )
    .where(and(eq(reports.roundId, shownRound(given)), or(eq(reports.hasDifficulty, true), isReturned()))),
)

/** What moved in one plan since the round before, in one round trip; null: no such plan. */
export async function movedPageOf(
  database: Database,
  actor: Actor,
  planId: number | null,
  mine: boolean,
  reading: Reading,
) {
  const values = valuesOf(actor, planId, null, reading.today)
  const rows = await database.read([
    ...planParts(database, values),
    ...nowIn(database, values),
    ...beforeIn(database, values),
  ])
  const boards = boardsFrom(rows, reading)
  if (!boards) return null
  const { board, previous: before } = boards
  const leader = mine ? actor.id : null
  return { board, before, leader, all: before ? movementsOf(board, before, leader) : [] }
}

/** The lines of all plans by themselves, in one round trip. */
export async function linesOf(database: Database, actor: Actor, mine: boolean, reading: Reading): Promise<PlanLine[]> {
  const rows = await database.read(lineReads(database, lineValues(actor, mine ? actor.id : null, reading)))
  return linesFrom(rows, reading)
}
