import { sql } from "drizzle-orm"
import { plans, rounds, summaries, tasks } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { taskPath } from "#src/paths.ts"
import { summariesSeenBy } from "./scope.ts"

/** Of each 综述 the words that stand now. */
export const summariesSought: Findable = {
  rank: 41,
  kind: "summary",
  source: (actor) => ({
    from: sql`${summaries} cross join ${tasks} on ${tasks.id} = ${summaries.taskId}
      cross join ${plans} on ${plans.id} = ${tasks.planId} cross join ${rounds} on ${rounds.id} = ${summaries.roundId}`,
    seen: summariesSeenBy(actor),
    isKept: sql`${summaries.number} = (select max(later.number) from summaries later
      where later.task_id = ${summaries.taskId} and later.round_id = ${summaries.roundId})`,
    key: [summaries.taskId, summaries.roundId],
    at: summaries.at,
    unitId: summaries.byUnitId,
    planId: plans.id,
    words: [summaries.text],
    title: rounds.name,
    author: sql`(select name from people where id = ${summaries.byId})`,
    task: { ordinal: tasks.ordinal, label: tasks.label },
    number: rounds.number,
  }),
  href: ({ planId, ordinal, number }) => taskPath(planId ?? 0, ordinal ?? 0, { round: number }),
}
