import type { Notice } from "#db/schema.ts"
import { Confirming } from "#src/confirming/input.ts"
import { isNamedConfirmer } from "#src/confirming/judging.ts"
import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { forbidden, missing } from "#src/refusal.ts"
import {
  type Addressee,
  acknowledgeNotice,
  approveNotice,
  confirmNotice,
  draftNotices,
  dueFits,
  failFits,
  judgeNotice,
  moveNotice,
  reviseNotice,
  sendNotice,
  takeBackAnswer,
} from "./commands.ts"
import { Approving, Drafting, Issuing, Judging, Revising, Revoking, Versioned } from "./input.ts"
import { approverOf, approves, mayPrepare } from "./policy.ts"
import {
  type About,
  type CandidatePart,
  type FoundNotice,
  findNotice,
  type NoticeCandidates,
  noticeCandidates,
  sourceOf,
} from "./queries.ts"

/*
 * 督办单: drafted, issued, approved, judged and ended by the office; taken and taken back by its unit. The pages, and the
 * answer that comes with files, are in routes.tsx.
 */

/** What the address asks a notice to be about. */
function aboutOf({ query, asks }: Asked): About {
  return {
    assignments: query
      .getAll("assignment")
      .filter((id) => /^\d{1,15}$/.test(id))
      .map(Number),
    ordinal: asks("task"),
    round: asks("round"),
    instruction: asks("instruction"),
    inspection: asks("inspection"),
  }
}

export type ToDraft = NoticeCandidates & { about: About }

async function toDraft(asked: Asked): Promise<ToDraft | null> {
  const about = aboutOf(asked)
  const found = await noticeCandidates(asked.database, asked.actor, asked.number("plan"), about, asked.today)
  if (!found) return null
  if (about.instruction !== null && !found.instruction) return null
  if (about.inspection !== null && !found.inspection) return null
  return { ...found, about }
}

const among = ({ parts }: ToDraft, ids: readonly number[]) => parts.filter(({ id }) => ids.includes(id))

/** The parts that were ticked, all of them among those that may be. */
export function chosenOf(found: ToDraft, ids: readonly number[]): CandidatePart[] {
  const chosen = among(found, ids)
  if (chosen.length !== new Set(ids).size) throw missing()
  return chosen
}

/** Those of the ticked that have an open notice already. */
export const doubledOf = (found: ToDraft, ids: readonly number[]) =>
  among(found, ids).filter(({ open }) => open.length > 0)

/** One addressee a unit, in 单位排序. */
export function addressees(parts: CandidatePart[]): Addressee[] {
  const byUnit = new Map<number, Addressee>()
  for (const { id, unit } of parts) {
    const known = byUnit.get(unit.id) ?? { unitId: unit.id, unit: unit.name, assignmentIds: [] }
    known.assignmentIds.push(id)
    byUnit.set(unit.id, known)
  }
  return [...byUnit.values()]
}

/** Nobody has to approve: what is sent is issued, and its numbers are spent. */
export const isIssuedAtOnce = (kind: Notice["kind"], plan: Parameters<typeof approverOf>[1]) =>
  approverOf(kind, plan) === "none"

const DOUBLED: Problems = { again: ["下列事项已有未销号的督办单，请核对是否重复督办。"] }

const DONE_BY_OUTCOME = {
  drafted: "notices_drafted",
  submitted: "notices_submitted",
  issued: "notices_issued",
} as const

export const DRAFT = act({
  find: toDraft,
  may: (actor, { plan }) => {
    if (!supervises(actor, plan)) throw forbidden()
    ensureRunning(plan)
  },
  input: Drafting,
  fits: ({ by }, found, { assignments, again, dueBy }) =>
    dueFits({ dueBy }, by) ?? (doubledOf(found, assignments).length > 0 && !again ? DOUBLED : null),
  does: async ({ database, by }, found, { assignments, send, again: _, numbered: __, ...words }) => {
    const to = addressees(chosenOf(found, assignments))
    const from = {
      source: sourceOf(found.about),
      instructionId: found.instruction?.id ?? null,
      inspectionId: found.inspection?.id ?? null,
    }
    const outcome = await draftNotices(database, found.plan, from, to, words, by, { send })
    return `${DONE_BY_OUTCOME[outcome]}.${to.length}`
  },
})

