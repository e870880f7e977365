import { type SQL, sql } from "drizzle-orm"
import { plans, tasks } from "#db/schema.ts"
import { type Actor, isLeader, unitsOf } from "#src/office/people/actor.ts"
import { unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"

const json = (ids: readonly number[]): SQL => sql`(select value from json_each(${JSON.stringify(ids)}))`

/** `seesSummaries` as a condition on `plans` and `tasks`: made of the units' reports, so for the units of the task, the office and leaders. */
export const summariesSeenBy = (actor: Actor): SQL => sql`(${visibleTo(actor) ?? sql`1`} and (
  ${isLeader(actor) ? 1 : 0} or ${plans.supervisingUnitId} in ${json(unitsOf(actor, "supervisor"))}
  or exists (select 1 from assignments co where co.task_id = ${tasks.id} and co.unit_id in ${json(unitsSeenFrom(actor))})))`
