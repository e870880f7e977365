import type { Plan } from "#db/schema.ts"
import { type Actor, holds } from "#src/office/people/actor.ts"
import type { RefusalCode } from "#src/refusal.ts"

/*
 * Who may judge whose report or claim (design.md 1, "The supervisor is supervised"). The supervising office leads most
 * of what it must check; for its own part (自查) one supervisor proposes (初核) and somebody else confirms (复核), and
 * neither has written, signed or entered what is judged.
 */

export type Judged = {
  plan: Pick<Plan, "supervisingUnitId" | "confirmer" | "confirmingUnitId">
  /** The unit whose report or claim it is. */
  unitId: number
  /** Who wrote, sent, signed or entered it. */
  authors: readonly number[]
}

export const isSelfCheck = ({ plan, unitId }: Pick<Judged, "plan" | "unitId">): boolean =>
  unitId === plan.supervisingUnitId

/** How an actor may judge: at once, by proposing, or not at all and why. */
export type Judging = { how: "direct" | "propose" } | { how: "refused"; code: RefusalCode }

export function judging(actor: Actor, judged: Judged): Judging {
  if (!holds(actor, "supervisor", judged.plan.supervisingUnitId)) return refused("not_yours")
  if (judged.authors.includes(actor.id)) return refused("own_report")
  if (isSelfCheck(judged)) return { how: "propose" }
  if (holds(actor, "liaison", judged.unitId) || holds(actor, "head", judged.unitId)) return refused("own_unit")
  return { how: "direct" }
}

const refused = (code: RefusalCode): Judging => ({ how: "refused", code })

type Holder = Pick<Actor, "id" | "posts">

/** Null: may confirm (复核) this proposal; otherwise why not. */
export function confirming(actor: Actor, judged: Judged, proposedById: number): RefusalCode | null {
  if (actor.id === proposedById) return "own_proposal"
  if (judged.authors.includes(actor.id)) return "own_report"
  return isNamedConfirmer(actor, judged.plan) ? null : "not_yours"
}

/** Somebody the plan names to confirm: a second supervisor, a named unit's head or supervisor, or a leader. */
export function isNamedConfirmer(holder: Holder, plan: Judged["plan"]): boolean {
  const has = (kind: "supervisor" | "head" | "leader", unitId?: number | null) =>
    holder.posts.some((post) => post.kind === kind && (unitId === undefined || post.unitId === unitId))
  if (plan.confirmer === "leader") return has("leader")
  if (plan.confirmer === "unit") return has("head", plan.confirmingUnitId) || has("supervisor", plan.confirmingUnitId)
  return has("supervisor", plan.supervisingUnitId)
}

/** Everybody who could confirm what `proposer` proposes: whom to ask, or nobody. */
export const confirmersOf = <T extends Holder>(everybody: readonly T[], judged: Judged, proposerId: number): T[] =>
  everybody.filter(
    (one) => one.id !== proposerId && !judged.authors.includes(one.id) && isNamedConfirmer(one, judged.plan),
  )
