import { and, eq, sql } from "drizzle-orm"
import { attachments, plans } from "#db/schema.ts"
import { not } from "#db/states.ts"
import { isLeader } from "#src/office/people/actor.ts"
import { planRules } from "#src/plans/assignments/queries.ts"
import { supervises, unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { isWithdrawn } from "#src/plans/plan/scope.ts"
import { type EvidenceOwner, evidenceOf } from "#src/reports/evidence/queries.ts"
import { firstId, isOfKind } from "#src/reports/evidence/scope.ts"

/** Evidence of what an inspection found: the office, leaders, and the unit once its conclusion has come. */
export const findingEvidence: EvidenceOwner = evidenceOf({
  noun: "inspection",
  facts: ({ db }, _actor, isThis) =>
    db
      .select({
        plan: planRules,
        /** What was found, and this with it, has been returned to the unit. */
        isFedBack: sql`exists (select 1 from conclusions c where c.inspection_id = ${firstId}
          and c.unit_id = ${attachments.unitId}) and ${not(isWithdrawn())}`.mapWith(Boolean),
      })
      .from(attachments)
      .innerJoin(plans, eq(plans.id, attachments.planId))
      .where(and(isThis, isOfKind("inspection"))),
  maySee: (actor, { unitId, removedAt }, { plan, isFedBack }) =>
    !actor.link &&
    (supervises(actor, plan) ||
      (removedAt === null && (isLeader(actor) || (isFedBack && unitsSeenFrom(actor).includes(unitId))))),
})
