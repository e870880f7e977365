import { addDays } from "#src/clock.ts"
import { type Actor, isAdministrator, isObserver } from "#src/office/people/actor.ts"
import type { Problems } from "#src/office/typed/spelling.ts"

/** No token is taken for longer, in days. */
export const LONGEST_TOKEN = 365
/** So many a person has at once. */
export const MOST_TOKENS = 10

/** Somebody with a business post who signed in: what a program does in their name is theirs to answer for. */
export const mayHaveToken = (actor: Actor): boolean =>
  !isAdministrator(actor) && !isObserver(actor) && !actor.link && actor.posts.length > 0

/** What of the last day of a token cannot be, at its field. */
export function endFits(endsOn: string, today: string): Problems | null {
  const latest = addDays(today, LONGEST_TOKEN)
  return endsOn >= today && endsOn <= latest ? null : { endsOn: [`有效期须在今天至 ${latest} 之间`] }
}
