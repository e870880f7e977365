import { type Asked, act, actsAs } from "#src/door/act.ts"
import { type Actor, ensureHolds } from "#src/office/people/actor.ts"
import { ensureNotOwn, onPerson } from "#src/office/people/directory_acts.ts"
import { Versioned } from "#src/office/people/input.ts"
import { irreplaceable } from "#src/office/people/policy.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, missing } from "#src/refusal.ts"
import { HEIR_PROBLEM_LABEL } from "#views/people/words.ts"
import { POST_LABEL } from "#views/words/roles.ts"
import { Leaving, Moving } from "./input.ts"
import { answersIn, postsToPass } from "./leaving.ts"
import { type Answer, disable, enable, move } from "./leaving_commands.ts"
import { type Leaver, type LeaverPost, leaverOf } from "./leaving_queries.ts"

/* 停用 and 调整单位, and 启用 of whoever is back: the 系统管理员 says who takes over, the 安全管理员 confirms it. */

const onLeaver = {
  find: ({ database, word, today }: Asked) => leaverOf(database, word("login"), today),
  may: (actor: Actor) => ensureHolds(actor, "admin"),
  version: ({ person }: Leaver) => person.version,
}

/** Who can be disabled at all: somebody else, in use, and not the last administrator of a kind. */
export function ensureMayLeave(actor: Actor, { person, posts, guards }: Leaver, today: string) {
  if (person.id === actor.id) throw conflict("own_account")
  if (!person.active) throw conflict()
  const last = irreplaceable(posts, guards, today)
  if (last) throw conflict("last_of_its_kind", { post: POST_LABEL[last] })
}

/** The posts that belong to the unit somebody leaves. */
const left = ({ person, posts }: Leaver) => (person.unitId === null ? [] : postsToPass(posts, person.unitId))

type Answered = { answers: Answer[] } | { problems: Problems }

/** Who is to take over each post, or what is missing, by field. */
function answersOf({ colleagues }: Leaver, posts: LeaverPost[], input: Record<string, unknown>, mayKeep: boolean) {
  const ofUnit = ({ unitId }: LeaverPost) => colleagues.filter((one) => one.unitId === unitId)
  const read = answersIn(posts, ofUnit, input, mayKeep)
  if ("answers" in read) return read
  const problems = Object.entries(read.problems).map(([field, code]) => [field, [HEIR_PROBLEM_LABEL[code]]])
  return { problems: Object.fromEntries(problems) as Problems }
}

const lacking = (read: Answered): Problems | null => ("problems" in read ? read.problems : null)

function answered(read: Answered): Answer[] {
  if ("problems" in read) throw conflict()
  return read.answers
}

const onDisabling = (found: Leaver, input: Record<string, unknown>) =>
  answersOf(found, postsToPass(found.posts), input, false)

export const DISABLE = act({
  ...onLeaver,
  input: Leaving,
  fits: (_asked, found, input) => lacking(onDisabling(found, input)),
  does: async (asked, found, input) => {
    ensureMayLeave(asked.actor, found, asked.today)
    const answers = answered(onDisabling(found, input))
    await disable(asked.database, found, answers, actsAs(asked, "admin"))
    return answers.length > 0 ? "person_disabled_passing" : "person_disabled"
  },
})

const onMoving = (found: Leaver, input: Record<string, unknown>) => answersOf(found, left(found), input, true)

export const MOVE = act({
  ...onLeaver,
  input: Moving,
  fits: (_asked, found, input): Problems | null =>
    input.unitId === found.person.unitId ? { unitId: ["与现在的单位相同，请另选"] } : lacking(onMoving(found, input)),
  does: async (asked, found, input) => {
    const { unitId } = input
    if (unitId !== null && !found.units.some(({ id }) => id === unitId)) throw missing()
    const answers = answered(onMoving(found, input))
    await move(asked.database, found, unitId, answers, actsAs(asked, "admin"))
    return answers.length > 0 ? "person_moved_passing" : "person_changed"
  },
})

/** 启用: whoever is back keeps what was to be passed on because they had left. */
export const ENABLE = act({
  ...onPerson,
  input: Versioned,
  does: async (asked, file) => {
    ensureNotOwn(asked.actor, file)
    if (file.person.active) throw conflict()
    await enable(asked.database, file.person, file.handovers, actsAs(asked, "admin"))
    return "person_enabled"
  },
})
