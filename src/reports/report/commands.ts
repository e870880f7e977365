import { and, eq, exists, or, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Draft, drafts, dues, type ReportVersion, reports, reportVersions } from "#db/schema.ts"
import { type Decision, type Deed, judge, type Matter, settle } from "#src/confirming/commands.ts"
import type { Judged } from "#src/confirming/judging.ts"
import { type Besides, draftAgain, draftEnds, hasMovedOn, saveDraft, savedUpon } from "#src/drafting/commands.ts"
import { overAlready } from "#src/office/calendar/day_told.ts"
import { isAfterCutOff } from "#src/owing/owing.ts"
import { moveStatements } from "#src/plans/assignments/commands.ts"
import { isReporting } from "#src/plans/assignments/workflow.ts"
import { ensureRunning, supervises } from "#src/plans/plan/policy.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { changeEvidence } from "#src/reports/evidence/commands.ts"
import { attachStatements, type EvidenceChange, type NewFile, reportFile } from "#src/reports/evidence/statements.ts"
import type { Action } from "#src/trail/actions.ts"
import { type Act, type By, record, reportSubject, staleWhen } from "#src/trail/record.ts"
import { mayDraft, maySend, maySign, standingOf } from "./policy.ts"
import type { FoundReport } from "./queries.ts"
import { isShut } from "./scope.ts"
import { notUnchanged, wholeText } from "./words.ts"
import { canMove, isOpen, MOVES, type ReportMove } from "./workflow.ts"

/** What a report says. */
export type Words = Pick<Draft, "achieved" | "problems" | "nextSteps" | "hasDifficulty" | "unchanged" | "stageId">

/** The parts of a found report that sending needs; 我的待办 has them for many at once. */
export type Sendable = Pick<FoundReport, "assignment" | "task" | "plan" | "round" | "report" | "draft" | "last">

/** The draft of one report. */
export const reportDraft = ({ assignment, round, draft }: Pick<Sendable, "assignment" | "round" | "draft">) => ({
  table: drafts,
  key: { assignmentId: assignment.id, roundId: round.id },
  kept: draft,
  told: wholeText,
})

/**
 * Saves what a unit is typing. Resolves with the new revision. `besides`: what the words were taken from, with an event of
 * its own (汇入).
 */
export async function saveReportDraft(
  database: Database,
  found: FoundReport,
  words: Words,
  revision: number,
  by: By,
  besides?: Besides,
): Promise<number> {
  ensureDraftable(found, by)
  return saveDraft(database, reportDraft(found), words, revision, by, besides)
}

function ensureDraftable(found: FoundReport, by: By) {
  if (!mayDraft(by.actor, found)) throw forbidden()
  ensureRunning(found.plan)
  ensureWritable(found, by.today)
}

/**
 * Saves the words of several reports, as they were found, together with what they were taken from: all of it lands, or
 * nothing (`Stale`).
 */
export async function saveReportDrafts(
  database: Database,
  drafted: readonly { found: FoundReport; words: Words }[],
  by: By,
  { acts: [first, ...rest], changes }: Besides,
) {
  for (const { found } of drafted) ensureDraftable(found, by)
  const saved = drafted.map(({ found, words }) => ({ draft: reportDraft(found), words }))
  const moved = or(...saved.map(({ draft }) => hasMovedOn(database, draft)))
  await record(
    database,
    by,
    [{ ...first, ...(moved && { id: staleWhen(moved) }) }, ...rest],
    [...saved.map(({ draft, words }) => savedUpon(database, draft, words, by)), ...changes],
  )
}

type ReportFile = FoundReport["attachments"][number]

/** Adds evidence to the report that a unit is preparing, and takes some off. */
export async function changeReportEvidence(
  database: Database,
  found: FoundReport,
  change: Omit<EvidenceChange, "removed"> & { removed: ReportFile[] },
  by: By,
) {
  // The scan of a paper report belongs to the office that entered it.
  if (!mayDraft(by.actor, found) || change.removed.some(({ kind }) => kind === "scan")) throw forbidden()
  ensureWritable(found, by.today)
  await changeEvidence(database, { ...reportFile(found), guard: staleWhen(isShutNow(database, found)) }, change, by)
}

