import type { PostKind, Reset } from "#db/schema.ts"
import { type Actor, holds } from "#src/office/people/actor.ts"

/*
 * Whose password one administrator alone must not set: whoever knows it for a minute is all that they are. The three
 * administrators, supervisors and leaders.
 */
export const TWO_PERSON_POSTS = [
  "admin",
  "security",
  "auditor",
  "supervisor",
  "leader",
] as const satisfies readonly PostKind[]

export const needsSecond = (kinds: readonly PostKind[]): boolean =>
  kinds.some((kind) => TWO_PERSON_POSTS.some((one) => one === kind))

/** Who confirms: the 安全管理员; for one of these the 审计管理员. */
export const confirmingPost = (kinds: readonly PostKind[]): "security" | "auditor" =>
  kinds.includes("security") ? "auditor" : "security"

type Asked = Pick<Reset, "personId" | "askedById"> & { kinds: readonly PostKind[] }

/** Neither whose password it is nor whoever asked, whatever they hold. */
export const mayConfirm = (actor: Pick<Actor, "id" | "posts">, { personId, askedById, kinds }: Asked): boolean =>
  actor.id !== personId && actor.id !== askedById && actor.posts.some(({ kind }) => kind === confirmingPost(kinds))

/** Taken back by any 系统管理员: a code that was told to the wrong person stops counting. */
export const mayWithdraw = (actor: Actor): boolean => holds(actor, "admin")
