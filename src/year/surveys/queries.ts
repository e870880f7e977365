import { and, asc, desc, eq, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { bodies, surveys, units, years } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { takesPart } from "#src/year/years/scope.ts"
import { stands, surveySeenBy } from "./scope.ts"

type Db = Pick<Database, "db">

/** So many years before it stand beside a year, for the trend. */
const YEARS_BACK = 5
/** Some few a year; of more the page shows the last, a file has all. */
const MOST_ROWS = 500

const rows = ({ db }: Db) =>
  db
    .select({
      survey: surveys,
      unit: units.shortName,
      enteredBy: sql<string>`(select name from people where id = ${surveys.enteredById})`,
    })
    .from(surveys)
    .innerJoin(years, eq(years.year, surveys.year))
    .leftJoin(units, eq(units.id, surveys.unitId))
    .leftJoin(bodies, and(eq(bodies.year, surveys.year), eq(bodies.unitId, surveys.unitId)))

export type SurveyRow = Awaited<ReturnType<ReturnType<typeof rows>["execute"]>>[number]

/** The surveys of a year and, for the trend, of the years before it, in the order of their days; null: no such year. */
export async function surveysOfYear(database: Database, actor: Actor, year: number, { whole = false } = {}) {
  const { db, read } = database
  const [[found], all, discarded, choices] = await read([
    yearOfAddress(database, actor, year),
    rows(database)
      .where(and(sql`${surveys.year} between ${year - YEARS_BACK} and ${year}`, stands(), surveySeenBy(actor)))
      .orderBy(desc(surveys.surveyedOn), desc(surveys.id))
      // Less than nothing is no limit.
      .limit(whole ? -1 : MOST_ROWS),
    rows(database)
      .where(and(eq(surveys.year, year), sql`not ${stands()}`, surveySeenBy(actor)))
      .orderBy(asc(surveys.surveyedOn), asc(surveys.id))
      .limit(MOST_ROWS),
    db
      .select({ id: units.id, name: units.name })
      .from(bodies)
      .innerJoin(units, eq(units.id, bodies.unitId))
      .where(and(eq(bodies.year, year), takesPart()))
      .orderBy(asc(units.position), asc(units.id)),
  ])
  return found
    ? { ...found, keeps: keepsYear(actor, found.year), surveys: all.toReversed(), discarded, units: choices }
    : null
}

export type SurveyRegister = NonNullable<Awaited<ReturnType<typeof surveysOfYear>>>

/** One of them, for whoever takes it back; null: nothing to see. */
export async function findSurvey(database: Database, actor: Actor, id: number) {
  const [[row]] = await database.read([rows(database).where(and(eq(surveys.id, id), surveySeenBy(actor)))])
  if (!row) return null
  const register = await surveysOfYear(database, actor, row.survey.year)
  return register ? { ...register, survey: row.survey } : null
}

export type FoundSurvey = NonNullable<Awaited<ReturnType<typeof findSurvey>>>
