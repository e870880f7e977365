import { and, eq, exists, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { chunks } from "#db/chunks.ts"
import type { Database } from "#db/database.ts"
import { type Notice, type NoticeDraft, noticeAnswers, noticeDrafts, noticeItems, notices } from "#db/schema.ts"
import { not } from "#db/states.ts"
import { yearOf } from "#src/clock.ts"
import { type Decision, type Deed, judge, type Matter, settle } from "#src/confirming/commands.ts"
import type { Judged } from "#src/confirming/judging.ts"
import { draftAgain, draftEnds, hasMovedOn, saveDraft } from "#src/drafting/commands.ts"
import { overAlready } from "#src/office/calendar/day_told.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { holdersOf } from "#src/office/people/queries.ts"
import { isAwaitingAnswer } from "#src/owing/awaited.ts"
import { awaitsAnswer } from "#src/owing/scope.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { changeEvidence } from "#src/reports/evidence/commands.ts"
import type { EvidenceChange, FileOwner } from "#src/reports/evidence/statements.ts"
import type { Action } from "#src/trail/actions.ts"
import { enqueued } from "#src/trail/outbox.ts"
import { type Act, type By, newestId, nextSubject, record, staleWhen } from "#src/trail/record.ts"
import { step } from "#src/trail/statements.ts"
import { approverOf, approves, audiencesOf, mayAnswer, mayPrepare } from "./policy.ts"
import { type AwaitedNotice, type FoundNotice, nextNumber, type Series } from "./queries.ts"
import { canMove, MOVES, type NoticeMove } from "./workflow.ts"

type Ruled = AwaitedNotice["plan"]
type Found = Pick<FoundNotice, "notice"> & { plan: Ruled }
/** With its addressee: nothing is sent to a unit that is no more. */
type Addressed = Found & { unit: Pick<FoundNotice["unit"], "active"> }
/** What a notice says, as the office writes it. */
export type NoticeWords = Pick<Notice, "kind" | "title" | "basis" | "facts" | "demand" | "contact" | "dueBy">

/** One unit with those of its assignments that the notice is about. */
export type Addressee = { unitId: number; unit: string; assignmentIds: number[] }

const ACTION_OF: Record<NoticeMove, Action> = {
  submit: "notice_submitted",
  recall: "notice_recalled",
  decline: "notice_declined",
  approve: "notice_issued",
  issue: "notice_issued",
  discard: "notice_discarded",
  acknowledge: "notice_acknowledged",
  answer: "notice_answered",
  take_back: "notice_taken_back",
  close: "notice_closed",
  fail: "notice_failed",
  revoke: "notice_revoked",
}

export const noticeSubject = (id: number) => `notice:${id}`

function ensure({ notice }: Pick<Found, "notice">, move: NoticeMove) {
  if (!canMove(notice.state, move)) throw conflict("wrong_state", { state: notice.state })
}

function allowOffice(actor: By["actor"], plan: Pick<Ruled, "supervisingUnitId">) {
  if (!supervises(actor, plan)) throw forbidden()
}

/** The particulars of an issue, with the number that the batch is about to give. */
const issuing = (series: Series, ahead: number, particulars: Record<string, unknown>): SQL =>
  sql`json_set(${JSON.stringify(particulars)}, '$.year', cast(${series.year} as integer),
    '$.number', ${nextNumber(series, ahead)})`

/** The unit is told that a notice has come. */
export const told = (
  database: Database,
  { id, unitId, kind }: { id: SQL<number> | number; unitId: number; kind: Notice["kind"] },
  at: number,
) =>
  enqueued(database, {
    about: "notice",
    aboutId: id,
    unitId,
    audiences: audiencesOf(kind),
    at,
  })

/** 反馈期限 lies ahead. */
export const dueFits = ({ dueBy }: Pick<NoticeWords, "dueBy">, { today }: { today: string }) =>
  overAlready({ field: "dueBy", what: "反馈期限", on: dueBy }, today)

/** What is told and changed in the same batch by whoever has a notice drafted; the newest notice is the last of them. */
type Beside = { acts: readonly Act[]; changes: readonly BatchItem<"sqlite">[] }
const NOTHING_BESIDE: Beside = { acts: [], changes: [] }

/** How far new notices have come: kept as drafts, waiting for approval, or issued. */
export type Drafted = "drafted" | "submitted" | "issued"

/**
 * 拟办: one notice for each unit, in one act. `send` issues them at once, or submits them where somebody has to approve.
 * Resolves with how far they came.
 */
export async function draftNotices(
  database: Database,
  plan: Ruled,
  from: Pick<Notice, "source"> & Partial<Pick<Notice, "instructionId" | "inspectionId">>,
  to: Addressee[],
  words: NoticeWords,
  by: By,
  { send, beside = NOTHING_BESIDE }: { send: boolean; beside?: Beside },
): Promise<Drafted> {
  allowOffice(by.actor, plan)
  ensureFits(dueFits(words, by))
  const { db } = database
  const approver = approverOf(words.kind, plan)
  const outcome = !send ? "drafted" : approver === "none" ? "issued" : "submitted"
  if (outcome === "submitted") await ensureApprover(database, plan, { ...words, draftedById: by.actor.id }, by)
  const state = ({ drafted: "draft", submitted: "approving", issued: "issued" } as const)[outcome]
  const office = plan.supervisingUnitId
  const series = { officeId: office, kind: words.kind, year: yearOf(by.today) }

  const acts = to.flatMap(({ unit, assignmentIds }, i): Act[] => {
    const subject = nextSubject("notice", notices, i)
    const drafted: Act = {
      action: "notice_drafted",
      subject,
      version: 1,
      planId: plan.id,
      particulars: { to: "draft", kind: words.kind, unit, dueBy: words.dueBy, assignments: assignmentIds.length },
    }
    const moved = { from: "draft", to: state, answerBy: words.dueBy }
    const further: Act = {
      action: outcome === "issued" ? "notice_issued" : "notice_submitted",
      subject,
      version: 2,
      planId: plan.id,
      particulars: outcome === "issued" ? issuing(series, i, moved) : moved,
    }
    return outcome === "drafted" ? [drafted] : [drafted, further]
  })
  const [first, ...rest] = acts
  if (!first) throw conflict("nobody_addressed")
  const rows: BatchItem<"sqlite">[] = to.flatMap(({ unitId, assignmentIds }) => [
    db.insert(notices).values({
      ...words,
      planId: plan.id,
      officeId: office,
      unitId,
      ...from,
      firstDueBy: words.dueBy,
      state,
      draftedById: by.actor.id,
      draftedAt: by.at,
      version: outcome === "drafted" ? 1 : 2,
      ...(outcome === "issued"
        ? { year: series.year, number: nextNumber(series, 0), issuedById: by.actor.id, issuedAt: by.at }
        : {}),
    }),
    ...chunks(assignmentIds).map((some) =>
      db.insert(noticeItems).values(some.map((assignmentId) => ({ noticeId: newestId(notices), assignmentId }))),
    ),
    ...(outcome === "issued" ? told(database, { ...words, id: newestId(notices), unitId }, by.at) : []),
  ])
  await record(database, by, [first, ...rest, ...beside.acts], [...rows, ...beside.changes])
  return outcome
}

/** Where nobody could approve the act is refused, and says whom to ask for. */
async function ensureApprover(
  database: Database,
  plan: Ruled,
  notice: Pick<Notice, "kind" | "draftedById">,
  { today }: By,
) {
  const [holders] = await database.read([holdersOf(database, ["supervisor", "head", "leader"], today)])
  const somebody = holders.some(({ personId, kind, unitId }) =>
    approves({ id: personId, posts: [{ kind, unitId, unitName: null, standIn: false, beat: [] }] }, notice, plan),
  )
  if (!somebody) throw forbidden("no_approver", { rule: approverOf(notice.kind, plan) })
}

type Words = { remark?: string; answerBy?: string | null; [word: string]: unknown }

/** One move of one notice: its event takes the notice's next version, so only one of two lands. */
function moved(database: Database, { notice, plan }: Found, move: NoticeMove, words: Words, changes: Partial<Notice>) {
  const { to } = MOVES[move]
  const particulars = { from: notice.state, to, answerBy: notice.dueBy, ...words }
  const event = { action: ACTION_OF[move], subject: noticeSubject(notice.id), planId: plan.id, particulars }
  return step(database, notices, notice, event, { ...changes, state: to })
}

/** Changes the words of a draft; what it said before stands in the event. */
export async function reviseNotice(database: Database, { notice, plan }: Found, words: NoticeWords, by: By) {
  allowOffice(by.actor, plan)
  ensureFits(dueFits(words, by))
  if (notice.state !== "draft") throw conflict("wrong_state", { state: notice.state })
  const changed = (Object.keys(words) as (keyof NoticeWords)[]).filter((key) => words[key] !== notice[key])
  const event = {
    action: "notice_revised" as const,
    subject: noticeSubject(notice.id),
    planId: plan.id,
    particulars: Object.fromEntries(changed.map((key) => [key, { before: notice[key], after: words[key] }])),
  }
  const { act, change } = step(database, notices, notice, event, { ...words, firstDueBy: words.dueBy })
  await record(database, by, [act], [change])
}

/** 发出, or 送审定 where somebody has to approve; resolves with which. */
export async function sendNotice(database: Database, found: Addressed, by: By): Promise<Drafted> {
  const { notice, plan } = found
  allowOffice(by.actor, plan)
  ensure(found, "issue")
  if (notice.dueBy < by.today) throw conflict("due_in_the_past")
  if (!found.unit.active) throw conflict("unit_ended")
  if (approverOf(notice.kind, plan) === "none") {
    await issue(database, found, "issue", by)
    return "issued"
  }
  await ensureApprover(database, plan, notice, by)
  const { act, change } = moved(database, found, "submit", {}, {})
  await record(database, by, [act], [change])
  return "submitted"
}

/** 审定: approving issues it under its number; declining gives it back to whoever drafted it, with the reason. */
export async function approveNotice(
  database: Database,
  found: Addressed,
  by: By,
  { agrees, remark }: { agrees: boolean; remark: string },
) {
  const { notice, plan } = found
  if (!approves(by.actor, notice, plan)) {
    throw forbidden(notice.draftedById === by.actor.id ? "own_draft" : "not_yours")
  }
  if (agrees) {
    ensure(found, "approve")
    if (notice.dueBy < by.today) throw conflict("due_in_the_past")
    if (!found.unit.active) throw conflict("unit_ended")
    return issue(database, found, "approve", by, remark)
  }
  ensure(found, "decline")
  const judged = { opinion: remark, judgedById: by.actor.id, judgedAt: by.at }
  const { act, change } = moved(database, found, "decline", { remark }, judged)
  await record(database, by, [act], [change])
}

async function issue(database: Database, found: Found, move: "issue" | "approve", by: By, remark = "") {
  const { notice } = found
  const series = { officeId: notice.officeId, kind: notice.kind, year: yearOf(by.today) }
  const issued = { year: series.year, issuedById: by.actor.id, issuedAt: by.at, opinion: "" }
  const { act, change } = moved(database, found, move, remark ? { remark } : {}, issued)
  const numbered = database.db
    .update(notices)
    .set({ number: nextNumber(series, 0) })
    .where(eq(notices.id, notice.id))
  await record(
    database,
    by,
    [{ ...act, particulars: issuing(series, 0, act.particulars) }],
    [numbered, change, ...told(database, notice, by.at)],
  )
}

/** 撤回送审, 作废 of a draft, 废止 of one that was issued: its number stays used. */
export async function moveNotice(
  database: Database,
  found: Found,
  move: "recall" | "discard" | "revoke",
  by: By,
  remark = "",
) {
  allowOffice(by.actor, found.plan)
  ensure(found, move)
  const judged = move === "revoke" ? { opinion: remark, judgedById: by.actor.id, judgedAt: by.at } : {}
  const { act, change } = moved(database, found, move, remark ? { remark } : {}, judged)
  await record(database, by, [act], [change])
}

const acknowledged = (by: By) => ({ acknowledgedById: by.actor.id, acknowledgedAt: by.at })

/** 签收. */
export async function acknowledgeNotice(database: Database, found: Found, by: By) {
  if (!mayPrepare(by.actor, found.notice)) throw forbidden()
  ensure(found, "acknowledge")
  const { act, change } = moved(database, found, "acknowledge", {}, acknowledged(by))
  await record(database, by, [act], [change])
}

/** The draft of one answer. */
export const answerDraft = ({ notice, draft }: Pick<AwaitedNotice, "notice" | "draft">) => ({
  table: noticeDrafts,
  key: { noticeId: notice.id },
  kept: draft,
  told: ({ text }: NoticeDraft) => text,
})

/** Saves the answer being typed. Resolves with the new revision. */
export async function saveAnswer(
  database: Database,
  found: Pick<FoundNotice, "notice" | "plan" | "draft">,
  text: string,
  revision: number,
  by: By,
): Promise<number> {
  ensurePreparing(found.notice, by)
  ensureRunning(found.plan)
  return saveDraft(database, answerDraft(found), { text }, revision, by)
}

function ensurePreparing(notice: Notice, { actor }: By) {
  if (!mayPrepare(actor, notice)) throw forbidden()
  if (!isAwaitingAnswer(notice.state)) throw conflict("wrong_state", { state: notice.state })
}

/** The notice went on while the files were on their way. */
const isAnsweredNow = ({ db }: Database, { id }: Pick<Notice, "id">) =>
  exists(
    db
      .select({ one: sql`1` })
      .from(notices)
      .where(and(eq(notices.id, id), not(awaitsAnswer()))),
  )

export type Answering = { found: Pick<AwaitedNotice, "notice" | "plan" | "draft">; text: string }

/** Whoever prepares the answer and may not send it is told who does. */
export function ensureAnswers(actor: Actor, { notice, plan }: Pick<AwaitedNotice, "notice" | "plan">) {
  if (mayAnswer(actor, notice, plan)) return
  throw forbidden(plan.headSigns && mayPrepare(actor, notice) ? "head_answers" : "not_yours")
}

/** 反馈办理情况, one or many at once; answering what was not yet acknowledged acknowledges it. */
export async function answerNotices(database: Database, answers: Answering[], by: By) {
  const { db } = database
  const parts = answers.map(({ found, text }) => {
    const { notice, draft } = found
    ensureAnswers(by.actor, found)
    ensure(found, "answer")
    if (text.trim() === "") throw conflict("nothing_to_send")
    const number = notice.latest + 1
    const { act, change } = moved(
      database,
      found,
      "answer",
      { number },
      {
        latest: number,
        answeredAt: by.at,
        ...(notice.acknowledgedAt === null ? acknowledged(by) : {}),
      },
    )
    const changes: BatchItem<"sqlite">[] = [
      change,
      db.insert(noticeAnswers).values({
        noticeId: notice.id,
        number,
        text,
        writtenById: draft?.savedById ?? by.actor.id,
        sentById: by.actor.id,
        at: by.at,
      }),
      draftEnds(database, answerDraft(found)),
    ]
    return { act: { ...act, id: staleWhen(hasMovedOn(database, answerDraft(found))) }, changes }
  })
  const [first, ...rest] = parts.map(({ act }) => act)
  if (!first) throw conflict("nothing_to_send")
  await record(
    database,
    by,
    [first, ...rest],
    parts.flatMap(({ changes }) => changes),
  )
}

/** 撤回 of an answer that nobody has judged: it is a draft again, with the words as they were sent. */
export async function takeBackAnswer(database: Database, found: FoundNotice, by: By) {
  const { notice, plan, answers, proposal } = found
  if (!mayAnswer(by.actor, notice, plan)) throw forbidden()
  ensure(found, "take_back")
  if (proposal) throw conflict("proposal_open")
  const { act, change } = moved(
    database,
    found,
    "take_back",
    {},
    // What was judged before has been seen; what came after it is the unit's own again.
    { answeredAt: notice.judgedAt },
  )
  const sent = answers.at(-1)
  // Saved in the moment in which the other words left: newer, and the unit's own.
  const isKept = found.draft !== null && found.draft.savedAt > (sent?.at ?? 0)
  const saved = { savedById: by.actor.id, savedAt: by.at }
  const again = isKept ? [] : [draftAgain(database, answerDraft(found), { text: sent?.text ?? "" }, saved)]
  await record(database, by, [act], [change, ...again])
}

/** 销号, or 不通过 with a new date. */
export type NoticeVerdict = "close" | "fail"
type Opinion = { remark: string; answerBy: string | null }

/** 新的反馈期限 lies ahead. */
export const failFits = (answerBy: string | null, { today }: { today: string }) =>
  overAlready({ field: "answerBy", what: "新的反馈期限", on: answerBy }, today)

const judgedNotice = ({ notice, plan, answers }: FoundNotice): Judged => ({
  plan,
  unitId: notice.unitId,
  authors: answers.flatMap(({ writtenById, sentById }) => [writtenById, sentById]),
})

/** 核查 of an answer. The office's own takes two: the first call proposes (初核), `confirmNotice` decides. */
export const judgeNotice = (
  database: Database,
  found: FoundNotice,
  verdict: NoticeVerdict,
  by: By,
  { remark, answerBy }: Opinion,
): Promise<"done" | "proposed"> =>
  judge(database, matterOf(database, found, by), { verdict, opinion: remark, answerBy }, by, () => {
    if (verdict === "fail") ensureFits(failFits(answerBy, by))
  })

const matterOf = (database: Database, found: FoundNotice, by: By): Matter<NoticeVerdict> => ({
  subject: noticeSubject(found.notice.id),
  planId: found.plan.id,
  judged: () => judgedNotice(found),
  verdicts: ["close", "fail"],
  proposal: found.proposal,
  carriedOut: ({ verdict, opinion: remark, answerBy }) => verdictOf(database, found, verdict, by, { remark, answerBy }),
  proposed: ({ verdict, opinion: remark, answerBy }) =>
    standingStill(database, found, "notice_verdict_proposed", { verdict, remark, answerBy }),
  declined: (verdict, remark) => standingStill(database, found, "notice_proposal_declined", { verdict, remark }),
})

function verdictOf(
  database: Database,
  found: Found,
  verdict: NoticeVerdict,
  by: By,
  { remark, answerBy }: Opinion,
): Deed {
  ensure(found, verdict)
  const words = { remark, ...(verdict === "fail" ? { answerBy } : {}) }
  const { act, change } = moved(database, found, verdict, words, {
    opinion: remark,
    judgedById: by.actor.id,
    judgedAt: by.at,
    ...(verdict === "fail" && answerBy !== null ? { dueBy: answerBy } : {}),
  })
  return { act, changes: [change] }
}

/** An event on a notice that does not move it. */
function standingStill(
  { db }: Database,
  { notice, plan }: Found,
  action: Action,
  particulars: Record<string, unknown>,
): Deed {
  const version = notice.version + 1
  const act = { action, subject: noticeSubject(notice.id), version, planId: plan.id, particulars }
  return { act, changes: [db.update(notices).set({ version }).where(eq(notices.id, notice.id))] }
}

/** 复核: agreeing carries the 初核 out, declining gives it back to the first supervisor. Resolves with what it was. */
export const confirmNotice = (
  database: Database,
  found: FoundNotice,
  by: By,
  decision: Decision,
): Promise<NoticeVerdict> => settle(database, matterOf(database, found, by), decision, by)

/** The answer to a notice, as what its evidence belongs to. */
export const answerFile = ({ notice, plan }: Pick<FoundNotice, "notice" | "plan">): FileOwner => ({
  planId: plan.id,
  unitId: notice.unitId,
  subject: noticeSubject(notice.id),
  particulars: { noticeId: notice.id },
})

/** Adds evidence to the answer that is being prepared, and takes some off. */
export async function changeNoticeEvidence(
  database: Database,
  found: FoundNotice,
  change: Omit<EvidenceChange, "removed"> & { removed: FoundNotice["files"] },
  by: By,
) {
  const { notice } = found
  ensurePreparing(notice, by)
  // What went with an earlier answer has been seen and stays.
  if (change.removed.some(({ addedAt }) => addedAt <= (notice.judgedAt ?? 0))) throw conflict()
  const owner = { ...answerFile(found), guard: staleWhen(isAnsweredNow(database, notice)) }
  await changeEvidence(database, owner, change, by)
}
