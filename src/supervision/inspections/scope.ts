import type { SQL } from "drizzle-orm"
import { type Conclusion, conclusions, type Inspection, inspections } from "#db/schema.ts"
import { oneOf, type StateColumn } from "#db/states.ts"

type State = StateColumn<Inspection["state"]>

/** Its scope is still being chosen. */
export const isDraft = (state: State = inspections.state): SQL => oneOf(state, ["draft"])

export const isUnderway = (state: State = inspections.state): SQL => oneOf(state, ["underway"])

/** A unit's conclusion that somebody else has to decide again. */
export const isObjected = (state: StateColumn<Conclusion["state"]> = conclusions.state): SQL =>
  oneOf(state, ["objected"])

/** Fed back, and not read by the unit. */
export const isUnread = (state: StateColumn<Conclusion["state"]> = conclusions.state): SQL => oneOf(state, ["fed_back"])
