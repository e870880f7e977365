import { and, eq } from "drizzle-orm"
import { activities, attachments, years } from "#db/schema.ts"
import { type EvidenceOwner, evidenceOf } from "#src/reports/evidence/queries.ts"
import { firstId, isOfKind } from "#src/reports/evidence/scope.ts"
import { mayChange } from "./policy.ts"
import { activitySeenBy } from "./scope.ts"

/** Evidence of an activity: whoever sees the activity; what was taken off stays with the host and the office. */
export const activityEvidence: EvidenceOwner = evidenceOf({
  noun: "activity",
  facts: ({ db }, actor, isThis) =>
    db
      .select({ unitId: activities.unitId, officeId: years.officeId })
      .from(attachments)
      .innerJoin(activities, eq(activities.id, firstId))
      .innerJoin(years, eq(years.year, activities.year))
      .where(and(isThis, isOfKind("activity"), activitySeenBy(actor))),
  maySee: (actor, { removedAt }, activity) => removedAt === null || mayChange(actor, activity, activity),
})
