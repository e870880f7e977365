import { type Placeholder, type SQL, sql } from "drizzle-orm"
import { type Breakdown, type BreakdownReport, breakdownReports, breakdowns, plans } from "#db/schema.ts"
import { not, oneOf, type StateColumn, stateOf } from "#db/states.ts"
import { type Actor, isAdministrator, isLeader, placesOf, unitsOf } from "#src/office/people/actor.ts"
import { isInUse } from "#src/office/units/scope.ts"
import { isReporting } from "#src/plans/assignments/scope.ts"
import { isWithdrawn, visibleTo } from "#src/plans/plan/scope.ts"
import { isReported } from "#src/plans/rounds/reported_scope.ts"
import { isInner } from "#src/reports/report/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { ASKED, KEPT, OPEN, SENT } from "./workflow.ts"

/* The rules of workflow.ts as conditions on `breakdowns` and their reports, or on rows of them by another name. */

type State = StateColumn<Breakdown["state"]>
type ReportState = StateColumn<BreakdownReport["state"]>

/** The lower body is at it. */
export const isAsked = (state: State = breakdowns.state): SQL => oneOf(state, ASKED)
/** Neither taken back nor ended. */
export const isOpen = (state: State = breakdowns.state): SQL => oneOf(state, OPEN)
/** Shown with the part. */
export const isKept = (state: State = breakdowns.state): SQL => oneOf(state, KEPT)
/** Waits for the lower body's 签收. */
export const isPassed = (state: State = breakdowns.state): SQL => oneOf(state, ["passed"])
/** Came back to the upper unit with a reason. */
export const isDeclined = (state: State = breakdowns.state): SQL => oneOf(state, ["declined"])

/** With the upper unit; `breakdown_reports` may be left joined and find nothing. */
export const isSent = (state: ReportState = breakdownReports.state): SQL => oneOf(state, SENT)
export const isUnsent = (state: ReportState = breakdownReports.state): SQL => not(isSent(state))

/*
 * By the tables' names from here on: in a query of one table drizzle would leave them out, and the inner one would answer.
 */

/**
 * A breakdown can still ask for something: its plan runs, the part is at work and still that unit's (or it hangs on
 * another breakdown), and both bodies are in use. With the part falls silent whatever was made of it.
 */
export const isAlive: SQL = sql`(
  exists (select 1 from assignments part join plans on plans.id = part.plan_id and ${isRunning(stateOf("plans"))}
    where part.id = breakdowns.assignment_id and ${isReporting(stateOf("part"))}
      and (breakdowns.upper_id is not null or part.unit_id = breakdowns.from_unit_id))
  and ${isInUse(sql`breakdowns.from_unit_id`)}
  and (breakdowns.unit_id is null or ${isInUse(sql`breakdowns.unit_id`)}))`

/** 内部期限 of a round that is joined: `internalBy`. */
export const internalBy = sql<string>`coalesce(breakdown_reports.resubmit_by,
  date(rounds.due_by, '-' || breakdowns.days_before || ' days'))`

/** What it was made of is not with those above yet: the unit's own report, or that of the breakdown above. */
const isAwaitedAbove: SQL = sql`(not exists (select 1 from reports above
    where above.assignment_id = breakdowns.assignment_id and above.round_id = rounds.id and ${isReported(stateOf("above"))})
  and not exists (select 1 from breakdown_reports upper
    where upper.breakdown_id = breakdowns.upper_id and upper.round_id = rounds.id and ${isSent(stateOf("upper"))}))`

type Day = string | Placeholder | SQL

/**
 * The lower body's report for the joined round is asked for: the unit itself is asked in it, it has opened and takes
 * reports, and nobody above has sent theirs without it.
 */
export const isReportAsked = (today: Day): SQL => sql`(
  rounds.opens_on <= ${today} and ${isAsked()} and ${isAlive} and ${isAwaitedAbove}
  and exists (select 1 from dues d where d.round_id = rounds.id and d.assignment_id = breakdowns.assignment_id)
  and (rounds.cut_off_at is null
    or rounds.number = (select max(newer.number) from rounds newer where newer.plan_id = rounds.plan_id)))`

const among = (column: SQL, unitIds: readonly number[]): SQL =>
  sql`${column} in (select value from json_each(${JSON.stringify(unitIds)}))`

/** `seesBreakdown` as a condition on `breakdowns`. */
export function isBetween(actor: Actor): SQL {
  if (actor.link || isAdministrator(actor)) return sql`0`
  const places = placesOf(actor)
  return sql`(${among(sql`breakdowns.from_unit_id`, places)} or case when breakdowns.unit_id is null
    then coalesce(breakdowns.handler_id = ${actor.id}, 0) else ${among(sql`breakdowns.unit_id`, places)} end)`
}

/**
 * Who reads what a lower body has sent: the two bodies; and `seesBehind`, the office and leaders, of what the unit itself has
 * passed on, once its own report is sent. A condition on `plans`, `assignments`, `breakdowns`, `breakdown_reports` and
 * `reports`, which may find nothing.
 */
export function sentSeenBy(actor: Actor): SQL {
  if (actor.link || isAdministrator(actor)) return sql`0`
  const overlooks = sql`(${isLeader(actor) ? 1 : 0} or ${among(sql`${plans.supervisingUnitId}`, unitsOf(actor, "supervisor"))})`
  const isBehind = sql`(breakdowns.upper_id is null and assignments.unit_id = breakdowns.from_unit_id
    and ${isSent()} and coalesce(not ${isInner(stateOf("reports"))}, 0))`
  return sql`(${isBetween(actor)} and ${not(isWithdrawn())}
    or ${visibleTo(actor) ?? sql`1`} and ${overlooks} and ${isBehind})`
}
