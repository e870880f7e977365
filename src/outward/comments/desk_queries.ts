import { and, eq, sql } from "drizzle-orm"
import { releases } from "#db/schema.ts"
import { type InQueues, waitingIn } from "#src/plans/plan/desk_queries.ts"
import { countComments } from "./queries.ts"
import { awaitsAnswer } from "./scope.ts"

/** 公众意见 that nobody has answered: on the year as a whole, or on a plan. */
const commentsInQueues: InQueues = {
  comments: ({ actor, within: { plan, unit } }) =>
    unit === null ? and(awaitsAnswer(actor), plan === null ? undefined : eq(releases.planId, plan)) : sql`0`,
}

export const commentsWaiting = waitingIn(commentsInQueues, countComments)
