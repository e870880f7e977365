import { and, asc, desc, eq, inArray, isNotNull, type Placeholder, type SQL, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  assignments,
  dues,
  lightOverrides,
  plans,
  type Rhythm,
  reports,
  rounds,
  tasks,
  type Unit,
  units,
} from "#db/schema.ts"
import { frozenColumns, overrideColumns, type Reading, roundColumns, standingColumns } from "#src/board/queries.ts"
import { type BoardAssignment, type BoardRound, standing, type TaskRow } from "#src/board/standing.ts"
import { dateOf } from "#src/clock.ts"
import { type Actor, isAdministrator } from "#src/office/people/actor.ts"
import { type Contact, contactsOf } from "#src/office/people/contact_queries.ts"
import { formerNames } from "#src/office/units/scope.ts"
import { isFirstLead } from "#src/plans/assignments/scope.ts"
import { type Eyes, eyesOf, visible } from "#src/plans/plan/scope.ts"
import { currentRound } from "#src/plans/rounds/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { type Burden, monthOf, NO_BURDEN } from "./burden.ts"
import { burdenIn, burdenValues } from "./burden_queries.ts"

/** Plans on one page of a unit's part. */
export const PLANS_A_PAGE = 3

export type UnitPart = {
  plan: { id: number; title: string; rhythm: Rhythm }
  round: BoardRound | null
  items: { task: PartTask; part: BoardAssignment }[]
}
export type UnitHead = Pick<Unit, "id" | "name" | "shortName" | "active"> & {
  /** `formerIn` reads it. */
  former: string
  leader: string | null
  successor: string | null
}
export type UnitView = {
  unit: UnitHead
  /** How many reports are asked of it this month, and were in the last one. */
  burden: Burden
  contacts: Contact[]
  parts: UnitPart[]
  hasMore: boolean
}

/**
 * What one unit has to do, plan by plan, newest first, as far as the actor may see the plans; one round trip.
 * Null: there is no such unit, or the actor is one of the three administrators, who see no plan.
 */
export async function unitOf(
  database: Database,
  actor: Actor,
  unitId: number,
  page: number,
  { now, today, calendar, settings }: Reading,
): Promise<UnitView | null> {
  if (isAdministrator(actor)) return null
  const values = { ...eyesOf(actor), unitId, today, skip: (page - 1) * PLANS_A_PAGE }
  const [found, contacts, planRows, roundRows, rows, frozen, overrides, [burden]] = await database.read([
    ...headStatements(database, actor, unitId, today),
    plansShown(database, values),
    roundsShown(database, values),
    partsShown(database, values),
    partsAtCutOff(database, values),
    overridesShown(database, values),
    burdenIn(database, burdenValues(actor, monthOf(today), { burdened: unitId })),
  ])
  const [unit] = found
  if (!unit) return null
  const rule = { today: dateOf(now), calendar, dueSoonDays: settings.dueSoonDays }
  const parts = planRows.slice(0, PLANS_A_PAGE).map((plan): UnitPart => {
    const own = rows.filter(({ planId }) => planId === plan.id)
    const round = roundRows.find(({ planId }) => planId === plan.id) ?? null
    const byTask = standing({ rows: own, atCutOff: frozen, overrides }, round, false, own.map(taskIn), rule)
    return {
      plan,
      round,
      items: own.flatMap((row) =>
        (byTask.get(row.taskId) ?? []).map((part) => ({
          task: taskIn(row),
          part: { ...part, isFirstLead: row.isFirstLead === 1 },
        })),
      ),
    }
  })
  return { unit, contacts, burden: burden ?? NO_BURDEN, parts, hasMore: planRows.length > PLANS_A_PAGE }
}

/** The unit itself, and whom to ring there: the head of each of its pages, for the page's batch. */
export const headStatements = (database: Database, actor: Actor, unitId: number, today: string) =>
  [unitNamed(database, { unitId }), contactsOf(database, actor, [unitId], today)] as const

type UnitValues = Eyes & { unitId: number; today: string; skip: number }
type Given = { [K in keyof UnitValues]: Placeholder<K> }

/**
 * The unit's part in a plan is looked up by the plan. `+` keeps SQLite from looking through all that the unit ever had
 * for every plan.
 */
