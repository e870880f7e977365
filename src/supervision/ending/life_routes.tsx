import type { Context } from "hono"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read } from "#src/door/form.ts"
import { ensureCurrent, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { planPath } from "#src/paths.ts"
import { Archiving, Reasoning } from "#src/plans/plan/input.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { canMove } from "#src/plans/plan/workflow.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { PlanLifePage } from "#views/plans/life.tsx"
import { PLAN_MOVE_LABEL } from "#views/plans/words.ts"
import { archivePlan, restorePlan, withdrawPlan } from "./life_commands.ts"
import { type PlanToEnd, planToEnd } from "./life_queries.ts"

type C = Context<Env>

/** The nouns of the addresses. */
const MOVE_OF = { withdrawal: "withdraw", archiving: "archive", restoration: "restore" } as const
type LifeAct = keyof typeof MOVE_OF

const actIn = (c: C): LifeAct => {
  const act = c.req.param("act") ?? ""
  if (!(act in MOVE_OF)) throw missing()
  return act as LifeAct
}

async function planIn(c: C): Promise<PlanToEnd> {
  const found = await planToEnd(c.var.database, c.var.actor, numberIn(c, "plan"))
  if (!found) throw missing()
  if (!supervises(c.var.actor, found.plan)) throw forbidden()
  return found
}

const show = (c: C, found: PlanToEnd, act: LifeAct, flaws?: Flawed) =>
  page(
    c,
    { title: `${PLAN_MOVE_LABEL[MOVE_OF[act]]} · ${found.plan.title}`, status: flaws ? 422 : 200 },
    <PlanLifePage found={found} act={act} possible={canMove(found.plan.state, MOVE_OF[act])} flaws={flaws} />,
  )

/** 撤回下达, 归档, 恢复: each says what it means before it is done. */
export const planLife = factory
  .createApp()
  .get("/:plan{[0-9]+}/:act{withdrawal|archiving|restoration}", async (c) => show(c, await planIn(c), actIn(c)))
  .post("/:plan{[0-9]+}/withdrawal", async (c) => {
    const found = await planIn(c)
    const form = await read(c, Reasoning)
    if (!form.ok) return show(c, found, "withdrawal", form)
    ensureCurrent(form.data.version, found.plan.version)
    await withdrawPlan(c.var.database, found.plan, found.sent, form.data.remark, by(c))
    say(c, "plan_withdrawn")
    return onward(c, planPath(found.plan.id))
  })
  .post("/:plan{[0-9]+}/archiving", async (c) => {
    const found = await planIn(c)
    const form = await read(c, Archiving)
    if (!form.ok) return show(c, found, "archiving", form)
    ensureCurrent(form.data.version, found.plan.version)
    await archivePlan(c.var.database, found.plan, found.open, form.data, by(c))
    say(c, "plan_archived")
    return onward(c, planPath(found.plan.id))
  })
  .post("/:plan{[0-9]+}/restoration", async (c) => {
    const found = await planIn(c)
    const form = await read(c, Reasoning)
    if (!form.ok) return show(c, found, "restoration", form)
    ensureCurrent(form.data.version, found.plan.version)
    await restorePlan(c.var.database, found.plan, form.data.remark, by(c))
    say(c, "plan_restored")
    return onward(c, planPath(found.plan.id))
  })
