import { type SQL, sql } from "drizzle-orm"
import { type SuggestionState, suggestions } from "#db/schema.ts"
import { not, oneOf, type StateColumn } from "#db/states.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { keptBy } from "#src/year/years/scope.ts"

type State = StateColumn<SuggestionState>

/** Is to be answered. */
export const isOpen = (state: State = suggestions.state): SQL => oneOf(state, ["open"])

/** Was answered, and nobody has said yet whether that is enough. */
export const isAnswered = (state: State = suggestions.state): SQL => oneOf(state, ["answered"])

/** Was not entered by mistake. */
export const isKept = (state: State = suggestions.state): SQL => not(oneOf(state, ["discarded"]))

/** Is in that very state. */
export const suggestionIsIn = (state: SuggestionState): SQL => sql`${suggestions.state} = ${state}`

/** Answers that wait for what is said of them, at the office that keeps the year: a condition on `years` too. */
export const suggestionsWaiting = (actor: Actor): SQL => sql`(${isAnswered()} and ${keptBy(actor)})`

/** `isLate` as a condition. */
export const isOverdue = (today: string): SQL => sql`(${suggestions.dueBy} is not null and ${isKept()}
  and coalesce(${suggestions.answeredOn}, ${today}) > ${suggestions.dueBy})`
