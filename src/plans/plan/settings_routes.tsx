import type { Context } from "hono"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { ensureCurrent, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { planSettingsPath } from "#src/paths.ts"
import { forbidden, missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { PlanSettingsPage } from "#views/plans/settings.tsx"
import { changePlan } from "./commands.ts"
import { PlanSettings } from "./input.ts"
import { supervises } from "./policy.ts"
import { planWithUnits } from "./queries.ts"

async function planIn(c: Context<Env>) {
  const found = await planWithUnits(c.var.database, c.var.actor, numberIn(c, "plan"))
  if (!found) throw missing()
  if (!supervises(c.var.actor, found.plan)) throw forbidden()
  return found
}

const show = (c: Context<Env>, found: Awaited<ReturnType<typeof planIn>>, flaws?: Flaws) =>
  page(
    c,
    { title: `设置 · ${found.plan.title}`, status: flaws ? 422 : 200 },
    <PlanSettingsPage {...found} flaws={flaws} />,
  )

/** 方案设置: the rules by which a plan is followed up. */
export const planSettings = factory
  .createApp()
  .get("/:plan{[0-9]+}/settings", async (c) => show(c, await planIn(c)))
  .post("/:plan{[0-9]+}/settings", async (c) => {
    const found = await planIn(c)
    const form = await read(c, PlanSettings)
    if (!form.ok) return show(c, found, form)
    const { version, ...rules } = form.data
    if (rules.confirmingUnitId !== null && !found.units.some(({ id }) => id === rules.confirmingUnitId)) throw missing()
    ensureCurrent(version, found.plan.version)
    await changePlan(c.var.database, found.plan, rules, by(c))
    say(c, "plan_changed")
    return onward(c, planSettingsPath(found.plan.id))
  })
