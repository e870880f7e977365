import { and, eq, inArray, sql } from "drizzle-orm"
import type { BatchItem } from "drizzle-orm/batch"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { assignments, bulletins, events, reportVersions, rounds, summaries, tasks } from "#db/schema.ts"
import {
  type BoardValues,
  boardIn,
  type Finding,
  type Given,
  namedPlan,
  namedRound,
  type PlanRows,
  planReads,
  type Reading,
  type StandingRows,
  standingReads,
  valuesOf,
} from "#src/board/queries.ts"
import { dateOf } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { stageCountAt } from "#src/plans/stages/scope.ts"
import { monthsPassed } from "./categories.ts"
import { type RewordedRow, type Said, type Standing, wordedThen } from "./facts.ts"
import { type Edition, type Happening, happeningsOf, inYearUntil, verifiedOf, verifiedUntil } from "./year_queries.ts"

/*
 * What a paper is written from: the board of its round as it stood at the cut-off, the words that the office had by then,
 * and the same of the round before. One round trip, however many rounds a year had.
 */

/** A round that is cut off. */
export type CutOffRound = { number: number; name: string; cutOffAt: number; period: string | null }

const cutOff = sql`${rounds.cutOffAt}`

const stageColumns = { id: assignments.id, count: stageCountAt(cutOff) }

const stagesIn = (round: Finding) =>
  compiled(stageColumns, (db, given: Given) =>
    db
      .select(stageColumns)
      .from(rounds)
      .innerJoin(assignments, eq(assignments.planId, rounds.planId))
      .where(and(eq(rounds.id, round(given)), sql`${stageColumns.count} > 0`)),
  )

/** What the office said of the report, by the last of its words up to the cut-off. */
const opinionThen = sql<string | null>`(select json_extract(${events.particulars}, '$.remark') from ${events}
  where ${events.subject} = 'report:' || ${reportVersions.assignmentId} || '/' || ${rounds.id}
    and ${events.at} <= ${cutOff} and ${events.action} in ('report_accepted', 'report_returned')
  order by ${events.version} desc limit 1)`

const saidColumns = {
  assignmentId: reportVersions.assignmentId,
  achieved: reportVersions.achieved,
  problems: reportVersions.problems,
  nextSteps: reportVersions.nextSteps,
  unchanged: reportVersions.unchanged,
  opinion: opinionThen,
}

/** The words of every report as they stood at the cut-off. */
const saidIn = compiled(saidColumns, (db, given: Given) =>
  db
    .select(saidColumns)
    .from(rounds)
    .innerJoin(reportVersions, eq(reportVersions.roundId, rounds.id))
    .where(
      and(
        eq(rounds.id, namedRound(given)),
        sql`${reportVersions.number} = (select max(w.number) from report_versions w
          where w.assignment_id = ${reportVersions.assignmentId} and w.round_id = ${rounds.id} and w.at <= ${cutOff})`,
      ),
    ),
)

const summaryColumns = { taskId: summaries.taskId, text: summaries.text }

/** 综述 of every task, likewise. */
const summariesIn = compiled(summaryColumns, (db, given: Given) =>
  db
    .select(summaryColumns)
    .from(rounds)
    .innerJoin(summaries, eq(summaries.roundId, rounds.id))
    .where(
      and(
        eq(rounds.id, namedRound(given)),
        sql`${summaries.number} = (select max(w.number) from summaries w
          where w.task_id = ${summaries.taskId} and w.round_id = ${rounds.id} and w.at <= ${cutOff})`,
      ),
    ),
)

const rewordedColumns = {
  taskId: tasks.id,
  label: sql<string | null>`json_extract(${events.particulars}, '$.wording.label.before')`,
  text: sql<string | null>`json_extract(${events.particulars}, '$.wording.text.before')`,
  leaders: sql<string | null>`case ${events.action} when 'task_leaders_set'
    then json_extract(${events.particulars}, '$.before') end`,
}

/** What has been reworded since the cut-off, and whose 责任领导 have changed: how each stood before, the first change first. */
const rewordedIn = (round: Finding) =>
  compiled(rewordedColumns, (db, given: Given) =>
    db
      .select(rewordedColumns)
      .from(rounds)
      .innerJoin(tasks, eq(tasks.planId, rounds.planId))
      .innerJoin(events, eq(events.taskId, tasks.id))
      .where(
        and(
          eq(rounds.id, round(given)),
          sql`${events.at} > ${cutOff}`,
          inArray(events.action, ["task_changed", "task_leaders_set"]),
        ),
      )
      .orderBy(events.id),
  )

const planParts = planReads(namedPlan)
const standings = standingReads(namedPlan, namedRound)
const stageCounts = stagesIn(namedRound)
const reworded = rewordedIn(namedRound)

type StageRow = { id: number; count: number }
type SaidRow = Said & { assignmentId: number; opinion: string | null }
type SummaryRow = { taskId: number; text: string }
type RoundRows = readonly [...StandingRows, StageRow[], RewordedRow[], SaidRow[], SummaryRow[]]

const roundReads = (database: Database, values: BoardValues) =>
  [
    ...standings(database, values),
    stageCounts(database, values),
    reworded(database, values),
    saidIn(database, values),
    summariesIn(database, values),
  ] as const

