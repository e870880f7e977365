import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { only } from "#src/door/guard.ts"
import { page } from "#src/door/respond.tsx"
import { postGrantsPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { HandoverPage } from "#views/handovers/decision.tsx"
import { HandOverPage } from "#views/handovers/proposal.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import { DECIDE_HANDOVER, PROPOSE_HANDOVER, WITHDRAW_HANDOVER } from "./acts.ts"
import { ensureHeld } from "./commands.ts"
import { type FoundHandover, findHandover, type PostToHandOver, postToHandOver } from "./queries.ts"

type C = Context<Env>

const showPost = (c: C, found: PostToHandOver, flaws?: Flaws) =>
  page(
    c,
    { title: "岗位交接", status: flaws ? 422 : 200 },
    <HandOverPage found={found} today={c.var.today} flaws={flaws} />,
  )

/** 岗位交接 on the account page: what one proposes, and takes back. */
export const ownHandovers = factory
  .createApp()
  .get("/posts/:post{[0-9]+}/handover", async (c) => {
    const { database, actor, number, today } = askedOf(c)
    const found = await postToHandOver(database, actor.id, number("post"), today)
    if (!found) throw missing()
    ensureHeld(found, { actor, today })
    return showPost(c, found)
  })
  .post("/posts/:post{[0-9]+}/handover", pressed(PROPOSE_HANDOVER, { again: showPost, onward: () => "/account" }))
  .post(
    "/handovers/:handover{[0-9]+}/withdrawal",
    pressed(WITHDRAW_HANDOVER, { again: nothingTyped, onward: () => "/account" }),
  )

const show = (c: C, found: FoundHandover, flaws?: Flaws) =>
  page(
    c,
    { title: "岗位交接", status: flaws ? 422 : 200 },
    <HandoverPage found={found} today={c.var.today} flaws={flaws} />,
  )

/** 岗位交接 as the 安全管理员 decides it. */
export const handoverDecisions = factory
  .createApp()
  .use("/handovers/*", only("security"))
  .get("/handovers/:handover{[0-9]+}", async (c) => {
    const { database, number, today } = askedOf(c)
    const found = await findHandover(database, number("handover"), today)
    if (!found) throw missing()
    return show(c, found)
  })
  .post(
    "/handovers/:handover{[0-9]+}/decision",
    pressed(DECIDE_HANDOVER, { again: show, onward: () => postGrantsPath }),
  )
