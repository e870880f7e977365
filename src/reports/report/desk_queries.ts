import { and, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, dues, plans, proposals, reports, rounds } from "#db/schema.ts"
import { isOfPart, isProposed, partId } from "#src/confirming/scope.ts"
import { isInUse } from "#src/office/units/scope.ts"
import { isReportOwed, reportOwedBy, unreported } from "#src/owing/scope.ts"
import { type InQueues, supervised, toConfirm, waitingIn } from "#src/plans/plan/desk_queries.ts"
import { awaitsVerdict } from "#src/plans/rounds/reported_scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"

const isReportProposed = isProposed(subjectOf("report", assignments.id, rounds.id))

/**
 * 逾期未报: a report that has not come by its day, or was returned and has not come again by the day that was set. Of a
 * unit that is no more nobody can be asked: that waits in 待移交.
 */
const isOverdue = (today: string) =>
  and(isInUse(sql`${assignments.unitId}`), unreported({}, today), isReportOwed(today), sql`${reportOwedBy} < ${today}`)

/* Reports in queues of the desk, each found from the table that has fewest of them. */

/** From `reports`. */
export const reviewsInQueues: InQueues = {
  review: (asked) => and(supervised(asked), awaitsVerdict(), sql`not ${isReportProposed}`),
}

/** From `dues`. */
export const overdueInQueues: InQueues = {
  overdue: (asked) => and(supervised(asked), isOverdue(asked.today)),
}

/** From `proposals`, about a report of a part or about where the part stands. */
export const proposedInQueues: InQueues = {
  confirm: (asked) => and(toConfirm(asked, assignments.unitId), isOfPart()),
}

type Asked = Pick<Database, "db">
const n = sql<number>`count(*)`

const countReviews = ({ db }: Asked, condition: SQL | undefined) =>
  db
    .select({ n })
    .from(reports)
    .innerJoin(assignments, eq(assignments.id, reports.assignmentId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(rounds, eq(rounds.id, reports.roundId))
    .where(condition)

const countOverdue = ({ db }: Asked, condition: SQL | undefined) =>
  db
    .select({ n })
    .from(rounds)
    .innerJoin(dues, eq(dues.roundId, rounds.id))
    .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
    .where(condition)

const countProposed = ({ db }: Asked, condition: SQL | undefined) =>
  db
    .select({ n })
    .from(proposals)
    .innerJoin(assignments, eq(assignments.id, partId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .where(condition)

export const reportsWaiting = [
  ...waitingIn(reviewsInQueues, countReviews),
  ...waitingIn(overdueInQueues, countOverdue),
  ...waitingIn(proposedInQueues, countProposed),
]