const ofUnit = ({ unitId }: Given): SQL => sql`+${assignments.unitId} = ${unitId}`

/** The visible plans in which the unit has a part: one page of them and one more. */
const shown = (given: Given): SQL =>
  sql`(select ${plans.id} from ${plans}
    where exists (select 1 from ${assignments} where ${assignments.planId} = ${plans.id} and ${ofUnit(given)})
      and ${isRunning()} and ${visible(given)}
    order by ${plans.id} desc limit ${sql.raw(String(PLANS_A_PAGE + 1))} offset ${given.skip})`

const unitColumns = {
  id: units.id,
  name: units.name,
  shortName: units.shortName,
  active: units.active,
  former: formerNames(sql`units.id`),
  leader: sql<string | null>`(select name from people where id = ${units.leaderId})`,
  successor: sql<string | null>`(select s.name from units s where s.id = ${units.successorId})`,
}

const unitNamed = compiled(unitColumns, (db, given: { unitId: Placeholder<"unitId"> }) =>
  db.select(unitColumns).from(units).where(eq(units.id, given.unitId)),
)

const planColumns = { id: plans.id, title: plans.title, rhythm: plans.rhythm }

const plansShown = compiled(planColumns, (db, given: Given) =>
  db
    .select(planColumns)
    .from(plans)
    .where(inArray(plans.id, shown(given)))
    .orderBy(desc(plans.id)),
)

const ownRoundColumns = { planId: plans.id, ...roundColumns }

const roundsShown = compiled(ownRoundColumns, (db, given: Given) =>
  db
    .select(ownRoundColumns)
    .from(plans)
    .innerJoin(rounds, eq(rounds.id, currentRound(given.today)))
    .where(inArray(plans.id, shown(given))),
)

const partColumns = {
  ...standingColumns,
  isFirstLead,
  planId: assignments.planId,
  ordinal: tasks.ordinal,
  label: tasks.label,
  text: tasks.text,
  rhythm: tasks.rhythm,
  deadline: tasks.deadline,
  deadlineText: tasks.deadlineText,
  dueBy: tasks.dueBy,
}

const partsShown = compiled(partColumns, (db, given: Given) =>
  db
    .select(partColumns)
    .from(plans)
    .innerJoin(assignments, and(eq(assignments.planId, plans.id), ofUnit(given)))
    .innerJoin(tasks, eq(tasks.id, assignments.taskId))
    .leftJoin(rounds, eq(rounds.id, currentRound(given.today)))
    .leftJoin(dues, and(eq(dues.roundId, rounds.id), eq(dues.assignmentId, assignments.id)))
    .leftJoin(reports, and(eq(reports.assignmentId, assignments.id), eq(reports.roundId, rounds.id)))
    .where(inArray(plans.id, shown(given)))
    .orderBy(asc(tasks.ordinal)),
)

const partsAtCutOff = compiled(frozenColumns, (db, given: Given) =>
  db
    .select(frozenColumns)
    .from(plans)
    .innerJoin(rounds, and(eq(rounds.id, currentRound(given.today)), isNotNull(rounds.cutOffAt)))
    .innerJoin(assignments, and(eq(assignments.planId, plans.id), ofUnit(given)))
    .where(inArray(plans.id, shown(given))),
)

const overridesShown = compiled(overrideColumns, (db, given: Given) =>
  db
    .select(overrideColumns)
    .from(plans)
    .innerJoin(assignments, and(eq(assignments.planId, plans.id), ofUnit(given)))
    .innerJoin(
      lightOverrides,
      and(eq(lightOverrides.assignmentId, assignments.id), eq(lightOverrides.roundId, currentRound(given.today))),
    )
    .where(inArray(plans.id, shown(given)))
    .orderBy(asc(lightOverrides.id)),
)

type PartTask = Omit<TaskRow, "sectionId" | "leaders">

const taskIn = (row: Omit<PartTask, "id"> & { taskId: number }): PartTask => ({
  id: row.taskId,
  ordinal: row.ordinal,
  label: row.label,
  text: row.text,
  rhythm: row.rhythm,
  deadline: row.deadline,
  deadlineText: row.deadlineText,
  dueBy: row.dueBy,
})
