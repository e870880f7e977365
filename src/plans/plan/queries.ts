import { and, asc, desc, eq, or, type Placeholder, type SQL, sql } from "drizzle-orm"
import { compiled, prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { plans, rounds, units } from "#db/schema.ts"
import type { PlanView } from "#src/board/filter.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { deciderOf } from "#src/office/people/decider.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"
import { consultationsOf } from "#src/plans/consultations/queries.ts"
import { draftsWaiting } from "#src/plans/intake/drafts/approval_queries.ts"
import { currentRound } from "#src/plans/rounds/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { type Eyes, eyesOf, isArchived, isWithdrawn, lostTo, visible, visibleTo } from "./scope.ts"

export const PLANS_A_PAGE = 20

/** 方案清单, newest first: one page of it, whether there is another, how many plans each list has, and the drafts that wait for 审定. */
export async function plansSeenBy(
  database: Database,
  actor: Actor,
  { view, page }: { view: PlanView; page: number },
  { today, approver }: { today: string; approver: PlanApprover },
) {
  const eyes = eyesOf(actor)
  const skip = (page - 1) * PLANS_A_PAGE
  const [rows, [counts], drafts] = await database.read([
    pagesOfPlans[view](database, { ...eyes, today, skip }),
    plansInViews(database, eyes),
    draftsWaiting(database, actor, { ...deciderOf(actor), approver }),
  ])
  return {
    plans: rows.slice(0, PLANS_A_PAGE),
    hasMore: rows.length > PLANS_A_PAGE,
    counts: counts ?? { running: 0, archived: 0, withdrawn: 0 },
    drafts,
  }
}

type EyesGiven = { [K in keyof Eyes]: Placeholder<K> }

/** Each list a condition of its own, so that a count and its list are one. */
const VIEWED: Record<PlanView, (given: EyesGiven) => SQL | undefined> = {
  running: (given) => and(isRunning(), visible(given)),
  archived: (given) => and(isArchived(), visible(given)),
  // Units find that it was withdrawn, and why.
  withdrawn: (given) => and(isWithdrawn(), or(visible(given), lostTo(given))),
}

const plansInViews = prepared((db, given: EyesGiven) => {
  const inView = (view: PlanView) => sql<number>`count(case when ${VIEWED[view](given)} then 1 end)`
  return db
    .select({ running: inView("running"), archived: inView("archived"), withdrawn: inView("withdrawn") })
    .from(plans)
})

const countIn = (table: string) =>
  sql<number>`(select count(*) from ${sql.identifier(table)} where plan_id = ${plans.id})`

const planListColumns = {
  id: plans.id,
  title: plans.title,
  docNumber: plans.docNumber,
  issuedOn: plans.issuedOn,
  state: plans.state,
  remark: plans.remark,
  movedAt: plans.movedAt,
  supervisingUnitName: units.name,
  tasks: countIn("tasks"),
  assignments: countIn("assignments"),
  roundName: rounds.name,
  roundDueBy: rounds.dueBy,
  roundCutOffAt: rounds.cutOffAt,
}

type PageGiven = { [K in keyof Eyes | "today" | "skip"]: Placeholder<K> }

const pageOf = (view: PlanView) =>
  compiled(planListColumns, (db, given: PageGiven) =>
    db
      .select(planListColumns)
      .from(plans)
      .innerJoin(units, eq(units.id, plans.supervisingUnitId))
      .leftJoin(rounds, eq(rounds.id, currentRound(given.today)))
      .where(VIEWED[view](given))
      .orderBy(desc(plans.id))
      .limit(PLANS_A_PAGE + 1)
      .offset(given.skip),
  )

const pagesOfPlans = { running: pageOf("running"), archived: pageOf("archived"), withdrawn: pageOf("withdrawn") }

export type ListedPlan = Awaited<ReturnType<typeof plansSeenBy>>["plans"][number]

/** A plan whole, with its supervising unit's name and the active units; null when the actor may not see it. */
export async function planWithUnits({ db, read }: Database, actor: Actor, planId: number) {
  const [found, directory, consulted] = await read([
    db
      .select({
        plan: plans,
        supervisingUnit: units.name,
        approvedBy: sql<string | null>`(select p.name from people p where p.id = ${plans.approvedById})`,
      })
      .from(plans)
      .innerJoin(units, eq(units.id, plans.supervisingUnitId))
      .where(and(eq(plans.id, planId), visibleTo(actor))),
    db
      .select({ id: units.id, name: units.name })
      .from(units)
      .where(eq(units.active, true))
      .orderBy(asc(units.position)),
    consultationsOf({ db }, { plan: planId }),
  ])
  const [row] = found
  return row ? { ...row, units: directory, consultations: consulted } : null
}

export type PlanWithUnits = NonNullable<Awaited<ReturnType<typeof planWithUnits>>>
