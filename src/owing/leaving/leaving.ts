import type { Post } from "#db/schema.ts"
import { type Heir, NO_ACCOUNT } from "#src/office/handovers/heir.ts"
import { needsHeir } from "#src/office/people/policy.ts"

/*
 * Whoever leaves, because the account is disabled or because they go to another unit, is asked for a successor: post by
 * post, a colleague, somebody who has no account yet, or 暂缺 said explicitly.
 */

/** In the list of colleagues: nobody for now; whoever leaves keeps it all the same. */
export const VACANT = "vacant"
export const KEPT = "kept"

type Person = { id: number; name: string }

export type LeftPost = Pick<Post, "id" | "kind" | "unitId"> & {
  /** Who else holds it today. */
  others: readonly Person[]
  /** Somebody has been proposed already. */
  isPassing: boolean
}

/** Which posts ask for a successor: those of a unit, unless one has been proposed. `from`: only those of this unit. */
export const postsToPass = <P extends LeftPost>(posts: readonly P[], from?: number | null): P[] =>
  posts.filter(
    ({ kind, unitId, isPassing }) => needsHeir(kind) && !isPassing && (from === undefined || unitId === from),
  )

/** The unit is left without anybody in this post. */
export const isOnly = ({ others }: Pick<LeftPost, "others">): boolean => others.length === 0

export const heirField = (postId: number) => `heir-${postId}`
export const nameField = (postId: number) => `name-${postId}`

/** What stands in the list before anything is chosen: whoever holds it already goes on. */
export const usualHeir = ({ others }: Pick<LeftPost, "others">): string => String(others[0]?.id ?? "")

const LONGEST_NAME = 40

/** Nobody was chosen; nobody was named although the list did not have them. */
export type AnswerProblem = "no_heir" | "no_name"
type Answers<P> = { post: P; heir: Heir }[]

/**
 * The answers of the form, one a post; or what is missing, by field.
 *
 * @param mayKeep The post may stay with whoever leaves.
 */
export function answersIn<P extends LeftPost>(
  posts: readonly P[],
  colleaguesOf: (post: P) => readonly Person[],
  typed: Readonly<Record<string, unknown>>,
  mayKeep: boolean,
): { answers: Answers<P> } | { problems: Record<string, AnswerProblem> } {
  const problems: Record<string, AnswerProblem> = {}
  const answers: Answers<P> = []
  for (const post of posts) {
    const chosen = String(typed[heirField(post.id)] ?? "")
    const name = String(typed[nameField(post.id)] ?? "").trim()
    const person = colleaguesOf(post).find(({ id }) => String(id) === chosen)
    if (chosen === NO_ACCOUNT && (name === "" || name.length > LONGEST_NAME)) problems[nameField(post.id)] = "no_name"
    else if (chosen === NO_ACCOUNT) answers.push({ post, heir: { person: null, name } })
    else if (chosen === VACANT) answers.push({ post, heir: { person: null, name: "" } })
    else if (person) answers.push({ post, heir: { person, name: "" } })
    else if (!(mayKeep && chosen === KEPT)) problems[heirField(post.id)] = "no_heir"
  }
  return Object.keys(problems).length > 0 ? { problems } : { answers }
}
