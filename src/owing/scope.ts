import { and, isNotNull, lte, or, type Placeholder, type SQL, sql } from "drizzle-orm"
import { assignments, dues, type NoticeState, notices, plans, reports, rounds } from "#db/schema.ts"
import { oneOf, type StateColumn, stateOf, unindexed } from "#db/states.ts"
import { isReporting } from "#src/plans/assignments/scope.ts"
import { isReturned, isSigning, isUnreported, isWithUnit } from "#src/plans/rounds/reported_scope.ts"
import { stillTaken } from "#src/plans/rounds/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { AWAITING_ANSWER } from "./awaited.ts"

/*
 * The rules of owing.ts as conditions on `dues` joined with its round, assignment and plan, and left joined with the
 * report.
 */

type Day = string | Placeholder | SQL

/** Of which units (a list in SQL) or of which plan; SQLite does not carry a condition into the parts by itself. */
export type Part = { units?: SQL; planId?: number | Placeholder }

/** The round takes this report: `isTaken`. */
export const isTaken = or(stillTaken, isNotNull(reports.state)) as SQL

/** Asked for in a round that has opened and takes it, of a part that reports, and not with the office. */
export const isReportOwed = (today: Day): SQL =>
  and(
    isRunning(),
    lte(rounds.opensOn, today),
    isReporting(unindexed(assignments.state)),
    isUnreported(),
    isTaken,
  ) as SQL

/** `owesAgain`, of a report that the office does not have. */
export const owesAgain: SQL = sql`coalesce(${isReturned()} or ${reports.resubmitBy} is not null, 0)`

/** The day by which such a report is owed: that of its return, else the round's. */
export const reportOwedBy = sql<string>`coalesce(${reports.resubmitBy}, ${rounds.dueBy})`

/** Who has to move: what waits for the head's signature waits for the head. */
export const waitsFor = sql<"liaison" | "head">`case when ${isSigning()} then 'head' else 'liaison' end`

/** The unit owes an answer to the 督办单. */
export const awaitsAnswer = (state: StateColumn<NoticeState> = notices.state): SQL => oneOf(state, AWAITING_ANSWER)

export const partOf = (row: string, { units, planId }: Part): SQL =>
  sql.join([
    units ? sql` and ${sql.raw(row)}.unit_id in ${units}` : sql``,
    planId === undefined ? sql`` : sql` and ${sql.raw(row)}.plan_id = ${planId}`,
  ])

/**
 * Where owed reports can be found at all: rows of `dues` whose report has never come or lies with the unit. By their
 * indexes, and not among all that was ever reported. `before`: only what the round or the return wanted before that day.
 */
export const unreported = (part: Part = {}, before?: Day): SQL => sql`${dues}.rowid in (
  select d.rowid from dues d join rounds r on r.id = d.round_id
  where d.reported_at is null${partOf("d", part)}${before === undefined ? sql`` : sql` and r.due_by < ${before}`}
  union select d.rowid from reports p join rounds r on r.id = p.round_id
    join dues d on d.assignment_id = p.assignment_id and d.round_id = p.round_id
  where ${isWithUnit(stateOf("p"))}${partOf("p", part)}${before === undefined ? sql`` : sql` and coalesce(p.resubmit_by, r.due_by) < ${before}`})`

/** From `dues` to everything that the conditions above ask of. */
export const joined = sql`${dues} join ${rounds} on ${rounds.id} = ${dues.roundId}
  join ${assignments} on ${assignments.id} = ${dues.assignmentId}
  join ${plans} on ${plans.id} = ${dues.planId}
  left join ${reports} on ${reports.assignmentId} = ${dues.assignmentId} and ${reports.roundId} = ${dues.roundId}`

/** One report is owed on a day, asked from anywhere: `assignment` and `round` are its ids in SQL. */
export const isOwed = (assignment: SQL, round: SQL, today: Day): SQL => sql`exists (select 1 from ${joined}
  where ${dues.assignmentId} = ${assignment} and ${dues.roundId} = ${round} and ${isReportOwed(today)})`
