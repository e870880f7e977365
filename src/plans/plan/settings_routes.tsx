import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { planSettingsPath } from "#src/paths.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { PlanSettingsPage } from "#views/plans/settings.tsx"
import { SET_RULES } from "./acts.ts"
import type { PlanWithUnits } from "./queries.ts"

const show = (c: Context<Env>, found: PlanWithUnits, flaws?: Flaws) =>
  page(
    c,
    { title: `设置 · ${found.plan.title}`, status: flaws ? 422 : 200 },
    <PlanSettingsPage {...found} flaws={flaws} />,
  )

/** 方案设置: the rules by which a plan is followed up. */
export const planSettings = factory
  .createApp()
  .get("/:plan{[0-9]+}/settings", async (c) => show(c, await reached(SET_RULES, askedOf(c))))
  .post("/:plan{[0-9]+}/settings", pressed(SET_RULES, { again: show, onward: ({ plan }) => planSettingsPath(plan.id) }))
