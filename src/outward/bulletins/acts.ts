import type { BulletinKind } from "#db/schema.ts"
import { type Asked, act } from "#src/door/act.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { readingAs } from "#src/plans/plan/asked.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden, missing } from "#src/refusal.ts"
import { correction, written } from "#views/bulletins/text.ts"
import {
  approveBulletin,
  correctBulletin,
  discardBulletin,
  draftBulletin,
  ensureApproves,
  issueBulletin,
  noteCopy,
  recallBulletin,
  rewriteBulletin,
  saveBulletin,
  setRule,
  submitBulletin,
  withdrawBulletin,
} from "./commands.ts"
import { type Content, contentIn, isByHand, type Words, withWords, writtenAnew } from "./content.ts"
import {
  Approving,
  Drafting,
  Saving,
  SettingRule,
  Submitting,
  Taking,
  Versioned,
  Withdrawing,
  WritingAnew,
} from "./input.ts"
import { readsWords } from "./policy.ts"
import { bulletinsOfPlan, type FoundBulletin, findBulletin, materialsOf, type PlanBulletins } from "./queries.ts"
import { isDraft, isOutside } from "./workflow.ts"

/*
 * 文稿: written and issued by the office, approved by a leader, corrected by a new one. What the program writes of it is
 * views/bulletins/text.ts; the pages are in routes.tsx.
 */

const ofPlan = ({ database, actor, number }: Asked) => bulletinsOfPlan(database, actor, number("plan"))

function thePlansOffice(actor: Actor, { plan }: Pick<PlanBulletins, "plan">) {
  if (!supervises(actor, plan)) throw forbidden()
  ensureRunning(plan)
}

type Source = Pick<PlanBulletins, "plan" | "rounds" | "rule">

/** The paper as the program writes it of that round, by the rule that stands. */
async function writtenFor(
  asked: Asked,
  { plan, rounds, rule: { version: _, ...rule } }: Source,
  { kind, form, number }: { kind: BulletinKind; form: FoundBulletin["bulletin"]["form"]; number: number },
): Promise<Content> {
  const materials = await materialsOf(asked.database, asked.actor, plan.id, kind, rounds, number, readingAs(asked))
  if (!materials) throw conflict("round_open_again")
  const { organisation } = asked.settings
  return written({ kind, form, organisation, issuer: plan.issuer, materials, rule })
}

const roundOf = ({ rounds }: Source, number: number) => rounds.find((one) => one.number === number) ?? null

/** One paper is written once: by a second click, or by two people, it is the draft that is there. */
function ensureNotThere(draft: { id: number } | undefined) {
  if (draft) throw conflict("bulletin_there", { id: String(draft.id) })
}

const NOT_CUT_OFF: Problems = { round: ["请选择已封账的填报期"] }

/** 拟稿. */
export const DRAFT = act({
  find: ofPlan,
  may: thePlansOffice,
  input: Drafting,
  fits: (_asked, found, { round }) => (roundOf(found, round) ? null : NOT_CUT_OFF),
  already: (_asked, found, { kind, manner, round: number }) => {
    const round = roundOf(found, number)
    const isSame = (one: PlanBulletins["drafts"][number]) =>
      one.kind === kind && one.form === manner && one.roundId === round?.id && one.correctsId === null
    ensureNotThere(found.drafts.find(isSame))
  },
  does: async (asked, found, { kind, manner: form, round: number }) => {
    const round = roundOf(found, number)
    if (!round) throw missing()
    const content = await writtenFor(asked, found, { kind, form, number })
    const made = await draftBulletin(asked.database, found.plan, { kind, form, roundId: round.id }, content, asked.by)
    return { said: "bulletin_drafted", made }
  },
})

export const SET_RULE = act({
  find: ofPlan,
  may: thePlansOffice,
  input: SettingRule,
  version: ({ rule }) => rule.version,
  does: async ({ database, by }, { plan, rule }, { version: _, ...after }) => {
    await setRule(database, plan, rule, after, by)
    return "bulletin_rule_set"
  },
})

export const bulletin = ({ database, actor, number, today }: Asked) =>
  findBulletin(database, actor, number("bulletin"), today)

const version = ({ bulletin }: FoundBulletin) => bulletin.version

function theOffice(actor: Actor, { plan }: FoundBulletin) {
  if (!supervises(actor, plan)) throw forbidden()
}

type WordsTyped = Omit<Words, "texts"> & { texts: Words["texts"]; revision: number; overwrite?: number }

const upon = ({ revision, overwrite }: Pick<WordsTyped, "revision" | "overwrite">) => overwrite ?? revision

