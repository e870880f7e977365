import { and, eq, sql } from "drizzle-orm"
import { releases } from "#db/schema.ts"
import { type InQueues, waitingIn } from "#src/plans/plan/desk_queries.ts"
import { countReleases } from "./queries.ts"
import { awaitsChecker } from "./scope.ts"

/** What was prepared and waits for a second person: of the year as a whole, or of a plan. */
const releasesInQueues: InQueues = {
  releases: ({ actor, within: { plan, unit } }) =>
    unit === null ? and(awaitsChecker(actor), plan === null ? undefined : eq(releases.planId, plan)) : sql`0`,
}

export const releasesWaiting = waitingIn(releasesInQueues, countReleases)
