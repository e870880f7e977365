import { and, eq, sql } from "drizzle-orm"
import { attachments, notices, plans } from "#db/schema.ts"
import { planRules } from "#src/plans/assignments/queries.ts"
import { seesDrafts, seesEvidence } from "#src/plans/plan/policy.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { type EvidenceOwner, evidenceOf } from "#src/reports/evidence/queries.ts"
import { firstId, isOfKind } from "#src/reports/evidence/scope.ts"

/** Evidence of an answer is with the office once that has been sent; what was taken off stays with the unit and the office. */
export const noticeEvidence: EvidenceOwner = evidenceOf({
  noun: "notice",
  facts: ({ db }, actor, isThis) =>
    db
      .select({
        plan: planRules,
        isSent: sql`coalesce(${notices.answeredAt} >= ${attachments.addedAt}, 0)`.mapWith(Boolean),
      })
      .from(attachments)
      .innerJoin(plans, eq(plans.id, attachments.planId))
      .leftJoin(notices, eq(notices.id, firstId))
      .where(and(isThis, isOfKind("notice"), visibleTo(actor))),
  maySee: (actor, { unitId, removedAt }, { plan, isSent }) =>
    !actor.link &&
    (removedAt === null
      ? seesEvidence(actor, plan, unitId, isSent ? "submitted" : null)
      : seesDrafts(actor, plan, unitId)),
})
