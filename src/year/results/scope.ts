import { type SQL, sql } from "drizzle-orm"
import { results } from "#db/schema.ts"
import { type Actor, isAdministrator, unitsOf } from "#src/office/people/actor.ts"
import { keptBy } from "#src/year/years/scope.ts"
import type { Figure } from "./figures.ts"

/** Was not removed: what was has no name any more. */
export const isNamed = (): SQL => sql`${results.name} <> ''`

const COUNTED: Record<Figure, SQL> = {
  took: sql`${results.exam} is not null`,
  // Where a table says no word, 60 of 100 is 合格.
  passed: sql`(${results.exam} = 'passed' or (${results.exam} = 'took' and ${results.score} >= 600))`,
  scored: sql`${results.score} is not null`,
  stated: sql`${results.statement} is not null`,
  excellent: sql`${results.grade} = 'excellent'`,
}

/** Counts in that figure. */
export const countsIn = (figure: Figure): SQL => COUNTED[figure]

/** `keepsResults` as a condition on `results` and `years`: who reads names. */
export function resultSeenBy(actor: Actor): SQL {
  if (isAdministrator(actor) || actor.link) return sql`0`
  return sql`(${keptBy(actor)} or ${results.unitId} in (select value from json_each(${JSON.stringify(unitsOf(actor, "liaison", "head"))})))`
}
