import { type SQL, sql } from "drizzle-orm"
import { assignments, type Extension, extensions, notices } from "#db/schema.ts"
import { oneOf, type StateColumn, stateOf } from "#db/states.ts"
import { isHeldToDeadline, isRectifying } from "#src/plans/assignments/scope.ts"
import { awaitsAnswer } from "#src/supervision/notices/scope.ts"

/* The rules of workflow.ts as conditions on `extensions`, or on a row of it by another name. */

type State = StateColumn<Extension["state"]>

export const isAsked = (state: State = extensions.state): SQL => oneOf(state, ["asked"])
export const isGranted = (state: State = extensions.state): SQL => oneOf(state, ["granted"])

/** Of the extensions of an assignment's own days, found from `assignments`. */
export const extensionOf = (what: SQL, condition: SQL): SQL =>
  sql`(select ${what} from extensions e where e.assignment_id = ${assignments.id} and ${condition})`

/** A later day of the task that was granted to one unit, among `extensions e`. */
export const grantedDeadline = sql`e.target = 'deadline' and ${isGranted(stateOf("e"))}`

/** The latest day that an assignment was granted beyond its task's own. */
export const latestGranted = extensionOf(sql`max(e.granted_by)`, grantedDeadline)

/** A later day of the task is asked for one part of it, and not decided. */
export const isAskedFor = extensionOf(sql`count(*) > 0`, isAsked(stateOf("e")))

/** An answer to it would still change something: the unit still owes what it asks about. */
const isOfUse = sql`(${extensions.assignmentId} is null or exists (select 1 from ${assignments}
    where ${assignments.id} = ${extensions.assignmentId} and (${isHeldToDeadline()} or ${isRectifying()})))
  and (${extensions.noticeId} is null or exists (select 1 from ${notices}
    where ${notices.id} = ${extensions.noticeId} and ${awaitsAnswer()}))`

/** Asked, still of use, and nobody has proposed an answer yet. */
export const awaitsDecision = sql`${isAsked()} and not exists (
  select 1 from proposals p where p.extension_id = ${extensions.id} and p.confirmed is null)
  and ${isOfUse}`
