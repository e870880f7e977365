import { and, asc, eq, or, type Placeholder, type SQL, sql } from "drizzle-orm"
import { compiled } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import { dues, plans, rounds, units } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { type Eyes, eyesOf, isArchived, visible } from "#src/plans/plan/scope.ts"
import { isRunning } from "#src/trail/scope.ts"
import { type Month, monthsOn, type UnitBurden } from "./burden.ts"

/** Of all plans that run or are archived, as far as the actor sees them; of one leader's units, or of one unit. */
export type BurdenValues = Eyes & {
  monthBefore: string
  month: string
  monthAfter: string
  leader: number | null
  burdened: number | null
}
export type Given = { [K in keyof BurdenValues]: Placeholder<K> }

export const burdenValues = (
  actor: Actor,
  month: Month,
  { leader = null, burdened = null }: { leader?: number | null; burdened?: number | null } = {},
): BurdenValues => ({
  ...eyesOf(actor),
  monthBefore: `${monthsOn(month, -1)}-01`,
  month: `${month}-01`,
  monthAfter: `${monthsOn(month, 1)}-01`,
  leader,
  burdened,
})

/** Cross joins, for SQLite to begin with the rounds of these months and not with all that was ever asked. */
export const isAsked = and(eq(plans.id, rounds.planId), eq(dues.roundId, rounds.id))

export const isSeen = (given: Given) => and(or(isRunning(), isArchived()), visible(given))
export const inMonth = ({ month, monthAfter }: Given) =>
  sql`(${rounds.dueBy} >= ${month} and ${rounds.dueBy} < ${monthAfter})`
const inEither = ({ monthBefore, monthAfter }: Given) =>
  sql`${rounds.dueBy} >= ${monthBefore} and ${rounds.dueBy} < ${monthAfter}`
export const ofUnits = ({ leader, burdened }: Given): SQL =>
  sql`(${burdened} is null or ${dues.unitId} = ${burdened})
    and (${leader} is null or ${dues.unitId} in (select id from units where leader_id = ${leader}))`

const burdenColumns = (given: Given) => ({
  asked: sql<number>`coalesce(sum(${inMonth(given)}), 0)`,
  before: sql<number>`coalesce(sum(not ${inMonth(given)}), 0)`,
})
/** Their names, for what is put together before anybody asks. */
const NAMES = { asked: sql<number>`0`, before: sql<number>`0` }

/** What is asked of all of them together. */
export const burdenIn = compiled(NAMES, (db, given: Given) =>
  db
    .select(burdenColumns(given))
    .from(rounds)
    .crossJoin(plans)
    .crossJoin(dues)
    .where(and(isAsked, inEither(given), isSeen(given), ofUnits(given))),
)

const unitColumns = {
  id: units.id,
  name: units.shortName,
  ...NAMES,
}

const byUnit = compiled(unitColumns, (db, given: Given) =>
  db
    .select({
      id: units.id,
      name: units.shortName,
      ...burdenColumns(given),
    })
    .from(rounds)
    .crossJoin(plans)
    .crossJoin(dues)
    .innerJoin(units, eq(units.id, dues.unitId))
    .where(and(isAsked, inEither(given), isSeen(given), ofUnits(given)))
    .groupBy(units.id)
    .orderBy(asc(units.position), asc(units.id)),
)

/** Each unit of which something was asked in either month, in 单位排序; one round trip. */
export async function burdensOf(
  database: Database,
  actor: Actor,
  month: Month,
  leader: number | null,
): Promise<UnitBurden[]> {
  const [rows] = await database.read([byUnit(database, burdenValues(actor, month, { leader }))])
  return rows.map(({ id, name, ...burden }) => ({ unit: { id, name }, ...burden }))
}
