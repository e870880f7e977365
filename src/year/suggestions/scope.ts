import { type SQL, sql } from "drizzle-orm"
import { type SuggestionState, suggestions, years } from "#db/schema.ts"
import { not, oneOf, type StateColumn } from "#db/states.ts"
import { type Actor, isObserver } from "#src/office/people/actor.ts"
import { bodySeenBy, keptBy } from "#src/year/years/scope.ts"

type State = StateColumn<SuggestionState>

/** Is to be answered. */
export const isOpen = (state: State = suggestions.state): SQL => oneOf(state, ["open"])

/** Was answered, and nobody has said yet whether that is enough. */
export const isAnswered = (state: State = suggestions.state): SQL => oneOf(state, ["answered"])

/** Was not entered by mistake. */
export const isKept = (state: State = suggestions.state): SQL => not(oneOf(state, ["discarded"]))

/** Is in that very state. */
export const suggestionIsIn = (state: SuggestionState): SQL => sql`${suggestions.state} = ${state}`

/** Whoever gave it is still invited by the year's office: a condition on `years` too. */
export const isGiverInvited = (today: string): SQL => sql`exists (select 1 from posts gi where gi.kind = 'observer'
  and gi.person_id = ${suggestions.observerId} and gi.unit_id = ${years.officeId}
  and gi.from_on <= ${today} and (gi.until_on is null or gi.until_on >= ${today}))`

/**
 * What waits at the office that keeps the year: answers of which it says what they are worth (`rates`), and what an 外部监督 has
 * given and has no day yet. A condition on `years` too.
 */
export const suggestionsWaiting = (actor: Actor, today: string): SQL => sql`(${keptBy(actor)}
  and ((${isAnswered()} and not ${isGiverInvited(today)})
    or (${isOpen()} and ${suggestions.dueBy} is null and ${suggestions.observerId} is not null)))`

/** Whoever sees the unit that answers, and who gave it: a condition on `years` and `bodies` too. */
export const suggestionSeenBy = (actor: Actor): SQL =>
  isObserver(actor) ? sql`${suggestions.observerId} = ${actor.id}` : bodySeenBy(actor)

/** `isLate` as a condition. */
export const isOverdue = (today: string): SQL => sql`(${suggestions.dueBy} is not null and ${isKept()}
  and coalesce(${suggestions.answeredOn}, ${today}) > ${suggestions.dueBy})`
