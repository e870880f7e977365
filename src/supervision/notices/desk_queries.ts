import { and } from "drizzle-orm"
import { notices } from "#db/schema.ts"
import { chosen, type InQueues, supervised, waitingIn, waitsToBeConfirmed } from "#src/plans/plan/desk_queries.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { awaitsApproval, countNotices } from "./queries.ts"
import { awaitsVerdict } from "./scope.ts"

/** Notices in queues of the desk: conditions on `notices` and `plans`. */
export const noticesInQueues: InQueues = {
  confirm: (asked) => waitsToBeConfirmed(asked, subjectOf("notice", notices.id), notices.unitId),
  answers: (asked) => and(supervised(asked, notices.unitId), awaitsVerdict),
  approvals: ({ actor, within }) => and(awaitsApproval(actor), chosen(within, notices.unitId)),
}

export const noticesWaiting = waitingIn(noticesInQueues, countNotices)
