import { type Placeholder, type SQL, sql } from "drizzle-orm"
import { assignments, dues, notices, plans, stages, tasks } from "#db/schema.ts"
import { unindexed } from "#db/states.ts"
import { deadlineBy } from "#src/plans/assignments/deadline_scope.ts"
import { isHeldToDeadline, isRectifying } from "#src/plans/assignments/scope.ts"
import { isNextStage } from "#src/plans/stages/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import {
  awaitsAnswer,
  isReportOwed,
  joined,
  owesAgain,
  type Part,
  partOf,
  reportOwedBy,
  unreported,
  waitsFor,
} from "./scope.ts"

/** Of the tasks' own deadlines only those so many days ahead: nobody is reminded earlier. */
const AHEAD = "+60 days"

/**
 * Everything owed on a day, of every plan that runs: `owings` of all parts, and each 督办单 once. One row a thing:
 * what, item, unit_id, plan_id, assignment_id, due_by, waits_for. `item` names it: `report:12/3`, `notice:4`…
 */
export function owedOn(today: string | Placeholder, part: Part = {}, ahead = AHEAD): SQL {
  const row = (what: SQL, subject: SQL, own: SQL, by: SQL, waits = sql`'liaison'`) =>
    sql`select ${what} what, ${what} || ':' || ${subject} item, ${own}, ${by} due_by, ${waits} waits_for`
  const ofPart = sql`${assignments.unitId} unit_id, ${assignments.planId} plan_id, ${assignments.id} assignment_id`
  return sql`
  ${row(
    sql`case when ${owesAgain} then 'resubmission' else 'report' end`,
    sql`${dues.assignmentId} || '/' || ${dues.roundId}`,
    sql`${dues.unitId} unit_id, ${dues.planId} plan_id, ${dues.assignmentId} assignment_id`,
    reportOwedBy,
    waitsFor,
  )}
  from ${joined}
  where ${unreported(part)} and ${isReportOwed(today)}
  union all
  ${row(sql`'rectification'`, sql`${assignments.id}`, ofPart, sql`${assignments.rectifyBy}`)}
  from ${assignments} join ${plans} on ${plans.id} = ${assignments.planId} and ${isRunning()}
  where ${isRectifying()} and ${assignments.rectifyBy} is not null${partOf("assignments", part)}
  union all
  ${row(sql`'deadline'`, sql`${assignments.id}`, ofPart, deadlineBy)}
  from ${tasks} join ${plans} on ${plans.id} = ${tasks.planId} and ${isRunning()}
  join ${assignments} on ${assignments.taskId} = ${tasks.id} and ${isHeldToDeadline(unindexed(assignments.state))}
  where ${tasks.dueBy} <= date(${today}, ${ahead}) and ${deadlineBy} <= date(${today}, ${ahead})${partOf("assignments", part)}
  union all
  ${row(sql`'stage'`, sql`${assignments.id} || '/' || ${stages.id}`, ofPart, sql`${stages.dueBy}`)}
  from ${stages} join ${tasks} on ${tasks.id} = ${stages.taskId}
  join ${plans} on ${plans.id} = ${tasks.planId} and ${isRunning()}
  join ${assignments} on ${assignments.taskId} = ${tasks.id} and ${isHeldToDeadline(unindexed(assignments.state))}
  where ${stages.removedAt} is null and ${stages.dueBy} <= date(${today}, ${ahead})
    and ${isNextStage}${partOf("assignments", part)}
  union all
  ${row(
    sql`'notice'`,
    sql`${notices.id}`,
    sql`${notices.unitId} unit_id, ${notices.planId} plan_id, null assignment_id`,
    sql`${notices.dueBy}`,
  )}
  from ${notices} join ${plans} on ${plans.id} = ${notices.planId} and ${isRunning()}
  where ${awaitsAnswer()}${partOf("notices", part)}`
}
