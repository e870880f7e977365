import { and, asc, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, events, plans, reports, rounds, tasks, units } from "#db/schema.ts"
import { dateOf } from "#src/clock.ts"
import { judging } from "#src/confirming/judging.ts"
import { isProposed } from "#src/confirming/scope.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { isAfterCutOff } from "#src/owing/owing.ts"
import { planRules, taskColumns, unitColumns } from "#src/plans/assignments/queries.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { reportNamed } from "#src/reports/evidence/scope.ts"
import { subjectOf } from "#src/trail/subjects.ts"
import { current, currentColumns, isCurrent, roundColumns } from "./queries.ts"

/**
 * Whether anything rests on the last word on a report: the part has moved on (办结申请, 改派…), the unit has begun to
 * write again or touched its evidence, the round was cut off with it.
 */
export const followed = (assignmentId: SQL | number, roundId: SQL | number) => sql<number>`exists (
  select 1 from (select id, at from events where subject = 'report:' || cast(${assignmentId} as integer) || '/' || cast(${roundId} as integer)
    order by version desc limit 1) last_word
  where exists (select 1 from events e where e.subject = 'assignment:' || cast(${assignmentId} as integer)
      and e.id > last_word.id and json_extract(e.particulars, '$.to') is not null)
    or exists (select 1 from drafts d where d.assignment_id = ${assignmentId} and d.round_id = ${roundId}
      and d.saved_at > last_word.at)
    or exists (select 1 from attachments f where f.subject = ${reportNamed({ assignmentId, roundId })}
      and (f.added_at > last_word.at or f.removed_at > last_word.at))
    or exists (select 1 from rounds r where r.id = ${roundId} and r.cut_off_at > last_word.at))`

/** A report with all that its trail says of it, for undoing the last word; null when there is nothing to see. */
export async function findVerdict({ db, read }: Database, actor: Actor, assignmentId: number, roundNumber: number) {
  const thisOne = and(
    eq(assignments.id, assignmentId),
    eq(rounds.planId, assignments.planId),
    eq(rounds.number, roundNumber),
  )
  const subject = sql`(select 'report:' || a.id || '/' || r.id from assignments a join rounds r on r.plan_id = a.plan_id
    where a.id = ${assignmentId} and r.number = ${roundNumber})`
  const [[found], trail] = await read([
    db
      .select({
        assignment: assignments,
        task: taskColumns,
        plan: planRules,
        unit: unitColumns,
        round: { id: rounds.id, number: rounds.number, name: rounds.name, cutOffAt: rounds.cutOffAt },
        report: reports,
        followed: followed(sql`${assignments.id}`, sql`${rounds.id}`).mapWith(Boolean),
      })
      .from(assignments)
      .innerJoin(rounds, thisOne)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
      .where(and(eq(assignments.id, assignmentId), visibleTo(actor))),
    db
      .select({
        action: events.action,
        actorId: events.actorId,
        at: events.at,
        particulars: events.particulars,
      })
      .from(events)
      .where(eq(events.subject, subject))
      .orderBy(asc(events.version)),
  ])
  return found ? { ...found, trail } : null
}

export type FoundVerdict = NonNullable<Awaited<ReturnType<typeof findVerdict>>>

const bulkColumns = {
  assignment: assignments,
  task: taskColumns,
  plan: planRules,
  unit: unitColumns,
  round: roundColumns,
  report: reports,
  words: currentColumns,
  isOpen: sql<boolean>`${isProposed(subjectOf("report", reports.assignmentId, reports.roundId))}`.mapWith(Boolean),
}

/** Whether a person wrote, sent, signed or entered any version of it. */
const hasHandIn = (me: number) =>
  sql<boolean>`(coalesce(${reports.signedById}, 0) = ${me} or exists (
  select 1 from report_versions v where v.assignment_id = ${reports.assignmentId} and v.round_id = ${reports.roundId}
    and ${me} in (v.written_by_id, v.sent_by_id, coalesce(v.entered_by_id, 0))))`.mapWith(Boolean)

/** Reports with what 成批采纳 asks of each, in the order in which they came. */
export const bulkRows = ({ db }: Pick<Database, "db">, actor: Actor, condition: SQL | undefined, limit: number) =>
  db
    .select({ ...bulkColumns, isOwn: hasHandIn(actor.id) })
    .from(reports)
    .innerJoin(assignments, eq(assignments.id, reports.assignmentId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(rounds, eq(rounds.id, reports.roundId))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .leftJoin(current, isCurrent)
    .where(condition)
    .orderBy(asc(reports.submittedAt), asc(assignments.id))
    .limit(limit)

type Row = Awaited<ReturnType<typeof bulkRows>>[number]
/** A report, and the version of it that a person saw and ticked. */
export type BulkRow = Row & { seen: number }

/** What the rule of 成批采纳 asks of a report. */
export const bulkFacts = ({ assignment, plan, report, round, words, isOpen, isOwn, seen }: BulkRow, actor: Actor) => ({
  isCurrent: report.version === seen && report.state === "submitted" && !isOpen,
  judging: judging(actor, { plan, unitId: assignment.unitId, authors: isOwn ? [actor.id] : [] }),
  state: assignment.state,
  returnedBefore: report.judgedAt !== null,
  late: isLate(report.firstSubmittedAt ?? report.submittedAt ?? 0, round),
  hasDifficulty: report.hasDifficulty || (words?.hasDifficulty ?? false),
  problems: words?.problems ?? "",
})

const isLate = (at: number, round: Row["round"]): boolean => dateOf(at) > round.dueBy || isAfterCutOff(at, round)
