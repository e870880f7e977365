import { type Placeholder, type SQL, sql } from "drizzle-orm"
import { assignments, lightOverrides, plans, stages, tasks } from "#db/schema.ts"
import { stateOf, unindexed } from "#db/states.ts"
import { awaitsAnswer } from "#src/owing/scope.ts"
import { isAsked } from "#src/plans/assignments/deadline_scope.ts"
import { isHeldToDeadline, isRectifying } from "#src/plans/assignments/scope.ts"
import { isReported, isWithUnit } from "#src/plans/rounds/reported_scope.ts"
import { currentRound } from "#src/plans/rounds/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import type { LightFacts } from "./light.ts"

type Days = { today: Placeholder; soonEnds: Placeholder }

/**
 * By which fact a part can come to be red or yellow, and where in the database such parts are found by an index: among
 * all plans they are few. Null: no colour comes of that fact alone. A new fact of a light does not compile before it
 * says here how it is found. Cross joins, for SQLite to begin with the plans that run and not with all that ever was.
 */
const FOUND_BY: { [Fact in keyof LightFacts]-?: ((days: Days) => SQL) | null } = {
  state: () => sql`select ${assignments.id} from ${assignments} where ${isRectifying()}`,
  reportDueBy: ({ soonEnds }) => sql`select d.assignment_id from dues d join rounds r on r.id = d.round_id
    where d.reported_at is null and r.due_by < ${soonEnds}`,
  standing: () => sql`select p.assignment_id from reports p where ${isWithUnit(stateOf("p"))}`,
  resubmitBy: null,
  rectifyBy: null,
  noticeBy: () => sql`select i.assignment_id from notices n join notice_items i on i.notice_id = n.id
    where ${awaitsAnswer(stateOf("n"))}`,
  rectifies: null,
  hasDifficulty: ({ today }) => sql`select p.assignment_id from ${plans}
    cross join reports p on p.round_id = ${currentRound(today)} and p.has_difficulty and ${isReported(unindexed(stateOf("p")))}
    where ${isRunning()}`,
  extensionAsked: () => sql`select e.assignment_id from extensions e where ${isAsked(stateOf("e"))}`,
  deadlineBy: ({ soonEnds }) => sql`select ${assignments.id} from ${plans}
    cross join ${tasks} on ${tasks.planId} = ${plans.id} and ${tasks.dueBy} < ${soonEnds}
    cross join ${assignments} on ${assignments.taskId} = ${tasks.id} and ${isHeldToDeadline(unindexed(assignments.state))}
    where ${isRunning()}`,
  stageBy: ({ soonEnds }) => sql`select ${assignments.id} from ${stages}
    cross join ${tasks} on ${tasks.id} = ${stages.taskId}
    cross join ${plans} on ${plans.id} = ${tasks.planId} and ${isRunning()}
    cross join ${assignments} on ${assignments.taskId} = ${tasks.id} and ${isHeldToDeadline(unindexed(assignments.state))}
    where ${stages.removedAt} is null and ${stages.dueBy} < ${soonEnds}`,
  stage: null,
  late: null,
  yearDone: null,
}

/**
 * The ids of all parts whose light may be red or yellow, and of some more: what they are like is for `lightOf` to say.
 * `soonEnds` is that of the rule. A light that was set by hand shows whatever the facts are.
 */
export const mayNeedAttention = (days: Days): SQL =>
  sql.join(
    [
      ...Object.values(FOUND_BY).flatMap((found) => (found ? [found(days)] : [])),
      sql`select ${lightOverrides.assignmentId} from ${lightOverrides}`,
    ],
    sql` union `,
  )
