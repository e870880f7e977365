import type { Person, Post, PostKind } from "#db/schema.ts"
import { addDays } from "#src/clock.ts"
import { type Actor, holds, isAdministrator, isLeader, isSupervisor, placesOf } from "./actor.ts"

/*
 * 三员 (domain.md 4.2): the three administrators are three people, none holds a business post, nobody grants or ends a
 * post of their own, and each of the three is always held by somebody whose post has no end.
 */

export const ADMINISTRATORS = ["admin", "security", "auditor"] as const satisfies readonly PostKind[]

/** A unit needs somebody in these posts. */
export const UNIT_POSTS = ["liaison", "head", "supervisor"] as const satisfies readonly PostKind[]

/** Whoever holds one of these holds no other: 三员, and who looks on from outside. */
export const LONE_POSTS = [...ADMINISTRATORS, "observer"] as const satisfies readonly PostKind[]

export const isAdministratorPost = (kind: PostKind): boolean => ADMINISTRATORS.some((one) => one === kind)
export const standsAlone = (kind: PostKind): boolean => LONE_POSTS.some((one) => one === kind)
/** Somebody takes it over when it ends. */
export const needsHeir = (kind: PostKind): boolean => UNIT_POSTS.some((one) => one === kind)
/** A unit is part of it: the one it is held in, or the one that invites. */
export const needsUnit = (kind: PostKind): boolean => needsHeir(kind) || kind === "observer"

/** May one person hold both at the same time? */
export const areExclusive = (one: PostKind, other: PostKind): boolean =>
  one !== other && (standsAlone(one) || standsAlone(other))

/** The person has confirmed this very mailbox as their own; until then no mail to it carries a 填报链接. */
export const isMailboxConfirmed = ({ email, confirmedEmail }: Pick<Person, "email" | "confirmedEmail">): boolean =>
  email !== "" && email === confirmedEmail

/** There is a mailbox, and the person has not confirmed it. */
export const awaitsMailbox = (person: Pick<Person, "email" | "confirmedEmail">): boolean =>
  person.email !== "" && !isMailboxConfirmed(person)

export type HeldPost = Pick<Post, "kind" | "unitId" | "fromOn" | "untilOn">

type Period = Pick<Post, "fromOn" | "untilOn">

/** Some day belongs to both. No end: for now. */
export const overlap = (one: Period, other: Period): boolean =>
  (one.untilOn === null || other.fromOn <= one.untilOn) && (other.untilOn === null || one.fromOn <= other.untilOn)

export type GrantProblem =
  | "own_grant"
  | "exclusive_post"
  | "duplicate_post"
  | "unit_needed"
  | "unit_forbidden"
  | "ends_before_it_begins"
  | "stand_in_without_end"
  | "invited_without_end"

/** Why a post cannot be granted; null: it can. */
export function grantProblem(
  granterId: number,
  post: HeldPost & { personId: number; standIn?: boolean },
  held: readonly HeldPost[],
): GrantProblem | null {
  if (granterId === post.personId) return "own_grant"
  if (needsUnit(post.kind) && post.unitId === null) return "unit_needed"
  if (!needsUnit(post.kind) && post.unitId !== null) return "unit_forbidden"
  if (post.untilOn !== null && post.untilOn < post.fromOn) return "ends_before_it_begins"
  if (post.standIn && post.untilOn === null) return "stand_in_without_end"
  const beside = held.filter((other) => overlap(other, post))
  if (beside.some((other) => areExclusive(other.kind, post.kind))) return "exclusive_post"
  if (beside.some((other) => other.kind === post.kind && other.unitId === post.unitId)) return "duplicate_post"
  return post.kind === "observer" && post.untilOn === null ? "invited_without_end" : null
}

/**
 * Ending a post leaves its unit without anybody in it: whoever ends it has to say who takes over, or that nobody does.
 * Not where it is only made longer.
 */
export const leavesNobody = (post: HeldPost, lastDay: string, others: readonly HeldPost[]): boolean =>
  needsHeir(post.kind) &&
  (post.untilOn === null || lastDay < post.untilOn) &&
  !others.some(({ fromOn, untilOn }) => fromOn <= addDays(lastDay, 1) && (untilOn === null || untilOn > lastDay))

/** 评议组成员 does nothing yet; what does nothing is not granted. */
export const GRANTABLE = [
  "liaison",
  "head",
  "supervisor",
  "leader",
  "admin",
  "security",
  "auditor",
  "observer",
] as const satisfies readonly PostKind[]

/** So many days before a post ends it is shown to those who can see to it. */
export const SHOWN_BEFORE_END = 30

export const endsSoon = ({ untilOn }: Pick<Post, "untilOn">, today: string): boolean =>
  untilOn !== null && untilOn >= today && untilOn <= addDays(today, SHOWN_BEFORE_END)

export type EndProblem = "own_grant" | "last_of_its_kind" | "ends_before_it_begins"

/**
 * Why a post cannot be ended after a day; null: it can.
 *
 * @param others Posts of the same kind held by other people whose accounts are in use.
 */
export function endProblem(
  enderId: number,
  post: HeldPost & { personId: number },
  lastDay: string,
  others: readonly HeldPost[],
): EndProblem | null {
  if (enderId === post.personId) return "own_grant"
  if (lastDay < addDays(post.fromOn, -1)) return "ends_before_it_begins"
  if (isAdministratorPost(post.kind) && post.untilOn === null && !others.some((other) => standsOn(other, lastDay)))
    return "last_of_its_kind"
  return null
}

/** In force on the day after another one ends, and without an end of its own. */
const standsOn = (post: HeldPost, lastDay: string): boolean =>
  post.untilOn === null && post.fromOn <= addDays(lastDay, 1)

/** The administrators' posts without an end that an account holds: while it is the only one, it cannot be disabled. */
export const irreplaceable = (held: readonly HeldPost[], others: readonly HeldPost[], today: string): PostKind | null =>
  held.find(
    (post) =>
      isAdministratorPost(post.kind) &&
      post.untilOn === null &&
      !others.some((other) => other.kind === post.kind && standsOn(other, today)),
  )?.kind ?? null

/** Whom to ring at any unit: the supervising office and leaders, and the 系统管理员 who keeps the numbers. */
export const seesAllContacts = (actor: Actor): boolean =>
  holds(actor, "admin") || (!isAdministrator(actor) && (isSupervisor(actor) || isLeader(actor)))

/** Which units have no 联络员: those who can mend it, and those who have to ring instead. */
export const seesGaps = (actor: Actor): boolean => seesAllContacts(actor) || holds(actor, "security")

/** Name and telephone of a unit's people: besides those who see all, the unit itself. */
export const seesContacts = (actor: Actor, unitId: number): boolean =>
  seesAllContacts(actor) || (!isAdministrator(actor) && placesOf(actor).includes(unitId))
