import { and, asc, desc, eq, inArray, type Placeholder, type SQL, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { events, people, planDrafts } from "#db/schema.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import type { Decider, Deciding } from "#src/office/people/decider.ts"
import type { PlanApprover } from "#src/office/settings/settings.ts"
import { draftSubject } from "#src/plans/plan/commands.ts"
import { type Eyes, isApproving } from "#src/plans/plan/scope.ts"

/** `approvesDraft` as a condition on drafts that wait for it. */
export const approvable = ({ me, leads, headed, approver }: Deciding & { approver: unknown }): SQL => sql`(
  ${isApproving()} and ${me} not in (${planDrafts.ownerId}, ${planDrafts.savedById}, ${planDrafts.submittedById})
  and case ${approver}
    when 'leader' then ${leads}
    when 'head' then ${planDrafts.unitId} in (select value from json_each(${headed}))
    else 0 end)`

const columns = {
  key: planDrafts.key,
  title: planDrafts.title,
  updates: planDrafts.planId,
  submittedAt: planDrafts.submittedAt,
  submittedBy: people.name,
}

type Asking = Decider & Eyes & { approver: PlanApprover }

/** As many as are named one by one. */
const SHOWN = 20

/** Drafts that wait for this approver; of a leader's, told to the office whose drafts they are. */
export const draftsToApprove = compiled(columns, (db, given: { [K in keyof Asking]: Placeholder<K> }) =>
  db
    .select(columns)
    .from(planDrafts)
    .innerJoin(people, eq(people.id, planDrafts.submittedById))
    .where(
      and(
        approvable(given),
        sql`(${given.seesAll} or ${planDrafts.unitId} in (select value from json_each(${given.offices}))
          or ${planDrafts.unitId} in (select value from json_each(${given.headed})))`,
      ),
    )
    .orderBy(asc(planDrafts.submittedAt))
    .limit(SHOWN),
)

/** Those of one's own office that wait for somebody, and those that wait for oneself. */
export const draftsWaiting = (
  { db }: Pick<Database, "db">,
  actor: Actor,
  asked: Decider & { approver: PlanApprover },
) =>
  db
    .select({ ...columns, mine: sql<number>`${approvable(asked)}` })
    .from(planDrafts)
    .innerJoin(people, eq(people.id, planDrafts.submittedById))
    .where(
      and(isApproving(), sql`(${approvable(asked)} or ${inArray(planDrafts.unitId, unitsOf(actor, "supervisor"))})`),
    )
    .orderBy(desc(planDrafts.submittedAt))
    .limit(SHOWN)

export type WaitingDraft = {
  key: string
  title: string
  updates: number | null
  submittedAt: number | null
  submittedBy: string
}

/** The plan that this person has made of a draft by agreeing to it; null: none. */
export async function planApprovedFrom({ db, read }: Database, key: string, actorId: number): Promise<number | null> {
  const [[row]] = await read([
    db
      .select({ planId: events.planId })
      .from(events)
      .where(
        and(eq(events.subject, draftSubject(key)), eq(events.action, "plan_approved"), eq(events.actorId, actorId)),
      ),
  ])
  return row?.planId ?? null
}
