import type { Database } from "#db/database.ts"
import { dateOf } from "#src/clock.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import { holds } from "#src/office/people/actor.ts"
import { type Approval, issuePlan } from "#src/plans/plan/commands.ts"
import { updatePlan } from "#src/plans/plan/update_commands.ts"
import { takingIn } from "#src/plans/rounds/rounds.ts"
import { ensureFits, forbidden } from "#src/refusal.ts"
import type { By } from "#src/trail/record.ts"
import { issuedOnOf, type Submission } from "./approval.ts"
import type { Found } from "./draft_queries.ts"
import { newPlanOf, unfitIn, updateOf } from "./issuing.ts"
import type { Review } from "./review.ts"

type Reading = { calendar: Calendar; lastPeriodDays: number }

/** What came of it: a plan with so many parts, or one that has so many changes. */
export type Issued = { planId: number; kind: "issued" | "updated"; n: number }

/**
 * 下达, or 更新 of the plan that the draft is to update: by the office itself, or by whoever approves what it submitted.
 */
export async function issueDraft(
  database: Database,
  found: Found,
  review: Review,
  submission: Submission,
  approval: Approval | null,
  by: By,
  reading: Reading,
): Promise<Issued> {
  const { draft, target } = found
  const offices = [draft.unitId, submission.supervisingUnitId]
  if (!approval && !offices.every((office) => holds(by.actor, "supervisor", office))) throw forbidden()
  ensureFits(unfitIn(review))
  const { reason, listed, ...rest } = submission
  const facts = {
    ...rest,
    issuedOn:
      draft.submittedAt !== null && approval
        ? issuedOnOf(rest.issuedOn, dateOf(draft.submittedAt), by.today)
        : rest.issuedOn,
  }
  if (!target) {
    const planId = await issuePlan(database, newPlanOf(found, review, facts, approval), by)
    return { planId, kind: "issued", n: review.counts.assignments }
  }
  const file = draft.sourceName ? `（${draft.sourceName}）` : ""
  const why = reason || `按新文件更新方案${file}，本项分工已不在文件中`
  const update = updateOf(found, target, review, facts, {
    reason: why,
    into: listed ? takingIn(target.plan, target.running, reading) : null,
    approval,
  })
  await updatePlan(database, target.plan, target.tasks, update, by)
  return { planId: target.plan.id, kind: "updated", n: update.changes.length + update.newTasks.length }
}
