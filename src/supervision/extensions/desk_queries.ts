import { and } from "drizzle-orm"
import { extensions } from "#db/schema.ts"
import { type InQueues, supervised, waitingIn, waitsToBeConfirmed } from "#src/plans/plan/desk_queries.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { countExtensions } from "./queries.ts"
import { awaitsDecision } from "./scope.ts"

/** Requests in queues of the desk: conditions on `extensions` and `plans`. */
export const extensionsInQueues: InQueues = {
  confirm: (asked) => waitsToBeConfirmed(asked, subjectOf("extension", extensions.id), extensions.unitId),
  extensions: (asked) => and(supervised(asked, extensions.unitId), awaitsDecision),
}

export const extensionsWaiting = waitingIn(extensionsInQueues, countExtensions)
