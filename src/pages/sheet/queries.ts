import { and, asc, desc, eq, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, attachments, drafts, dues, plans, reports, rounds, tasks, units } from "#db/schema.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { contactsOf } from "#src/office/people/contact_queries.ts"
import { isTaken } from "#src/owing/scope.ts"
import { namedUnit, taskColumns, unitColumns } from "#src/plans/assignments/queries.ts"
import { isFirstLead } from "#src/plans/assignments/scope.ts"
import { unitsSeenFrom } from "#src/plans/plan/policy.ts"
import { wasIssued } from "#src/plans/plan/scope.ts"
import { stillTaken } from "#src/plans/rounds/scope.ts"
import { isOfReport } from "#src/reports/evidence/scope.ts"
import { current, currentColumns, isCurrent } from "#src/reports/report/queries.ts"
import { arrivedOf } from "#src/reports/sheets/arrival_queries.ts"
import { isOnSheet, type SheetKey } from "#src/reports/sheets/sheet.ts"
import { awaitedNotices } from "#src/supervision/notices/queries.ts"

/** The choice goes back some years of quarters; an older sheet has its address. */
const MOST_CHOICES = 60

const planColumns = {
  id: plans.id,
  title: plans.title,
  docNumber: plans.docNumber,
  issuedOn: plans.issuedOn,
}

const roundColumns = { id: rounds.id, number: rounds.number, name: rounds.name, dueBy: rounds.dueBy }

/** Whose words may stand on a sheet that this person prints: of the units they speak for, and what they were handed. */
const isMine = (actor: Actor): SQL =>
  or(inArray(assignments.unitId, [0, ...unitsOf(actor, "liaison", "head")]), eq(assignments.handlerId, actor.id)) as SQL

/** Of what this person may print: asked for in a round that has opened. */
const isPrinted = (actor: Actor, today: string) => and(isMine(actor), wasIssued(), lte(rounds.opensOn, today))

/** What runs and is due next comes first, then the newest. */
const ORDER = [
  sql`${rounds.cutOffAt} is not null`,
  sql`case when ${rounds.cutOffAt} is null then ${rounds.dueBy} end`,
  desc(rounds.dueBy),
  asc(dues.planId),
  asc(units.position),
  asc(units.id),
]

/** The sheet that was asked for, or the first there is, as a condition on `dues` and their round. */
function isOf(asked: SheetKey | null, actor: Actor, today: string): SQL | undefined {
  if (asked) {
    const { planId, round, unitId } = asked
    return and(eq(rounds.planId, planId), eq(rounds.number, round), eq(dues.unitId, unitId))
  }
  return sql`(${dues.roundId}, ${dues.unitId}) = (select ${dues.roundId}, ${dues.unitId} from ${dues}
    join ${assignments} on ${assignments.id} = ${dues.assignmentId} join ${rounds} on ${rounds.id} = ${dues.roundId}
    join ${plans} on ${plans.id} = ${dues.planId} join ${units} on ${units.id} = ${dues.unitId}
    where ${isPrinted(actor, today)} order by ${sql.join(ORDER, sql`, `)} limit 1)`
}

/** Of the round that was asked for, or of any: which one it is, is known only with the sheet. */
const roundOf = (asked: SheetKey | null): SQL =>
  asked
    ? sql`(select id from rounds where plan_id = ${asked.planId} and number = ${asked.round})`
    : sql`(select id from rounds)`

/** One sheet with all that it says, and which others there are; null: no such sheet. One round trip. */
export async function sheetOf(database: Database, actor: Actor, asked: SheetKey | null, today: string) {
  const { db, read } = database
  const here = and(isPrinted(actor, today), isOf(asked, actor, today))
  const [others, rows, files, contacts, arrived, notices, noticeFiles] = await read([
    db
      .select({ plan: planColumns, round: roundColumns, unit: unitColumns })
      .from(dues)
      .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
      .innerJoin(rounds, eq(rounds.id, dues.roundId))
      .innerJoin(plans, eq(plans.id, dues.planId))
      .innerJoin(units, eq(units.id, dues.unitId))
      .where(isPrinted(actor, today))
      .groupBy(rounds.id, units.id)
      .orderBy(...ORDER)
      .limit(MOST_CHOICES),
    db
      .select({
        assignment: assignments,
        isFirstLead,
        task: taskColumns,
        plan: planColumns,
        unit: namedUnit,
        round: { ...roundColumns, cutOffAt: rounds.cutOffAt, isRunning: sql<boolean>`${stillTaken}`.mapWith(Boolean) },
        isTaken: sql<boolean>`${isTaken}`.mapWith(Boolean),
        report: reports,
        draft: drafts,
        words: currentColumns,
      })
      .from(dues)
      .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
      .innerJoin(rounds, eq(rounds.id, dues.roundId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(plans, eq(plans.id, dues.planId))
      .innerJoin(units, eq(units.id, dues.unitId))
      .leftJoin(reports, and(eq(reports.assignmentId, dues.assignmentId), eq(reports.roundId, dues.roundId)))
      .leftJoin(drafts, and(eq(drafts.assignmentId, dues.assignmentId), eq(drafts.roundId, dues.roundId)))
      .leftJoin(current, isCurrent)
      .where(here)
      .orderBy(asc(tasks.ordinal)),
    db
      .select({ assignmentId: dues.assignmentId, name: attachments.name, address: attachments.address })
      .from(dues)
      .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
      .innerJoin(rounds, eq(rounds.id, dues.roundId))
      .innerJoin(plans, eq(plans.id, dues.planId))
      .innerJoin(attachments, isOfReport(dues))
      .where(and(here, isNull(attachments.removedAt)))
      .orderBy(asc(attachments.id)),
    contactsOf(database, actor, unitsSeenFrom(actor), today),
    arrivedOf(database, sql`(select value from json_each(${JSON.stringify(unitsSeenFrom(actor))}))`, roundOf(asked)),
    ...awaitedNotices(database, unitsOf(actor, "liaison", "head")),
  ])
  const [first] = rows
  if (!first) return null
  const { plan, round, unit } = first
  return {
    plan,
    round,
    unit,
    others,
    items: rows.filter(isOnSheet).map((row) => ({
      ...row,
      files: files.filter(({ assignmentId }) => assignmentId === row.assignment.id),
    })),
    arrived: arrived.find(({ roundId, unitId }) => roundId === round.id && unitId === unit.id) ?? null,
    contacts: contacts.filter(({ unitId }) => unitId === unit.id),
    // What is asked for now goes with what is reported now.
    notices: round.isRunning
      ? notices
          .filter(({ notice }) => notice.planId === plan.id && notice.unitId === unit.id)
          .map((row) => ({ ...row, files: noticeFiles.filter(({ noticeId }) => noticeId === row.notice.id) }))
      : [],
  }
}

export type Sheet = NonNullable<Awaited<ReturnType<typeof sheetOf>>>
export type SheetItem = Sheet["items"][number]
