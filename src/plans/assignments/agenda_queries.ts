import { and, sql } from "drizzle-orm"
import { assignments, plans, tasks } from "#db/schema.ts"
import type { Dateable } from "#src/outward/agenda/source.ts"
import { taskPath } from "#src/paths.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { isSuspended } from "./scope.ts"

/** 挂起 ends by the day that was named. */
export const suspensionsDated: Dateable = {
  rank: 60,
  kind: "suspension",
  days: ({ actor, units }) => ({
    from: sql`${assignments} cross join ${plans} on ${plans.id} = ${assignments.planId}
      cross join ${tasks} on ${tasks.id} = ${assignments.taskId}`,
    where: and(
      visibleTo(actor),
      isSuspended(),
      sql`${assignments.suspendedUntil} is not null`,
      units === null
        ? undefined
        : sql`${assignments.unitId} in (select value from json_each(${JSON.stringify(units)}))`,
    ),
    key: [assignments.id, sql`0`],
    on: assignments.suspendedUntil,
    task: { ordinal: tasks.ordinal, label: tasks.label },
    units: sql`json_array(${assignments.unitId})`,
    history: sql`e.subject = ${subjectOf("assignment", assignments.id)}`,
  }),
  href: ({ planId, ordinal, units }) => `${taskPath(planId, ordinal ?? 0)}#unit-${units[0]}`,
}
