import { Confirming } from "#src/confirming/input.ts"
import { isNamedConfirmer } from "#src/confirming/judging.ts"
import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { forbidden } from "#src/refusal.ts"
import { confirmReport, judgeReport, returnFits, signReport, takeBack } from "./commands.ts"
import { Accepting, Returning, SendingBack, Undoing, Versioned } from "./input.ts"
import { maySend, maySign } from "./policy.ts"
import { type FoundReport, findReport } from "./queries.ts"
import { undoVerdict } from "./verdict_commands.ts"
import { type FoundVerdict, findVerdict } from "./verdict_queries.ts"

/*
 * A report: signed, sent back and taken back by its unit (routes.tsx), judged by the office (src/pages/desk). How it is
 * written and sent stands in writing_acts.ts.
 */

export const report = ({ database, actor, number }: Asked) =>
  findReport(database, actor, number("assignment"), number("round"))

export const version = ({ report }: Pick<FoundReport, "report">) => report?.version ?? 0

function theOffice(actor: Actor, { plan }: FoundReport) {
  if (!supervises(actor, plan)) throw forbidden()
}

export function theLiaison(actor: Actor, found: FoundReport) {
  if (!maySend(actor, found)) throw forbidden()
}

function theHead(actor: Actor, found: FoundReport) {
  if (!maySign(actor, found)) throw forbidden()
}

export const SIGN = act({
  find: report,
  may: theHead,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await signReport(database, found, by)
    return "signed.1"
  },
})

export const SEND_BACK = act({
  find: report,
  may: theHead,
  input: SendingBack,
  version,
  does: async ({ database, by }, found, { remark }) => {
    await takeBack(database, found, "send_back", by, remark)
    return "sent_back"
  },
})

export const TAKE_BACK = act({
  find: report,
  may: theLiaison,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await takeBack(database, found, "withdraw", by)
    return "withdrawn"
  },
})

export const ACCEPT = act({
  find: report,
  may: theOffice,
  input: Accepting,
  version,
  does: async ({ database, by }, found, { opinion }) => {
    const outcome = await judgeReport(database, found, "accept", by, { opinion, resubmitBy: null })
    return outcome === "done" ? "accepted" : "proposed"
  },
})

export const RETURN = act({
  find: report,
  may: theOffice,
  input: Returning,
  fits: ({ by }, _found, { resubmitBy }) => returnFits(resubmitBy, by),
  version,
  does: async ({ database, by }, found, { opinion, resubmitBy }) => {
    const outcome = await judgeReport(database, found, "return", by, { opinion, resubmitBy })
    return outcome === "done" ? "returned" : "proposed"
  },
})

export const CONFIRM = act({
  find: report,
  may: (actor, { plan }) => {
    if (!isNamedConfirmer(actor, plan)) throw forbidden()
  },
  input: Confirming,
  version,
  does: async ({ database, by }, found, { agrees, decision }) => {
    await confirmReport(database, found, by, { agrees, decision })
    if (!agrees) return "proposal_declined"
    return found.proposal?.verdict === "return" ? "returned" : "accepted"
  },
})

/** The last word was a 复核: undone, it waits again with whoever confirms. */
export function wasConfirmation({ trail }: Pick<FoundVerdict, "trail">): boolean {
  const last = trail.at(-1)
  return last?.action === "report_proposal_declined" || last?.particulars.proposedById !== undefined
}

const DONE_BY_UNDOING = {
  report_accepted: "verdict_undone",
  report_returned: "verdict_undone",
  report_verdict_proposed: "proposal_undone",
  report_proposal_declined: "decline_undone",
} as const

/** 撤销 of the last answer. */
export const UNDO = act({
  find: ({ database, actor, number }) => findVerdict(database, actor, number("assignment"), number("round")),
  may: (actor, { plan }) => {
    if (!supervises(actor, plan) && !isNamedConfirmer(actor, plan)) throw forbidden()
  },
  input: Undoing,
  version,
  does: async ({ database, by }, found) => {
    const undone = await undoVerdict(database, found, by)
    return wasConfirmation(found) ? "decline_undone" : DONE_BY_UNDOING[undone]
  },
})
