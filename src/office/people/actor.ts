import type { PostKind } from "#db/schema.ts"
import { forbidden } from "#src/refusal.ts"

/** A post that counts today. */
export type ActorPost = {
  kind: PostKind
  unitId: number | null
  unitName: string | null
  standIn: boolean
  beat: number[]
}

/** What a session that was opened by a 填报链接 is bound to: for it nothing else exists (src/reports/links). */
export type LinkBinding = { id: number; planId: number; unitId: number; roundId: number }

/** What the answer to 「may I」 rests on; it is asked again inside the batch of every act. */
export type Standing = {
  tokenHash: string
  /** Where the person works, whatever a link binds the session to. */
  workplaceId: number | null
  /** The posts held when the request came. */
  postIds: readonly number[]
}

/** Who is asking. `unitId` is where they work, `posts` what they may do. */
export type Actor = {
  id: number
  login: string
  name: string
  unitId: number | null
  unitName: string | null
  posts: ActorPost[]
  address: string
  mustChangePassword: boolean
  /** Came by a link: `posts` is then the one liaison's post, `unitId` its unit. */
  link?: LinkBinding | null
  /** A program asks in their name, by this token. */
  apiTokenId?: number
  /** Of whoever came with a session; the demo and the timer have none. */
  standing?: Standing
}

/** Holds the post, for this unit if one is named. */
export const holds = (actor: Actor, kind: PostKind, unitId?: number): boolean =>
  actor.posts.some((post) => post.kind === kind && (unitId === undefined || post.unitId === unitId))

/** For whoever holds one of the posts, and for nobody else. */
export function ensureHolds(actor: Actor, ...kinds: PostKind[]) {
  if (!kinds.some((kind) => holds(actor, kind))) throw forbidden()
}

/** The units for which the actor reports: as liaison or as head. */
export const unitsOf = (actor: Actor, ...kinds: PostKind[]): number[] => [
  ...new Set(
    actor.posts.filter((post) => kinds.includes(post.kind) && post.unitId !== null).map((post) => post.unitId ?? 0),
  ),
]

/**
 * The units an actor belongs to: those of the posts, which the 安全管理员 grants. Where they work is what the 系统管理员
 * entered, and gives no sight of anything.
 */
export const placesOf = ({ posts }: Pick<Actor, "posts">): number[] => [
  // Whoever is invited to look on does not belong to the office that invited them.
  ...new Set(
    posts
      .filter(({ kind }) => kind !== "observer")
      .map(({ unitId }) => unitId)
      .filter((unitId) => unitId !== null),
  ),
]

/** 三员 hold no business role and see no plan. */
export const isAdministrator = (actor: Actor): boolean => isAdmin(actor) || isSecurity(actor) || isAuditor(actor)

export const isSupervisor = (actor: Actor): boolean => holds(actor, "supervisor")
export const isLeader = (actor: Actor): boolean => holds(actor, "leader")
export const isAdmin = (actor: Actor): boolean => holds(actor, "admin")
export const isSecurity = (actor: Actor): boolean => holds(actor, "security")
/** Looks on from outside, invited: for them nothing else exists than what src/outward/observing/reach.ts names. */
export const isObserver = (actor: Actor): boolean => holds(actor, "observer")
export const isAuditor = (actor: Actor): boolean => holds(actor, "auditor")

/** Sees how all units stand. */
export const overlooks = (actor: Actor): boolean => isSupervisor(actor) || isLeader(actor)

/** Has something to decide at the desk, or may be named to confirm or to approve. */
export const decides = (actor: Actor): boolean => overlooks(actor) || holds(actor, "head")

/** Takes part in a unit's reporting, or may be handed an item. */
export const isOfUnit = (actor: Actor): boolean =>
  holds(actor, "liaison") || holds(actor, "head") || (actor.unitId !== null && actor.posts.length === 0)

/** The first screen after signing in answers "what do I have to do now". */
export function homeOf(actor: Actor): string {
  if (holds(actor, "admin")) return "/admin/people"
  if (holds(actor, "security")) return "/admin/posts"
  if (holds(actor, "auditor")) return "/admin/events"
  if (isObserver(actor)) return "/observing"
  if (isSupervisor(actor)) return "/desk"
  if (isLeader(actor)) return "/overview"
  return "/todo"
}

/** As whom somebody acts, for the trail: the post and its unit at the time. views/words/roles.ts has the word for the post. */
export function actingAs(actor: Actor, kind: PostKind): string {
  const post = actor.posts.find((one) => one.kind === kind)
  return post?.unitName ? `${kind} ${post.unitName}` : kind
}
