import { and, eq, sql } from "drizzle-orm"
import { appraisalTargets } from "#db/schema.ts"
import { type InQueues, waitingIn } from "#src/plans/plan/desk_queries.ts"
import { countObjections } from "./queries.ts"
import { awaitsReview } from "./scope.ts"

/** 异议 against results, in queues of the desk: of no plan, so that a chosen one has none. */
const objectionsInQueues: InQueues = {
  objections: ({ actor, within: { plan, unit } }) =>
    plan === null
      ? and(awaitsReview(actor, appraisalTargets.id), unit === null ? undefined : eq(appraisalTargets.unitId, unit))
      : sql`0`,
}

export const objectionsWaiting = waitingIn(objectionsInQueues, countObjections)
