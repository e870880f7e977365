import { and, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, plans } from "#db/schema.ts"
import { isProposed } from "#src/confirming/scope.ts"
import { isInUse } from "#src/office/units/scope.ts"
import { type InQueues, supervised, waitingIn } from "#src/plans/plan/desk_queries.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { isAwaiting, isClaimed, isDisputed, isSuspended } from "./scope.ts"

const isClosureProposed = isProposed(subjectOf("assignment", assignments.id))

/** Assignments in queues of the desk: conditions on `assignments` and `plans`. */
export const assignmentsInQueues: InQueues = {
  claims: (asked) => and(supervised(asked), isClaimed(), sql`not ${isClosureProposed}`),
  disputes: (asked) => and(supervised(asked), isDisputed()),
  resumptions: (asked) =>
    and(
      supervised(asked),
      isSuspended(),
      sql`${assignments.suspendedUntil} <= ${asked.soonBy}`,
      sql`not ${isClosureProposed}`,
    ),
  // Of a unit that is no more nobody signs for anything.
  unacknowledged: (asked) => and(supervised(asked), isAwaiting(), isInUse(sql`${assignments.unitId}`)),
}

const count = ({ db }: Pick<Database, "db">, condition: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(assignments)
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .where(condition)

export const assignmentsWaiting = waitingIn(assignmentsInQueues, count)