/** The report went on while the files were on their way. */
const isShutNow = ({ db }: Database, { assignment, round }: Pick<Sendable, "assignment" | "round">) =>
  exists(
    db
      .select({ one: sql`1` })
      .from(reports)
      .where(and(eq(reports.assignmentId, assignment.id), eq(reports.roundId, round.id), isShut())),
  )

/** Asked for, and still taken: a round that is open, the newest one, or a report that has come back. */
export function ensureWritable(
  found: Pick<FoundReport, "report" | "assignment" | "due" | "round" | "stillTaken">,
  today: string,
) {
  const { report, assignment, due, round, stillTaken } = found
  if (!due || round.opensOn > today) throw conflict("wrong_state", { state: assignment.state })
  if (!stillTaken && report === null) throw conflict("cut_off")
  ensureReporting({ report, assignment })
}

function ensureReporting({ report, assignment }: Pick<Sendable, "report" | "assignment">) {
  if (!isOpen(standingOf(report))) throw conflict("wrong_state", { state: standingOf(report) })
  if (!isReporting(assignment.state)) throw conflict("wrong_state", { state: assignment.state })
}

const ACTION_OF: Record<ReportMove, Action> = {
  send: "report_sent",
  send_to_head: "report_signing",
  sign: "report_signed",
  send_back: "report_sent_back",
  withdraw: "report_withdrawn",
  enter: "report_entered",
  accept: "report_accepted",
  return: "report_returned",
  transfer: "report_transferred",
}

/** The event of a report's move; it takes the report's next version. */
function actOf(found: Sendable, move: ReportMove, particulars: Record<string, unknown> = {}): Act {
  const { assignment, round, plan, task, report } = found
  return {
    action: ACTION_OF[move],
    subject: reportSubject(assignment.id, round.id),
    version: (report?.version ?? 0) + 1,
    planId: plan.id,
    taskId: task.id,
    particulars: { from: standingOf(report), to: MOVES[move].to, round: round.name, ...particulars },
  }
}

function ensure(found: Pick<Sendable, "report">, move: ReportMove) {
  if (!canMove(standingOf(found.report), move)) throw conflict("wrong_state", { state: standingOf(found.report) })
}

/** `from`: what the event says of where the words came from. */
type Sending = {
  move: "send" | "send_to_head" | "enter"
  words: Words
  writtenById: number
  from?: Record<string, unknown>
}

/** Statements of one report leaving the unit (or entered for it): the version that is kept, and where it stands now. */
function sendStatements(database: Database, found: Sendable, { move, words, writtenById, from }: Sending, by: By) {
  ensure(found, move)
  ensureReporting(found)
  const { db } = database
  const { assignment, round, report } = found
  const { to } = MOVES[move]
  const number = (report?.latest ?? 0) + 1
  const reaches = to === "submitted"
  const key = { assignmentId: assignment.id, roundId: round.id }
  const standing = {
    state: to,
    latest: number,
    hasDifficulty: words.hasDifficulty,
    ...(reaches ? { submittedAt: by.at, firstSubmittedAt: report?.firstSubmittedAt ?? by.at } : {}),
    signedById: null,
    headRemark: "",
    version: (report?.version ?? 0) + 1,
  }
  const particulars = {
    number,
    unchanged: words.unchanged,
    late: isAfterCutOff(by.at, round),
    ...(reaches ? {} : { answerBy: report?.resubmitBy ?? null }),
    ...from,
  }
  const acts: Act[] = [
    {
      ...actOf(found, move, particulars),
      ...(move === "enter" ? {} : { id: staleWhen(hasMovedOn(database, reportDraft(found))) }),
    },
  ]
  const changes: BatchItem<"sqlite">[] = [
    db.insert(reportVersions).values({
      ...key,
      number,
      achieved: words.achieved,
      problems: words.problems,
      nextSteps: words.nextSteps,
      hasDifficulty: words.hasDifficulty,
      unchanged: words.unchanged,
      stageId: words.stageId,
      writtenById,
      sentById: by.actor.id,
      enteredById: move === "enter" ? by.actor.id : null,
      at: by.at,
    }),
    db
      .insert(reports)
      .values({ ...key, planId: assignment.planId, unitId: assignment.unitId, ...standing })
      .onConflictDoUpdate({ target: [reports.assignmentId, reports.roundId], set: standing }),
    // A draft ends as the version that was made of it, and in no other way: 代录 and 无变化 leave it where it is.
    ...(move === "enter" || words.unchanged ? [] : [draftEnds(database, reportDraft(found))]),
    ...(reaches ? [arrived(database, found, by.at)] : []),
  ]
  if (reaches && assignment.state === "awaiting") {
    const begun = moveStatements(database, found, "begin", by)
    acts.push(begun.act)
    changes.push(begun.change)
  }
  return { acts, changes }
}

