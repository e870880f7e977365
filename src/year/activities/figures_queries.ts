import { and, eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { activities, activityLaws, activityUnits, laws, years } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { turn } from "#src/plans/intake/files/steps.ts"
import { choiceStatements, choicesIn } from "./choices_queries.ts"
import { tallyColumns, tallyIn } from "./queries.ts"
import { activitySeenBy, isHeld } from "./scope.ts"
import { tallied, totalOf } from "./tally.ts"

/*
 * 活动统计 of a year: what was held, once in all, once for each unit, by kind and by law, as far as the actor sees it. For
 * the year's summary and 通报 too.
 */

/** A law under its title, whether it is known or stands as it was typed. */
const lawTitle = sql`coalesce(${laws.title}, ${activityLaws.title})`

/** The figures of a year; null: there is none that the actor sees. One round trip. */
export async function yearFigures(database: Database, actor: Actor, year: number) {
  const { db, read } = database
  const held = and(eq(activities.year, year), isHeld(), activitySeenBy(actor))
  const month = sql<string>`substr(${activities.fromOn}, 6, 2)`
  const [parts, ofUnits, ofLaws, ...choices] = await read([
    db
      .select({ kind: activities.kind, month, ...tallyColumns })
      .from(activities)
      .innerJoin(years, eq(years.year, activities.year))
      .where(held)
      .groupBy(activities.kind, month)
      .orderBy(month, activities.kind),
    db
      .select({ key: sql<number>`${activityUnits.unitId}`, ...tallyColumns })
      .from(activities)
      .innerJoin(years, eq(years.year, activities.year))
      .innerJoin(activityUnits, eq(activityUnits.activityId, activities.id))
      .where(held)
      .groupBy(activityUnits.unitId),
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
    ...choiceStatements(database, actor, eq(years.year, year)),
  ])
  // What is made of ten thousand activities takes its time: others are answered before the page is written.
  await turn()
  const [found] = choicesIn(actor, choices)
  if (!found) return null
  // Of ten thousand activities the rows are gone through once: total, kinds and months are put together of the same parts.
  const by = <Key>(keyOf: (part: (typeof parts)[number]) => Key) =>
    tallied(parts.map((part) => ({ key: keyOf(part), tally: tallyIn(part) })))
  return {
    choices: found,
    total: totalOf(parts.map(tallyIn)),
    units: found.units.flatMap((unit) => {
      const row = ofUnits.find(({ key }) => key === unit.id)
      return row ? [{ unit, tally: tallyIn(row) }] : []
    }),
    kinds: [...by(({ kind }) => kind)]
      .map(([kind, tally]) => ({ kind, tally }))
      .sort((a, b) => b.tally.activities - a.tally.activities || (a.kind < b.kind ? -1 : 1)),
    laws: ofLaws,
    months: [...by((part) => Number(part.month))].map(([month, tally]) => ({ month, tally })),
  }
}

/** What a unit held in a year, alone or with others, kind by kind: for its 年度总结. */
export const heldByUnit = ({ db }: Pick<Database, "db">, year: number, unitId: number) =>
  db
    .select({ key: activities.kind, ...tallyColumns })
    .from(activities)
    .innerJoin(activityUnits, eq(activityUnits.activityId, activities.id))
    .where(and(eq(activities.year, year), eq(activityUnits.unitId, unitId), isHeld()))
    .groupBy(activities.kind)
    .orderBy(sql`count(*) desc`, activities.kind)

/** More laws than these nobody reads in a table. */
const MOST_LAWS = 200

export type YearFigures = NonNullable<Awaited<ReturnType<typeof yearFigures>>>
