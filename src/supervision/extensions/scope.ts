import { sql } from "drizzle-orm"
import { assignments, extensions, notices } from "#db/schema.ts"
import { isProposed } from "#src/confirming/scope.ts"
import { awaitsAnswer } from "#src/owing/scope.ts"
import { isAsked } from "#src/plans/assignments/deadline_scope.ts"
import { isHeldToDeadline, isRectifying } from "#src/plans/assignments/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"

/** An answer to it would still change something: the unit still owes what it asks about. */
const isOfUse = sql`(${extensions.assignmentId} is null or exists (select 1 from ${assignments}
    where ${assignments.id} = ${extensions.assignmentId} and (${isHeldToDeadline()} or ${isRectifying()})))
  and (${extensions.noticeId} is null or exists (select 1 from ${notices}
    where ${notices.id} = ${extensions.noticeId} and ${awaitsAnswer()}))`

/** Asked, still of use, and nobody has proposed an answer yet. */
export const awaitsDecision = sql`${isAsked()} and not ${isProposed(subjectOf("extension", extensions.id))}
  and ${isOfUse}`
