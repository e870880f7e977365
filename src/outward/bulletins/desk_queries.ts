import { and, eq } from "drizzle-orm"
import { plans } from "#db/schema.ts"
import { deciderOf } from "#src/office/people/decider.ts"
import { type InQueues, waitingIn } from "#src/plans/plan/desk_queries.ts"
import { countBulletins } from "./queries.ts"
import { approvable } from "./scope.ts"

/** Papers in queues of the desk: conditions on `bulletins` and `plans`. */
const bulletinsInQueues: InQueues = {
  papers: ({ actor, within: { plan } }) =>
    and(approvable(deciderOf(actor)), plan === null ? undefined : eq(plans.id, plan)),
}

export const bulletinsWaiting = waitingIn(bulletinsInQueues, countBulletins)
