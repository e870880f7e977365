import { and, asc, eq, isNull, type Placeholder, type SQL, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { assignments, dues, lightOverrides, plans, reports, rounds, type Task, tasks } from "#db/schema.ts"
import { not } from "#db/states.ts"
import { soonEnds } from "#src/board/lights/light.ts"
import { mayNeedAttention } from "#src/board/lights/scope.ts"
import { frozenColumns, overrideColumns, type Reading, standingColumns } from "#src/board/queries.ts"
import { type OverrideRow, type StandingRow, standing } from "#src/board/standing.ts"
import { dateOf } from "#src/clock.ts"
import { type Actor, isLeader } from "#src/office/people/actor.ts"
import { type Decider, deciderOf, LEADERSHIP } from "#src/office/people/decider.ts"
import { isOut } from "#src/plans/assignments/scope.ts"
import { type Eyes, eyesOf, visible } from "#src/plans/plan/scope.ts"
import { isReported } from "#src/plans/rounds/reported_scope.ts"
import { currentRound } from "#src/plans/rounds/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { byNeed, type PlanLine } from "./lines.ts"
import type { WaitingCount } from "./waiting.ts"
import { waitingIn } from "./waiting_queries.ts"

/** With what the lines are asked: whose eyes see, for whom things wait, and only the units in the charge of a leader. */
export type LineValues = Eyes & Decider & { today: string; soonEnds: string; leader: number | null }
type Given = { [K in keyof LineValues]: Placeholder<K> }

export const lineValues = (
  actor: Actor,
  leader: number | null,
  { today, calendar, settings }: Reading,
): LineValues => ({
  ...eyesOf(actor),
  ...(isLeader(actor) ? deciderOf(actor) : LEADERSHIP),
  today,
  soonEnds: soonEnds({ today, calendar, dueSoonDays: settings.dueSoonDays }),
  leader,
})

/** Of the units in the charge of a leader, if one is asked for. */
const ofLeader = ({ leader }: Given): SQL =>
  sql`(${leader} is null or ${assignments.unitId} in (select id from units where leader_id = ${leader}))`

const lineColumns = {
  id: plans.id,
  title: plans.title,
  docNumber: plans.docNumber,
  issuedOn: plans.issuedOn,
  roundName: rounds.name,
  roundDueBy: rounds.dueBy,
  roundCutOffAt: rounds.cutOffAt,
  due: sql<number>`count(${assignments.id})`,
  reported: sql<number>`count(${reports.assignmentId})`,
}

/** Every plan that runs, with what its open round has asked for and got. */
const plansIn = compiled(lineColumns, (db, given: Given) =>
  db
    .select(lineColumns)
    .from(plans)
    .leftJoin(rounds, eq(rounds.id, currentRound(given.today)))
    .leftJoin(dues, and(eq(dues.roundId, rounds.id), isNull(rounds.cutOffAt)))
    .leftJoin(assignments, and(eq(assignments.id, dues.assignmentId), not(isOut()), ofLeader(given)))
    .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id), isReported()))
    .where(and(isRunning(), visible(given)))
    .groupBy(plans.id),
)

/** Of all parts of such plans those that may be late or need attention at all. */
const isCandidate = (given: Given) =>
  and(sql`${assignments.id} in (${mayNeedAttention(given)})`, ofLeader(given), isRunning(), visible(given))

const partColumns = {
  ...standingColumns,
  /** What was given to the unit only after the cut-off, the round has not asked for (`standing` reads it of `atCutOff`). */
  dueIn: sql<
    number | null
  >`case when ${rounds.cutOffAt} is null or coalesce(${frozenColumns.addedAt}, 0) <= ${rounds.cutOffAt}
    then ${dues.roundId} end`,
  planId: assignments.planId,
  deadline: tasks.deadline,
  dueBy: tasks.dueBy,
}

