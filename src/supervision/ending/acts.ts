import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { Archiving, Reasoning } from "#src/plans/plan/input.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { forbidden } from "#src/refusal.ts"
import { archivePlan, restorePlan, withdrawPlan } from "./life_commands.ts"
import { type PlanToEnd, planToEnd } from "./life_queries.ts"

/* 撤回下达, 归档, 恢复. Each has a page that says what it means before it is done: life_routes.tsx. */

export const findToEnd = ({ database, actor, number }: Asked) => planToEnd(database, actor, number("plan"))

export function mayEnd(actor: Actor, { plan }: PlanToEnd) {
  if (!supervises(actor, plan)) throw forbidden()
}

const version = ({ plan }: PlanToEnd) => plan.version

export const WITHDRAW = act({
  find: findToEnd,
  may: mayEnd,
  input: Reasoning,
  version,
  does: async ({ database, by }, { plan, sent }, { remark }) => {
    await withdrawPlan(database, plan, sent, remark, by)
    return "plan_withdrawn"
  },
})

export const ARCHIVE = act({
  find: findToEnd,
  may: mayEnd,
  input: Archiving,
  version,
  does: async ({ database, by }, { plan, open }, { remark, anyway }) => {
    await archivePlan(database, plan, open, { remark, anyway }, by)
    return "plan_archived"
  },
})

export const RESTORE = act({
  find: findToEnd,
  may: mayEnd,
  input: Reasoning,
  version,
  does: async ({ database, by }, { plan }, { remark }) => {
    await restorePlan(database, plan, remark, by)
    return "plan_restored"
  },
})
