import type { Asked } from "#src/door/act.ts"
import { type Actor, holds, isSupervisor } from "#src/office/people/actor.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { type Found, findDraft } from "./draft_queries.ts"
import { type Review, reviewOf } from "./review.ts"

export function supervisorOnly(actor: Actor) {
  if (!isSupervisor(actor)) throw forbidden()
}

/**
 * The draft of the address, as far as this person has to do with it. To whoever neither supervises nor is named to approve
 * this one, drafts are closed altogether.
 */
export async function draftOf({ database, actor, word, today, settings }: Asked): Promise<Found | null> {
  const found = await findDraft(database, actor, word("draft"), { today, approver: settings.planApprover })
  if (!found) supervisorOnly(actor)
  return found
}

/** The draft of the address, for whoever supervises. */
export const DRAFT = { find: draftOf, may: supervisorOnly }

export function theOffice(actor: Actor, { draft }: Pick<Found, "draft">) {
  if (!holds(actor, "supervisor", draft.unitId)) throw forbidden()
}

/** It is with nobody: whoever comes from an older page is told that it was submitted, and not only that it has changed. */
export function ensureDrafted({ draft }: Pick<Found, "draft">) {
  if (draft.state === "approving") throw conflict("draft_submitted")
}

/** An act of its office on the draft of the address, upon the page as it was shown. */
export const OWN_DRAFT = {
  find: draftOf,
  may: theOffice,
  version: (found: Pick<Found, "draft">) => {
    ensureDrafted(found)
    return found.draft.revision
  },
}

export const inUse = ({ directory }: Found) => directory.filter(({ active }) => active)

export const reviewIn = (found: Found): Review =>
  reviewOf(found.draft.reading, found.draft.steps, inUse(found), found.remembered)

/** A draft with what its corrections and the directory make of it now. */
export type Reviewed = Found & { review: Review }

/** The same as `OWN_DRAFT`, looked over. */
export const REVIEWED_DRAFT = {
  ...OWN_DRAFT,
  find: async (asked: Asked): Promise<Reviewed | null> => {
    const found = await draftOf(asked)
    return found && { ...found, review: reviewIn(found) }
  },
}
