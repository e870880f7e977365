import type { Bulletin, Plan } from "#db/schema.ts"
import { type Actor, isLeader } from "#src/office/people/actor.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { isOutside } from "./workflow.ts"

type Holder = Pick<Actor, "id" | "posts">

/** A leader who was asked, or any where nobody is named; never whoever wrote or sent it. */
export const approves = (
  holder: Holder,
  { leaderId, draftedById, sentById }: Pick<Bulletin, "leaderId" | "draftedById" | "sentById">,
): boolean =>
  holder.posts.some(({ kind }) => kind === "leader") &&
  (leaderId === null || leaderId === holder.id) &&
  holder.id !== draftedById &&
  holder.id !== sentById

/** What happens inside before it is issued stays between the office and leaders. */
export const seesInside = (actor: Actor, plan: Pick<Plan, "supervisingUnitId">): boolean =>
  supervises(actor, plan) || isLeader(actor)

/** Of a withdrawn one the units read the note, and not the words that were withdrawn. */
export const readsWords = (
  actor: Actor,
  { state }: Pick<Bulletin, "state">,
  plan: Pick<Plan, "supervisingUnitId">,
): boolean => seesInside(actor, plan) || (isOutside(state) && state !== "withdrawn")
