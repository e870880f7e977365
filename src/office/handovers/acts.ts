import type * as z from "zod"
import { type Asked, act, actsAs } from "#src/door/act.ts"
import { ensureHolds } from "#src/office/people/actor.ts"
import { idOf } from "#src/office/typed/input.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { missing } from "#src/refusal.ts"
import { confirmHandover, ensureHeld, proposeHandover, refuseHandover, withdrawHandover } from "./commands.ts"
import { type Heir, NO_ACCOUNT } from "./heir.ts"
import { Deciding, Handing, Withdrawing } from "./input.ts"
import { type PeriodProblem, periodProblem } from "./policy.ts"
import { type FoundHandover, findHandover, type PostToHandOver, postToHandOver } from "./queries.ts"

/* 岗位交接: what the holder of a post proposes and takes back, and what the 安全管理员 decides. */

/** At which field a rule's sentence stands. */
const FIELD: Record<PeriodProblem, string> = {
  begins_in_the_past: "fromOn",
  ends_before_it_begins: "untilOn",
  stand_in_without_end: "untilOn",
}

const periodIn = ({ how, fromOn, untilOn }: z.output<typeof Handing>) => ({
  standIn: how === "stand_in",
  fromOn,
  untilOn,
})

function heirIn({ colleagues }: PostToHandOver, { person, name }: { person: string; name: string }): Heir {
  if (person === NO_ACCOUNT) return { person: null, name }
  const chosen = colleagues.find(({ id }) => id === idOf(person))
  if (!chosen) throw missing()
  return { person: chosen, name: "" }
}

/** Of one's own post. */
export const PROPOSE_HANDOVER = act({
  find: ({ database, actor, number, today }) => postToHandOver(database, actor.id, number("post"), today),
  may: () => {},
  input: Handing,
  fits: ({ today, refusalWords }, _found, input): Problems | null => {
    const problem = periodProblem(periodIn(input), today)
    return problem && { [FIELD[problem]]: [refusalWords(problem)] }
  },
  does: async ({ database, by }, found, input) => {
    ensureHeld(found, by)
    const proposing = { ...periodIn(input), heir: heirIn(found, input), cause: "own", remark: input.remark } as const
    await proposeHandover(database, found, proposing, by)
    return "handover_proposed"
  },
})

const handover = ({ database, number, today }: Asked) => findHandover(database, number("handover"), today)
const version = (found: FoundHandover) => found.handover.version

/** One's own: that of somebody else is not there. */
export const WITHDRAW_HANDOVER = act({
  find: async (asked) => {
    const found = await handover(asked)
    return found?.post.personId === asked.actor.id ? found : null
  },
  may: () => {},
  input: Withdrawing,
  version,
  does: async ({ database, by }, found) => {
    await withdrawHandover(database, found, by)
    return "handover_withdrawn"
  },
})

export const DECIDE_HANDOVER = act({
  find: handover,
  may: (actor) => ensureHolds(actor, "security"),
  input: Deciding,
  version,
  does: async (asked, found, { verdict, personId, remark }) => {
    const decider = actsAs(asked, "security")
    if (verdict === "refuse") await refuseHandover(asked.database, found, remark, decider)
    else await confirmHandover(asked.database, found, personId, decider)
    return verdict === "refuse" ? "handover_refused" : "handover_confirmed"
  },
})
