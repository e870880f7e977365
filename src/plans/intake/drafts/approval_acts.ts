import { createHash } from "node:crypto"
import { type Asked, act } from "#src/door/act.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { approvesDraft, keptSubmission, type Submission } from "./approval.ts"
import { declineDraft, recallDraft } from "./approval_commands.ts"
import { draftOf, reviewIn, theOffice } from "./asked.ts"
import type { Found } from "./draft_queries.ts"
import { Approving, Recalling } from "./input.ts"
import { unfitIn } from "./issuing.ts"
import { issueDraft } from "./issuing_commands.ts"
import type { Review } from "./review.ts"
import { documentOf, type ShownDocument } from "./shown.ts"

/* 审定 of a draft that was submitted, and its 撤回送审. */

/** A draft as it will be issued; `submission`: null while it is with nobody. */
export type Waiting = {
  found: Found
  submission: Submission | null
  review: Review
  document: ShownDocument
  /** Names what is read: the directory and remembered names may change meanwhile. */
  seen: string
}

export function waiting(found: Found): Waiting {
  const submission = keptSubmission(found.draft.submission)
  const review = reviewIn(found)
  const document = documentOf(review, found.draft.reading, found.directory)
  const seen = createHash("sha256")
    .update(JSON.stringify([submission, document]))
    .digest("hex")
  return { found, submission, review, document, seen }
}

/** What was submitted; whoever comes too late is told that it was taken back. */
export function submitted({ submission }: Waiting): Submission {
  if (!submission) throw conflict("draft_not_submitted")
  return submission
}

/** 同意下达, or 发还修改 with what is to be changed. */
export const JUDGE_DRAFT = act({
  find: async (asked: Asked) => {
    const found = await draftOf(asked)
    return found && waiting(found)
  },
  may: (actor, { found }, { settings }) => {
    if (!approvesDraft(actor, found.draft, settings.planApprover)) throw forbidden()
  },
  input: Approving,
  version: (one) => {
    submitted(one)
    return one.found.draft.version
  },
  does: async ({ database, by, calendar, settings }, one, { agrees, remark, seen }) => {
    const { found, review } = one
    const { draft } = found
    if (!agrees) {
      await declineDraft(database, draft, remark, by, { approver: settings.planApprover })
      return "plan_declined"
    }
    // What is approved is what was read, or nothing is.
    if (unfitIn(review) || seen !== one.seen) throw conflict("draft_changed")
    const approval = { version: draft.version, remark }
    const reading = { calendar, lastPeriodDays: settings.lastPeriodDays }
    const { planId, kind, n } = await issueDraft(database, found, review, submitted(one), approval, by, reading)
    if (kind === "updated") return { said: `update_approved.${n}`, made: planId }
    return { said: `plan_approved.${n}`, made: planId }
  },
})

/** 撤回送审. */
export const RECALL_DRAFT = act({
  find: draftOf,
  may: theOffice,
  input: Recalling,
  version: ({ draft }) => draft.version,
  does: async ({ database, by }, { draft }) => {
    await recallDraft(database, draft, by)
    return "plan_recalled"
  },
})
