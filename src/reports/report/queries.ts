import { and, asc, eq, isNull, type Placeholder, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import { prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  assignments,
  attachments,
  drafts,
  dues,
  plans,
  reports,
  reportVersions,
  rounds,
  tasks,
  units,
} from "#db/schema.ts"
import { stateOf } from "#db/states.ts"
import { openProposal } from "#src/confirming/queries.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { planRules, taskColumns, unitColumns } from "#src/plans/assignments/queries.ts"
import { isFirstLead } from "#src/plans/assignments/scope.ts"
import { type Reach, reachOf, visibleOrHanded } from "#src/plans/plan/scope.ts"
import { isReported } from "#src/plans/rounds/reported_scope.ts"
import { stillTaken } from "#src/plans/rounds/scope.ts"
import { nextStage } from "#src/plans/stages/scope.ts"
import { fileColumns } from "#src/reports/evidence/queries.ts"
import { firstId, isOfReport, secondId } from "#src/reports/evidence/scope.ts"
import { isBoundTo } from "#src/reports/links/reach.ts"
import { subjectOf } from "#src/trail/subjects.ts"

export const roundColumns = {
  id: rounds.id,
  number: rounds.number,
  name: rounds.name,
  opensOn: rounds.opensOn,
  dueBy: rounds.dueBy,
  cutOffAt: rounds.cutOffAt,
  evidenceRequired: rounds.evidenceRequired,
}

export const attachmentColumns = { ...fileColumns, assignmentId: firstId, roundId: secondId }

/** The newest version of an earlier round that was reported, for 上期 beside the empty box. */
const previousRound = sql<number | null>`(
  select max(earlier.round_id) from reports earlier
  where earlier.assignment_id = ${assignments.id} and earlier.round_id < ${rounds.id}
    and ${isReported(stateOf("earlier"))})`

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
  unchanged: current.unchanged,
  stageId: current.stageId,
}

/** Joins it to its report. */
export const isCurrent = and(
  eq(current.assignmentId, reports.assignmentId),
  eq(current.roundId, reports.roundId),
  eq(current.number, reports.latest),
)

export const isLast = and(
  eq(last.assignmentId, assignments.id),
  eq(last.roundId, previousRound),
  sql`${last.number} = (select latest from reports where assignment_id = ${last.assignmentId} and round_id = ${last.roundId})`,
)

type Asked = Reach & { assignmentId: number; number: number }
type Given = { readonly [K in keyof Asked]: Placeholder<K> }

const planOf = ({ assignmentId }: Given) => sql`(select plan_id from assignments where id = ${assignmentId})`
const roundOf = (given: Given) =>
  sql<number>`(select id from rounds where plan_id = ${planOf(given)} and number = ${given.number})`

const reportAsked = prepared((db, given: Given) =>
  db
    .select({
      assignment: assignments,
      isFirstLead,
      task: taskColumns,
      plan: planRules,
      unit: unitColumns,
      round: roundColumns,
      stillTaken: sql<boolean>`${stillTaken}`.mapWith(Boolean),
      last: lastColumns,
      nextStage,
    })
    .from(assignments)
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .innerJoin(units, eq(units.id, assignments.unitId))
    .innerJoin(rounds, and(eq(rounds.planId, planOf(given)), eq(rounds.number, given.number)))
    .leftJoin(last, isLast)
    .leftJoin(lastRound, eq(lastRound.id, last.roundId))
    .where(and(eq(assignments.id, given.assignmentId), visibleOrHanded(given))),
)
const dueAsked = prepared((db, given: Given) =>
  db
    .select()
    .from(dues)
    .where(and(eq(dues.assignmentId, given.assignmentId), eq(dues.roundId, roundOf(given)))),
)
const rowAsked = prepared((db, given: Given) =>
  db
    .select()
    .from(reports)
    .where(and(eq(reports.assignmentId, given.assignmentId), eq(reports.roundId, roundOf(given)))),
)
const draftAsked = prepared((db, given: Given) =>
  db
    .select()
    .from(drafts)
    .where(and(eq(drafts.assignmentId, given.assignmentId), eq(drafts.roundId, roundOf(given)))),
)
const versionsAsked = prepared((db, given: Given) =>
  db
    .select()
    .from(reportVersions)
    .where(and(eq(reportVersions.assignmentId, given.assignmentId), eq(reportVersions.roundId, roundOf(given))))
    .orderBy(asc(reportVersions.number)),
)
const filesAsked = prepared((db, given: Given) =>
  db
    .select(attachmentColumns)
    .from(attachments)
    .where(
      and(
        isOfReport({ assignmentId: sql`cast(${given.assignmentId} as integer)`, roundId: roundOf(given) }),
        isNull(attachments.removedAt),
      ),
    ),
)
const proposalAsked = prepared((db, given: Given) =>
  openProposal({ db }, subjectOf("report", sql`cast(${given.assignmentId} as integer)`, roundOf(given))),
)

const statementsOf = (database: Database, actor: Actor, key: ReportKey) => {
  const asked = { ...reachOf(actor), ...key }
  return [
    reportAsked(database, asked),
    dueAsked(database, asked),
    rowAsked(database, asked),
    draftAsked(database, asked),
    versionsAsked(database, asked),
    filesAsked(database, asked),
    proposalAsked(database, asked),
  ] as const
}

type Answered<T extends readonly unknown[]> = { [K in keyof T]: Awaited<T[K]> }
type Answers = Answered<ReturnType<typeof statementsOf>>

function foundIn(actor: Actor, [found, due, report, draft, versions, files, open]: Answers) {
  const [row] = found
  if (!row || !isBoundTo(actor.link, { unitId: row.assignment.unitId, roundId: row.round.id })) return null
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

type ReportKey = { assignmentId: number; number: number }

/** Everything about one assignment's report in one round, scoped to who asks; null when there is nothing to see. */
export async function findReport(database: Database, actor: Actor, assignmentId: number, number: number) {
  return foundIn(actor, await database.read(statementsOf(database, actor, { assignmentId, number })))
}

/** The same of several assignments, in their order and in one round trip. */
export async function findReports(database: Database, actor: Actor, assignmentIds: readonly number[], number: number) {
  const [first, ...rest] = assignmentIds.flatMap((assignmentId) =>
    statementsOf(database, actor, { assignmentId, number }),
  )
  if (!first) return []
  const all: readonly unknown[] = await database.read([first, ...rest])
  const each = all.length / assignmentIds.length
  return assignmentIds.map((_, i) => foundIn(actor, all.slice(i * each, (i + 1) * each) as unknown as Answers))
}

export type FoundReport = NonNullable<Awaited<ReturnType<typeof findReport>>>
