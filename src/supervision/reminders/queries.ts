import { and, asc, eq, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import {
  assignments,
  digestItems,
  digests,
  dues,
  plans,
  reminders,
  reports,
  robots,
  rounds,
  tasks,
  units,
} from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { contactsOf, ownContact } from "#src/office/people/contact_queries.ts"
import { isReportOwed, owesAgain, reportOwedBy } from "#src/owing/scope.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { owedByUnits, owedToday } from "#src/reports/breakdowns/owed_queries.ts"

const office = alias(units, "office")

/** What is owed today, in 单位排序, and the rungs of the ladder at which it has been named. */
export const owedAndTold = ({ db }: Pick<Database, "db">, today: string) =>
  [
    owedToday({ db }, today),
    db
      .select({ item: digestItems.item, dueBy: digestItems.dueBy, step: digestItems.step })
      .from(digestItems)
      .where(
        sql`(${digestItems.item}, ${digestItems.dueBy}) in (select o.item, o.due_by from (${owedByUnits(today)}) o)`,
      ),
    db.select({ unitId: digests.unitId }).from(digests).where(eq(digests.day, today)),
  ] as const

/**
 * What a round's units still owe, for reminding those that are in use: by unit, with the items and how often they have been reminded; and whom
 * a message to each of the units reaches.
 */
export async function owedIn(database: Database, actor: Actor, planId: number, roundNumber: number, today: string) {
  const { db, read } = database
  const [found, owed, contacts, groups] = await read([
    db
      .select({ plan: plans, round: rounds })
      .from(rounds)
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .where(and(eq(rounds.planId, planId), eq(rounds.number, roundNumber), visibleTo(actor))),
    db
      .select({
        assignmentId: assignments.id,
        unitId: units.id,
        unit: units.name,
        label: tasks.label,
        text: tasks.text,
        ordinal: tasks.ordinal,
        standing: reports.state,
        dueBy: reportOwedBy,
        reminded: sql<number>`(select count(*) from reminder_items i join reminders m on m.id = i.reminder_id
          where i.assignment_id = ${assignments.id} and m.round_id = ${rounds.id})`,
      })
      .from(dues)
      .innerJoin(rounds, and(eq(rounds.id, dues.roundId), eq(rounds.planId, planId), eq(rounds.number, roundNumber)))
      .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .innerJoin(units, and(eq(units.id, assignments.unitId), units.active))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
      .where(isReportOwed(today))
      .orderBy(asc(units.position), asc(tasks.ordinal)),
    contactsOf(database, actor, undefined, today),
    db.select({ unitId: robots.unitId, name: robots.name }).from(robots).where(eq(robots.active, true)),
  ])
  const [row] = found
  return row ? { ...row, owed, contacts, groups } : null
}

export type OwedRound = NonNullable<Awaited<ReturnType<typeof owedIn>>>

/**
 * What the 催办单 to one unit says, in one round trip; its words are views/papers/reminder.ts. Null where the plan or the
 * round cannot be seen, or asks nothing of the unit.
 */
export async function owedByUnit(
  database: Database,
  actor: Actor,
  { planId, roundNumber, unitId }: { planId: number; roundNumber: number; unitId: number },
  today: string,
) {
  const { db, read } = database
  const inRound = and(eq(rounds.planId, planId), eq(rounds.number, roundNumber))
  const [found, owed, reminded] = await read([
    db
      .select({ plan: plans, round: rounds, unit: units.name, office: office.name, contact: ownContact(actor) })
      .from(rounds)
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .innerJoin(office, eq(office.id, plans.supervisingUnitId))
      .innerJoin(units, and(eq(units.id, unitId), units.active))
      .where(
        and(
          inRound,
          visibleTo(actor),
          sql`exists (select 1 from dues where dues.round_id = ${rounds.id} and dues.unit_id = ${unitId})`,
        ),
      ),
    db
      .select({
        label: tasks.label,
        text: tasks.text,
        role: assignments.role,
        dueBy: reportOwedBy,
        returned: sql`${owesAgain}`.mapWith(Boolean),
      })
      .from(dues)
      .innerJoin(rounds, and(eq(rounds.id, dues.roundId), inRound))
      .innerJoin(assignments, and(eq(assignments.id, dues.assignmentId), eq(assignments.unitId, unitId)))
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
      .where(isReportOwed(today))
      .orderBy(asc(tasks.ordinal)),
    db
      .select({ at: reminders.at })
      .from(reminders)
      .innerJoin(rounds, and(eq(rounds.id, reminders.roundId), inRound))
      .where(eq(reminders.unitId, unitId))
      .orderBy(asc(reminders.at)),
  ])
  const [row] = found
  return row ? { ...row, owed, reminded } : null
}

export type ReminderForPaper = NonNullable<Awaited<ReturnType<typeof owedByUnit>>>