/** What was owed has come; the first time counts for ever. */
const arrived = ({ db }: Database, { assignment, round }: Pick<Sendable, "assignment" | "round">, at: number) =>
  db
    .update(dues)
    .set({ reportedAt: sql`coalesce(${dues.reportedAt}, ${at})` })
    .where(and(eq(dues.assignmentId, assignment.id), eq(dues.roundId, round.id)))

/** Sends what is ready, one or many, in one atomic act; to the head first where the plan asks for it. */
export async function sendReports(
  database: Database,
  items: { found: Sendable; words: Words; hasEvidence: boolean }[],
  by: By,
): Promise<"sent" | "signing"> {
  const batches = items.map(({ found, words, hasEvidence }) => {
    if (!maySend(by.actor, found)) throw forbidden()
    if (words.achieved.trim() === "") throw conflict("nothing_to_send")
    const refusal = words.unchanged ? notUnchanged(found) : null
    if (refusal) throw conflict(refusal)
    if (found.round.evidenceRequired && !hasEvidence && !words.unchanged) throw conflict("evidence_missing")
    const move = found.plan.headSigns ? "send_to_head" : "send"
    const writtenById = (words.unchanged ? null : found.draft?.savedById) ?? by.actor.id
    return sendStatements(database, found, { move, words, writtenById }, by)
  })
  const [first, ...rest] = batches.flatMap(({ acts }) => acts)
  if (!first) throw conflict("nothing_to_send")
  await record(
    database,
    by,
    [first, ...rest],
    batches.flatMap(({ changes }) => changes),
  )
  return items[0]?.found.plan.headSigns ? "signing" : "sent"
}

/** 代录: the office enters a paper report with its scan; marked for ever, and never judged by whoever entered it. */
export async function enterReport(database: Database, found: FoundReport, words: Words, scans: NewFile[], by: By) {
  ensureEnterable(found, words, by)
  const { acts, changes } = sendStatements(database, found, { move: "enter", words, writtenById: by.actor.id }, by)
  const attached = scans.map((scan, i) => attachStatements(database, reportFile(found), "scan", scan, by, i))
  const [first, ...rest] = [...acts, ...attached.map(({ act }) => act)]
  if (first) await record(database, by, [first, ...rest], [...changes, ...attached.flatMap((one) => one.changes)])
}

/** Throws what refuses to enter these words for the unit. */
export function ensureEnterable(found: FoundReport, words: Pick<Words, "achieved">, by: By) {
  if (!supervises(by.actor, found.plan)) throw forbidden()
  ensureWritable(found, by.today)
  if (words.achieved.trim() === "") throw conflict("nothing_to_send")
}

