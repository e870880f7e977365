import { eq, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import {
  type Bulletin,
  type BulletinDraft,
  type BulletinForm,
  type BulletinKind,
  bulletinDrafts,
  bulletinRules,
  bulletins,
  bulletinVersions,
} from "#db/schema.ts"
import { yearOf } from "#src/clock.ts"
import { draftAgain, draftEnds, hasMovedOn, saveDraft } from "#src/drafting/commands.ts"
import { ensureUpon } from "#src/drafting/draft.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { enqueued } from "#src/trail/outbox.ts"
import { type By, newestId, nextSubject, record, recordOnce, staleWhen } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import type { CategoryRule } from "./categories.ts"
import { type Content, contentIn, contentText, toldOf, type Words, withWords } from "./content.ts"
import { hashOf } from "./hash.ts"
import { approves } from "./policy.ts"
import { COPY, type FoundBulletin, nextNumber, type PlanBulletins, type RuleRow } from "./queries.ts"
import { isBeingWritten, isThawed } from "./scope.ts"
import { type BulletinMove, canMove, goesAcross, isOutside, MOVES } from "./workflow.ts"

const ACTION_OF: Record<BulletinMove, Action> = {
  submit: "bulletin_submitted",
  recall: "bulletin_recalled",
  decline: "bulletin_declined",
  approve: "bulletin_approved",
  issue: "bulletin_issued",
  withdraw: "bulletin_withdrawn",
  discard: "bulletin_discarded",
}

type Planned = PlanBulletins["plan"]
type Found = Pick<FoundBulletin, "bulletin" | "plan" | "draft" | "sent" | "round">

function ensureOffice(actor: By["actor"], plan: Planned) {
  if (!supervises(actor, plan)) throw forbidden()
}

function ensure({ bulletin, plan }: Pick<Found, "bulletin" | "plan">, move: BulletinMove) {
  ensureRunning(plan)
  if (!canMove(bulletin.state, move)) throw conflict("wrong_state", { state: bulletin.state })
}

/** The figures are those of the round as it is cut off: one that was opened again, or cut off anew, counts otherwise. */
function ensureFrozen({ round }: Pick<Found, "round">, content: Content) {
  if (round.cutOffAt === null) throw conflict("round_open_again")
  if (round.cutOffAt !== content.asOf) throw conflict("figures_moved")
}

/** The same inside the batch: the round may be opened again while the paper is on its way. */
const thawed = ({ round }: Pick<Found, "round">, { asOf }: Content): SQL => isThawed(round.id, asOf)

type Drafted = { kind: BulletinKind; form: BulletinForm; roundId: number; correctsId?: number }

/** 拟稿: a new paper with what the program has written of it. Resolves with its id. */
export async function draftBulletin(
  database: Database,
  plan: Planned,
  { kind, form, roundId, correctsId }: Drafted,
  content: Content,
  by: By,
): Promise<number> {
  ensureOffice(by.actor, plan)
  ensureRunning(plan)
  const { db } = database
  const same = { planId: plan.id, kind, form, roundId, correctsId: correctsId ?? null }
  const [[made]] = await record(
    database,
    by,
    [
      {
        action: "bulletin_drafted",
        subject: nextSubject("bulletin", bulletins),
        version: 1,
        planId: plan.id,
        id: staleWhen(sql`(${isBeingWritten(same)} or ${isThawed(roundId, content.asOf)})`),
        particulars: {
          to: "draft",
          kind,
          round: content.round.name,
          title: content.title,
          ...(correctsId === undefined ? {} : { corrects: correctsId }),
        },
      },
    ],
    [
      db
        .insert(bulletins)
        .values({
          ...same,
          officeId: plan.supervisingUnitId,
          title: content.title,
          state: "draft",
          draftedById: by.actor.id,
          draftedAt: by.at,
        })
        .returning({ id: bulletins.id }),
      db.insert(bulletinDrafts).values({
        bulletinId: newestId(bulletins),
        content: contentText(content),
        revision: 1,
        savedById: by.actor.id,
        savedAt: by.at,
      }),
    ],
  )
  if (!made) throw new Error("a paper without a row")
  return made.id
}

/** The draft of one paper. */
export const paperDraft = ({ bulletin, draft }: Pick<Found, "bulletin" | "draft">) => ({
  table: bulletinDrafts,
  key: { bulletinId: bulletin.id },
  kept: draft,
  told: ({ content }: BulletinDraft) => toldOf(contentIn(content)),
})

/** What is being written of a paper; nothing but a draft is written in. */
function drafted({ bulletin, plan, draft }: Pick<Found, "bulletin" | "plan" | "draft">): Content {
  ensureRunning(plan)
  if (bulletin.state !== "draft" || draft === null) throw conflict("wrong_state", { state: bulletin.state })
  return contentIn(draft.content)
}

/** Saves the paper as it is being written. Resolves with the new revision. */
export async function saveBulletin(
  database: Database,
  found: Found,
  words: Words,
  revision: number,
  by: By,
): Promise<number> {
  ensureOffice(by.actor, found.plan)
  const content = contentText(withWords(drafted(found), words))
  return saveDraft(database, paperDraft(found), { content }, revision, by)
}

/** The same with what the program has written anew. */
export async function rewriteBulletin(
  database: Database,
  found: Found,
  content: Content,
  revision: number,
  by: By,
): Promise<number> {
  ensureOffice(by.actor, found.plan)
  drafted(found)
  return saveDraft(database, paperDraft(found), { content: contentText(content) }, revision, by)
}

/** One move of one paper: its event takes the paper's next version, so only one of two lands. */
function moved(
  database: Database,
  { bulletin, plan }: Pick<Found, "bulletin" | "plan">,
  move: BulletinMove,
  particulars: Record<string, unknown>,
  changes: Partial<Bulletin>,
) {
  const { to } = MOVES[move]
  const event = {
    action: ACTION_OF[move],
    subject: `bulletin:${bulletin.id}`,
    planId: plan.id,
    particulars: { from: bulletin.state, to, ...particulars },
  }
  return step(database, bulletins, bulletin, event, { ...changes, state: to })
}

/** 送审: the words as they stand become a version that is never changed, and the draft ends as it. */
export async function submitBulletin(
  database: Database,
  found: Found,
  words: Words,
  { leaderId, leader, revision }: { leaderId: number | null; leader: string; revision: number },
  by: By,
) {
  const { bulletin, draft } = found
  ensureOffice(by.actor, found.plan)
  ensure(found, "submit")
  const content = withWords(drafted(found), words)
  ensureFrozen(found, content)
  ensureUpon(paperDraft(found), revision)
  const number = bulletin.latest + 1
  const sent = { title: content.title, latest: number, leaderId, sentById: by.actor.id, sentAt: by.at, opinion: "" }
  const { act, change } = moved(database, found, "submit", { number, leader }, sent)
  await record(
    database,
    by,
    [
      {
        ...act,
        id: staleWhen(sql`(${hasMovedOn(database, paperDraft({ bulletin, draft }))} or ${thawed(found, content)})`),
      },
    ],
    [
      change,
      database.db.insert(bulletinVersions).values({
        bulletinId: bulletin.id,
        number,
        content: contentText(content),
        sentById: by.actor.id,
        at: by.at,
      }),
      draftEnds(database, paperDraft(found)),
    ],
  )
}

/** What was sent is a draft again, to be written on. */
function writtenOn(database: Database, found: Found, by: By): BatchItem<"sqlite"> {
  const content = contentText(sentOf(found))
  return draftAgain(database, paperDraft(found), { content }, { savedById: by.actor.id, savedAt: by.at })
}

function sentOf({ bulletin, sent }: Found): Content {
  if (!sent) throw conflict("wrong_state", { state: bulletin.state })
  return sent
}

/** 审定, or 发还 with an opinion. */
export async function approveBulletin(
  database: Database,
  found: Found,
  { agrees, remark }: { agrees: boolean; remark: string },
  by: By,
) {
  ensureApproves(by.actor, found)
  ensure(found, agrees ? "approve" : "decline")
  if (!agrees) {
    const { act, change } = moved(database, found, "decline", { remark }, { opinion: remark })
    await record(database, by, [act], [change, writtenOn(database, found, by)])
    return
  }
  const content = sentOf(found)
  ensureFrozen(found, content)
  const approved = { approvedById: by.actor.id, approvedAt: by.at, opinion: remark }
  const { act, change } = moved(database, found, "approve", remark ? { remark } : {}, approved)
  await record(database, by, [{ ...act, id: staleWhen(thawed(found, content)) }], [change])
}

/** Whoever wrote it is told that another has to approve. */
export function ensureApproves(actor: By["actor"], { bulletin }: Pick<Found, "bulletin">) {
  if (approves(actor, bulletin)) return
  const isOwn = bulletin.draftedById === actor.id || bulletin.sentById === actor.id
  throw forbidden(isOwn ? "own_bulletin" : "not_yours")
}

/** 撤回送审, also after 审定 as long as it is not issued: it is a draft again. */
export async function recallBulletin(database: Database, found: Found, by: By) {
  ensureOffice(by.actor, found.plan)
  ensure(found, "recall")
  const back = { approvedById: null, approvedAt: null }
  const { act, change } = moved(database, found, "recall", {}, back)
  await record(database, by, [act], [change, writtenOn(database, found, by)])
}

/** 印发: it gets its 期号, and the hash of what it says. */
export async function issueBulletin(database: Database, found: Found, by: By) {
  const { bulletin } = found
  ensureOffice(by.actor, found.plan)
  ensure(found, "issue")
  const content = sentOf(found)
  ensureFrozen(found, content)
  const sha256 = hashOf(contentText(content))
  const year = yearOf(by.today)
  const issued = { year, issuedById: by.actor.id, issuedAt: by.at, sha256 }
  const { act, change } = moved(database, found, "issue", { year, sha256 }, issued)
  const next = nextNumber(bulletin.officeId, bulletin.kind, year)
  const numbered = database.db.update(bulletins).set({ number: next }).where(eq(bulletins.id, bulletin.id))
  const event = { ...act, id: staleWhen(thawed(found, content)), particulars: withNumber(act.particulars, next) }
  await record(database, by, [event], [numbered, change, ...told(database, found, content, by.at)])
}

/** Every unit that a 通报 names is told that it is there; what goes up is told to nobody. */
const told = (database: Database, { bulletin }: Found, { units }: Content, at: number): BatchItem<"sqlite">[] =>
  goesAcross(bulletin.kind)
    ? units.flatMap(({ id: unitId }) =>
        enqueued(database, { about: "bulletin", aboutId: bulletin.id, unitId, audiences: ["liaison", "head"], at }),
      )
    : []

const withNumber = (particulars: Record<string, unknown>, number: SQL<number>): SQL =>
  sql`json_set(${JSON.stringify(particulars)}, '$.number', ${number})`

/** 撤回 of what was issued, with a note that stays; so does its number. */
export async function withdrawBulletin(database: Database, found: Found, remark: string, by: By) {
  ensureOffice(by.actor, found.plan)
  ensure(found, "withdraw")
  const withdrawn = { note: remark, withdrawnById: by.actor.id, withdrawnAt: by.at }
  const { act, change } = moved(database, found, "withdraw", { remark }, withdrawn)
  await record(database, by, [act], [change])
}

/** 作废 of a draft, which never had a number. */
export async function discardBulletin(database: Database, found: Found, by: By) {
  ensureOffice(by.actor, found.plan)
  ensure(found, "discard")
  const { act, change } = moved(database, found, "discard", {}, {})
  await record(database, by, [act], [change, draftEnds(database, paperDraft(found))])
}

/** 更正: a new paper that names the one it corrects. */
export async function correctBulletin(database: Database, found: Found, content: Content, by: By) {
  const { id, kind, form, roundId, state } = found.bulletin
  if (!isOutside(state)) throw conflict("wrong_state", { state })
  return draftBulletin(database, found.plan, { kind, form, roundId, correctsId: id }, content, by)
}

/** It was taken out of the program as a file: by whom, and in which state. */
export const noteCopy = (database: Database, { bulletin, plan }: Pick<Found, "bulletin" | "plan">, by: By) =>
  recordOnce(database, by, {
    action: "bulletin_taken",
    subject: `${COPY}:${bulletin.id}`,
    planId: plan.id,
    particulars: { state: bulletin.state, ...(bulletin.sha256 ? { sha256: bulletin.sha256 } : {}) },
    anytime: true,
  })

/** 进度分类 from now on; papers that have been written keep theirs. */
export async function setRule(database: Database, plan: Planned, before: RuleRow, after: CategoryRule, by: By) {
  ensureOffice(by.actor, plan)
  ensureRunning(plan)
  const version = before.version + 1
  const changed = (Object.keys(after) as (keyof CategoryRule)[]).filter((key) => after[key] !== before[key])
  const values = { ...after, version }
  await record(
    database,
    by,
    [
      {
        action: "bulletin_rule_set",
        subject: `bulletin_rule:${plan.id}`,
        version,
        planId: plan.id,
        particulars: Object.fromEntries(changed.map((key) => [key, { before: before[key], after: after[key] }])),
      },
    ],
    [
      database.db
        .insert(bulletinRules)
        .values({ planId: plan.id, ...values })
        .onConflictDoUpdate({ target: bulletinRules.planId, set: values }),
    ],
  )
}
