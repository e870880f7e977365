import { type SQL, sql } from "drizzle-orm"
import { type DraftRuleState, draftRules } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"

/** Stands in the register of a year: it began there, or before it and was not done when the year began. */
export const standsIn = (year: number): SQL =>
  sql`(${draftRules.year} = ${year} or (${draftRules.year} < ${year}
    and (${draftRules.doneOn} is null or ${draftRules.doneOn} >= ${`${year}-01-01`})))`

/** The public is being asked. */
export const isConsulting = (state: StateColumn<DraftRuleState> = draftRules.state): SQL => oneOf(state, ["consulting"])