/** 代录 of several reports in one act, each with what it was taken from, and with that as its scan where there is one. */
export async function enterReports(
  database: Database,
  entries: readonly { found: FoundReport; words: Words; from: Record<string, unknown>; scan: NewFile | null }[],
  by: By,
  { acts: [first, ...rest], changes }: Besides,
) {
  for (const { found, words } of entries) ensureEnterable(found, words, by)
  const entered = entries.map(({ found, words, from }) =>
    sendStatements(database, found, { move: "enter", words, writtenById: by.actor.id, from }, by),
  )
  const scans = entries
    .flatMap(({ found, scan }) => (scan ? [{ found, scan }] : []))
    .map(({ found, scan }, i) => attachStatements(database, reportFile(found), "scan", scan, by, i))
  await record(
    database,
    by,
    [first, ...rest, ...[...entered, ...scans].flatMap((one) => ("acts" in one ? one.acts : one.act))],
    [...[...entered, ...scans].flatMap((one) => one.changes), ...changes],
  )
}

/** 审签: the head sends on what the liaison prepared. The signature stands beside the version, which never changes. */
export async function signReport(database: Database, found: Sendable, by: By) {
  if (!maySign(by.actor, found)) throw forbidden()
  ensure(found, "sign")
  const { db } = database
  const { assignment, report } = found
  if (!report) throw conflict()
  const acts: Act[] = [actOf(found, "sign", { number: report.latest, late: isAfterCutOff(by.at, found.round) })]
  const changes: BatchItem<"sqlite">[] = [
    db
      .update(reports)
      .set({
        state: "submitted",
        submittedAt: by.at,
        firstSubmittedAt: report.firstSubmittedAt ?? by.at,
        signedById: by.actor.id,
        version: report.version + 1,
      })
      .where(whereReport(found)),
    arrived(database, found, by.at),
  ]
  if (assignment.state === "awaiting") {
    const begun = moveStatements(database, found, "begin", by)
    acts.push(begun.act)
    changes.push(begun.change)
  }
  const [first, ...rest] = acts
  if (first) await record(database, by, [first, ...rest], changes)
}

const whereReport = ({ assignment, round }: Pick<Sendable, "assignment" | "round">) =>
  and(eq(reports.assignmentId, assignment.id), eq(reports.roundId, round.id))

/** 负责人退回, 撤回: back to a draft of the unit, with what stood in the boxes before it was sent. */
export async function takeBack(
  database: Database,
  found: FoundReport,
  move: "send_back" | "withdraw",
  by: By,
  remark = "",
) {
  const allowed = move === "send_back" ? maySign(by.actor, found) : maySend(by.actor, found)
  if (!allowed) throw forbidden()
  ensure(found, move)
  if (found.proposal) throw conflict("proposal_open")
  const { db } = database
  const { report, versions } = found
  const words = versions.at(-1)
  if (!report || !words) throw conflict()
  // Taken back before anybody judged it, it has not been made: it is owed again, and late if it comes again too late.
  const unjudged = report.judgedAt === null
  await record(
    database,
    by,
    [actOf(found, move, { remark, answerBy: report.resubmitBy })],
    [
      db
        .update(reports)
        .set({
          state: "draft",
          // An answer of the office stands until the report has been sent again and judged.
          headRemark: remark,
          version: report.version + 1,
          ...(unjudged ? { firstSubmittedAt: null } : {}),
        })
        .where(whereReport(found)),
      ...restored(database, found, words, by.at),
      ...(unjudged ? [owedAgain(database, found)] : []),
    ],
  )
}

/**
 * The words that were sent go back into the boxes. Not those of a 无变化, which were in no box; and not over a draft that
 * stood beside them all the time: the unit's own beside a paper report, or one that was saved as the other words left.
 */
function restored(database: Database, found: FoundReport, sent: ReportVersion, at: number): BatchItem<"sqlite">[] {
  const { draft } = found
  const isKept = draft !== null && (sent.enteredById !== null || draft.savedAt > sent.at)
  if (sent.unchanged || isKept) return []
  const { achieved, problems, nextSteps, hasDifficulty, stageId, writtenById } = sent
  const words = { achieved, problems, nextSteps, hasDifficulty, stageId, unchanged: false }
  return [draftAgain(database, reportDraft(found), words, { savedById: writtenById, savedAt: at })]
}

