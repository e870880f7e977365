import { eq } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Assignment, assignments, completions, dues, type Verdict } from "#db/schema.ts"
import { dateOf, yearOf } from "#src/clock.ts"
import {
  type Decision as Confirmation,
  type Deed,
  judge,
  type Matter,
  type Said,
  settle,
} from "#src/confirming/commands.ts"
import type { Judged } from "#src/confirming/judging.ts"
import { overAlready } from "#src/office/calendar/day_told.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { speaksFor, supervises } from "#src/plans/plan/policy.ts"
import { listed } from "#src/plans/rounds/commands.ts"
import type { RunningRound } from "#src/plans/rounds/joining.ts"
import { conflict, ensureFits, forbidden } from "#src/refusal.ts"
import type { Action } from "#src/trail/actions.ts"
import { type Act, assignmentSubject, type By, newestId, nextId, nextSubject, record } from "#src/trail/record.ts"
import { type Step, step } from "#src/trail/statements.ts"
import { deadlineOf, ownDay } from "./deadline.ts"
import type { FoundAssignment, FoundClaim, ReassignmentFacts } from "./queries.ts"
import { type AssignmentMove, canMove, isUnfinished, MOVES, withdrawalOf } from "./workflow.ts"

const ACTION_OF: Record<AssignmentMove, Action> = {
  acknowledge: "assignment_acknowledged",
  begin: "assignment_begun",
  dispute: "assignment_disputed",
  uphold: "assignment_upheld",
  reassign: "assignment_reassigned",
  transfer: "assignment_transferred",
  claim: "assignment_claimed",
  withdraw_claim: "assignment_claim_withdrawn",
  withdraw_reclaim: "assignment_claim_withdrawn",
  close: "assignment_closed",
  complete_year: "assignment_year_completed",
  hand_back: "assignment_handed_back",
  rectify: "assignment_rectifying",
  suspend: "assignment_suspended",
  prolong: "assignment_suspension_prolonged",
  resume: "assignment_resumed",
  terminate: "assignment_terminated",
  reopen: "assignment_reopened",
}

/** A part as lists have it, too. */
export type Found = Pick<FoundAssignment, "assignment" | "task" | "plan" | "unit">
type Words = { remark?: string; answerBy?: string | null; [word: string]: unknown }
/** Speaks for the unit, or supervises the plan: the two sides of every move. */
export function allow(actor: Actor, found: Found, move: AssignmentMove) {
  const { by } = MOVES[move]
  if (by === "liaison") allowUnit(actor, found)
  else if (!supervises(actor, found.plan)) throw forbidden()
}

/** Liaison or head of the unit whose part it is. */
export function allowUnit(actor: Actor, { assignment }: Pick<Found, "assignment">) {
  if (!speaksFor(actor, assignment.unitId)) throw forbidden()
}

function ensure({ assignment, task }: Found, move: AssignmentMove) {
  if (move === "claim" && task.deadline === "continuing") throw conflict("continuing")
  if (!canMove(assignment.state, move)) throw conflict("wrong_state", { state: assignment.state })
}

/** The event and the change of one move; the first takes the assignment's next version, so only one of two lands. */
export function moveStatements(
  database: Database,
  { assignment, plan, task }: { assignment: Assignment; plan: { id: number }; task: { id: number } },
  move: AssignmentMove,
  by: By,
  words: Words = {},
  changes: Partial<Assignment> = {},
): Step {
  const { to } = MOVES[move]
  const event = {
    action: ACTION_OF[move],
    subject: assignmentSubject(assignment.id),
    planId: plan.id,
    taskId: task.id,
    particulars: { from: assignment.state, to, ...words },
  }
  return step(database, assignments, assignment, event, {
    ...changes,
    state: to,
    remark: words.remark ?? "",
    movedById: by.actor.id,
    movedAt: by.at,
    rectifyBy: move === "rectify" ? (words.answerBy ?? null) : assignment.rectifyBy,
  })
}

/** One plain move by the right person: 异议, 维持, 申请办结, 恢复, 回头看. */
export async function moveAssignment(
  database: Database,
  found: Found,
  move: AssignmentMove,
  by: By,
  words: Words,
  into: Into = null,
) {
  allow(by.actor, found, move)
  ensure(found, move)
  const { act, change } = moveStatements(database, found, move, by, words)
  const { assignment, plan, task } = found
  const joined =
    into &&
    listed(
      database,
      into,
      {
        subject: assignmentSubject(assignment.id),
        assignmentId: assignment.id,
        unitId: assignment.unitId,
        planId: plan.id,
        taskId: task.id,
        version: act.version,
      },
      by,
    )
  await record(database, by, [act, ...(joined ? [joined.act] : [])], [change, ...(joined?.changes ?? [])])
}

