import { and, count, desc, eq, max, ne, or, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { plans, reminderItems, reminders, reports, reportVersions } from "#db/schema.ts"
import type { Actor } from "#src/people/actor.ts"
import {
  boardIn,
  type Picked,
  pickedRound,
  planStatements,
  type Reading,
  roundBefore,
  roundOf,
  standingStatements,
} from "#src/plans/board.ts"
import { seesWords } from "#src/plans/policy.ts"
import { proposedStatement } from "#src/plans/queries.ts"
import { visibleTo } from "#src/plans/scope.ts"
import { type Overview, overviewOf, type Reminded, type Said } from "./overview.ts"

/** Plans to choose from, newest first. */
const RECENT_PLANS = 10

export type Choice = { id: number; title: string }
export type OverviewPage = {
  overview: Overview
  choices: Choice[]
  reminded: Map<number, Reminded>
  said: Map<number, Said>
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
  const planId: Picked = asked ?? newestPlan(actor, reading.today)
  const round = pickedRound(planId, null, reading.today)
  const previous = roundBefore(planId, round)
  const [choices, waiting, remindedRows, saidRows, ...rows] = await database.read([
    choicesStatement(database, actor),
    proposedStatement(database, planId),
    remindedStatement(database, planId, round),
    saidStatement(database, round),
    ...planStatements(database, actor, planId),
    ...standingStatements(database, planId, round),
    ...standingStatements(database, planId, previous),
  ])
  const [found, rounds, units, sections, tasks, s1, s2, s3, s4, b1, b2, b3, b4] = rows
  const [plan] = found
  if (!plan) return null
  const current = roundOf(rounds, null, reading.today)
  const before = current && (rounds.find(({ number }) => number < current.number) ?? null)
  const board = boardIn(plan, current, false, [found, rounds, units, sections, tasks, s1, s2, s3, s4], reading)
  const earlier =
    before && boardIn(plan, before, true, [found, rounds, units, sections, tasks, b1, b2, b3, b4], reading)
  const proposed = new Set(waiting.map(({ id }) => id))
  const readable = saidRows.filter((row) => seesWords(actor, plan, row.unitId, row.state, []))
  return {
    overview: overviewOf(board, earlier, proposed, mine ? actor.id : null),
    choices,
    reminded: new Map(
      remindedRows.map(({ assignmentId, times, lastAt }) => [assignmentId, { times, lastAt: lastAt ?? 0 }]),
    ),
    said: new Map(readable.map(({ assignmentId, problems, opinion }) => [assignmentId, { problems, opinion }])),
  }
}

const newestPlan = (actor: Actor, today: string): SQL =>
  sql`(select id from plans where ${and(eq(plans.state, "issued"), visibleTo(actor))}
    order by exists (select 1 from rounds where plan_id = ${plans.id} and opens_on <= ${today}) desc, id desc limit 1)`

const choicesStatement = ({ db }: Database, actor: Actor) =>
  db
    .select({ id: plans.id, title: plans.title })
    .from(plans)
    .where(and(ne(plans.state, "draft"), visibleTo(actor)))
    .orderBy(desc(plans.id))
    .limit(RECENT_PLANS)

const remindedStatement = ({ db }: Database, planId: Picked, round: Picked) =>
  db
    .select({ assignmentId: reminderItems.assignmentId, times: count(), lastAt: max(reminders.at) })
    .from(reminders)
    .innerJoin(reminderItems, eq(reminderItems.reminderId, reminders.id))
    .where(and(eq(reminders.planId, planId), eq(reminders.roundId, round)))
    .groupBy(reminderItems.assignmentId)

/** Problems of those with 有困难, and why the returned ones came back. */
const saidStatement = ({ db }: Database, round: Picked) =>
  db
    .select({
      assignmentId: reports.assignmentId,
      unitId: reports.unitId,
      state: reports.state,
      opinion: reports.opinion,
      problems: reportVersions.problems,
    })
    .from(reports)
    .innerJoin(
      reportVersions,
      and(
        eq(reportVersions.assignmentId, reports.assignmentId),
        eq(reportVersions.roundId, reports.roundId),
        eq(reportVersions.number, reports.latest),
      ),
    )
    .where(and(eq(reports.roundId, round), or(eq(reports.hasDifficulty, true), eq(reports.state, "returned"))))
