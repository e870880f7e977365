import { and, asc, eq, type Placeholder } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { assignments, dues, plans, rounds, tasks } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { type Month, NO_BURDEN } from "./burden.ts"
import { type BurdenValues, burdenIn, burdenValues, inMonth, isAsked, isSeen, ofUnits } from "./burden_queries.ts"
import { headStatements } from "./queries.ts"

const ASKED_A_PAGE = 50

type ListValues = BurdenValues & { askedSkip: number }

const askedColumns = {
  planId: plans.id,
  planTitle: plans.title,
  docNumber: plans.docNumber,
  issuedOn: plans.issuedOn,
  round: rounds.number,
  roundName: rounds.name,
  dueBy: rounds.dueBy,
  ordinal: tasks.ordinal,
  label: tasks.label,
  text: tasks.text,
  reportedAt: dues.reportedAt,
}

const askedIn = compiled(askedColumns, (db, given: { [K in keyof ListValues]: Placeholder<K> }) =>
  db
    .select(askedColumns)
    .from(rounds)
    .crossJoin(plans)
    .crossJoin(dues)
    .innerJoin(assignments, eq(assignments.id, dues.assignmentId))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .where(and(isAsked, inMonth(given), isSeen(given), ofUnits(given)))
    .orderBy(asc(rounds.dueBy), asc(plans.id), asc(rounds.number), asc(tasks.ordinal))
    .limit(ASKED_A_PAGE + 1)
    .offset(given.askedSkip),
)

/** Every report that is asked of one unit in a month; one round trip. */
export async function askedOf(
  database: Database,
  actor: Actor,
  unitId: number,
  month: Month,
  page: number,
  today: string,
) {
  const values = burdenValues(actor, month, { burdened: unitId })
  const [[unit], contacts, [burden], rows] = await database.read([
    ...headStatements(database, actor, unitId, today),
    burdenIn(database, values),
    askedIn(database, { ...values, askedSkip: (page - 1) * ASKED_A_PAGE }),
  ])
  return {
    unit,
    contacts,
    burden: burden ?? NO_BURDEN,
    rows: rows.slice(0, ASKED_A_PAGE),
    hasMore: rows.length > ASKED_A_PAGE,
  }
}

export type UnitAsked = Awaited<ReturnType<typeof askedOf>>
