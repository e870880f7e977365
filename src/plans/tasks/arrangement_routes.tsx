import type { Context } from "hono"
import { asksAbout } from "#src/door/asked.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { ensureCurrent, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import type { DaySet } from "#src/office/calendar/day_told.ts"
import { arrangementPath, taskPath } from "#src/paths.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { markStage, setStages } from "#src/plans/stages/commands.ts"
import { Marking, Staging } from "#src/plans/stages/input.ts"
import type { Stage, TypedStage } from "#src/plans/stages/stages.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { ArrangementPage } from "#views/tasks/arrangement.tsx"
import { type Arrangement, arrangementOf } from "./arrangement_queries.ts"
import { setLeaders } from "./commands.ts"
import { Leading, leadersProblem } from "./input.ts"
import { leadersNamed } from "./leaders.ts"

type C = Context<Env>

/** The task, for somebody who supervises its plan. */
async function arrangedIn(c: C): Promise<Arrangement> {
  const asked = { planId: numberIn(c, "plan"), ordinal: numberIn(c, "ordinal"), today: c.var.today }
  const found = await arrangementOf(c.var.database, c.var.actor, asked)
  if (!found) throw missing()
  if (!supervises(c.var.actor, found.plan)) throw forbidden()
  ensureRunning(found.plan)
  return found
}

const show = (c: C, found: Arrangement, flaws?: Flaws & { form: "leaders" | "stages" }) =>
  page(
    c,
    { title: `责任领导与阶段 · 任务${found.task.label}`, status: flaws ? 422 : 200 },
    <ArrangementPage found={found} today={c.var.today} flaws={flaws} />,
  )

/** The days that are new: those of before were asked about when they were set. */
const daysSet = (before: readonly Stage[], after: readonly TypedStage[]): DaySet[] =>
  after.flatMap(({ id, dueBy }, i) =>
    before.some((stage) => stage.id === id && stage.dueBy === dueBy)
      ? []
      : [
          {
            field: `dueBy${i + 1}`,
            id: `stage-due-${i + 1}`,
            what: `第${i + 1}阶段的完成日期`,
            on: dueBy,
            effect: "保存后未完成的立即逾期",
          },
        ],
  )

/** 责任领导 and 阶段 of one task, set by the office. */
export const arrangement = factory
  .createApp()
  .get("/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/arrangement", async (c) => show(c, await arrangedIn(c)))
  .post("/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/arrangement/leaders", async (c) => {
    const found = await arrangedIn(c)
    const { plan, task, leaders, accounts } = found
    const form = await read(c, Leading)
    if (!form.ok) return show(c, found, { ...form, form: "leaders" })
    const named = leadersNamed(form.data.leaders, accounts)
    if (!("leaders" in named)) {
      return show(c, found, { ...form, problems: { leaders: [leadersProblem(named)] }, form: "leaders" })
    }
    ensureCurrent(form.data.version, task.version)
    await setLeaders(c.var.database, plan, [{ ...task, leaders }], named.leaders, by(c))
    say(c, "leaders_set.1")
    return onward(c, taskPath(plan.id, task.ordinal))
  })
  .post("/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/arrangement/stages", async (c) => {
    const found = await arrangedIn(c)
    const { plan, task, stages } = found
    const form = await read(c, Staging)
    if (!form.ok) return show(c, found, { ...form, form: "stages" })
    const { version, stages: after } = form.data
    const asking = asksAbout(c, form.typed, daysSet(stages, after))
    if (asking) return show(c, found, { ...asking, form: "stages" })
    ensureCurrent(version, task.version)
    // A row names a stage of this task or a new one.
    const own = new Set(stages.map(({ id }) => id))
    const ids = after.map(({ id }) => id).filter((id) => id !== 0)
    if (ids.some((id) => !own.has(id)) || new Set(ids).size !== ids.length) throw missing()
    await setStages(c.var.database, plan, task, { before: stages, after }, by(c))
    say(c, `stages_set.${after.length}`)
    return onward(c, arrangementPath(plan.id, task.ordinal))
  })
  .post("/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/arrangement/marks", async (c) => {
    const found = await arrangedIn(c)
    const form = await read(c, Marking)
    // The page itself fills in all of it.
    if (!form.ok) throw conflict()
    const { version, assignment, stage: stageId, reached } = form.data
    const part = found.parts.find(({ id }) => id === assignment)
    const stage = found.stages.find(({ id }) => id === stageId)
    if (!part || !stage) throw missing()
    ensureCurrent(version, part.version)
    const word = { stage, reached }
    await markStage(c.var.database, found.plan, part, word, by(c))
    say(c, "stage_marked")
    return onward(c, `${arrangementPath(found.plan.id, found.task.ordinal)}#marks`)
  })