/** The round that runs, where the act also takes the part into it (补列); null: it waits for the next one. */
type Into = Pick<RunningRound, "id" | "name"> | null

/** 撤回办结申请: the unit's own slip, until somebody has judged it; a 初核 is a judgement. */
export async function withdrawClaim(database: Database, found: FoundClaim, by: By) {
  const move = withdrawalOf(found.claimedFrom)
  allow(by.actor, found, move)
  ensure(found, move)
  if (found.proposal) throw conflict("claim_judged")
  // The trail says by when it is to be put right: figures that freeze meanwhile read it there.
  const words = move === "withdraw_reclaim" ? { answerBy: found.assignment.rectifyBy } : {}
  const { act, change } = moveStatements(database, found, move, by, words)
  await record(database, by, [act], [change])
}

export type Planning = Pick<Assignment, "office" | "personInCharge" | "measures">

/** Refused before it is shown as well as before it is done. */
export function ensureAcknowledging(actor: Actor, founds: readonly Found[]) {
  for (const found of founds) {
    allow(actor, found, "acknowledge")
    ensure(found, "acknowledge")
  }
}

/** 签收: the unit takes the assignment and may at once say who does what. */
export async function acknowledge(database: Database, founds: Found[], by: By, planning?: Planning) {
  ensureAcknowledging(by.actor, founds)
  const moves = founds.map((found) => moveStatements(database, found, "acknowledge", by, { ...planning }, planning))
  const [first, ...rest] = moves.map(({ act }) => act)
  if (first)
    await record(
      database,
      by,
      [first, ...rest],
      moves.map(({ change }) => change),
    )
}

/** 具体措施, 责任科室, 责任人: what the unit says of its own part, at any time while it is open. */
export async function describe(database: Database, found: Found, planning: Planning, by: By) {
  const { assignment } = found
  allowUnit(by.actor, found)
  ensureOpen(found)
  const before = { office: assignment.office, personInCharge: assignment.personInCharge, measures: assignment.measures }
  await change(database, found, by, "assignment_planned", planning, { before, after: planning })
}

/** The liaison hands the item to a 经办人 of the unit, or takes it back. */
export async function hand(database: Database, found: Found, handler: { id: number; name: string } | null, by: By) {
  allowUnit(by.actor, found)
  ensureOpen(found)
  await change(
    database,
    found,
    by,
    "assignment_handed",
    { handlerId: handler?.id ?? null, formerHandlerId: null },
    { to_person: handler?.name ?? null },
  )
}

/** What a 经办人 has in hand. */
export type Handed = Pick<Assignment, "id" | "planId" | "taskId" | "version">

/** The 经办人 leaves: what they had in hand is the liaison's again, who says who does it now. */
export const handedBack = (
  { db }: Pick<Database, "db">,
  items: readonly Handed[],
  handler: { id: number; name: string },
): { act: Act; change: BatchItem<"sqlite"> }[] =>
  items.map(({ id, planId, taskId, version }) => ({
    act: {
      action: "assignment_handed",
      subject: assignmentSubject(id),
      version: version + 1,
      planId,
      taskId,
      particulars: { to_person: null, from_person: handler.name },
    },
    change: db
      .update(assignments)
      .set({ handlerId: null, formerHandlerId: handler.id, version: version + 1 })
      .where(eq(assignments.id, id)),
  }))

function ensureOpen({ assignment: { state } }: Pick<Found, "assignment">) {
  if (!isUnfinished(state)) throw conflict("wrong_state", { state })
}

async function change(
  database: Database,
  found: Found,
  by: By,
  action: Action,
  changes: Partial<Assignment>,
  particulars: Record<string, unknown>,
) {
  const deed = changed(database, found, action, changes, particulars)
  await record(database, by, [deed.act], deed.changes)
}

/** An event on a part that does not move it. */
function changed(
  database: Database,
  { assignment, plan, task }: Found,
  action: Action,
  changes: Partial<Assignment>,
  particulars: Record<string, unknown>,
): Deed {
  const event = { action, subject: assignmentSubject(assignment.id), planId: plan.id, taskId: task.id, particulars }
  const { act, change } = step(database, assignments, assignment, event, changes)
  return { act, changes: [change] }
}