const owedAgain = ({ db }: Database, { assignment, round }: Pick<Sendable, "assignment" | "round">) =>
  db
    .update(dues)
    .set({ reportedAt: null })
    .where(and(eq(dues.assignmentId, assignment.id), eq(dues.roundId, round.id)))

/** Whoever wrote, sent, signed or entered any version of it. */
export const judgedReport = ({
  plan,
  assignment,
  versions,
  report,
}: Pick<FoundReport, "plan" | "assignment" | "versions" | "report">): Judged => {
  const hands = versions.flatMap(({ writtenById, sentById, enteredById }) => [writtenById, sentById, enteredById])
  const authors = new Set([...hands, report?.signedById ?? null].filter((id) => id !== null))
  return { plan, unitId: assignment.unitId, authors: [...authors] }
}

export type ReportVerdict = "accept" | "return"
type Opinion = { opinion: string; resubmitBy: string | null }

/** 重报日期 lies ahead. */
export const returnFits = (resubmitBy: string | null, { today }: { today: string }) =>
  overAlready({ field: "resubmitBy", what: "重报日期", on: resubmitBy }, today)

/**
 * 采纳 or 退回. What the supervising office reports itself takes two: the first call proposes (初核),
 * `confirmReport` decides (复核). Resolves with what happened.
 */
export const judgeReport = (
  database: Database,
  found: FoundReport,
  verdict: ReportVerdict,
  by: By,
  { opinion, resubmitBy }: Opinion,
): Promise<"done" | "proposed"> =>
  judge(database, matterOf(database, found, by), { verdict, opinion, answerBy: resubmitBy }, by, () => {
    if (verdict === "return") ensureFits(returnFits(resubmitBy, by))
  })

const matterOf = (database: Database, found: FoundReport, by: By): Matter<ReportVerdict> => ({
  subject: reportSubject(found.assignment.id, found.round.id),
  planId: found.plan.id,
  judged: () => judgedReport(found),
  verdicts: ["accept", "return"],
  proposal: found.proposal,
  carriedOut({ verdict, opinion, answerBy }) {
    ensure(found, verdict)
    return {
      act: actOf(found, verdict, { remark: opinion, answerBy }),
      changes: [verdictStatement(database, found, verdict, by, { opinion, resubmitBy: answerBy })],
    }
  },
  proposed: ({ verdict, opinion: remark, answerBy }) =>
    standingStill(database, found, "report_verdict_proposed", { verdict, remark, answerBy }),
  declined: (verdict, remark) => standingStill(database, found, "report_proposal_declined", { verdict, remark }),
})

const verdictStatement = (
  { db }: Database,
  found: FoundReport,
  verdict: ReportVerdict,
  by: By,
  { opinion, resubmitBy }: Opinion,
) =>
  db
    .update(reports)
    .set({
      state: MOVES[verdict].to,
      opinion,
      judgedById: by.actor.id,
      judgedAt: by.at,
      resubmitBy: verdict === "return" ? resubmitBy : null,
      version: (found.report?.version ?? 0) + 1,
    })
    .where(whereReport(found))

/** An event on a report that does not move it. */
function standingStill(
  { db }: Database,
  found: FoundReport,
  action: Action,
  particulars: Record<string, unknown>,
): Deed {
  const act = { ...actOf(found, "accept"), action, particulars: { round: found.round.name, ...particulars } }
  return { act, changes: [db.update(reports).set({ version: act.version }).where(whereReport(found))] }
}

/** 复核 of a report's 初核: agreeing carries it out, declining gives it back to the first supervisor. */
export const confirmReport = (database: Database, found: FoundReport, by: By, decision: Decision) =>
  settle(database, matterOf(database, found, by), decision, by)
