import { and, asc, eq, type SQL, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/sqlite-core"
import type { Database } from "#db/database.ts"
import { activityLists, bodies, keyDays, laws, resources, units, years } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { type DayRule, type Span, spansOfYear } from "#src/year/key_days/rules.ts"
import { lawsToPick, type PickedLaw } from "#src/year/laws/queries.ts"
import { isInUse, isOfOffice } from "#src/year/resources/scope.ts"
import { yearPlacesOf } from "#src/year/years/policy.ts"
import type { FoundYear } from "#src/year/years/queries.ts"
import { yearSeenBy } from "#src/year/years/scope.ts"
import { type Lists, STANDARD_LISTS } from "./lists.ts"
import { mayEnter } from "./policy.ts"

/* By what activities of a year are entered: units, lists and 普法节点. */

const offices = alias(units, "offices")

export type YearUnit = {
  id: number
  name: string
  shortName: string
  duty: (typeof bodies.$inferSelect)["duty"]
  supervisorUnitId: number | null
  /** Taken out of the year. */
  hasLeft: boolean
}
export type YearDay = DayRule & {
  id: number
  name: string
  officeId: number | null
  unitId: number | null
  version: number
}
export type DayOfYear = Span & { day: YearDay }

/** One year as its activities see it. */
export type YearChoices = {
  found: FoundYear
  year: number
  officeId: number
  units: YearUnit[]
  lists: Lists
  /** Of the row of this very year; 0: it has none, and takes those of before. */
  listsVersion: number
  listsId: number | null
  days: DayOfYear[]
  rules: YearDay[]
  laws: PickedLaw[]
  /** 阵地 in use: those of the places of whoever looks, and those of the year's office. */
  venues: { id: number; name: string }[]
  /** The units for which whoever looks may enter, in their order. */
  own: YearUnit[]
}

/** Statements for the years that the actor sees and of which `condition`, on `years`, is true. */
export const choiceStatements = ({ db }: Pick<Database, "db">, actor: Actor, condition: SQL) =>
  [
    db
      .select({ year: years, office: offices.name })
      .from(years)
      .innerJoin(offices, eq(offices.id, years.officeId))
      .where(sql`${condition} and ${yearSeenBy(actor)}`)
      .orderBy(asc(years.year)),
    db
      .select({
        year: bodies.year,
        id: bodies.unitId,
        name: units.name,
        shortName: units.shortName,
        duty: bodies.duty,
        supervisorUnitId: bodies.supervisorUnitId,
        hasLeft: sql`${bodies.leftOn} is not null`.mapWith(Boolean),
      })
      .from(bodies)
      .innerJoin(years, eq(years.year, bodies.year))
      .innerJoin(units, eq(units.id, bodies.unitId))
      .where(condition)
      .orderBy(asc(units.position), asc(units.id)),
    db
      .select({ lists: activityLists, officeId: years.officeId })
      .from(activityLists)
      .innerJoin(years, eq(years.year, activityLists.year))
      .orderBy(asc(activityLists.year)),
    db
      .select({
        id: keyDays.id,
        name: keyDays.name,
        officeId: keyDays.officeId,
        unitId: keyDays.unitId,
        rule: keyDays.rule,
        monthDay: keyDays.monthDay,
        sinceYear: keyDays.sinceYear,
        untilYear: keyDays.untilYear,
        version: keyDays.version,
        effectiveOn: laws.effectiveOn,
      })
      .from(keyDays)
      .leftJoin(laws, eq(laws.id, keyDays.lawId))
      .orderBy(asc(keyDays.id)),
    lawsToPick({ db }),
    db
      .select({ year: years.year, id: resources.id, name: resources.name })
      .from(resources)
      .innerJoin(bodies, eq(bodies.unitId, resources.unitId))
      .innerJoin(years, eq(years.year, bodies.year))
      .where(
        and(
          condition,
          eq(resources.kind, "venue"),
          isInUse(),
          sql`(${isOfOffice()} or ${resources.unitId} in (select value from json_each(${JSON.stringify(yearPlacesOf(actor))})))`,
        ),
      )
      .orderBy(isOfOffice(), asc(resources.name)),
  ] as const

type Answered<T extends readonly unknown[]> = { [K in keyof T]: Awaited<T[K]> }
type Answers = Answered<ReturnType<typeof choiceStatements>>

/** The years with what belongs to each. */
export const choicesIn = (actor: Actor, [found, everyUnit, lists, days, picked, venues]: Answers): YearChoices[] =>
  found.map((row) => {
    const { year, officeId } = row.year
    const here = everyUnit.filter((unit) => unit.year === year).map(({ year: _, ...unit }) => unit)
    const rules = days.filter((day) => day.officeId === null || day.officeId === officeId)
    const own = lists.find((one) => one.lists.year === year)?.lists
    return {
      found: row,
      year,
      officeId,
      units: here,
      lists:
        own ?? lists.findLast((one) => one.officeId === officeId && one.lists.year < year)?.lists ?? STANDARD_LISTS,
      listsVersion: own?.version ?? 0,
      listsId: own?.id ?? null,
      days: spansOfYear(rules, year),
      rules,
      laws: picked,
      venues: venues.filter((venue) => venue.year === year),
      own: here.filter(({ id, hasLeft }) => !hasLeft && mayEnter(actor, { officeId }, id)),
    }
  })

/** The years around today in which activities are entered. One round trip. */
export async function yearsToEnter(database: Database, actor: Actor, thisYear: number): Promise<YearChoices[]> {
  const condition = sql`${years.year} between ${thisYear - 1} and ${thisYear + 1}`
  return choicesIn(actor, await database.read(choiceStatements(database, actor, condition)))
}

/** One year; null: there is none that the actor sees. One round trip. */
export async function choicesOf(database: Database, actor: Actor, year: number): Promise<YearChoices | null> {
  const [found] = choicesIn(actor, await database.read(choiceStatements(database, actor, eq(years.year, year))))
  return found ?? null
}
