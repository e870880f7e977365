import type { Plan } from "#db/schema.ts"
import { Confirming } from "#src/confirming/input.ts"
import { isNamedConfirmer } from "#src/confirming/judging.ts"
import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { noticePath, taskPath } from "#src/paths.ts"
import { ensureRunning, seesOpinions, speaksFor, supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { findNotice } from "#src/supervision/notices/queries.ts"
import {
  askExtension,
  askFits,
  confirmExtension,
  decideExtension,
  type ExtensionTarget,
  grantFits,
  targetOfAssignment,
  targetOfNotice,
  withdrawExtension,
} from "./commands.ts"
import { Asking, Deciding, Withdrawing } from "./input.ts"
import { type FoundExtension, findExtendable, findExtension } from "./queries.ts"

/* 延期: asked for by the unit, decided by the office. Its pages are in routes.tsx. */

/** What somebody asks to extend: null where there is no day that could be; `back`: the page that it stands on. */
export type ToExtend = {
  of: ExtensionTarget | null
  plan: Pick<Plan, "state">
  unitId: number
  heading: string
  text: string
  back: string
}

async function assignmentToExtend({ database, actor, number }: Asked): Promise<ToExtend | null> {
  const found = await findExtendable(database, actor, number("assignment"))
  if (!found) return null
  const { assignment, task, plan, unit } = found
  return {
    of: targetOfAssignment(found),
    plan,
    unitId: assignment.unitId,
    heading: `${unit.name} ${task.label}`,
    text: task.text,
    back: `${taskPath(plan.id, task.ordinal)}#unit-${assignment.unitId}`,
  }
}

async function noticeToExtend({ database, actor, number }: Asked): Promise<ToExtend | null> {
  const found = await findNotice(database, actor, number("notice"))
  if (!found) return null
  const { notice, unit, plan } = found
  return {
    of: targetOfNotice(found),
    plan,
    unitId: notice.unitId,
    heading: `${unit.name} ${notice.title}`,
    text: notice.demand,
    back: noticePath(notice.id),
  }
}

function mayAsk(actor: Actor, { of, plan, unitId }: ToExtend) {
  if (!speaksFor(actor, unitId)) throw forbidden()
  ensureRunning(plan)
  if (!of) throw conflict("nothing_to_extend")
}

const asking = (find: (asked: Asked) => Promise<ToExtend | null>) =>
  act({
    find,
    may: mayAsk,
    input: Asking,
    fits: (_asked, { of }, { wantedBy }) => of && askFits(of, wantedBy),
    version: ({ of }) => of?.version ?? 0,
    does: async ({ database, by }, { of }, { version: _, ...wanted }) => {
      await askExtension(database, of, wanted, by)
      return "extension_asked"
    },
  })

export const ASK_FOR_ASSIGNMENT = asking(assignmentToExtend)
export const ASK_FOR_NOTICE = asking(noticeToExtend)

/** It concerns the unit, the office, and whoever confirms. */
export async function extension({ database, actor, number }: Asked): Promise<FoundExtension | null> {
  const found = await findExtension(database, actor, number("extension"))
  return found && seesOpinions(actor, found.plan, found.extension.unitId) ? found : null
}

const version = ({ version }: FoundExtension) => version

export const WITHDRAW = act({
  find: extension,
  may: (actor, { extension }) => {
    if (!speaksFor(actor, extension.unitId)) throw forbidden()
  },
  input: Withdrawing,
  version,
  does: async ({ database, by }, found) => {
    await withdrawExtension(database, found, by)
    return "extension_withdrawn"
  },
})

const DONE_BY_VERDICT = { grant: "extension_granted", refuse: "extension_refused" } as const

export const DECIDE = act({
  find: extension,
  may: (actor, { plan }) => {
    if (!supervises(actor, plan)) throw forbidden()
  },
  input: Deciding,
  fits: (_asked, found, { grantedBy }) => grantFits(found, grantedBy),
  days: (_asked, _found, { grantedBy }) => [
    { field: "grantedBy", what: "新的期限", on: grantedBy, effect: "同意后立即逾期" },
  ],
  version,
  does: async ({ database, by }, found, { verdict, remark, grantedBy }) => {
    const outcome = await decideExtension(database, found, verdict, by, { remark, grantedBy })
    return outcome === "proposed" ? "proposed" : DONE_BY_VERDICT[verdict]
  },
})

export const CONFIRM = act({
  find: extension,
  may: (actor, { plan }) => {
    if (!isNamedConfirmer(actor, plan)) throw forbidden()
  },
  input: Confirming,
  version,
  does: async ({ database, by }, found, { agrees, decision }) => {
    const verdict = await confirmExtension(database, found, by, { agrees, decision })
    return agrees ? DONE_BY_VERDICT[verdict] : "proposal_declined"
  },
})