/**
 * 改派: after a dispute, or by a decision of the office. The assignment ends here and begins with another unit, in the
 * same place and role. Where it is taken into the round that runs, the other unit owes the report that this one still
 * did; otherwise it is a 补列.
 */
export async function reassign(
  database: Database,
  found: Found,
  to: ReassignmentFacts,
  by: By,
  { remark, authority }: { remark: string; authority?: string },
  into: Into = null,
) {
  allow(by.actor, found, "reassign")
  ensure(found, "reassign")
  if (to.alreadyThere) throw conflict("duplicate_unit")
  const { act, change } = moveStatements(database, found, "reassign", by, {
    remark: `${remark}（改派${to.unitName}）`,
    ...(authority ? { authority } : {}),
  })
  const taken = takenOver(database, found, to, by, into)
  await record(database, by, [act, ...taken.acts], [change, ...taken.changes])
}

/** The part as the other unit has it: a new row, or the one it had before, taken up again. */
function takenOver(
  database: Database,
  { assignment, plan, task, unit }: Found,
  to: ReassignmentFacts,
  by: By,
  into: Into,
): { acts: Act[]; changes: BatchItem<"sqlite">[] } {
  const { db } = database
  const { role, position } = assignment
  const { former } = to
  const subject = former ? assignmentSubject(former.id) : nextSubject("assignment", assignments)
  const assignmentId = former?.id ?? newestId(assignments)
  const version = (former?.version ?? 0) + 1
  const about = { planId: plan.id, taskId: task.id }
  const moved = former ? { from: former.state, to: "awaiting" } : {}
  const added: Act = {
    ...about,
    action: "assignment_added",
    subject,
    version,
    particulars: { ...moved, unit: to.unitName, instead_of: unit.name },
  }
  const row = former
    ? db
        .update(assignments)
        .set({ state: "awaiting", role, position, remark: "", mergedIntoId: null, version })
        .where(eq(assignments.id, former.id))
    : db.insert(assignments).values({ ...about, id: nextId(assignments), unitId: to.unitId, role, position })
  if (into === null) return { acts: [added], changes: [row] }
  if (to.openRoundIds.includes(into.id)) {
    const owed = { roundId: into.id, assignmentId, planId: plan.id, unitId: to.unitId }
    return { acts: [added], changes: [row, db.insert(dues).values(owed).onConflictDoNothing()] }
  }
  const joined = listed(database, into, { ...about, subject, assignmentId, unitId: to.unitId, version }, by)
  return { acts: [added, joined.act], changes: [row, ...joined.changes] }
}

/** 整改期限 lies ahead. */
export const rectifyFits = (answerBy: string | null, { today }: { today: string }) =>
  overAlready({ field: "answerBy", what: "整改期限", on: answerBy }, today)

/** 销号, 继续推进 or 要求整改 of a claim. */
export type ClosureVerdict = Extract<Verdict, "close" | "hand_back" | "rectify">

/** What 复核 may carry out on an assignment. */
export type OfficeVerdict = ClosureVerdict | DecisionVerdict

/** What the office decides of itself, with its authority. */
export type DecisionVerdict = Extract<Verdict, "suspend" | "prolong" | "terminate">

const OFFICE_VERDICTS = ["close", "hand_back", "rectify", "suspend", "prolong", "terminate"] as const

const isDecision = (verdict: OfficeVerdict): verdict is DecisionVerdict =>
  verdict === "suspend" || verdict === "prolong" || verdict === "terminate"

/**
 * The office's answer to a claim. Its own claims take two: the first call proposes (初核), `confirmClosure` decides.
 * Resolves with what happened.
 */
export async function judgeClaim(
  database: Database,
  found: FoundAssignment,
  verdict: ClosureVerdict,
  by: By,
  { remark, answerBy }: { remark: string; answerBy: string | null },
): Promise<"done" | "proposed"> {
  return judge(database, standingOf(database, found, by), { verdict, opinion: remark, answerBy }, by, () => {
    if (verdict === "rectify") ensureFits(rectifyFits(answerBy, by))
  })
}

/** Where a part stands, as the office judges it. */
const standingOf = (database: Database, found: FoundAssignment, by: By): Matter<OfficeVerdict> => ({
  subject: assignmentSubject(found.assignment.id),
  planId: found.plan.id,
  judged: (verdict) => judgedPart(found, verdict),
  verdicts: OFFICE_VERDICTS,
  proposal: found.proposal,
  carriedOut(said) {
    ensure(found, said.verdict)
    return carriedOut(database, found, said, by)
  },
  proposed: ({ verdict, opinion: remark, answerBy, particulars }) =>
    changed(database, found, "assignment_closure_proposed", {}, { verdict, remark, answerBy, ...particulars }),
  declined: (verdict, decision) => changed(database, found, "assignment_proposal_declined", {}, { verdict, decision }),
})

