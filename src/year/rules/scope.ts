import { type SQL, sql } from "drizzle-orm"
import { draftRules } from "#db/schema.ts"

/** Stands in the register of a year: it began there, or before it and was not done when the year began. */
export const standsIn = (year: number): SQL =>
  sql`(${draftRules.year} = ${year} or (${draftRules.year} < ${year}
    and (${draftRules.doneOn} is null or ${draftRules.doneOn} >= ${`${year}-01-01`})))`
