import { and, eq, sql } from "drizzle-orm"
import { cases } from "#db/schema.ts"
import { type InQueues, waitingIn } from "#src/plans/plan/desk_queries.ts"
import { countCases } from "./queries.ts"
import { awaitsOffice } from "./scope.ts"

/** Cases in queues of the desk: conditions on `cases` and `years`. They belong to no plan. */
const casesInQueues: InQueues = {
  cases: ({ actor, within: { plan, unit } }) =>
    plan === null ? and(awaitsOffice(actor), unit === null ? undefined : eq(cases.unitId, unit)) : sql`0`,
}

export const casesWaiting = waitingIn(casesInQueues, countCases)
