import { act } from "#src/door/act.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { changePlan } from "./commands.ts"
import { PlanSettings } from "./input.ts"
import { supervises } from "./policy.ts"
import { planWithUnits } from "./queries.ts"

/** 方案设置: the rules by which a plan is followed up. */
export const SET_RULES = act({
  find: ({ database, actor, number }) => planWithUnits(database, actor, number("plan")),
  may: (actor, { plan }) => {
    if (!supervises(actor, plan)) throw forbidden()
  },
  input: PlanSettings,
  version: ({ plan }) => plan.version,
  does: async ({ database, by }, { plan, units }, { version: _, ...rules }) => {
    if (rules.confirmingUnitId !== null && !units.some(({ id }) => id === rules.confirmingUnitId)) throw missing()
    await changePlan(database, plan, rules, by)
    return "plan_changed"
  },
})
