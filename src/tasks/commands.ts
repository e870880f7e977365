import { eq } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Plan, type Task, tasks } from "#db/schema.ts"
import type { Doer } from "#src/assignments/commands.ts"
import { type Act, record } from "#src/events/record.ts"
import { supervises } from "#src/plans/policy.ts"
import { forbidden } from "#src/refusal.ts"

export type Schedule = Pick<Task, "rhythm" | "deadline" | "dueBy">

/** 时限与报送周期 for chosen tasks, in one act; what each had before stands in its event. */
export async function scheduleTasks(
  database: Database,
  plan: Plan,
  chosen: Pick<Task, "id" | "ordinal" | "rhythm" | "deadline" | "dueBy" | "version">[],
  schedule: Partial<Schedule>,
  by: Doer,
) {
  if (!supervises(by.actor, plan)) throw forbidden()
  const { db } = database
  const acts = chosen.map(
    (task): Act => ({
      action: "tasks_scheduled",
      subject: `task:${plan.id}/${task.ordinal}`,
      version: task.version + 1,
      planId: plan.id,
      taskId: task.id,
      particulars: { before: { rhythm: task.rhythm, deadline: task.deadline, dueBy: task.dueBy }, after: schedule },
    }),
  )
  const [first, ...rest] = acts
  if (!first) return
  const changes: BatchItem<"sqlite">[] = chosen.map((task) =>
    db
      .update(tasks)
      .set({ ...schedule, version: task.version + 1 })
      .where(eq(tasks.id, task.id)),
  )
  await record(database, by, [first, ...rest], changes)
}
