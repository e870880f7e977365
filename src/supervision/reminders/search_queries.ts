import { type SQL, sql } from "drizzle-orm"
import { plans, reminders, rounds, tasks } from "#db/schema.ts"
import type { Findable } from "#src/pages/search/source.ts"
import { supervisionPath, taskPath } from "#src/paths.ts"
import { closelySeenBy, visibleTo } from "#src/plans/plan/scope.ts"

/** The first task that a 催办 is about: where it stands in 经过. */
const firstTask: SQL = sql`(select a.task_id from reminder_items i join assignments a on a.id = i.assignment_id
  join tasks t on t.id = a.task_id where i.reminder_id = ${reminders.id} order by t.ordinal limit 1)`

/** What was said in a 催办, by whoever sees the acts of supervision on the unit. What the program sends by itself has no words of its own. */
export const remindersSought: Findable = {
  rank: 55,
  kind: "reminder",
  source: (actor) => ({
    from: sql`${reminders} cross join ${plans} on ${plans.id} = ${reminders.planId}
      cross join ${rounds} on ${rounds.id} = ${reminders.roundId}
      left join ${tasks} on ${tasks.id} = ${firstTask}`,
    seen: sql`${visibleTo(actor) ?? sql`1`} and ${closelySeenBy(actor, reminders.unitId)}`,
    key: [reminders.id, sql`0`],
    at: reminders.at,
    unitId: reminders.unitId,
    planId: plans.id,
    words: [reminders.text],
    title: rounds.name,
    author: sql`(select name from people where id = ${reminders.byId})`,
    task: { ordinal: tasks.ordinal, label: tasks.label },
  }),
  href: ({ planId, ordinal }) =>
    ordinal === null ? supervisionPath(planId ?? 0) : `${taskPath(planId ?? 0, ordinal)}#timeline`,
}
