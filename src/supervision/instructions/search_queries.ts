import { sql } from "drizzle-orm"
import { instructions, plans, tasks } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { instructionPath } from "#src/paths.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { beginningOf } from "#src/plans/plan/search_queries.ts"
import { instructionsSeenBy } from "./scope.ts"

/** 批示 with the office's answer; of the day on which it was given. */
export const instructionsSought: Findable = {
  rank: 60,
  kind: "instruction",
  source: (actor) => ({
    from: sql`${instructions} cross join ${plans} on ${plans.id} = ${instructions.planId}
      left join ${tasks} on ${tasks.id} = ${instructions.taskId}`,
    seen: sql`${visibleTo(actor) ?? sql`1`} and ${instructionsSeenBy(actor)}`,
    key: [instructions.id, sql`0`],
    at: beginningOf(instructions.givenOn),
    unitId: sql`null`,
    ofUnits: (ids) => sql`exists (select 1 from instruction_items i join assignments a on a.id = i.assignment_id
      where i.instruction_id = ${instructions.id} and a.unit_id in ${ids})`,
    planId: plans.id,
    words: [instructions.text, instructions.remark, instructions.reply],
    title: sql`case when ${tasks.id} is null then ${instructions.about} else '' end`,
    author: instructions.leaderName,
    task: { ordinal: tasks.ordinal, label: tasks.label },
  }),
  href: ({ key: [id] }) => instructionPath(id),
}
