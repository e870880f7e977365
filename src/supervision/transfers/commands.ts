import { and, eq, isNull, type SQL, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { type Database, Stale } from "#db/database.ts"
import {
  assignments,
  attachments,
  completions,
  drafts,
  dues,
  extensions,
  instructionItems,
  lightOverrides,
  noticeItems,
  notices,
  type Report,
  reports,
  reportVersions,
  stageCompletions,
  transfers,
  type Unit,
} from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { overAlready } from "#src/office/calendar/day_told.ts"
import type { Problems } from "#src/office/typed/spelling.ts"
import { isAwaitingAnswer } from "#src/owing/awaited.ts"
import { isLate } from "#src/owing/owing.ts"
import { moveStatements } from "#src/plans/assignments/commands.ts"
import { grantedDeadline, isAsked } from "#src/plans/assignments/deadline_scope.ts"
import { stageStanding } from "#src/plans/stages/scope.ts"
import { conflict, ensureFits } from "#src/refusal.ts"
import { reportNamed } from "#src/reports/evidence/scope.ts"
import { canMove as canMoveReport, MOVES as REPORT_MOVES } from "#src/reports/report/workflow.ts"
import { MOVES as EXTENSION_MOVES } from "#src/supervision/extensions/workflow.ts"
import { isRunning } from "#src/supervision/instructions/scope.ts"
import { noticeSubject, told } from "#src/supervision/notices/commands.ts"
import { type Act, assignmentSubject, type By, nextId, nextSubject, record, reportSubject } from "#src/trail/record.ts"
import type { Transfer, TransferNotice, TransferPart } from "./queries.ts"
import { lateAmong, placeOfBoth, reportCarried, stateCarried } from "./rules.ts"

/** What was ticked, each with the version that the page showed. */
export type Chosen = { id: number; version: number }
export type Choosing = {
  /** The unit that takes over. */
  to: number | null
  parts: readonly Chosen[]
  notices: readonly Chosen[]
  remark: string
  /** Instead of days that have passed: of 督办单 and 限期整改, which nobody can meet any more. */
  answerBy: string | null
}

type Doing = { acts: Act[]; changes: BatchItem<"sqlite">[] }
type To = Pick<Unit, "id" | "name">
type Passing = {
  database: Database
  from: Pick<Unit, "name">
  to: To
  by: By
  choosing: Choosing
}

/** Another unit takes over: the one that was shown. 新的期限 lies ahead, and there is one where a day that was chosen with its work has passed. */
export function transferFits(found: Transfer, choosing: Choosing, { today }: { today: string }): Problems | null {
  const { to, answerBy } = choosing
  if (to === null || found.to?.id !== to) return { to: ["请选择承接单位"] }
  const late = lateAmong(found, choosing, today)
  if (answerBy === null && late > 0) return { answerBy: [`所选事项中有${late}项的期限已过，请写明新的期限`] }
  return overAlready({ field: "answerBy", what: "新的期限", on: answerBy }, today)
}

export type Transferred = { parts: number; merged: number; notices: number }

/**
 * 移交: another unit takes over what was chosen of a unit's open work, in one batch. Whoever comes second finds one of
 * the versions taken, and nothing lands.
 */
export async function transferWork(
  database: Database,
  found: Transfer,
  choosing: Choosing,
  by: By,
): Promise<Transferred> {
  ensureFits(transferFits(found, choosing, by))
  const { to } = found
  if (to === null) throw conflict()
  const parts = chosenOf(found.parts, choosing.parts, ({ assignment }) => assignment)
  const demands = chosenOf(found.notices, choosing.notices, ({ notice }) => notice)
  if ([...parts, ...demands].some(({ proposed }) => proposed)) throw conflict("proposal_open")
  const passing: Passing = { database, from: found.unit, to, by, choosing }
  const ofParts = placed(parts, to).map((part) => partPassed(passing, part))
  // The parts come first: a 督办单 finds in its tasks what the other unit has there now.
  const ofNotices = demands.map((demand) => noticePassed(passing, demand))
  const numbers = {
    parts: parts.length,
    merged: parts.filter(({ how }) => how === "merged").length,
    notices: demands.length,
  }
  const { remark } = choosing
  const kept: Act = {
    action: "work_transferred",
    subject: nextSubject("transfer", transfers),
    version: 1,
    particulars: { unit: found.unit.name, successor: to.name, ...numbers, remark },
  }
  await record(
    database,
    by,
    [kept, ...[...ofParts, ...ofNotices].flatMap(({ acts }) => acts)],
    [
      database.db
        .insert(transfers)
        .values({ fromUnitId: found.unit.id, toUnitId: to.id, ...numbers, remark, byId: by.actor.id, at: by.at }),
      ...[...ofParts, ...ofNotices].flatMap(({ changes }) => changes),
    ],
  )
  return numbers
}

/** What was ticked, as it is now; another version, or none: somebody was first. */
function chosenOf<T>(all: readonly T[], chosen: readonly Chosen[], rowOf: (one: T) => Chosen): T[] {
  return chosen.map(({ id, version }) => {
    const one = all.find((each) => rowOf(each).id === id)
    if (!one || rowOf(one).version !== version) throw new Stale("stale transfer")
    return one
  })
}

/** A part with where it goes: the row that the other unit has of the task, or will have once this batch has made it. */
type PlacedPart = TransferPart & {
  /** The row's id, for changes that come after it. */
  into: SQL<number>
  /** Of the part and of its report in a round, for their events: they come before the row. */
  subject: string | SQL
  reportIn: (roundId: number) => string | SQL
}

/** So many new parts come before this one in the batch: by that its id is known to its events. */
function placed(parts: TransferPart[], to: To): PlacedPart[] {
  let made = 0
  return parts.map((part) => {
    const into = sql<number>`(select own.id from assignments own where own.task_id = ${part.task.id} and own.unit_id = ${to.id})`
    const { own } = part
    if (own) {
      return {
        ...part,
        into,
        subject: assignmentSubject(own.id),
        reportIn: (roundId) => reportSubject(own.id, roundId),
      }
    }
    const ahead = made++
    const id = sql<number>`(${nextId(assignments)} + cast(${ahead} as integer))`
    return {
      ...part,
      into,
      subject: nextSubject("assignment", assignments, ahead),
      reportIn: (roundId) => sql`'report:' || ${id} || '/' || cast(${roundId} as integer)`,
    }
  })
}

const newDay = (day: string | null, { choosing, by }: Passing): string | null =>
  day !== null && choosing.answerBy !== null && isLate(day, by.today) ? choosing.answerBy : day

function partPassed(passing: Passing, part: PlacedPart): Doing {
  const { database, to, by, choosing } = passing
  const { db } = database
  const { assignment, how, into } = part
  const ended = moveStatements(database, part, "transfer", by, { remark: choosing.remark, unit: to.name })
  const taken = how === "merged" ? absorbed(passing, part) : takenOver(passing, part)
  const inRounds = part.rounds.filter(({ carried }) => carried).map((one) => roundCarried(passing, part, one))
  return {
    acts: [ended.act, ...taken.acts, ...inRounds.flatMap(({ acts }) => acts)],
    changes: [
      ended.change,
      ...taken.changes,
      db.update(assignments).set({ mergedIntoId: into }).where(eq(assignments.id, assignment.id)),
      ...inRounds.flatMap(({ changes }) => changes),
      ...(how === "merged" ? [] : daysCarried(passing, assignment.id, into)),
      db
        .update(extensions)
        .set({ state: EXTENSION_MOVES.transfer.to, decidedById: by.actor.id, decidedAt: by.at })
        .where(and(eq(extensions.assignmentId, assignment.id), isAsked())),
      // What a leader said of it is now said of the part that goes on.
      db
        .insert(instructionItems)
        .select(
          sql`select i.instruction_id, ${into} from instruction_items i join instructions n on n.id = i.instruction_id
            where i.assignment_id = ${assignment.id} and ${isRunning(stateOf("n"))}`,
        )
        .onConflictDoNothing(),
    ],
  }
}

/** The other unit gets the part, or takes up again the one it had before; it stands there as it stood. */
function takenOver(passing: Passing, { assignment, task, plan, own, subject }: PlacedPart): Doing {
  const { database, from, to, choosing } = passing
  const { db } = database
  const { role, position, measures, state: stood } = assignment
  const state = stateCarried(stood)
  const rectifyBy = stood === "rectifying" ? newDay(assignment.rectifyBy, passing) : null
  const waiting = state === "awaiting" ? { remark: "", movedById: null, movedAt: null } : moverOf(assignment)
  const row = { role, position, measures, state, rectifyBy, suspendedUntil: assignment.suspendedUntil, ...waiting }
  const words = { unit: to.name, instead_of: from.name, remark: choosing.remark }
  const about = { action: "assignment_added" as const, planId: plan.id, taskId: task.id }
  const stands = { to: state, ...(rectifyBy === null ? {} : { answerBy: rectifyBy }), ...words }
  if (own === null) {
    return {
      acts: [{ ...about, subject, version: 1, particulars: stands }],
      changes: [
        db
          .insert(assignments)
          .values({ id: nextId(assignments), planId: plan.id, taskId: task.id, unitId: to.id, ...row }),
      ],
    }
  }
  const version = own.version + 1
  return {
    acts: [{ ...about, subject, version, particulars: { from: own.state, ...stands } }],
    changes: [
      db
        .update(assignments)
        .set({ ...row, mergedIntoId: null, handlerId: null, version })
        .where(eq(assignments.id, own.id)),
    ],
  }
}

const moverOf = ({ remark, movedById, movedAt }: TransferPart["assignment"]) => ({ remark, movedById, movedAt })

/** The other unit works on the task already: both parts are one from now on, in the stronger place. */
function absorbed(
  { database, from, to, choosing }: Passing,
  { assignment, task, plan, own, subject }: PlacedPart,
): Doing {
  if (own === null) throw new Error("a part is merged into one that is not there")
  const place = placeOfBoth(own, assignment)
  const version = own.version + 1
  const role = place.role === own.role ? {} : { role: { before: own.role, after: place.role } }
  return {
    acts: [
      {
        action: "assignment_absorbed",
        subject,
        version,
        planId: plan.id,
        taskId: task.id,
        particulars: { unit: to.name, instead_of: from.name, ...role, remark: choosing.remark },
      },
    ],
    changes: [
      database.db
        .update(assignments)
        .set({ ...place, version })
        .where(eq(assignments.id, own.id)),
    ],
  }
}

/** Days that were granted count for whoever goes on, a request that waits goes on waiting, years completed stay so. */
const daysCarried = (
  { database: { db }, to, by }: Passing,
  assignmentId: number,
  into: SQL<number>,
): BatchItem<"sqlite">[] => [
  db.insert(extensions).select(sql`
    select null, e.plan_id, ${to.id}, e.target, ${into}, null, e.former_by, e.wanted_by, e.reason, e.progress, e.state,
      e.granted_by, e.asked_by_id, e.asked_at, e.decided_by_id, e.decided_at, e.opinion
    from extensions e where e.assignment_id = ${assignmentId} and (${isAsked(stateOf("e"))} or ${grantedDeadline})`),
  db
    .insert(completions)
    .select(
      sql`select ${into}, c.year, c.due_by, c.claimed_on, c.accepted_at from completions c where c.assignment_id = ${assignmentId}`,
    )
    .onConflictDoNothing(),
  // Reached stages stay reached, by whichever word they were.
  db
    .insert(stageCompletions)
    .select(
      sql`select ${into}, s.id, ${by.at}, ${by.actor.id}, 1 from assignments join stages s on s.task_id = assignments.task_id
        where assignments.id = ${assignmentId} and s.removed_at is null and ${stageStanding()} = 'reached'`,
    )
    .onConflictDoNothing(),
]

/**
 * A running round as it stands: what was asked of the one is asked of the other, what was sent counts as sent, and what
 * was being written goes on being written. The former part keeps its versions; its report waits for nobody any more.
 */
function roundCarried(passing: Passing, part: PlacedPart, inRound: InRound): Doing {
  const { database, to } = passing
  const { db } = database
  const { assignment, into } = part
  const { round, report } = inRound
  const state = report && reportCarried(report)
  const written = report && state ? reportCopied(passing, part, inRound, report, state) : NOTHING
  const left = report && canMoveReport(report.state, "transfer") ? reportLeft(passing, part, round, report) : NOTHING
  const own = sql`assignment_id = ${assignment.id} and round_id = ${round.id}`
  return {
    acts: [...written.acts, ...left.acts],
    changes: [
      db
        .insert(dues)
        .select(
          sql`select round_id, ${into}, plan_id, ${to.id}, reported_at, added_at, added_by_id from dues where ${own}`,
        )
        .onConflictDoNothing(),
      ...written.changes,
      ...(report?.state === "signing" && !inRound.hasDraft ? [draftFrom(database, part, inRound)] : []),
      db.update(drafts).set({ assignmentId: into }).where(own),
      db
        .update(attachments)
        .set({ subject: reportNamed({ assignmentId: into, roundId: round.id }), unitId: to.id })
        .where(and(eq(attachments.subject, reportSubject(assignment.id, round.id)), isNull(attachments.removedAt))),
      db
        .insert(lightOverrides)
        .select(
          sql`select null, ${into}, round_id, light, reason, by_id, at from light_overrides where ${own} order by id`,
        ),
      ...left.changes,
    ],
  }
}

type InRound = TransferPart["rounds"][number]
const NOTHING: Doing = { acts: [], changes: [] }

/** The report with all its versions, as the other unit has it. */
function reportCopied(
  { database: { db }, from, to }: Passing,
  { assignment, plan, task, into, reportIn }: PlacedPart,
  { round, own }: InRound,
  report: Report,
  state: Report["state"],
): Doing {
  const version = (own?.version ?? 0) + 1
  const { assignmentId: _former, ...said } = report
  const row = { ...said, unitId: to.id, state, headRemark: "", version }
  const particulars = { to: state, answerBy: report.resubmitBy, round: round.name, instead_of: from.name }
  return {
    acts: [
      {
        action: "report_transferred",
        subject: reportIn(round.id),
        version,
        planId: plan.id,
        taskId: task.id,
        particulars: { from: own?.state ?? "none", ...particulars },
      },
    ],
    changes: [
      db
        .insert(reports)
        .values({ ...row, assignmentId: into })
        .onConflictDoUpdate({ target: [reports.assignmentId, reports.roundId], set: row }),
      // What has gone to and fro is there already; a version is never written twice.
      db.insert(reportVersions).select(sql`
        select ${into}, round_id, number, achieved, problems, next_steps, has_difficulty, unchanged, written_by_id,
          sent_by_id, entered_by_id, at, stage_id
        from report_versions v where v.assignment_id = ${assignment.id} and v.round_id = ${round.id} and not exists (
          select 1 from report_versions w
          where w.assignment_id = ${into} and w.round_id = v.round_id and w.number = v.number)`),
    ],
  }
}

/** What the former unit's report becomes: it is nobody's to sign, to judge or to send again. */
function reportLeft(
  { database: { db }, to }: Passing,
  part: PlacedPart,
  round: InRound["round"],
  report: Report,
): Doing {
  const { assignment, plan, task } = part
  const version = report.version + 1
  const { to: state } = REPORT_MOVES.transfer
  return {
    acts: [
      {
        action: "report_transferred",
        subject: reportSubject(assignment.id, round.id),
        version,
        planId: plan.id,
        taskId: task.id,
        particulars: { from: report.state, to: state, round: round.name, unit: to.name },
      },
    ],
    changes: [
      db
        .update(reports)
        .set({ state, version })
        .where(and(eq(reports.assignmentId, assignment.id), eq(reports.roundId, round.id))),
    ],
  }
}

/** What lay before the head is a draft again: that head signs no more. */
const draftFrom = ({ db }: Database, { assignment }: PlacedPart, { round, report }: InRound) =>
  db
    .insert(drafts)
    .select(sql`
      select assignment_id, round_id, achieved, problems, next_steps, has_difficulty, unchanged, 1, written_by_id, at, stage_id
      from report_versions where assignment_id = ${assignment.id} and round_id = ${round.id} and number = ${report?.latest ?? 0}`)
    .onConflictDoNothing()

/** A 督办单 goes over as it stands, with its number; what is asked of it is now asked of the other unit. */
function noticePassed(passing: Passing, { notice, plan }: TransferNotice): Doing {
  const { database, from, to, by, choosing } = passing
  const { db } = database
  const { state } = notice
  const dueBy = (isAwaitingAnswer(state) ? newDay(notice.dueBy, passing) : null) ?? notice.dueBy
  const version = notice.version + 1
  const words = { unit: to.name, instead_of: from.name, remark: choosing.remark }
  return {
    acts: [
      {
        action: "notice_transferred",
        subject: noticeSubject(notice.id),
        version,
        planId: plan.id,
        particulars: { from: state, to: state, answerBy: dueBy, ...words },
      },
    ],
    changes: [
      db
        .update(notices)
        .set({ unitId: to.id, issuedToId: notice.issuedToId ?? notice.unitId, dueBy, version })
        .where(eq(notices.id, notice.id)),
      // The other unit's parts in the same tasks: those that have just come, and those that had come before.
      db
        .insert(noticeItems)
        .select(
          sql`select i.notice_id, own.id from notice_items i join assignments a on a.id = i.assignment_id
            join assignments own on own.task_id = a.task_id and own.unit_id = ${to.id} where i.notice_id = ${notice.id}`,
        )
        .onConflictDoNothing(),
      db
        .update(extensions)
        .set({ unitId: to.id })
        .where(and(eq(extensions.noticeId, notice.id), isAsked())),
      db
        .update(attachments)
        .set({ unitId: to.id })
        .where(eq(attachments.subject, noticeSubject(notice.id))),
      ...told(database, { id: notice.id, unitId: to.id, kind: notice.kind }, by.at),
    ],
  }
}
