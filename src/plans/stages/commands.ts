import { eq } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Assignment, assignments, type Plan, stageCompletions, stages, type Task, tasks } from "#db/schema.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { assignmentSubject, type By, record } from "#src/trail/record.ts"
import type { Stage, TypedStage } from "./stages.ts"

/** The stages of a task from now on, in their order; what stood before is in the event, with who had reached what. */
export async function setStages(
  database: Database,
  plan: Plan,
  task: Pick<Task, "id" | "ordinal" | "version">,
  { before, after }: { before: Stage[]; after: TypedStage[] },
  by: By,
) {
  if (!supervises(by.actor, plan)) throw forbidden()
  const { db } = database
  const kept = new Set(after.map(({ id }) => id))
  const said = (some: readonly TypedStage[]) => some.map(({ id, text, dueBy }) => ({ id, text, dueBy }))
  const changes: BatchItem<"sqlite">[] = [
    db
      .update(tasks)
      .set({ version: task.version + 1 })
      .where(eq(tasks.id, task.id)),
    ...before
      .filter(({ id }) => !kept.has(id))
      .map(({ id }) => db.update(stages).set({ removedAt: by.at }).where(eq(stages.id, id))),
    ...after.map(({ id, text, dueBy }, i) => {
      const values = { ordinal: i + 1, text, dueBy }
      return id === 0
        ? db.insert(stages).values({ taskId: task.id, ...values })
        : db.update(stages).set(values).where(eq(stages.id, id))
    }),
  ]
  await record(
    database,
    by,
    [
      {
        action: "task_staged",
        subject: `task:${plan.id}/${task.ordinal}`,
        version: task.version + 1,
        planId: plan.id,
        taskId: task.id,
        particulars: { before: said(before), after: said(after) },
      },
    ],
    changes,
  )
}

/** The office's word on whether a part has reached a stage. That it has itself is only said by a report, judged by two. */
export async function markStage(
  database: Database,
  plan: Plan,
  part: Pick<Assignment, "id" | "version" | "unitId" | "taskId">,
  { stage, reached }: { stage: Stage; reached: boolean },
  by: By,
) {
  if (!supervises(by.actor, plan)) throw forbidden()
  if (reached && part.unitId === plan.supervisingUnitId) throw conflict("own_stage")
  const version = part.version + 1
  const { db } = database
  await record(
    database,
    by,
    [
      {
        action: "assignment_stage_marked",
        subject: assignmentSubject(part.id),
        version,
        planId: plan.id,
        taskId: part.taskId,
        particulars: { stage: stage.ordinal, text: stage.text, before: !reached, after: reached },
      },
    ],
    [
      db
        .insert(stageCompletions)
        .values({ assignmentId: part.id, stageId: stage.id, at: by.at, byId: by.actor.id, reached })
        // Twice in one instant only where the clock stands still.
        .onConflictDoUpdate({
          target: [stageCompletions.assignmentId, stageCompletions.stageId, stageCompletions.at],
          set: { reached },
        }),
      db.update(assignments).set({ version }).where(eq(assignments.id, part.id)),
    ],
  )
}
