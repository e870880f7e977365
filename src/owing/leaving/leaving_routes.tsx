import type { Context } from "hono"
import { pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { typedText } from "#src/door/form.ts"
import { only } from "#src/door/guard.ts"
import { askedNumber } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { idOf } from "#src/office/typed/input.ts"
import { personPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { LeavingPage, MovingPage } from "#views/handovers/leaving.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { DISABLE, ensureMayLeave, MOVE } from "./leaving_acts.ts"
import { type Leaver, leaverOf } from "./leaving_queries.ts"

type C = Context<Env>

async function leaverIn(c: C): Promise<Leaver> {
  const found = await leaverOf(c.var.database, c.req.param("login") ?? "", c.var.today)
  if (!found) throw missing()
  return found
}

const showLeaving = (c: C, found: Leaver, flaws?: Flaws) =>
  page(
    c,
    { title: `停用账号 · ${found.person.name}`, status: flaws ? 422 : 200 },
    <LeavingPage found={found} today={c.var.today} flaws={flaws} />,
  )

const showMoving = (c: C, found: Leaver, unitId: number | null, flaws?: Flaws) =>
  page(
    c,
    { title: `调整单位 · ${found.person.name}`, status: flaws ? 422 : 200 },
    <MovingPage found={found} unitId={unitId} flaws={flaws} />,
  )

/** 停用 and 调整单位: the 系统管理员 says who takes over, the 安全管理员 confirms it. */
export const leavings = factory
  .createApp()
  .use("/:login/disabling", only("admin"))
  .use("/:login/moving", only("admin"))
  .get("/:login/disabling", async (c) => {
    const found = await leaverIn(c)
    ensureMayLeave(c.var.actor, found, c.var.today)
    return showLeaving(c, found)
  })
  .post("/:login/disabling", pressed(DISABLE, { again: showLeaving, onward: ({ person }) => personPath(person.login) }))
  .get("/:login/moving", async (c) => {
    const found = await leaverIn(c)
    return showMoving(c, found, askedNumber(c, "unit") ?? found.person.unitId)
  })
  .post(
    "/:login/moving",
    pressed(MOVE, {
      again: (c, found, flaws) => {
        const unit = typedText(flaws.typed, "unitId")
        return showMoving(c, found, unit ? idOf(unit) : null, flaws)
      },
      onward: ({ person }) => personPath(person.login),
    }),
  )
