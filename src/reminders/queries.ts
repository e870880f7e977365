import { and, asc, eq, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { assignments, dues, plans, reminders, reports, robots, rounds, tasks, units } from "#db/schema.ts"
import type { Actor } from "#src/people/actor.ts"
import { contactsOf, ownContact } from "#src/people/contact_queries.ts"
import { visibleTo } from "#src/plans/scope.ts"
import { reportsTaken } from "#src/reports/queries.ts"

const office = alias(units, "office")

/** Asked for and not with the office: not written, still with the unit, or returned. */
const isOwed = and(sql`coalesce(${reports.state}, 'none') not in ('submitted', 'accepted')`, reportsTaken)

/** What came back has a day of its own. */
const owedBy = sql<string>`coalesce(${reports.resubmitBy}, ${rounds.dueBy})`

/**
 * What a round's units still owe, for reminding: by unit, with the items and how often they have been reminded; and whom
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
        dueBy: owedBy,
        reminded: sql<number>`(select count(*) from reminder_items i join reminders m on m.id = i.reminder_id
          where i.assignment_id = ${assignments.id} and m.round_id = ${rounds.id})`,
      })
      .from(dues)
      .innerJoin(rounds, and(eq(rounds.id, dues.roundId), eq(rounds.planId, planId), eq(rounds.number, roundNumber)))
      .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
      .where(isOwed)
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
) {
  const { db, read } = database
  const inRound = and(eq(rounds.planId, planId), eq(rounds.number, roundNumber))
  const [found, owed, reminded] = await read([
    db
      .select({ plan: plans, round: rounds, unit: units.name, office: office.name, contact: ownContact(actor) })
      .from(rounds)
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .innerJoin(office, eq(office.id, plans.supervisingUnitId))
      .innerJoin(units, eq(units.id, unitId))
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
        dueBy: owedBy,
        returned: sql`${reports.resubmitBy} is not null`.mapWith(Boolean),
      })
      .from(dues)
      .innerJoin(rounds, and(eq(rounds.id, dues.roundId), inRound))
      .innerJoin(assignments, and(eq(assignments.id, dues.assignmentId), eq(assignments.unitId, unitId)))
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
      .where(isOwed)
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
