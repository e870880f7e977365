import * as z from "zod"
import type { PlanDraft } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"

/** What 下达 is told besides the document; kept with the draft from 送审 until it is approved or comes back. */
export type Submission = z.infer<typeof Submission>

const Submission = z.object({
  title: z.string(),
  docNumber: z.string(),
  issuedOn: z.string(),
  supervisingUnitId: z.number(),
  /** Of an update: why parts end, and whether new ones join the round that runs. */
  reason: z.string(),
  listed: z.boolean(),
})

/** A submission as it was kept; null: the draft is with nobody. */
export const keptSubmission = (kept: unknown): Submission | null => (kept === null ? null : Submission.parse(kept))

type Holder = Pick<Actor, "id" | "posts">
type Drafted = Pick<PlanDraft, "unitId" | "ownerId" | "savedById" | "submittedById">

/** Named to approve by the setting, and none of those who made, last corrected or submitted the draft. */
export const approvesDraft = (holder: Holder, draft: Drafted, approver: PlanApprover): boolean =>
  isNamed(holder, draft, approver) && !hasWritten(holder, draft)

const hasWritten = ({ id }: Holder, { ownerId, savedById, submittedById }: Drafted) =>
  [ownerId, savedById, submittedById].includes(id)

function isNamed({ posts }: Holder, { unitId: office }: Drafted, approver: PlanApprover): boolean {
  switch (approver) {
    case "none":
      return false
    case "leader":
      return posts.some(({ kind }) => kind === "leader")
    case "head":
      return posts.some(({ kind, unitId }) => kind === "head" && unitId === office)
  }
}

/**
 * The day of 下达 as it is approved. One that had passed at 送审 is the document's own and stays; one that has passed
 * since was meant to be the day of 下达, and is.
 */
export const issuedOnOf = (submittedFor: string, submittedOn: string, today: string): string =>
  submittedFor >= submittedOn && submittedFor < today ? today : submittedFor
