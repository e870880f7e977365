import { eq } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import type { Database } from "#db/database.ts"
import { type Assignment, assignments, dues, proposals, type Verdict } from "#db/schema.ts"
import type { Action } from "#src/events/actions.ts"
import { type Act, assignmentSubject, type By, newestId, nextId, nextSubject, record } from "#src/events/record.ts"
import type { Actor } from "#src/people/actor.ts"
import { speaksFor, supervises } from "#src/plans/policy.ts"
import { conflict, forbidden } from "#src/refusal.ts"
import { confirmersOf, confirming, type Judged, judging } from "#src/supervision/judging.ts"
import { type FoundAssignment, possibleConfirmers } from "./queries.ts"
import { type AssignmentMove, canMove, MOVES } from "./workflow.ts"

const ACTION_OF: Record<AssignmentMove, Action> = {
  acknowledge: "assignment_acknowledged",
  begin: "assignment_begun",
  dispute: "assignment_disputed",
  uphold: "assignment_upheld",
  reassign: "assignment_reassigned",
  claim: "assignment_claimed",
  close: "assignment_closed",
  hand_back: "assignment_handed_back",
  rectify: "assignment_rectifying",
  suspend: "assignment_suspended",
  resume: "assignment_resumed",
  terminate: "assignment_terminated",
  reopen: "assignment_reopened",
}

type Found = Omit<FoundAssignment, "proposal">
type Words = { remark?: string; answerBy?: string | null; [word: string]: unknown }
export type Doer = { actor: Actor; at: number }

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
  { db }: Database,
  { assignment, plan, task }: Pick<Found, "assignment" | "plan" | "task">,
  move: AssignmentMove,
  by: By,
  words: Words = {},
  changes: Partial<Assignment> = {},
): { act: Act; change: BatchItem<"sqlite"> } {
  const { to } = MOVES[move]
  const version = assignment.version + 1
  return {
    act: {
      action: ACTION_OF[move],
      subject: assignmentSubject(assignment.id),
      version,
      planId: plan.id,
      taskId: task.id,
      particulars: { from: assignment.state, to, ...words },
    },
    change: db
      .update(assignments)
      .set({
        ...changes,
        state: to,
        version,
        remark: words.remark ?? "",
        movedById: by.actor?.id ?? null,
        movedAt: by.at,
        rectifyBy: move === "rectify" ? (words.answerBy ?? null) : assignment.rectifyBy,
      })
      .where(eq(assignments.id, assignment.id)),
  }
}

/** One plain move by the right person: 异议, 维持, 申请办结, 挂起, 恢复, 终止, 回头看. */
export async function moveAssignment(database: Database, found: Found, move: AssignmentMove, by: Doer, words: Words) {
  allow(by.actor, found, move)
  ensure(found, move)
  const { act, change } = moveStatements(database, found, move, by, words)
  await record(database, by, [act], [change])
}

export type Planning = Pick<Assignment, "office" | "personInCharge" | "measures">

