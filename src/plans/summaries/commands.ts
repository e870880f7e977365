import { and, desc, eq } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, type Plan, plans, type Round, rounds, summaries, type Task, tasks } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { firstLead } from "#src/plans/assignments/leads.ts"
import { speaksFor } from "#src/plans/plan/policy.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { type By, record } from "#src/trail/record.ts"
import { maySummarize } from "./policy.ts"

/** A task and a round of its plan, for writing its 综述; null when the actor may not see it. No such round: null. */
export async function findSummary(
  { db, read }: Database,
  actor: Actor,
  planId: number,
  ordinal: number,
  roundNumber: number,
) {
  const [found, parts, versions] = await read([
    db
      .select({ plan: plans, task: tasks, round: rounds })
      .from(tasks)
      .innerJoin(plans, eq(plans.id, tasks.planId))
      .leftJoin(rounds, and(eq(rounds.planId, plans.id), eq(rounds.number, roundNumber)))
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
      .select({ number: summaries.number })
      .from(summaries)
      .innerJoin(tasks, eq(tasks.id, summaries.taskId))
      .innerJoin(rounds, eq(rounds.id, summaries.roundId))
      .where(and(eq(tasks.planId, planId), eq(tasks.ordinal, ordinal), eq(rounds.number, roundNumber)))
      .orderBy(desc(summaries.number))
      .limit(1),
  ])
  const [row] = found
  return row ? { ...row, firstLeadUnitId: firstLead(parts)?.unitId ?? null, latest: versions[0]?.number ?? 0 } : null
}

type Found = {
  plan: Pick<Plan, "id" | "supervisingUnitId">
  task: Pick<Task, "id">
  round: Pick<Round, "id" | "name"> | null
  firstLeadUnitId: number | null
}

/** Writes a new version of a task's 综述 for a round; `latest` is the version the page showed. */
export async function writeSummary(database: Database, found: Found, latest: number, text: string, by: By) {
  const { plan, task, round, firstLeadUnitId } = found
  if (!maySummarize(by.actor, found)) throw forbidden()
  if (!round) throw missing()
  const number = latest + 1
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
