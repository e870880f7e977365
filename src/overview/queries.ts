import { and, count, desc, eq, max, or, type Placeholder, sql } from "drizzle-orm"
import { compiled, prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { instructions, plans, reminderItems, reminders, reports, reportVersions } from "#db/schema.ts"
import { type InstructionRow, instructionsOf } from "#src/instructions/queries.ts"
import { countToApprove } from "#src/notices/queries.ts"
import { type Actor, isLeader } from "#src/people/actor.ts"
import {
  boardIn,
  type Finding,
  type Given,
  pickedRound,
  planReads,
  type Reading,
  roundBefore,
  roundOf,
  standingReads,
  valuesOf,
} from "#src/plans/board.ts"
import { seesWords } from "#src/plans/policy.ts"
import { proposedReads } from "#src/plans/queries.ts"
import { isRunning, visible, wasIssued } from "#src/plans/scope.ts"
import { isReturned } from "#src/reports/scope.ts"
import { type Overview, overviewOf, type Reminded, type Said } from "./overview.ts"

const INSTRUCTIONS_SHOWN = 6

/** Plans to choose from, newest first. */
const RECENT_PLANS = 10

export type Choice = { id: number; title: string }
export type OverviewPage = {
  overview: Overview
  choices: Choice[]
  reminded: Map<number, Reminded>
  said: Map<number, Said>
  /** 批示 on the plan, what waits first; those of the leader who asks, or all for the office. */
  instructions: InstructionRow[]
  /** 督办单 that wait for this person's 审定. */
  toApprove: number
}

/**
 * 总览 of one plan, in one round trip: the board as of now, the board of the round before, and the words behind what
 * is late or difficult. Without an id: the newest issued plan that has a round. Null: there is no such plan.
 */
export async function overviewPageOf(
  database: Database,
  actor: Actor,
  asked: number | null,
  mine: boolean,
  reading: Reading,
): Promise<OverviewPage | null> {
  const values = valuesOf(actor, asked, null, reading.today)
  const [choices, waiting, remindedRows, saidRows, instructed, [approving], ...rows] = await database.read([
    choicesOf(database, values),
    proposedIn(database, values),
    remindedIn(database, values),
    saidIn(database, values),
    instructionsOn(database, { ...values, me: actor.id, leads: isLeader(actor) ? 1 : 0 }),
    countToApprove(database, actor),
    ...planParts(database, values),
    ...nowIn(database, values),
    ...beforeIn(database, values),
  ])
  const [found, rounds, units, sections, tasks, s1, s2, s3, s4, b1, b2, b3, b4] = rows
  const [plan] = found
  if (!plan) return null
  const current = roundOf(rounds, null, reading.today)
  const before = current && (rounds.find(({ number }) => number < current.number) ?? null)
  const board = boardIn(plan, current, false, [found, rounds, units, sections, tasks, s1, s2, s3, s4], reading)
  const previous =
    before && boardIn(plan, before, true, [found, rounds, units, sections, tasks, b1, b2, b3, b4], reading)
  const proposed = new Set(waiting.map(({ id }) => id))
  const readable = saidRows.filter((row) => seesWords(actor, plan, row.unitId, row.state, []))
  return {
    overview: overviewOf(board, previous, proposed, mine ? actor.id : null),
    choices,
    reminded: new Map(
      remindedRows.map(({ assignmentId, times, lastAt }) => [assignmentId, { times, lastAt: lastAt ?? 0 }]),
    ),
    instructions: instructed,
    toApprove: approving?.n ?? 0,
    said: new Map(readable.map(({ assignmentId, problems, opinion }) => [assignmentId, { problems, opinion }])),
  }
}

/** The plan that is asked for, or the newest one that is issued and has a round, or else the newest. */
const shownPlan: Finding = (given) => sql`coalesce(${given.planId}, (
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

type InstructionGiven = Given & { me: Placeholder<"me">; leads: Placeholder<"leads"> }

/** A leader sees those they gave and those that came on paper, the office all. */
const instructionsOn = prepared((db, given: InstructionGiven) =>
  instructionsOf(
    { db },
    and(
      eq(instructions.planId, shownPlan(given)),
      sql`(${given.leads} = 0 or ${instructions.leaderId} is null or ${instructions.leaderId} = ${given.me})`,
    ),
    INSTRUCTIONS_SHOWN,
  ),
)

const choiceColumns = { id: plans.id, title: plans.title }

const choicesOf = compiled(choiceColumns, (db, given: Given) =>
  db
    .select(choiceColumns)
    .from(plans)
    .where(and(wasIssued(), visible(given)))
    .orderBy(desc(plans.id))
    .limit(RECENT_PLANS),
)

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

/** Problems of those with 有困难, and why the returned ones came back. */
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
