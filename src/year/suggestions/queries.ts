import { and, asc, desc, eq, type Placeholder, type SQL, sql } from "drizzle-orm"
import { prepared } from "#db/compiled.ts"
import type { Database } from "#db/database.ts"
import {
  bodies,
  events,
  people,
  type SuggestionState,
  suggestionAnswers,
  suggestions,
  units,
  years,
} from "#db/schema.ts"
import { not } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { toldColumns } from "#src/trail/subjects.ts"
import { keepsYear } from "#src/year/years/policy.ts"
import { yearOfAddress } from "#src/year/years/queries.ts"
import { takesPart } from "#src/year/years/scope.ts"
import {
  isGiverInvited,
  isKept,
  isOpen,
  isOverdue,
  suggestionIsIn,
  suggestionSeenBy,
  suggestionsWaiting,
} from "./scope.ts"

type Db = Pick<Database, "db">

const SUGGESTIONS_A_PAGE = 50
/** More than any year has. */
export const MOST_TAKEN = 5000

/** What a register is kept to; `late`: those that are late whatever their state. */
export type Picked = SuggestionState | "late" | null

const lines = ({ db }: Db, condition: SQL | undefined, today: string) =>
  db
    .select({ suggestion: suggestions, unit: units.shortName })
    .from(suggestions)
    .innerJoin(years, eq(years.year, suggestions.year))
    .innerJoin(units, eq(units.id, suggestions.unitId))
    .leftJoin(bodies, and(eq(bodies.year, suggestions.year), eq(bodies.unitId, suggestions.unitId)))
    .where(condition)
    .orderBy(not(isOpen()), not(isOverdue(today)), desc(suggestions.receivedOn), desc(suggestions.id))

export type SuggestionLine = Awaited<ReturnType<typeof lines>>[number]

const within = (actor: Actor, year: number, picked: Picked, today: string) =>
  and(
    eq(suggestions.year, year),
    suggestionSeenBy(actor),
    picked === "late" ? isOverdue(today) : picked === null ? isKept() : suggestionIsIn(picked),
  )

/** What they have given, newest first. */
export const suggestionsGiven = (database: Db, personId: number, today: string) =>
  lines(database, eq(suggestions.observerId, personId), today).limit(MOST_TAKEN)

export const bodiesThatTakePart = ({ db }: Db, year: SQL | number) =>
  db
    .select({ id: units.id, name: units.name })
    .from(bodies)
    .innerJoin(units, eq(units.id, bodies.unitId))
    .where(and(sql`${bodies.year} = ${year}`, takesPart()))
    .orderBy(asc(units.position), asc(units.id))

/** The register of a year, what is to be answered first; null: no such year. */
export async function suggestionsOfYear(
  database: Database,
  actor: Actor,
  year: number,
  { picked, page, today }: { picked: Picked; page: number; today: string },
) {
  const [[found], rows, choices] = await database.read([
    yearOfAddress(database, actor, year),
    lines(database, within(actor, year, picked, today), today)
      .limit(SUGGESTIONS_A_PAGE + 1)
      .offset((page - 1) * SUGGESTIONS_A_PAGE),
    bodiesThatTakePart(database, year),
  ])
  if (!found) return null
  return {
    ...found,
    keeps: keepsYear(actor, found.year),
    suggestions: rows.slice(0, SUGGESTIONS_A_PAGE),
    hasMore: rows.length > SUGGESTIONS_A_PAGE,
    units: choices,
  }
}

export type SuggestionRegister = NonNullable<Awaited<ReturnType<typeof suggestionsOfYear>>>

/** Of all years those that wait for the office of the actor. */
export async function suggestionsToRate(database: Database, actor: Actor, page: number, today: string) {
  const [rows] = await database.read([
    lines(database, suggestionsWaiting(actor, today), today)
      .limit(SUGGESTIONS_A_PAGE + 1)
      .offset((page - 1) * SUGGESTIONS_A_PAGE),
  ])
  return { suggestions: rows.slice(0, SUGGESTIONS_A_PAGE), hasMore: rows.length > SUGGESTIONS_A_PAGE }
}

export async function suggestionsToTake(
  database: Database,
  actor: Actor,
  year: number,
  { picked, today }: { picked: Picked; today: string },
) {
  const [[found], rows] = await database.read([
    yearOfAddress(database, actor, year),
    lines(database, within(actor, year, picked, today), today).limit(MOST_TAKEN + 1),
  ])
  return found ? { year: found.year, suggestions: rows } : null
}

export type SuggestionsToTake = NonNullable<Awaited<ReturnType<typeof suggestionsToTake>>>

/** One of them with its answers, scoped to who asks; null when there is nothing to see. */
export async function findSuggestion(database: Database, actor: Actor, id: number, today: string) {
  const { db, read } = database
  const seen = and(eq(suggestions.id, id), suggestionSeenBy(actor))
  const [[row], answers, choices, trail] = await read([
    db
      .select({
        suggestion: suggestions,
        unit: units.name,
        year: { year: years.year, officeId: years.officeId },
        isInvited: isGiverInvited(today).mapWith(Boolean),
      })
      .from(suggestions)
      .innerJoin(years, eq(years.year, suggestions.year))
      .innerJoin(units, eq(units.id, suggestions.unitId))
      .leftJoin(bodies, and(eq(bodies.year, suggestions.year), eq(bodies.unitId, suggestions.unitId)))
      .where(seen),
    db
      .select({ answer: suggestionAnswers, by: people.name })
      .from(suggestionAnswers)
      .innerJoin(people, eq(people.id, suggestionAnswers.byId))
      .where(eq(suggestionAnswers.suggestionId, id))
      .orderBy(desc(suggestionAnswers.number)),
    bodiesThatTakePart(database, sql`(select year from suggestions where id = ${id})`),
    db
      .select(toldColumns)
      .from(events)
      .where(eq(events.subject, `suggestion:${id}`))
      .orderBy(desc(events.id))
      .limit(100),
  ])
  return row ? { ...row, answers, units: choices, trail } : null
}

export type FoundSuggestion = NonNullable<Awaited<ReturnType<typeof findSuggestion>>>

type Given = { readonly units: Placeholder<"units"> }

/** What these units have still to answer. */
export const suggestionsDue = prepared((db, given: Given) =>
  db
    .select({
      id: suggestions.id,
      text: suggestions.text,
      source: suggestions.source,
      dueBy: suggestions.dueBy,
      unit: units.shortName,
    })
    .from(suggestions)
    .innerJoin(units, eq(units.id, suggestions.unitId))
    .where(and(sql`${suggestions.unitId} in (select value from json_each(${given.units}))`, isOpen()))
    .orderBy(sql`${suggestions.dueBy} is null`, asc(suggestions.dueBy), asc(suggestions.id)),
)

export type DueSuggestion = Awaited<ReturnType<typeof suggestionsDue>>[number]
