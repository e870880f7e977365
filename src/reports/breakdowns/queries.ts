import { and, asc, desc, eq, isNotNull, isNull, or, type Placeholder, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import { compiled, prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  assignments,
  breakdownDrafts,
  breakdownReports,
  breakdowns,
  breakdownVersions,
  people,
  plans,
  rounds,
  tasks,
  units,
} from "#db/schema.ts"
import { not, stateOf } from "#db/states.ts"
import { type Given as BoardGiven, namedRound, namedTask } from "#src/board/queries.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { planRules, taskColumns, unitColumns } from "#src/plans/assignments/queries.ts"
import { isReporting } from "#src/plans/assignments/scope.ts"
import { speaksFor } from "#src/plans/plan/policy.ts"
import { isWithdrawn, visibleTo } from "#src/plans/plan/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { seesBreakdown } from "./policy.ts"
import { internalBy, isAlive, isAsked, isDeclined, isKept, isOpen, isPassed, isReportAsked, isSent } from "./scope.ts"

const lower = alias(units, "lower")
const passer = alias(people, "passer")
const handler = alias(people, "handler")

/** What the lower body is called: the unit, or the 科室 by its name. */
const bodyName = sql<string>`coalesce(${lower.name}, ${breakdowns.office})`
const bodyShort = sql<string>`coalesce(${lower.shortName}, ${breakdowns.office})`

const roundColumns = {
  id: rounds.id,
  number: rounds.number,
  name: rounds.name,
  opensOn: rounds.opensOn,
  dueBy: rounds.dueBy,
}

const isAliveNow = sql<boolean>`${isAlive}`.mapWith(Boolean)

/** Something was sent in some round, which stays. */
const wasSent = sql<boolean>`exists (select 1 from breakdown_versions sent
  where sent.breakdown_id = breakdowns.id)`.mapWith(Boolean)

const columns = {
  breakdown: breakdowns,
  task: taskColumns,
  plan: planRules,
  from: unitColumns,
  body: bodyName,
  bodyShort,
  handler: handler.name,
  passedBy: passer.name,
  isAlive: isAliveNow,
  wasSent,
  /** So many days before the round's day the unit that passed it on reports itself. */
  ownDaysBefore: sql<number>`coalesce((select above.days_before from breakdowns above
    where above.id = breakdowns.upper_id), 0)`,
}

const rows = ({ db }: Pick<Database, "db">) =>
  db
    .select(columns)
    .from(breakdowns)
    .innerJoin(tasks, eq(tasks.id, breakdowns.taskId))
    .innerJoin(plans, eq(plans.id, breakdowns.planId))
    .innerJoin(units, eq(units.id, breakdowns.fromUnitId))
    .innerJoin(passer, eq(passer.id, breakdowns.passedById))
    .leftJoin(lower, eq(lower.id, breakdowns.unitId))
    .leftJoin(handler, eq(handler.id, breakdowns.handlerId))

const words = {
  achieved: breakdownVersions.achieved,
  problems: breakdownVersions.problems,
  nextSteps: breakdownVersions.nextSteps,
  hasDifficulty: breakdownVersions.hasDifficulty,
  at: breakdownVersions.at,
}

/** What a lower body has reported in the rounds in which its unit is asked, the newest first; with the draft. */
const reportsOf = ({ db }: Pick<Database, "db">, condition: SQL | undefined, today: string) =>
  db
    .select({
      breakdownId: breakdowns.id,
      round: roundColumns,
      report: breakdownReports,
      draft: breakdownDrafts,
      words,
      by: internalBy,
      isAsked: sql<boolean>`${isReportAsked(today)}`.mapWith(Boolean),
    })
    .from(breakdowns)
    .innerJoin(
      rounds,
      and(
        eq(rounds.planId, breakdowns.planId),
        sql`${rounds.opensOn} <= ${today}`,
        sql`exists (select 1 from dues d where d.round_id = ${rounds.id} and d.assignment_id = ${breakdowns.assignmentId})`,
      ),
    )
    .leftJoin(
      breakdownReports,
      and(eq(breakdownReports.breakdownId, breakdowns.id), eq(breakdownReports.roundId, rounds.id)),
    )
    .leftJoin(
      breakdownDrafts,
      and(eq(breakdownDrafts.breakdownId, breakdowns.id), eq(breakdownDrafts.roundId, rounds.id)),
    )
    .leftJoin(
      breakdownVersions,
      and(
        eq(breakdownVersions.breakdownId, breakdowns.id),
        eq(breakdownVersions.roundId, rounds.id),
        eq(breakdownVersions.number, breakdownReports.latest),
      ),
    )
    .where(condition)
    .orderBy(desc(rounds.number), asc(breakdowns.id))

export type LowerReport = Awaited<ReturnType<typeof reportsOf>>[number]

/** The round by whose day the unit itself reports next. */
const nextRound = ({ db }: Pick<Database, "db">, assignment: SQL) =>
  db
    .select(roundColumns)
    .from(rounds)
    .where(
      sql`${rounds.cutOffAt} is null and exists (select 1 from dues d
        where d.round_id = ${rounds.id} and d.assignment_id = ${assignment})`,
    )
    .orderBy(asc(rounds.dueBy))
    .limit(1)

/** Everything that was passed on from it, on however many levels. */
const isBeneath = (id: number): SQL => sql`breakdowns.id in (
  with recursive beneath(id) as (
    select b.id from breakdowns b where b.upper_id = ${id}
    union all select b.id from breakdowns b join beneath on b.upper_id = beneath.id)
  select id from beneath)`

/** One breakdown with its reports and what was passed on from it; null where there is none for the actor. One round trip. */
export async function findBreakdown(database: Database, actor: Actor, id: number, today: string) {
  const [[row], reports, beneath, belowReports, [next]] = await database.read([
    rows(database).where(and(eq(breakdowns.id, id), not(isWithdrawn()))),
    reportsOf(database, eq(breakdowns.id, id), today),
    rows(database)
      .where(and(isBeneath(id), isOpen()))
      .orderBy(asc(lower.position), asc(breakdowns.id)),
    rolledUp(database, { upperId: id }),
    nextRound(database, sql`(select assignment_id from breakdowns where id = ${id})`),
  ])
  if (!row || !seesBreakdown(actor, row.breakdown)) return null
  // What its own lower bodies have sent is for the unit that passed it on to them.
  const mayRollUp = row.breakdown.unitId !== null && speaksFor(actor, row.breakdown.unitId)
  return { ...row, reports, beneath, belowReports: mayRollUp ? belowReports : [], next: next ?? null }
}

export type FoundBreakdown = NonNullable<Awaited<ReturnType<typeof findBreakdown>>>

/** Whose part it is that is passed on: of a task, or of what a lower unit was given of one. */
export type Below = { assignmentId: number } | { upperId: number }

/** What stands directly below a part. */
const isBelow = (below: Below): SQL =>
  "upperId" in below
    ? sql`breakdowns.upper_id = ${below.upperId}`
    : sql`breakdowns.assignment_id = ${below.assignmentId} and breakdowns.upper_id is null
        and breakdowns.from_unit_id = (select unit_id from assignments where id = ${below.assignmentId})`

/** What is passed on, with its unit; scoped to who asks. */
function sourceOf({ db }: Pick<Database, "db">, actor: Actor, below: Below) {
  const shared = { task: taskColumns, plan: planRules, unit: unitColumns }
  return "upperId" in below
    ? db
        .select({
          ...shared,
          assignmentId: breakdowns.assignmentId,
          words: breakdowns.words,
          daysBefore: breakdowns.daysBefore,
          isAlive: sql<boolean>`(${isAlive} and ${isAsked()})`.mapWith(Boolean),
          between: breakdowns,
        })
        .from(breakdowns)
        .innerJoin(tasks, eq(tasks.id, breakdowns.taskId))
        .innerJoin(plans, eq(plans.id, breakdowns.planId))
        // A 科室 that is only a name has nobody below it.
        .innerJoin(units, eq(units.id, breakdowns.unitId))
        .where(and(eq(breakdowns.id, below.upperId), not(isWithdrawn())))
    : db
        .select({
          ...shared,
          assignmentId: assignments.id,
          words: sql<string>`''`,
          daysBefore: sql<number>`0`,
          isAlive: sql<boolean>`(${isReporting()} and ${isRunning()} and ${units.active})`.mapWith(Boolean),
          between: sql<null>`null`,
        })
        .from(assignments)
        .innerJoin(tasks, eq(tasks.id, assignments.taskId))
        .innerJoin(plans, eq(plans.id, assignments.planId))
        .innerJoin(units, eq(units.id, assignments.unitId))
        .where(and(eq(assignments.id, below.assignmentId), visibleTo(actor)))
}

/**
 * A part as its unit passes it on: to whom it can go, what stands below it already with its reports, and by when the unit
 * itself reports next. Null when there is nothing to see. One round trip.
 */
export async function findPassing(database: Database, actor: Actor, below: Below, today: string) {
  const { db } = database
  const holder =
    "upperId" in below
      ? sql`(select unit_id from breakdowns where id = ${below.upperId})`
      : sql`(select unit_id from assignments where id = ${below.assignmentId})`
  const assignment =
    "upperId" in below
      ? sql`(select assignment_id from breakdowns where id = ${below.upperId})`
      : sql`${below.assignmentId}`
  const [[source], bodies, staff, passed, reports, [round]] = await database.read([
    sourceOf(database, actor, below),
    db
      .select(unitColumns)
      .from(units)
      .where(and(sql`${units.parentId} = ${holder}`, units.active))
      .orderBy(asc(units.position), asc(units.id)),
    db
      .select({ id: people.id, name: people.name })
      .from(people)
      .where(and(sql`${people.unitId} = ${holder}`, eq(people.active, true)))
      .orderBy(asc(people.id)),
    rows(database)
      .where(and(isBelow(below), isKept()))
      .orderBy(asc(lower.position), asc(breakdowns.id)),
    reportsOf(database, and(isBelow(below), isKept()), today),
    nextRound(database, assignment),
  ])
  if (!source || ("upperId" in below && !(source.between && seesBreakdown(actor, source.between)))) return null
  return { ...source, below, bodies, staff, passed, reports, round: round ?? null }
}

export type FoundPassing = NonNullable<Awaited<ReturnType<typeof findPassing>>>
export type PassedOn = FoundPassing["passed"][number]

type Given = { readonly [K in "me" | "units" | "today"]: Placeholder<K> }

const spokenFor = ({ units: list }: Given) => sql`(select value from json_each(${list}))`

/** Mine to answer: of the units I speak for, or handed to me as the 经办人 of a 科室. */
const mine = (given: Given) =>
  sql`(breakdowns.unit_id in ${spokenFor(given)} or (breakdowns.unit_id is null and breakdowns.handler_id = ${given.me}))`

const todoColumns = {
  ...columns,
  round: roundColumns,
  report: breakdownReports,
  draft: breakdownDrafts,
  by: internalBy,
}

/** 上级单位交办: what a person has to sign for or to report to the unit above, one row a breakdown and round. */
export const passedTo = prepared((db, given: Given) =>
  db
    .select(todoColumns)
    .from(breakdowns)
    .innerJoin(tasks, eq(tasks.id, breakdowns.taskId))
    .innerJoin(plans, eq(plans.id, breakdowns.planId))
    .innerJoin(units, eq(units.id, breakdowns.fromUnitId))
    .innerJoin(passer, eq(passer.id, breakdowns.passedById))
    .leftJoin(lower, eq(lower.id, breakdowns.unitId))
    .leftJoin(handler, eq(handler.id, breakdowns.handlerId))
    .leftJoin(
      rounds,
      sql`${rounds.planId} = ${breakdowns.planId} and ${isReportAsked(given.today)} and not exists (
        select 1 from breakdown_reports done where done.breakdown_id = breakdowns.id
          and done.round_id = rounds.id and ${isSent(stateOf("done"))})`,
    )
    .leftJoin(
      breakdownReports,
      and(eq(breakdownReports.breakdownId, breakdowns.id), eq(breakdownReports.roundId, rounds.id)),
    )
    .leftJoin(
      breakdownDrafts,
      and(eq(breakdownDrafts.breakdownId, breakdowns.id), eq(breakdownDrafts.roundId, rounds.id)),
    )
    .where(and(mine(given), isAsked(), isAlive, or(isPassed(), isNotNull(rounds.id))))
    .orderBy(asc(rounds.dueBy), asc(breakdowns.planId), asc(tasks.ordinal), asc(breakdowns.id)),
)

/** 异议 of lower bodies, for the unit that passed it on to say what now. */
export const declinedTo = prepared((db, given: Given) =>
  rows({ db })
    .where(and(sql`breakdowns.from_unit_id in ${spokenFor(given)}`, isDeclined(), isAlive))
    .orderBy(asc(breakdowns.id)),
)

const rolledColumns = {
  id: breakdowns.id,
  assignmentId: breakdowns.assignmentId,
  planId: breakdowns.planId,
  taskId: breakdowns.taskId,
  state: breakdowns.state,
  roundId: rounds.id,
  roundNumber: rounds.number,
  body: bodyName,
  bodyShort,
  handler: handler.name,
  by: internalBy,
  standing: breakdownReports.state,
  latest: breakdownReports.latest,
  takenUp: breakdownReports.takenUp,
  reportVersion: breakdownReports.version,
  achieved: breakdownVersions.achieved,
  problems: breakdownVersions.problems,
  nextSteps: breakdownVersions.nextSteps,
  hasDifficulty: breakdownVersions.hasDifficulty,
  at: breakdownVersions.at,
}

/** Of which parts: one report's, those of pairs (assignment, round) in SQL; or what is below one breakdown. */
type Rolled = { assignmentId: number; roundId: number } | { pairs: SQL } | { upperId: number }

function isRolled(rolled: Rolled): SQL {
  if ("upperId" in rolled) return sql`breakdowns.upper_id = ${rolled.upperId}`
  const pairs = "pairs" in rolled ? rolled.pairs : sql`values (${rolled.assignmentId}, ${rolled.roundId})`
  return sql`breakdowns.upper_id is null
    and breakdowns.from_unit_id = (select unit_id from assignments where id = breakdowns.assignment_id)
    and (${breakdowns.assignmentId}, ${rounds.id}) in (${pairs})`
}

/** 下级上报: the lower bodies of a part, with what each has sent for a round in which the unit is asked. */
export const rolledUp = ({ db }: Pick<Database, "db">, rolled: Rolled) =>
  db
    .select(rolledColumns)
    .from(breakdowns)
    .innerJoin(
      rounds,
      sql`${rounds.planId} = ${breakdowns.planId} and exists (select 1 from dues d
        where d.round_id = ${rounds.id} and d.assignment_id = ${breakdowns.assignmentId})`,
    )
    .leftJoin(lower, eq(lower.id, breakdowns.unitId))
    .leftJoin(handler, eq(handler.id, breakdowns.handlerId))
    .leftJoin(
      breakdownReports,
      and(eq(breakdownReports.breakdownId, breakdowns.id), eq(breakdownReports.roundId, rounds.id)),
    )
    // Only what was sent: what is being written is the lower body's own.
    .leftJoin(
      breakdownVersions,
      and(
        eq(breakdownVersions.breakdownId, breakdowns.id),
        eq(breakdownVersions.roundId, rounds.id),
        eq(breakdownVersions.number, breakdownReports.latest),
        isSent(),
      ),
    )
    .where(and(isRolled(rolled), or(isOpen(), isSent())))
    .orderBy(asc(lower.position), asc(breakdowns.id))

export type RolledUp = Awaited<ReturnType<typeof rolledUp>>[number]

const behindColumns = {
  id: breakdowns.id,
  assignmentId: breakdowns.assignmentId,
  body: bodyName,
  handler: handler.name,
  state: breakdowns.state,
  standing: breakdownReports.state,
  achieved: breakdownVersions.achieved,
  problems: breakdownVersions.problems,
  nextSteps: breakdownVersions.nextSteps,
  hasDifficulty: breakdownVersions.hasDifficulty,
  at: breakdownVersions.at,
}

/** What stands behind the parts of one task: to whom they were passed on, and what those have sent in the round. */
export const behindParts = compiled(behindColumns, (db, given: BoardGiven) =>
  db
    .select(behindColumns)
    .from(breakdowns)
    .leftJoin(lower, eq(lower.id, breakdowns.unitId))
    .leftJoin(handler, eq(handler.id, breakdowns.handlerId))
    .leftJoin(
      breakdownReports,
      and(eq(breakdownReports.breakdownId, breakdowns.id), eq(breakdownReports.roundId, namedRound(given)), isSent()),
    )
    .leftJoin(
      breakdownVersions,
      and(
        eq(breakdownVersions.breakdownId, breakdowns.id),
        eq(breakdownVersions.roundId, breakdownReports.roundId),
        eq(breakdownVersions.number, breakdownReports.latest),
      ),
    )
    .where(
      and(
        sql`breakdowns.assignment_id in (select id from assignments where task_id = ${namedTask(given)}
          and unit_id = breakdowns.from_unit_id)`,
        isNull(breakdowns.upperId),
        or(isOpen(), isNotNull(breakdownVersions.number)),
      ),
    )
    .orderBy(asc(lower.position), asc(breakdowns.id)),
)

export type BehindPart = Awaited<ReturnType<typeof behindParts>>[number]
