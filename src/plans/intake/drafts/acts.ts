import { createHash } from "node:crypto"
import type * as z from "zod"
import { type Asked, act } from "#src/door/act.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { supervises } from "#src/plans/plan/policy.ts"
import { forbidden, missing } from "#src/refusal.ts"
import type { Submission } from "./approval.ts"
import { submitDraft } from "./approval_commands.ts"
import { OWN_DRAFT, REVIEWED_DRAFT, supervisorOnly } from "./asked.ts"
import { correctDraft, discardDraft, saveDraft, storeDraft } from "./draft_commands.ts"
import { type Carried, planToCarry } from "./draft_queries.ts"
import { importDraft, sendingFits } from "./importing_commands.ts"
import { Correcting, Importing, Issuing, Revising, Succeeding, Targeting } from "./input.ts"
import { gapsIn, hindrances } from "./issuing.ts"
import { issueDraft } from "./issuing_commands.ts"
import { planNow } from "./review.ts"
import { renamedBy, stepOf } from "./steps.ts"
import { carriedOver, successorOf } from "./successor.ts"

/* 导入: from a document to an issued plan. Nothing is a plan before 下达. */

/** 读取 of a document: it waits as a draft of the first of the offices one supervises for; 下达 asks which it is to be. */
export const IMPORT = act({
  find: async ({ actor }) => ({ unitId: unitsOf(actor, "supervisor")[0] ?? 0 }),
  may: supervisorOnly,
  input: Importing,
  fits: (_asked, _office, sent) => sendingFits(sent),
  does: async ({ database, by, runtime }, { unitId }, sent) => {
    const made = await importDraft(database, unitId, sent, by, runtime.reader)
    return { said: null, made }
  },
})

export const CORRECT = act({
  ...REVIEWED_DRAFT,
  input: Correcting,
  does: async ({ database, by }, { draft, review }, correction) => {
    await correctDraft(database, draft, review.plan, stepOf(correction, review), by)
    return null
  },
})

/** 撤销上一步. */
export const UNDO = act({
  ...OWN_DRAFT,
  input: Revising,
  does: async ({ database, by }, { draft }) => {
    const steps = draft.steps.slice(0, -1)
    await saveDraft(database, draft, { steps, title: planNow(draft.reading, steps).title }, by)
    return null
  },
})

/** Which issued plan the draft is to update, or none. */
export const CHOOSE_TARGET = act({
  ...OWN_DRAFT,
  input: Targeting,
  does: async ({ database, by }, { draft, same }, { plan: planId }) => {
    if (planId !== null && !same.some(({ id }) => id === planId)) throw missing()
    await saveDraft(database, draft, { planId }, by)
    return null
  },
})

export const DISCARD = act({
  ...OWN_DRAFT,
  input: Revising,
  does: async ({ database, by }, found) => {
    await discardDraft(database, found, by)
    return "draft_discarded"
  },
})

/** What 下达 is told, without what the page asks on the way to it. */
export const submissionIn = (input: z.output<typeof Issuing>): Submission => {
  const { title, docNumber, issuedOn, supervisingUnitId, reason, listed } = input
  return { title, docNumber, issuedOn, supervisingUnitId, reason, listed }
}

/** The office that will supervise is one's own. */
function ensureOwn(actor: Actor, unitId: number) {
  if (!unitsOf(actor, "supervisor").includes(unitId)) throw forbidden()
}

/** 下达 or 更新; where somebody has to approve it, 送审. */
export const ISSUE = act({
  ...REVIEWED_DRAFT,
  input: Issuing,
  fits: ({ actor }, found, { supervisingUnitId, target }) => {
    ensureOwn(actor, supervisingUnitId)
    return hindrances(found, found.review, target)
  },
  does: async ({ database, by, calendar, settings }, found, input) => {
    const { draft, review } = found
    const { planApprover: approver, lastPeriodDays } = settings
    const submission = submissionIn(input)
    if (approver !== "none") {
      await submitDraft(database, draft, submission, renamedBy(submission, review.plan), by, { approver })
      return "plan_submitted"
    }
    const reading = { calendar, lastPeriodDays }
    const { planId, kind, n } = await issueDraft(database, found, review, submission, null, by, reading)
    const gaps = gapsIn(found.gaps, review).length
    if (kind === "updated") return { said: `plan_updated.${n}`, made: planId }
    if (gaps > 0) return { said: `plan_issued_gaps.${n}-${gaps}-${planId}`, made: planId }
    return { said: `plan_issued.${n}-${planId}`, made: planId }
  },
})

/** A plan of one's own office, with what next year's takes over. */
export const CARRIED = {
  find: ({ database, actor, number }: Asked) => planToCarry(database, actor, number("plan")),
  may: (actor: Actor, { plan }: Carried) => {
    if (!supervises(actor, plan)) throw forbidden()
  },
}

/** 下一年度方案: a draft made of this year's plan. */
export const SUCCEED = act({
  ...CARRIED,
  input: Succeeding,
  does: async ({ database, by }, { plan, tasks }, { which }) => {
    const { reading, steps } = successorOf(plan, carriedOver(tasks, which))
    const made = await storeDraft(
      database,
      {
        unitId: plan.supervisingUnitId,
        reading,
        steps,
        file: null,
        sourceName: "",
        sha256: createHash("sha256").update(`successor of plan ${plan.id}`).digest("hex"),
        title: reading.plan.title ?? "",
        predecessorId: plan.id,
      },
      by,
    )
    return { said: null, made }
  },
})
