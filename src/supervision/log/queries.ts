import { eq, type Placeholder, sql } from "drizzle-orm"
import { prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { plans, proposals } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { type Decider, type Deciding, deciderOf } from "#src/office/people/decider.ts"
import { isRunning } from "#src/plans/plan/scope.ts"

/** Proposals that somebody is named to confirm: as second supervisor, for the named unit, or as leader. */
export const confirmable = ({ me, leads, supervised, headed }: Deciding) => sql`(
  ${proposals.confirmed} is null and ${proposals.proposedById} <> ${me} and ${isRunning()} and (
    (${plans.confirmer} = 'supervisor' and ${plans.supervisingUnitId} in (select value from json_each(${supervised})))
    or (${plans.confirmer} = 'unit' and ${plans.confirmingUnitId} in (
      select value from json_each(${supervised}) union select value from json_each(${headed})))
    or (${plans.confirmer} = 'leader' and ${leads})))`

type Given = { readonly [K in keyof Decider]: Placeholder<K> }

const countConfirmable = prepared((db, given: Given) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(proposals)
    .innerJoin(plans, eq(plans.id, proposals.planId))
    .where(confirmable(given)),
)

/** How many proposals wait for this person's 复核; for those who have no desk. */
export const countToConfirm = (database: Database, actor: Actor) => countConfirmable(database, deciderOf(actor))
