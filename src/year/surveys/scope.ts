import { type SQL, sql } from "drizzle-orm"
import { surveys } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { bodySeenBy, yearSeenBy } from "#src/year/years/scope.ts"

/** Was not taken back. */
export const stands = (): SQL => sql`${surveys.discardWhy} = ''`

/** About all: whoever sees the year. About one unit: whoever sees that. A condition on `surveys`, `years` and `bodies`. */
export const surveySeenBy = (actor: Actor): SQL =>
  sql`(${surveys.unitId} is null and ${yearSeenBy(actor)} or ${surveys.unitId} is not null and ${bodySeenBy(actor)})`
