import { and, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { activities, activityLaws, activityUnits, laws, years } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { choiceStatements, choicesIn } from "./choices_queries.ts"
import { tallyColumns, tallyIn } from "./queries.ts"
import { activitySeenBy, isHeld } from "./scope.ts"

/*
 * 活动统计 of a year: what was held, once in all, once for each unit, by kind and by law, as far as the actor sees it. For
 * the year's summary and 通报 too.
 */

/** Of each unit, kind or law of what was held, as the rule counts (tally.ts). */
const by = ({ db }: Pick<Database, "db">, key: SQL, condition: SQL | undefined) =>
  db
    .select({ key: sql<string>`${key}`, ...tallyColumns })
    .from(activities)
    .innerJoin(years, eq(years.year, activities.year))
    .where(condition)
    .groupBy(key)
    .orderBy(sql`count(*) desc`, key)

/** A law under its title, whether it is known or stands as it was typed. */
const lawTitle = sql`coalesce(${laws.title}, ${activityLaws.title})`

/** The figures of a year; null: there is none that the actor sees. One round trip. */
export async function yearFigures(database: Database, actor: Actor, year: number) {
  const { db, read } = database
  const held = and(eq(activities.year, year), isHeld(), activitySeenBy(actor))
  const joined = () => db.select({ key: sql<number>`${activityUnits.unitId}`, ...tallyColumns }).from(activities)
  const [[total], ofUnits, ofKinds, ofLaws, ofMonths, ...choices] = await read([
    db.select(tallyColumns).from(activities).innerJoin(years, eq(years.year, activities.year)).where(held),
    joined()
      .innerJoin(years, eq(years.year, activities.year))
      .innerJoin(activityUnits, eq(activityUnits.activityId, activities.id))
      .where(held)
      .groupBy(activityUnits.unitId),
    by(database, sql`${activities.kind}`, held),
    db
      .select({ key: sql<string>`${lawTitle}`, n: sql<number>`count(distinct ${activities.id})` })
      .from(activities)
      .innerJoin(years, eq(years.year, activities.year))
      .innerJoin(activityLaws, eq(activityLaws.activityId, activities.id))
      .leftJoin(laws, eq(laws.id, activityLaws.lawId))
      .where(held)
      .groupBy(lawTitle)
      .orderBy(sql`2 desc`, lawTitle)
      .limit(MOST_LAWS),
    by(database, sql`substr(${activities.fromOn}, 6, 2)`, held),
    ...choiceStatements(database, actor, eq(years.year, year)),
  ])
  const [found] = choicesIn(actor, choices)
  if (!found || !total) return null
  return {
    choices: found,
    total: tallyIn(total),
    units: found.units.flatMap((unit) => {
      const row = ofUnits.find(({ key }) => key === unit.id)
      return row ? [{ unit, tally: tallyIn(row) }] : []
    }),
    kinds: ofKinds.map((row) => ({ kind: row.key, tally: tallyIn(row) })),
    laws: ofLaws,
    months: ofMonths.map((row) => ({ month: Number(row.key), tally: tallyIn(row) })).sort((a, b) => a.month - b.month),
  }
}

/** More laws than these nobody reads in a table. */
const MOST_LAWS = 200

export type YearFigures = NonNullable<Awaited<ReturnType<typeof yearFigures>>>