/** Whoever made the claim that waits is its author; a decision of the office has no such author. */
function judgedPart({ assignment, plan }: FoundAssignment, verdict: OfficeVerdict): Judged {
  const { state, movedById, unitId } = assignment
  const isAuthored = state === "claimed" && !isDecision(verdict)
  return { plan, unitId, authors: isAuthored && movedById !== null ? [movedById] : [] }
}

function carriedOut(
  database: Database,
  found: FoundAssignment,
  { verdict, opinion: remark, answerBy, particulars = {} }: Said<OfficeVerdict>,
  by: By,
): Deed {
  if (!isDecision(verdict)) return answered(database, found, verdict, by, { remark, answerBy })
  return decided(database, found, verdict, by, { remark, untilOn: answerBy, particulars })
}

/**
 * What an answer to a claim does. 每年完成 comes round again: closing it completes the year, and the part goes on with the
 * same day of the next one. For good such a duty ends by 终止 alone.
 */
function answered(
  database: Database,
  found: FoundAssignment,
  verdict: ClosureVerdict,
  by: By,
  words: { remark: string; answerBy: string | null },
): Deed {
  const { assignment, task, grantedBy, doneYear } = found
  const day = ownDay(task, doneYear)
  if (verdict !== "close" || task.deadline !== "yearly" || day === null) {
    const { act, change } = moveStatements(database, found, verdict, by, words)
    return { act, changes: [change] }
  }
  const completed = {
    year: yearOf(day),
    dueBy: deadlineOf(task, grantedBy, doneYear) ?? day,
    claimedOn: dateOf(assignment.movedAt ?? by.at),
  }
  const { act, change } = moveStatements(database, found, "complete_year", by, { remark: words.remark, ...completed })
  const row = { assignmentId: assignment.id, ...completed, acceptedAt: by.at }
  return { act, changes: [change, database.db.insert(completions).values(row)] }
}

/** 挂起, 续挂 or 终止, as the office decides it: why, whose decision it is, until when or into which part. */
export type Decision = {
  remark: string
  /** 决定依据或批准人. */
  authority: string
  untilOn?: string | null
  mergedInto?: { id: number; name: string } | null
}

/** 预计恢复日期 lies ahead. */
export const suspendFits = (untilOn: string | null, { today }: { today: string }) =>
  overAlready({ field: "untilOn", what: "预计恢复日期", on: untilOn }, today)

/**
 * Takes an assignment out of every rate. Of its own part the office does not decide alone: the first call proposes
 * (初核), `confirmClosure` decides. Resolves with what happened.
 */
export async function decideAssignment(
  database: Database,
  found: FoundAssignment,
  verdict: DecisionVerdict,
  by: By,
  { remark, authority, untilOn = null, mergedInto = null }: Decision,
): Promise<"done" | "proposed"> {
  const merged = mergedInto ? { mergedInto: mergedInto.name, mergedIntoId: mergedInto.id } : {}
  const said = { verdict, opinion: remark, answerBy: untilOn, particulars: { authority, ...merged } }
  return judge(database, standingOf(database, found, by), said, by, () => ensureFits(suspendFits(untilOn, by)))
}

function decided(
  database: Database,
  found: Found,
  verdict: DecisionVerdict,
  by: By,
  { remark, untilOn, particulars }: Deciding,
): Deed {
  const words = { remark, ...(untilOn ? { untilOn } : {}), ...particulars }
  const { mergedIntoId } = particulars
  const changes =
    verdict !== "terminate"
      ? { suspendedUntil: untilOn }
      : { mergedIntoId: typeof mergedIntoId === "number" ? mergedIntoId : null }
  const { act, change } = moveStatements(database, found, verdict, by, words, changes)
  return { act, changes: [change] }
}

type Deciding = { remark: string; untilOn: string | null; particulars: Record<string, unknown> }

/**
 * 复核 of a closure, a suspension, its prolonging or a termination: agreeing carries it out, declining gives it back to
 * the first supervisor. Resolves with what it is about.
 */
export const confirmClosure = (
  database: Database,
  found: FoundAssignment,
  by: By,
  answer: Confirmation,
): Promise<OfficeVerdict> => settle(database, standingOf(database, found, by), answer, by)
