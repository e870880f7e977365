import type { Handover, Post } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { type GrantProblem, grantProblem, type HeldPost, needsHeir } from "#src/office/people/policy.ts"

/*
 * 岗位交接: the holder of a unit's post names who takes it over, the 系统管理员 does so for whoever leaves, and the
 * 安全管理员 confirms. Proposing grants nothing.
 */

type Mine = Pick<Post, "personId" | "kind" | "fromOn" | "untilOn">

/** One's own post of a unit, while it stands. The three administrators and leaders are appointed elsewhere. */
export const mayHandOver = (actor: Pick<Actor, "id">, post: Mine, today: string): boolean =>
  post.personId === actor.id && needsHeir(post.kind) && (post.untilOn === null || post.untilOn >= today)

/** Taken back by whoever proposed it, or by whose post it is. */
export const mayWithdraw = (
  actor: Pick<Actor, "id">,
  { handover, post }: { handover: Pick<Handover, "proposedById">; post: Pick<Post, "personId"> },
): boolean => actor.id === handover.proposedById || actor.id === post.personId

export type Period = Pick<Handover, "standIn" | "fromOn" | "untilOn">
export type PeriodProblem = "ends_before_it_begins" | "stand_in_without_end" | "begins_in_the_past"

/** Why a period cannot be proposed; null: it can. */
export function periodProblem({ standIn, fromOn, untilOn }: Period, today: string): PeriodProblem | null {
  if (fromOn < today) return "begins_in_the_past"
  if (standIn && untilOn === null) return "stand_in_without_end"
  if (untilOn !== null && untilOn < fromOn) return "ends_before_it_begins"
  return null
}

/**
 * What a confirmation does on its day: after which day the post ends (null: it stays, or has ended by then) and from
 * when the other holds it. What was to begin before it was confirmed begins on the day of the confirmation.
 */
export function takeover({ standIn, fromOn }: Period, post: Pick<Post, "fromOn" | "untilOn">, today: string) {
  const from = fromOn > today ? fromOn : today
  const dayBefore = addDays(from, -1)
  const isOverByThen = post.untilOn !== null && post.untilOn <= dayBefore
  // A post that has not begun by then never counts.
  const lastDay = dayBefore < post.fromOn ? addDays(post.fromOn, -1) : dayBefore
  return { from, lastDay: standIn || isOverByThen ? null : lastDay }
}

/** 暂缺: nobody for now, said explicitly. */
export const isVacancy = ({ toPersonId, toName }: Pick<Handover, "toPersonId" | "toName">): boolean =>
  toPersonId === null && toName === ""

type Passed = Pick<Post, "kind" | "unitId" | "fromOn" | "untilOn" | "beat">

/** The post that the successor gets. */
export const newPost = (handover: Period, post: Passed, personId: number, today: string) => ({
  personId,
  kind: post.kind,
  unitId: post.unitId,
  beat: post.beat,
  fromOn: takeover(handover, post, today).from,
  untilOn: handover.untilOn,
  standIn: handover.standIn,
})

/** The successor holds the same post beside its holder, and needs no other one. */
export const goesOn = ({ standIn, fromOn }: Period, post: Passed, { held }: Successor): boolean =>
  !standIn &&
  held.some(
    (one) =>
      one.kind === post.kind && one.unitId === post.unitId && one.fromOn <= fromOn && (one.untilOn ?? fromOn) >= fromOn,
  )

export type Successor = { id: number; active: boolean; held: readonly HeldPost[] }
export type ConfirmationProblem = GrantProblem | "nobody_to_confirm" | "not_in_use"

/**
 * Why a handover cannot be confirmed for somebody; null: it can. No successor: nobody was chosen. Whoever holds the post
 * already takes it over by going on (`goesOn`).
 */
export function confirmationProblem(
  confirmer: Pick<Actor, "id">,
  handover: Period & Pick<Handover, "toPersonId" | "toName">,
  post: Passed & Pick<Post, "personId">,
  successor: Successor | null,
  today: string,
): ConfirmationProblem | null {
  if (confirmer.id === post.personId) return "own_grant"
  if (isVacancy(handover)) return null
  if (successor === null) return "nobody_to_confirm"
  if (!successor.active) return "not_in_use"
  if (goesOn(handover, post, successor)) return null
  return grantProblem(confirmer.id, newPost(handover, post, successor.id, today), successor.held)
}
