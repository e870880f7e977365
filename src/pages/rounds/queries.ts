import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type AssignmentState, dues, plans, type ReportState, rounds, tasks, units } from "#db/schema.ts"
import { not } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { isHeldToDeadline, isOut } from "#src/plans/assignments/scope.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { ofRound, openingOf, reporting } from "#src/plans/rounds/queries.ts"
import { isReported } from "#src/plans/rounds/reported_scope.ts"
import { lastWord } from "#src/plans/rounds/scope.ts"
import { leaderAccounts } from "#src/plans/tasks/arrangement_queries.ts"
import { leadersIn } from "#src/plans/tasks/leaders.ts"
import { leadersOf } from "#src/plans/tasks/scope.ts"
import { gapsAtWork } from "#src/supervision/log/gap_queries.ts"
import { restedOn } from "#src/supervision/undoing/scope.ts"

/** The state of a subject now, or as of the round's cut-off by the trail: the figures of a round cut off are frozen. */
const asOf = <T>(current: SQL, subject: SQL) => sql<T>`case when ${rounds.cutOffAt} is null then ${current} else (
  select json_extract(e.particulars, '$.to') from events e
  where e.subject = ${subject} and e.at <= ${rounds.cutOffAt} and json_extract(e.particulars, '$.to') is not null
  order by e.version desc limit 1) end`

const standing = asOf<ReportState>(
  sql`(select state from reports where assignment_id = d.assignment_id and round_id = d.round_id)`,
  sql`'report:' || d.assignment_id || '/' || d.round_id`,
)
const duty = asOf<AssignmentState>(
  sql`(select state from assignments where id = d.assignment_id)`,
  sql`'assignment:' || d.assignment_id`,
)

/** What a round's page counts, by the same rule as the lists of the plan: suspended and terminated ones are out. */
const countDues = (condition: SQL) => sql<number>`(
  select count(*) from dues d
  where d.round_id = ${rounds.id} and ${not(isOut(duty))} and ${condition})`

/**
 * A plan with its rounds, how many reports each has, and which of its units have nobody to be asked; null when the actor
 * may not see it.
 */
export async function roundsOf(database: Database, actor: Actor, planId: number, today: string) {
  const { db, read } = database
  const [found, list, items, parts, listed, gaps, accounts] = await read([
    db
      .select({ plan: plans, supervisingUnit: units.name })
      .from(plans)
      .innerJoin(units, eq(units.id, plans.supervisingUnitId))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    db
      .select({
        round: rounds,
        lastWord: {
          action: sql<string>`${lastWord(ofRound, sql`e.action`)}`,
          actorId: sql<number | null>`${lastWord(ofRound, sql`e.actor_id`)}`,
          at: sql<number>`${lastWord(ofRound, sql`e.at`)}`,
        },
        rested: restedOn(ofRound).mapWith(Boolean),
        openedItself: sql<number>`${openingOf(sql`e.actor_id is null`)}`,
        /** Units that are asked, and those whose 签字单 has come on paper. */
        units: sql<number>`(select count(distinct d.unit_id) from dues d where d.round_id = ${rounds.id})`,
        sheets: sql<number>`(select count(*) from signed_sheets s
          where s.round_id = ${rounds.id} and s.received_on is not null)`,
        owed: countDues(sql`1`),
        reported: countDues(isReported(standing)),
        /** Of those owed, taken in after the round had opened (补列). */
        added: countDues(sql`d.added_at is not null`),
      })
      .from(rounds)
      .where(eq(rounds.planId, planId))
      .orderBy(desc(rounds.number)),
    db
      .select({
        id: tasks.id,
        ordinal: tasks.ordinal,
        label: tasks.label,
        text: tasks.text,
        rhythm: tasks.rhythm,
        deadline: tasks.deadline,
        deadlineText: tasks.deadlineText,
        dueBy: tasks.dueBy,
        version: tasks.version,
        leaders: leadersOf,
        /** Some part of it owes the task's own day. */
        isHeld: sql<number>`exists (select 1 from assignments
          where assignments.task_id = tasks.id and ${isHeldToDeadline()})`,
      })
      .from(tasks)
      .where(eq(tasks.planId, planId))
      .orderBy(asc(tasks.ordinal)),
    reporting(database, planId),
    db
      .select({ roundId: dues.roundId, assignmentId: dues.assignmentId })
      .from(rounds)
      .innerJoin(dues, eq(dues.roundId, rounds.id))
      .where(and(eq(rounds.planId, planId), isNull(rounds.cutOffAt))),
    gapsAtWork(database, today, eq(plans.id, planId)),
    leaderAccounts(database, today),
  ])
  const [row] = found
  if (!row) return null
  /** The parts at work that an open round does not ask for their report. */
  const unlisted = (roundId: number) => {
    const asked = new Set(listed.filter((one) => one.roundId === roundId).map(({ assignmentId }) => assignmentId))
    return parts.filter(({ id }) => !asked.has(id))
  }
  const led = items.map((task) => ({ ...task, leaders: leadersIn(task.leaders) }))
  return { ...row, rounds: list, tasks: led, gaps, unlisted, accounts }
}

export type PlanRounds = NonNullable<Awaited<ReturnType<typeof roundsOf>>>
