import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import { page } from "#src/door/respond.tsx"
import { arrangementPath, taskPath } from "#src/paths.ts"
import { ensureRunning } from "#src/plans/plan/policy.ts"
import { conflict } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { ArrangementPage } from "#views/tasks/arrangement.tsx"
import { ARRANGEMENT, MARK_STAGE, SET_LEADERS, SET_STAGES } from "./acts.ts"
import type { Arrangement } from "./arrangement_queries.ts"

type C = Context<Env>
type Part = "leaders" | "stages"

/** Nobody is given a form to fill in where the plan has ended. */
function show(c: C, found: Arrangement, flaws?: Flaws & { form: Part }) {
  ensureRunning(found.plan)
  return page(
    c,
    { title: `责任领导与阶段 · 任务${found.task.label}`, status: flaws ? 422 : 200 },
    <ArrangementPage found={found} today={c.var.today} flaws={flaws} />,
  )
}

const again = (form: Part) => (c: C, found: Arrangement, flaws: Flawed) => show(c, found, { ...flaws, form })

/** 责任领导 and 阶段 of one task, set by the office. */
export const arrangement = factory
  .createApp()
  .get("/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/arrangement", async (c) =>
    show(c, await reached(ARRANGEMENT, askedOf(c))),
  )
  .post(
    "/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/arrangement/leaders",
    pressed(SET_LEADERS, { again: again("leaders"), onward: ({ plan, task }) => taskPath(plan.id, task.ordinal) }),
  )
  .post(
    "/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/arrangement/stages",
    pressed(SET_STAGES, { again: again("stages"), onward: ({ plan, task }) => arrangementPath(plan.id, task.ordinal) }),
  )
  .post(
    "/:plan{[0-9]+}/tasks/:ordinal{[0-9]+}/arrangement/marks",
    pressed(MARK_STAGE, {
      // The page itself fills in all of it.
      again: () => {
        throw conflict()
      },
      onward: ({ plan, task }) => `${arrangementPath(plan.id, task.ordinal)}#marks`,
    }),
  )
