import { eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { type Decision, decisionAnswers, decisions, notices } from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import { changeEvidence } from "#src/reports/evidence/commands.ts"
import type { EvidenceChange } from "#src/reports/evidence/statements.ts"
import { draftNotices, dueFits } from "#src/supervision/notices/commands.ts"
import type { Action } from "#src/trail/actions.ts"
import { enqueued } from "#src/trail/outbox.ts"
import { type By, newestId, nextSubject, record, staleWhen } from "#src/trail/record.ts"
import { type Step, step } from "#src/trail/statements.ts"
import type { FoundDecision } from "./decision_queries.ts"
import { DECISION_MOVES, type DecisionMove, decisionCan, isUndone } from "./decision_workflow.ts"
import { convenes, repliesFor } from "./policy.ts"
import { decisionsIn, type FoundMeeting } from "./queries.ts"
import { isHeld } from "./scope.ts"

/** One line of the minutes, as the office writes it. */
export type DecisionWords = Pick<Decision, "text" | "unitId" | "dueBy">

/** More would be no minutes. */
const MOST_DECISIONS = 50

const ACTION_OF: Record<Exclude<DecisionMove, "issue">, Action> = {
  strike: "decision_struck",
  turn: "decision_turned",
  answer: "decision_answered",
  close: "decision_closed",
  return: "decision_returned",
  drop: "decision_dropped",
  reopen: "decision_reopened",
}

type OfYear = Pick<FoundMeeting, "year" | "units"> & { meeting: Pick<FoundMeeting["meeting"], "id" | "heldOn"> }
type Found = Pick<FoundDecision, "decision" | "year" | "meeting" | "unit" | "candidates">

const decisionSubject = (id: number) => `decision:${id}`

function ensureOffice(actor: By["actor"], { year }: { year: { officeId: number } }) {
  if (!convenes(actor, year)) throw forbidden()
}

/** Of a unit that takes part in the year, by a day that does not lie before the meeting. */
export function decisionFits(
  { units, meeting }: Pick<OfYear, "units"> & { meeting: { heldOn: string | null } },
  { unitId, dueBy }: Pick<DecisionWords, "unitId" | "dueBy">,
): Problems | null {
  if (!units.some(({ id }) => id === unitId)) return { unit: ["请从本年度的责任单位中选择"] }
  if (dueBy !== null && meeting.heldOn !== null && dueBy < meeting.heldOn) {
    return { dueBy: [`完成时限不能早于召开日期${meeting.heldOn}`] }
  }
  return null
}

/** The minutes have been issued meanwhile: nothing is written into them any more. */
const unlessIssued = (meetingId: number): SQL<number | null> =>
  staleWhen(sql`not exists (select 1 from meetings h where h.id = ${meetingId} and ${isHeld(stateOf("h"))})`)

/** A line more of minutes that are being written. */
export async function addDecision(
  database: Database,
  found: OfYear & Pick<FoundMeeting, "meeting" | "decisions">,
  words: DecisionWords,
  by: By,
) {
  ensureOffice(by.actor, found)
  const { meeting } = found
  if (meeting.state !== "held") throw conflict("wrong_state", { state: meeting.state, noun: "meeting" })
  if (found.decisions.length >= MOST_DECISIONS) throw conflict("too_many_decisions", { most: String(MOST_DECISIONS) })
  ensureFits(decisionFits(found, words))
  const unit = found.units.find(({ id }) => id === words.unitId)
  await record(
    database,
    by,
    [
      {
        action: "decision_entered",
        subject: nextSubject("decision", decisions),
        version: 1,
        particulars: { to: "draft", unit: unit?.name ?? "", text: words.text, dueBy: words.dueBy },
        id: unlessIssued(meeting.id),
      },
    ],
    [
      database.db.insert(decisions).values({
        ...words,
        meetingId: meeting.id,
        number: sql`${decisionsIn(meeting.id)} + 1`,
        state: "draft",
      }),
    ],
  )
}

/** Puts a line right, as long as the minutes are not issued. */
export async function reviseDecision(
  database: Database,
  found: Found & Pick<FoundDecision, "units">,
  words: DecisionWords,
  by: By,
) {
  ensureOffice(by.actor, found)
  const { decision } = found
  if (decision.state !== "draft") throw conflict("wrong_state", { state: decision.state, noun: "decision" })
  ensureFits(decisionFits(found, words))
  const changed = (["text", "unitId", "dueBy"] as const).filter((name) => words[name] !== decision[name])
  const nameOf = (id: number) => found.units.find((unit) => unit.id === id)?.name ?? found.unit.name
  const told = changed.map((name) =>
    name === "unitId"
      ? ["unit", { before: nameOf(decision.unitId), after: nameOf(words.unitId) }]
      : [name, { before: decision[name], after: words[name] }],
  )
  const event = {
    action: "decision_revised" as const,
    subject: decisionSubject(decision.id),
    particulars: Object.fromEntries(told) as Record<string, unknown>,
  }
  const { act, change } = step(database, decisions, decision, event, words)
  await record(database, by, [{ ...act, id: unlessIssued(found.meeting.id) }], [change])
}

function moved(
  database: Database,
  { decision }: Pick<Found, "decision">,
  move: Exclude<DecisionMove, "issue">,
  particulars: Record<string, unknown>,
  changes: Partial<Decision> = {},
): Step {
  if (!decisionCan(decision.state, move)) {
    throw conflict("wrong_state", { state: decision.state, noun: "decision" })
  }
  const { to } = DECISION_MOVES[move]
  const event = {
    action: ACTION_OF[move],
    subject: decisionSubject(decision.id),
    particulars: { from: decision.state, to, ...particulars },
  }
  return step(database, decisions, decision, event, { ...changes, state: to })
}

const does = async (database: Database, { act, change }: Step, by: By) =>
  void (await record(database, by, [act], [change]))

/** 删去 of a line before the minutes are issued. */
export async function strikeDecision(database: Database, found: Found, by: By) {
  ensureOffice(by.actor, found)
  await does(database, moved(database, found, "strike", {}), by)
}

/** The 分工 of the unit that is meant, of plans that the actor supervises. */
export function candidateOf(
  { candidates }: Pick<Found, "candidates">,
  id: number,
): FoundDecision["candidates"][number] {
  const one = candidates.find((candidate) => candidate.id === id)
  if (!one) throw forbidden()
  return one
}

/** Carried out as a 分工 that is there. */
export async function assignDecision(database: Database, found: Found, assignmentId: number, by: By) {
  ensureOffice(by.actor, found)
  const { plan, task } = candidateOf(found, assignmentId)
  const told = { turn: "assignment", plan: plan.title, task: task.label }
  await does(database, moved(database, found, "turn", told, { turn: "assignment", assignmentId, noticeId: null }), by)
}

/** What the 督办单 says; `basis` names the minutes. */
export type NoticeOfDecision = { title: string; basis: string; dueBy: string }

/** A 督办单 about such a 分工, kept as a draft: it is looked at, approved and issued as any other. */
export async function demandDecision(
  database: Database,
  found: Found,
  assignmentId: number,
  { title, basis, dueBy }: NoticeOfDecision,
  by: By,
) {
  ensureOffice(by.actor, found)
  ensureFits(noticeFits({ dueBy }, by))
  const { decision, unit } = found
  const { plan, task } = candidateOf(found, assignmentId)
  const told = { turn: "notice", plan: plan.title, task: task.label }
  const { act, change } = moved(database, found, "turn", told, { turn: "notice", assignmentId: null })
  const named = database.db
    .update(decisions)
    .set({ noticeId: newestId(notices) })
    .where(eq(decisions.id, decision.id))
  const words = { kind: "demand" as const, title, basis, facts: "", demand: decision.text, contact: "", dueBy }
  const to = [{ unitId: unit.id, unit: unit.name, assignmentIds: [assignmentId] }]
  const beside = { acts: [act], changes: [change, named] }
  await draftNotices(database, plan, { source: "assignment" }, to, words, by, { send: false, beside })
}

export const noticeFits = ({ dueBy }: { dueBy: string }, by: Pick<By, "today">): Problems | null => {
  const problems = dueFits({ dueBy }, by)
  return problems ? { answerBy: problems.dueBy } : null
}

/** 反馈: the unit tells what was done. */
export async function answerDecision(database: Database, found: Found, text: string, by: By) {
  const { decision } = found
  ensureAnswers(by.actor, found)
  const number = decision.latest + 1
  const { act, change } = moved(database, found, "answer", { number }, { latest: number, answeredOn: by.today })
  const row = { decisionId: decision.id, number, text, byId: by.actor.id, at: by.at }
  await record(database, by, [act], [change, database.db.insert(decisionAnswers).values(row)])
}

/** Where its files take up room: the unit's own. */
export const decisionRoom = ({ decision }: Pick<Found, "decision">) => ({
  planId: null,
  unitId: decision.unitId,
  subject: decisionSubject(decision.id),
})

export function ensureAnswers(actor: By["actor"], { decision }: Pick<Found, "decision">) {
  if (!repliesFor(actor, decision)) throw forbidden()
}

/** 佐证材料 of what the unit tells, until the office has closed it. */
export async function changeDecisionFiles(database: Database, found: Found, change: EvidenceChange, by: By) {
  ensureAnswers(by.actor, found)
  const { decision, meeting, unit } = found
  if (!isUndone(decision.state)) throw conflict("wrong_state", { state: decision.state, noun: "decision" })
  const particulars = { decisionId: decision.id, title: meeting.title, unit: unit.name }
  await changeEvidence(database, { ...decisionRoom(found), particulars }, change, by)
}

/** 办结: of what the unit has told, or of what the office knows itself. */
export async function closeDecision(database: Database, found: Found, remark: string, by: By) {
  ensureOffice(by.actor, found)
  await does(database, moved(database, found, "close", { remark }, { opinion: remark, closedOn: by.today }), by)
}

/** 退回, of which the unit is told: what it told is not enough, and the day that it was told on counts no more. */
export async function returnDecision(database: Database, found: Found, remark: string, by: By) {
  ensureOffice(by.actor, found)
  const { act, change } = moved(database, found, "return", { remark }, { opinion: remark, answeredOn: null })
  const aboutId = sql<number>`(select id from events where subject = ${act.subject} and version = ${act.version})`
  const { unitId } = found.decision
  const told = { about: "meeting_returned", aboutId, unitId, audiences: ["liaison", "head"], at: by.at } as const
  await record(database, by, [act], [change, ...enqueued(database, told)])
}

/** 不另交办: nothing is asked of anybody. */
export async function dropDecision(database: Database, found: Found, remark: string, by: By) {
  ensureOffice(by.actor, found)
  await does(database, moved(database, found, "drop", { remark }, { opinion: remark, closedOn: by.today }), by)
}

/** 重新打开: it is not done after all. */
export async function reopenDecision(database: Database, found: Found, remark: string, by: By) {
  ensureOffice(by.actor, found)
  const again = { opinion: remark, closedOn: null, answeredOn: null }
  await does(database, moved(database, found, "reopen", { remark }, again), by)
}
