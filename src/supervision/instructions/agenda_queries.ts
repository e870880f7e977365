import { and, sql } from "drizzle-orm"
import { instructions, plans, tasks } from "#db/schema.ts"
import type { Dateable } from "#src/outward/agenda/source.ts"
import { instructionPath } from "#src/paths.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { awaitsReply, instructionsSeenBy } from "./scope.ts"

/** 批示 by the day by which the office is to answer; its words do not stand there. */
export const instructionsDated: Dateable = {
  rank: 45,
  kind: "instruction",
  days: ({ actor, units }) => ({
    from: sql`${instructions} cross join ${plans} on ${plans.id} = ${instructions.planId}
      left join ${tasks} on ${tasks.id} = ${instructions.taskId}`,
    where: and(
      visibleTo(actor),
      instructionsSeenBy(actor),
      awaitsReply(),
      sql`${instructions.replyBy} is not null`,
      units === null
        ? undefined
        : sql`${plans.supervisingUnitId} in (select value from json_each(${JSON.stringify(units)}))`,
    ),
    key: [instructions.id, sql`0`],
    on: instructions.replyBy,
    title: sql`case when ${tasks.id} is null then ${instructions.about} else '' end`,
    task: { ordinal: tasks.ordinal, label: tasks.label },
    history: sql`e.subject = ${subjectOf("instruction", instructions.id)}`,
  }),
  href: ({ key: [id] }) => instructionPath(id),
}
