import { and, eq, type SQL, sql } from "drizzle-orm"
import type { Database } from "#db/database.ts"
import { suggestions, years } from "#db/schema.ts"
import { type InQueues, waitingIn } from "#src/plans/plan/desk_queries.ts"
import { suggestionsWaiting } from "./scope.ts"

/** Answers in queues of the desk: of no plan, so that a chosen one has none. */
const answersInQueues: InQueues = {
  suggestions: ({ actor, today, within: { plan, unit } }) =>
    plan === null
      ? and(suggestionsWaiting(actor, today), unit === null ? undefined : eq(suggestions.unitId, unit))
      : sql`0`,
}

const counted = ({ db }: Pick<Database, "db">, condition: SQL | undefined) =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(suggestions)
    .innerJoin(years, eq(years.year, suggestions.year))
    .where(condition)

export const suggestionsInDesk = waitingIn(answersInQueues, counted)
