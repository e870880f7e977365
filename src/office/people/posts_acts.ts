import type * as z from "zod"
import { addDays } from "#src/clock.ts"
import { type Asked, act, actsAs } from "#src/door/act.ts"
import { newPost } from "#src/office/handovers/policy.ts"
import { type PostToEnd, postToEnd } from "#src/office/handovers/queries.ts"
import { idOf } from "#src/office/typed/input.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { VACANT } from "#src/owing/leaving/leaving.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { HEIR_PROBLEM_LABEL } from "#views/people/words.ts"
import { POST_LABEL } from "#views/words/roles.ts"
import { type Actor, ensureHolds } from "./actor.ts"
import { endPost, grantPost, keepPost, type NewPost } from "./directory_commands.ts"
import { Ending, Granting, Keeping } from "./input.ts"
import { endProblem, type GrantProblem, grantProblem, leavesNobody, needsUnit } from "./policy.ts"
import { type PersonFile, personByLogin } from "./queries.ts"

/* 岗位授权: what the 安全管理员 does with the posts of somebody else. */

/** At which field a rule's sentence stands. */
const FIELD: Record<GrantProblem, string> = {
  own_grant: "kind",
  exclusive_post: "kind",
  duplicate_post: "kind",
  unit_needed: "unitId",
  unit_forbidden: "unitId",
  ends_before_it_begins: "untilOn",
  stand_in_without_end: "untilOn",
  invited_without_end: "untilOn",
}

/** The 安全管理员, and not of posts of their own. */
export function mayGrant(actor: Actor, { person }: { person: { id: number } }) {
  ensureHolds(actor, "security")
  if (person.id === actor.id) throw forbidden("own_grant")
}

/** The post as it was chosen; what the form of this post does not ask is nobody's answer. */
const postIn = ({ person }: PersonFile, { beat, ...rest }: z.output<typeof Granting>) => ({
  ...rest,
  personId: person.id,
  unitId: needsUnit(rest.kind) ? rest.unitId : null,
  beat: rest.kind === "supervisor" ? beat : [],
})

export const GRANT = act({
  find: ({ database, word, today }) => personByLogin(database, word("login"), today),
  may: mayGrant,
  input: Granting,
  fits: ({ actor, refusalWords }, file, input): Problems | null => {
    const problem = grantProblem(actor.id, postIn(file, input), file.posts)
    return problem && { [FIELD[problem]]: [refusalWords(problem)] }
  },
  does: async (asked, file, input) => {
    if (!file.person.active) throw conflict()
    const post = postIn(file, input)
    const known = file.units.map(({ id }) => id)
    const named = post.unitId === null ? input.beat : [post.unitId, ...input.beat]
    if (!named.every((id) => known.includes(id))) throw missing()
    await grantPost(asked.database, post, actsAs(asked, "security"))
    return "post_granted"
  },
})

/** An act on one post of the person: the address names the person, the input the post. */
const onPost = (postId: number) => ({
  find: ({ database, word, today }: Asked) => postToEnd(database, word("login"), postId, today),
  may: mayGrant,
  version: ({ post }: PostToEnd) => post.version,
})

/** 保留: a post stays with somebody who was moved. */
export const keepPostOf = (postId: number) =>
  act({
    ...onPost(postId),
    input: Keeping,
    does: async (asked, { post, isKept }) => {
      if (!isKept) throw conflict()
      await keepPost(asked.database, post, actsAs(asked, "security"))
      return "post_kept"
    },
  })

export const endPostOf = (postId: number) =>
  act({
    ...onPost(postId),
    input: Ending,
    fits: (asked, found, { lastDay, heir }): Problems | null => {
      const next = successorOf(asked, found, lastDay, heir)
      if ("problem" in next) return { heir: [next.problem] }
      return null
    },
    does: async (asked, found, { lastDay, heir }) => {
      const { post, others } = found
      const problem = endProblem(asked.actor.id, post, lastDay, others)
      if (problem) throw conflict(problem, { post: POST_LABEL[post.kind] })
      const next = successorOf(asked, found, lastDay, heir)
      if ("problem" in next) throw conflict()
      await endPost(asked.database, post, lastDay, actsAs(asked, "security"), next.post)
      return next.post ? "post_passed" : "post_ended"
    },
  })

/** Who takes the post over from the day after; nobody where another holds it, or where it is said that nobody does. */
function successorOf(
  { actor, today, refusalWords }: Asked,
  { post, others, colleagues, held }: PostToEnd,
  lastDay: string,
  heir: string,
): { post: NewPost | null } | { problem: string } {
  if (heir === VACANT) return { post: null }
  const chosen = colleagues.find(({ id }) => id === idOf(heir))
  if (!chosen) return leavesNobody(post, lastDay, others) ? { problem: HEIR_PROBLEM_LABEL.no_heir } : { post: null }
  const period = { standIn: false, fromOn: addDays(lastDay, 1), untilOn: null }
  const next = newPost(period, post, chosen.id, today)
  const own = held.filter(({ personId }) => personId === chosen.id)
  const problem = grantProblem(actor.id, next, own)
  return problem ? { problem: refusalWords(problem) } : { post: next }
}
