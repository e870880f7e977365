import type { Context } from "hono"
import { dateOf } from "#src/clock.ts"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import { onward, page } from "#src/door/respond.tsx"
import { holds } from "#src/office/people/actor.ts"
import { draftPath, planPath } from "#src/paths.ts"
import { missing, Refusal } from "#src/refusal.ts"
import { SubmittedDraftPage } from "#views/intake/submitted.tsx"
import { approvesDraft, issuedOnOf } from "./approval.ts"
import { JUDGE_DRAFT, RECALL_DRAFT, submitted, type Waiting, waiting } from "./approval_acts.ts"
import { planApprovedFrom } from "./approval_queries.ts"
import { draftOf } from "./asked.ts"
import { changesOf, gapsIn, partsByUnit, unfitIn } from "./issuing.ts"

type C = Context<Env>

function show(c: C, one: Waiting, flaws?: Flawed) {
  const submission = submitted(one)
  const { found, review, document, seen } = one
  const { actor, today, settings } = c.var
  const { draft, target } = found
  return page(
    c,
    { title: `${target ? "更新方案" : "方案"}待审定`, status: flaws ? 422 : 200 },
    <SubmittedDraftPage
      found={found}
      submission={submission}
      issuedOn={issuedOnOf(submission.issuedOn, dateOf(draft.submittedAt ?? c.var.now), today)}
      review={review}
      document={document}
      changes={target && changesOf(target, review, found.directory)}
      parts={partsByUnit(review, found.directory)}
      gaps={gapsIn(found.gaps, review)}
      unfit={unfitIn(review)}
      approver={settings.planApprover}
      may={{
        approve: approvesDraft(actor, draft, settings.planApprover),
        recall: holds(actor, "supervisor", draft.unitId),
      }}
      seen={seen}
      today={today}
      flaws={flaws}
    />,
  )
}

/** Whoever presses a second time has agreed already, and the draft is gone: they see the plan. */
const orAgreed =
  (press: (c: C) => Promise<Response>) =>
  async (c: C): Promise<Response> => {
    try {
      return await press(c)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === "conflict") throw error
      const planId = await planApprovedFrom(c.var.database, c.req.param("draft") ?? "", c.var.actor.id)
      if (planId === null) throw error
      return onward(c, planPath(planId))
    }
  }

/** 送审 and 审定 of a draft: the whole plan is read before it is agreed to. */
export const draftApproval = factory
  .createApp()
  .get("/drafts/:draft/approval", async (c) => {
    const found = await draftOf(askedOf(c))
    if (!found) throw missing()
    const one = waiting(found)
    return one.submission ? show(c, one) : c.redirect(draftPath(found.draft.key), 303)
  })
  .post(
    "/drafts/:draft/approval",
    orAgreed(
      pressed(JUDGE_DRAFT, {
        again: show,
        onward: (_one, _input, _next, planId) => (planId === null ? "/plans" : planPath(planId)),
      }),
    ),
  )
  .post(
    "/drafts/:draft/recall",
    pressed(RECALL_DRAFT, { again: nothingTyped, onward: ({ draft }) => draftPath(draft.key) }),
  )
