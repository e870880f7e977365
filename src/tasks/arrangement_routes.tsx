import type { Context } from "hono"
import { say } from "#src/http/cookies.ts"
import { type Env, factory } from "#src/http/env.ts"
import { read } from "#src/http/form.ts"
import { ensureCurrent, numberIn } from "#src/http/params.ts"
import { onward, page } from "#src/http/respond.tsx"
import { taskPath } from "#src/paths.ts"
import { ensureRunning, supervises } from "#src/plans/policy.ts"
import { forbidden, missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { ArrangementPage } from "#views/tasks/arrangement.tsx"
import { type Arrangement, arrangementOf } from "./arrangement_queries.ts"
import { setLeaders } from "./commands.ts"
import { Leading, leadersProblem } from "./form.ts"
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

const show = (c: C, found: Arrangement, flaws?: Flaws & { form: "leaders" }) =>
  page(
    c,
    { title: `责任领导 · 任务${found.task.label}`, status: flaws ? 422 : 200 },
    <ArrangementPage found={found} flaws={flaws} />,
  )

/** 责任领导 of one task, set by the office. */
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
    await setLeaders(c.var.database, plan, [{ ...task, leaders }], named.leaders, { actor: c.var.actor, at: c.var.now })
    say(c, "leaders_set.1")
    return onward(c, taskPath(plan.id, task.ordinal))
  })
