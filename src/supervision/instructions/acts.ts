import { listed, NO_FILTER } from "#src/board/filter.ts"
import { boardOf } from "#src/board/queries.ts"
import { type Asked, act } from "#src/door/act.ts"
import { type Actor, isLeader } from "#src/office/people/actor.ts"
import { readingAs } from "#src/plans/plan/asked.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { LIGHT_SAYS } from "#views/words/lights.ts"
import { cited } from "#views/words.ts"
import {
  answerInstruction,
  askAgain,
  type Giving as Given,
  giveInstruction,
  replyFits,
  settleInstruction,
} from "./commands.ts"
import { AskingAgain, Entering, Giving, Replying, Settling } from "./input.ts"
import { mayAnswerReply, mayGive } from "./policy.ts"
import { type FoundInstruction, findInstruction, planToInstruct } from "./queries.ts"

/* What is done with a 批示: given or entered from paper, answered, settled, asked again. Its pages are in routes.tsx. */

/** The lists of a plan that an instruction may be about, by the light they show. */
const LISTS = ["red", "yellow"] as const
type List = (typeof LISTS)[number]
const isList = (name: string | null): name is List => LISTS.some((list) => list === name)

/** The plan, and what of it the address names: a task, or a list of its parts. */
export async function findToInstruct({ database, actor, number, query, asks }: Asked) {
  const found = await planToInstruct(database, actor, number("plan"), asks("task"))
  const part = query.get("part")
  return found && { ...found, list: isList(part) ? part : null }
}

export type ToInstruct = NonNullable<Awaited<ReturnType<typeof findToInstruct>>>

export function mayInstruct(actor: Actor, { plan }: ToInstruct) {
  if (!mayGive(actor, plan)) throw forbidden()
  ensureRunning(plan)
}

/** What it is about, in words that are kept with it, and the assignments. */
async function aboutOf(
  asked: Asked,
  { plan, task, list }: ToInstruct,
): Promise<{ about: string; assignmentIds: number[] }> {
  if (task) return { about: `任务${task.label}`, assignmentIds: task.assignments }
  const board = await boardOf(asked.database, asked.actor, plan.id, null, readingAs(asked))
  if (!board) throw missing()
  const found = listed(board, list === null ? NO_FILTER : { ...NO_FILTER, part: list }).flatMap(({ parts }) => parts)
  const open = found.filter(({ stateNow }) => stateNow !== "terminated")
  return {
    about: list === null ? cited({ title: plan.title, docNumber: null }) : `${LIGHT_SAYS[list]}的${open.length}项分工`,
    assignmentIds: open.map(({ id }) => id),
  }
}

async function give(asked: Asked, found: ToInstruct, words: Omit<Given, "about" | "assignmentIds" | "taskId">) {
  const about = await aboutOf(asked, found)
  await giveInstruction(asked.database, found.plan, { ...words, ...about, taskId: found.task?.id ?? null }, asked.by)
  return words.followUp ? "instruction_given" : "instruction_noted"
}

/** A leader gives it now and in their own name. */
export const GIVE = act({
  find: findToInstruct,
  may: (actor, found) => {
    mayInstruct(actor, found)
    if (!isLeader(actor)) throw forbidden()
  },
  input: Giving,
  fits: ({ by }, _found, input) => replyFits(input, by),
  does: (asked, found, input) => give(asked, found, { ...input, leaderName: asked.actor.name, givenOn: asked.today }),
})

/** From paper, with its name and day. */
export const ENTER = act({
  find: findToInstruct,
  may: mayInstruct,
  input: Entering,
  fits: ({ by }, _found, input) => replyFits(input, by),
  does: give,
})

const instruction = ({ database, actor, number }: Asked) => findInstruction(database, actor, number("instruction"))
const version = ({ instruction }: FoundInstruction) => instruction.version

function theLeader(actor: Actor, { instruction }: FoundInstruction) {
  if (!mayAnswerReply(actor, instruction)) throw forbidden()
}

export const ANSWER = act({
  find: instruction,
  may: (actor, { plan }) => {
    if (!supervises(actor, plan)) throw forbidden()
  },
  input: Replying,
  version,
  does: async ({ database, by }, found, { reply }) => {
    await answerInstruction(database, found, reply, by)
    return "instruction_answered"
  },
})

export const SETTLE = act({
  find: instruction,
  may: theLeader,
  input: Settling,
  version,
  does: async ({ database, by }, found) => {
    await settleInstruction(database, found, by)
    return "instruction_settled"
  },
})

export const ASK_AGAIN = act({
  find: instruction,
  may: theLeader,
  input: AskingAgain,
  fits: ({ by }, _found, input) => replyFits(input, by),
  version,
  does: async ({ database, by }, found, { version: _, ...words }) => {
    await askAgain(database, found, words, by)
    return "instruction_given"
  },
})