export const notice = ({ database, actor, number }: Asked) => findNotice(database, actor, number("notice"))
const version = ({ notice }: FoundNotice) => notice.version

function theOffice(actor: Actor, { plan }: FoundNotice) {
  if (!supervises(actor, plan)) throw forbidden()
}

export function theUnit(actor: Actor, { notice }: FoundNotice) {
  if (!mayPrepare(actor, notice)) throw forbidden()
}

export const REVISE = act({
  find: notice,
  may: theOffice,
  input: Revising,
  fits: ({ by }, _found, words) => dueFits(words, by),
  version,
  does: async ({ database, by }, found, { version: _, ...words }) => {
    await reviseNotice(database, found, words, by)
    return "notice_revised"
  },
})

export const ISSUE = act({
  find: notice,
  may: theOffice,
  input: Issuing,
  version,
  does: async ({ database, by }, found) => {
    const outcome = await sendNotice(database, found, by)
    return `${DONE_BY_OUTCOME[outcome]}.1`
  },
})

/** 审定. */
export const APPROVE = act({
  find: notice,
  may: (actor, { notice, plan }) => {
    if (!approves(actor, notice, plan)) throw forbidden(notice.draftedById === actor.id ? "own_draft" : "not_yours")
  },
  input: Approving,
  version,
  does: async ({ database, by }, found, { agrees, remark }) => {
    await approveNotice(database, found, by, { agrees, remark })
    return agrees ? "notices_issued.1" : "notice_declined"
  },
})

const DONE_BY_TAKING = { recall: "notice_recalled", discard: "notice_discarded" } as const

const taken = (move: keyof typeof DONE_BY_TAKING) =>
  act({
    find: notice,
    may: theOffice,
    input: Versioned,
    version,
    does: async ({ database, by }, found) => {
      await moveNotice(database, found, move, by)
      return DONE_BY_TAKING[move]
    },
  })

export const RECALL = taken("recall")
export const DISCARD = taken("discard")

export const REVOKE = act({
  find: notice,
  may: theOffice,
  input: Revoking,
  version,
  does: async ({ database, by }, found, { remark }) => {
    await moveNotice(database, found, "revoke", by, remark)
    return "notice_revoked"
  },
})

export const ACKNOWLEDGE = act({
  find: notice,
  may: theUnit,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await acknowledgeNotice(database, found, by)
    return "notice_acknowledged"
  },
})

export const TAKE_BACK = act({
  find: notice,
  may: theUnit,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await takeBackAnswer(database, found, by)
    return "notice_taken_back"
  },
})

const DONE_BY_VERDICT = { close: "notice_closed", fail: "notice_failed" } as const

export const JUDGE = act({
  find: notice,
  may: theOffice,
  input: Judging,
  fits: ({ by }, _found, { answerBy }) => failFits(answerBy, by),
  version,
  does: async ({ database, by }, found, { verdict, remark, answerBy }) => {
    const outcome = await judgeNotice(database, found, verdict, by, { remark, answerBy })
    return outcome === "proposed" ? "proposed" : DONE_BY_VERDICT[verdict]
  },
})

export const CONFIRM = act({
  find: notice,
  may: (actor, { plan }) => {
    if (!isNamedConfirmer(actor, plan)) throw forbidden()
  },
  input: Confirming,
  version,
  does: async ({ database, by }, found, { agrees, decision }) => {
    const verdict = await confirmNotice(database, found, by, { agrees, decision })
    return agrees ? DONE_BY_VERDICT[verdict] : "proposal_declined"
  },
})
