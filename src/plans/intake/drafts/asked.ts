import type { Context } from "hono"
import type { Env } from "#src/door/env.ts"
import { isSupervisor } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import type { Step } from "./corrections.ts"
import { type Found, findDraft } from "./draft_queries.ts"
import { type Review, reviewOf } from "./review.ts"

type C = Context<Env>

export const readingOf = (c: C) => {
  const { calendar, settings } = c.var
  return { calendar, lastPeriodDays: settings.lastPeriodDays }
}

export function supervisorOnly(c: C) {
  if (!isSupervisor(c.var.actor)) throw forbidden()
}

/** The draft of the address, as far as this person has to do with it. */
export function draftFor(c: C): Promise<Found | null> {
  const { database, actor, today, settings } = c.var
  return findDraft(database, actor, c.req.param("draft") ?? "", { today, approver: settings.planApprover })
}

/** The draft of the address, for whoever supervises. */
export async function draftIn(c: C): Promise<Found> {
  supervisorOnly(c)
  const found = await draftFor(c)
  if (!found) throw missing()
  return found
}

/** The same to be changed: it is with nobody. */
export async function ownDraftIn(c: C): Promise<Found> {
  const found = await draftIn(c)
  if (found.draft.state === "approving") throw conflict("draft_submitted")
  return found
}

export const inUse = ({ directory }: Found) => directory.filter(({ active }) => active)

export const reviewIn = (found: Found, steps: readonly Step[] = found.draft.steps): Review =>
  reviewOf(found.draft.reading, steps, inUse(found), found.remembered)

/** What of the document itself stands against 下达. */
export function unfitIn({ matches, counts }: Review): Problems | null {
  const open = matches.filter(({ answer }) => answer === null).map(({ name }) => name)
  if (open.length > 0) return { units: [`请先为${open.join("、")}选择对应单位，或选「新增」`] }
  return counts.assignments === 0 ? { general: ["方案里没有任何分工，不能下达"] } : null
}

/** What must be decided before 下达 or 送审. */
export function hindrances({ same, target }: Found, review: Review, chosen: string): Problems | null {
  const unfit = unfitIn(review)
  if (unfit) return unfit
  const undecided = same.length > 0 && !target && chosen !== "new"
  return undecided ? { target: ["同一文件或同名方案已经下达，请选择更新现有方案，或确认另行下达"] } : null
}
