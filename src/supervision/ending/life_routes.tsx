import type { Context } from "hono"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import type { Flawed } from "#src/door/form.ts"
import { page } from "#src/door/respond.tsx"
import { planPath } from "#src/paths.ts"
import { canMove } from "#src/plans/plan/workflow.ts"
import { missing } from "#src/refusal.ts"
import { PlanLifePage } from "#views/plans/life.tsx"
import { PLAN_MOVE_LABEL } from "#views/plans/words.ts"
import { ARCHIVE, findToEnd, mayEnd, RESTORE, WITHDRAW } from "./acts.ts"
import type { PlanToEnd } from "./life_queries.ts"

type C = Context<Env>

/** The nouns of the addresses. */
const MOVE_OF = { withdrawal: "withdraw", archiving: "archive", restoration: "restore" } as const
type LifeAct = keyof typeof MOVE_OF

const actIn = (c: C): LifeAct => {
  const act = c.req.param("act") ?? ""
  if (!(act in MOVE_OF)) throw missing()
  return act as LifeAct
}

const show = (c: C, found: PlanToEnd, act: LifeAct, flaws?: Flawed) =>
  page(
    c,
    { title: `${PLAN_MOVE_LABEL[MOVE_OF[act]]} · ${found.plan.title}`, status: flaws ? 422 : 200 },
    <PlanLifePage found={found} act={act} possible={canMove(found.plan.state, MOVE_OF[act])} flaws={flaws} />,
  )

const onPage = (act: LifeAct) => ({
  again: (c: C, found: PlanToEnd, flaws: Flawed) => show(c, found, act, flaws),
  onward: ({ plan }: PlanToEnd) => planPath(plan.id),
})

/** 撤回下达, 归档, 恢复: each says what it means before it is done. */
export const planLife = factory
  .createApp()
  .get("/:plan{[0-9]+}/:act{withdrawal|archiving|restoration}", async (c) =>
    show(c, await reached({ find: findToEnd, may: mayEnd }, askedOf(c)), actIn(c)),
  )
  .post("/:plan{[0-9]+}/withdrawal", pressed(WITHDRAW, onPage("withdrawal")))
  .post("/:plan{[0-9]+}/archiving", pressed(ARCHIVE, onPage("archiving")))
  .post("/:plan{[0-9]+}/restoration", pressed(RESTORE, onPage("restoration")))
