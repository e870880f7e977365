import { type Placeholder, type SQL, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { assignments, dues, notices, plans, reports, rounds, stages, tasks } from "#db/schema.ts"
import { not, unindexed } from "#db/states.ts"
import { addDays } from "#src/clock.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { awaitsAnswer } from "#src/owing/scope.ts"
import { deadlineBy } from "#src/plans/assignments/deadline_scope.ts"
import { isHeldToDeadline, isOut, isRectifying, isReporting } from "#src/plans/assignments/scope.ts"
import { type Eyes, eyesOf, visible } from "#src/plans/plan/scope.ts"
import { isReturned, isUnreported } from "#src/plans/rounds/reported_scope.ts"
import { isNextStage } from "#src/plans/stages/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { COMING_A_PAGE, COMING_DAYS, type ComingLine, type Debtor } from "./coming.ts"

/** With what the lines are asked: whose eyes see, until which day, and only the units in the charge of a leader. */
export type ComingValues = Eyes & {
  today: string
  comingUntil: string
  leader: number | null
  comingMost: number
  comingSkip: number
}
type Given = { [K in keyof ComingValues]: Placeholder<K> }

export const comingValues = (
  actor: Actor,
  leader: number | null,
  today: string,
  { most, skip }: { most: number; skip: number },
): ComingValues => ({
  ...eyesOf(actor),
  today,
  comingUntil: addDays(today, COMING_DAYS - 1),
  leader,
  comingMost: most,
  comingSkip: skip,
})

type Subject = Partial<Record<"round" | "task" | "notice" | "stage", SQL>>

/**
 * Everything with a day among the next ones, a row for each thing and unit. A round that is open, or will be, asks for
 * what the board of that round calls 未报; whatever came back has its own day besides.
 */
function comingOf(given: Given): SQL {
  const isNear = (day: SQL) => sql`${day} between ${given.today} and ${given.comingUntil}`
  const isSeen = sql`${isRunning()} and ${visible(given)}`
  const ofLeader = (unit: SQL) =>
    sql`(${given.leader} is null or ${unit} in (select id from units where leader_id = ${given.leader}))`
  const row = (what: string, by: SQL, unit: SQL, subject: Subject) => {
    const { round = sql`null`, task = sql`null`, notice = sql`null`, stage = sql`null` } = subject
    return sql`select ${sql.raw(`'${what}'`)} what, ${by} due_by, ${plans.id} plan_id, ${round} round_id, ${task} task_id,
      ${notice} notice_id, ${stage} stage_id, ${unit} unit_id, count(*) n`
  }
  const unit = sql`${assignments.unitId}`
  const task = sql`${assignments.taskId}`
  return sql`
  ${row("report", sql`${rounds.dueBy}`, unit, { round: sql`${rounds.id}` })}
  from ${rounds} cross join ${plans} on ${plans.id} = ${rounds.planId}
  cross join ${dues} on ${dues.roundId} = ${rounds.id}
  cross join ${assignments} on ${assignments.id} = ${dues.assignmentId}
  left join ${reports} on ${reports.assignmentId} = ${dues.assignmentId} and ${reports.roundId} = ${dues.roundId}
  where ${rounds.cutOffAt} is null and ${isNear(sql`${rounds.dueBy}`)} and ${isSeen}
    and ${not(isOut(unindexed(assignments.state)))} and ${isUnreported()} and ${ofLeader(unit)}
  group by ${rounds.id}, ${assignments.unitId}
  union all
  ${row("resubmission", sql`${reports.resubmitBy}`, unit, { task, round: sql`${reports.roundId}` })}
  from ${reports} cross join ${assignments} on ${assignments.id} = ${reports.assignmentId}
  cross join ${plans} on ${plans.id} = ${assignments.planId}
  where ${isReturned()} and ${isNear(sql`${reports.resubmitBy}`)} and ${isSeen}
    and ${isReporting(unindexed(assignments.state))} and ${ofLeader(unit)}
  group by ${assignments.taskId}, ${assignments.unitId}, ${reports.roundId}
  union all
  ${row("rectification", sql`${assignments.rectifyBy}`, unit, { task })}
  from ${assignments} cross join ${plans} on ${plans.id} = ${assignments.planId}
  where ${isRectifying()} and ${isNear(sql`${assignments.rectifyBy}`)} and ${isSeen} and ${ofLeader(unit)}
  group by ${assignments.id}
  union all
  ${row("deadline", deadlineBy, unit, { task })}
  from ${plans} cross join ${tasks} on ${tasks.planId} = ${plans.id} and ${tasks.dueBy} <= ${given.comingUntil}
  cross join ${assignments} on ${assignments.taskId} = ${tasks.id}
  where ${isHeldToDeadline(unindexed(assignments.state))} and ${isNear(deadlineBy)} and ${isSeen} and ${ofLeader(unit)}
  group by ${assignments.id}
  union all
  ${row("stage", sql`${stages.dueBy}`, unit, { task, stage: sql`${stages.id}` })}
  from ${stages} cross join ${tasks} on ${tasks.id} = ${stages.taskId}
  cross join ${plans} on ${plans.id} = ${tasks.planId}
  cross join ${assignments} on ${assignments.taskId} = ${tasks.id}
  where ${stages.removedAt} is null and ${isNear(sql`${stages.dueBy}`)} and ${isSeen}
    and ${isHeldToDeadline(unindexed(assignments.state))} and ${isNextStage} and ${ofLeader(unit)}
  group by ${assignments.id}
  union all
  ${row("notice", sql`${notices.dueBy}`, sql`${notices.unitId}`, { notice: sql`${notices.id}` })}
  from ${notices} cross join ${plans} on ${plans.id} = ${notices.planId}
  where ${awaitsAnswer()} and ${isNear(sql`${notices.dueBy}`)} and ${isRunning()} and ${ofLeader(sql`${notices.unitId}`)}
    and (${given.seesAll} or ${notices.officeId} in (select value from json_each(${given.offices})))
  group by ${notices.id}`
}

const lineColumns = {
  what: sql<ComingLine["what"]>`l.what`,
  by: sql<string>`l.due_by`,
  planId: sql<number>`p.id`,
  title: sql<string>`p.title`,
  docNumber: sql<string | null>`p.doc_number`,
  issuedOn: sql<string>`p.issued_on`,
  roundNumber: sql<number | null>`r.number`,
  roundName: sql<string | null>`r.name`,
  opensOn: sql<string | null>`r.opens_on`,
  ordinal: sql<number | null>`t.ordinal`,
  label: sql<string | null>`t.label`,
  text: sql<string | null>`t.text`,
  noticeId: sql<number | null>`n.id`,
  noticeTitle: sql<string | null>`n.title`,
  stage: sql<number | null>`s.ordinal`,
  stageText: sql<string | null>`s.text`,
  units: sql<string>`l.units`,
  lines: sql<number>`l.lines`,
}

/** A page of the lines, the nearest day first, each with how many there are of all. */
const linesIn = compiled(lineColumns, (db, given: Given) =>
  db
    .select(lineColumns)
    .from(
      sql`(select what, due_by, plan_id, round_id, task_id, notice_id, stage_id, count(*) over () lines,
          json_group_array(json_object('id', id, 'name', short_name, 'n', n)) units
        from (select c.*, u.id, u.short_name from (${comingOf(given)}) c join units u on u.id = c.unit_id
          order by u.position, u.id)
        group by what, due_by, plan_id, round_id, task_id, notice_id, stage_id
        order by due_by, plan_id, what, round_id, task_id, notice_id, stage_id
        limit ${given.comingMost} offset ${given.comingSkip}) l
      join plans p on p.id = l.plan_id
      left join rounds r on r.id = l.round_id
      left join tasks t on t.id = l.task_id
      left join notices n on n.id = l.notice_id
      left join stages s on s.id = l.stage_id`,
    )
    .orderBy(sql`l.due_by`, sql`p.id`, sql`l.what`, sql`t.ordinal`, sql`r.number`, sql`n.id`),
)

export const comingReads = (database: Pick<Database, "db">, values: ComingValues) => linesIn(database, values)

type LineRow = Awaited<ReturnType<typeof linesIn>>[number]

/** The lines that were read, and how many there are. */
export const comingFrom = (rows: readonly LineRow[], today: string): { lines: ComingLine[]; all: number } => ({
  lines: rows.map((row) => ({
    what: row.what,
    by: row.by,
    plan: { id: row.planId, title: row.title, docNumber: row.docNumber, issuedOn: row.issuedOn },
    round:
      row.roundNumber === null
        ? null
        : { number: row.roundNumber, name: row.roundName ?? "", isOpen: (row.opensOn ?? "") <= today },
    task: row.ordinal === null ? null : { ordinal: row.ordinal, label: row.label ?? "", text: row.text ?? "" },
    notice: row.noticeId === null ? null : { id: row.noticeId, title: row.noticeTitle ?? "" },
    stage: row.stage === null ? null : { ordinal: row.stage, text: row.stageText ?? "" },
    units: JSON.parse(row.units) as Debtor[],
  })),
  all: rows[0]?.lines ?? 0,
})

/** 30天内到期, a page of all plans that the actor sees; one round trip. */
export async function comingPageOf(database: Database, actor: Actor, mine: boolean, page: number, today: string) {
  const asked = { most: COMING_A_PAGE + 1, skip: (page - 1) * COMING_A_PAGE }
  const [rows] = await database.read([comingReads(database, comingValues(actor, mine ? actor.id : null, today, asked))])
  const { lines, all } = comingFrom(rows, today)
  return { lines: lines.slice(0, COMING_A_PAGE), hasMore: lines.length > COMING_A_PAGE, all }
}
