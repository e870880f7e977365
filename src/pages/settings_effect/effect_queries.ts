import { and, asc, eq, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, deliveries, dues, lightOverrides, notices, plans, reports, rounds, tasks } from "#db/schema.ts"
import { frozenColumns, overrideColumns, standingColumns } from "#src/board/queries.ts"
import { isClaimable } from "#src/messages/queries.ts"
import { lockedBy } from "#src/office/attempts/queries.ts"
import { sessionTimes } from "#src/office/people/queries.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import { awaitsAnswer } from "#src/owing/scope.ts"
import { overdueIn } from "#src/supervision/log/log_queries.ts"
import { owedAndTold } from "#src/supervision/reminders/queries.ts"
import { isRunning } from "#src/trail/scope.ts"
import type { EffectPart, Facts, PlanFacts } from "./effect.ts"

type Asked = {
  now: number
  today: string
  /** The parts of the effect that are asked for; nothing is read for the others. */
  parts: readonly EffectPart[]
  before: Settings
  after: Settings
  /** Of the session that asks. */
  ownHash: string
}

/**
 * Everything that a change of settings may touch, of all plans, in one round trip. It carries no name and no word of a
 * task: it is read for the 安全管理员, who sees no plan.
 */
export async function effectFacts(database: Database, asked: Asked): Promise<Facts> {
  const { now, today, parts, before, after, ownHash } = asked
  const { db } = database
  const when = (...some: EffectPart[]): SQL => sql`${some.some((part) => parts.includes(part)) ? 1 : 0} = 1`
  const [owed, taken, made, current, rows, atCutOff, overrides, demands, open, overdue, waiting, sessions, was, is] =
    await database.read([
      ...owedAndTold(database, today),
      ...standingsOfAll(database, today, when("lights")),
      db
        .select({ planId: notices.planId, state: notices.state, dueBy: notices.dueBy })
        .from(notices)
        .innerJoin(plans, eq(plans.id, notices.planId))
        .where(and(when("notices"), awaitsAnswer(), isRunning())),
      db
        .select({ planId: rounds.planId, name: rounds.name, dueBy: rounds.dueBy })
        .from(rounds)
        .innerJoin(plans, eq(plans.id, rounds.planId))
        .where(and(when("cutOffs"), isNull(rounds.cutOffAt), isRunning()))
        .orderBy(asc(rounds.planId), asc(rounds.number)),
      overdueIn(database, undefined, when("circular"), today),
      db
        .select({ count: sql<number>`count(*)` })
        .from(deliveries)
        .where(and(when("waiting"), isClaimable(now), ne(deliveries.about, "test"))),
      sessionTimes(database, ownHash),
      lockedBy(database, now, before),
      lockedBy(database, now, after),
    ])
  const none = { accounts: 0, addresses: 0 }
  return {
    plans: plansFrom(current, rows, { atCutOff, overrides }),
    notices: demands,
    rounds: open,
    owed,
    taken,
    made,
    overdue,
    waiting: waiting[0]?.count ?? 0,
    sessions,
    locked: { before: was[0] ?? none, after: is[0] ?? none },
  }
}

/** The round of a plan that was opened last: that of its pages. */
const currentRound = (today: string): SQL =>
  sql`(select id from rounds where plan_id = ${plans.id} and opens_on <= ${today} order by number desc limit 1)`

/** What the lights of all plans that run are derived from, as for the board of each. */
const standingsOfAll = ({ db }: Pick<Database, "db">, today: string, condition: SQL) => {
  const wanted = and(condition, isRunning())
  const current = eq(rounds.id, currentRound(today))
  return [
    db
      .select({ planId: plans.id, dueBy: rounds.dueBy, cutOffAt: rounds.cutOffAt })
      .from(plans)
      .innerJoin(rounds, current)
      .where(wanted),
    db
      .select({ ...standingColumns, planId: assignments.planId, deadline: tasks.deadline, dueBy: tasks.dueBy })
      .from(plans)
      .innerJoin(assignments, eq(assignments.planId, plans.id))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .leftJoin(rounds, current)
      .leftJoin(dues, and(eq(dues.roundId, rounds.id), eq(dues.assignmentId, assignments.id)))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
      .where(wanted)
      .orderBy(asc(assignments.planId), asc(assignments.id)),
    db
      .select({ ...frozenColumns, planId: assignments.planId })
      .from(plans)
      .innerJoin(rounds, current)
      .innerJoin(assignments, eq(assignments.planId, plans.id))
      .where(and(wanted, isNotNull(rounds.cutOffAt))),
    db
      .select({ ...overrideColumns, planId: plans.id })
      .from(plans)
      .innerJoin(rounds, current)
      .innerJoin(lightOverrides, eq(lightOverrides.roundId, rounds.id))
      .where(wanted)
      .orderBy(asc(lightOverrides.id)),
  ] as const
}

type All = ReturnType<typeof standingsOfAll>
type CurrentRow = Awaited<All[0]>[number]
type StandingOfPlan = Awaited<All[1]>[number]
type Past = { atCutOff: Awaited<All[2]>; overrides: Awaited<All[3]> }

function plansFrom(current: CurrentRow[], rows: StandingOfPlan[], { atCutOff, overrides }: Past): PlanFacts[] {
  const rowsOf = byPlan(rows)
  const pastOf = byPlan(atCutOff)
  const overridesOf = byPlan(overrides)
  const rounds = new Map(current.map((round) => [round.planId, round]))
  return [...rowsOf].map(([planId, own]) => ({
    planId,
    round: rounds.get(planId) ?? null,
    standings: { rows: own, atCutOff: pastOf.get(planId) ?? [], overrides: overridesOf.get(planId) ?? [] },
    tasks: own.map(({ taskId, deadline, dueBy }) => ({ id: taskId, deadline, dueBy })),
  }))
}

function byPlan<Row extends { planId: number }>(rows: Row[]): Map<number, Row[]> {
  const plans = new Map<number, Row[]>()
  for (const row of rows) {
    const own = plans.get(row.planId)
    if (own) own.push(row)
    else plans.set(row.planId, [row])
  }
  return plans
}
