import { eq } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Plan, type Task, taskLeaders, tasks } from "#db/schema.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { forbidden } from "#src/refusal.ts"
import { type Act, type By, record } from "#src/trail/record.ts"
import type { Leader } from "./leaders.ts"

export type Schedule = Pick<Task, "rhythm" | "deadline" | "dueBy">

/** 时限与报送周期 for chosen tasks, in one act; what each had before stands in its event. */
export async function scheduleTasks(
  database: Database,
  plan: Plan,
  chosen: Pick<Task, "id" | "ordinal" | "rhythm" | "deadline" | "dueBy" | "version">[],
  schedule: Partial<Schedule>,
  by: By,
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

/** 责任领导 of chosen tasks, in one act; whom each had before stands in its event. */
export async function setLeaders(
  database: Database,
  plan: Plan,
  chosen: (Pick<Task, "id" | "ordinal" | "version"> & { leaders: Leader[] })[],
  leaders: Leader[],
  by: By,
) {
  if (!supervises(by.actor, plan)) throw forbidden()
  const { db } = database
  const names = (some: Leader[]) => some.map(({ name }) => name)
  const acts = chosen.map(
    (task): Act => ({
      action: "task_leaders_set",
      subject: `task:${plan.id}/${task.ordinal}`,
      version: task.version + 1,
      planId: plan.id,
      taskId: task.id,
      particulars: { before: names(task.leaders), after: names(leaders) },
    }),
  )
  const [first, ...rest] = acts
  if (!first) return
  const changes = chosen.flatMap((task): BatchItem<"sqlite">[] => [
    db
      .update(tasks)
      .set({ version: task.version + 1 })
      .where(eq(tasks.id, task.id)),
    db.delete(taskLeaders).where(eq(taskLeaders.taskId, task.id)),
    ...(leaders.length > 0
      ? [db.insert(taskLeaders).values(leaders.map((one, position) => ({ taskId: task.id, position, ...one })))]
      : []),
  ])
  await record(database, by, [first, ...rest], changes)
}