/** 签收: the unit takes the assignment and may at once say who does what. */
export async function acknowledge(database: Database, founds: Found[], by: Doer, planning?: Planning) {
  const moves = founds.map((found) => {
    allow(by.actor, found, "acknowledge")
    ensure(found, "acknowledge")
    return moveStatements(database, found, "acknowledge", by, { ...planning }, planning)
  })
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
export async function plan(database: Database, found: Found, planning: Planning, by: Doer) {
  const { assignment } = found
  allowUnit(by.actor, found)
  ensureOpen(found)
  const before = { office: assignment.office, personInCharge: assignment.personInCharge, measures: assignment.measures }
  await change(database, found, by, "assignment_planned", planning, { before, after: planning })
}

/** The liaison hands the item to a 经办人 of the unit, or takes it back. */
export async function hand(database: Database, found: Found, handler: { id: number; name: string } | null, by: Doer) {
  allowUnit(by.actor, found)
  ensureOpen(found)
  await change(
    database,
    found,
    by,
    "assignment_handed",
    { handlerId: handler?.id ?? null },
    { to_person: handler?.name ?? null },
  )
}

function ensureOpen({ assignment: { state } }: Pick<Found, "assignment">) {
  if (state === "closed" || state === "terminated") throw conflict("wrong_state", { state })
}

async function change(
  database: Database,
  { assignment, plan: { id: planId }, task }: Found,
  by: Doer,
  action: Action,
  changes: Partial<Assignment>,
  particulars: Record<string, unknown>,
) {
  const version = assignment.version + 1
  await record(
    database,
    by,
    [{ action, subject: assignmentSubject(assignment.id), version, planId, taskId: task.id, particulars }],
    [
      database.db
        .update(assignments)
        .set({ ...changes, version })
        .where(eq(assignments.id, assignment.id)),
    ],
  )
}

/**
 * 改派: the dispute is upheld, the assignment ends here and begins with another unit, in the same place and role.
 * A report that was owed for an open round is owed by the other unit.
 */
export async function reassign(
  database: Database,
  found: Found,
  to: { unitId: number; unitName: string; alreadyThere: boolean; openRoundIds: number[] },
  by: Doer,
  remark: string,
) {
  allow(by.actor, found, "reassign")
  ensure(found, "reassign")
  if (to.alreadyThere) throw conflict("duplicate_unit")
  const { db } = database
  const { assignment, plan, task } = found
  const { act, change } = moveStatements(database, found, "reassign", by, { remark: `${remark}（改派${to.unitName}）` })
  await record(
    database,
    by,
    [
      act,
      {
        action: "assignment_added",
        subject: nextSubject("assignment", assignments),
        version: 1,
        planId: plan.id,
        taskId: task.id,
        particulars: { unit: to.unitName, instead_of: found.unit.name },
      },
    ],
    [
      change,
      db.insert(assignments).values({
        id: nextId(assignments),
        planId: plan.id,
        taskId: task.id,
        unitId: to.unitId,
        role: assignment.role,
        position: assignment.position,
      }),
      ...to.openRoundIds.map((roundId) =>
        db.insert(dues).values({ roundId, assignmentId: newestId(assignments), planId: plan.id, unitId: to.unitId }),
      ),
    ],
  )
}

/** 销号, 退回继续推进 or 限期整改 of a claim. */
export type ClosureVerdict = Extract<Verdict, "close" | "hand_back" | "rectify">

/**
 * The office's answer to a claim. Its own claims take two: the first call proposes (初核), `confirmClosure` decides.
 * Resolves with what happened.
 */
export async function judgeClaim(
  database: Database,
  found: FoundAssignment,
  verdict: ClosureVerdict,
  by: Doer & { today: string },
  words: { remark: string; answerBy: string | null },
): Promise<"done" | "proposed"> {
  ensure(found, verdict)
  const judged = judgedClaim(found)
  const result = judging(by.actor, judged)
  if (result.how === "refused") throw forbidden(result.code)
  if (result.how === "propose") {
    await proposeClosure(database, found, judged, verdict, by, words)
    return "proposed"
  }
  const { act, change } = moveStatements(database, found, verdict, by, words)
  await record(database, by, [act], [change])
  return "done"
}

/** Whoever made the claim is its author. */
const judgedClaim = ({ assignment, plan }: FoundAssignment): Judged => ({
  plan,
  unitId: assignment.unitId,
  authors: assignment.movedById === null ? [] : [assignment.movedById],
})

async function proposeClosure(
  database: Database,
  found: FoundAssignment,
  judged: Judged,
  verdict: ClosureVerdict,
  by: Doer & { today: string },
  { remark, answerBy }: { remark: string; answerBy: string | null },
) {
  if (found.proposal) throw conflict("proposal_open")
  await ensureConfirmer(database, judged, by)
  const { assignment, plan, task } = found
  const version = assignment.version + 1
  await record(
    database,
    by,
    [
      {
        action: "assignment_closure_proposed",
        subject: assignmentSubject(assignment.id),
        version,
        planId: plan.id,
        taskId: task.id,
        particulars: { verdict, remark, answerBy },
      },
    ],
    [
      database.db.insert(proposals).values({
        planId: plan.id,
        assignmentId: assignment.id,
        verdict,
        opinion: remark,
        answerBy,
        proposedById: by.actor.id,
        proposedAt: by.at,
      }),
      database.db.update(assignments).set({ version }).where(eq(assignments.id, assignment.id)),
    ],
  )
}

/** Where there is no second person the act is refused, and says whom to ask for. */
export async function ensureConfirmer(database: Database, judged: Judged, by: Doer & { today: string }) {
  const [holders] = await database.read([possibleConfirmers(database, by.today)])
  const everybody = holders.map(({ personId, kind, unitId }) => ({
    id: personId,
    posts: [{ kind, unitId, unitName: null, standIn: false, beat: [] }],
  }))
  if (confirmersOf(everybody, judged, by.actor.id).length === 0) {
    throw forbidden("no_confirmer", { rule: judged.plan.confirmer })
  }
}

/** 复核 of a closure: agreeing carries it out, declining gives it back to the first supervisor. Resolves with what it is about. */
export async function confirmClosure(
  database: Database,
  found: FoundAssignment,
  by: Doer,
  { agrees, decision }: { agrees: boolean; decision: string },
): Promise<ClosureVerdict> {
  const { proposal } = found
  if (!proposal) throw conflict()
  const refusal = confirming(by.actor, judgedClaim(found), proposal.proposedById)
  if (refusal) throw forbidden(refusal)
  const { db } = database
  const settled = db
    .update(proposals)
    .set({ confirmed: agrees, decidedById: by.actor.id, decidedAt: by.at, decision })
    .where(eq(proposals.id, proposal.id))

  const verdict = proposal.verdict as ClosureVerdict
  if (!agrees) {
    const version = found.assignment.version + 1
    await record(
      database,
      by,
      [
        {
          action: "assignment_proposal_declined",
          subject: assignmentSubject(found.assignment.id),
          version,
          planId: found.plan.id,
          taskId: found.task.id,
          particulars: { verdict, decision },
        },
      ],
      [settled, db.update(assignments).set({ version }).where(eq(assignments.id, found.assignment.id))],
    )
    return verdict
  }
  ensure(found, verdict)
  const { act, change: moved } = moveStatements(database, found, verdict, by, {
    remark: proposal.opinion,
    answerBy: proposal.answerBy,
  })
  await record(
    database,
    by,
    [{ ...act, particulars: { ...act.particulars, proposedById: proposal.proposedById, decision } }],
    [moved, settled],
  )
  return verdict
}
