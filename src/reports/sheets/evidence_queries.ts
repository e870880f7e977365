import { and, eq } from "drizzle-orm"
import { attachments, plans } from "#db/schema.ts"
import { planRules } from "#src/plans/assignments/queries.ts"
import { seesOpinions } from "#src/plans/plan/policy.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { type EvidenceOwner, evidenceOf } from "#src/reports/evidence/queries.ts"
import { isOfKind } from "#src/reports/evidence/scope.ts"

/** The scan of a 签字单 goes with the unit's sheet as a whole: for the unit, the office and leaders, and never taken off. */
export const sheetEvidence: EvidenceOwner = evidenceOf({
  noun: "signed_sheet",
  facts: ({ db }, actor, isThis) =>
    db
      .select({ plan: planRules })
      .from(attachments)
      .innerJoin(plans, eq(plans.id, attachments.planId))
      .where(and(isThis, isOfKind("signed_sheet"), visibleTo(actor))),
  maySee: (actor, { unitId }, { plan }) => !actor.link && seesOpinions(actor, plan, unitId),
})
