import { and, eq, inArray, type SQL, type SQLWrapper, sql } from "drizzle-orm"
import type { SQLiteColumn } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { assignments, plans, proposals } from "#db/schema.ts"
import { confirmable } from "#src/confirming/scope.ts"
import type { Waiting } from "#src/door/house.ts"
import { type Actor, unitsOf } from "#src/office/people/actor.ts"
import { deciderOf } from "#src/office/people/decider.ts"
import { isRunning } from "#src/trail/scope.ts"

/* What 督查工作台 looks at: conditions on whatever waits there, joined with its plan. */

/** What is looked at: with a beat (分片) only its units, with a plan or a unit only that one. */
export type Within = { beat: number[]; plan: number | null; unit: number | null }

/** For whom the desk is asked, on which day; what is to be resumed by `soonBy`, the next working day, is told. */
export type DeskAsked = { actor: Actor; within: Within; today: string; soonBy: string }

/** What stands in which queue, as conditions on one kind of thing. They make counts and lists, so these cannot disagree. */
export type InQueues = Readonly<Record<string, (asked: DeskAsked) => SQL | undefined>>

/** How many in each of those queues. */
export const waitingIn = (
  conditions: InQueues,
  count: (database: Pick<Database, "db">, condition: SQL | undefined) => SQLWrapper,
): readonly Waiting[] =>
  Object.entries(conditions).map(([queue, condition]) => ({
    queue,
    count: (database, asked) => sql<number>`${count(database, condition(asked))}`,
  }))

/** Of the chosen plan and unit alone; `column`: where the listed thing names its unit. */
export const chosen = ({ plan, unit }: Within, column: SQLiteColumn): SQL | undefined =>
  and(plan === null ? undefined : eq(plans.id, plan), unit === null ? undefined : eq(column, unit))

/** Plans that the supervisor's office follows up. */
export const followed = (actor: Actor): SQL | undefined =>
  and(inArray(plans.supervisingUnitId, [...unitsOf(actor, "supervisor"), -1]), isRunning())

type Asked = Pick<DeskAsked, "actor" | "within">

/** Of those what is looked at. */
export function supervised({ actor, within }: Asked, column: SQLiteColumn = assignments.unitId): SQL | undefined {
  const { beat } = within
  return and(followed(actor), chosen(within, column), beat.length > 0 ? inArray(column, beat) : undefined)
}

/** 初核 that the actor is named to confirm: a condition on `proposals` too. */
export const toConfirm = ({ actor, within }: Asked, column: SQLiteColumn): SQL | undefined =>
  and(confirmable(deciderOf(actor)), chosen(within, column))

/** Such a one of this subject waits. */
export const waitsToBeConfirmed = (asked: Asked, subject: SQL, column: SQLiteColumn): SQL =>
  sql`exists (select 1 from ${proposals} where ${proposals.subject} = ${subject} and ${toConfirm(asked, column)})`
