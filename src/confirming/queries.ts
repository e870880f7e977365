import { and, eq, getTableColumns, type Placeholder, type SQL, sql } from "drizzle-orm"
import { prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { people, plans, proposals } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { type Decider, deciderOf } from "#src/office/people/decider.ts"
import { holdersOf } from "#src/office/people/queries.ts"
import { confirmable, isOpen } from "./scope.ts"

/** The 初核 of a subject that waits for its 复核, with who proposed it; there is never a second one. */
export const openProposal = ({ db }: Pick<Database, "db">, subject: string | SQL) =>
  db
    .select({ ...getTableColumns(proposals), proposedBy: people.name })
    .from(proposals)
    .innerJoin(people, eq(people.id, proposals.proposedById))
    .where(and(sql`${proposals.subject} = ${subject}`, isOpen()))

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

/** Everybody who holds a post by which a proposal can be confirmed, on a civil day. */
export const possibleConfirmers = (database: Database, today: string) =>
  holdersOf(database, ["supervisor", "head", "leader"], today)
