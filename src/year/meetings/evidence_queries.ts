import { and, eq } from "drizzle-orm"
import { attachments, decisions, meetings, years } from "#db/schema.ts"
import { type EvidenceOwner, evidenceOf } from "#src/reports/evidence/queries.ts"
import { firstId, isOfKind } from "#src/reports/evidence/scope.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { repliesFor } from "./policy.ts"
import { answersReadBy, decisionSeenBy, fileReadBy, meetingSeenBy } from "./scope.ts"

/** Files of a meeting: of the call for whoever sees it, of the minutes for whoever reads them; what was taken off is the office's. */
export const meetingEvidence: EvidenceOwner = evidenceOf({
  noun: "meeting",
  facts: ({ db }, actor, isThis) =>
    db
      .select({ unitId: years.officeId, officeId: years.officeId })
      .from(attachments)
      .innerJoin(meetings, eq(meetings.id, firstId))
      .innerJoin(years, eq(years.year, meetings.year))
      .where(and(isThis, isOfKind("meeting"), meetingSeenBy(actor), fileReadBy(actor))),
  maySee: (actor, { removedAt }, year) => removedAt === null || keepsYear(actor, year),
})

/** Files of what a unit told of a decision: whoever reads that; what was taken off is the unit's and the office's. */
export const decisionEvidence: EvidenceOwner = evidenceOf({
  noun: "decision",
  facts: ({ db }, actor, isThis) =>
    db
      .select({ unitId: decisions.unitId, officeId: years.officeId })
      .from(attachments)
      .innerJoin(decisions, eq(decisions.id, firstId))
      .innerJoin(meetings, eq(meetings.id, decisions.meetingId))
      .innerJoin(years, eq(years.year, meetings.year))
      .where(and(isThis, isOfKind("decision"), decisionSeenBy(actor), answersReadBy(actor))),
  maySee: (actor, { removedAt }, decision) =>
    removedAt === null || repliesFor(actor, decision) || keepsYear(actor, decision),
})
