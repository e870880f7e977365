import type { Notice } from "#db/schema.ts"
import { Confirming } from "#src/confirming/input.ts"
import { isNamedConfirmer } from "#src/confirming/judging.ts"
import { type Asked, act } from "#src/door/act.ts"
import { evidence } from "#src/door/evidence.ts"
import { ensureUpon } from "#src/drafting/draft.ts"
import { type Actor, isOfUnit } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { isAwaitingAnswer } from "#src/owing/awaited.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { Attaching } from "#src/reports/evidence/input.ts"
import {
  type Addressee,
  acknowledgeNotice,
  answerDraft,
  answerFile,
  answerNotices,
  approveNotice,
  changeNoticeEvidence,
  confirmNotice,
  draftNotices,
  dueFits,
  ensureAnswers,
  failFits,
  judgeNotice,
  moveNotice,
  reviseNotice,
  saveAnswer,
  sendNotice,
  takeBackAnswer,
} from "./commands.ts"
import {
  Answering,
  AnsweringAll,
  Approving,
  Drafting,
  Issuing,
  Judging,
  Revising,
  Revoking,
  Saving,
  Versioned,
} from "./input.ts"
import { approverOf, approves, mayPrepare } from "./policy.ts"
import {
  type About,
  type CandidatePart,
  type FoundNotice,
  findNotice,
  type NoticeCandidates,
  noticeCandidates,
  noticesById,
  sourceOf,
} from "./queries.ts"

/*
 * 督办单: drafted, issued, approved, judged and ended by the office; taken, answered and taken back by its unit. The pages
 * are in routes.tsx.
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

function theUnit(actor: Actor, { notice }: FoundNotice) {
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

/** 佐证材料 of the answer. */
export const EVIDENCE = evidence({
  room: answerFile,
  listed: ({ files }: FoundNotice) => files,
  keep: ({ database, by }, found, change) => changeNoticeEvidence(database, found, change, by),
})

export const ATTACH = act({ find: notice, may: theUnit, input: Attaching, does: async () => "attached.0" })

/** The answer as it is being typed; `made` is its new revision. */
export const SAVE = act({
  find: notice,
  may: theUnit,
  input: Saving,
  does: async ({ database, by }, found, { text, revision, overwrite }) => {
    const made = await saveAnswer(database, found, text, overwrite ?? revision, by)
    return { said: "draft_saved", made }
  },
})

/** 反馈. */
export const ANSWER = act({
  find: notice,
  may: ensureAnswers,
  input: Answering,
  already: ({ actor }, { notice, answers }) => {
    const sent = answers.at(-1)
    if (isAwaitingAnswer(notice.state) || sent?.sentById !== actor.id) return
    throw conflict("already_answered", { at: String(sent.at) })
  },
  version,
  does: async ({ database, by }, found, { text, revision, overwrite }) => {
    ensureUpon(answerDraft(found), overwrite ?? revision)
    await answerNotices(database, [{ found, text }], by)
    return "notices_answered.1"
  },
})

/** 一并反馈 of what the page listed as ready: what was written of each. */
export const ANSWER_READY = act({
  find: async ({ actor }) => actor,
  may: (actor) => {
    if (!isOfUnit(actor)) throw forbidden()
  },
  input: AnsweringAll,
  does: async ({ database, actor, by }, _found, { ids }) => {
    const [founds] = await database.read([noticesById(database, actor, ids)])
    if (founds.length !== new Set(ids).size) throw missing()
    const answers = founds.map((found) => ({ found, text: found.draft?.text ?? "" }))
    await answerNotices(database, answers, by)
    return `notices_answered.${answers.length}`
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
