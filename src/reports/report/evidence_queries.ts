import { and, eq } from "drizzle-orm"
import { assignments, attachments, plans, reports } from "#db/schema.ts"
import { planRules } from "#src/plans/assignments/queries.ts"
import { isHandedTo, seesDrafts, seesEvidence } from "#src/plans/plan/policy.ts"
import { visibleOrHandedTo } from "#src/plans/plan/scope.ts"
import { type EvidenceOwner, evidenceOf } from "#src/reports/evidence/queries.ts"
import { firstId, isOfKind, secondId } from "#src/reports/evidence/scope.ts"
import { isBoundTo, isStillDue } from "#src/reports/links/reach.ts"

/**
 * Evidence of a report goes with it: while the report is the unit's own, so is the file. One that was taken off again
 * stays with the unit and the office. A link shows what it can still send.
 */
export const reportEvidence: EvidenceOwner = evidenceOf({
  noun: "report",
  facts: ({ db }, actor, isThis) =>
    db
      .select({
        plan: planRules,
        handlerId: assignments.handlerId,
        roundId: secondId,
        state: reports.state,
      })
      .from(attachments)
      .innerJoin(plans, eq(plans.id, attachments.planId))
      .innerJoin(assignments, eq(assignments.id, firstId))
      .leftJoin(reports, and(eq(reports.assignmentId, firstId), eq(reports.roundId, secondId)))
      .where(and(isThis, isOfKind("report"), visibleOrHandedTo(actor))),
  maySee: (actor, { unitId, removedAt }, { plan, handlerId, roundId, state }) => {
    if (!isBoundTo(actor.link, { unitId, roundId })) return false
    if (actor.link && !(removedAt === null && isStillDue(state))) return false
    if (isHandedTo(actor, handlerId)) return true
    return removedAt === null ? seesEvidence(actor, plan, unitId, state) : seesDrafts(actor, plan, unitId)
  },
})
