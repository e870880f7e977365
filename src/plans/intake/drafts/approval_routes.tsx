import { createHash } from "node:crypto"
import type { Context } from "hono"
import { dateOf } from "#src/clock.ts"
import { nothingTyped, pressed } from "#src/door/act.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read } from "#src/door/form.ts"
import { ensureCurrent } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { holds, isSupervisor } from "#src/office/people/actor.ts"
import { draftPath, planPath } from "#src/paths.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { SubmittedDraftPage } from "#views/intake/submitted.tsx"
import { RECALL_DRAFT } from "./acts.ts"
import { approvesDraft, issuedOnOf, keptSubmission, type Submission } from "./approval.ts"
import { declineDraft } from "./approval_commands.ts"
import { planApprovedFrom } from "./approval_queries.ts"
import { draftFor, readingOf, reviewIn, unfitIn } from "./asked.ts"
import type { Found } from "./draft_queries.ts"
import { Approving } from "./input.ts"
import { changesOf, gapsIn, partsByUnit } from "./issuing.ts"
import { issueDraft } from "./issuing_commands.ts"
import type { Review } from "./review.ts"
import { documentOf, type ShownDocument } from "./shown.ts"

type C = Context<Env>

/** A draft that waits for 审定, as it will be issued. */
type Waiting = { found: Found; submission: Submission; review: Review; document: ShownDocument; seen: string }

function waiting(found: Found, submission: Submission): Waiting {
  const review = reviewIn(found)
  const document = documentOf(review, found.draft.reading, found.directory)
  // The directory and remembered names may change meanwhile: what is approved is what was read, or nothing is.
  const seen = createHash("sha256")
    .update(JSON.stringify([submission, document]))
    .digest("hex")
  return { found, submission, review, document, seen }
}

function show(c: C, one: Waiting, flaws?: Flawed) {
  const { found, submission, review, document, seen } = one
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

/** The draft of the address, for its office and for whoever is named to approve it. */
async function seenIn(c: C): Promise<Found> {
  const found = await draftFor(c)
  if (!found) throw isSupervisor(c.var.actor) ? missing() : forbidden()
  return found
}

/** 送审 and 审定 of a draft: the whole plan is read before it is agreed to. */
export const draftApproval = factory
  .createApp()
  .get("/drafts/:draft/approval", async (c) => {
    const found = await seenIn(c)
    const submission = keptSubmission(found.draft.submission)
    return submission ? show(c, waiting(found, submission)) : c.redirect(draftPath(found.draft.key), 303)
  })
  .post("/drafts/:draft/approval", async (c) => {
    const { database, actor, settings } = c.var
    const found = await draftFor(c)
    if (!found) {
      // The second press of whoever has just agreed.
      const planId = await planApprovedFrom(database, c.req.param("draft") ?? "", actor.id)
      if (planId !== null) return onward(c, planPath(planId))
      throw isSupervisor(actor) ? missing() : forbidden()
    }
    const { draft } = found
    const approver = settings.planApprover
    const submission = keptSubmission(draft.submission)
    if (!approvesDraft(actor, draft, approver)) throw forbidden()
    if (!submission) throw conflict("draft_not_submitted")
    const one = waiting(found, submission)
    const form = await read(c, Approving)
    if (!form.ok) return show(c, one, form)
    const { version, seen, agrees, remark } = form.data
    ensureCurrent(version, draft.version)
    if (!agrees) {
      await declineDraft(database, draft, remark, by(c), { approver })
      say(c, "plan_declined")
      return onward(c, "/plans")
    }
    const unfit = unfitIn(one.review)
    if (unfit || seen !== one.seen) throw conflict("draft_changed")
    const approval = { version: draft.version, remark }
    const { planId, kind, n } = await issueDraft(database, found, one.review, submission, approval, by(c), readingOf(c))
    say(c, kind === "updated" ? `update_approved.${n}` : `plan_approved.${n}`)
    return onward(c, planPath(planId))
  })
  .post(
    "/drafts/:draft/recall",
    pressed(RECALL_DRAFT, { again: nothingTyped, onward: ({ draft }) => draftPath(draft.key) }),
  )