/** The paper as it is being written; `made` is its new revision. */
export const SAVE = act({
  find: bulletin,
  may: theOffice,
  input: Saving,
  does: async ({ database, by }, found, words) => {
    const made = await saveBulletin(database, found, words, upon(words), by)
    return { said: "draft_saved", made }
  },
})

/** 重新生成 of one block; what somebody wrote in it is asked about before it is replaced. */
export const REWRITE = act({
  find: bulletin,
  may: theOffice,
  input: WritingAnew,
  fits: (_asked, { content }, { block: name, replace, texts }) => {
    const block = content?.blocks.find((one) => one.name === name)
    const text = texts[name] ?? block?.text ?? ""
    if (!block || replace || !isByHand({ ...block, text })) return null
    const field = `text-${name}`
    return { [field]: [BY_HAND] }
  },
  does: async (asked, found, { block, ...words }) => {
    const draft = found.draft
    if (!draft) throw conflict("wrong_state", { state: found.bulletin.state })
    const { kind, form, correctsId } = found.bulletin
    const fresh = await writtenFor(asked, found, { kind, form, number: found.round.number })
    const corrects = found.corrects
    const again = correctsId !== null && corrects ? correction(fresh, corrects, corrects.issuedAt) : fresh
    const typed = withWords(contentIn(draft.content), words)
    const made = await rewriteBulletin(asked.database, found, writtenAnew(typed, again, block), upon(words), asked.by)
    return { said: "bulletin_rewritten", made }
  },
})

const BY_HAND = "这一段已手工改过。确要用程序生成的内容替换的，请勾选「替换手工内容」，再按「重新生成」"

/** 送审. */
export const SUBMIT = act({
  find: bulletin,
  may: theOffice,
  input: Submitting,
  fits: ({ actor }, { leaders, bulletin }, { leaderId }) => {
    const able = leaders.filter(({ id }) => id !== actor.id && id !== bulletin.draftedById)
    if (able.length === 0) throw conflict("no_leader")
    return leaderId === null || able.some(({ id }) => id === leaderId) ? null : { leaderId: ["请选择审定的领导"] }
  },
  version,
  does: async ({ database, by }, found, { version: _, leaderId, ...words }) => {
    const leader = found.leaders.find(({ id }) => id === leaderId)?.name ?? ""
    await submitBulletin(database, found, words, { leaderId, leader, revision: upon(words) }, by)
    return "bulletin_submitted"
  },
})

/** 审定. */
export const APPROVE = act({
  find: bulletin,
  may: ensureApproves,
  input: Approving,
  version,
  does: async ({ database, by }, found, { agrees, remark }) => {
    await approveBulletin(database, found, { agrees, remark }, by)
    return agrees ? "bulletin_approved" : "bulletin_declined"
  },
})

export const RECALL = act({
  find: bulletin,
  may: theOffice,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await recallBulletin(database, found, by)
    return "bulletin_recalled"
  },
})

export const ISSUE = act({
  find: bulletin,
  may: theOffice,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await issueBulletin(database, found, by)
    return "bulletin_issued"
  },
})

export const WITHDRAW = act({
  find: bulletin,
  may: theOffice,
  input: Withdrawing,
  version,
  does: async ({ database, by }, found, { remark }) => {
    await withdrawBulletin(database, found, remark, by)
    return "bulletin_withdrawn"
  },
})

export const DISCARD = act({
  find: bulletin,
  may: theOffice,
  input: Versioned,
  version,
  does: async ({ database, by }, found) => {
    await discardBulletin(database, found, by)
    return "bulletin_discarded"
  },
})

/** 更正: a new draft that begins with the words of the old one. */
export const CORRECT = act({
  find: bulletin,
  may: theOffice,
  input: Versioned,
  version,
  already: (_asked, { corrections }) => ensureNotThere(corrections.find(({ state }) => isDraft(state))),
  does: async ({ database, by }, found) => {
    const { bulletin, sent } = found
    if (!isOutside(bulletin.state) || !sent) throw conflict("wrong_state", { state: bulletin.state })
    const made = await correctBulletin(database, found, correction(sent, bulletin, bulletin.issuedAt), by)
    return { said: "bulletin_corrected", made }
  },
})

/** 下载: the trail says who took it, and in which state; made is the paper with what it says then. */
export const TAKE = act({
  find: bulletin,
  may: (actor, found) => {
    if (!readsWords(actor, found.bulletin, found.plan)) throw forbidden()
  },
  input: Taking,
  does: async ({ database, by }, found) => {
    const { content } = found
    if (!content) throw conflict("wrong_state", { state: found.bulletin.state })
    await noteCopy(database, found, by)
    return { said: null, made: content }
  },
})
