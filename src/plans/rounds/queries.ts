import { and, asc, desc, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { assignments, plans, rounds, tasks, units } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { isReporting } from "#src/plans/assignments/scope.ts"
import { visibleTo } from "#src/plans/plan/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { reportsIn } from "./joining.ts"
import { lastWord } from "./scope.ts"

/** Of the event with which a round was opened. */
export const openingOf = (what: SQL) => sql`(select ${what} from events e
  where e.subject = 'round:' || ${rounds.planId} || '/' || ${rounds.number} and e.version = 1)`

export const ofRound = { planId: sql`${rounds.planId}`, number: sql`${rounds.number}`, version: sql`${rounds.version}` }

/** The round beside which it opened by itself. */
const openedBesides = sql<string | null>`${openingOf(sql`json_extract(e.particulars, '$.besides')`)}`

/** The round of a plan that runs, by `RunningRound`; none, if all are cut off. */
export const runningRound = <More extends Record<string, SQL>>(
  { db }: Pick<Database, "db">,
  planId: number | SQL,
  more: More,
) =>
  db
    .select({
      id: rounds.id,
      number: rounds.number,
      name: rounds.name,
      dueBy: rounds.dueBy,
      period: rounds.period,
      ...more,
    })
    .from(rounds)
    .where(and(eq(rounds.planId, planId), isNull(rounds.cutOffAt)))
    .orderBy(desc(rounds.number))
    .limit(1)

/** Assignments that may owe a report when a round opens; a unit that is no more is asked for none. */
export const reporting = ({ db }: Database, planId: number) =>
  db
    .select({
      id: assignments.id,
      unitId: assignments.unitId,
      role: assignments.role,
      state: assignments.state,
      rhythm: tasks.rhythm,
      deadline: tasks.deadline,
    })
    .from(assignments)
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .innerJoin(units, and(eq(units.id, assignments.unitId), units.active))
    .where(eq(assignments.planId, planId))

const opensItself = () => and(eq(plans.opensItself, true), isRunning())

/** The plans whose rounds open by themselves, of all or of those that a condition names, and their rounds. */
export const selfOpeningPlans = ({ db }: Pick<Database, "db">, among?: SQL) =>
  [
    db
      .select({
        id: plans.id,
        title: plans.title,
        rhythm: plans.rhythm,
        supportReports: plans.supportReports,
        dueShift: plans.dueShift,
        dueDay: plans.dueDay,
        dueRoll: plans.dueRoll,
        opensBefore: plans.opensBefore,
        opensItself: plans.opensItself,
      })
      .from(plans)
      .where(and(opensItself(), among)),
    db
      .select({
        planId: rounds.planId,
        number: rounds.number,
        name: rounds.name,
        period: rounds.period,
        dueBy: rounds.dueBy,
        cutOffAt: rounds.cutOffAt,
        besides: openedBesides,
      })
      .from(rounds)
      .innerJoin(plans, eq(plans.id, rounds.planId))
      .where(and(opensItself(), among)),
  ] as const

/** A round with the parts of its plan that are at work and not in it; null when the actor may not see the plan. */
export async function findAdditions({ db, read }: Database, actor: Actor, planId: number, number: number) {
  const [found, parts] = await read([
    db
      .select({ plan: plans, supervisingUnit: units.name, round: rounds })
      .from(plans)
      .innerJoin(units, eq(units.id, plans.supervisingUnitId))
      .innerJoin(rounds, and(eq(rounds.planId, plans.id), eq(rounds.number, number)))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    db
      .select({
        id: assignments.id,
        version: assignments.version,
        unitId: assignments.unitId,
        taskId: assignments.taskId,
        role: assignments.role,
        state: assignments.state,
        rhythm: tasks.rhythm,
        unit: units.name,
        ordinal: tasks.ordinal,
        label: tasks.label,
        text: tasks.text,
        isListed: sql<number>`exists (select 1 from dues d join rounds r on r.id = d.round_id
          where d.assignment_id = ${assignments.id} and r.plan_id = ${planId} and r.number = ${number})`,
      })
      .from(assignments)
      .innerJoin(tasks, eq(tasks.id, assignments.taskId))
      .innerJoin(units, eq(units.id, assignments.unitId))
      .where(and(eq(assignments.planId, planId), isReporting()))
      .orderBy(asc(tasks.ordinal), asc(assignments.position)),
  ])
  const [row] = found
  return row ? { ...row, parts: parts.filter((part) => reportsIn(part, row.plan)) } : null
}

export type Additions = NonNullable<Awaited<ReturnType<typeof findAdditions>>>

/** Open rounds of plans that run, whose due day is past: those the timer may have to cut off. */
export const roundsPastDue = ({ db }: Database, today: string) =>
  db
    .select({
      ...getTableColumns(rounds),
      /** When somebody undid the cut-off; it does not come by itself again for the same instant. */
      undoneAt: sql<number | null>`case when ${lastWord(ofRound, sql`e.action`)} = 'round_cut_off_undone'
        then ${lastWord(ofRound, sql`e.at`)} end`,
    })
    .from(rounds)
    .innerJoin(plans, eq(plans.id, rounds.planId))
    .where(and(isNull(rounds.cutOffAt), isRunning(), sql`${rounds.dueBy} < ${today}`))
