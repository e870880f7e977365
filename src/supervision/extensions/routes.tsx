import type { Context } from "hono"
import type { Plan } from "#db/schema.ts"
import { isNamedConfirmer } from "#src/confirming/judging.ts"
import { asksAbout } from "#src/door/asked.ts"
import { by } from "#src/door/by.ts"
import { say } from "#src/door/cookies.ts"
import { type Env, factory } from "#src/door/env.ts"
import { read } from "#src/door/form.ts"
import { ensureCurrent, numberIn, ownPath } from "#src/door/params.ts"
import { onward, page } from "#src/door/respond.tsx"
import { noticePath, taskPath } from "#src/paths.ts"
import { ensureRunning, seesOpinions, speaksFor, supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { Confirming } from "#src/reports/report/input.ts"
import { findNotice } from "#src/supervision/notices/queries.ts"
import { AskExtension, type Asked } from "#views/extensions/ask.tsx"
import { ExtensionPage } from "#views/extensions/extension.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  askExtension,
  confirmExtension,
  decideExtension,
  type ExtensionTarget,
  targetOfAssignment,
  targetOfNotice,
  withdrawExtension,
} from "./commands.ts"
import { Asking, Deciding, Withdrawing } from "./input.ts"
import { type FoundExtension, findExtendable, findExtension } from "./queries.ts"

type C = Context<Env>

type Asks = Asked & { of: ExtensionTarget | null; plan: Pick<Plan, "state">; unitId: number; back: string }

/** What an assignment's page asks to extend. */
async function assignmentAsked(c: C): Promise<Asks> {
  const found = await findExtendable(c.var.database, c.var.actor, numberIn(c, "assignment"))
  if (!found) throw missing()
  const { assignment, task, plan, unit } = found
  return {
    of: targetOfAssignment(found),
    plan,
    unitId: assignment.unitId,
    heading: `${unit.name} ${task.label}`,
    text: task.text,
    action: c.req.path,
    back: `${taskPath(plan.id, task.ordinal)}#unit-${assignment.unitId}`,
  }
}

async function noticeAsked(c: C): Promise<Asks> {
  const found = await findNotice(c.var.database, c.var.actor, numberIn(c, "notice"))
  if (!found) throw missing()
  const { notice, unit } = found
  return {
    of: targetOfNotice(found),
    plan: found.plan,
    unitId: notice.unitId,
    heading: `${unit.name} ${notice.title}`,
    text: notice.demand,
    action: c.req.path,
    back: noticePath(notice.id),
  }
}

function showAsking(c: C, asks: Asks, flaws?: Flaws) {
  const { of } = asks
  if (!speaksFor(c.var.actor, asks.unitId)) throw forbidden()
  ensureRunning(asks.plan)
  if (!of) throw conflict("nothing_to_extend")
  return page(
    c,
    { title: "申请延期", status: flaws ? 422 : 200 },
    <AskExtension asked={asks} of={of} back={asks.back} today={c.var.today} flaws={flaws} />,
  )
}

async function ask(c: C, asks: Asks) {
  if (!speaksFor(c.var.actor, asks.unitId)) throw forbidden()
  const form = await read(c, Asking)
  if (!form.ok) return showAsking(c, asks, form)
  const { version, ...asking } = form.data
  const { of } = asks
  if (of) {
    ensureCurrent(version, of.version)
    if (asking.wantedBy <= of.formerBy) {
      const problem = "申请的日期须晚于现在的期限"
      return showAsking(c, asks, { typed: form.typed, problems: { wantedBy: [problem] } })
    }
  }
  await askExtension(c.var.database, of, asking, by(c))
  say(c, "extension_asked")
  return onward(c, asks.back)
}

/** The request that the address names, or 404: it concerns the unit, the office, and whoever confirms. */
async function extensionIn(c: C): Promise<FoundExtension> {
  const found = await findExtension(c.var.database, c.var.actor, numberIn(c, "extension"))
  if (!found || !seesOpinions(c.var.actor, found.plan, found.extension.unitId)) throw missing()
  return found
}

const show = (c: C, found: FoundExtension, flaws?: Flaws) =>
  page(
    c,
    { title: "延期申请", status: flaws ? 422 : 200 },
    <ExtensionPage found={found} actor={c.var.actor} today={c.var.today} flaws={flaws} />,
  )

const back = (next: string | undefined, { extension }: FoundExtension) => ownPath(next) ?? `/extensions/${extension.id}`

/** 延期: asked for by the unit, decided by the office. */
export const extensions = factory
  .createApp()
  .get("/assignments/:assignment/extension", async (c) => showAsking(c, await assignmentAsked(c)))
  .post("/assignments/:assignment/extension", async (c) => ask(c, await assignmentAsked(c)))
  .get("/notices/:notice{[0-9]+}/extension", async (c) => showAsking(c, await noticeAsked(c)))
  .post("/notices/:notice{[0-9]+}/extension", async (c) => ask(c, await noticeAsked(c)))

  .get("/extensions/:extension", async (c) => show(c, await extensionIn(c)))
  .post("/extensions/:extension/withdrawal", async (c) => {
    const found = await extensionIn(c)
    if (!speaksFor(c.var.actor, found.extension.unitId)) throw forbidden()
    const form = await read(c, Withdrawing)
    if (!form.ok) return show(c, found, form)
    ensureCurrent(form.data.version, found.version)
    await withdrawExtension(c.var.database, found, by(c))
    say(c, "extension_withdrawn")
    return onward(c, back(undefined, found))
  })
  .post("/extensions/:extension/decision", async (c) => {
    const found = await extensionIn(c)
    if (!supervises(c.var.actor, found.plan)) throw forbidden()
    const form = await read(c, Deciding)
    if (!form.ok) return show(c, found, form)
    const { verdict, grantedBy, remark, version, next } = form.data
    if (verdict === "grant" && grantedBy !== null && grantedBy <= found.extension.formerBy) {
      return show(c, found, { typed: form.typed, problems: { grantedBy: ["新的期限须晚于原定期限"] } })
    }
    const granted = {
      field: "grantedBy",
      what: "新的期限",
      on: verdict === "grant" ? grantedBy : null,
      effect: "同意后立即逾期",
    }
    const asking = asksAbout(c, form.typed, [granted], "verdict")
    if (asking) return show(c, found, asking)
    ensureCurrent(version, found.version)
    const deciding = { remark, grantedBy: verdict === "grant" ? grantedBy : null }
    const outcome = await decideExtension(c.var.database, found, verdict, by(c), deciding)
    say(c, outcome === "proposed" ? "proposed" : DONE_BY_VERDICT[verdict])
    return onward(c, back(next, found))
  })
  .post("/extensions/:extension/confirmation", async (c) => {
    const found = await extensionIn(c)
    if (!isNamedConfirmer(c.var.actor, found.plan)) throw forbidden()
    const form = await read(c, Confirming)
    if (!form.ok) return show(c, found, form)
    ensureCurrent(form.data.version, found.version)
    const agrees = form.data.agrees
    const verdict = await confirmExtension(c.var.database, found, by(c), { agrees, decision: form.data.decision })
    say(c, agrees ? DONE_BY_VERDICT[verdict] : "proposal_declined")
    return onward(c, back(form.data.next, found))
  })

const DONE_BY_VERDICT = { grant: "extension_granted", refuse: "extension_refused" } as const
