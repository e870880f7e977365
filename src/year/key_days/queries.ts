import { and, eq, isNotNull, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { activities, activityUnits, years } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { choiceStatements, choicesIn, type YearUnit } from "#src/year/activities/choices_queries.ts"
import { activitySeenBy, isKept } from "#src/year/activities/scope.ts"
import { seesBody } from "#src/year/years/policy.ts"
import type { Arranged } from "./arranged.ts"

/** The days of a year with who has arranged what for them; null: no such year for the actor. One round trip. */
export async function keyDaysOf(database: Database, actor: Actor, year: number) {
  const { db, read } = database
  const [arranged, ...choices] = await read([
    db
      .select({
        dayId: sql<number>`${activities.keyDayId}`,
        unitId: activityUnits.unitId,
        state: sql<Arranged["state"]>`${activities.state}`,
        themed: activities.themed,
        n: sql<number>`count(*)`,
      })
      .from(activities)
      .innerJoin(years, eq(years.year, activities.year))
      .innerJoin(activityUnits, eq(activityUnits.activityId, activities.id))
      .where(and(eq(activities.year, year), isNotNull(activities.keyDayId), isKept(), activitySeenBy(actor)))
      .groupBy(activities.keyDayId, activityUnits.unitId, activities.state, activities.themed),
    ...choiceStatements(database, actor, eq(years.year, year)),
  ])
  const [found] = choicesIn(actor, choices)
  if (!found) return null
  const sees = (unit: YearUnit) => seesBody(actor, found, { unitId: unit.id, supervisorUnitId: unit.supervisorUnitId })
  return { choices: found, arranged, units: found.units.filter((unit) => !unit.hasLeft && sees(unit)) }
}

export type FoundKeyDays = NonNullable<Awaited<ReturnType<typeof keyDaysOf>>>