const partsIn = compiled(partColumns, (db, given: Given) =>
  db
    .select(partColumns)
    .from(assignments)
    // The plus: else SQLite goes through all parts of every plan and looks for each among the few.
    .innerJoin(plans, sql`${plans.id} = +${assignments.planId}`)
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .leftJoin(rounds, eq(rounds.id, currentRound(given.today)))
    .leftJoin(dues, and(eq(dues.roundId, rounds.id), eq(dues.assignmentId, assignments.id)))
    .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
    .where(isCandidate(given)),
)

const overridesIn = compiled(overrideColumns, (db, given: Given) =>
  db
    .select(overrideColumns)
    .from(lightOverrides)
    .innerJoin(assignments, eq(assignments.id, lightOverrides.assignmentId))
    .innerJoin(plans, eq(plans.id, assignments.planId))
    .where(and(eq(lightOverrides.roundId, currentRound(given.today)), ofLeader(given), isRunning(), visible(given)))
    .orderBy(asc(lightOverrides.id)),
)

/** The statements of the lines, for one batch. */
export const lineReads = (database: Database, values: LineValues) =>
  [
    plansIn(database, values),
    partsIn(database, values),
    overridesIn(database, values),
    waitingIn(database, values),
  ] as const

type PlanRow = PlanLine["plan"] & {
  roundName: string | null
  roundDueBy: string | null
  roundCutOffAt: number | null
  due: number
  reported: number
}
type PartRow = StandingRow & Pick<Task, "deadline" | "dueBy"> & { planId: number }
export type LineRows = readonly [PlanRow[], PartRow[], OverrideRow[], WaitingCount[]]

/** The lines of the rows that `lineReads` has read, the neediest first. Lights are the board's own (plans/standing.ts). */
export function linesFrom([found, parts, overrides, waits]: LineRows, reading: Reading): PlanLine[] {
  const rule = { today: dateOf(reading.now), calendar: reading.calendar, dueSoonDays: reading.settings.dueSoonDays }
  const planOf = new Map(parts.map(({ id, planId }) => [id, planId]))
  const own = grouped(parts, ({ planId }) => planId)
  const ownOverrides = grouped(overrides, ({ assignmentId }) => planOf.get(assignmentId))
  const waiting = grouped(waits, ({ planId }) => planId)
  const lights = ({ id, roundDueBy, roundCutOffAt }: PlanRow) => {
    const rows = own(id)
    const round = roundDueBy === null ? null : { dueBy: roundDueBy, cutOffAt: roundCutOffAt }
    const rowsOf = { rows, atCutOff: [], overrides: ownOverrides(id) }
    const dated = rows.map(({ taskId, deadline, dueBy }) => ({ id: taskId, deadline, dueBy }))
    return [...standing(rowsOf, round, false, dated, rule).values()].flat().map(({ light }) => light.colour)
  }
  return found
    .map((row): PlanLine => {
      const { id, title, docNumber, issuedOn, roundName, roundCutOffAt, due, reported } = row
      const colours = lights(row)
      const isOpen = roundName !== null && roundCutOffAt === null
      return {
        plan: { id, title, docNumber, issuedOn },
        round: roundName === null ? null : { name: roundName, isCutOff: roundCutOffAt !== null },
        late: colours.filter((colour) => colour === "red").length,
        attention: colours.filter((colour) => colour === "yellow").length,
        rate: isOpen ? { due, reported } : null,
        waiting: waiting(id).reduce((sum, { n }) => sum + n, 0),
      }
    })
    .sort(byNeed)
}

/** The rows of each plan. */
function grouped<Row>(rows: readonly Row[], planOf: (row: Row) => number | undefined): (planId: number) => Row[] {
  const byPlan = new Map<number | undefined, Row[]>()
  for (const row of rows) {
    const planId = planOf(row)
    const others = byPlan.get(planId)
    if (others) others.push(row)
    else byPlan.set(planId, [row])
  }
  return (planId) => byPlan.get(planId) ?? []
}
