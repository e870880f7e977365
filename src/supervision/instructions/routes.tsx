import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { addWorkingDays } from "#src/office/calendar/working_days.ts"
import { isLeader } from "#src/office/people/actor.ts"
import { instructionPath, overviewPath, taskPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { GiveInstruction } from "#views/instructions/give.tsx"
import { InstructionPage } from "#views/instructions/instruction.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { LIGHT_SAYS } from "#views/words/lights.ts"
import { ANSWER, ASK_AGAIN, ENTER, findToInstruct, GIVE, mayInstruct, SETTLE, type ToInstruct } from "./acts.ts"
import { type FoundInstruction, findInstruction } from "./queries.ts"

type C = Context<Env>

const showGiving = (c: C, found: ToInstruct, flaws?: Flaws) =>
  page(
    c,
    { title: "批示", status: flaws ? 422 : 200 },
    <GiveInstruction
      plan={found.plan}
      task={found.task}
      about={found.task ? null : found.list === null ? "整个方案" : `${LIGHT_SAYS[found.list]}的分工`}
      query={new URL(c.req.url).search}
      own={isLeader(c.var.actor)}
      replyBy={addWorkingDays(c.var.calendar, c.var.today, c.var.settings.noticeDays)}
      today={c.var.today}
      flaws={flaws}
    />,
  )

const instructed = {
  again: showGiving,
  onward: ({ plan, task }: ToInstruct) => (task ? taskPath(plan.id, task.ordinal) : overviewPath({ plan: plan.id })),
}
const given = pressed(GIVE, instructed)
const entered = pressed(ENTER, instructed)

/** 批示, mounted below the plans. */
export const planInstructions = factory
  .createApp()
  .get("/:plan{[0-9]+}/instructions/new", async (c) =>
    showGiving(c, await reached({ find: findToInstruct, may: mayInstruct }, askedOf(c))),
  )
  .post("/:plan{[0-9]+}/instructions", (c) => (isLeader(c.var.actor) ? given(c) : entered(c)))

const show = (c: C, found: FoundInstruction, flawed: (Flaws & { act: string }) | null = null) =>
  page(
    c,
    { title: "批示", status: flawed ? 422 : 200 },
    <InstructionPage found={found} actor={c.var.actor} today={c.var.today} flawed={flawed} />,
  )

/** The form of one act on the page of the instruction, and back to where the person came from. */
const onOne = (act: string) => ({
  again: (c: C, found: FoundInstruction, flaws: Flaws) => show(c, found, { ...flaws, act }),
  onward: ({ instruction }: FoundInstruction, _input: unknown, next: string | null) =>
    next ?? instructionPath(instruction.id),
})

export const instructions = factory
  .createApp()
  .get("/:instruction{[0-9]+}", async (c) => {
    const { database, actor, number } = askedOf(c)
    const found = await findInstruction(database, actor, number("instruction"))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:instruction{[0-9]+}/reply", pressed(ANSWER, onOne("reply")))
  .post("/:instruction{[0-9]+}/settlement", pressed(SETTLE, onOne("settlement")))
  .post("/:instruction{[0-9]+}/reopening", pressed(ASK_AGAIN, onOne("reopening")))
