import { sql } from "drizzle-orm"
import { assignments, plans, tasks } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { taskPath } from "#src/paths.ts"
import { ofVisiblePlan } from "#src/plans/plan/scope.ts"
import { beginningOf } from "#src/plans/plan/search_queries.ts"

/** What a unit says of its own part: its measures, and who is in charge. */
export const partsSought: Findable = {
  rank: 31,
  kind: "part",
  source: (actor) => ({
    from: sql`${assignments} cross join ${plans} on ${plans.id} = ${assignments.planId}
      cross join ${tasks} on ${tasks.id} = ${assignments.taskId}`,
    seen: ofVisiblePlan(actor, assignments.planId),
    // As the index of those parts says it, which is looked through and not the parts.
    isKept: sql`${assignments.measures} || ${assignments.office} || ${assignments.personInCharge} <> ''`,
    key: [assignments.id, sql`0`],
    at: beginningOf(plans.issuedOn),
    unitId: assignments.unitId,
    planId: plans.id,
    words: [assignments.measures, assignments.office, assignments.personInCharge],
    title: sql`''`,
    author: sql`null`,
    task: { ordinal: tasks.ordinal, label: tasks.label },
  }),
  href: ({ planId, ordinal, unitId }) => `${taskPath(planId ?? 0, ordinal ?? 0)}#unit-${unitId}`,
}
