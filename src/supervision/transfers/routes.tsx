import type { Context } from "hono"
import { askedOf } from "#src/door/act.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, flawed, read } from "#src/door/form.ts"
import { askedNumber, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { isSupervisor } from "#src/office/people/actor.ts"
import { deskPath, unitPath } from "#src/paths.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { TransferPage } from "#views/transfers/transfer.tsx"
import { transferFits, transferWork } from "./commands.ts"
import { Transferring } from "./input.ts"
import { type Transfer, transferOf } from "./queries.ts"

type C = Context<Env>

/** The unit's open work as the actor's office follows it up, and who is asked to take it over. */
async function workIn(c: C, to: number | null): Promise<Transfer> {
  if (!isSupervisor(c.var.actor)) throw forbidden()
  const found = await transferOf(c.var.database, c.var.actor, numberIn(c, "unit"), to)
  if (!found) throw missing()
  return found
}

const show = (c: C, found: Transfer, flaws: Flawed | null = null) =>
  page(
    c,
    { title: `移交：${found.unit.name}`, status: flaws ? 422 : 200 },
    <TransferPage found={found} today={c.var.today} flaws={flaws} />,
  )

/** 移交: all that a unit has open goes over to another, as the page has shown it before. */
export const unitTransfers = factory
  .createApp()
  .get("/:unit{[0-9]+}/transfer", async (c) => show(c, await workIn(c, askedNumber(c, "to"))))
  .post("/:unit{[0-9]+}/transfer", async (c) => {
    if (!isSupervisor(c.var.actor)) throw forbidden()
    const form = await read(c, Transferring)
    const found = await workIn(c, form.ok ? form.data.to : Number(form.typed.to) || null)
    if (!form.ok) return show(c, found, form)
    const { to, ...choosing } = form.data
    if (to === null || found.to?.id !== to) return show(c, found, flawed(form.typed, { to: ["请选择承接单位"] }))
    const { by } = askedOf(c)
    const problems = transferFits(found, choosing, by)
    if (problems) return show(c, found, flawed(form.typed, problems))
    const done = await transferWork(c.var.database, found, found.to, choosing, by)
    say(c, `transferred.${done.parts + done.notices}`)
    return onward(c, found.unit.active ? unitPath(to) : deskPath({ queue: "transfers" }))
  })
