import type { Context } from "hono"
import type { z } from "zod"
import { boardOf } from "#src/board/board.ts"
import { listed, NO_FILTER } from "#src/board/filter.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Form, read } from "#src/door/form.ts"
import { askedNumber, ensureCurrent, numberIn, ownPath } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { overAlready } from "#src/office/calendar/day_told.ts"
import { addWorkingDays } from "#src/office/calendar/working_days.ts"
import { isLeader } from "#src/office/people/actor.ts"
import { instructionPath, overviewPath, taskPath } from "#src/paths.ts"
import { readingOf } from "#src/plans/plan/asked.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { GiveInstruction } from "#views/instructions/give.tsx"
import { InstructionPage } from "#views/instructions/instruction.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { cited } from "#views/words.ts"
import { answerInstruction, askAgain, giveInstruction, settleInstruction } from "./commands.ts"
import { AskingAgain, Entering, Giving, Replying, Settling } from "./input.ts"
import { mayAnswerReply, mayGive } from "./policy.ts"
import { type FoundInstruction, findInstruction, planToInstruct } from "./queries.ts"

type C = Context<Env>

/** The lists of a plan that an instruction may be about, by the light they show. */
const LISTS = { red: "逾期", yellow: "需要关注" } as const
type List = keyof typeof LISTS
const listIn = (c: C): List | null => {
  const asked = c.req.query("part")
  return asked === "red" || asked === "yellow" ? asked : null
}

async function planIn(c: C) {
  const found = await planToInstruct(c.var.database, c.var.actor, numberIn(c, "plan"), askedNumber(c, "task"))
  if (!found) throw missing()
  if (!mayGive(c.var.actor, found.plan)) throw forbidden()
  ensureRunning(found.plan)
  return { ...found, list: listIn(c) }
}

type ToInstruct = Awaited<ReturnType<typeof planIn>>

const replySet = ({ replyBy }: { replyBy: string | null }) => ({ field: "replyBy", what: "要求回复日期", on: replyBy })

/** What it is about, in words that are kept with it, and the assignments. */
async function aboutOf(c: C, { plan, task, list }: ToInstruct): Promise<{ about: string; assignmentIds: number[] }> {
  if (task) return { about: `任务${task.label}`, assignmentIds: task.assignments }
  const board = await boardOf(c.var.database, c.var.actor, plan.id, null, readingOf(c))
  if (!board) throw missing()
  const found = listed(board, list === null ? NO_FILTER : { ...NO_FILTER, part: list }).flatMap(({ parts }) => parts)
  const open = found.filter(({ stateNow }) => stateNow !== "terminated")
  return {
    about: list === null ? cited({ title: plan.title, docNumber: null }) : `${LISTS[list]}的${open.length}项分工`,
    assignmentIds: open.map(({ id }) => id),
  }
}

const showGiving = (c: C, found: ToInstruct, flaws?: Flaws) =>
  page(
    c,
    { title: "批示", status: flaws ? 422 : 200 },
    <GiveInstruction
      plan={found.plan}
      task={found.task}
      about={found.task ? null : found.list === null ? "整个方案" : `${LISTS[found.list]}的分工`}
      query={new URL(c.req.url).search}
      own={isLeader(c.var.actor)}
      replyBy={addWorkingDays(c.var.calendar, c.var.today, c.var.settings.noticeDays)}
      today={c.var.today}
      flaws={flaws}
    />,
  )

/** 批示, mounted below the plans. */
export const planInstructions = factory
  .createApp()
  .get("/:plan{[0-9]+}/instructions/new", async (c) => showGiving(c, await planIn(c)))
  .post("/:plan{[0-9]+}/instructions", async (c) => {
    const found = await planIn(c)
    const { database } = c.var
    const form = await readGiving(c)
    if (!form.ok) return showGiving(c, found, form)
    const problems = overAlready(replySet(form.data), c.var.today)
    if (problems) return showGiving(c, found, { typed: form.typed, problems })
    const about = await aboutOf(c, found)
    await giveInstruction(database, found.plan, { ...form.data, ...about, taskId: found.task?.id ?? null }, by(c))
    say(c, form.data.followUp ? "instruction_given" : "instruction_noted")
    return onward(c, found.task ? taskPath(found.plan.id, found.task.ordinal) : overviewPath({ plan: found.plan.id }))
  })

/** A leader gives it now and in their own name; on paper it has a name and a day. */
async function readGiving(c: C): Promise<Form<z.infer<typeof Entering>>> {
  const { actor, today } = c.var
  if (!isLeader(actor)) return read(c, Entering)
  const form = await read(c, Giving)
  return form.ok ? { ...form, data: { ...form.data, leaderName: actor.name, givenOn: today } } : form
}

async function instructionIn(c: C): Promise<FoundInstruction> {
  const found = await findInstruction(c.var.database, c.var.actor, numberIn(c, "instruction"))
  if (!found) throw missing()
  return found
}

const show = (c: C, found: FoundInstruction, flawed: (Flaws & { act: string }) | null = null) =>
  page(
    c,
    { title: "批示", status: flawed ? 422 : 200 },
    <InstructionPage found={found} actor={c.var.actor} today={c.var.today} flawed={flawed} />,
  )

const back = (next: string | undefined, { instruction }: FoundInstruction) =>
  ownPath(next) ?? instructionPath(instruction.id)

export const instructions = factory
  .createApp()
  .get("/:instruction{[0-9]+}", async (c) => show(c, await instructionIn(c)))
  .post("/:instruction{[0-9]+}/reply", async (c) => {
    const found = await instructionIn(c)
    if (!supervises(c.var.actor, found.plan)) throw forbidden()
    const form = await read(c, Replying)
    if (!form.ok) return show(c, found, { ...form, act: "reply" })
    ensureCurrent(form.data.version, found.instruction.version)
    await answerInstruction(c.var.database, found, form.data.reply, by(c))
    say(c, "instruction_answered")
    return onward(c, back(form.data.next, found))
  })
  .post("/:instruction{[0-9]+}/settlement", async (c) => {
    const found = await instructionIn(c)
    if (!mayAnswerReply(c.var.actor, found.instruction)) throw forbidden()
    const form = await read(c, Settling)
    if (!form.ok) return show(c, found, { ...form, act: "settlement" })
    ensureCurrent(form.data.version, found.instruction.version)
    await settleInstruction(c.var.database, found, by(c))
    say(c, "instruction_settled")
    return onward(c, back(form.data.next, found))
  })
  .post("/:instruction{[0-9]+}/reopening", async (c) => {
    const found = await instructionIn(c)
    if (!mayAnswerReply(c.var.actor, found.instruction)) throw forbidden()
    const form = await read(c, AskingAgain)
    if (!form.ok) return show(c, found, { ...form, act: "reopening" })
    const { version, next, ...words } = form.data
    const problems = overAlready(replySet(words), c.var.today)
    if (problems) return show(c, found, { act: "reopening", typed: form.typed, problems })
    ensureCurrent(version, found.instruction.version)
    await askAgain(c.var.database, found, words, by(c))
    say(c, "instruction_given")
    return onward(c, back(next, found))
  })
