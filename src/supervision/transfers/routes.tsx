import type { Context } from "hono"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, read } from "#src/door/form.ts"
import { askedNumber, numberIn } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { overAlready } from "#src/office/calendar/day_told.ts"
import { isSupervisor } from "#src/office/people/actor.ts"
import { deskPath, unitPath } from "#src/paths.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { TransferPage } from "#views/transfers/transfer.tsx"
import { transferWork } from "./commands.ts"
import { Transferring } from "./input.ts"
import { type Transfer, transferOf } from "./queries.ts"
import { lateAmong } from "./rules.ts"

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
    const again = (field: string, problem: string) =>
      show(c, found, { ok: false, typed: form.typed, problems: { [field]: [problem] } })
    const { to, ...choosing } = form.data
    if (to === null || found.to?.id !== to) return again("to", "请选择承接单位")
    const { today } = c.var
    const problems = overAlready({ field: "answerBy", what: "新的期限", on: choosing.answerBy }, c.var.today)
    if (problems) return show(c, found, { ok: false, typed: form.typed, problems })
    const late = lateAmong(found, choosing, today)
    if (late > 0 && choosing.answerBy === null) {
      return again("answerBy", `所选事项中有${late}项的期限已过，请写明新的期限`)
    }
    const done = await transferWork(c.var.database, found, found.to, choosing, by(c))
    say(c, `transferred.${done.parts + done.notices}`)
    return onward(c, found.unit.active ? unitPath(to) : deskPath({ queue: "transfers" }))
  })
