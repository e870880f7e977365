import { and, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { people, plans, units } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { isAsked } from "#src/plans/assignments/deadline_scope.ts"
import { isUnfinished, saysDone } from "#src/plans/assignments/scope.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import type { SentIn, StillOpen } from "#src/plans/plan/workflow.ts"
import { isReported } from "#src/plans/rounds/reported_scope.ts"
import { isUnderway } from "#src/supervision/inspections/scope.ts"
import { isRunning as instructionRuns } from "#src/supervision/instructions/scope.ts"
import { hasAnswer, isOpen } from "#src/supervision/notices/scope.ts"

/** Rows of a plan in one of its tables, called `x`. */
const rowsOf = (table: SQL, planId: number, condition: SQL) =>
  sql`from ${table} x where x.plan_id = ${planId} and ${condition}`

const sentIn = (planId: number): Record<keyof SentIn, SQL> => ({
  // What was taken back before anybody judged it has not been made.
  reports: rowsOf(sql`reports`, planId, sql`(${isReported(stateOf("x"))} or x.judged_at is not null)`),
  answers: rowsOf(sql`notices`, planId, hasAnswer(stateOf("x"))),
  claims: rowsOf(sql`assignments`, planId, saysDone(stateOf("x"))),
})

const stillOpen = (planId: number): Record<keyof StillOpen, SQL> => ({
  parts: rowsOf(
    sql`assignments`,
    planId,
    sql`${isUnfinished(stateOf("x"))} and (select deadline from tasks where id = x.task_id) <> 'continuing'`,
  ),
  rounds: rowsOf(sql`rounds`, planId, sql`x.cut_off_at is null`),
  notices: rowsOf(sql`notices`, planId, isOpen(stateOf("x"))),
  extensions: rowsOf(sql`extensions`, planId, isAsked(stateOf("x"))),
  instructions: rowsOf(sql`instructions`, planId, instructionRuns(stateOf("x"))),
  inspections: rowsOf(sql`inspections`, planId, isUnderway(stateOf("x"))),
})

/** Whether a unit has sent in anything: `isReportedOn` of what is there when the batch lands. */
export const hasSentIn = (planId: number): SQL =>
  sql`(${sql.join(
    Object.values(sentIn(planId)).map((rows) => sql`exists (select 1 ${rows})`),
    sql` or `,
  )})`

const countsOf = <Key extends string>(rows: Record<Key, SQL>) =>
  Object.fromEntries(
    Object.entries<SQL>(rows).map(([key, some]) => [key, sql<number>`(select count(*) ${some})`]),
  ) as Record<Key, SQL<number>>

/** A plan with all that decides whether it can be withdrawn or archived; null when the actor may not see it. One round trip. */
export async function planToEnd({ db, read }: Database, actor: Actor, planId: number) {
  const [[found], [sent], [open], [size]] = await read([
    db
      .select({ plan: plans, supervisingUnit: units.name, movedBy: people.name })
      .from(plans)
      .innerJoin(units, eq(units.id, plans.supervisingUnitId))
      .leftJoin(people, eq(people.id, plans.movedById))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    db.select(countsOf(sentIn(planId))).from(sql`(select 1)`),
    db.select(countsOf(stillOpen(planId))).from(sql`(select 1)`),
    db
      .select({
        parts: sql<number>`count(*)`,
        units: sql<number>`count(distinct x.unit_id)`,
        acknowledged: sql<number>`count(*) filter (where exists (select 1 from events e
          where e.subject = 'assignment:' || x.id and e.action = 'assignment_acknowledged'))`,
      })
      .from(sql`assignments x`)
      .where(sql`x.plan_id = ${planId}`),
  ])
  return found && sent && open && size ? { ...found, sent, open, size } : null
}

export type PlanToEnd = NonNullable<Awaited<ReturnType<typeof planToEnd>>>