const PLAN_READS = 5
const ROUND_READS = 8

/**
 * The rounds of a plan, each as it stood at its cut-off, in the order in which they are asked for, and for a yearly paper
 * what happened besides; null: the actor sees no
 * such plan, or none of its rounds.
 */
export async function standingsOf(
  database: Database,
  actor: Actor,
  planId: number,
  wanted: readonly CutOffRound[],
  reading: Reading,
  isYearly: boolean,
): Promise<{ standings: Standing[]; happened: (year: number, asOf: number) => Happening[] } | null> {
  const valuesFor = (number: number | null) => valuesOf(actor, planId, number, reading.today)
  const statements: BatchItem<"sqlite">[] = [
    ...planParts(database, valuesFor(null)),
    ...wanted.flatMap(({ number }) => [...roundReads(database, valuesFor(number))]),
    ...(isYearly ? [happeningsOf(database, planId), verifiedOf(database, planId)] : []),
  ]
  const [first, ...rest] = statements
  if (!first) return null
  // As many statements as the rounds want: their types are those of `roundReads`, in its order.
  const rows = (await database.read([first, ...rest])) as unknown[][]
  const plan = rows.slice(0, PLAN_READS) as PlanRows
  const standings = wanted.flatMap((round, i) => {
    const from = PLAN_READS + i * ROUND_READS
    const standing = standingIn(plan, rows.slice(from, from + ROUND_READS) as unknown as RoundRows, round, reading)
    return standing ? [standing] : []
  })
  const [happenings, verified] = (isYearly ? rows.slice(-2) : [[], []]) as [Happening[], Edition[]]
  return {
    standings,
    happened: (year, asOf) => [...inYearUntil(happenings, year, asOf), ...verifiedUntil(verified, year, asOf)],
  }
}

function standingIn(
  planRows: PlanRows,
  [s1, s2, s3, s4, stages, later, said, summed]: RoundRows,
  { number, period, cutOffAt }: CutOffRound,
  reading: Reading,
): Standing | null {
  const [[plan], rounds] = planRows
  const round = rounds.find((one) => one.number === number)
  if (!plan || !round) return null
  const board = boardIn(plan, round, true, [...planRows, s1, s2, s3, s4], reading)
  return {
    board: { ...board, tasks: wordedThen(board.tasks, later) },
    stages: new Map(stages.map(({ id, count }) => [id, count])),
    months: monthsPassed(period ?? dateOf(cutOffAt)),
    words: {
      said: new Map(
        said.map(({ assignmentId, ...words }) => [assignmentId, { ...words, opinion: words.opinion ?? "" }]),
      ),
      summaries: new Map(summed.map(({ taskId, text }) => [taskId, text])),
    },
  }
}

/** The same of the plan and round of one paper, whose id comes in the place of the address's last number. */
const ofPaper: Finding = ({ ordinal }) => sql`(select plan_id from ${bulletins} where id = ${ordinal})`
const roundOfPaper: Finding = ({ ordinal }) => sql`(select round_id from ${bulletins} where id = ${ordinal})`

/** The one before it that is cut off. */
const roundBeforePaper: Finding = (given) => sql`(select id from rounds where plan_id = ${ofPaper(given)}
  and cut_off_at is not null and number < (select number from rounds where id = ${roundOfPaper(given)})
  order by number desc limit 1)`

const paperPlan = planReads(ofPaper)
const paperStandings = standingReads(ofPaper, roundOfPaper)
const paperStages = stagesIn(roundOfPaper)
const formerStandings = standingReads(ofPaper, roundBeforePaper)
const formerStages = stagesIn(roundBeforePaper)
const paperReworded = rewordedIn(roundOfPaper)
const formerReworded = rewordedIn(roundBeforePaper)

/** The statements by which the lists behind a paper's figures are read. */
export const paperReads = (database: Database, actor: Actor, bulletinId: number, today: string) => {
  const values = valuesOf(actor, null, null, today, bulletinId)
  return [
    ...paperPlan(database, values),
    ...paperStandings(database, values),
    paperStages(database, values),
    paperReworded(database, values),
    ...formerStandings(database, values),
    formerStages(database, values),
    formerReworded(database, values),
  ] as const
}

type PaperRows = readonly [
  ...PlanRows,
  ...StandingRows,
  StageRow[],
  RewordedRow[],
  ...StandingRows,
  StageRow[],
  RewordedRow[],
]

/** The round of a paper and the one before it, without words, from those statements. */
export function standingsFrom(
  [p1, p2, p3, p4, p5, s1, s2, s3, s4, stages, later, b1, b2, b3, b4, formerly, sinceThen]: PaperRows,
  closed: readonly CutOffRound[],
  number: number,
  reading: Reading,
): { now: Standing | null; previous: Standing | null } {
  const plan: PlanRows = [p1, p2, p3, p4, p5]
  const chosen = closed.find((round) => round.number === number)
  const former = closed.find((round) => round.number < number)
  return {
    now: chosen ? standingIn(plan, [s1, s2, s3, s4, stages, later, [], []], chosen, reading) : null,
    previous: former ? standingIn(plan, [b1, b2, b3, b4, formerly, sinceThen, [], []], former, reading) : null,
  }
}
