import { and, asc, eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, type Plan, plans, type Round, rounds, summaries, type Task, tasks } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { firstLead } from "#src/plans/assignments/leads.ts"
import { speaksFor } from "#src/plans/plan/policy.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { type By, record } from "#src/trail/record.ts"
import { maySummarize } from "./policy.ts"

/** A task with the rounds of its plan, for writing its 综述; null when the actor may not see it. */
export async function findSummary({ db, read }: Database, actor: Actor, planId: number, ordinal: number) {
  const [found, parts, all] = await read([
    db
      .select({ plan: plans, task: tasks })
      .from(tasks)
      .innerJoin(plans, eq(plans.id, tasks.planId))
      .where(and(eq(tasks.planId, planId), eq(tasks.ordinal, ordinal), visibleTo(actor))),
    db
      .select({
        unitId: assignments.unitId,
        role: assignments.role,
        position: assignments.position,
        state: assignments.state,
      })
      .from(assignments)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .where(and(eq(tasks.planId, planId), eq(tasks.ordinal, ordinal))),
    db
      .select({
        id: rounds.id,
        number: rounds.number,
        name: rounds.name,
        /** How often it was written for this round. */
        latest: sql<number>`(select coalesce(max(number), 0) from summaries
          where round_id = ${rounds.id} and task_id = ${tasks.id})`,
      })
      .from(tasks)
      .innerJoin(rounds, eq(rounds.planId, tasks.planId))
      .where(and(eq(tasks.planId, planId), eq(tasks.ordinal, ordinal)))
      .orderBy(asc(rounds.number)),
  ])
  const [row] = found
  return row ? { ...row, firstLeadUnitId: firstLead(parts)?.unitId ?? null, rounds: all } : null
}

type Found = {
  plan: Pick<Plan, "id" | "supervisingUnitId">
  task: Pick<Task, "id">
  firstLeadUnitId: number | null
}
type Written = Pick<Round, "id" | "name"> & { latest: number }

/** Writes a new version of a task's 综述 for a round of its plan; no such round: null. */
export async function writeSummary(database: Database, found: Found, round: Written | null, text: string, by: By) {
  const { plan, task, firstLeadUnitId } = found
  if (!maySummarize(by.actor, found)) throw forbidden()
  if (!round) throw missing()
  const number = round.latest + 1
  const byUnitId =
    firstLeadUnitId !== null && speaksFor(by.actor, firstLeadUnitId) ? firstLeadUnitId : plan.supervisingUnitId
  await record(
    database,
    by,
    [
      {
        action: "summary_written",
        subject: `summary:${task.id}/${round.id}`,
        version: number,
        planId: plan.id,
        taskId: task.id,
        particulars: { round: round.name, number },
      },
    ],
    [
      database.db
        .insert(summaries)
        .values({ taskId: task.id, roundId: round.id, number, text, byId: by.actor.id, byUnitId, at: by.at }),
    ],
  )
}
