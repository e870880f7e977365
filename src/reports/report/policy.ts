import type { Assignment, Report } from "#db/schema.ts"
import { type Actor, holds } from "#src/office/people/actor.ts"
import { speaksFor } from "#src/plans/plan/policy.ts"
import type { ReportStanding } from "#src/plans/rounds/reported.ts"

type Reported = { assignment: Pick<Assignment, "unitId" | "handlerId"> }

export const standingOf = (report: Pick<Report, "state"> | null): ReportStanding => report?.state ?? "none"

/** The liaison, the head, or the 经办人 to whom the item was handed. */
export const mayDraft = (actor: Actor, { assignment }: Reported): boolean =>
  speaksFor(actor, assignment.unitId) || assignment.handlerId === actor.id

export const maySend = (actor: Actor, { assignment }: Reported): boolean => holds(actor, "liaison", assignment.unitId)

export const maySign = (actor: Actor, { assignment }: Reported): boolean => holds(actor, "head", assignment.unitId)
