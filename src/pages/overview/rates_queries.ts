import { and, asc, eq, type Placeholder, type SQL, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { assignments, dues, reports, rounds, units } from "#db/schema.ts"
import { not } from "#db/states.ts"
import { type BoardValues, type Finding, frozenColumns } from "#src/board/queries.ts"
import { isOut } from "#src/plans/assignments/scope.ts"
import { isReported } from "#src/plans/rounds/reported_scope.ts"
import type { RoundRate } from "./history.ts"

/** Rounds on the first page; of a plan whose parts times these are more than it takes to read at once, fewer. */
const ROUNDS = 6
const MOST_PARTS = 600

export type RateValues = BoardValues & { leader: number | null }
type Given = { [K in keyof RateValues]: Placeholder<K> }

/** What a round asked for and got as a board counts it (`askedAndGot`): by the trail's word at its cut-off, if there was one. */
const isCutOff = sql`${rounds.cutOffAt} is not null`
const owed = sql`case when ${isCutOff}
  then coalesce(${frozenColumns.addedAt}, 0) <= ${rounds.cutOffAt} and ${not(isOut(frozenColumns.state))}
  else ${not(isOut())} end`
const got = sql`case when ${isCutOff} then ${isReported(frozenColumns.reportState)} else ${isReported()} end`

const rateColumns = {
  number: rounds.number,
  name: rounds.name,
  isCutOff: sql<number>`${isCutOff}`,
  due: sql<number>`sum(coalesce(${owed}, 0))`,
  reported: sql<number>`sum(coalesce(${owed} and ${got}, 0))`,
}

/** 报送率 of a plan's last rounds, oldest first; `RoundRate` a row. */
export function rateReads(plan: Finding) {
  const ofLeader = ({ leader }: Given): SQL => sql`(${leader} is null or ${assignments.unitId} in (
    select ${units.id} from ${units} where ${units.leaderId} = ${leader}))`
  const shown = (given: Given): SQL => sql`${rounds.id} in (
    select id from rounds where plan_id = ${plan(given)} and opens_on <= ${given.today} order by number desc
    limit min(${sql.raw(`${ROUNDS}, ${MOST_PARTS}`)} / max(1, (
      select count(*) from assignments where plan_id = ${plan(given)}))))`
  const rates = compiled(rateColumns, (db, given: Given) =>
    db
      .select(rateColumns)
      .from(rounds)
      .innerJoin(dues, eq(dues.roundId, rounds.id))
      .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
      .where(and(shown(given), ofLeader(given)))
      .groupBy(rounds.id)
      .orderBy(asc(rounds.number)),
  )
  return (database: Pick<Database, "db">, values: RateValues) => rates(database, values)
}

export const ratesFrom = (rows: readonly (Omit<RoundRate, "isCutOff"> & { isCutOff: number })[]): RoundRate[] =>
  rows.map((row) => ({ ...row, isCutOff: row.isCutOff === 1 }))
