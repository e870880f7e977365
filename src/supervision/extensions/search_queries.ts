import { sql } from "drizzle-orm"
import { assignments, extensions, notices, plans, tasks } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { extensionPath } from "#src/paths.ts"
import { closelySeenBy, visibleTo } from "#src/plans/plan/scope.ts"

/** Why a later day was asked for, what had been done by then, and what the office said to it. */
export const extensionsSought: Findable = {
  rank: 56,
  kind: "extension",
  source: (actor) => ({
    from: sql`${extensions} cross join ${plans} on ${plans.id} = ${extensions.planId}
      left join ${assignments} on ${assignments.id} = ${extensions.assignmentId}
      left join ${tasks} on ${tasks.id} = ${assignments.taskId}
      left join ${notices} on ${notices.id} = ${extensions.noticeId}`,
    seen: sql`${visibleTo(actor) ?? sql`1`} and ${closelySeenBy(actor, extensions.unitId)}`,
    key: [extensions.id, sql`0`],
    at: extensions.askedAt,
    unitId: extensions.unitId,
    planId: plans.id,
    words: [extensions.reason, extensions.progress, extensions.opinion],
    title: sql`coalesce(${notices.title}, '')`,
    author: sql`(select name from people where id = ${extensions.askedById})`,
    task: { ordinal: tasks.ordinal, label: tasks.label },
  }),
  href: ({ key: [id] }) => extensionPath(id),
}
