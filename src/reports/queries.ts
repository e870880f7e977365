import { and, asc, desc, eq, exists, inArray, isNull, or, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import {
  assignments,
  attachments,
  drafts,
  dues,
  people,
  plans,
  proposals,
  reminderItems,
  reminders,
  reports,
  reportVersions,
  rounds,
  tasks,
  units,
} from "#db/schema.ts"
import { planRules, taskColumns, unitColumns } from "#src/assignments/queries.ts"
import { type Actor, unitsOf } from "#src/people/actor.ts"
import { visibleTo } from "#src/plans/scope.ts"

const roundColumns = {
  id: rounds.id,
  number: rounds.number,
  name: rounds.name,
  dueBy: rounds.dueBy,
  cutOffAt: rounds.cutOffAt,
  evidenceRequired: rounds.evidenceRequired,
}

const attachmentColumns = {
  id: attachments.id,
  assignmentId: attachments.assignmentId,
  roundId: attachments.roundId,
  kind: attachments.kind,
  name: attachments.name,
  size: attachments.size,
  addedAt: attachments.addedAt,
}

/** The newest version of an earlier round that was reported, for 上期 beside the empty box. */
const previousRound = sql<number | null>`(
  select max(earlier.round_id) from reports earlier
  where earlier.assignment_id = ${assignments.id} and earlier.round_id < ${rounds.id}
    and earlier.state in ('submitted', 'accepted'))`

export const last = alias(reportVersions, "last")
export const lastRound = alias(rounds, "last_round")

export const lastColumns = {
  achieved: last.achieved,
  problems: last.problems,
  nextSteps: last.nextSteps,
  unchanged: last.unchanged,
  roundName: lastRound.name,
  at: last.at,
}

/** The version that stands now: what is being signed, or was returned. */
export const current = alias(reportVersions, "current")

export const currentColumns = {
  achieved: current.achieved,
  problems: current.problems,
  nextSteps: current.nextSteps,
  hasDifficulty: current.hasDifficulty,
}

export const isLast = and(
  eq(last.assignmentId, assignments.id),
  eq(last.roundId, previousRound),
  sql`${last.number} = (select latest from reports where assignment_id = ${last.assignmentId} and round_id = ${last.roundId})`,
)

/** Everything about one assignment's report in one round, scoped to who asks; null when there is nothing to see. */
export async function findReport(database: Database, actor: Actor, assignmentId: number, roundNumber: number) {
  const { db, read } = database
  const thisRound = and(
    eq(rounds.planId, sql`(select plan_id from assignments where id = ${assignmentId})`),
    eq(rounds.number, roundNumber),
  )
  const roundId = sql`(select id from rounds where plan_id = (select plan_id from assignments where id = ${assignmentId}) and number = ${roundNumber})`
  const [found, due, report, draft, versions, files, open] = await read([
    db
      .select({
        assignment: assignments,
        task: taskColumns,
        plan: planRules,
        unit: unitColumns,
        round: roundColumns,
        last: lastColumns,
      })
      .from(assignments)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(plans, eq(plans.id, assignments.planId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .innerJoin(rounds, thisRound)
      .leftJoin(last, isLast)
      .leftJoin(lastRound, eq(lastRound.id, last.roundId))
      .where(and(eq(assignments.id, assignmentId), visibleTo(actor))),
    db
      .select()
      .from(dues)
      .where(and(eq(dues.assignmentId, assignmentId), eq(dues.roundId, roundId))),
    db
      .select()
      .from(reports)
      .where(and(eq(reports.assignmentId, assignmentId), eq(reports.roundId, roundId))),
    db
      .select()
      .from(drafts)
      .where(and(eq(drafts.assignmentId, assignmentId), eq(drafts.roundId, roundId))),
    db
      .select()
      .from(reportVersions)
      .where(and(eq(reportVersions.assignmentId, assignmentId), eq(reportVersions.roundId, roundId)))
      .orderBy(asc(reportVersions.number)),
    db
      .select(attachmentColumns)
      .from(attachments)
      .where(
        and(
          eq(attachments.assignmentId, assignmentId),
          eq(attachments.roundId, roundId),
          isNull(attachments.removedAt),
        ),
      ),
    db
      .select()
      .from(proposals)
      .where(
        and(eq(proposals.assignmentId, assignmentId), eq(proposals.roundId, roundId), isNull(proposals.confirmed)),
      ),
  ])
  const [row] = found
  if (!row) return null
  return {
    ...row,
    due: due[0] ?? null,
    report: report[0] ?? null,
    draft: draft[0] ?? null,
    versions,
    attachments: files,
    proposal: open[0] ?? null,
  }
}

export type FoundReport = NonNullable<Awaited<ReturnType<typeof findReport>>>

/** A round still takes reports while it is open; the newest one also after its cut-off, marked 迟报. */
const stillTaken = or(
  isNull(rounds.cutOffAt),
  sql`${rounds.number} = (select max(newer.number) from rounds newer where newer.plan_id = ${rounds.planId})`,
)

/** Assignments for which a person writes, signs or was handed the item. */
const mine = (actor: Actor) => {
  const spokenFor = unitsOf(actor, "liaison", "head")
  return or(
    spokenFor.length > 0 ? inArray(assignments.unitId, spokenFor) : undefined,
    eq(assignments.handlerId, actor.id),
  )
}

/** Page of 我的待办: what is owed or returned, what waits to be acknowledged, what has been sent, what was urged. */
export function todoQueries({ db }: Database, actor: Actor) {
  const owed = db
    .select({
      assignment: assignments,
      task: taskColumns,
      plan: planRules,
      unit: unitColumns,
      round: roundColumns,
      report: reports,
      draft: drafts,
      words: currentColumns,
      last: lastColumns,
    })
    .from(assignments)
    .innerJoin(dues, eq(dues.assignmentId, assignments.id))
    .innerJoin(rounds, eq(rounds.id, dues.roundId))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
    .leftJoin(drafts, and(eq(drafts.assignmentId, assignments.id), eq(drafts.roundId, rounds.id)))
    .leftJoin(
      current,
      and(eq(current.assignmentId, assignments.id), eq(current.roundId, rounds.id), eq(current.number, reports.latest)),
    )
    .leftJoin(last, isLast)
    .leftJoin(lastRound, eq(lastRound.id, last.roundId))
    .where(
      and(
        mine(actor),
        eq(plans.state, "issued"),
        inArray(assignments.state, ["awaiting", "active", "claimed", "rectifying"]),
        or(and(isNull(reports.state), stillTaken), inArray(reports.state, ["draft", "returned", "signing"])),
      ),
    )
    .orderBy(asc(rounds.dueBy), asc(tasks.planId), asc(tasks.ordinal))
  const awaiting = db
    .select({ assignment: assignments, task: taskColumns, plan: planRules, unit: unitColumns })
    .from(assignments)
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .where(
      and(
        mine(actor),
        eq(plans.state, "issued"),
        or(inArray(assignments.state, ["awaiting", "rectifying"]), and(eq(assignments.state, "disputed"), mine(actor))),
      ),
    )
    .orderBy(asc(tasks.planId), asc(tasks.ordinal))
  const sent = db
    .select({
      assignmentId: assignments.id,
      task: taskColumns,
      plan: planRules,
      unit: unitColumns,
      round: roundColumns,
      state: reports.state,
      submittedAt: reports.submittedAt,
      opinion: reports.opinion,
      version: reports.version,
      proposed: exists(
        db
          .select({ one: sql`1` })
          .from(proposals)
          .where(
            and(
              eq(proposals.assignmentId, assignments.id),
              eq(proposals.roundId, rounds.id),
              isNull(proposals.confirmed),
            ),
          ),
      ).mapWith(Boolean),
    })
    .from(assignments)
    .innerJoin(reports, eq(reports.assignmentId, assignments.id))
    .innerJoin(rounds, eq(rounds.id, reports.roundId))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .where(and(mine(actor), stillTaken, inArray(reports.state, ["submitted", "accepted"])))
    .orderBy(desc(reports.submittedAt))
    .limit(100)
  const urged = db
    .select({
      id: reminders.id,
      text: reminders.text,
      at: reminders.at,
      kind: reminders.kind,
      by: people.name,
      round: rounds.name,
    })
    .from(reminders)
    .innerJoin(rounds, eq(rounds.id, reminders.roundId))
    .innerJoin(people, eq(people.id, reminders.byId))
    .where(
      and(
        inArray(reminders.unitId, [...unitsOf(actor, "liaison", "head"), -1]),
        // Reminders stop on reply: one whose items have all been reported is not shown any more.
        exists(
          db
            .select({ one: sql`1` })
            .from(reminderItems)
            .innerJoin(
              dues,
              and(eq(dues.assignmentId, reminderItems.assignmentId), eq(dues.roundId, reminders.roundId)),
            )
            .where(and(eq(reminderItems.reminderId, reminders.id), isNull(dues.reportedAt))),
        ),
      ),
    )
    .orderBy(desc(reminders.at))
    .limit(3)
  const files = db
    .select(attachmentColumns)
    .from(attachments)
    .innerJoin(assignments, eq(assignments.id, attachments.assignmentId))
    .innerJoin(rounds, eq(rounds.id, attachments.roundId))
    .where(and(mine(actor), isNull(attachments.removedAt), stillTaken))
  return [owed, awaiting, sent, urged, files] as const
}

export async function todoOf(database: Database, actor: Actor) {
  const { db, read } = database
  const unitIds = unitsOf(actor, "liaison")
  const [owed, awaiting, sent, urged, files, staff] = await read([
    ...todoQueries(database, actor),
    db
      .select({ id: people.id, name: people.name, unitId: people.unitId })
      .from(people)
      .where(and(inArray(people.unitId, [...unitIds, -1]), eq(people.active, true)))
      .orderBy(asc(people.id)),
  ])
  return { owed, awaiting, sent, urged, files, staff }
}

export type Todo = Awaited<ReturnType<typeof todoOf>>
export type OwedItem = Todo["owed"][number]
