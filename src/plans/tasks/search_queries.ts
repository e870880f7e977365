import { sql } from "drizzle-orm"
import { plans, tasks } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { taskPath } from "#src/paths.ts"
import { ofVisiblePlan } from "#src/plans/plan/scope.ts"
import { beginningOf } from "#src/plans/plan/search_queries.ts"

const nothing = sql`null`

/** A task is every unit's that has a part in it, and of the day on which its plan was issued. */
export const tasksSought: Findable = {
  rank: 30,
  kind: "task",
  source: (actor) => ({
    from: sql`${tasks} cross join ${plans} on ${plans.id} = ${tasks.planId}`,
    // Their texts stand in the table: by the index of plans each would be looked up.
    seen: ofVisiblePlan(actor, sql`+${tasks.planId}`),
    key: [tasks.id, sql`0`],
    at: beginningOf(plans.issuedOn),
    unitId: nothing,
    ofUnits: (ids) => sql`${tasks.id} in (select a.task_id from assignments a where a.unit_id in ${ids})`,
    planId: plans.id,
    words: [tasks.text],
    title: sql`''`,
    author: nothing,
    task: { ordinal: tasks.ordinal, label: tasks.label },
  }),
  href: ({ planId, ordinal }) => taskPath(planId ?? 0, ordinal ?? 0),
}
